# lowered: MicroPython has no bisect, copy, statistics, string and typing, and heapq only in part.
import bisect
import copy
import heapq
import statistics
import string
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Callable, Generic, NewType, Optional, TypeVar, Union, cast

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
Number = Union[int, float]
UserId = NewType("UserId", int)
Handler = Callable[[int], Optional[str]]


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> Optional[T]:
        return self.items.pop() if self.items else None

    def __iter__(self) -> Iterator[T]:
        for item in self.items:
            yield item


class Named(Stack[str]):
    def joined(self) -> str:
        return "+".join(self.items)


def describe(value: "Decimal | Number", *more: Any) -> str:
    return "%s/%d" % (cast(str, value), len(more))


stack: Stack[int] = Stack()
for n in range(5):
    stack.push(n * n)
named = Named()
named.push("p")
named.push("q")
print(stack.pop(), list(stack), named.joined(), UserId(7), describe(1.5, 2, 3))

levels = [10, 20, 20, 30]
print([bisect.bisect_left(levels, x) for x in (5, 20, 35)], [bisect.bisect(levels, x) for x in (5, 20, 35)])
scores = []
for score in [33, 99, 77, 70, 89, 90, 100]:
    bisect.insort(scores, score)
print(scores, ["FDCBA"[bisect.bisect([60, 70, 80, 90], s)] for s in scores])

heap = [5, 1, 8, 3, 2]
heapq.heapify(heap)
print(heapq.heappushpop(heap, 0), heapq.heapreplace(heap, 9), [heapq.heappop(heap) for _ in range(len(heap))])
words = ["pear", "fig", "apple", "kiwi", "banana"]
print(heapq.nlargest(2, words, key=len), heapq.nsmallest(3, words), heapq.nlargest(3, [4, 9, 2, 9, 5]))
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge(["cc", "a"], ["bbb"], key=len, reverse=True)))


class Node:
    def __init__(self, name, below):
        self.name = name
        self.below = below


leaf = Node("leaf", [])
tree = Node("tree", [leaf, leaf, {"k": (leaf, [1, 2])}])
tree.below.append(tree)
shallow, deep = copy.copy(tree), copy.deepcopy(tree)
print(shallow.below is tree.below, deep.below[0] is leaf, deep.below[0] is deep.below[1], deep.below[3] is deep)
deep.below[2]["k"][1].append(3)
print(tree.below[2]["k"][1], deep.below[2]["k"][1], copy.deepcopy([1, (2, 3)]), copy.copy({1, 2}) == {1, 2})

data = [2, 4, 4, 4, 5, 5, 7, 9]
print(statistics.mean(data), statistics.median(data), statistics.pstdev(data), statistics.mode(data))
print(statistics.mean([1, 2]), statistics.median([3, 1, 2]), statistics.variance([1, 2, 3, 4]), statistics.fmean([1, 2, 4]))
print(statistics.multimode("aabbc"), round(statistics.stdev([1.5, 2.5, 4.0]), 6), statistics.pvariance([1, 3]))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error)
print(string.ascii_letters, string.digits, len(string.punctuation), string.capwords("the quick  fox"))
shift = {letter: string.ascii_lowercase[(at + 13) % 26] for at, letter in enumerate(string.ascii_lowercase)}
print("".join([shift.get(letter, letter) for letter in "why did the chicken cross the road"]))


def in_order():
    """Equal items stay in their order, as MicroPython's own sorting does not leave them."""
    words = ["pear", "fig", "plum", "kiwi", "nut", "date", "lime", "pea"]
    print(sorted(words, key=len), sorted(words, key=lambda word: word[0], reverse=True))
    words.sort(key=lambda word: -len(word))
    print(words)
    words.sort(key=len, reverse=True)
    print(words)


in_order()
