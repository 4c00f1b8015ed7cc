# Generators in pipelines: fed to each other and to every kind of consumer, kept in containers, made by closures and methods.
def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def scaled(source, factor):
    for value in source:
        yield value * factor


def windows(source, size):
    window = []
    for value in source:
        window.append(value)
        if len(window) == size:
            yield tuple(window)
            window.pop(0)


def work(n):
    total = 0
    for i in range(n * 3):
        total = (total + i * n) % 97
    return total


for window in windows(scaled(numbers(8), 3), 3):
    print(window, work(window[0]))
print(sum(numbers(30)), max(scaled(numbers(9), -1)), min(scaled(numbers(9), -1)))
print(any(n > 7 for n in numbers(9)), all(n < 7 for n in numbers(9)))
print(sorted(scaled(numbers(6), -2)), list(map(work, numbers(5))))
print(list(zip(numbers(4), scaled(numbers(9), 10))), sorted(dict(zip("abc", numbers(3))).items()))
print(5 in numbers(9), 50 in numbers(9))
first, second, third = numbers(3)
print(first, second, third)
head, *tail = numbers(6)
print(head, tail)
print(*scaled(numbers(4), 5))
print(",".join(str(n) for n in numbers(6)), tuple(numbers(3)), set(numbers(3)) == {0, 1, 2})
items = [9]
items.extend(numbers(3))
items += scaled(numbers(3), 2)
print(items)


def ask(*arguments):
    return len(arguments), sum(arguments)


print(ask(*numbers(7)))
for i, value in enumerate(scaled(numbers(4), 7), 1):
    print(i, value, work(i))
for left, right in zip(numbers(3), scaled(numbers(3), 4)):
    print(left, right, work(left))
print([work(n) for n in numbers(6) if n % 2], {n: work(n) for n in numbers(4)})
print([(a, b) for a in numbers(3) for b in scaled(numbers(3), a)])


def counter(step):
    held = 0

    def generate(times):
        nonlocal held
        for _ in range(times):
            held += step
            yield held

    def value():
        return held

    return generate, value


generate, value = counter(4)
first_run = generate(3)
second_run = generate(5)
print(next(first_run), next(second_run), next(second_run), value())
work(60)
print(list(first_run), value(), next(second_run), value())

machines = {"a": numbers(5), "b": scaled(numbers(5), 100), "c": (n * n for n in numbers(5))}
for turn in range(3):
    for name in sorted(machines):
        print(turn, name, next(machines[name]), work(turn + 2))


class Deck:
    def __init__(self, cards):
        self.cards = cards
        self.dealt = self.deal()

    def deal(self):
        while self.cards:
            work(4)
            yield self.cards.pop()

    def __iter__(self):
        for card in self.cards:
            yield card

    @property
    def top(self):
        return next(iter(self), None)


deck = Deck(["two", "five", "king", "ace"])
print(next(deck.dealt), deck.top, list(deck))
for card in deck.dealt:
    print("dealt", card, len(deck.cards))
print(deck.top, list(deck))


def primes():
    found = []
    for n in numbers(1000):
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n


for p in primes():
    if p > 60:
        break
    print(p, end=" ")
print()


def shrinking(values):
    for value in values:
        if value % 2 and len(values) > 2:
            values.pop()
        work(5)
        yield value, len(values)


print([pair for pair in shrinking([1, 2, 3, 4, 5, 6, 7])])
table = {"x": 1, "y": 2, "z": 3}


def entries(table):
    for key in sorted(table):
        yield key
    for value in sorted(table.values()):
        work(3)
        yield value


print(list(entries(table)))
for a in numbers(3):
    for b in scaled(numbers(2), a + 1):
        for c in windows(numbers(4), 3):
            if c[0] == 1 and b:
                continue
            print(a, b, c, end=";")
print()
