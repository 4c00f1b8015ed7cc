# one interpreter: dictionaries in the order in which keys came, which CPython keeps and MicroPython does not
"""What insertion, deletion and insertion again make of the order of dictionaries, in every place that shows it."""
from collections import OrderedDict


class Shelf:
    def __init__(self):
        self.books = {}

    def put(self, **given):
        for name, count in given.items():
            self.books[name] = self.books.get(name, 0) + count
        return list(given)


def names(count):
    made = {}
    for n in range(count):
        made["key%d" % (n * 7919 % 101)] = n
    return made


table = names(30)
for name in list(table):
    if table[name] % 3 == 0:
        del table[name]
for n in range(6):
    table["again%d" % (5 - n)] = n
    print(n, list(table), list(table.values()))
table["key41"] = table.pop("key41")
print(list(table.items()))
shelf = Shelf()
print(shelf.put(zebra=1, apple=2, mango=3), shelf.put(mango=4, kiwi=5, apple=6), shelf.books)
mixed = {21: "t", "s": 0, 3: 1.5, "none": [], -2: {}}
mixed.update({"late": 1, 3: "changed"})
for key, value in mixed.items():
    print(key, value)
groups = {}
for word in "one two three four five six seven eight".split():
    groups.setdefault(len(word), []).append(word)
print(dict(groups), list(groups.copy()), groups)
ordered = OrderedDict()
for n in range(8):
    ordered["zyxwvuts"[n]] = n
del ordered["w"]
ordered["w"] = 99
print(list(ordered.items()))
print({k: v for k, v in table.items() if v > 4}, list(reversed(list(table))), list(shelf.__dict__))
