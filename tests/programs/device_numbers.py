# lowered: MicroPython's numbers, sets and builtin functions take less than CPython's
"""Numbers, sets and views as CPython has them: bits, bytes, inverses, keyword arguments of builtins, keys as sets."""


class Bits:
    """A class with a method of that name."""

    def __init__(self, count):
        self.count = count

    def bit_length(self):
        total = 0
        for n in range(self.count):
            total += n
        return total


def egcd_inverse(a, m):
    return pow(a, -1, m)


def rsa(message):
    p, q, e = 61, 53, 17
    n, phi = p * q, (p - 1) * (q - 1)
    d = egcd_inverse(e, phi)
    sent = [pow(c, e, n) for c in message]
    back = [pow(c, d, n) for c in sent]
    return d, sent, bytes(back)


def ratio(value):
    a, b = value.as_integer_ratio()
    while a.bit_count() > 20:
        a //= 2
    return f"{a}/{b}"


def popcounts(limit):
    total = 0
    for n in range(limit):
        total += n.bit_count() * n.bit_length()
    return total


print(popcounts(40))
print([(n, n.bit_length(), n.bit_count()) for n in (0, 1, 255, 256, -5, 1 << 70)])
print(Bits(12).bit_length(), int.bit_length(9), list(map(int.bit_length, range(6))))
print([value.is_integer() for value in (1.0, 2.5, -0.0, 1e300, float("inf"))], ratio(0.75), ratio(-2.5))
print(rsa(b"stay"), egcd_inverse(3, 11))
for data in (b"\x01\x02", b"\xff\xfe", bytes([128])):
    print(int.from_bytes(data, byteorder="little"), int.from_bytes(data, "big", signed=True))
print(sum([1, 2, 3], start=10), int("ff", base=16), int("z1", 36), round(2.345, 1))
print("flushed", 1, sep="-", flush=True)
try:
    print(list(zip([1, 2], "ab", strict=True)))
    print(list(zip([1, 2], "a", strict=True)))
except ValueError as error:
    print(error)
for left, right in zip(range(3), "abc", strict=True):
    print(left, right, end=";")
print()
first = {"a": 1, "b": 2, "c": 3}
second = {"b": 20, "c": 30, "d": 40}
print(sorted(first.keys() & second.keys()), sorted(first.keys() - second.keys()), sorted(first.keys() | {"z"}))
print(first.keys() == {"c", "b", "a"}, first.items() == dict(first).items(), sorted(set("cx") & first.keys()))
kept = first.keys()
first["e"] = 5
for name in sorted(kept ^ second.keys()):
    print(name, name in kept)
print(sorted({1}.union([2], (3,), {4})), sorted({1, 2, 3}.intersection([2, 3], [3])), sorted(set().union(*["ab", "bc"])))
for number in (7, True, -2.5):
    print(number.real, number.imag, number == number.real)
print((12).numerator, (12).denominator, sum(n.numerator for n in range(5)), max(3, 4).real)
total, count = 30, 12
for width in range(3, 9):
    print(f"{total / count:<{width}}|{total / 15:>{width}}|{float(count):{width}}|{-count / 4:+08}|{round(total / 7, 1):^9}|")
print(f"{0.0:<10}|{1e20:>8}|{count / 4:.3}|{total / 1:,}|{count / 4:_}|{count / 8:.1%}")
view = memoryview(bytes(range(9)))
print(view[2:5].tolist(), view[7:].tobytes(), memoryview(bytearray(b"ab")).tolist())
