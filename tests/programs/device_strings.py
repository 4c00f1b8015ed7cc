# lowered: MicroPython's texts lack a third of the methods that CPython's have
"""Text methods that a device lacks: a small report, a cipher, a slug maker, a tokenizer, and a class with such names."""


class Ledger:
    """Has methods with the names of text methods; they are its own."""

    def __init__(self, title):
        self.name = title
        self.rows = []

    def title(self):
        made = []
        for row in self.rows:
            made.append(str(row[0])[:1])
        return self.name + "/" + "".join(made)

    def zfill(self, label, *, amount=0.0):
        self.rows.append((label, amount))
        return len(self.rows)

    def center(self, width):
        total = 0
        for row in self.rows:
            total += row[1]
        return total / width


class Price:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        total = 0
        for n in range(self.cents):
            total += 1
        return format("$%d.%02d" % (total // 100, total % 100), spec)


class Shout(str):
    def swapcase(self):
        return "swapped " + str(self)


def table(rows):
    lines = []
    for name, price, count in rows:
        lines.append(name.ljust(12, ".") + f"{price:,.2f}".rjust(12) + str(count).zfill(4) + name.center(9, "*"))
    return lines


def slug(text):
    kept = []
    for c in text.casefold():
        if c.isalnum():
            kept.append(c)
        elif c.isspace() and kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept).removeprefix("the-").removesuffix("-")


def rotate(text, by):
    lower = "abcdefghijklmnopqrstuvwxyz"
    turned = lower[by:] + lower[:by]
    names = str.maketrans(lower + lower.upper(), turned + turned.upper(), "!")
    return text.translate(names)


def kind(word):
    if word.isidentifier():
        return "name"
    if word.isdecimal():
        return "number"
    return "ascii" if word.isascii() and word.isprintable() else "other"


def words(text):
    for word in text.split(maxsplit=20):
        yield word


for line in table([("apple", 1234.5, 7), ("pear", 0.25, 123), ("fig", 1234567.891, 0)]):
    print(line)
for text in ("The Quick Brown Fox", "  An  old -- tale ", "the end "):
    print(slug(text), "|", text.title(), "|", text.strip().capitalize(), "|", text.swapcase())
secret = rotate("Hello, World!", 13)
print(secret, rotate(secret, 13))
for word in words("x1 42 a-b 3.5 _ while"):
    print(word, kind(word), word.istitle(), word.isnumeric())
ledger = Ledger("costs")
for number in range(5):
    print(ledger.zfill("item%d" % number, amount=number * 1.5), ledger.title(), ledger.center(2))
print(Shout("AbC").swapcase(), "AbC".swapcase(), Shout("AbC").ljust(5) + "|")

shown = [str.title, str.capitalize, "x-y".swapcase, ledger.title]
held = sorted(["b", "A", "C", "a-1"], key=lambda word: (word.casefold(), word))
for function in shown[:2]:
    made = []
    for word in held:
        made.append(function(word))
    print(made)
print(shown[2](), shown[3](), list(map(str.isalnum, held)), list(map("7".rjust, range(3))))

print("a,b,,c".split(sep=",", maxsplit=2), "one two  three".rsplit(None, 1), "a.b.c".rsplit(".", maxsplit=1))
print("tab\tby\ttab".expandtabs(4), "-42".zfill(6), "ab".center(5, "-"), "abcd".center(7) + "|")
print("{0[1]}{0[0]} {1.name} {who!r:>6}".format("ab", ledger, who="me"), "{a}-{b:03d}".format_map({"a": 1, "b": 2}))
total = 9876543.21
print(f"{total:,.1f}|{total:>16,.2f}|{-total:,.0f}|{1234567:_}|{0.5:,.0%}|{total / 10:<+15,.3f}|{999:08,d}")
print("{:,.2f} {:^14,}".format(1e6, 12345.5), format(3.14159, ".3f"), format(255, "#x"), format("t", ">4") + ascii("\u00e9"))
print(f"{Price(250)}|{Price(1999):>8}|{Price(5)!s:.1}", "{:<7}|{}".format(Price(100), 5), format(Price(7), "^9"))
print("caf\u00e9".encode("latin-1"), b"\xe9t\xe9".decode("latin-1") == "\u00e9t\u00e9", "caf\u00e9!".encode("ascii", "replace"))
print("na\u00efve".encode("ascii", errors="ignore").decode(), len(b"ab\xffc".decode("utf-8", "replace")), b"7".zfill(3))
data = bytearray(b"ab cd")
print(data.title(), bytes(data).ljust(7, b"."), b"x1".isalnum(), (255).to_bytes(2, "big").hex())
for size in range(-3, 5):
    print(data.hex(":", size), b"\x01\x02".hex("-", bytes_per_sep=size), b"\xffa".hex(sep="_"))
