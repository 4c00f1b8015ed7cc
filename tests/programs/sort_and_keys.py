# Natives that call program code: sorted, sort, min, max, map, filter, sum, any, all, with keys and lambdas that loop.
def digits(n):
    total = 0
    while n:
        total += n % 10
        n //= 10
    return total


def vowels(word):
    count = 0
    for c in word:
        if c in "aeiou":
            count += 1
    return count


numbers = [n * 7919 % 1000 for n in range(1, 25)]
print(sorted(numbers, key=lambda n: (digits(n), n)))
print(sorted(numbers, reverse=True)[:5])
words = "the persistent heap moves between devices over a serial line under lease".split()
print(sorted(words, key=lambda w: (vowels(w), w)))
words.sort(key=lambda w: (-len(w), w))
print(words)
print(min(numbers, key=lambda n: (digits(n), n)), max(words, key=lambda w: (vowels(w), w)), max(numbers), min(words))
print(list(map(digits, numbers[:6])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])))
print(list(filter(lambda n: digits(n) % 2, numbers)))
print(list(filter(vowels, ["xyz", "abc", "", "fly", "eye"])))
print(sum(map(digits, range(50))), any(map(lambda n: n > 990, numbers)), all(map(lambda w: vowels(w) > 0, words)))
for n in map(digits, [99, 100, 101]):
    print(n, end=" ")
for w in filter(lambda w: vowels(w) > 2, words):
    print(w, end=" ")
print()
for i, n in enumerate(map(lambda n: digits(n) * 10, [5, 55])):
    print(i, n, end=" ")
for a, b in zip(map(digits, [12, 34]), filter(lambda c: c != "b", "abc")):
    print(a, b, end=" ")
print()


class Card:
    order = "23456789TJQKA"
    compared = 0

    def __init__(self, name):
        self.rank, self.suit = name

    def value(self):
        for i, c in enumerate(self.order):
            if c == self.rank:
                return i
        raise ValueError(self.rank)

    def __lt__(self, other):
        Card.compared += 1
        return (self.value(), self.suit) < (other.value(), other.suit)

    def __gt__(self, other):
        return other < self

    def __eq__(self, other):
        return self.rank == other.rank and self.suit == other.suit

    def __hash__(self):
        h = 0
        for c in self.rank + self.suit:
            h = h * 33 + ord(c)
        return h

    def __str__(self):
        return self.rank + self.suit


hand = [Card(name) for name in "2c Ah Td 9s Kc 2d Jh 9c As 3d".split()]
print(" ".join([str(c) for c in sorted(hand)]), Card.compared > 5)
hand.sort(reverse=True)
print(" ".join(map(str, hand)), min(hand), max(hand))
print(Card("9s") in hand, Card("9h") in hand, hand.index(Card("As")), hand.count(Card("2c")))
print(len({Card("2c"), Card("2c"), Card("2d")}), {Card("Kc"): "king"}[Card("Kc")])
hand.remove(Card("Td"))
print(len(hand), [str(c) for c in hand if c.value() > 8])


def group(items, key):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return [(k, groups[k]) for k in sorted(groups)]


print(group(words, len))
print(group(numbers[:12], lambda n: digits(n) % 3))


def merge_sort(items, before):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], before), merge_sort(items[middle:], before)
    out = []
    while left and right:
        out.append(left.pop(0) if before(left[0], right[0]) else right.pop(0))
    return out + left + right


print(merge_sort(numbers[:14], lambda a, b: digits(a) <= digits(b)))


def failing_key(n):
    if digits(n) == 3:
        raise ValueError("key of %d" % n)
    return -n


for attempt in ([1, 2, 4], [1, 2, 3]):
    try:
        print(sorted(attempt, key=failing_key))
    except ValueError as e:
        print("failed:", e)


def by_variable(words):
    order = words.sort
    order(key=lambda word: (digits(len(word)), word))
    print(words)
    orders = {"up": order, "of": sorted}
    orders["up"](key=digit_key, reverse=True)
    print(words, orders["of"]([32, 12, 22], key=digits))
    order()
    return words


def digit_key(word):
    return digits(len(word) * 7), word


print(by_variable(["pear", "fig", "apple", "kiwi", "banana"]))
