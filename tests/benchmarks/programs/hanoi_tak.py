# Recursion of three arguments: Takeuchi's function, and the towers of Hanoi on three lists.
def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def move(count, source, target, spare):
    if count == 0:
        return 0
    steps = move(count - 1, source, spare, target)
    target.append(source.pop())
    return steps + 1 + move(count - 1, spare, target, source)


def main():
    for n in range(6):
        print(n, tak(16, 9, n))
    total = 0
    for disks in (12, 14, 15):
        pegs = [list(range(disks, 0, -1)), [], []]
        total += move(disks, pegs[0], pegs[2], pegs[1])
        print(disks, len(pegs[2]), pegs[2][0])
    print(total)


main()
