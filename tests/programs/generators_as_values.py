# Generator functions that are values themselves: passed on, decorated, kept in tables, bound methods, replaced attributes.
def slow(n):
    total = 0
    for i in range(n):
        total += i
    return total


def up(n):
    for i in range(n):
        slow(150)
        yield i


def down(n):
    while n:
        n -= 1
        slow(3)
        yield n


def collect(make, n):
    found = []
    for value in make(n):
        found.append(value + slow(4))
    return found


print(collect(up, 4), collect(down, 4), collect(range, 3))
table = {"up": up, "down": down}
for name in ("up", "down"):
    total = 0
    for value in table[name](5):
        total = total * 3 + value
    print(name, total)


def twice(function):
    def run(*arguments):
        for value in function(*arguments):
            yield value
            yield value

    return run


def counted(function):
    calls = []

    def run(n):
        calls.append(n)
        return function(n)

    run_calls.append(calls)
    return run


run_calls = []


@twice
def letters(text):
    for letter in text:
        slow(2)
        yield letter


@counted
def odd(n):
    for i in range(n):
        if i % 2:
            yield i


print(list(letters("abc")))
for letter in letters("xyz"):
    print(letter, slow(3), end=" ")
print()
for value in odd(7):
    print(value, end=" ")
print(run_calls)


class Source:
    def __init__(self, values):
        self.values = values
        self.walk = self.forward

    def forward(self):
        for value in self.values:
            slow(2)
            yield value

    def backward(self):
        for value in reversed(self.values):
            slow(2)
            yield value

    def turn(self):
        self.walk = self.backward


source = Source([1, 2, 3])
for value in source.walk():
    print("walk", value, slow(value))
source.turn()
for value in source.walk():
    print("walk", value, slow(value))
method = source.forward
for value in method():
    print("method", value)
for value in getattr(source, "back" + "ward")():
    print("by name", value, slow(2))
chosen = up if len(run_calls) > 5 else down
print([value for value in chosen(4)], max(chosen(5)), sum(f(3) is not None for f in (up, down)))
makers = [lambda n, step=step: (i * step for i in range(n)) for step in (1, 10)]
for make in makers:
    for value in make(3):
        print(value, slow(value), end=" ")
print()


def chain(*makes):
    for make in makes:
        for value in make(2):
            yield value


for value in chain(up, down, makers[1]):
    print(value, end=",")
print()


class Bag:
    """Has methods of its own under names that builtin types have, too."""

    def __init__(self):
        self.held = []
        self.send = self.throw = None

    def extend(self, source):
        for item in source:
            self.held.append(item)
        return len(self.held)

    def update(self, source):
        return [self.extend(part for part in (item,)) for item in source]

    def close(self):
        return "closed"


bag = Bag()
print(bag.extend(n * n for n in range(4)), bag.update(n for n in range(3)), bag.held, bag.close())
