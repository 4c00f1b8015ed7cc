# Text: wrapping, justifying, tables, a Markov-free word count, Caesar and Vigenere ciphers, a small template language.
TEXT = (
    "A process makes a stay on a device, under lease, and moves on. What it was doing "
    "it goes on doing, in the middle of a loop or deep in a recursion, as if nothing had happened."
)


def wrap(text, width):
    lines = []
    line = []
    used = 0
    for word in text.split():
        while len(word) > width:
            if line:
                lines.append(line)
                line, used = [], 0
            lines.append([word[: width - 1] + "-"])
            word = word[width - 1 :]
        if used + len(word) + (1 if line else 0) > width:
            lines.append(line)
            line, used = [], 0
        used += len(word) + (1 if line else 0)
        line.append(word)
    if line:
        lines.append(line)
    return lines


def justify(words, width):
    if len(words) == 1:
        return words[0] + " " * (width - len(words[0]))
    gaps = len(words) - 1
    spaces = width - sum([len(w) for w in words])
    out = ""
    for i, word in enumerate(words):
        out += word
        if i < gaps:
            out += " " * (spaces // gaps + (1 if i < spaces % gaps else 0))
    return out


def centre(text, width, fill="."):
    left = (width - len(text)) // 2
    return fill * left + text + fill * (width - len(text) - left)


for width in (12, 24, 40):
    for words in wrap(TEXT, width):
        print("|" + justify(words, width) + "|")
    print("+" + "-" * width + "+")
print(wrap("incomprehensibilities are long", 8))


def table(rows, align):
    widths = [max([len(str(row[c])) for row in rows]) for c in range(len(align))]
    out = []
    for number, row in enumerate(rows):
        cells = []
        for c, value in enumerate(row):
            cell = str(value)
            pad = " " * (widths[c] - len(cell))
            if align[c] == "<":
                cells.append(cell + pad)
            elif align[c] == ">":
                cells.append(pad + cell)
            else:
                cells.append(centre(cell, widths[c], " "))
        out.append(" | ".join(cells))
        if number == 0:
            out.append("-+-".join(["-" * w for w in widths]))
    return "\n".join(out)


print(table([("name", "size", "x"), ("heap", 1024, "yes"), ("index", 7, "no"), ("a", 123456, "maybe")], "<>^"))


def caesar(text, shift):
    out = ""
    for c in text:
        if "a" <= c <= "z":
            out += chr((ord(c) - 97 + shift) % 26 + 97)
        elif "A" <= c <= "Z":
            out += chr((ord(c) - 65 + shift) % 26 + 65)
        else:
            out += c
    return out


def vigenere(text, key, sign=1):
    at = 0
    parts = []
    for c in text:
        shift = ord(key[at % len(key)]) - 97
        moved = caesar(c, sign * shift)
        if c.isalpha():
            at += 1
        parts.append(moved)
    return "".join(parts)


secret = caesar("Attack at Dawn", 13)
print(secret, caesar(secret, -13))
secret = vigenere("Meet me at the usual place", "lemon")
print(secret, "/", vigenere(secret, "lemon", -1))


def render(template, values):
    out = []
    at = 0
    while True:
        start = template.find("{{", at)
        if start < 0:
            out.append(template[at:])
            return "".join(out)
        out.append(template[at:start])
        end = template.find("}}", start)
        if end < 0:
            raise ValueError("unclosed at %d" % start)
        words = template[start + 2 : end].split("|")
        try:
            value = values[words[0].strip()]
        except KeyError:
            value = "?" + words[0].strip() + "?"
        for name in words[1:]:
            value = FILTERS[name.strip()](value)
        out.append(str(value))
        at = end + 2


FILTERS = {
    "upper": lambda s: s.upper(),
    "rot": lambda s: caesar(s, 13),
    "box": lambda s: "[" + centre(s, 9) + "]",
    "count": len,
    "double": lambda s: s + s,
}
values = {"who": "ada", "what": "engine", "list": [1, 2, 3]}
print(render("{{who | upper}} wrote {{list|count}} notes on the {{what|box|upper}}.", values))
print(render("{{who|rot|rot}}{{who|double|double}} {{missing}} end", values))
try:
    render("ok {{broken", values)
except ValueError as e:
    print(e)


def frequencies(text):
    counts = {}
    for c in text.lower():
        if c.isalpha():
            counts[c] = counts.get(c, 0) + 1
    pairs = sorted([(-counts[c], c) for c in counts])
    return [(c, -n) for n, c in pairs[:6]]


print(frequencies(TEXT))
print(["".join(reversed(w)).lower() for w in TEXT.split() if len(w) > 5])
