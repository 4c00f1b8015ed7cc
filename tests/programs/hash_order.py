# one interpreter: iteration order of dicts and sets with int and str keys is printed, so it differs between interpreters.
# The order must stay what it was within one interpreter, whatever moves happen in between.
def spin(n):
    total = 0
    for i in range(n):
        total ^= i * n
    return total


numbers = set()
for n in range(24):
    numbers.add(n * 37 % 101)
    if n % 5 == 4:
        numbers.discard(n * 37 % 101)
print(list(numbers), spin(3))
for n in numbers:
    print(n, end=" ")
    spin(1)
print()

words = {}
for word in "the quick brown fox jumps over the lazy dog while the cat sleeps and dreams of mice".split():
    words[word] = words.get(word, 0) + len(word)
print(list(words.items()))
for word in ("fox", "the", "cat"):
    del words[word]
    spin(2)
words["new"] = 1
words["fox"] = 2
for word in words:
    print(word, words[word], end="; ")
    spin(2)
print()
print(list(words.keys()), list(words.values()))

mixed = {}
for n in range(20):
    mixed[n * n % 17 if n % 2 else "s%d" % n] = n
    spin(n)
mixed.pop("s4")
mixed[4.5] = "float"
mixed[-3] = "negative"
mixed[1 << 40] = "large"
print(list(mixed.items()))
letters = set("mississippi river")
letters |= {"z", "y"}
letters -= {"s"}
print("".join(letters))
out = []
while letters:
    letter = letters.pop()
    out.append(letter)
    spin(2)
print("".join(out))
order = [(k, v) for k, v in {n * 7 % 29: str(n) for n in range(15)}.items()]
print(order)
while mixed:
    key, value = mixed.popitem()
    print(key, value, end=" ")
    spin(1)
print()


def keywords(**named):
    spin(3)
    return list(named.items())


print(keywords(zeta=1, alpha=2, mid=3, beta=4))


class Bag:
    pass


bag = Bag()
for name in "one two three four five".split():
    setattr(bag, name, spin(len(name)))
print(bag.__dict__ if hasattr(bag, "__dict__") else "no __dict__")
