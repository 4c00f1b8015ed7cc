# Loops that leave a generator which tidies up: CPython closes it at once, MicroPython never.
def src(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)

def caught():
    try:
        for v in src("b"):
            for w in src("c"):
                raise ValueError(w)
    except ValueError as e:
        print("caught", e)
    print("after")
caught()
def fin():
    try:
        for v in src("d"):
            raise KeyError(v)
    finally:
        print("finally")
try:
    fin()
except KeyError:
    print("key")
def whole():
    while True:
        for v in src("e"):
            if v:
                break
        else:
            print("never")
        break
    print("whole")
whole()
def cont():
    for k in range(2):
        for v in src("f%d" % k):
            break
        print("k", k)
cont()
def unp():
    for i, v in enumerate(src("g")):
        break
    print("unp", i, v)
unp()
def kept():
    g = src("j")
    for v in g:
        break
    print("kept")
    print(list(g))
kept()
def outer():
    yield from src("l")
for v in outer():
    break
print("outer left")
g = src("o")
print(next(g))
