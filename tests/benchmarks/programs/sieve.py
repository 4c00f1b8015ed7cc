# Tight loops without calls: the sieve of Eratosthenes, again and again.
def sieve(limit):
    flags = bytearray(limit)
    count = 0
    total = 0
    for n in range(2, limit):
        if flags[n]:
            continue
        count += 1
        total += n
        for multiple in range(n * n, limit, n):
            flags[multiple] = 1
    return count, total


def main():
    checksum = 0
    for n in range(120):
        count, total = sieve(40000 + n * 100)
        checksum = (checksum * 31 + count + total) & 0xFFFFFFF
    print(checksum)


main()
