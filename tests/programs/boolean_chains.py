# Chained comparisons, boolean operators and conditional expressions whose operands are calls; what is not evaluated.
asked = []


def ask(name, value):
    n = 0
    while n < 2:
        n += 1
    asked.append(name)
    return value


def told():
    out = " ".join(asked)
    asked.clear()
    return out


for a in (0, 1):
    for b in (0, 2):
        for c in ("", "c"):
            value = ask("a", a) and ask("b", b) or ask("c", c)
            print(a, b, repr(c), "->", repr(value), "|", told())
            value = (ask("a", a) or ask("b", b)) and not ask("c", c)
            print("      ->", repr(value), "|", told())
for low in (1, 5):
    for middle in (2, 3):
        print(ask("low", low) < ask("middle", middle) <= ask("high", 3) != ask("last", 3), told())
print(ask("x", 1) == ask("y", 1) in ask("z", [1, 2]) is not ask("w", None), told())
print(1 < ask("p", 5) < 3 or 7 > ask("q", 6) > 5, told())


def classify(n):
    return "negative" if ask("neg", n < 0) else "zero" if ask("zero", n == 0) else "small" if n < 10 else "large"


for n in (-5, 0, 5, 50):
    print(classify(n), told())
print([ask("yes", n) if ask("test", n % 2) else ask("no", -n) for n in range(4)], told())
print((ask("l", 1) if ask("t", 0) else ask("r", 2)) + (ask("m", 3) and ask("n", 4)), told())
print(ask("f", max)(ask("u", 3) or ask("v", 9), ask("w", 5) if ask("x", "") else ask("y", 6)), told())

if ask("one", False) or ask("two", []) or ask("three", "x"):
    print("if:", told())
if ask("one", True) and not ask("two", 0) and ask("three", 0) is None:
    print("never")
elif ask("four", 1) in (ask("five", 1), ask("six", 2)):
    print("elif:", told())
else:
    print("never")
n = 0
while ask("w1", n < 6) and (ask("w2", n != 4) or ask("w3", n)):
    n += 1
    if n > 4 and ask("w4", n):
        break
print("while:", n, told())
assert ask("as", 1) or ask("sert", 2), ask("message", "m")
print(told())


def returns(n):
    return ask("r1", n > 1) and ask("r2", n < 5) and ask("r3", n)


print([returns(n) for n in (0, 3, 9)], told())


class Truth:
    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __bool__(self):
        for _ in range(2):
            asked.append("bool " + self.name)
        return self.value

    def __eq__(self, other):
        asked.append(self.name + "==" + other.name)
        return Truth(self.name + other.name, self.value == other.value)

    def __lt__(self, other):
        asked.append(self.name + "<" + other.name)
        return Truth(self.name + other.name, self.value < other.value)


yes, no = Truth("yes", True), Truth("no", False)
print((yes and no).name, (no and yes).name, (yes or no).name, (no or yes).name, not no, told())
print("t" if yes == no else "f", "t" if no < yes < yes else "f", told())
print([t.name for t in (yes, no, yes) if t], bool(yes == yes), told())
print(any([no, yes, no]), all([yes, yes]), told())
while not (yes if len(asked) > 6 else no):
    ask("again", 0)
print(told())
default = None
print(default or ask("fallback", "d"), default if default is not None else ask("other", "o"), told())
table = {"key": ask("stored", 0)}
print(table.get("key") or ask("or", 1), table.get("none", ask("eager", 2)), "key" in table and table["key"] == 0, told())
x = y = ask("xy", 3)
y &= ask("and", 6)
x |= ask("or", 8)
print(x, y, x ^ y, told())
a, b = ask("p", 1) or ask("never", 2), ask("q", 0) and ask("never", 3)
print(a, b, told())
