# lowered: MicroPython has no Counter, defaultdict and ChainMap, and deque, OrderedDict and namedtuple can do less.
import collections
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

TEXT = "the quick brown fox jumps over the lazy dog and the quick cat sleeps over the brown log"


def grouped(words):
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return groups


groups = grouped(TEXT.split())
print(groups)
for length, words in groups.items():
    print(length, words)
print(5 in groups, 9 in groups, groups.get(9), len(groups), groups[9], 9 in groups, isinstance(groups, dict))

graph = defaultdict(set, {"a": {"b"}})
for start, end in [("a", "c"), ("b", "c"), ("c", "a")]:
    graph[start].add(end)
print([(node, sorted(graph[node])) for node in sorted(graph)])
plain = defaultdict(None, [("x", 1)])
try:
    plain["y"]
except KeyError as error:
    print("no", error.args[0])
tree = defaultdict(lambda: defaultdict(int))
for row in range(4):
    for column in range(3):
        tree[row % 2][column] += row * column
print(tree[0] == {0: 0, 1: 2, 2: 4}, sorted(tree[1].items()))

counts = Counter(TEXT.split())
print(counts)
print(counts.most_common(3), counts["absent"], "absent" in counts, sum(counts.values()))
letters = Counter()
for letter in TEXT:
    if letter != " ":
        letters[letter] += 1
print(letters.most_common(5), len(letters))
one, two = Counter("aaab"), Counter("abbbz")
one["c"] = -2
print(one + two, one - two, one & two, one | two, +one, -one)
one.update("aab")
one.subtract({"b": 5, "q": 1})
print(one, list(Counter("hello").elements()), one == Counter(a=5, b=-3, c=-2, q=-1))
del one["a"], one["nothing"]
print(one.total(), Counter(), Counter([3, 1, 3]) <= Counter([3, 3, 1, 1]))

base = {"color": "red", "size": 1}
settings = ChainMap({}, {"size": 5}, base)
settings["shape"] = "round"
print(settings["color"], settings["size"], settings["shape"], len(settings), sorted(settings.items()))
inner = settings.new_child({"color": "blue"})
print(inner["color"], inner.parents["color"], inner.get("none", "default"), base)
try:
    del inner["size"]
except KeyError as error:
    print(error.args[0])

queue = collections.deque([1, 2, 3], 9)
queue.append(4)
Point = collections.namedtuple("Point", ["x", "y"])
moves = defaultdict(int)
while queue:
    step = queue.popleft()
    moves[Point(step % 2, step // 2)] += step
print(sorted(moves.items()), moves[Point(0, 1)])


def slow(value):
    for _ in range(2):
        pass
    return value


waiting = deque()
for number in range(20):
    waiting.append(slow(number))
    if number % 3:
        waiting.popleft()
waiting.rotate(2)
waiting.appendleft(slow(99))
print(list(waiting), waiting[0], waiting[-1], len(waiting))
newest = deque([1, 2, 3, 4], maxlen=3)
newest.extendleft([5])
for item in newest:
    print(slow(item), end=" ")
print(newest)
cache = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
cache.move_to_end("a")
cache.move_to_end("c", last=False)
print(list(cache), cache.popitem(last=False), slow(list(cache)), cache.popitem())
Size = namedtuple("Size", "width height", defaults=[7])
size = Size(3)
print(slow(size), size._replace(width=slow(4)), Size._make([1, 2]), size._asdict(), Size._fields, size == (3, 7))
try:
    size.width = 5
except AttributeError:
    print("fields are for good")
chained = ChainMap({"a": slow(1)}, {"b": 2})
print(sorted(dict(chained).items()), dict(defaultdict(int, {"x": slow(1)})), hash(size) == hash(slow((3, 7))))
deep = defaultdict(lambda: defaultdict(int))
deep["a"]["x"] += slow(2)
print(deep["a"]["x"], dict(deep["a"]), sorted(dict(Counter("aab")).items()))
