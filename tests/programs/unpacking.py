# Unpacking: nested and starred targets, in assignments, loops, comprehensions and calls; swaps; targets of every kind.
def pair(n):
    return n, n + 1


a, b = pair(1)
b, a = a, b
print(a, b)
(c, d), e = pair(5), 9
print(c, d, e)
first, *middle, last = range(6)
print(first, middle, last)
*head, tail = "word"
print(head, tail)
lead, *rest = [1]
print(lead, rest)
(x, (y, *z)), *w = [(1, (2, 3, 4)), 5, 6]
print(x, y, z, w)
[p, [q, r]] = [pair(3), [4, 5]]
print(p, q, r)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def move(self, dx, dy):
        self.x, self.y = self.x + dx, self.y + dy
        return self

    def swap(self):
        self.x, self.y = self.y, self.x
        return self

    def both(self):
        return self.x, self.y


point = Point(1, 2)
print(point.move(*pair(10)).swap().both())
cells = [0] * 5
cells[0], cells[1], point.x = 7, 8, 9
print(cells, point.both())
i = 0
i, cells[i] = 3, "at old or new i"
print(i, cells)
cells[1:3], tail = pair(50), "t"
print(cells, tail)
*cells, point.y = [1, 2, 3]
print(cells, point.both())


def fibonacci(n):
    a, b = 0, 1
    out = []
    for _ in range(n):
        out.append(a)
        a, b = b, a + b
    return out


print(fibonacci(20))


def gcd_extended(a, b):
    old_r, r = a, b
    old_s, s = 1, 0
    old_t, t = 0, 1
    while r:
        q = old_r // r
        old_r, r = r, old_r - q * r
        old_s, s = s, old_s - q * s
        old_t, t = t, old_t - q * t
    return old_r, old_s, old_t


for m, n in ((240, 46), (17, 5), (1071, 462)):
    g, u, v = gcd_extended(m, n)
    print(m, n, g, u, v, m * u + n * v == g)

for name, (low, high), *flags in [("a", (1, 2)), ("b", (3, 4), True), ("c", (5, 6), True, False)]:
    print(name, low, high, flags)
print([k + v for k, v in [pair(n) for n in range(4)]])
print([len(t) for _, *t in ["abc", (1,), [1, 2]]])


def spread(*args, **kwargs):
    return len(args), args, sorted(kwargs.items())


numbers = [1, 2, 3]
options = {"k": "v", "m": "n"}
print(spread(*numbers))
print(spread(0, *numbers, *pair(8), **options))
print(spread(*"ab", z=1, **options))
print(spread(*[n * 2 for n in numbers if n > 1]), spread(*()), spread(**{}))

errors = 0
for source in ([1], [1, 2, 3], "", (1, 2)):
    try:
        one, two = source
        print("good", one, two)
    except ValueError:
        errors += 1
try:
    one, *two, three = [1]
except ValueError:
    errors += 1
try:
    one, two = 5
except TypeError:
    errors += 1
print("errors", errors)


def rotate(a, b, c):
    for _ in range(4):
        a, b, c = c, a, b
    return a, b, c


print(rotate(*"xyz"))
items = list(range(8))
for n in range(4):
    items[n], items[-1 - n] = items[-1 - n], items[n]
print(items)


def partition(items):
    if len(items) < 2:
        return items
    pivot, *others = items
    small = [o for o in others if o < pivot]
    large = [o for o in others if o >= pivot]
    return partition(small) + [pivot] + partition(large)


print(partition([5, 3, 8, 1, 9, 2, 7, 3, 5, 0]))


class Counted:
    def __iter__(self):
        for number in range(3):
            yield number


first, *others = Counted()
one, two, three = Counted()
print(first, others, one, two, three, max(*Counted()))
