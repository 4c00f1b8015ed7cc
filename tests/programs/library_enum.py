# lowered: enum, which MicroPython does not have
import enum
from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius**3, 4)

    def heavier(self, other):
        for i in range(3):
            pass
        return self.mass > other.mass


@unique
class Level(IntEnum):
    LOW = 1
    MID = 5
    HIGH = auto()


class Word(StrEnum):
    HELLO = auto()
    BYE = "Goodbye"


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Mode(IntFlag):
    A = 1
    B = 2
    C = 4


class Shape(enum.Enum):
    SQUARE = 1
    BOX = 1
    CIRCLE = 2

    @classmethod
    def _missing_(cls, value):
        for member in cls:
            if member.name == str(value).upper():
                return member
        return None

    @classmethod
    def default(cls):
        return cls.CIRCLE

    def turn(self):
        members = list(Shape)
        return members[(members.index(self) + 1) % len(members)]


class Weekday(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name[0] + name[1:3].lower()

    MONDAY = auto()
    TUESDAY = auto()


class Kind(str, Enum):
    A = "a"
    B = "b"


for p in Planet:
    print(p, p.name, p.value, p.density, repr(p))
print(Planet.EARTH.heavier(Planet.MARS), len(Planet), Planet((0.64, 3.39)))
print([l for l in Level], sorted(Level, reverse=True), Level.HIGH > 3, Level.LOW + 1, Level(5), Level["MID"])
print(max(Level), {Level.LOW: "l"}[1], "%d" % Level.MID, f"{Level.HIGH}", str(Level.LOW), [10, 20][Level.LOW])
print(Word.HELLO, Word.BYE, Word.HELLO == "hello", Word("Goodbye") is Word.BYE, Word.BYE.lower(), repr(Word.BYE))
rw = Perm.R | Perm.W
print(rw, rw is Perm.RW, Perm.R in rw, Perm.X in rw, repr(rw), rw & Perm.W, rw ^ Perm.R, ~Perm.R, bool(rw & Perm.X))
print([p.name for p in Perm], list(rw), Perm.R | Perm.X, repr(Perm.R & Perm.W), len(Perm))
m = Mode.A | Mode.C
print(int(m), m == 5, repr(m), m & Mode.A, m | 2, Mode.B in m, m + 1, repr(Mode(3)), 8 | Mode.A)
print(Shape.BOX is Shape.SQUARE, Shape.BOX.name, list(Shape), Shape("circle"), Shape.default(), Shape.SQUARE.turn())
print(sorted(Shape.__members__), Shape.SQUARE in Shape, isinstance(Shape.SQUARE, Shape), type(Shape.CIRCLE).__name__)
try:
    Shape(9)
except ValueError as e:
    print("ValueError", e)
try:
    Shape["NONE"]
except KeyError as e:
    print("KeyError", e.args)
print([d.value for d in Weekday], Kind.A == "a", Kind("b").name, Kind.A.upper(), Kind.A)


def describe(kinds):
    return ", ".join(k.name.lower() for k in kinds)


def show(kind):
    match kind:
        case Shape.SQUARE:
            return "four corners"
        case Shape.CIRCLE:
            return "none"


print(describe(Shape), describe([Level.LOW]), [show(s) for s in Shape])
a, b = Shape
print(a, b, *Weekday)
counts = {}
for s in [Shape.BOX, Shape.CIRCLE, Shape.SQUARE]:
    counts[s] = counts.get(s, 0) + 1
print(sorted((k.name, v) for k, v in counts.items()))
try:
    @unique
    class Bad(Enum):
        X = 1
        Y = 1
except ValueError as e:
    print("not unique")
