"""What displays with stars and slices with a step do, where MicroPython has no syntax or no code for it.

Lives here: functions that compiled programs call under `_jx`; native_finding.py finds this for a program that needs it.
"""

import sys
from collections import OrderedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"


def set_with(made: "set[Any]", more: "Any") -> "set[Any]":
    """The same set, with more in it."""
    made.update(more)
    return made


def dict_of(*parts: "Any") -> "dict[Any, Any]":
    """A dictionary of keys and values in turn."""
    made: "dict[Any, Any]" = {}
    for at in range(0, len(parts), 2):
        made[parts[at]] = parts[at + 1]
    return made


def dict_with(made: "dict[Any, Any]", more: "Any") -> "dict[Any, Any]":
    """The same dictionary, with another mapping in it."""
    if type(more) is dict:
        made.update(more)
        return made
    if not hasattr(more, "keys"):
        raise TypeError("'%s' object is not a mapping" % type(more).__name__)
    for key in more.keys():
        made[key] = more[key]
    return made


def as_dict(source: "Any") -> "Any":
    """What dict() or update() of MicroPython takes: another object that has keys() it does not."""
    if type(source) in (dict, OrderedDict) or not hasattr(source, "keys"):
        return source
    made: "Any" = OrderedDict()
    for key in source.keys():  # it need not run over them by itself
        made[key] = source[key]
    return made


def stepped(source: "Any", start: "Any", stop: "Any", step: "Any") -> "Any":
    """source[start:stop:step], where MicroPython has steps for lists and ranges only."""
    if type(source) is list:  # and a frame that is small enough not to be allocated
        return source[start:stop:step]
    return _stepped(source, start, stop, step)


def _stepped(source: "Any", start: "Any", stop: "Any", step: "Any") -> "Any":
    if isinstance(source, (str, bytes, bytearray, tuple)):
        places = _places(len(source), start, stop, step)
        if isinstance(source, str):
            return "".join([source[at] for at in places])
        parts = [source[at] for at in places]
        return tuple(parts) if isinstance(source, tuple) else type(source)(parts)
    return source[start:stop:step]


def set_stepped(value: "Any", target: "Any", start: "Any", stop: "Any", step: "Any") -> None:
    """target[start:stop:step] = value"""
    if not MICRO or not isinstance(target, (list, bytearray)):
        target[_slices[start:stop:step]] = value
        return
    places = _places(len(target), start, stop, step)
    values = list(value)
    if step is None or step == 1:
        target[start:stop] = value if isinstance(target, bytearray) else values
        return
    if len(values) != len(places):
        raise ValueError(
            "attempt to assign sequence of size %d to extended slice of size %d" % (len(values), len(places))
        )
    for at, item in zip(places, values):
        target[at] = item


def delete_stepped(target: "Any", start: "Any", stop: "Any", step: "Any") -> None:
    """del target[start:stop:step]"""
    if not MICRO or not isinstance(target, (list, bytearray)):
        del target[_slices[start:stop:step]]
        return
    gone = sorted(_places(len(target), start, stop, step))
    if not isinstance(target, list):
        raise TypeError("'bytearray' object doesn't support item deletion")
    for at in reversed(gone):
        del target[at]


class _Slices:
    """Gives slice objects, which MicroPython makes for subscripts only."""

    def __getitem__(self, key: "Any") -> "Any":
        return key


_slices = _Slices()


def _places(length: int, start: "Any", stop: "Any", step: "Any") -> "list[int]":
    """The positions that a slice names, in its order."""
    step = 1 if step is None else step
    if step == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (0, length) if step > 0 else (-1, length - 1)
    first = (low if step > 0 else high) if start is None else _inside(start, length, low, high)
    last = (high if step > 0 else low) if stop is None else _inside(stop, length, low, high)
    return list(range(first, last, step))


def _inside(bound: int, length: int, low: int, high: int) -> int:
    return max(low, min(high, bound + length if bound < 0 else bound))
