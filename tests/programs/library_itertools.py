# lowered: MicroPython has no itertools: all of it, finished, unfinished and endless.
import itertools
from itertools import accumulate, chain, count, groupby, islice, tee, zip_longest


def doubled(values):
    for value in values:
        yield value * 2


def is_small(n):
    return n < 5


print(list(islice(count(10), 4)), list(islice(count(1, 3), 2, 10, 3)), list(islice("abcdef", 2, None)))
print(list(islice(itertools.cycle("xyz"), 7)), list(itertools.repeat("r", 3)), list(itertools.cycle([])))
print(list(chain([1, 2], "ab", doubled([3, 4]))), list(chain.from_iterable([[1], [], [2, 3]])))
print(list(itertools.takewhile(is_small, count(2))), list(itertools.dropwhile(is_small, [1, 7, 2, 9])))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4, 1], max)), list(accumulate([1, 2], initial=10)))
print(list(itertools.compress("ABCDEF", [1, 0, 1, 0, 1, 1])), list(itertools.filterfalse(is_small, range(10))))
print(list(itertools.filterfalse(None, [0, 1, "", "a"])), list(itertools.starmap(pow, [(2, 5), (3, 2)])))
print(list(itertools.product("ab", [1, 2])), list(itertools.product([0, 1], repeat=3)), list(itertools.product()))
print(list(itertools.permutations([1, 2, 3])), list(itertools.permutations("abcd", 2)))
print(list(itertools.permutations([1], 2)), list(itertools.permutations([], 0)))
print(list(itertools.combinations("abcd", 2)), list(itertools.combinations(range(4), 3)))
print(list(itertools.combinations([1], 2)), list(itertools.combinations_with_replacement("abc", 2)))
print(list(zip_longest([1, 2, 3], "ab", fillvalue="-")), list(zip_longest()), list(itertools.pairwise("wxyz")))

for key, group in groupby("aaabbcaaa"):
    print(key, list(group), end=" ")
print()
records = [("fruit", "fig"), ("fruit", "plum"), ("root", "beet"), ("fruit", "pear")]
for kind, group in groupby(sorted(records), key=lambda record: record[0]):
    print(kind, [name for _, name in group])
skipped = [key for key, group in groupby([1, 1, 2, 2, 3])]
print(skipped)

left, right = tee(doubled(range(6)))
print(next(left), next(left), next(right), list(left), list(right))
first, second, third = tee("pqr", 3)
print(list(zip(first, second)), list(third))


def primes():
    """An endless sieve made of iterators on iterators."""
    numbers = count(2)
    while True:
        prime = next(numbers)
        yield prime
        numbers = filter(lambda n, prime=prime: n % prime, numbers)


print(list(islice(primes(), 12)))


def round_robin(*sources):
    """Values of each source in turn, until all have ended."""
    waiting = [iter(source) for source in sources]
    while waiting:
        for source in list(waiting):
            try:
                yield next(source)
            except StopIteration:
                waiting.remove(source)


print("".join(round_robin("ABC", "D", "EF")))
numbers = count()
total = 0
for number in numbers:
    if number > 40:
        break
    total += number
print(total, next(numbers), next(numbers))

puzzle = 0
for a, b, c in itertools.product(range(1, 8), repeat=3):
    if a * a + b * b == c * c:
        puzzle += a
print(puzzle, sum(1 for _ in itertools.permutations(range(5))))
try:
    islice([1], -1)
except ValueError as error:
    print("refused:", error)
try:
    next(iter(chain()))
except StopIteration:
    print("nothing to chain")
