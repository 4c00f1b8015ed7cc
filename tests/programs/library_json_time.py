# lowered: MicroPython's json takes no indent and says nothing of an error, and its time has no strftime
"""JSON written for people, sorted and short, read with its errors; and moments as text."""
import json
import time


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def as_json(value):
    if isinstance(value, Point):
        return {"x": value.x, "y": value.y}
    raise TypeError("no JSON for " + type(value).__name__)


def back(found):
    if sorted(found) == ["x", "y"]:
        return (found["x"], found["y"])
    return found


def check(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return error.msg, error.pos, error.lineno, error.colno, str(error)


data = {"name": "b\u00e4r \"x\"\n", "points": [Point(1, 2.5), Point(-3, 0)], "empty": {}, "none": [None, True, []]}
text = json.dumps(data, indent=2, sort_keys=True, default=as_json)
print(text)
print(json.dumps(data, sort_keys=True, default=as_json, ensure_ascii=True, separators=(",", ":")))
print(sorted(json.loads(text, object_hook=back)["points"]))
for bad in ("{bad", "[1, 2", '{"a": }', '{"a" 1}', "", "[1,]", "nul", "{} x", '"abc', '["a",\n "b\\q"]', '{"a":1,}'):
    print(check(bad))
print(check('  [1.5e3, -2, true, null, "\\u0041"] '))
try:
    json.dumps([1, {2}], indent=1)
except TypeError as error:
    print(error)

day = time.gmtime(86400 * 19675 + 3723)
for stamp in range(4):
    moment = time.gmtime(1700000000 + stamp * 10_000_000)
    print(moment.tm_year, moment.tm_mon, moment.tm_mday, moment[3:6], moment.tm_yday)
    print(time.strftime("%Y-%m-%d %H:%M:%S | %a %d %b %Y | %A %B %j | %I:%M %p | %y %w %U %W %% %D %e", moment))
print(time.asctime(day), tuple(day)[:6])
begin = time.perf_counter()
total = 0
for n in range(60):
    total += n
print(total, time.monotonic() > 0, time.perf_counter() - begin > -1000000000)
from time import time as now  # a native function that takes nothing

for n in range(3):
    print(n, now() > 1000000)
