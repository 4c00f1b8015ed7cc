# Classes: inheritance over several levels, super(), class attributes that change, static and class methods, properties.
class Shape:
    made = 0
    registry = []

    def __init__(self, name):
        self.name = name
        Shape.made += 1
        self.number = Shape.made
        self.registry.append(name)

    def area(self):
        raise NotImplementedError(self.name)

    def describe(self):
        return "#%d %s area %d" % (self.number, self.name, self.area())

    @classmethod
    def named(cls, name):
        return cls(name)

    @staticmethod
    def unit():
        return "cm2"


class Rectangle(Shape):
    sides = 4

    def __init__(self, width, height, name="rectangle"):
        super().__init__(name)
        self._width = width
        self.height = height

    def area(self):
        return self._width * self.height

    @property
    def width(self):
        return self._width

    @width.setter
    def width(self, value):
        if value < 0:
            raise ValueError("negative width")
        self._width = value


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side, "square")

    def describe(self):
        text = super().describe()
        return text + " (equal sides)"


class Tile(Square):
    colours = ["red", "green", "blue"]

    def __init__(self, side, colour):
        super().__init__(side)
        self.colour = self.colours[colour % len(self.colours)]

    def describe(self):
        return super().describe() + " in " + self.colour


shapes = [Rectangle(2, 3), Square(4)]
for n in range(5):
    shapes.append(Tile(n + 1, n))
for shape in shapes:
    print(shape.describe(), Shape.unit())
print(Shape.made, Shape.registry)
print(sum([shape.area() for shape in shapes]))

plain = Shape.named("blob")
try:
    plain.describe()
except NotImplementedError as e:
    print("not implemented:", e)

r = shapes[0]
r.width = 7
print(r.width, r.area())
try:
    r.width = -1
except ValueError as e:
    print(e, r.width)
r.width += 3
print(r.width)

Rectangle.sides = 5
print(r.sides, shapes[1].sides, Tile.sides)
shapes[1].sides = 6
print(r.sides, shapes[1].sides, Tile.sides)
print(isinstance(shapes[3], Square), isinstance(r, Square), issubclass(Tile, Shape))


class Animal:
    def __init__(self):
        self.sounds = []

    def speak(self, times):
        for i in range(times):
            self.sounds.append(self.sound() + str(i))
        return self

    def sound(self):
        return "..."


class Dog(Animal):
    def sound(self):
        return "woof"


class Loud(Dog):
    def sound(self):
        return super().sound().upper() + "!"


class Howls:
    def howl(self):
        return "".join([s[0] for s in self.sounds])


class LoudDog(Loud, Howls):
    pass


for animal in (Animal(), Dog(), LoudDog()):
    print(" ".join(animal.speak(2).speak(1).sounds))
print(animal.howl())


class Node:
    live = 0

    def __init__(self, value, parent=None):
        self.value = value
        self.parent = parent
        self.children = []
        Node.live += 1
        if parent is not None:
            parent.children.append(self)

    def path(self):
        if self.parent is None:
            return [self.value]
        return self.parent.path() + [self.value]

    def total(self):
        result = self.value
        for child in self.children:
            result += child.total()
        return result

    def depth(self):
        return 1 + max([c.depth() for c in self.children]) if self.children else 1


root = Node(1)
current = [root]
for value in range(2, 20):
    node = Node(value, current[(value * 7) % len(current)])
    current.append(node)
print(root.total(), root.depth(), Node.live)
print(max([n.path() for n in current]), root.children[0].parent is root)


class Temperature:
    scale = "C"

    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 // 5 + 32

    @classmethod
    def freezing(cls):
        return cls(0)

    @classmethod
    def series(cls, *degrees):
        return [cls(d) for d in degrees]


class Named(Temperature):
    scale = "named"


print(Temperature.freezing().fahrenheit, [t.fahrenheit for t in Named.series(10, 20, 100)])
print(Named.freezing().scale, Temperature.freezing().scale, type(Named.freezing()).__name__)
method = Temperature(37).__class__.series
print(len(method(1, 2, 3)))


def made_size(self):
    return "made %d" % sum(n for n in range(self.size))


Made = type("Made", (Node,), {"size": 4, "tell": made_size, "double": lambda self: self.size * 2})
print(Made(5).tell(), Made(5).double(), Made.__name__)
