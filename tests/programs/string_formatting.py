# Formatting: %, format, f-strings with calls, specifications and conversions; string methods in loops.
def slow(value, times=3):
    out = value
    for _ in range(times):
        out = value
    return out


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __str__(self):
        text = str(self.cents // 100)
        out = ""
        for i, c in enumerate(reversed(text)):
            if i and i % 3 == 0:
                out = "," + out
            out = c + out
        return "$%s.%02d" % (out, self.cents % 100)

    def __repr__(self):
        return "Money(%d)" % self.cents


money = Money(123456789)
print("%s|%r|%d|%5d|%-5d|%05d|%+d" % (money, money, 42, 42, 42, 42, 42))
print("%x|%X|%o|%c|%%|%.3f|%8.2f|%e" % (255, 255, 8, "z", 3.14159, 2.5, 12345.678))
print("%s %s %s" % (slow(1), slow("two"), slow([3])))
print("{}|{1}|{0}".format(1, 2) if False else "{0}|{1}|{0}".format(slow("a"), slow("b")))
print("{:>6}|{:<6}|{:^6}|{:*^7}|{:06d}|{:+}|{:x}|{:b}|{:,}".format("a", "b", "c", "d", 42, 7, 255, 5, 1234567))
print("{name} is {age:3d} and {0}".format([1, 2], name="ann", age=30))
print("{!r} {!s} {}".format("q", "q", money))
print(f"{slow(6) * slow(7)} {money} {money!r} {slow('x'):>4} {3.14159:.2f} {255:#x} {slow(5):03d}")
width = 9
print(f"[{'mid':^{width}}] [{slow(1.5):{width}.3f}] {{braces}} {'a' if slow(0) else 'b'}")
print(f"{[slow(n) for n in range(3)]} {sorted({'k': slow(1)}.items())}")
print("".join([f"{n}:{n * n:>3};" for n in range(6)]))
rows = []
for n in range(1, 6):
    row = ""
    for m in range(1, 6):
        row += "%3d" % slow(n * m)
    rows.append(row)
print("\n".join(rows))

text = "  The quick, brown fox; jumps over the lazy dog.  "
print(repr(text.strip()), repr(text.lstrip()), repr(text.rstrip(". ")), text.upper().strip())
print(text.split(), text.strip().split(" ", 2), "a,b,,c".split(","), "k=v=w".split("=", 1))
print(text.find("quick"), text.find("slow"), text.count("o"), text.strip().startswith("The"), text.strip().endswith("dog."))
print("a-b-c".replace("-", "+"), "aaa".replace("a", "b", 2), "x".join("abc"), "ab" * 3, "abc" < "abd", "Z" < "a")
print("12".isdigit(), "1a".isdigit(), "ab".isalpha(), " ".isspace(), "Ab".lower(), "a b".partition(" "), "abab".rfind("b"))
print("hello"[1:3], "hello"[-2:], "hello"[:-1], "hello"[10:], "e" in "hello", "hello".index("l"), ord("h"), chr(104))
print("caf\u00e9 \u2713 \U0001f600", len("caf\u00e9"), "caf\u00e9".encode(), b"caf\xc3\xa9".decode(), "\t|\\|\x41")


def title(text):
    out = ""
    start = True
    for c in text:
        out += c.upper() if start else c.lower()
        start = not c.isalpha()
    return out


def reverse_words(text):
    words = []
    for word in text.split():
        letters = list(word)
        letters.reverse()
        words.append("".join(letters))
    return " ".join(words)


print(title("the LAZY dog's tail"), "/", reverse_words("stressed diaper"))


def palindromes(text):
    best = ""
    for centre in range(len(text)):
        for extra in (0, 1):
            low, high = centre, centre + extra
            while low >= 0 and high < len(text) and text[low] == text[high]:
                low -= 1
                high += 1
            if high - low - 1 > len(best):
                best = text[low + 1 : high]
    return best


print(palindromes("forgeeksskeegfor"), palindromes("banana"), palindromes("abc"))
print("""triple
  "quoted" text""", 'it''s' "joined", r"raw\n", len("""
"""))
builder = []
for n in range(30):
    builder.append("fizz" * (n % 3 == 0) + "buzz" * (n % 5 == 0) or str(n))
print(" ".join(builder))
