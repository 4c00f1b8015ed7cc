# try/except/else/finally in every nesting, with return, break and continue in each part; finally bodies that loop.
trace = []


def note(*what):
    trace.append(" ".join([str(w) for w in what]))
    return what[-1]


def flush(title):
    print(title)
    for line in trace:
        print("   ", line)
    trace.clear()


def returns(where):
    try:
        note("body")
        if where == "body":
            return note("return", "body")
        if where in ("handler", "override"):
            raise ValueError(where)
    except ValueError as e:
        note("handler", e)
        if where == "handler":
            return note("return", "handler")
        return note("return", "to be overridden")
    else:
        note("else")
        if where == "else":
            return note("return", "else")
    finally:
        for i in range(3):
            note("finally", i)
        if where == "override" or where == "finally":
            return note("return", "finally")
    return note("return", "end")


for where in ("body", "handler", "else", "finally", "override", "nowhere"):
    print(where, "->", returns(where))
    flush("trace of " + where)


def loops(kind):
    out = []
    for i in range(6):
        try:
            out.append(i)
            if i == 1 and kind == "continue":
                continue
            if i == 2 and kind == "break":
                break
            if i == 3:
                raise KeyError(i)
            out.append("b%d" % i)
        except KeyError as e:
            out.append("k%d" % e.args[0])
            if kind == "handler break":
                break
            if kind == "handler continue":
                continue
        else:
            out.append("e%d" % i)
            if kind == "else continue":
                continue
            if kind == "else break" and i == 4:
                break
        finally:
            n = 0
            while n < 2:
                n += 1
                out.append("f%d" % i)
        out.append("end")
    else:
        out.append("exhausted")
    return " ".join([str(x) for x in out])


for kind in ("continue", "break", "handler break", "handler continue", "else continue", "else break", "none"):
    print(kind, ":", loops(kind))


def nested(depth):
    try:
        try:
            try:
                note("level", depth)
                if depth == 0:
                    raise IndexError("deepest")
                nested(depth - 1)
            finally:
                note("inner finally", depth)
        except IndexError as e:
            note("caught", e, depth)
            raise ValueError("from %d" % depth)
        finally:
            for k in range(depth + 1):
                note("middle finally", depth, k)
    except ValueError as e:
        note("outer", e, depth)
        if depth < 2:
            raise IndexError("again %d" % depth)
    finally:
        note("outer finally", depth)


nested(3)
flush("nested")


def in_handler():
    try:
        raise ValueError("first")
    except ValueError as outer:
        note("outer", outer)
        for i in range(3):
            try:
                if i == 1:
                    raise KeyError(i)
                note("quiet", i)
            except KeyError as inner:
                note("inner", inner, "while", outer)
        try:
            raise
        except ValueError as again:
            note("again", again, again is outer)
    return note("done")


in_handler()
flush("in handler")


def in_finally(fail):
    try:
        if fail:
            raise ValueError("kept")
        return "returned"
    finally:
        for i in range(4):
            try:
                if i % 2:
                    raise KeyError(i)
                note("ok", i)
            except KeyError:
                note("inside finally", i)
            finally:
                note("both", i)


print(in_finally(False))
try:
    in_finally(True)
except ValueError as e:
    print("came out:", e)
flush("in finally")


def swallowed():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            note("swallow", i)
            if i < 2:
                continue
            break
    return note("still here", i)


swallowed()
flush("swallowed")


def long_finally(n):
    total = 0
    try:
        return total
    finally:
        for i in range(n):
            total += i
            if total > 100:
                note("total", total)
                break


print(long_finally(40))
flush("long finally")


def select(kind):
    try:
        try:
            raise kind("x")
        except (KeyError, IndexError):
            return "lookup"
        except ArithmeticError:
            return "arithmetic"
    except Exception as e:
        return "other " + type(e).__name__


print([select(k) for k in (KeyError, IndexError, ZeroDivisionError, ValueError, TypeError)])
