# lowered: recursion deeper than MicroPython's native stack


def down(n):
    if n == 0:
        return 0
    total = 0
    for i in range(2):
        total += i
    return total + down(n - 1)


class Tree:
    """As deep as it is large: made, walked and changed by recursion."""

    def __init__(self, depth):
        self.value = depth
        self.left = Tree(depth - 1) if depth else None

    def sum(self):
        if self.left is None:
            return self.value
        try:
            return self.value + self.left.sum()
        finally:
            self.value += 1


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def walk(items, depth):
    found = []
    for item in items:
        if isinstance(item, list):
            found += walk(item, depth + 1)
        else:
            found.append(item * depth)
    return found


def search(n, path):
    """Gives up at the bottom, by an exception that comes up through every level."""
    if n == 0:
        raise KeyError(len(path))
    path.append(n)
    try:
        return search(n - 1, path)
    except KeyError:
        path.pop()
        raise


def paths(width, height):
    """Ways through a grid, remembered: two calls to itself in one expression."""
    known = {}

    def count(x, y):
        if x == 0 or y == 0:
            return 1
        if (x, y) not in known:
            known[x, y] = (count(x - 1, y) + count(x, y - 1)) % 1000003
        return known[x, y]

    return count(width, height)


print(down(600))
tree = Tree(300)
print(tree.sum(), tree.sum())
print(even(601), odd(601))
nest = [1]
for i in range(260):
    nest = [i, nest]
print(sum(walk(nest, 0)))
path = []
try:
    search(400, path)
except KeyError as error:
    print("searched", error.args[0], len(path))
print(paths(3, 280))
