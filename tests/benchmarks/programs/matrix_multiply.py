# Nested lists: products of integer matrices, with a function for each cell.
def make(n, seed):
    return [[(r * seed + c * 7) % 101 for c in range(n)] for r in range(n)]


def cell(row, column):
    total = 0
    for i in range(len(row)):
        total += row[i] * column[i]
    return total % 10007


def transpose(m):
    return [[row[c] for row in m] for c in range(len(m))]


def multiply(a, b):
    columns = transpose(b)
    out = []
    for row in a:
        out.append([cell(row, column) for column in columns])
    return out


def main():
    a = make(44, 3)
    b = make(44, 5)
    for _ in range(130):
        a = multiply(a, b)
    checksum = 0
    for row in a:
        for value in row:
            checksum = (checksum * 31 + value) & 0xFFFFFF
    print(checksum)


main()
