"""The rarer builtins as the parts that their records hold: ranges, slices, deques, arrays, ordered dictionaries.

A device loads this when a save meets such an object; reading_others.py is its mirror.
"""

from array import array
from collections import OrderedDict, deque

from sojourn.graph.kinds import SLICE, Foreign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from sojourn.graph.recording import Recording


def parts_of(record: "Recording", obj: "Any", kind: "Any") -> "list[Any]":
    """The rarer builtins as [name, part, ...]."""
    if obj is Ellipsis:
        return ["Ellipsis"]
    if obj is NotImplemented:
        return ["NotImplemented"]
    if kind is range:
        return ["range", obj.start, obj.stop, obj.step]
    if kind is SLICE:
        return ["slice", obj.start, obj.stop, obj.step]
    if kind is OrderedDict:
        parts: "list[Any]" = ["odict"]
        for key, value in obj.items():
            parts.append(key)
            parts.append(value)
        return parts
    if kind is deque:
        parts = ["deque", _maxlen(record, obj)]
        parts.extend(obj)
        return parts
    if kind is array:
        code = obj.typecode if hasattr(obj, "typecode") else repr(obj)[7]
        if code not in "bBhHiIlLqQfdu":
            raise Foreign(obj)
        return [
            "array",
            code,
            len(bytes(array(code, (0,)))) if code != "u" else obj.itemsize,
            bytes(memoryview(obj)),
        ]
    return ["complex", obj.real, obj.imag]


def _maxlen(record: "Recording", obj: "Any") -> "Optional[int]":
    """The maxlen of a deque. MicroPython does not tell: fill it until it overflows, and put it back as it was."""
    if hasattr(obj, "maxlen"):
        most: "Optional[int]" = obj.maxlen
        return most
    known = record.table.deques.get(id(obj)) if id(obj) in record.table.ids else None
    if known is None:
        items = list(obj)
        while True:
            before = len(obj)
            try:
                obj.append(None)
            except IndexError:
                break
            if len(obj) == before:
                break
        known = len(obj)
        while obj:
            obj.pop()
        for item in items:
            obj.append(item)
    record.new.deques[id(obj)] = known
    return known
