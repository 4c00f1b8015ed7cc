# lowered: MicroPython's math has no gcd, and its random no shuffle; its numbers for a seed are others
"""Whole numbers, distances and exact sums; and numbers by a seed, which are the same everywhere and move along."""
import math
import random
from math import gcd, sqrt


def reduced(a, b):
    common = gcd(a, b)
    return a // common, b // common


def binomials(n):
    rows = []
    for k in range(n + 1):
        rows.append(math.comb(n, k))
    return rows, sum(rows) == 2**n, math.perm(n, 2)


def roots(limit):
    found = []
    for n in range(limit):
        if math.isqrt(n) ** 2 == n:
            found.append(n)
    return found


def walk(generator, steps):
    x = y = 0
    for step in range(steps):
        x += generator.choice((-1, 0, 1))
        y += generator.randint(-2, 2)
        if step % 5 == 0:
            print(step, x, y, f"{math.hypot(x, y):.6f}")
    return x, y


print(reduced(84, 36), math.gcd(12, -18, 30), math.lcm(4, 6, 10), math.prod([2, 3, 7]), math.factorial(20))
print(binomials(6), roots(50), math.isqrt(10**30 + 1))
print(math.fsum([0.1] * 10), math.dist((0, 0), (3, 4)), sqrt(2.25), math.floor(-1.5), math.pi > 3)

random.seed(42)
cards = [rank + suit for suit in "sh" for rank in "789TJQKA"]
random.shuffle(cards)
print(cards[:6], random.sample(cards, 4), random.choices("abc", weights=[5, 3, 1], k=6))
print(random.random(), random.randrange(0, 1000, 7), f"{random.gauss(10, 2):.9f}", random.getrandbits(40))
own = random.Random(7)
print(walk(own, 21))
state = own.getstate()
first = [own.random() for _ in range(3)]
own.setstate(state)
print(first == [own.random() for _ in range(3)], round(own.uniform(1, 2), 9))
counts = {}
for _ in range(60):
    face = random.randint(1, 6)
    counts[face] = counts.get(face, 0) + 1
print(sorted(counts.items()))
