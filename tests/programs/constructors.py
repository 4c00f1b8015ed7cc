# Constructors: __init__ that loops, calls other functions and constructors, fails half way; __new__; class bodies with code.
made = []


def digits(n):
    out = []
    while n:
        n, d = divmod(n, 10)
        out.append(d)
    return out


class Base:
    def __init__(self, n):
        self.parts = []
        for d in digits(n):
            self.parts.append(d)
        self.total = self.add_up()
        made.append(type(self).__name__)

    def add_up(self):
        total = 0
        for p in self.parts:
            total += p
        return total


class Nested(Base):
    def __init__(self, n, depth=2):
        before = len(made)
        super().__init__(n)
        self.children = [Nested(n // 10, depth - 1) for _ in range(depth)] if depth else []
        self.made = len(made) - before

    def add_up(self):
        return super().add_up() * 10

    def count(self):
        return 1 + sum([c.count() for c in self.children])


print(Base(12345).total, Base(0).parts)
nested = Nested(987, 3)
print(nested.count(), nested.total, nested.made, [c.total for c in nested.children], len(made))


class Half:
    alive = []

    def __init__(self, n):
        self.n = n
        self.alive.append(n)
        for i in range(n):
            if i == 3:
                raise ValueError("stopped at %d" % i)
            self.last = i


for n in (2, 5, 1, 4):
    try:
        h = Half(n)
    except ValueError as e:
        print("no object:", e)
    else:
        print("object", h.n, h.last)
print(Half.alive, h.n)


class Single:
    instance = None
    count = 0

    def __new__(cls):
        if cls.instance is None:
            for _ in range(2):
                cls.count += 1
            cls.instance = super().__new__(cls)
        return cls.instance


print(Single() is Single(), Single.count)


class Table:
    squares = []
    for i in range(6):
        squares.append(i * i)
    names = {}
    for name in ("a", "bb", "ccc"):
        names[name] = len(name)
    if len(squares) > 5:
        size = "large"
    else:
        size = "small"
    pairs = [(x, y) for x in range(2) for y in range(2)]
    try:
        broken = squares[99]
    except IndexError:
        broken = None

    def get(self, i, default=size):
        return self.squares[i] if i < len(self.squares) else default

    both = lambda self: (self.get(2), self.get(9))  # noqa: E731

    class Row:
        width = 3

        def __init__(self, table):
            self.cells = [table.get(i) for i in range(self.width)]


table = Table()
print(Table.squares, sorted(Table.names.items()), Table.size, Table.pairs, Table.broken, Table.i)
print(table.both(), Table.Row(table).cells)


def make_class(step):
    class Stepper:
        size = step * 2

        def __init__(self):
            self.at = 0

        def go(self, n):
            for _ in range(n):
                self.at += step
            return self

        def __repr__(self):
            return "%d/%d" % (self.at, self.size)

    return Stepper


Two, Five = make_class(2), make_class(5)
print(Two().go(3), Five().go(3), Two.size, Five.size, isinstance(Two(), Five), [kind().go(2) for kind in (Two, Five)])


class Chain:
    def __init__(self, *items, **options):
        self.items = list(items)
        self.options = sorted(options.items())
        for key, value in self.options:
            setattr(self, key, value)

    def then(self, *more):
        return Chain(*(self.items + list(more)), length=len(self.items))

    def __len__(self):
        return len(self.items)


chain = Chain(1, 2, colour="red", weight=5).then(3).then(4, 5)
print(chain.items, chain.length, len(chain), hasattr(chain, "colour"), getattr(Chain(weight=7), "weight"))
objects = {}
for n in range(12):
    key = "abc"[n % 3]
    if key not in objects:
        objects[key] = Base(n * 111)
    objects[key].parts.append(n)
print([(key, objects[key].parts) for key in sorted(objects)], made.count("Base"), made.count("Nested"))
print(Base(Base(Base(98765).total).total).total, [Base(n).total for n in range(95, 105)])


class Matrix(list):
    def __init__(self, n):
        super().__init__([[r * c for c in range(n)] for r in range(n)])
        self.n = n

    def trace(self):
        total = 0
        for i in range(self.n):
            total += self[i][i]
        return total


m = Matrix(4)
m[0][0] = 100
m.append("row")
print(m.trace(), len(m), m[2], m[-1])
