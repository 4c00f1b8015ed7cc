# Every loop form: for, while, else, break, continue, three deep, negative and variable steps, changed loop variables.
def ranges():
    out = []
    for i in range(5):
        out.append(i)
    for i in range(10, 0, -3):
        out.append(i)
    for i in range(3, 3):
        out.append("never")
    for step in (1, 2, -1, -4):
        for i in range(0, 9 * step, step * 2):
            out.append(i)
    return out


print(ranges())


def final_value():
    for i in range(7):
        pass
    first = i
    for i in range(0):
        pass
    return first, i


print(final_value())


def changed_variable():
    out = []
    for i in range(6):
        out.append(i)
        i = i * 100
        out.append(i)
    return out, i


print(changed_variable())


def search(grid, wanted):
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            if cell == wanted:
                found = (r, c)
                break
        else:
            continue
        break
    else:
        found = None
    return found


grid = [[1, None, 3], [4, 5, None], [7, 8, 9]]
print(search(grid, 5), search(grid, 9), search(grid, 11))


def three_deep(limit):
    hits = []
    for a in range(1, limit):
        for b in range(a, limit):
            for c in range(b, limit):
                if a * a + b * b < c * c:
                    break
                if a * a + b * b > c * c:
                    continue
                hits.append((a, b, c))
    return hits


print(three_deep(16))


def while_forms():
    out = []
    n = 27
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        if n > 5000:
            out.append(n)
            continue
        if n == 40:
            out.append("forty")
            break
    else:
        out.append("one")
    while n:
        n -= 8
    else:
        out.append("done %d" % n)
    k = 0
    while True:
        k += 1
        if k % 2:
            continue
        if k > 8:
            break
        out.append(k)
    return out


print(while_forms())


def growing():
    items = [1]
    for x in items:
        if x < 50:
            items.append(x * 2)
            if x % 4 == 0:
                items.append(x + 1)
    return items


print(growing())


def shrinking():
    items = list(range(10))
    seen = []
    for x in items:
        seen.append(x)
        if x % 2 == 0 and len(items) > 3:
            items.pop()
    return seen, items


print(shrinking())


def over_dict():
    table = {}
    for i, name in enumerate(["ada", "bob", "cy", "dee"]):
        table[name] = i
    total = 0
    names = []
    for name in table:
        names.append(name)
    for value in table.values():
        total += value
    pairs = []
    for name, value in table.items():
        pairs.append((value, name))
    for name in table.keys():
        table[name] += 10
    return sorted(names), total, sorted(pairs), sorted(table.values())


print(over_dict())


def over_sequences():
    out = []
    for letter in "abc":
        out.append(letter)
    for byte in b"xyz":
        out.append(byte)
    for item in (1, "two", None):
        out.append(item)
    for byte in bytearray(b"\x00\xff"):
        out.append(byte)
    for item in sorted({30, 10, 20}):
        out.append(item)
    return out


print(over_sequences())


def over_natives():
    out = []
    for i, x in enumerate("pqr", 5):
        out.append((i, x))
    for a, b, c in zip([1, 2, 3], "xyz", (True, False, None)):
        out.append((a, b, c))
    for x in reversed([1, 2, 3]):
        out.append(x)
    for x in map(abs, [-1, -2]):
        out.append(x)
    for x in filter(None, [0, 1, "", "a"]):
        out.append(x)
    for i, (a, b) in enumerate(zip("ab", "cd")):
        out.append((i, a, b))
    for (a, b), *rest in [((1, 2), 3, 4), ((5, 6),)]:
        out.append((a, b, rest))
    return out


for line in over_natives():
    print(line)


def iterator_shared():
    it = iter([1, 2, 3, 4, 5, 6, 7])
    out = []
    for x in it:
        if x % 3 == 0:
            out.append(("skip", next(it)))
        else:
            out.append(x)
    return out


print(iterator_shared())


def targets():
    class Box:
        pass

    box = Box()
    cells = [0, 0, 0]
    trail = []
    for box.value in range(3):
        trail.append(box.value * 2)
    for cells[1] in "xyz":
        trail.append(list(cells))
    for box.left, cells[0] in [(1, 2), (3, 4)]:
        trail.append((box.left, cells[0]))
    return trail


print(targets())


def variable_bounds(n):
    out = []
    stop = n
    for i in range(stop):
        stop = 2
        for j in range(i, stop + i, stop - 1):
            out.append(i * 10 + j)
            n += 1
    return out, n, stop


print(variable_bounds(4))
for size in range(1, 4):
    for row in range(size):
        for col in range(size):
            print("*" if row == col else ".", end="")
        print()


def over_many_kinds():
    import array
    from collections import deque

    given = deque((), 3)
    given.extend("xyz")
    for source in (array.array("h", (5, -6, 7)), given, reversed("abc"), reversed((1, 2)), iter(array.array("b", (8, 9)))):
        for item in source:
            print(item, len([item]), end=" ")
    numbers = range(1, 9, 3)
    for number in reversed(numbers):
        print(number, len([number]), end=" ")
    print()


class ByItem:
    def __init__(self):
        self.asked = []

    def __len__(self):
        return 3

    def __getitem__(self, at):
        self.asked.append(at)
        if at == 3:
            raise IndexError
        return at * at


class Tens(list):
    def __iter__(self):
        for at in range(len(self)):
            yield self[at] * 10


def by_item():
    squares = ByItem()
    for square in squares:
        print(square, squares.asked)
    for square in reversed(squares):
        print(square, squares.asked)
    kept = iter(squares)
    print(next(kept), next(kept), list(kept), list(kept), [square for square in squares if square])
    kept = iter(Tens([1, 2]))
    print(next(kept), list(kept))


over_many_kinds()
by_item()
