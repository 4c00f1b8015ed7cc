# A class registry, mixins, properties, nested classes; subclasses of tuple, list and dict with methods of their own.
class Meta:
    registry = {}

def register(cls):
    Meta.registry[cls.__name__] = cls
    return cls

class Base:
    kind = "base"
    def describe(self):
        return self.kind + ":" + self.name()
    def name(self):
        raise NotImplementedError("name")

@register
class Sword(Base):
    kind = "weapon"
    def __init__(self, dmg):
        self.dmg = dmg
    def name(self):
        return "sword(%d)" % self.dmg

@register
class Potion(Base):
    kind = "item"
    def __init__(self, hp=5):
        self.hp = hp
    def name(self):
        return "potion(%d)" % self.hp
    class Inner:
        x = [i * 2 for i in range(3)]
        def get(self):
            return self.x

class Mixin:
    def shout(self):
        return self.describe().upper()

@register
class Magic(Mixin, Sword):
    def name(self):
        return "magic " + super().name()

class Hero:
    def __init__(self, name, **attrs):
        self.name = name
        for k in sorted(attrs):
            setattr(self, k, attrs[k])
        self.bag = []
    def take(self, *items):
        self.bag += items
        return self
    def use(self):
        methods = [it.describe for it in self.bag]
        return [m() for m in methods]

h = Hero("Bob", hp=10, mp=3).take(Sword(3), Potion()).take(Magic(9))
print(h.use(), h.hp, getattr(h, "mp"), getattr(h, "nope", "dflt"), hasattr(h, "hp"))
print(h.bag[2].shout(), isinstance(h.bag[2], Sword), issubclass(Magic, Mixin), type(h.bag[0]).__name__)
try:
    Base().describe()
except NotImplementedError as e:
    print("abstract", e)
print(Potion.Inner().get(), sorted(Meta.registry))
for k in sorted(Meta.registry):
    c = Meta.registry[k]
    o = c(4)
    print(k, o.describe())
m = Sword.name
print(m(Sword(8)))
f = h.bag[0].name
h.bag[0].dmg = 77
print(f())
class Temp:
    def __init__(self, c):
        self.c = c
    @property
    def f(self):
        return self.c * 9 / 5 + 32
    @f.setter
    def f(self, v):
        self.c = (v - 32) * 5 / 9
t = Temp(100)
print(t.f)
t.f = 32
print(t.c)
class Vec(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)
    def dot(self, o):
        return sum(a * b for a, b in zip(self, o))
class Stack(list):
    def push(self, x):
        self.append(x)
        return self
    def peek(self):
        return self[-1]
s = Stack().push(1).push(2)
print(s.peek(), len(s), s)
class D(dict):
    def add(self, k, n=1):
        self[k] = self.get(k, 0) + n
d = D()
for ch in "mississippi":
    d.add(ch)
print(sorted(d.items()))
