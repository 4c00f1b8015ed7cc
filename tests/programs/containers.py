# Builtin containers through long edits: lists, dicts, sets, bytes, bytearray, deque, array, tuples, nested and copied.
from array import array
from collections import deque


class Random:
    def __init__(self, seed):
        self.state = seed

    def __call__(self, n):
        self.state = (self.state * 69069 + 1) & 0xFFFFFFFF
        return (self.state >> 16) % n


random = Random(42)


def edit_list(rounds):
    items = list(range(5))
    for n in range(rounds):
        kind = random(8)
        if kind == 0:
            items.append(n)
        elif kind == 1:
            items.insert(random(len(items) + 1), -n)
        elif kind == 2 and len(items) > 2:
            items.pop(random(len(items)))
        elif kind == 3:
            items.reverse()
        elif kind == 4:
            items.sort()
        elif kind == 5:
            items.extend([n, n + 1])
        elif kind == 6 and len(items) > 4:
            del items[1:3]
        else:
            items[random(len(items))] = n * 100
    return items


print(edit_list(40))


def edit_dict(rounds):
    table = {}
    removed = []
    for n in range(rounds):
        key = "k%d" % random(9)
        kind = random(5)
        if kind < 2:
            table[key] = n
        elif kind == 2:
            removed.append(table.pop(key, None))
        elif kind == 3:
            table.setdefault(key, []) if key not in table else table.update({key: -n})
        elif key in table:
            del table[key]
    return sorted([(k, str(v)) for k, v in table.items()]), removed


print(edit_dict(60))


def edit_set(rounds):
    mine, yours = set(), {1, 2, 3}
    sizes = []
    for n in range(rounds):
        mine.add(random(20))
        if n % 4 == 0:
            mine.discard(random(20))
        if n % 7 == 3:
            yours = (yours | mine) - {n}
        elif n % 7 == 5:
            yours ^= {n, n + 1}
        sizes.append(len(mine & yours))
    return sorted(mine), sorted(yours), sizes, mine <= yours, mine.isdisjoint({99}), sorted(mine.union(yours).union([50]))


print(edit_set(30))


def edit_bytes():
    data = bytearray(b"\x00" * 8)
    for n in range(20):
        data[random(len(data))] ^= random(256)
        if n % 6 == 0:
            data.append(n)
        if n % 9 == 4:
            data.extend(b"xy")
    frozen = bytes(data)
    total = 0
    for byte in frozen:
        total = total * 3 + byte & 0xFFFF
    return frozen, total, frozen[2:5], data == frozen, bytes([1, 2]) + b"z", b"a" in b"cat", frozen.find(b"xy")


print(edit_bytes())


def edit_deque():
    queue = deque([1, 2, 3], 6)
    out = []
    for n in range(25):
        kind = random(4)
        if kind == 0:
            queue.append(n)
        elif kind == 1:
            queue.appendleft(n)
        elif queue:
            out.append(queue.popleft() if kind == 2 else queue.pop())
    return list(queue), out


print(edit_deque())


def edit_array():
    numbers = array("h", [0] * 6)
    floats = array("d", [0.5])
    for n in range(20):
        numbers[random(6)] += n - 10
        if n % 5 == 0:
            floats.append(floats[-1] * 1.5)
    return list(numbers), ["%.5f" % f for f in floats], len(numbers), max(numbers)


print(edit_array())

board = [[0] * 4 for _ in range(4)]
wrong = [[0] * 2] * 2
for n in range(10):
    board[random(4)][random(4)] += 1
    wrong[n % 2][random(2)] += 1
print(board, wrong, wrong[0] is wrong[1])
copy = [row[:] for row in board]
shallow = list(board)
board[0][0] = "changed"
print(copy[0][0] != "changed", shallow[0][0], copy == board)
record = {"name": "n", "tags": ["a", ("b", {"c": [1, 2]})], "matrix": {(0, 0): 1, (0, 1): {"deep": [None]}}}
record["tags"][1][1]["c"].append(record["matrix"][0, 1]["deep"])
record["matrix"][0, 1]["deep"][0] = "set later"
print(record["tags"], sorted(record["matrix"].keys()))
pairs = sorted(zip("bca", [3, 1, 2]))
print(pairs, sorted(pairs, key=lambda p: p[1]), (1, 2) + (3,), (0,) * 3, (1, 2, 3).index(2), (1, 1).count(1), (1, (2, 3)) < (1, (2, 4)))
print([1, 2] == [1, 2], [1, 2] < [1, 3], [] < [0], {1: [2]} == {1: [2]}, {1, 2} == {2, 1}, frozenset([1, 2]) == {1, 2})
print({frozenset([1, 2]): "f"}[frozenset([2, 1])], list(range(10))[2:8:3], list("abc") * 2, [None] * 3, tuple("xy"))
print(min([3, 1, 2]), max("hello"), sum([[1], [2]], []), sorted("banana"), list(map(str, (1, 2))), bool([]), bool([0]))
