# with: suppressing, nested, several items, an exception in __exit__, return, break and continue inside with.
log = []


class Guard:
    def __init__(self, name, suppress=(), fail_enter=False, fail_exit=False):
        self.name = name
        self.suppress = suppress
        self.fail_enter = fail_enter
        self.fail_exit = fail_exit

    def __enter__(self):
        log.append("enter " + self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        what = "clean" if kind is None else "%s(%s)" % (kind.__name__, value.args[0])
        for i in range(2):
            log.append("exit %s %d %s" % (self.name, i, what))
        if self.fail_exit:
            raise KeyError("exit " + self.name)
        return kind is not None and issubclass(kind, self.suppress)


def show(title):
    print(title)
    for line in log:
        print("  ", line)
    log.clear()


def simple():
    with Guard("a") as name:
        log.append("body " + name)
    with Guard("b"):
        for i in range(3):
            log.append("body %d" % i)


simple()
show("simple")


def suppressing():
    with Guard("s", (ValueError, ArithmeticError)) as name:
        log.append(name)
        raise ValueError("gone")
    with Guard("z", (ArithmeticError,)):
        raise ZeroDivisionError("by hand")
    return "after"


print(suppressing())
show("suppressing")


def nested():
    with Guard("outer", (KeyError,)):
        with Guard("middle"):
            with Guard("inner", (ValueError,)):
                raise ValueError("one")
            log.append("between")
            raise KeyError("two")
        log.append("never")
    log.append("after")


nested()
show("nested")


def several():
    with Guard("x") as a, Guard("y", (IndexError,)) as b, Guard("z") as c:
        log.append(a + b + c)
        [][1]
    log.append("went on")


several()
show("several")


def leaving(how):
    for i in range(3):
        with Guard("loop%d" % i):
            if how == "return" and i == 1:
                return "returned %d" % i
            if how == "break" and i == 1:
                break
            if how == "continue":
                continue
            log.append("end of %d" % i)
    else:
        return "exhausted"
    return "broke"


for how in ("return", "break", "continue", "none"):
    print(how, leaving(how))
    show("leaving by " + how)


def failing_exit():
    try:
        with Guard("f", fail_exit=True):
            raise ValueError("first")
    except KeyError as e:
        log.append("replaced by %s" % e.args[0])
    try:
        with Guard("g", fail_exit=True):
            log.append("clean body")
    except KeyError as e:
        log.append("from clean %s" % e.args[0])


failing_exit()
show("failing exit")


def failing_enter():
    try:
        with Guard("ok", (ValueError,)), Guard("bad", fail_enter=True):
            log.append("never")
    except RuntimeError as e:
        log.append("saw %s" % e)


failing_enter()
show("failing enter")


def with_try():
    result = []
    for i in range(4):
        try:
            with Guard("t%d" % i, (KeyError,)):
                try:
                    if i == 1:
                        raise KeyError(i)
                    if i == 2:
                        raise ValueError(i)
                    result.append(i)
                finally:
                    log.append("finally %d" % i)
        except ValueError as e:
            result.append("v%d" % e.args[0])
        else:
            result.append("else")
    return result


print(with_try())
show("with try")


class Transaction:
    def __init__(self, table):
        self.table = table

    def __enter__(self):
        self.saved = {}
        for key in self.table:
            self.saved[key] = self.table[key]
        return self.table

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            self.table.clear()
            for key in self.saved:
                self.table[key] = self.saved[key]
        return kind is ValueError


table = {"a": 1, "b": 2}
for step in range(6):
    with Transaction(table) as t:
        t["a"] += step
        t["n%d" % step] = step
        if step % 2:
            raise ValueError(step)
print(sorted(table.items()))


def recursive(n):
    with Guard("r%d" % n, (ValueError,) if n == 2 else ()):
        if n == 0:
            raise ValueError("bottom")
        recursive(n - 1)
        return "not reached for n < 3"
    return "suppressed at %d" % n


print(recursive(4))
show("recursive")


class Half:
    """Can be entered, but not left."""

    def __enter__(self):
        log.append("never")
        return self


def halves():
    for n in range(3):
        try:
            with Half() as half:
                log.append("inside %r" % half)
        except (AttributeError, TypeError):
            log.append("half %d" % n)


halves()
show("halves")
