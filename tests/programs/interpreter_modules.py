# The interpreter's own modules: math, json, struct, sys, collections, binascii, hashlib, io, re, os path pieces, array, random-free.
import array
import binascii
import collections
import hashlib
import io
import json
import math
import re
import struct
import sys
from collections import OrderedDict, deque, namedtuple
from math import floor, pi as PI, sqrt


def newton(n):
    x = n / 2.0
    for _ in range(30):
        x = (x + n / x) / 2
    return x


for n in (2, 10, 144):
    print("%.9f" % newton(n), abs(newton(n) - sqrt(n)) < 1e-9)
print(floor(2.7), math.ceil(2.1), "%.6f" % PI, "%.6f" % math.sin(1), math.isnan(float("nan")), math.trunc(-3.7))
print([round(math.atan2(y, x), 6) for x, y in ((1, 0), (0, 1), (-1, 0), (1, 1))])

packed = b""
for n in range(5):
    packed += struct.pack("<HbI", n * 300, -n, n * n * 100000)
print(len(packed), packed)
at = 0
while at < len(packed):
    print(struct.unpack_from("<HbI", packed, at))
    at += struct.calcsize("<HbI")
print(struct.pack(">d", 0.1), struct.unpack(">q", b"\xff" * 8), struct.calcsize("<BHI"))

data = {"list": [1, 2.5, None, True], "text": "a\"b"}
again = json.loads(json.dumps(data))
print(again == data, json.dumps([1, [2, "x"], None]), json.loads(' {"k" : [ ] } '))
for bad in ("", "{", "[1,"):
    try:
        json.loads(bad)
    except ValueError:
        print("bad json", repr(bad))
stream = io.StringIO()
for n in range(3):
    stream.write("line %d\n" % n)
    json.dump([n, n * n], stream)
print(repr(stream.getvalue()))
reader = io.StringIO("one\ntwo\n\nfour")
lines = []
while True:
    line = reader.readline()
    if not line:
        break
    lines.append(line.strip())
print(lines)
raw = io.BytesIO(b"abcdef")
print(raw.read(2), raw.read(), raw.read())

print(binascii.hexlify(b"\x00\xfehi"), binascii.unhexlify("c0ffee"), binascii.b2a_base64(b"sojourn"))
# A hash object cannot be looked into, so a process does not keep one.
for n in range(20):
    print(binascii.hexlify(hashlib.sha256(str(n).encode()).digest()).decode())

pattern = re.compile("([a-z]+)=([0-9]+)")
for text in ("size=10", "  x=1", "none", "a=b=3"):
    found = pattern.search(text)
    print(text, found and (found.group(1), int(found.group(2))))
print(re.match("a+", "caaat"), re.match("(.)(.)", "xyz").group(2))

Point = namedtuple("Point", ("x", "y"))
points = [Point(n, n * n) for n in range(4)]
print(points[2], points[3].y, points[1] == (1, 1), sum([p.x + p.y for p in points]))
x, y = points[2]
print(x, y, isinstance(points[0], tuple), len(points[0]))
queue = deque((), 4)
for n in range(7):
    queue.append(n)
    if n % 3 == 2:
        queue.popleft()
print(list(queue), len(queue))
table = OrderedDict()
for word in "zeta alpha mid zeta beta".split():
    table[word] = table.get(word, 0) + 1
print(list(table.items()), table == OrderedDict(table.items()))
numbers = array.array("i", [3, 1, 2])
numbers.append(-7)
for i in range(len(numbers)):
    numbers[i] *= 100
print(list(numbers), sum(numbers), len(bytes(array.array("H", [1, 2]))))
print(collections.OrderedDict is OrderedDict, sys.byteorder, sys.maxsize == 2**63 - 1)
sys.stdout.write("written\n")
