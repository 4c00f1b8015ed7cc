"""`time` as devices get it: clocks under CPython's names, moments with named parts, and times as text.

Lives here: ordinary Python that is compiled along with a program. All clocks tell the time of day, since only that
means something on the next interpreter too. Names of days and months are English.
"""

import time as _time
from collections import namedtuple

PARTIAL = ("the other names are the interpreter's",)

struct_time = namedtuple(
    "struct_time", ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _parts(found):
    return struct_time(*(tuple(found)[:8] + (found[8] if len(found) > 8 else -1,)))


def gmtime(seconds=None):
    return _parts(_time.gmtime() if seconds is None else _time.gmtime(int(seconds)))


def localtime(seconds=None):
    return _parts(_time.localtime() if seconds is None else _time.localtime(int(seconds)))


def perf_counter():
    return perf_counter_ns() / 1000000000


def perf_counter_ns():
    return _time.time_ns()


def monotonic():
    return perf_counter_ns() / 1000000000


def monotonic_ns():
    return perf_counter_ns()


def process_time():
    return perf_counter_ns() / 1000000000


def process_time_ns():
    return perf_counter_ns()


def strftime(format, t=None):
    t = localtime() if t is None else t
    made = []
    at = 0
    while at < len(format):
        c = format[at]
        at += 1
        if c != "%" or at >= len(format):
            made.append(c)
            continue
        made.append(_field(format[at], t))
        at += 1
    return "".join(made)


def _field(c, t):
    hour = t[3] % 12 or 12
    if c in _NUMBERS:
        place, width = _NUMBERS[c]
        return ("%0" + str(width) + "d") % t[place]
    if c == "a" or c == "A":
        return _DAYS[t[6]][:3] if c == "a" else _DAYS[t[6]]
    if c in "bBh":
        return _MONTHS[t[1] - 1] if c == "B" else _MONTHS[t[1] - 1][:3]
    if c == "y":
        return "%02d" % (t[0] % 100)
    if c == "I":
        return "%02d" % hour
    if c == "p":
        return "AM" if t[3] < 12 else "PM"
    if c == "e":
        return "%2d" % t[2]
    if c == "w":
        return str((t[6] + 1) % 7)
    if c == "u":
        return str(t[6] + 1)
    if c == "U" or c == "W":
        return "%02d" % ((t[7] + 6 - (t[6] + 1) % 7 if c == "U" else t[7] + 6 - t[6]) // 7)
    if c in _WHOLE:
        return strftime(_WHOLE[c], t)
    return {"%": "%", "n": "\n", "t": "\t"}.get(c, "")


_NUMBERS = {"Y": (0, 4), "m": (1, 2), "d": (2, 2), "H": (3, 2), "M": (4, 2), "S": (5, 2), "j": (7, 3)}
_WHOLE = {
    "c": "%a %b %e %H:%M:%S %Y", "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S", "X": "%H:%M:%S",
    "R": "%H:%M", "r": "%I:%M:%S %p",
}  # fmt: skip


def asctime(t=None):
    return strftime("%c", localtime() if t is None else t)


def ctime(seconds=None):
    return asctime(localtime(seconds))
