"""`math` as devices get it: functions of whole numbers, of many numbers, and some that MicroPython leaves out.

Lives here: ordinary Python that is compiled along with a program. Where the interpreter has a function, it is taken.
"""

import math as _math

PARTIAL = ("the other names are the interpreter's",)


def gcd(*integers):
    found = 0
    for number in integers:
        while number:
            found, number = number, found % number
    return -found if found < 0 else found


def lcm(*integers):
    found = 1
    for number in integers:
        if not number:
            return 0
        found = found // gcd(found, number) * number
    return -found if found < 0 else found


def isqrt(n):
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n < 1 << 48:
        return int(_math.sqrt(n))
    bits = len(bin(n)) - 2
    root = 1 << (bits + 1) // 2
    while True:
        better = (root + n // root) // 2
        if better >= root:
            return root
        root = better


def prod(iterable, *, start=1):
    for value in iterable:
        start = start * value
    return start


def comb(n, k):
    if n < 0 or k < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    made = 1
    for number in range(min(k, n - k) if k <= n else -1):
        made = made * (n - number) // (number + 1)
    return made if k <= n else 0


def perm(n, k=None):
    if n < 0 or k is not None and k < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    made = 1 if k is None or k <= n else 0
    for number in range(n if k is None else min(k, n)):
        made *= n - number
    return made


def factorial(n):
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    made = 1
    for number in range(2, n + 1):
        made *= number
    return made


def hypot(*coordinates):
    if hasattr(_math, "hypot"):
        return _math.hypot(*coordinates)
    most = max([abs(float(x)) for x in coordinates]) if coordinates else 0.0
    if most == 0 or most - most != 0:
        return abs(most)
    scale = _math.ldexp(1.0, -_math.frexp(most)[1])
    # The sum of the squares in two numbers, then one step of Newton's: as CPython computes it.
    total, lost = 1.0, 0.0
    for x in coordinates:
        high, low = _square(x * scale)
        added = total + high
        lost += low + (high - (added - total))
        total = added
    root = _math.sqrt(total - 1.0 + lost)
    high, low = _square(root)
    added = total - high
    lost += -low + (-high - (added - total))
    root += (added - 1.0 + lost) / (2.0 * root)
    return root / scale


def _square(x):
    """x * x as two numbers, without an error."""
    t = x * 134217729.0
    high = t - (t - x)
    low = x - high
    square = x * x
    return square, ((high * high - square) + 2.0 * high * low) + low * low


def dist(p, q):
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return hypot(*[a - b for a, b in zip(p, q)])


def fsum(seq):
    """The sum without loss: partial sums that do not overlap."""
    parts = []
    for x in seq:
        x = float(x)
        kept = 0
        for y in parts:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                parts[kept] = low
                kept += 1
            x = high
        parts[kept:] = [x]
    if not parts:
        return 0.0
    total, at = parts[-1], len(parts) - 1
    low = 0.0
    while at > 0:
        x = total
        at -= 1
        total = x + parts[at]
        low = parts[at] - (total - x)
        if low:
            break
    if at > 0 and (low < 0 and parts[at - 1] < 0 or low > 0 and parts[at - 1] > 0):
        more = low * 2.0
        x = total + more
        if more == x - total:
            total = x
    return total


def log1p(x):
    if hasattr(_math, "log1p"):
        return _math.log1p(x)
    u = 1.0 + x
    return x if u == 1.0 else _math.log(u) * x / (u - 1.0)


def cbrt(x):
    if hasattr(_math, "cbrt"):
        return _math.cbrt(x)
    root = abs(x) ** (1 / 3)
    if root and root - root == 0:
        root -= (root * root * root - abs(x)) / (3.0 * root * root)
    return -root if x < 0 else root


def exp2(x):
    return 2.0**x


def remainder(x, y):
    if hasattr(_math, "remainder"):
        return _math.remainder(x, y)
    left = _math.fmod(abs(x), abs(y))
    other = abs(y) - left
    if left > other or left == other and _math.fmod((abs(x) - left) / abs(y), 2.0):
        left = -other
    return -left if x < 0 else left


def sumprod(p, q):
    if len(p) != len(q):
        raise ValueError("Inputs are not the same length")
    return sum([a * b for a, b in zip(p, q)])
