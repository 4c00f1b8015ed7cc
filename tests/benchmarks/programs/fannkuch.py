# Lists of small integers: fannkuch, reversing prefixes of permutations.
def fannkuch(n):
    most = checksum = 0
    permutation = list(range(n))
    count = [0] * n
    sign = 1
    while True:
        first = permutation[0]
        if first:
            work = permutation[:]
            flips = 1
            while True:
                value = work[first]
                if not value:
                    break
                work[first] = first
                low, high = 1, first - 1
                while low < high:
                    work[low], work[high] = work[high], work[low]
                    low += 1
                    high -= 1
                first = value
                flips += 1
            if flips > most:
                most = flips
            checksum += sign * flips
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
        else:
            permutation[1], permutation[2] = permutation[2], permutation[1]
            sign = 1
            for i in range(2, n):
                if count[i] < i:
                    count[i] += 1
                    break
                if i == n - 1:
                    return checksum, most
                count[i] = 0
                head = permutation[0]
                for k in range(i + 1):
                    permutation[k] = permutation[k + 1]
                permutation[i + 1] = head


def main():
    for n in (3, 9, 9):
        print(n, fannkuch(n))


main()
