# Class bodies that run statements: loops, tries, methods defined in branches, decorators, annotations, globals.
log = []


def v(n):
    for _ in range(n):
        pass
    log.append(n)
    return n


def tagged(name):
    def decorate(cls):
        cls.tag = name
        log.append("tag " + cls.__name__)
        return cls
    return decorate


class Body:
    global outside
    outside = v(5)
    x = outside + 1
    for i in range(3):
        y = i
    if x > 3:
        def m(self):
            return self.x

        @staticmethod
        def s(n):
            return n * 2
    else:
        def m(self):
            return 0
    try:
        w = v(1) // 0

        def never(self):
            return 1
    except ZeroDivisionError:
        w = "div"

        def handled(self):
            return self.w
    finally:
        z: int = 4
    while x < 8:
        x += 1
    for n in range(3):
        if n == 1:
            def counted(self, n=n):
                return n
    doubled = [k * 2 for k in range(3)]
    called = (lambda s: s * 2)(4)
    later: str
    x += 1
    del y
    name = __name__

    class Inner:
        a = 1

        def f(self):
            return Body.x, self.a

    def defaults(self, d=x, *, e=doubled):
        return d, e


print(outside, Body.x, Body().m(), Body.s(4), Body.w, Body().handled(), Body.z, Body().counted())
print(Body.doubled, Body.called, hasattr(Body, "y"), hasattr(Body, "never"), Body.Inner().f(), Body().defaults(), Body.name)
print(log)


def make(kind, n):
    """Classes made in a function, from what the function has."""

    @tagged("t%d" % n)
    @tagged("first")
    class Made:
        size = n
        if kind == "even":
            def parity(self):
                return "even", self.size, n
        else:
            def parity(self):
                return "odd", self.size + n, kind

        class Deep:
            depth = 2

            def up(self):
                return kind, self.depth

    return Made


made = [make("even" if n % 2 == 0 else "odd", n) for n in range(4)]
for cls in made:
    print(cls().parity(), cls.tag, cls.Deep().up(), cls.size)
log.clear()


@tagged("at last")
class Decorated(made[2]):
    def parity(self):
        return ("decorated",) + super().parity()


print(Decorated().parity(), Decorated.tag, log)
for turn in range(8):
    print(turn, Body().m() + turn, made[turn % 4]().parity())


size = 3


class Sized:
    size = size
    sizes = [size + more for more in range(2)]


size = 4


def again():
    class Local:
        size = size
        sizes = [size for _ in range(2)]

    return Local


print(Sized.size, Sized.sizes, again().size, again().sizes)
for turn in range(3):

    class Sized:
        size = size + turn
        sizes = [size for _ in range(turn)]

    print(turn, Sized.size, Sized.sizes)
count = 10
lists = [v(3)]


def counted(n):
    class Counted:
        count += n
        again = count * 2
        lists += [v(n)]

    v(n)
    return Counted.count, Counted.again, Counted.lists


print([counted(n) for n in range(4)], count, lists)
