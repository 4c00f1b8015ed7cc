# Big integers: native ones (powers, gcd, RSA with small primes) and a class of limbs of our own, checked against each other.
class Big:
    BASE = 1000

    def __init__(self, value=0):
        self.limbs = []
        if isinstance(value, str):
            at = len(value)
            while at > 0:
                self.limbs.append(int(value[max(0, at - 3) : at]))
                at -= 3
        else:
            while value:
                value, limb = divmod(value, self.BASE)
                self.limbs.append(limb)
        self.trim()

    def trim(self):
        while self.limbs and self.limbs[-1] == 0:
            self.limbs.pop()
        return self

    def __add__(self, other):
        out = Big()
        carry = 0
        for i in range(max(len(self.limbs), len(other.limbs))):
            carry += self.limbs[i] if i < len(self.limbs) else 0
            carry += other.limbs[i] if i < len(other.limbs) else 0
            carry, limb = divmod(carry, self.BASE)
            out.limbs.append(limb)
        if carry:
            out.limbs.append(carry)
        return out

    def __mul__(self, other):
        out = Big()
        out.limbs = [0] * (len(self.limbs) + len(other.limbs))
        for i, a in enumerate(self.limbs):
            carry = 0
            for j, b in enumerate(other.limbs):
                carry += out.limbs[i + j] + a * b
                carry, out.limbs[i + j] = divmod(carry, self.BASE)
            out.limbs[i + len(other.limbs)] += carry
        return out.trim()

    def __eq__(self, other):
        return self.limbs == other.limbs

    def __lt__(self, other):
        if len(self.limbs) != len(other.limbs):
            return len(self.limbs) < len(other.limbs)
        for a, b in zip(reversed(self.limbs), reversed(other.limbs)):
            if a != b:
                return a < b
        return False

    def __str__(self):
        if not self.limbs:
            return "0"
        text = str(self.limbs[-1])
        for limb in reversed(self.limbs[:-1]):
            text += "%03d" % limb
        return text


def factorial(n):
    result, check = Big(1), 1
    for k in range(2, n + 1):
        result = result * Big(k)
        check *= k
    return result, check


result, check = factorial(25)
print(result, str(result) == str(check))
a, b = Big("123456789012345678901234567890"), Big("999999999999999999999")
print(a + b, a * b)
print(str(a * b) == str(123456789012345678901234567890 * 999999999999999999999), a < b, b < a, Big(7) == Big("007"))


def fibonacci(n):
    a, b = Big(), Big(1)
    for _ in range(n):
        a, b = b, a + b
    return a


print(fibonacci(150))


def power(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def inverse(a, m):
    r0, r1, s0, s1 = m, a % m, 0, 1
    while r1:
        q = r0 // r1
        r0, r1 = r1, r0 - q * r1
        s0, s1 = s1, s0 - q * s1
    if r0 != 1:
        raise ValueError("no inverse")
    return s0 % m


class Key:
    def __init__(self, p, q, e=65537):
        self.n = p * q
        self.e = e
        self.d = inverse(e, (p - 1) * (q - 1))

    def seal(self, text):
        return [power(self.number(text[i : i + 8]), self.e, self.n) for i in range(0, len(text), 8)]

    def open(self, numbers):
        out = b""
        for c in numbers:
            m = power(c, self.d, self.n)
            part = b""
            while m:
                part = bytes([m & 0xFF]) + part
                m >>= 8
            out += part
        return out.decode()

    @staticmethod
    def number(text):
        value = 0
        for byte in text.encode():
            value = value << 8 | byte
        return value


key = Key(2**61 - 1, 2**31 - 1)
print(key.n, key.d)
sealed = key.seal("moves on")
print(sealed, key.open(sealed))
try:
    inverse(6, 9)
except ValueError as e:
    print(e)

n = 1
shape = []
for k in range(12):
    n = n * n + k if n < 1 << 300 else n // 3**50 - (1 << k)
    shape.append(len(str(n)))
    n = -n if k % 5 == 4 else n
print(shape, n % 1000003, n >> 20 & 0xFFFF, (-n) ** 2 == n * n, ~n == -n - 1)
print(hex(2**70), bin(2**65 + 5)[-6:], int("123456789abcdef0123456789", 16), -(2**64) // 3, -(2**64) % 7)
print([2**63 + d for d in (-1, 0, 1)], [-(2**63) + d for d in (-1, 0, 1)], (2**30) * (2**30), 2**62 - 1 + 1)
