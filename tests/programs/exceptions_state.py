# Exceptions as objects: hierarchies, state, args, re-raise, raise from, nested handlers, handlers that loop, cleared names.
class AppError(Exception):
    level = "app"

    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code
        self.trail = []

    def add(self, where):
        self.trail.append(where)
        return self

    def __str__(self):
        return "%s[%d] %s" % (self.level, self.code, self.args[0])


class NetError(AppError):
    level = "net"


class Timeout(NetError):
    level = "timeout"

    def __init__(self, seconds):
        total = 0
        for n in range(seconds):
            total += n
        super().__init__("after %ds" % seconds, total)


class Plain(ValueError):
    pass


def level3(kind):
    if kind == "net":
        raise NetError("no route", 7)
    if kind == "timeout":
        raise Timeout(5)
    if kind == "app":
        raise AppError("general")
    if kind == "plain":
        raise Plain("plain", 1, [2])
    if kind == "class":
        raise KeyError
    if kind == "zero":
        return 1 // 0
    if kind == "index":
        return [][3]
    return "fine"


def level2(kind):
    try:
        return level3(kind)
    except AppError as e:
        e.add("level2")
        raise
    finally:
        for _ in range(2):
            notes.append("l2 " + kind)


def level1(kind):
    try:
        return level2(kind)
    except Timeout as e:
        e.add("level1 timeout")
        return "retry after %s" % e
    except NetError as e:
        raise e.add("level1")
    except (KeyError, IndexError) as e:
        raise Plain("lookup", type(e).__name__) from e


notes = []
for kind in ("net", "timeout", "app", "plain", "class", "zero", "index", "none"):
    try:
        print(kind, "->", level1(kind))
    except AppError as e:
        print(kind, "!", e, e.code, e.trail, isinstance(e, NetError), e.level)
    except Plain as e:
        print(kind, "!", e.args, len(e.args))
    except ArithmeticError as e:
        print(kind, "!", type(e).__name__)
print(notes)


def retry(times, action):
    failures = []
    for attempt in range(times):
        try:
            result = action(attempt)
        except AppError as e:
            failures.append((attempt, str(e)))
            if attempt == times - 1:
                raise AppError("gave up", len(failures)) from e
        else:
            return result, failures


def flaky(limit):
    def action(attempt):
        if attempt < limit:
            raise NetError("try %d" % attempt, attempt)
        return "ok at %d" % attempt

    return action


print(retry(5, flaky(2)))
try:
    retry(3, flaky(9))
except AppError as e:
    print(e, e.code)


def nested():
    out = []
    try:
        try:
            raise AppError("one", 1)
        except AppError as first:
            out.append(str(first))
            try:
                raise NetError("two", 2)
            except NetError as second:
                out.append(str(second) + " in " + str(first))
                for n in range(3):
                    try:
                        if n == 1:
                            raise
                        out.append("n%d" % n)
                    except AppError as third:
                        out.append("third " + str(third) + " " + str(third is second))
            out.append(str(first))
            raise
    except AppError as last:
        out.append("last " + str(last))
    try:
        last
    except NameError:
        out.append("name cleared")
    return out


for line in nested():
    print(line)


def kept():
    saved = []
    for n in range(4):
        try:
            raise AppError("kept", n).add("n%d" % n)
        except AppError as e:
            saved.append(e)
    for e in reversed(saved):
        try:
            raise e.add("again")
        except AppError as again:
            if again is not e:
                print("lost identity")
    return [(e.code, e.trail) for e in saved]


print(kept())


def matching(error, *kinds):
    try:
        raise error
    except kinds as e:
        return type(e).__name__
    except Exception:
        return "unmatched"


print(matching(Timeout(3), KeyError, NetError), matching(Plain("x"), TypeError), matching(KeyError("k"), LookupError))
for error in (AppError("a"), Plain("p", 2), KeyError("k"), ValueError(), OSError(2)):
    print(type(error).__name__, error.args, isinstance(error, Exception), end="; ")
print()
try:
    try:
        raise ValueError("inner")
    finally:
        raise AppError("from finally")
except AppError as e:
    print(e)
try:
    raise StopIteration(5)
except StopIteration as e:
    print(e.value if hasattr(e, "value") else e.args[0])
try:
    [].missing
except AttributeError:
    print("attribute")
try:
    undefined_name
except NameError:
    print("name")
try:
    int("x")
except (TypeError, ValueError) as e:
    print(type(e).__name__)
try:
    raise SystemExit(3)
except SystemExit as e:
    print("exit", e.args)
