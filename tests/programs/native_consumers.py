# lowered: iter(function, end) on MicroPython. Generators handed to natives that nobody knows by name, exits with *args.
def squares(count):
    for number in range(count):
        yield number * number


def through(source, *steps):
    for step in steps:
        source = step(source)
    return source


print(through(squares(4), lambda xs: (x + 1 for x in xs), list))
print(through([3, 1, 2], lambda xs: (x * 2 for x in xs), sorted, tuple), through(squares(4), sum))
made = {"list": list, "tuple": tuple, "sum": sum, "set": lambda xs: sorted(set(xs))}
for name in sorted(made):
    print(name, made[name](squares(5)))
items = []
put = items.extend
put(squares(3))
print(items)


class Counter:
    def __init__(self):
        self.count = 0

    def read(self):
        for _ in range(2):
            self.count += 1
        return self.count


counter = Counter()
for value in iter(counter.read, 10):
    print("read", value)
kept = iter(counter.read, 20)
print(next(kept), next(kept), list(kept), next(kept, "over"))


class Block:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self.name

    def __exit__(self, *args):
        for part in args:
            if part is not None:
                print(self.name, "left by", args[0].__name__)
                break
        else:
            print(self.name, "left")
        return self.name == "quiet"


def entered():
    with Block("outer") as name:
        for number in range(2):
            with Block(name + str(number)):
                yield number


print(list(entered()))
with Block("quiet"):
    raise KeyError("unseen")
try:
    with Block("loud"):
        raise ValueError("seen")
except ValueError as error:
    print(error)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(90))
