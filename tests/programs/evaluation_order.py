# Evaluation order: functions that log their call in every position of assignments, calls, operators and displays.
log = []


def f(name, value=None):
    log.append(name)
    return value


def show(title, *values):
    print(title, ":", " ".join(log), ":", *values)
    log.clear()


class Box:
    def __init__(self, x=0):
        self.x = x
        self.items = [0] * 4

    def method(self, *args, **kwargs):
        log.append("method")
        return len(args) + len(kwargs)

    def again(self):
        log.append("again")
        return self


box = Box()
a = [0, 0, 0]
a[f("index", 1)] = f("value", 5)
show("subscript store", a)
f("box", box).x = f("value", 7)
show("attribute store", box.x)
f("box", box).x += f("add", 3)
show("attribute augmented", box.x)
a[f("i", 2)] += f("v", 10)
show("subscript augmented", a)
f("list", a)[f("i", 0)] = f("v", 1)
show("list subscript", a)
p = [1, 2, 3]
i, j = 0, 2
p[i], p[j] = f("first", p[j]), f("second", p[i])
show("swap", p)
i, p[i] = f("t", (1, "new"))
show("i then p[i]", i, p)
x = y = f("once", [])
x.append(1)
show("chained targets", x, y, x is y)
a[f("a", 0)] = a[f("b", 1)] = f("v", 9)
show("chained subscripts", a)


def g(*args, **kwargs):
    log.append("g")
    return args, sorted(kwargs.items())


show("args", g(f("one", 1), f("two", 2), k=f("three", 3), l=f("four", 4)))
show("stars", g(f("one", 1), *f("star", [2, 3]), k=f("k", 4), **f("double", {"z": 5})))
show("callee", f("callee", g)(f("arg", 1)))
show("chain", f("f", lambda t: [{"h": t}])(f("g", "deep"))[f("zero", 0)][f("h", "h")])
show("method", f("box", box).method(f("x"), f("y"), z=f("z")))
show("method chain", box.again().again().method(f("x")))
show("nested calls", g(f("a", g(f("b", 1))), f("c", 2)))

show("arithmetic", f("a", 2) + f("b", 3) * f("c", 4) - f("d", 5) // f("e", 2))
show("power", f("a", 2) ** f("b", 3) ** f("c", 2))
show("shift", f("a", 1) << f("b", 4) | f("c", 3) & f("d", 2) ^ f("e", 8))
show("unary", -f("a", 5) + ~f("b", 2), not f("c", 0))
show("compare", f("a", 1) < f("b", 2) < f("c", 3))
show("compare stops", f("a", 3) < f("b", 2) < f("c", 3))
show("in", f("a", 1) in f("b", [1]), f("c", 2) not in f("d", [2]), f("e", None) is f("h", None))
show("and", f("a", 1) and f("b", 0) and f("c", 3))
show("or", f("a", 0) or f("b", "") or f("c", 3) or f("d", 4))
show("mixed", (f("a", 0) or f("b", 2)) and (f("c", 0) or f("d", 5)))
show("conditional true", f("yes", 1) if f("test", True) else f("no", 2))
show("conditional false", f("yes", 1) if f("test", False) else f("no", 2))
show("nested conditional", f("a") if f("t", 0) else f("b", "B") if f("u", 1) else f("c"))

show("list", [f("a", 1), f("b", 2), f("c", 3)])
show("tuple", (f("a", 1), f("b", 2)))
show("set", sorted({f("a", 1), f("b", 2), f("c", 1)}))
show("slice", list(range(10))[f("lo", 2) : f("hi", 8) : f("step", 2)])
show("format", "%s-%s" % (f("a", 1), f("b", 2)), "{}{}".format(f("c", 3), f("d", 4)))
show("fstring", f"{f('a', 1)}:{f('b', 2):>3}:{f('c', 'x')!r}")
show("subscript", f("a", [[1, 2], [3, 4]])[f("i", 1)][f("j", 0)])

a = [1, 2, 3, 4, 5, 6]
a[f("lo", 1) : f("hi", 3)] = f("v", ["x", "y", "z"])
show("slice store", a)
del a[f("i", 0)], a[f("j", 0)]
show("del", a)
(m, (n, *o)), q = f("unpack", ((1, (2, 3, 4)), 5))
show("unpack", m, n, o, q)


def default_logger(v=f("default", 42)):
    return v


show("default at definition", default_logger())


@f("decorator", lambda fn: fn)
def decorated(v=f("default", 1)):
    return v


show("decorator", decorated())


class Derived(f("base", Box)):
    attribute = f("class body", 5)

    def __init__(self):
        super().__init__(f("super argument", 11))


show("class", Derived.attribute, Derived().x, log.count("base"))


def returns():
    try:
        return f("returned", 1)
    finally:
        f("finally")


show("return", returns())
for item in f("iterable", [1, 2]):
    f("body%d" % item)
show("for")
k = 0
while f("test", k < 2):
    k += 1
show("while", k)
assert f("assert", True), f("message not evaluated")
show("assert")
try:
    raise f("exception", ValueError)(f("argument", "text"))
except f("type", ValueError) as e:
    show("raise", e)
items = [1]
items += f("more", [2, 3])
items *= f("times", 2)
show("augmented name", items)
value = 10
value -= f("a", 3) * f("b", 2)
show("augmented arithmetic", value)


def reassigns():
    global value
    log.append("reassigns")
    value = 1000
    return 1


value = value + reassigns()
show("left operand read first", value)
value += reassigns()
show("augmented read first", value)
