# lowered: stars in displays, {**d}, and steps in slices that are stored, which MicroPython does not have
log = []


def note(name, value):
    log.append(name)
    return value


class Loud:
    """Says when it is run over."""

    def __init__(self, name, count):
        self.name = name
        self.count = count

    def __iter__(self):
        log.append("iter " + self.name)
        self.at = 0
        return self

    def __next__(self):
        self.at += 1
        if self.at > self.count:
            raise StopIteration
        log.append("%s%d" % (self.name, self.at))
        return self.at


class Table:
    """A mapping of the program's own."""

    def __init__(self, **items):
        self.items_ = items

    def keys(self):
        log.append("keys")
        return sorted(self.items_)

    def __getitem__(self, key):
        log.append("get " + key)
        for _ in range(10):
            pass
        return self.items_[key]


def show(value):
    if isinstance(value, dict):
        value = sorted(value.items())
    elif isinstance(value, (set, frozenset)):
        value = ["set"] + sorted(value)
    print(value, log)
    log.clear()


a = [1, 2]
b = (3, 4)
show([*a])
show([*a, *b])
show([0, *a, 9, 8, *b, *"xy"])
show((*a,))
show((0, *b, *a))
show({*a, *b, 2, 5})
show({7, *a})
show([*range(3), *{"k": 1}, *map(str, a), *reversed(b)])
show([[*a], (*b,), [*a, [*b]]])
copy = [*a]
copy.append(3)
show((a, copy, copy is a))

# Each part is evaluated, and run over, in its turn.
show([note("first", 0), *Loud("a", 2), note("second", 1), *Loud("b", 1), note("third", 2)])
show((*note("x", [1]), note("y", 2), *note("z", (3,))))
show({*note("x", [1]), note("y", 2), *Loud("s", 2)})
show({note("k", "a"): note("v", 1), **note("d", {"b": 2, "a": 3}), note("l", "c"): note("w", 4)})
show({**{}, "x": 1})
show({"x": 1, **{"x": 2}, "y": 3, **{"y": 4, "z": 5}, "x": 6})
show({**Table(p=1, q=2), "r": note("r", 3)})
show({1: "int", **{True: "bool", 1.0: "float"}})

growing = [1]


def grow():
    growing.append(len(growing) + 1)
    return len(growing)


def collect(*args, **kwargs):
    return args, sorted(kwargs.items())


show([*growing, grow(), *growing, grow()])
show(collect(*growing, grow(), *growing))
show(collect(*a, *b, 5, k=note("k", 1), **{"x": 2}, **{"y": note("y", 3)}))
show(collect(0, *Loud("c", 2), note("after", 3), **Table(t=1)))


def returned(n):
    return *range(n), n


def sliced():
    class Grid:
        def __getitem__(self, key):
            return key

    return Grid()[1, *a, 2]


show(returned(3))
show(sliced())
for item in *a, *b, "end":
    log.append(item)
show("loop")
x = *a, 5
first, *middle, last = [*x, *x]
show((x, first, middle, last))
for n in range(3):
    x = [*x, n][-4:]
show(x)


def recursive(n):
    return [n, *recursive(n - 1), *recursive(n - 2)] if n > 1 else [n]


show(recursive(5))


def merged(*tables):
    result = {}
    for table in tables:
        result = {**result, **table, "count": len(result)}
    return result


show(merged({"a": 1}, {"b": 2, "a": 3}, {}))
for wrong in (lambda: [*5], lambda: (*None,), lambda: {**5}, lambda: {**[1]}, lambda: {*[[]]}):
    try:
        wrong()
    except TypeError:
        show("TypeError")

numbers = list(range(10))
numbers[::2] = [note("value", v) for v in "abcde"]
show(numbers)
numbers[8:2:-3] = (0, 0)
del numbers[1::3]
show(numbers)
del numbers[::-2], numbers[0]
show(numbers)
try:
    numbers[::2] = [1, 2, 3, 4, 5]
except ValueError:
    show("ValueError")
octets = bytearray(b"abcdefgh")
octets[1::2] = b"1234"
show(octets)


def list(items):
    """The program's own."""
    return "list of %s" % sorted(items)


show((list(b), [*a, *b]))


class Keys:
    def __getitem__(self, key):
        return (key.start, key.stop) if isinstance(key, slice) else key


parts = {"first": slice(2), "middle": slice(1, 3), "last": slice(-2, None)}
for name in sorted(parts):
    print(name, "abcdef"[parts[name]], [*range(5)][parts[name]], Keys()[parts[name]])
