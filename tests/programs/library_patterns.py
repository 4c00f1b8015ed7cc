# lowered: MicroPython's re has no findall, finditer and split with groups, no counts, names and flags in patterns
"""Regular expressions: a tokenizer, a log reader, replacing with a function, patterns that are kept."""
import re

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(.))")
LINE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2}) (?P<level>[A-Z]+): (?P<text>.*)")
LOG = """2024-05-01 INFO: started
2024-5-2 WARN: disk at 91%
nothing here
2024-12-31 ERROR: code=17 retry=3"""


def tokens(text):
    made = []
    for number, name, other in TOKEN.findall(text):
        if number:
            made.append(float(number))
        elif name:
            made.append(name)
        else:
            made.append("<" + other + ">")
    return made


def levels():
    found = {}
    for line in LOG.split("\n"):
        match = LINE.match(line)
        if match:
            found[match.group("level")] = (match["year"], int(match["month"]), match.group("day", "text"))
    return sorted(found.items())


def shout(match):
    total = 0
    for c in match.group(0):
        total += ord(c)
    return match.group(1).upper() + str(total % 10)


def places(pattern, text):
    for match in list(re.finditer(pattern, text)):
        yield match.group(), match.start(), match.end()


print(tokens("speed = 3.5 * (time + 42)"))
print(levels())
for found in places(r"[A-Z]\w*", "Ada and Bob met Cyd"):
    print(found)
kept = re.match(r"(\w+)@(\w+)\.com", "mail@example.com!")
print(re.sub(r"([a-z])\w*", shout, "one two three", count=2), re.subn("o", "0", "foo boo"))
print(re.sub(r"(\w+), (\w+)", r"\2 \1", "Lovelace, Ada"), re.split(r"\s*[,;]\s*", "a , b;c"), re.split("(-)", "a-b-c", maxsplit=1))
print(re.fullmatch(r"[+-]?\d{1,3}", "-42") is not None, re.fullmatch("a|ab", "ab").group(), re.fullmatch(r"\d{2}", "123"))
print(re.findall("hello", "Hello HELLO hello", re.IGNORECASE), re.findall(r"#([0-9a-f]{2})", "#ff #0a", flags=re.I))
print(re.match("a.c", "a\nc"), re.match("a.c", "a\nc", re.DOTALL) is not None, re.escape("1+1=2?"), re.findall(r"\d*", "a1"))
for n in range(24):
    if n % 6 == 0:
        print(tokens("a%d" % n))
    elif n % 6 == 1:
        print(n, kept.group(n % 3), kept.groups(), kept.span())

# What finditer gives, kept and run over; functions of the module under other names.
from re import finditer, match as begins

found = finditer("n.", "an inner nun")
print(next(found).group())
for one in found:
    print(one.group(), one.span(), begins("n+", one.group()).end())
for one in re.compile("[0-9]+").finditer("1 22 333"):
    print(one.start(), [other.group() for other in finditer("2", one.group())])

# Methods kept in variables, and a tokenizer that asks which group it was.
search, group = re.compile("[xyz]").search, re.match("(a)(b)?", "ab").group
for text in ("wax", "hazy", "my"):
    print(text, search(text).start(), group(1), group(2))
for one in re.finditer("(?P<word>[a-z]+)|(?P<number>[0-9]+)|(?P<space> )", "ab 12 c3"):
    print(one.lastgroup, one.lastindex, one.group())
