# yield from: to generators, lists, strings and objects with __iter__, nested three deep, with send, throw and results.
def slow(n):
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total


class Node:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        slow(5)
        yield self.value
        if self.right is not None:
            yield from self.right


def build(values):
    if not values:
        return None
    middle = len(values) // 2
    return Node(values[middle], build(values[:middle]), build(values[middle + 1 :]))


tree = build(list(range(20)))
print([value for value in tree])
seen = []
for value in tree:
    seen.append(value * slow(3))
    if value == 11:
        break
print(seen)


def innermost(n):
    got = []
    for i in range(n):
        reply = yield i
        if reply is not None:
            got.append(reply)
            slow(7)
    return got


def middle(n):
    result = yield from innermost(n)
    print("middle got", result)
    more = yield from innermost(2)
    return result + more


def outer():
    total = []
    for n in (2, 3):
        total += yield from middle(n)
    yield "end"
    return total


def run(generator, replies):
    out = []
    try:
        out.append(next(generator))
        for reply in replies:
            out.append(generator.send(reply))
        while True:
            out.append(next(generator))
    except StopIteration as stop:
        print(out, "->", stop.value)


run(outer(), ["a", None, "b", "c", None, "d"])


def mixed():
    yield from [1, 2]
    yield from (3, 4)
    yield from "xy"
    yield from {"only": 1}
    yield from range(3)
    yield from (n * n for n in range(3))
    result = yield from ()
    print("empty gave", result)
    yield from map(lambda n: n + 1, [10, 20])


print(list(mixed()))
together = mixed()
print(next(together), next(together), next(together))
slow(100)
print(list(together))


def catching():
    try:
        yield from innermost(5)
    except ValueError as error:
        slow(11)
        print("caught outside:", error)
        yield "recovered"
    finally:
        print("delegation over")


c = catching()
print(next(c), next(c))
print(c.throw(ValueError("from below")))
print(next(c, "done"))

d = catching()
print(next(d))
d.close()


class Stubborn:
    def __init__(self, limit):
        self.at = 0
        self.limit = limit

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.limit:
            raise StopIteration
        self.at += 1
        return self.at


def over_object():
    yield "first"
    yield from Stubborn(4)
    yield "last"


print(list(over_object()))


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


count = 0
checksum = 0
for p in permutations([1, 2, 3, 4]):
    count += 1
    checksum = (checksum * 31 + p[0] * 4 + p[-1]) % 1009
print(count, checksum)


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4, 5]], 6], [[7]], []])))
