# Ends in a custom exception raised in __init__, under super().__init__ and a class method.
class Invalid(ValueError):
    pass


class Base:
    def __init__(self, values):
        self.values = []
        for value in values:
            self.check(value)
            self.values.append(value)

    def check(self, value):
        if value < 0:
            raise Invalid("negative value %d after %s" % (value, self.values))


class Derived(Base):
    def __init__(self, name, values):
        self.name = name
        super().__init__(values)

    @classmethod
    def rising(cls, start, count):
        return cls("rising", [start + i * i for i in range(count)])


for start in (10, 5, 0):
    for count in (3, 6):
        print(start, count, Derived.rising(start, count).values)
print(Derived("bad", [3, 2, 1, 0, -1]).values)
