# lowered: MicroPython has no abc.
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self):
        """How much it covers."""

    @property
    @abstractmethod
    def sides(self):
        ...

    def show(self, times):
        total = 0
        for _ in range(times):
            total += self.area()
        return "%s %s %s" % (self.name, total, self.sides)


class Flat(Shape):
    def area(self):
        return 0


class Square(Flat):
    def __init__(self, size):
        super().__init__("square")
        self.size = size

    def area(self):
        total = 0
        for _ in range(self.size):
            total += self.size
        return total + super().area()

    @property
    def sides(self):
        return 4


class Store(metaclass=ABCMeta):
    @abstractmethod
    def load(self, key):
        raise NotImplementedError

    @classmethod
    @abstractmethod
    def empty(cls):
        ...


class Memory(Store):
    def __init__(self):
        self.kept = {}

    def load(self, key):
        return self.kept.setdefault(key, len(self.kept))

    @classmethod
    def empty(cls):
        return cls()


for cls in (Shape, Flat, Store):
    try:
        made = cls()
        print("made", made)
    except TypeError as error:
        print(error)
squares = [Square(n) for n in range(1, 8)]
print([square.show(3) for square in squares], isinstance(squares[0], Shape), issubclass(Square, ABC))
memory = Memory.empty()
print([memory.load(key) for key in "abracadabra"], isinstance(memory, Store))
