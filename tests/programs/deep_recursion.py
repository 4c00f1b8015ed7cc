# Recursion sixty levels deep: plain, with state on the way up, with try/finally at each level, mutual, in methods.
def depth(n):
    if n == 0:
        return 0
    return 1 + depth(n - 1)


def both_ways(n, trail):
    trail.append(n)
    if n:
        result = both_ways(n - 1, trail) + n
        trail.append(-n)
        return result
    return 0


def guarded(n, log):
    try:
        if n == 0:
            raise KeyError("bottom")
        return guarded(n - 1, log)
    except KeyError:
        if n % 7 == 3:
            log.append("caught at %d" % n)
            raise
        raise
    finally:
        if n % 10 == 0:
            log.append("finally %d" % n)


def ping(n, acc):
    if n <= 0:
        return acc
    local = [n]
    result = pong(n - 1, acc + n)
    return result + len(local)


def pong(n, acc):
    if n <= 0:
        return acc
    for i in range(2):
        acc += i
    return ping(n - 1, acc) * 1


class Chain:
    def __init__(self, n):
        self.n = n
        self.next = Chain(n - 1) if n else None

    def total(self):
        if self.next is None:
            return 0
        below = self.next.total()
        return below + self.n

    def text(self, sep):
        return str(self.n % 10) + (sep + self.next.text(sep) if self.next else "")

    def reverse(self, back=None):
        following, self.next = self.next, back
        if following is None:
            return self
        return following.reverse(self)


def build(n):
    return [build(n - 1), n] if n else []


def unbuild(tree):
    if not tree:
        return 0, 0
    levels, total = unbuild(tree[0])
    return levels + 1, total + tree[1]


def with_loop(n):
    total = 0
    for i in range(3):
        if i == 1 and n:
            total += with_loop(n - 1)
            continue
        total += i
    else:
        total += 1
    return total


def closures(n):
    def inner(k):
        return k + (closures(n - 1) if n else 0)

    return inner(n)


def quicksort(items):
    if len(items) <= 1:
        return items
    pivot = items[0]
    return (
        quicksort([x for x in items[1:] if x < pivot]) + [pivot] + quicksort([x for x in items[1:] if x >= pivot])
    )


print(depth(60), depth(7))
trail = []
print(both_ways(60, trail), len(trail), trail[58:64])
log = []
try:
    guarded(60, log)
except KeyError as e:
    log.append("out: " + e.args[0])
print(log)
print(ping(60, 0))
chain = Chain(40)
print(chain.total(), chain.text(""), chain.reverse().text("."))
print(unbuild(build(50)))
print(with_loop(50), closures(25))
print(quicksort(list(range(30))) == list(range(30)), quicksort([n * 17 % 31 for n in range(20)]))


def countdown(n):
    with Level(n):
        if n == 0:
            return "landed"
        return countdown(n - 1)


class Level:
    open = 0
    highest = 0

    def __init__(self, n):
        self.n = n

    def __enter__(self):
        Level.open += 1
        Level.highest = max(Level.open, Level.highest)

    def __exit__(self, kind, value, traceback):
        Level.open -= 1
        return False


print(countdown(30), Level.open, Level.highest)


def sum_digits(n):
    return n % 10 + sum_digits(n // 10) if n else 0


print(sum_digits(12345678901234567890123456789012345678901234567890))
