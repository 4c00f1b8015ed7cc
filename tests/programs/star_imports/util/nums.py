__all__ = ["gcd", "lcm", "primes"]
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
def lcm(a, b):
    return a * b // gcd(a, b)
def primes(n):
    seen = []
    for i in range(2, n):
        if all(i % p for p in seen):
            seen.append(i)
            yield i
