"""Functions that are found as attributes: of properties, named tuples, modules of classes, `__getattr__`, decorators."""

from collections import namedtuple


def work(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def noisy(n):
    for i in range(3):
        print("  noisy", n, i)
    return work(n)


class Holder:
    def __init__(self, function):
        self._function = function

    @property
    def run(self):
        return self._function


class Anything:
    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError(name)
        return work if name < "m" else noisy


def counted(function):
    calls = [0]

    def wrapper(*arguments):
        calls[0] += 1
        extra = 0
        for i in range(20 * calls[0]):
            extra += i
        return function(*arguments) + extra

    return wrapper


class Decorated:
    @counted
    def go(self, x):
        return x + 1

    @counted
    def again(self, x):
        return self.go(x) * 2


class Replaced:
    both = lambda self, n: (work(n), n)

    def step(self, n):
        return "own %d" % work(n)


def other_step(self, n):
    return "other %d" % noisy(n)


Command = namedtuple("Command", ("name", "action"))
COMMANDS = [Command("square", lambda x: x * x), Command("work", work), Command("noisy", noisy)]

holder = Holder(work)
print("property", holder.run(100), Holder(noisy).run(10))
anything = Anything()
print("getattr", anything.first(150), anything.second(5))
try:
    anything.missing(1)
except AttributeError as error:
    print("missing", error)
decorated = Decorated()
print("decorated", decorated.go(1), decorated.again(3), decorated.go(2))
for command in COMMANDS:
    print("field", command.name, command.action(9))
replaced = Replaced()
print("method", replaced.step(60), replaced.both(30))
Replaced.step = other_step
print("replaced", replaced.step(60))
setattr(Holder, "shout", noisy)
print("class attribute", Holder.shout(4))


class Commands:
    def run(self, name, count):
        found = getattr(self, "do_" + name, self.other)
        for _ in range(count):
            print(name, found(count))

    def do_square(self, count):
        return work(count) * count

    def other(self, count):
        return "no such command"


Commands().run("square", 2)
Commands().run("cube", 1)
take = getattr
taken = take([3, 1], "pop")
print("taken", taken(), noisy(2), taken())
# Methods of the interpreter's own types, unbound, and what a bound method says of itself.
unbound = {"upper": str.upper, "append": list.append, "bytes": int.from_bytes}
shouted = unbound["upper"]
for count in range(3):
    print("unbound", count, shouted("abc"), noisy(count), unbound["bytes"](b"\x01\x02", "big"))
    unbound["append"](numbers := [], count)
    print("appended", numbers, list(map(shouted, ["x", "y"])))
steps = [Commands().do_square, Commands().other]
for step in steps:
    print("named", step(3), step.__name__)
