# lowered: positional-only parameters, which MicroPython does not have
def plain(a, b=2, /, c=3, *, d=4):
    return (a, b, c, d)


print(plain(1), plain(1, 5), plain(1, 5, 6), plain(1, c=7), plain(1, 5, d=9, c=8))


def rest(name, /, **names):
    """Keyword arguments may have the name of a positional-only parameter."""
    found = [name]
    for key in sorted(names):
        found.append((key, names[key]))
    return found


print(rest("x", name="y", other=1))
for call in (lambda: plain(a=1), lambda: rest(name="x"), lambda: plain(), lambda: plain(1, b=2)):
    try:
        call()
    except TypeError:
        print("TypeError")
    else:
        print("no error")


def counter(start, /, step=1):
    """A parameter that inner functions read and rebind."""

    def up():
        nonlocal start
        start += step
        return start

    def look(start=10):
        return start

    def peek():
        return [start for _ in range(2)], [start * x for x in range(start % 4)]

    class Inside:
        start = "of the class"
        first = start

        def get(self):
            return start, self.start

    return up, look, peek, Inside


up, look, peek, Inside = counter(5, 3)
for _ in range(3):
    print(up(), look(), look(2), peek(), Inside().get(), Inside.first)

add = lambda a, b=10, /, *more: a + b + sum(more)
print(add(1), add(1, 2), add(1, 2, 3, 4))
nested = lambda a, /: (lambda b, /: (a, b, (lambda a: a)(b)))
print(nested(1)(2))


class Vector:
    def __init__(self, x, y, /):
        self.x, self.y = x, y

    def scaled(self, by, /, *, twice=False):
        result = Vector(self.x * by, self.y * by)
        return result.scaled(2) if twice else result

    @classmethod
    def of(cls, pair, /):
        return cls(*pair)

    @staticmethod
    def length(vector, /):
        return vector.x * vector.x + vector.y * vector.y

    def __repr__(self, /):
        return "<%d, %d>" % (self.x, self.y)


print(Vector(1, 2).scaled(3), Vector.of([4, 5]).scaled(2, twice=True), Vector.length(Vector(3, 4)))


def deleted(value, other, /):
    value += 1
    total = value
    del value
    try:
        return value
    except NameError:
        pass
    for value in range(other):
        total += value
    try:
        raise ValueError(total)
    except ValueError as other:
        total += len(other.args)
    return total, value


print(deleted(1, 4))


def depth(n, /, seen=()):
    return seen if n == 0 else depth(n - 1, seen + (n,))


print(depth(6))


def default(value, items=[], /):
    items.append(value)
    return items


for n in range(4):
    print(default(n), default(n, []))
print(sorted(map(lambda pair, /: pair[0] * pair[1], [(1, 2), (3, 4), (0, 9)])))
