# Dunder methods, several of which loop or call other methods: operators, comparison, containers, iteration, calls.
class Vector:
    def __init__(self, *items):
        self.items = []
        for item in items:
            self.items.append(item)

    def __add__(self, other):
        result = Vector()
        for i in range(len(self.items)):
            result.items.append(self.items[i] + other.items[i])
        return result

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(*[-x for x in self.items])

    def __mul__(self, k):
        if isinstance(k, Vector):
            total = 0
            for i in range(len(self.items)):
                total += self.items[i] * k.items[i]
            return total
        return Vector(*[x * k for x in self.items])

    def __rmul__(self, k):
        return self * k

    def __iadd__(self, other):
        for i in range(len(self.items)):
            self.items[i] += other.items[i]
        return self

    def __eq__(self, other):
        return isinstance(other, Vector) and self.items == other.items

    def __hash__(self):
        value = 7
        for x in self.items:
            value = value * 31 + x & 0xFFFF
        return value

    def __lt__(self, other):
        return self * self < other * other

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __contains__(self, value):
        for x in self.items:
            if x == value:
                return True
        return False

    def __bool__(self):
        for x in self.items:
            if x:
                return True
        return False

    def __call__(self, function):
        return Vector(*[function(x) for x in self.items])

    def __repr__(self):
        return "Vector(%s)" % ", ".join([repr(x) for x in self.items])

    def __str__(self):
        text = "<"
        for i in range(len(self.items)):
            if i:
                text += " "
            text += str(self.items[i])
        return text + ">"


a = Vector(1, 2, 3)
b = Vector(4, 5, 6)
print(a + b, a - b, -a, a * b, a * 3, 2 * b)
print(repr(a), str(b), "%s and %r" % (a, b), "{}".format(a), f"{b!r}")
print(a == Vector(1, 2, 3), a == b, a != b, a == 5)
print(hash(a) == hash(Vector(1, 2, 3)), hash(a), a < b, b < a)
print(len(a), a[0], a[-1], a[0:2], 2 in a, 9 in a)
c = a
a += b
print(a, c is a)
a[1] = 100
a[0] += 7
del a[2]
print(a, len(a))
print(bool(Vector(0, 0)), bool(Vector(0, 1)), not Vector())
print(b(lambda x: x * x), b(str))
print([str(v) for v in sorted([Vector(9), Vector(2), Vector(5), Vector(1)])])
seen = {}
for n in range(20):
    v = Vector(n % 3, n % 2)
    seen[v] = seen.get(v, 0) + n
print(sorted([(v.items, seen[v]) for v in seen]))


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return Ticker(self.start)


class Ticker:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


for outer in Countdown(4):
    line = []
    for inner in Countdown(outer):
        line.append(inner * outer)
    print(outer, line)
print(list(Countdown(5)), sum(Countdown(10)), max(Countdown(3)), [x for x in Countdown(3)])
x, y, z = Countdown(3)
print(x, y, z, 2 in Countdown(3), tuple(Countdown(2)), sorted(Countdown(4)))
first, *rest = Countdown(5)
print(first, rest)


class Polynomial:
    def __init__(self, coefficients):
        self.coefficients = list(coefficients)

    def __call__(self, x):
        result = 0
        for c in reversed(self.coefficients):
            result = result * x + c
        return result

    def __mul__(self, other):
        out = [0] * (len(self.coefficients) + len(other.coefficients) - 1)
        for i, a in enumerate(self.coefficients):
            for j, b in enumerate(other.coefficients):
                out[i + j] += a * b
        return Polynomial(out)

    def __pow__(self, n):
        result = Polynomial([1])
        for _ in range(n):
            result = result * self
        return result

    def __getattr__(self, name):
        if name.startswith("at_"):
            return self(int(name[3:]))
        raise AttributeError(name)


p = Polynomial([1, 1])
print((p**5).coefficients, (p * p * p)(3), p.at_41)
try:
    p.missing
except AttributeError as e:
    print("no", e)


class Machine:
    def __init__(self):
        self.log = []

    def __enter__(self):
        for step in ("warm", "spin"):
            self.log.append(step)
        return self

    def __exit__(self, kind, value, traceback):
        self.log.append("none" if kind is None else kind.__name__)
        for step in ("slow", "off"):
            self.log.append(step)
        return kind is KeyError


m = Machine()
with m as running:
    running.log.append("work")
with m:
    raise KeyError("x")
print(m.log)


def traced(function):
    def wrapper(*args):
        result = function(*args)
        print("traced", function.__name__, len([result]))
        return result

    return wrapper


def checked(name, kind):
    @property
    def value(self):
        return self.values[name]

    @value.setter
    def value(self, given):
        for _ in range(2):
            if not isinstance(given, kind):
                raise TypeError(name)
        self.values[name] = given

    return value


def given_init(self, size):
    self.values = {}
    for _ in range(2):
        self.size = size


class Traced:
    __init__ = given_init
    size = checked("size", int)

    @traced
    def __add__(self, other):
        return Traced(self.size + other.size)

    @property
    @traced
    def half(self):
        return self.size // 2

    @half.setter
    @traced
    def half(self, value):
        self.size = value * 2


Traced.__len__ = lambda self: sum([1 for _ in range(self.size)])
both = Traced(3) + Traced(4)
both.half = both.half + len(both)
print(both.size)
try:
    both.size = "7"
except TypeError as error:
    print("TypeError", error)
