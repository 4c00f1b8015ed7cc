# global and nonlocal: names rebound from functions, methods, nested functions, loops, handlers and class bodies; shadowing.
counter = 0
name = "module"
log = []


def bump(n=1):
    global counter
    for _ in range(n):
        counter += 1
    return counter


def shadow():
    counter = 100
    for _ in range(3):
        counter += bump()
    return counter


print(bump(), bump(5), shadow(), counter)


def create():
    global created, made_function

    def made_function(x):
        return x + created

    created = bump(2)
    return created


try:
    created
except NameError:
    print("not created yet")
print(create(), created, made_function(10))


def deleter():
    global created
    del created


deleter()
try:
    print(created)
except NameError:
    print("deleted")


def three_levels():
    x = "a"
    y = 0

    def two():
        nonlocal x
        z = 0

        def one():
            nonlocal x, y, z
            global name
            for c in "bc":
                x += c
                y += 1
                z += ord(c)
            name = name + "+" + x
            return z

        first = one()
        x += "-"
        return first + one() + z

    result = two()
    return x, y, result


print(three_levels(), name)


def loop_targets():
    i = "before"

    def run():
        nonlocal i
        global j
        out = []
        for i in range(3):
            for j in range(2):
                out.append(i * 10 + j)
        return out

    return run(), i


print(loop_targets(), j)


def handler_target():
    global error_seen
    try:
        raise ValueError("kept")
    except ValueError as e:
        error_seen = e
    return str(error_seen)


print(handler_target(), error_seen.args)


class Config:
    level = 3
    global declared
    declared = "from class body"
    levels = []
    for level in range(level, level + 3):
        levels.append(level)

    def set(self, value):
        global counter
        counter = value
        self.level = value
        return self

    def name(self):
        return name + "/" + str(self.level)


config = Config()
print(declared, Config.levels, Config.level, config.set(7).name(), counter, Config.level)


def accumulator():
    total = 0
    items = []

    class Adder:
        def add(self, n):
            nonlocal total
            for k in range(n):
                total += k
                items.append(k)
            return self

        def sum(self):
            return total

    return Adder(), lambda: (total, len(items))


adder, report = accumulator()
adder.add(4).add(6)
print(adder.sum(), report())


def mutual():
    depth = 0

    def even(n):
        nonlocal depth
        depth += 1
        return True if n == 0 else odd(n - 1)

    def odd(n):
        nonlocal depth
        depth += 1
        return False if n == 0 else even(n - 1)

    return even(20), odd(9), depth


print(mutual())


def conditional_global(flag):
    global maybe
    if flag:
        maybe = [flag]
    else:
        log.append("unset")
    return "maybe" in globals()


print(conditional_global(0), conditional_global(1), maybe, log)
for bump_by in range(3):
    counter -= bump(bump_by)
print(counter, bump_by)


def builtin_shadow():
    len = lambda x: "my len"  # noqa: E731
    return len([1, 2])


sum_of = sum


def sum(items):
    total = 1000
    for item in items:
        total += item
    return total


print(builtin_shadow(), len([1, 2]), sum([1, 2]), sum_of([1, 2]))
