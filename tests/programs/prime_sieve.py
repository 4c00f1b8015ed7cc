# Primes several ways: sieve in a bytearray, wheel, trial division, Miller-Rabin, factorisation; they must agree.
LIMIT = 300


def sieve(limit):
    flags = bytearray(limit)
    out = []
    for n in range(2, limit):
        if flags[n]:
            continue
        out.append(n)
        for multiple in range(n * n, limit, n):
            flags[multiple] = 1
    return out


def wheel(limit):
    out = [2, 3, 5]
    gaps = [4, 2, 4, 2, 4, 6, 2, 6]
    n = 7
    at = 0
    while n < limit:
        for p in out:
            if p * p > n:
                out.append(n)
                break
            if n % p == 0:
                break
        n += gaps[at]
        at = (at + 1) % len(gaps)
    return out


def power(base, exponent, modulus):
    result = 1
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def probably(n):
    if n < 4:
        return n > 1
    if not n & 1:
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7):
        if a >= n:
            continue
        x = power(a, d, n)
        if x == 1 or x == n - 1:
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def factors(n):
    out = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            out.append(d)
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        out.append(n)
    return out


def totient(n):
    result = n
    for p in sorted(set(factors(n))):
        result -= result // p
    return result


primes = sieve(LIMIT)
print(len(primes), primes[-5:], sum(primes))
print(wheel(LIMIT) == primes)
print([n for n in range(120) if probably(n)] == [p for p in primes if p < 120])
for n in (2**31 - 1, 2**32 + 1, 1000003, 999999937, 561):
    print(n, probably(n))
for n in (360, 97, 1001, 65536, 99999):
    print(n, factors(n))
print([totient(n) for n in range(1, 25)])
twins = [(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2]
print(len(twins), twins[-3:])
gaps = {}
for p, q in zip(primes, primes[1:]):
    gaps[q - p] = gaps.get(q - p, 0) + 1
print(sorted(gaps.items()))


def goldbach(n):
    known = set(primes)
    return [(p, n - p) for p in primes if p <= n // 2 and n - p in known]


for n in range(10, 60, 12):
    print(n, goldbach(n))
