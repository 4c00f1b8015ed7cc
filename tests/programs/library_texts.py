# lowered: MicroPython has no textwrap, types and base64, and its string no templates
"""Paragraphs, templates, Base64, and objects with attributes of their own."""
import base64
import textwrap
from string import Template
from types import SimpleNamespace

TEXT = """The quick brown fox jumped over the lazy dog.  It was a well-known, state-of-the-art
long-distance jump; supercalifragilisticexpialidocious words\tbreak too."""


def paragraphs(widths):
    for width in widths:
        for line in textwrap.wrap(TEXT, width):
            yield width, line


def invoice(rows):
    line = Template("$count x ${name}s at $$$price")
    made = []
    for count, name, price in rows:
        made.append(line.substitute(count=count, name=name, price=format(price, ",.2f")))
    return made


def totals(rows):
    seen = SimpleNamespace(count=0, most=0)
    for count, _, price in rows:
        seen.count += count
        seen.most = max(seen.most, price)
    return seen


for width, line in paragraphs((18, 33)):
    print(width, line)
print(textwrap.fill(TEXT, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(TEXT, 40), textwrap.shorten(TEXT, 24, placeholder="..."), textwrap.wrap(TEXT, 30, max_lines=2))
code = """
    def f():
        return 1

    f()
"""
print(textwrap.dedent(code), textwrap.indent("a\n\nb", "> "), textwrap.wrap("tiny-thing", 6, break_on_hyphens=False))
sold = [(3, "pear", 1234.5), (10, "fig", 0.25)]
for line in invoice(sold):
    print(line)
seen = totals(sold)
print(seen.count, seen.most, seen == SimpleNamespace(count=13, most=1234.5), Template("$a $b").safe_substitute(a=1))
try:
    Template("a $ b").substitute()
except ValueError as error:
    print(error)
for data in (b"", b"a", b"ab", b"hello\xff\xfe?>"):
    packed = base64.b64encode(data)
    print(packed.decode(), base64.urlsafe_b64encode(data), base64.b64decode(packed) == data, base64.b32encode(data))
print(base64.b32decode("NBUSA5DIMVZGK==="), base64.b16encode(b"\x01\xff"), base64.urlsafe_b64decode(b"__4_Pg=="))
letters = {}
for line in textwrap.wrap(TEXT, 9):
    for c in line:
        letters[c] = letters.get(c, 0) + 1
print(sorted(letters.items()))
