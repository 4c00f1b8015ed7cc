# Loops three deep with try inside loops inside try: break, continue and return that pass through several finally parts.
log = []


def leave(kind, a, b):
    for i in range(a):
        try:
            for j in range(b):
                try:
                    if (i, j) == (1, 1):
                        if kind == "break":
                            break
                        if kind == "continue":
                            continue
                        if kind == "return":
                            return "returned %d %d" % (i, j)
                        if kind == "raise":
                            raise KeyError((i, j))
                        if kind == "raise other":
                            raise ValueError("other")
                    log.append("%d.%d" % (i, j))
                except KeyError as e:
                    log.append("key %s" % str(e.args[0]))
                    if i:
                        continue
                else:
                    log.append("+")
                finally:
                    log.append("fj%d" % j)
                log.append("end")
            else:
                log.append("all j")
        except ValueError as e:
            log.append(str(e))
            break
        finally:
            k = 0
            while k < 2:
                k += 1
                if k == 2:
                    continue
                log.append("fi%d" % i)
    else:
        return "all i"
    return "out"


for kind in ("none", "break", "continue", "return", "raise", "raise other"):
    print(kind, "->", leave(kind, 3, 3))
    print("  ", " ".join(log))
    log.clear()


def while_in_for_in_while(limit):
    n = 0
    out = []
    while n < limit:
        n += 1
        for letter in "ab":
            k = n
            while True:
                k -= 1
                try:
                    if k == 2 and letter == "b":
                        break
                    if k < 0:
                        raise StopIteration
                    if k % 2:
                        continue
                    out.append("%d%s%d" % (n, letter, k))
                except StopIteration:
                    break
                finally:
                    out.append(".")
            else:
                out.append("never")
            if n == 4 and letter == "a":
                break
        else:
            out.append("|")
            continue
        out.append("broke")
    return "".join(out)


print(while_in_for_in_while(5))


def search(matrix, wanted):
    steps = 0
    try:
        for r, row in enumerate(matrix):
            for c, cell in enumerate(row):
                for d, item in enumerate(cell):
                    steps += 1
                    try:
                        if item is None:
                            raise TypeError
                        if item == wanted:
                            return r, c, d
                    except TypeError:
                        continue
        return None
    finally:
        log.append(steps)


matrix = [[[1, 2], [None, 3]], [[4, None], [5, 6, 7]], [[8], []]]
print([search(matrix, n) for n in (1, 3, 6, 8, 9)], log)
log.clear()


def retry(task, limit):
    tries = 0
    while True:
        tries += 1
        try:
            for step in range(4):
                result = task(tries, step)
                if result:
                    log.append("%d:%d" % (tries, step))
        except (ValueError, IndexError) as e:
            log.append(type(e).__name__)
            if tries >= limit:
                raise RuntimeError("gave up after %d" % tries)
            continue
        else:
            break
        finally:
            log.append("end of %d" % tries)
    return tries


def task(tries, step):
    if tries == 1 and step == 2:
        raise ValueError
    if tries == 2 and step == 1:
        return [][step]
    return step % 2


print(retry(task, 5), log)
log.clear()
try:
    retry(task, 2)
except RuntimeError as e:
    print(e, log)
log.clear()


def pass_through():
    for a in range(2):
        try:
            try:
                for b in range(3):
                    try:
                        if b == a + 1:
                            raise IndexError(b)
                    finally:
                        log.append("inner %d%d" % (a, b))
            finally:
                for c in range(2):
                    log.append("middle %d%d" % (a, c))
        except IndexError as e:
            log.append("caught %d" % e.args[0])
            try:
                for d in range(5):
                    if d == 2:
                        raise e
            except IndexError as again:
                log.append("same" if again is e else "other")
    return len(log)


print(pass_through(), log)
log.clear()


def swallow_with_break(n):
    rounds = 0
    for i in range(n):
        while True:
            rounds += 1
            try:
                raise ValueError(i)
            finally:
                if i % 2:
                    break
                if rounds % 3 == 0:
                    break
                continue
    return rounds


print(swallow_with_break(6))
