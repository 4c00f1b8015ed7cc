# lowered: match statements, which MicroPython does not have
from collections import namedtuple


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Corner(Point):
    pass


class Watched:
    """Says which of its attributes a pattern looks at."""

    def __init__(self, **values):
        self.values = values

    def __getattr__(self, name):
        values = self.__dict__.get("values", {})
        if name not in values:
            raise AttributeError(name)
        print("  look at", name)
        return values[name]


class Color:
    RED = 1
    BLUE = 2


Pair = namedtuple("Pair", ["left", "right"])
log = []


def slow(value):
    """A guard that takes its time."""
    total = 0
    for i in range(value):
        total += i
    log.append(value)
    return total > 5


def kind(value):
    match value:
        case None | True | False:
            return "singleton %r" % value
        case 0 | -1 | 1.5 | "zero" | b"z":
            return "literal"
        case Color.RED:
            return "red"
        case int(n) if n > 100:
            return "big %d" % n
        case int():
            return "int"
        case str() as text if slow(len(text)):
            return "long " + text
        case str(text):
            return "short " + text
        case []:
            return "empty"
        case [x]:
            return "one %r" % x
        case [1, *rest]:
            return "starts with 1, then %r" % rest
        case Pair(left, [right]):
            return "pair %r %r" % (left, right)
        case (a, (b, *c), *_, d):
            return "nested %r %r %r %r" % (a, b, c, d)
        case [*_, "end"]:
            return "ends"
        case {"kind": "circle", "r": r}:
            return "circle %r" % r
        case {"kind": ("sq" | "square") as name, **rest}:
            return "%s %r" % (name, sorted(rest.items()))
        case {}:
            return "mapping"
        case Point(x=0, y=0):
            return "origin"
        case Point(0, y) | Point(y, 0):
            return "axis %r" % y
        case Point(x, y) if x == y:
            return "diagonal %r" % x
        case Corner(x=Point(a, b), y=[c, *d]):
            return "corner %r" % ((a, b, c, d),)
        case Point(x=x):
            return "point %r" % x
        case _:
            return "other"


VALUES = [
    None, True, False, 0, -1, 1.5, "zero", b"z", 1, 2, 101, "hello world", "abc", [], [5], (7,), [1, 2, 3], (1,),
    [9, [8, 7, 6], 5, 4, 3], [2, "end"], [3, [1], 2], {"kind": "circle", "r": 3}, {"kind": "sq", "a": 1, "b": 2},
    {"kind": "x"}, {}, Point(0, 0), Point(0, 4), Point(4, 0), Point(3, 3), Point(2, 3), Corner(Point(1, 2), [3, 4, 5]),
    Corner(1, 2), Corner(0, 0), Pair(1, [2]), Pair(3, 4), range(3), range(1, 4), 3.25, set(), object,
]  # fmt: skip
for value in VALUES:
    print(kind(value))
print(log)


def tokens(text):
    """Subjects that are calls, cases that leave loops."""
    found = []
    words = iter(text.split())
    while True:
        match next(words, None), len(found):
            case None, n:
                print("done with", n)
                break
            case "skip", _:
                continue
            case ("print" | "say") as verb, n if n < 3:
                found.append((verb, n))
            case word, n:
                found.append(word)
    return found


print(tokens("say a skip b print c print say skip"))


# Names are bound when the pattern matches, even if its guard then fails; not when the pattern fails.
def bound(value):
    a = b = "unbound"
    match value:
        case [a, b] if slow(a):
            return "first", a, b
        case [a, _, b]:
            return "second", a, b
        case {"a": a, "b": b}:
            return "third", a, b
    return "none", a, b


for value in ([5, 1], [1, 2], [1, 2, 3], {"a": 1}, {"a": 1, "b": 2}, 7):
    print(bound(value))

# A mapping with more than it is asked for, nested patterns, attributes looked at once and in order.
match {"user": {"name": "ann", "tags": ["x", "y"]}, "id": 7}:
    case {"user": {"name": str(name), "tags": [*tags]}, **others}:
        print(name, tags, others)
match Watched(a=1, b=[2, 3]):
    case Watched(a=2, b=_):
        print("no")
    case Watched(c=_):
        print("no")
    case Watched(a=1 | 5 as first, b=[_, second]):
        print("yes", first, second)

# A match inside a match, in a method, with a value that a case assigns.
class Machine:
    def __init__(self):
        self.stack = []

    def run(self, program):
        for step in program:
            match step:
                case ["push", *values]:
                    for value in values:
                        match value:
                            case int() | float():
                                self.stack.append(value)
                            case [*inner]:
                                self.run([["push"] + inner] if inner else [])
                            case other:
                                raise ValueError("cannot push %r" % other)
                case [("add" | "mul") as op]:
                    b = self.stack.pop()
                    match op:
                        case "add":
                            self.stack[-1] += b
                        case "mul":
                            self.stack[-1] *= b
                case "dup" if self.stack:
                    self.stack.append(self.stack[-1])
                case _:
                    raise ValueError("bad step %r" % (step,))
        return self.stack


print(Machine().run([["push", 1, 2], ["add"], "dup", ["mul"], ["push", [4, [5]], 6], ["add"]]))
for wrong in (["push", "x"],), ("dup",), ([],):
    try:
        Machine().run(wrong)
    except ValueError as error:
        print(error)
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            print("never")
except TypeError as error:
    print(error)
