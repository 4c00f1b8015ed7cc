# Comprehensions: list, dict, set, nested, with conditions, calling functions that loop; scopes and captured variables.
calls = []


def slow_square(n):
    total = 0
    for _ in range(n):
        total += n
    calls.append(n)
    return total


def is_prime(n):
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


print([slow_square(n) for n in range(8)])
print([n for n in range(40) if is_prime(n)])
print([(a, b) for a in range(4) for b in range(a) if (a + b) % 2])
print([[slow_square(c) + r for c in range(3)] for r in range(3)])
print(sorted({n: slow_square(n) for n in range(5)}.items()))
print(sorted({slow_square(n) % 7 for n in range(12)}))
print(sorted({w[0]: w for w in ["apple", "bear", "cat"]}.items()))
print([x if x % 2 else -x for x in range(6) if x != 3])
print([y for x in [[1, 2], [3], []] for y in x])
print(len(calls), calls[-5:])

x = "outer"
inner = [x for x in range(3)]
print(x, inner)


def scoped(base):
    factor = 3
    rows = [base + i * factor for i in range(4)]
    functions = [lambda k: k * factor + base for _ in range(2)]
    factor = 10
    late = [f(1) for f in functions]
    return rows, late


print(scoped(100))


def transpose(matrix):
    return [[row[i] for row in matrix] for i in range(len(matrix[0]))]


def multiply(a, b):
    bt = transpose(b)
    return [[dot(row, col) for col in bt] for row in a]


def dot(u, v):
    total = 0
    for p, q in zip(u, v):
        total += p * q
    return total


m = [[r * 3 + c for c in range(3)] for r in range(3)]
print(transpose(m))
print(multiply(m, transpose(m)))


def words(text):
    return [w.strip(".,;") for w in text.split() if w.strip(".,;")]


text = "It was the best of times, it was the worst of times; it was so."
lengths = {w.lower(): len(w) for w in words(text)}
print(sorted(lengths.items()))
by_length = {n: sorted([w for w in lengths if lengths[w] == n]) for n in set(lengths.values())}
for n in sorted(by_length):
    print(n, by_length[n])

print([i for i, w in enumerate(words(text)) if len(w) == 3])
print(["%d%s" % (n, s) for n, s in zip(range(3), "abc")])
print([a * b for a, b in [(1, 2), (3, 4)]], [first for first, *_ in [(1, 2, 3), (4,)]])


class Grid:
    def __init__(self, n):
        self.cells = [[self.value(r, c) for c in range(n)] for r in range(n)]

    def value(self, r, c):
        v = 0
        for k in range(r + 1):
            v += k * c
        return v

    def diagonal(self):
        return [self.cells[i][i] for i in range(len(self.cells))]

    def columns(self):
        return {c: [row[c] for row in self.cells] for c in range(len(self.cells))}


g = Grid(5)
print(g.cells)
print(g.diagonal(), sorted(g.columns().items()))

total = 0
for chunk in [[slow_square(i + j) for j in range(i)] for i in range(5)]:
    total += sum(chunk)
print(total, len(calls))
print(max([slow_square(n) - 10 * n for n in range(15)]), min([abs(n - 7) for n in range(15)]))
print(any([n > 5 for n in range(4)]), all([is_prime(n) for n in (2, 3, 5)]))
print([k for k in [j for j in [i + 1 for i in range(3)] if j > 1]])
print([(lambda n: n * n)(n) for n in range(5)])


class Counted:
    def __init__(self, n):
        self.n = 0
        for i in range(n):
            self.n += i


print([item.n for item in map(Counted, [3, 1, 4])], {item.n for item in map(Counted, [2])})
print([pair for pair in zip(map(slow_square, [1, 2]), [3, 4])])
print(*map(slow_square, [5, 6]), *[n for n in map(slow_square, (7, 8))], sum(n for n in map(slow_square, (9,))))


# At module level, over what is called: its own variable stands for a function that may be cut.
def weighed(n):
    total = 0
    for i in range(n):
        total += i % 7
    return total


def doubled(n):
    return weighed(n) * 2


print([f(400) for f in [weighed, doubled]])
print(sorted({f(300) for f in (weighed, doubled)}), {n: f(n) for n, f in ((150, weighed), (250, doubled))})
print([n for n in range(3) if [f(200 + n) for f in [weighed]]], [[g(k) for g in (doubled,)] for k in (130, 131)])


def nested_text(value):
    if isinstance(value, list):
        return "[" + "; ".join(nested_text(part) for part in value) + "]"  # it calls itself in native code only
    return str(value)


for depth in range(3):
    print(nested_text([depth, [step for step in range(depth)], [[depth]]]))
