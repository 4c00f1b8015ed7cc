"""The programs of runtime/test_traps.py, each named by the trap that it is made for.

May live here: programs of some lines that print the same on both interpreters, and which of them do not. May not: whole
programs (tests/programs), and cutting them.
"""

# Something that can be cut anywhere.
STEP = "def step(n):\n    for _ in range(2):\n        n += 1\n    return n - 2\n\n\n"
TRAPS = {
    "native code in between: operators, keys, lazy map": """
class N:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return N(step(self.n) + step(other.n))
    def __str__(self):
        return "<%d>" % step(self.n)
    def __eq__(self, other):
        return step(self.n) == step(other.n)
    @property
    def twice(self):
        return step(self.n) * 2
print(str(N(1) + N(2)), N(3) == N(3), N(4).twice, N(5) in [N(4), N(5)])
print(sorted([3, 1, 2], key=step), max([1, 3], key=lambda n: -step(n)), sum(step(n) for n in [1, 2]))
lazy = map(step, [7, 8])
print(next(lazy), step(1), list(lazy), list(filter(step, [0, 1])))
""",
    "container order: sets and dictionaries": """
numbers = {n * 37 % 101 for n in range(12)}
words = {}
for word in "move stay heap page lease frame".split():
    words[word] = step(len(word))
words.pop("heap")
words["heap"] = 0
print(step(1))
for n in numbers:
    print(step(n), end=" ")
for word in words:
    print(word, step(words[word]), end=" ")
print(list(numbers), list(words.items()))
""",
    "generators: not started, running, delegating, closed": """
log = []
class Held:
    def __enter__(self):
        log.append("enter")
    def __exit__(self, kind, error, trace):
        log.append("exit")
def inner():
    got = yield from [step(1), 2, 3]
    log.append(got)
    yield step(4)
    return "returned"
def outer(n):
    log.append("started")
    try:
        with Held():
            for i in range(n):
                yield step(i)
            log.append((yield from inner()))
    finally:
        log.append(step(9))
waiting = outer(2)
print(step(0), log)
print(next(waiting), step(1), log)
for item in waiting:
    print(item, step(item), end=" ")
else:
    print("else", log)
left = outer(3)
print(next(left), left.send(None), step(5))
left.close()
print(log)
def counted():
    total = 0
    while True:
        got = yield total
        total += step(got or 1)
c = counted()
print(next(c), c.send(step(4)), next(c))
first, *rest = outer(1)
print(first, rest, list(zip(outer(1), "ab")), 3 in outer(5))
""",
    "closures: rebound cells, decorated methods": """
def counter():
    n = 0
    def more(by=1):
        nonlocal n
        n = step(n) + by
        return n
    def read():
        return n
    return more, read
def logged(function):
    def call(self, *args):
        print(step(len(args)), end=" ")
        return function(self, *args)
    return call
class Point:
    def __init__(self, x):
        self.x = x
    @logged
    def move(self, by):
        self.x += step(by)
        return self.x
    @staticmethod
    @logged
    def plain(n):
        return step(n)
more, read = counter()
other, _ = counter()
p = Point(1)
method = p.move
print(more(), more(5), step(0), read(), other(), p.move(2), method(3), step(1), Point.plain(8), p.x)
functions = [lambda n=n: step(n) for n in range(3)]
print([function() for function in functions], step(2), functions[1]())
""",
    "loop positions: a container that changes under the loop": """
items = [1, 2, 3, 4, 5]
for item in items:
    print(item, step(item), end=" ")
    if item == 4:
        items.clear()
        step(0)
        items.extend([10, 20, 30, 40, 50, 60])
        step(0)
print()
shrinking = [1, 2, 3, 4, 5, 6]
for item in shrinking:
    step(item)
    shrinking.pop()
    print(step(item), len(shrinking), end=" ")
growing = [1]
for item in growing:
    if step(item) < 5:
        growing.append(item + 1)
print(growing)
d = {1: "a", 2: "b"}
for key, value in d.items():
    d[key] = value + str(step(key))
    step(key)
print(sorted(d.items()))
for n, (a, b) in enumerate(zip([1, 2, 3], reversed("xyz"))):
    print(n, step(a), b, end=" ")
for n in range(10, 0, -3):
    n += step(1)
    print(n, end=" ")
print(n)
class Mine:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if step(self.n) > 4:
            raise StopIteration
        return self.n
mine = Mine()
for item in mine:
    if step(item) == 2:
        break
print(item, [step(left) for left in mine])
""",
    "constructors: __init__ and __new__ are cut": """
class Base:
    def __init__(self, n):
        self.n = step(n)
class Child(Base):
    def __init__(self, n):
        super().__init__(step(n) + 1)
        self.more = [Base(step(i)) for i in range(2)]
print(Child(1).n, [b.n for b in Child(5).more], step(Child(7).n))
def made(kind, *args):
    return kind(*args)
print(made(Child, 3).n)
""",
    "module code and class bodies": """
total = 0
for i in range(4):
    total += step(i)
    while total > 5:
        total -= step(2)
class Table:
    size = step(3)
    rows = [step(n) for n in range(3)]
    def area(self):
        return step(self.size) * len(self.rows)
if total:
    def late():
        return step(total)
print(total, Table().area(), late(), Table.rows)
del i
try:
    print(i)
except NameError:
    print("gone", step(1))
""",
    "exceptions: the current one, and finally with something pending": """
def guarded(how):
    try:
        step(1)
        if how == "raise":
            raise ValueError(step(2))
        return step(3)
    except ValueError as error:
        step(4)
        try:
            raise KeyError(step(5))
        except KeyError:
            step(6)
        if error.args[0] != 2:
            return "lost"
        raise
    finally:
        print("finally", step(7), end=" ")
for how in ("return", "raise"):
    try:
        print(guarded(how))
    except ValueError as error:
        print("again", error.args, step(8))
def loops():
    for i in range(3):
        try:
            if i == 1:
                continue
            step(i)
        finally:
            step(9)
            if i == 2:
                break
    return i
class Quiet:
    def __enter__(self):
        return step(1)
    def __exit__(self, kind, error, trace):
        print("exit", kind is not None, step(2), end=" ")
        return kind is KeyError
with Quiet() as one, Quiet():
    step(one)
    raise KeyError("swallowed")
print(loops(), step(1))
""",
    "async: coroutines that wait for each other": """
class Later:
    def __init__(self, n):
        self.n = n
    def __await__(self):
        got = yield step(self.n)
        return step(got)
async def get(n):
    if step(n) == 0:
        return "end"
    return await Later(n), await get(n - 1)
class Lock:
    async def __aenter__(self):
        return await Later(5)
    async def __aexit__(self, kind, error, trace):
        print("left", await Later(6), kind is KeyError)
        return True
async def main():
    async with Lock() as held:
        print(held, await get(2))
        raise KeyError(step(1))
    return step(9)
running, value = main(), None
while True:
    try:
        value = running.send(value) * 10
        print("asked", value, step(1))
    except StopIteration as end:
        print("done", end.value)
        break
""",
    "evaluation order": """
log = []
def note(n):
    log.append(n)
    return step(n)
values = [0, 0, 0]
values[note(1)] += note(2)
pair = (note(3), note(4) if note(5) else note(6), not note(0) and note(7))
text = "%d %d" % (note(8), note(9)) + str(note(10))
def taker(a, *args, b=0, **more):
    return a, args, b, sorted(more.items())
print(taker(note(11), *[note(12)], b=note(13), **{"c": note(14)}), values, pair, text)
print(note(1) < note(2) < note(1) < note(99), [note(a) + note(b) for a in (1, 2) for b in (3,)], log)
x = y = note(15)
a, (b, c) = note(16), (note(17), note(18))
print(x, y, a, b, c, log[-4:])
""",
    "builtins that are shadowed or replaced": """
def step(n):
    k = 0
    while k < 2:
        k += 1
    return n
def range_of(n):
    return [step(n), step(n + 1)]
real_len = len
range, iter = range_of, lambda x: [step(real_len(x))]
def own(len):
    return len(step(3)), [i for i in iter("abc")]
print([step(i) for i in range(5)], own(lambda n: n * 2))
del range
for i in range(2):
    print(i, step(i), end=" ")
len = lambda x: real_len(x) * 10 + step(1)
print(len("ab"), step(2))
del len
print(len("ab"), step(3))
""",
    "names that are computed": """
class Box:
    pass
box = Box()
for name in ("first", "second"):
    setattr(box, name + "_" + str(step(1)), step(len(name)))
    setattr(Box, "run_" + name, lambda self, name=name: step(len(name)))
print(getattr(box, "first_" + str(step(1))), box.run_second(), hasattr(box, "none"))
print(getattr(box, "no" + "ne", step(4)))
here = globals()
here["made_" + "late"] = lambda: step(5)
print(made_late(), here["step"](6), "box" in dir(), "first_1" in dir(box), locals()["name"])
""",
    "names of the program that look like ours": """
_q, _s, _jq, _js, _jp, _jmain, _junit, _jf1 = (step(n) for n in range(8))
class _jx:
    def __init__(self, _ju):
        self._jg, self.engine, self.flag = _ju, step(_ju), "flag"
    def set(self, asked):
        self._jg = step(asked)
        return self._jg
def _jr(_jt0, _jset=1):
    _jk = step(_jt0)
    for _ji in [_jk, _jset]:
        _jk += step(_ji)
    return _jk
for _jp in range(3):
    print(_q, _s, _jq, _js, _jp, _jmain, _junit, _jf1, _jx(3).set(4), _jr(5), _jx(1).engine)
""",
}
# Where another kind of interpreter has another order or another answer.
ONE_KIND = ("container order: sets and dictionaries",)
# What stock MicroPython lacks, and the compiler makes up for.
LOWERED = ("async: coroutines that wait for each other",)
