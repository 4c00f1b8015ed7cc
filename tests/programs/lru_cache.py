# An LRU cache as a doubly linked ring with a table, used by a decorator and by a page reader; hits and misses counted.
class Link:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self
        self.after = self

    def unlink(self):
        self.before.after = self.after
        self.after.before = self.before

    def insert_after(self, other):
        self.before = other
        self.after = other.after
        other.after.before = self
        other.after = self


class LRU:
    def __init__(self, capacity, dropped=None):
        self.capacity = capacity
        self.root = Link(None, None)
        self.table = {}
        self.dropped = dropped
        self.hits = self.misses = 0

    def __len__(self):
        return len(self.table)

    def __contains__(self, key):
        return key in self.table

    def __getitem__(self, key):
        if key not in self.table:
            self.misses += 1
            raise KeyError(key)
        self.hits += 1
        link = self.table[key]
        link.unlink()
        link.insert_after(self.root)
        return link.value

    def __setitem__(self, key, value):
        if key in self.table:
            link = self.table[key]
            link.value = value
            link.unlink()
        else:
            while len(self.table) >= self.capacity:
                self.drop()
            link = self.table[key] = Link(key, value)
        link.insert_after(self.root)

    def drop(self):
        oldest = self.root.before
        oldest.unlink()
        del self.table[oldest.key]
        if self.dropped:
            self.dropped(oldest.key, oldest.value)

    def keys(self):
        out = []
        link = self.root.after
        while link is not self.root:
            out.append(link.key)
            link = link.after
        return out


def cached(capacity):
    def decorator(function):
        cache = LRU(capacity)

        def wrapper(*args):
            try:
                return cache[args]
            except KeyError:
                value = cache[args] = function(*args)
                return value

        caches.append((function.__name__, cache))
        return wrapper

    return decorator


caches = []


@cached(64)
def paths(rows, cols):
    if rows == 0 or cols == 0:
        return 1
    return paths(rows - 1, cols) + paths(rows, cols - 1)


@cached(3)
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print(paths(6, 7))
print([collatz(n) for n in (7, 9, 7, 3, 5, 7, 9)])
for name, cache in caches:
    print(name, cache.hits, cache.misses, len(cache))

evicted = []
cache = LRU(3, lambda key, value: evicted.append((key, value)))
for n in range(10):
    cache["k%d" % (n * n % 7)] = n
    try:
        cache["k1"]
    except KeyError as e:
        evicted.append("miss " + e.args[0])
print(cache.keys(), len(cache), "k1" in cache, "k0" in cache)
print(evicted)
cache["k1"] = "new"
print(cache["k1"], cache.keys(), cache.hits, cache.misses)


class Pages:
    def __init__(self, size, keep):
        self.size = size
        self.cache = LRU(keep)
        self.loads = []

    def load(self, number):
        self.loads.append(number)
        page = bytearray(self.size)
        for i in range(self.size):
            page[i] = (number * 17 + i * 3) & 0xFF
        return page

    def read(self, address):
        number, offset = divmod(address, self.size)
        if number not in self.cache:
            self.cache[number] = self.load(number)
        return self.cache[number][offset]


pages = Pages(8, 2)
print([pages.read(a * 11 % 40) for a in range(12)])
print(pages.loads, pages.cache.keys())
