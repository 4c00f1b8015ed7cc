# Recursion over combinations: permutations, subsets, partitions, change, balanced brackets, Gray codes, knapsack, Catalan.
def permutations(items):
    if not items:
        return [[]]
    out = []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            out.append([items[i]] + rest)
    return out


def heap_permutations(items):
    out = []

    def generate(k):
        if k == 1:
            out.append("".join(items))
            return
        for i in range(k):
            generate(k - 1)
            j = i if k % 2 == 0 else 0
            items[j], items[k - 1] = items[k - 1], items[j]

    items = list(items)
    generate(len(items))
    return out


def subsets(items):
    if not items:
        return [[]]
    rest = subsets(items[1:])
    return rest + [[items[0]] + s for s in rest]


def choose(items, k):
    if k == 0:
        return [()]
    out = []
    for i, item in enumerate(items):
        for rest in choose(items[i + 1 :], k - 1):
            out.append((item,) + rest)
    return out


def partitions(n, largest=None):
    if largest is None:
        largest = n
    if n == 0:
        return [[]]
    out = []
    for first in range(min(n, largest), 0, -1):
        for rest in partitions(n - first, first):
            out.append([first] + rest)
    return out


def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


def brackets(opened, closed, n, text="", out=None):
    if out is None:
        out = []
    if len(text) == 2 * n:
        out.append(text)
    else:
        if opened < n:
            brackets(opened + 1, closed, n, text + "(", out)
        if closed < opened:
            brackets(opened, closed + 1, n, text + ")", out)
    return out


def gray(n):
    if n == 0:
        return [""]
    shorter = gray(n - 1)
    return ["0" + code for code in shorter] + ["1" + code for code in reversed(shorter)]


def knapsack(things, room, at=0):
    if at == len(things):
        return 0, []
    weight, value = things[at]
    best, chosen = knapsack(things, room, at + 1)
    if weight <= room:
        with_it, others = knapsack(things, room - weight, at + 1)
        if with_it + value > best:
            best, chosen = with_it + value, [at] + others
    return best, chosen


def catalan(n, memory={0: 1}):
    if n not in memory:
        total = 0
        for k in range(n):
            total += catalan(k) * catalan(n - 1 - k)
        memory[n] = total
    return memory[n]


print([("".join(p)) for p in permutations(list("abcd"))])
print(heap_permutations("wxyz"))
print(sorted(heap_permutations("abcd")) == ["".join(p) for p in permutations(list("abcd"))])
print(subsets([1, 2, 3, 4]))
print(choose("abcde", 3))
for p in partitions(6):
    print("+".join([str(n) for n in p]), end=" ")
print()
print([change(n, [25, 10, 5, 1]) for n in (4, 10, 27, 40)])
print(brackets(0, 0, 4))
print(gray(4))
print(knapsack([(5, 10), (4, 40), (6, 30), (3, 50), (2, 7)], 10))
print([catalan(n) for n in range(12)])


def flood(grid, r, c, mark):
    if r < 0 or c < 0 or r >= len(grid) or c >= len(grid[r]) or grid[r][c] != ".":
        return 0
    grid[r][c] = mark
    return 1 + sum([flood(grid, r + dr, c + dc, mark) for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))])


grid = [list(row) for row in ("..#..", ".#..#", "#..#.", "..#..")]
marks = "abcdef"
sizes = []
for r in range(len(grid)):
    for c in range(len(grid[r])):
        size = flood(grid, r, c, marks[len(sizes)])
        if size:
            sizes.append(size)
print(sizes, ["".join(row) for row in grid])
