# lowered: class keywords and __init_subclass__, which MicroPython does not have
registry = {}
log = []


def busy(n):
    total = 0
    for i in range(n):
        total += i
    return total


def note(name, value):
    log.append(name)
    return value


class Plugin:
    kind = "abstract"

    def __init_subclass__(cls, /, name=None, priority=0, **rest):
        super().__init_subclass__(**rest)
        cls.name = name or cls.__name__.lower()
        cls.priority = priority + busy(3)
        registry[cls.name] = cls
        log.append((cls.__name__, cls.kind))

    def describe(self):
        return "%s(%s, %d)" % (type(self).__name__, self.name, self.priority)


class Reader(Plugin, name="r", priority=5):
    kind = "reader"


class Writer(Plugin):
    kind = "writer"

    def describe(self):
        return "<" + super().describe() + ">"


class Both(Writer, priority=busy(4)):
    class Inner(Plugin, name="inside"):
        kind = "inner"


print(sorted(registry), log)
for key in sorted(registry):
    print(key, registry[key]().describe(), registry[key].kind)
print(Both.Inner is registry["inside"])


class Sized:
    sizes = []

    @classmethod
    def __init_subclass__(cls, size, **rest):
        cls.size = size
        cls.sizes.append(size)


options = {"size": 3}
Small = None
for size in range(3):

    class Small(Sized, size=size * 10):
        def area(self):
            return self.size * self.size

    print(Small().area(), Small.size)


class Given(Sized, **options):
    pass


print(Given.size, Sized.sizes)


class Parent(Plugin, name="parent"):
    def __init_subclass__(cls, flag=False, **rest):
        log.append("parent hook")
        super().__init_subclass__(**rest)
        cls.flag = flag


class Child(Parent, flag=True, name="child", priority=1):
    pass


class Grandchild(Child):
    pass


print(Child.flag, Child.name, Child.priority, Grandchild.flag, Grandchild.name)


def wrong_keyword():
    class Wrong(Plugin, color="red"):
        pass


def no_hook():
    class Wrong(color="red"):
        pass


def missing():
    class Wrong(Sized):
        pass


for attempt in (wrong_keyword, no_hook, missing):
    try:
        attempt()
    except TypeError:
        print("TypeError")


# Order: decorators, bases, keywords, body, then the hook, then the decorators are called.
del log[:]


def decorate(cls):
    log.append("decorate " + cls.name)
    return cls


@note("decorator", decorate)
class Ordered(note("base", Plugin), name=note("keyword", "ordered")):
    log.append("body")


print(log)


class Field:
    """A descriptor that is told its name."""

    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        log.append("name " + name)
        self.name = name
        self.key = "_" + owner.__name__ + "_" + name

    def __get__(self, obj, owner=None):
        return obj.values.get(self.key, self.default)


del log[:]


class Record:
    first = Field(1)
    second = Field(2)

    def __init__(self, **values):
        self.values = values


print(log, Record().first, Record(_Record_second=5).second)
for turn in range(12):
    print(turn, len(registry), registry["r"]().describe(), Record().second, len(log))


class Kept:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return obj.__dict__.get(self.name, "none")

    def __set__(self, obj, value):
        obj.__dict__[self.name] = sum([value for _ in range(2)])


class Keeper:
    held = Kept()

    def __init__(self, **given):
        self.__dict__.update(given)


keeper = Keeper(other=1)
print(keeper.held, keeper.other)
keeper.held = 4
keeper.__dict__[note("key", "more")] = note("value", 5)
del keeper.__dict__["other"]
print(keeper.held, keeper.more, hasattr(keeper, "other"), log[-2:])
