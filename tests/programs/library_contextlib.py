# lowered: MicroPython has no contextlib, no operator and no abc.
import operator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from operator import attrgetter, itemgetter, methodcaller

log = []


@contextmanager
def tag(name, quiet=False):
    log.append("<" + name + ">")
    try:
        yield name.upper()
    except ValueError as error:
        log.append(str(error))
        if not quiet:
            raise
    finally:
        for _ in range(3):
            log.append(".")
        log.append("</" + name + ">")


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


with tag("a") as a, tag("b") as b:
    log.append(a + b + str(work(10)))
print(log)
log.clear()
with tag("quiet", quiet=True):
    work(5)
    raise ValueError("swallowed")
try:
    with tag("loud"):
        raise ValueError("seen")
except ValueError as error:
    print("out came", error)
try:
    with tag("other"):
        raise KeyError("k")
except KeyError as error:
    print("and", error.args)
print(log)

with suppress(ZeroDivisionError, KeyError):
    print(work(4) / 0)
    print("never")
with suppress(KeyError):
    print({"a": 1}["a"])


class Door:
    def __init__(self, name):
        self.name = name
        self.open = True

    def close(self):
        work(7)
        self.open = False


with closing(Door("front")) as door:
    print(door.name, door.open)
print(door.open)
with nullcontext("as it is") as same:
    print(same)

log.clear()
with ExitStack() as stack:
    names = [stack.enter_context(tag(name)) for name in "xyz"]
    stack.callback(log.append, "called back")
    stack.callback(work, n=5)
    print(names, work(6))
print(log)
log.clear()
with ExitStack() as stack:
    stack.enter_context(tag("outer", quiet=True))
    stack.enter_context(tag("inner"))
    raise ValueError("taken by outer")
print(log)

rows = [("pear", 3, 1.5), ("fig", 10, 0.25), ("apple", 3, 0.75)]
print(sorted(rows, key=itemgetter(1, 0)), [itemgetter(2)(row) for row in rows], max(rows, key=itemgetter(1)))
doors = [Door("c"), Door("a"), Door("b")]
print([door.name for door in sorted(doors, key=attrgetter("name"))], attrgetter("name", "open")(doors[0]))
print([methodcaller("upper")(row[0]) for row in rows], methodcaller("split", ",")("a,b"))
print(operator.add(2, 3), operator.mul("ab", 2), operator.floordiv(7, 2), operator.not_([]), operator.neg(4))
print(operator.contains([1, 2], 2), operator.countOf("banana", "a"), operator.indexOf("abc", "c"), operator.xor(5, 1))
table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "<": operator.lt}


def calculate(text):
    stack = []
    for word in text.split():
        if word in table:
            right, left = stack.pop(), stack.pop()
            stack.append(table[word](left, right))
        else:
            stack.append(int(word))
    return stack[0]


print(calculate("3 4 + 2 * 7 -"), calculate("1 2 <"), calculate("2 3 * 4 5 * +"))
