# lowered: MicroPython has no dataclasses.
import dataclasses
from dataclasses import FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar, Optional


@dataclass
class Point:
    x: int
    y: int = 0

    def moved(self, steps):
        total = 0
        for _ in range(steps):
            total += self.x + self.y
        return Point(self.x + total, self.y)


@dataclass
class Named(Point):
    name: str = "origin"
    tags: list = field(default_factory=list)
    secret: int = field(default=7, repr=False, compare=False)
    count: ClassVar[int] = 0


p = Point(1, 2)
print(p, Point(3), Point(y=5, x=4), p == Point(1, 2), p != Point(2, 1), p == (1, 2), p.moved(3))
a, b = Named(1), Named(1, 0, "b", ["t"], secret=9)
a.tags.append("own")
print(a, b, b.secret, Named(1).tags, a == Named(1, tags=["own"], secret=1), a == Point(1))
p.x += 10
print(p, is_dataclass(p), is_dataclass(Named), is_dataclass(3), [f.name for f in fields(b)], fields(Point)[1].default)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)

    def next(self):
        return replace(self, minor=self.minor + 1)


versions = [Version(2), Version(1, 5, "beta"), Version(1, 10), Version(1)]
print(sorted(versions), max(versions), Version(1, 5) < Version(1, 10), Version(1) >= Version(1))
print(len({Version(1), Version(1, 0, "same"), Version(3)}), Version(2).next(), {Version(4): "four"}[Version(4)])
try:
    versions[0].major = 5
except FrozenInstanceError as error:
    print("frozen:", error)
try:
    hash(p)
except TypeError:
    print("points have no hash")


def made_slowly():
    total = 0
    for i in range(20):
        total += i
    return [total]


@dataclass
class Account:
    owner: str
    balance: float = 0.0
    history: list = field(default_factory=made_slowly, repr=False)
    limit: Optional[float] = None
    scale: InitVar[int] = 1
    id: int = field(init=False)

    def __post_init__(self, scale):
        self.balance *= scale
        self.id = len(self.owner)
        for _ in range(5):
            self.history.append(self.balance)


account = Account("ann", 2.5, scale=4)
print(account, account.history, Account("bo", limit=1.5))


@dataclass
class Leaf:
    value: int

    def total(self):
        return self.value


@dataclass
class Branch:
    left: "Leaf | Branch"
    right: "Leaf | Branch"
    note: str = "n"

    def total(self):
        return self.left.total() + self.right.total()


def grown(depth, value):
    if depth == 0:
        return Leaf(value)
    return Branch(grown(depth - 1, 2 * value), grown(depth - 1, 2 * value + 1), note=str(depth))


tree = grown(4, 1)
print(tree.total(), tree.left.left, tree == grown(4, 1), tree == grown(4, 2))
print(astuple(grown(2, 1)), sorted(asdict(p).items()), sorted(asdict(grown(1, 3))["left"].items()))


@dataclasses.dataclass(kw_only=True, eq=False)
class Options:
    size: int
    color: str = "red"

    def __repr__(self):
        return "Options of " + self.color


print(Options(size=3), Options(size=1, color="blue").color, Options(size=1) == Options(size=1))
try:
    Options(3)
except TypeError:
    print("only keywords")
try:
    Point()
except TypeError:
    print("x is wanted")


def kind(thing):
    match thing:
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return "on the axis at %d" % x
        case Leaf(value=v):
            return "leaf %d" % v
    return "other"


print([kind(thing) for thing in (Point(0), Point(7), Leaf(3), Point(1, 1))])
loop = Branch(Leaf(1), Leaf(2))
loop.left = loop
print(loop)
