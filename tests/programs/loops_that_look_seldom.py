# Loops that look at the flag once in several rounds: small whiles, ranges below and above a strip, counted containers.
class Tape:
    def __init__(self, size):
        self.left = size
        self.asked = 0

    def more(self):
        self.asked += 1
        self.left -= 1
        return self.left > 0


def countdown(n):
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def asks(size):
    tape = Tape(size)
    rounds = 0
    while tape.more():
        rounds += 1
    return rounds, tape.asked, tape.left


def drain(items):
    total = 0
    while items and (value := items.pop()) >= 0:
        total += value
    return total, len(items)


def leaves(limit):
    n = 0
    while True:
        n += 1
        if n * n > limit:
            break
        if n == 77:
            return "early", n
    return "broken", n


def finds(values, wanted):
    at = 0
    while at < len(values):
        if values[at] == wanted:
            break
        at += 1
    else:
        return "none", at
    return "found", at


def raises(values):
    at = 0
    try:
        while True:
            at += values[at]
    except IndexError:
        return at


def ranges(start, stop, step):
    seen = []
    i = None
    for i in range(start, stop, step):
        if i % 37 == 5:
            continue
        seen.append(i)
        if len(seen) == 300:
            break
    return len(seen), seen[-1:], i


def upwards(n):
    total = 0
    for i in range(n):
        total += i
        n = 3
    for i in range(5, total):
        total -= i
        if total < 0:
            break
    return total, i


def downwards(n):
    found = []
    for i in range(n, 0, -1):
        found.append(i)
    for i in range(n - 1, -1, -2):
        found.append(i)
    return len(found), sum(found)


def between(low, high):
    product = 1
    for i in range(low, high):
        product = (product * (i * i + 1)) % 1000003
    return product


def dot(a, b):
    total = 0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def inner(rows):
    return [[dot(a, b) for b in rows] for a in rows]


def backwards(values):
    out = []
    for i in range(len(values) - 1, -1, -1):
        out.append(values[i])
    for i in range(1, len(values) // 2):
        out[i] += out[i - 1]
    return out


def refused(bound):
    try:
        for i in range(bound):
            print(i)
    except TypeError:
        return "no range"
    return "a range"


def main():
    print([countdown(n) for n in (1, 2, 3, 7, 27, 97)])
    print([asks(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 130)])
    print(drain([]), drain([4]), drain(list(range(9))), drain([5, 3, -1, 2, 8, 1]))
    print(leaves(3), leaves(50), leaves(10000))
    print(finds([3, 1, 4, 1, 5, 9, 2, 6], 9), finds([3, 1, 4], 8), finds([], 1), finds([7], 7))
    print(raises([1, 2, 1, 1, 3]), raises([2] * 40))
    for start, stop, step in (
        (0, 0, 1), (0, 1, 1), (0, 128, 1), (0, 129, 1), (0, 700, 1), (-5, 130, 1), (3, 260, 2), (0, 2000, 5),
        (10, 0, -1), (128, 0, -1), (129, 0, -1), (500, -20, -3), (0, 5, -1), (5, 0, 2),
    ):  # fmt: skip
        print(start, stop, step, ranges(start, stop, step))
    print([upwards(n) for n in (4, 20, 128, 129, 200)])
    print([downwards(n) for n in (0, 1, 100, 128, 129, 300)])
    print(between(0, 5), between(-3, 200), between(7, 136), between(7, 135), between(9, 2))
    rows = [[r * 7 % 5 + c for c in range(6)] for r in range(5)]
    print(inner(rows))
    print(backwards([3, 1, 4, 1, 5, 9, 2, 6]), backwards([]), backwards(list(range(30)))[-5:])
    print(refused("9"), refused(None), refused(True), refused(2))
    print(sum([countdown(n) for n in range(1, 150)]))


main()
