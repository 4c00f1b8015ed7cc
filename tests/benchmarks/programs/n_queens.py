# Recursion with lists and a closure: all solutions of the n-queens problem.
def queens(n):
    columns = [False] * n
    rising = [False] * (2 * n)
    falling = [False] * (2 * n)
    chosen = []
    found = 0
    checksum = 0

    def place(row):
        nonlocal found, checksum
        if row == n:
            found += 1
            for col in chosen:
                checksum = (checksum * 31 + col) & 0xFFFFFF
            return
        for col in range(n):
            if columns[col] or rising[row + col] or falling[row - col + n]:
                continue
            columns[col] = rising[row + col] = falling[row - col + n] = True
            chosen.append(col)
            place(row + 1)
            chosen.pop()
            columns[col] = rising[row + col] = falling[row - col + n] = False

    place(0)
    return found, checksum


def main():
    for n in (6, 8, 10, 11, 11, 11):
        print(n, queens(n))


main()
