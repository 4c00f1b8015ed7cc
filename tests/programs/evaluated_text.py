# eval, exec and compile: text that stands in the program, text that is put together, names given along, code kept.
def square(n):
    total = 0
    for _ in range(n):
        total += n
    return total


base = 3
print(eval("square(base) + 1"), eval("[i * base for i in range(4)]"))
exec("def cube(n):\n    return square(n) * n\n\nfor k in range(3):\n    print('cube', k, cube(k))")


def table(operators):
    rows = []
    for sign in operators:
        row = []
        for left in range(4):
            row.append(eval("%d %s base" % (left, sign)))
        rows.append((sign, row))
    return rows


for row in table(["+", "-", "*", "<"]):
    print(row)

names = {"x": 5, "y": square(2)}
exec("z = x * y", names)
print(names["z"], sorted(name for name in names if len(name) == 1))

code = compile("x + y + z", "<formula>", "eval")
for x in range(3):
    names["x"] = square(x)
    print(eval(code, names))

program = compile("for i in range(4):\n    seen.append(i * step)\n", "<steps>", "exec")
seen = []
for step in (1, 10):
    exec(program)
print(seen)

exec("made" + "_later = square(4)")
print(made_later, "made_later" in globals(), "square" in dir())


def tried(text):
    try:
        return eval(text)
    except SyntaxError:
        return "no expression"
    except NameError:
        return "unknown name"
    except ZeroDivisionError:
        return "no result"


for text in ("1 + 1", "1 +", "nothing_of_this_name", "base // (base - 3)", "square(base)"):
    print(text, "->", tried(text))
own = globals()
own["late"] = square(5)
print(late, own is globals())
SOURCE = """
total = 0
for step in range(3):
    total += step
def add(more, base=total):
    global calls
    calls += 1
    return sum(range(more)) + base + given
calls = 0
class Box:
    size = 2
    def area(self):
        return self.size * add(2)
"""


def in_its_own_names(given):
    own = {"given": given}
    exec(SOURCE, own)
    box = own["Box"]()
    print(own["total"], own["add"](4), box.area(), own["calls"])
    code = compile("given += total", "<code>", "exec")
    exec(code, own)
    print(own["given"], own["add"](1), box.area(), own["calls"])


in_its_own_names(10)
code_of_all = compile("def kept(value):\n    return value + 1\n", "<code>", "exec")
exec(code_of_all)
print(kept(sum(range(3))), kept(2))
