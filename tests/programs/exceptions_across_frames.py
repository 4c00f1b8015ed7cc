# Exceptions crossing several frames, loops and handlers: in callbacks, constructors, closures, recursion, used as control flow.
class Found(Exception):
    def __init__(self, path):
        super().__init__(path)
        self.path = path


class Stop(Exception):
    pass


trace = []


def walk(tree, wanted, path):
    trace.append(len(path))
    for name in sorted(tree):
        value = tree[name]
        if isinstance(value, dict):
            walk(value, wanted, path + [name])
        elif value == wanted:
            raise Found(path + [name])


tree = {
    "a": {"b": {"c": 1, "d": 2}, "e": 3},
    "f": {"g": {"h": {"i": {"j": 4}}}},
    "k": 5,
}
for wanted in range(1, 7):
    try:
        walk(tree, wanted, [])
    except Found as e:
        print(wanted, "/".join(e.path), e.args)
    else:
        print(wanted, "not found")
print(trace)


def each(items, visit):
    done = 0
    try:
        for item in items:
            visit(item)
            done += 1
    except Stop:
        return "stopped after %d" % done
    finally:
        trace.append("each %d" % done)
    return "all %d" % done


def limited(limit):
    seen = []

    def visit(item):
        if len(seen) >= limit:
            raise Stop(item)
        seen.append(item)

    return visit, seen


for limit in (0, 2, 10):
    visit, seen = limited(limit)
    print(each("abcde", visit), seen)


class Checked:
    made = []

    def __init__(self, n):
        self.n = n
        try:
            self.check()
        except ValueError as e:
            self.n = 0
            trace.append(str(e))
            if n < -5:
                raise Stop("very bad") from e
        self.made.append(self.n)

    def check(self):
        for d in range(2, 5):
            if self.n < 0:
                raise ValueError("negative %d" % self.n)
            if self.n % d == 0:
                raise ValueError("%d has %d" % (self.n, d))


for n in (7, 9, 11, -1, -9, 13):
    try:
        Checked(n)
    except Stop as e:
        print("stop:", e)
print(Checked.made)


def relay(n, kinds):
    try:
        if n == len(kinds):
            raise kinds[0]("start")
        relay(n + 1, kinds)
    except kinds[n % len(kinds)] as e:
        trace.append("%d %s" % (n, type(e).__name__))
        raise kinds[(n + 1) % len(kinds)]("%s<%d" % (e.args[0], n))
    finally:
        for k in range(n):
            trace.append(k)


try:
    relay(0, [KeyError, ValueError, TypeError])
except Exception as e:
    print(type(e).__name__, e.args)


def unwind(levels, catch_at):
    out = []

    def go(n):
        try:
            if n == levels:
                raise Stop(n)
            for i in range(2):
                if i == 1:
                    go(n + 1)
                out.append("%d.%d" % (n, i))
        except Stop:
            out.append("at %d" % n)
            if n != catch_at:
                raise
            out.append("caught")
        return n

    try:
        out.append(go(0))
    except Stop as e:
        out.append("escaped %d" % e.args[0])
    return " ".join([str(x) for x in out])


print(unwind(5, 2))
print(unwind(4, 9))


def menu(script):
    state = "main"
    out = []
    while True:
        try:
            if not script:
                raise Stop("end of script")
            key = script[0]
            script = script[1:]
            if key == "q":
                raise Stop("quit")
            state = {"main": {"s": "setup", "r": "run"}, "setup": {"b": "main"}, "run": {"b": "main"}}[state][key]
            out.append(state)
        except KeyError as e:
            out.append("no %s in %s" % (e.args[0], state))
            continue
        except Stop as e:
            out.append(str(e))
            break
        finally:
            out.append("-")
    return " ".join(out)


print(menu("sbxrsb"), "|", menu("srbq"))
attempts = []
for n in range(6):
    try:
        try:
            attempts.append(12 // (n - 2))
            if n == 4:
                raise Stop
        except ZeroDivisionError:
            attempts.append("zero")
            continue
        finally:
            attempts.append("f%d" % n)
    except Stop:
        attempts.append("stop")
        break
else:
    attempts.append("never")
print(attempts)
print(len(trace), trace[-20:])
