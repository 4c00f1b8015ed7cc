# Generators that are driven: send, throw, close, return values, try/except/finally and with inside, held in two places.
def slow(n):
    total = 0
    for i in range(n):
        total += i % 3
    return total


def averager():
    total = 0
    count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            break
        total += value
        count += 1
        average = total / count
        slow(20)
    return count, total


def drive(values):
    machine = averager()
    print(next(machine))
    for value in values:
        print("sent", value, "got", machine.send(value))
    try:
        machine.send(None)
    except StopIteration as stop:
        print("returned", stop.value)


drive([10, 20, 33])


def guarded(name):
    step = 0
    try:
        while step < 6:
            try:
                got = yield name, step
                if got is not None:
                    print(name, "was given", got)
            except ValueError as error:
                slow(30)
                print(name, "caught", error, "at", step)
            step += 1
    except KeyError as error:
        print(name, "stops for", type(error).__name__)
        yield "last words"
    finally:
        slow(15)
        print(name, "cleans up after", step)


g = guarded("a")
print(next(g))
print(g.throw(ValueError("odd")))
print(g.send("apple"))
print(g.throw(KeyError("k")))
print(next(g, "nothing left"))
print(next(g, "still nothing"))

h = guarded("b")
print(next(h), next(h))
h.close()
print(next(h, "closed"))

try:
    guarded("c").throw(OSError("never started"))
except OSError as error:
    print("out came", error)


class Room:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        slow(10)
        return self

    def __exit__(self, kind, value, traceback):
        slow(10)
        print("leave", self.name, kind.__name__ if kind else None)
        return kind is ZeroDivisionError


def visits(names):
    for name in names:
        with Room(name) as room:
            word = yield room.name
            if word == "boom":
                print(1 // 0)
        print("after", name)
    return "home"


v = visits(["hall", "kitchen", "attic"])
print(next(v))
print(v.send("boom"))
print(v.send("go on"))
try:
    next(v)
except StopIteration as stop:
    print("visits returned", stop.value)

shared = visits(["one", "two", "three"])
holders = [shared, {"it": shared}]
print(next(holders[0]))
print(next(holders[1]["it"]))
print(holders[0] is holders[1]["it"])
for name in shared:
    print("rest", name)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        slow(12)
        print("asked to leave")
        raise
    finally:
        print("left")


s = stubborn()
print(next(s))
s.close()


def failing(n):
    for i in range(n):
        slow(9)
        if i == 3:
            raise RuntimeError("failing at %d" % i)
        yield i


collected = []
try:
    for item in failing(9):
        collected.append(item)
except RuntimeError as error:
    print(collected, error)


def endless(start):
    while True:
        start = (start * 7 + 3) % 101
        yield start


numbers = endless(5)
picked = []
for n in numbers:
    if slow(n) % 2:
        continue
    picked.append(n)
    if len(picked) > 6:
        break
print(picked, next(numbers))


def empty():
    return
    yield


print(list(empty()), next(empty(), "default"))
unstarted = guarded("d")
waiting = [unstarted, endless(1)]
print(slow(200))
print(next(waiting[0]), next(waiting[1]), next(waiting[1]))
waiting.pop(0).close()
try:
    averager().send(4)
except TypeError:
    print("not started yet")
late = guarded("e")
try:
    late.send("too early")
except TypeError:
    slow(20)
    print("it has not begun")
print(next(late), late.send("in time"))


class Feed:
    """Keeps methods of a generator; its own method of that name is another one."""

    def __init__(self, source):
        self.source = source
        self.send = source.send
        self.step = source.__next__

    def close(self):
        return self.source.close


feed = Feed(averager())
print(feed.send(None), feed.send(4), feed.send(6))
fail, end = late.throw, feed.close()
print(fail(ValueError("by a variable")), feed.send(8))
end()
print(next(feed.source, "closed by a variable"))
step = endless(3).__next__
print(step(), step(), [step() for _ in range(3)], list(map(endless(2).send, [None, 1, 2])))
late.close()
