"""The rarer builtins out of their parts: the mirror of writing_others.py.

A device loads this when a load meets such an object.
"""

from array import array
from collections import OrderedDict, deque

from sojourn.errors import HeapCorrupt
from sojourn.graph.classes import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.loader import Loader


def made_of(load: "Loader", parts: "Any") -> "Any":
    kind = parts[0] if type(parts) is list and parts else None
    if kind == "Ellipsis":
        return Ellipsis
    if kind == "NotImplemented":
        return NotImplemented
    try:
        if kind == "range":
            return range(parts[1], parts[2], parts[3])
        if kind == "slice":
            return _new_slice(parts[1], parts[2], parts[3])
        if kind == "complex":
            return complex(parts[1], parts[2])
        if kind == "array":
            return _new_array(parts[1], parts[2], parts[3])
        if kind == "odict":
            ordered: "Any" = OrderedDict()
            load.hashed.append((ordered, parts[1:], None))
            return ordered
    except (TypeError, ValueError, IndexError) as error:
        raise HeapCorrupt("a record has a %s that cannot be made: %s" % (kind, error))
    raise HeapCorrupt("a record has the unknown kind %r" % (kind,))


class _Slices:
    def __getitem__(self, found: "Any") -> "Any":
        return found


def _new_slice(start: "Any", stop: "Any", step: "Any") -> "Any":
    return _Slices()[start:stop:step]  # MicroPython has no constructor for one


def new_deque(most: "Any", count: int) -> "Any":
    if most is not None or not MICRO:
        return deque((), most)  # noqa: RUF037  # MicroPython takes no keyword
    # Unbounded on CPython; here a full one raises instead of forgetting its oldest items.
    return deque((), 4 * count + 64, 1)  # type: ignore[call-overload]  # MicroPython's own third argument


def _new_array(code: str, size: int, data: bytes) -> "Any":
    made: "Any" = array(code, (0,)) if code != "u" else array(code)
    if code == "u" or len(bytes(memoryview(made))) == size:
        made = array(code)
        if hasattr(made, "frombytes"):
            made.frombytes(data)
            return made
        return array(code, data)
    import struct

    letter = {1: "b", 2: "h", 4: "i", 8: "q"}[size]
    if code in "BHILQ":
        letter = letter.upper()
    return array(code, struct.unpack("<%d%s" % (len(data) // size, letter), data))
