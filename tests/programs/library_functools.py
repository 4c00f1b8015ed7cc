# lowered: MicroPython has no functools: partial, reduce, wraps, caches, orderings, key functions.
import functools
from functools import lru_cache, partial, reduce, total_ordering, wraps


def power(base, exponent=2, *, plus=0):
    total = 1
    for _ in range(exponent):
        total *= base
    return total + plus


cube = partial(power, exponent=3)
two = partial(power, 2)
print(cube(2), cube(3, plus=1), two(), two(5), partial(two, plus=100)(3))
print(two.args, two.keywords, two.func is power, sorted(cube.keywords.items()))
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], "none"))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)


def traced(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        calls.append((function.__name__, args))
        return function(*args, **kwargs)

    return wrapper


calls = []


@traced
def add(a, b=1):
    total = a
    for _ in range(b):
        total += 1
    return total


print(add(1, 2), add(5, b=3), add.__name__, add.__wrapped__(1), calls)


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(40), fibonacci.cache_info())
fibonacci.cache_clear()
print(fibonacci(10), fibonacci.cache_info())


@functools.lru_cache(maxsize=3)
def slow(n, scale=1):
    computed.append(n)
    return sum(range(n)) * scale


computed = []
for n in [1, 2, 3, 1, 4, 2, 1, 5, 1, 4, 4, 3]:
    slow(n)
print(computed, slow.cache_info(), slow(3, scale=2), slow(3, scale=2))


class Grid:
    def __init__(self, size):
        self.size = size
        self.asked = 0

    @functools.cache
    def paths(self, x, y):
        self.asked += 1
        if x == 0 or y == 0:
            return 1
        return self.paths(x - 1, y) + self.paths(x, y - 1)

    @functools.cached_property
    def area(self):
        self.asked += 1000
        return self.size * self.size


grid = Grid(5)
print(grid.paths(5, 5), grid.asked, grid.area, grid.area, grid.asked)


@total_ordering
class Version:
    def __init__(self, text):
        self.parts = [int(part) for part in text.split(".")]

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return "v" + ".".join([str(part) for part in self.parts])


versions = [Version(text) for text in ("1.10", "1.2", "0.9.1", "2.0")]
print(sorted(versions), max(versions), versions[0] >= versions[1], versions[2] > versions[3], versions[1] <= versions[1])


def by_length(a, b):
    if len(a) != len(b):
        return len(a) - len(b)
    return (a > b) - (a < b)


words = ["pear", "fig", "apple", "kiwi", "date", "plum", "lime"]
print(sorted(words, key=functools.cmp_to_key(by_length)))
