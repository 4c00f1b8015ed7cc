# lowered: what is sent, thrown and closed goes through `yield from`, which MicroPython does not close in this way
def inner():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("refuse")
        yield 3
def outer():
    try:
        yield from inner()
    except RuntimeError as e:
        print("caught", e)
g = outer()
print(next(g))
g.close()
def inner2():
    try:
        yield 1
    finally:
        print("fin")
def outer2():
    try:
        yield from inner2()
    finally:
        print("fin2")
    print("never")
g = outer2(); next(g); g.close()
def inner3():
    try:
        yield 1
    except GeneratorExit:
        return 5
def outer3():
    yield from inner3()
    print("never")
g = outer3(); next(g); g.close()
class It:
    def __init__(self): self.n = 0
    def __iter__(self): print("iter"); return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration(9)
        return self.n
    def send(self, v): print("sent", v); return self.__next__()
    def throw(self, *a): print("threw"); return self.__next__()
    def close(self): print("closed")
def outer4():
    r = yield from It()
    print("r", r)
    yield from It()
    print("done")
g = outer4()
print(next(g), g.send(4), g.throw(ValueError()), next(g, None), g.send(7), g.close())
def inner5():
    while True:
        try:
            x = yield 1
            print("x", x)
        except ValueError as e:
            print("ve", e)
def outer5():
    yield from inner5()
g = outer5()
print(next(g), g.send(0), g.send(None), g.throw(ValueError("a")), g.send(3), g.throw(ValueError("b")), next(g))
try:
    g.throw(ArithmeticError("k"))
except ArithmeticError as e:
    print("key", e)
print(list(g))
def outer6():
    yield from [1, 2]
    yield from (x * x for x in range(4))
    yield from {5: 6}
    yield from "ab"
print(list(outer6()))


def numbered(count):
    total = 0
    for n in range(count):
        got = yield n
        total += got or 0
    return total


def twice(count):
    first = yield from numbered(count)
    second = yield from numbered(count)
    print("totals", first, second)


g = twice(12)
print([g.send(None if n == 0 else n) for n in range(24)])
print(list(twice(3)))


class Closing:
    def __iter__(self):
        return self

    def __next__(self):
        return 5

    def close(self):
        print("closed")


def over(source):
    try:
        yield from source
    finally:
        print("left")


g = over(Closing())
print(next(g))
g.close()
g = over([1, 2, 3])
print(next(g))
try:
    g.send(4)
except AttributeError:
    print("nothing can be sent to a list")
