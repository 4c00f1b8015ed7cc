"""What a builtin's instance, or an instance of a subclass of one, holds: read, and written into a record.

A device loads this only when such an object is met. Reading runs none of the program's code: see classes.py.
"""

from collections import OrderedDict, deque

from sojourn.graph.classes import LATE, MICRO
from sojourn.graph.kinds import Foreign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.classes import ClassInfo
    from sojourn.graph.recording import Recording

_EXTRAS = (  # what CPython's exceptions keep outside args and __dict__
    "__cause__",
    "__context__",
    "__suppress_context__",
    "errno",
    "strerror",
    "filename",
    "filename2",
    "name",
    "path",
    "value",
    "code",
)


def payload(obj: "Any", info: "ClassInfo") -> "Any":
    """What a builtin's instance or an instance of its subclass holds, as a fresh exact builtin."""
    kind = info.kind
    if kind == "exception":
        return _exception_payload(obj, info)
    if MICRO:
        return _micro_payload(obj, info)
    if kind == "list":
        return list(list.__iter__(obj))
    if kind == "odict":
        # Keys in the ordered dict's order, values without hashing a key: a hash may be the program's.
        values = {id(key): value for key, value in dict.items(obj)}
        return [(key, values[id(key)]) for key in OrderedDict.__iter__(obj)]
    if kind == "dict":
        return list(dict.items(obj))
    if kind == "tuple":
        return tuple(tuple.__iter__(obj))
    if kind == "str":
        return str.__str__(obj)
    if kind == "int":
        return int.__index__(obj)
    if kind == "float":
        return float.__float__(obj)
    if kind == "set":
        return list(set.__iter__(obj))
    if kind == "frozenset":
        return list(frozenset.__iter__(obj))
    if kind == "bytes":
        return bytes.__getitem__(obj, slice(None))
    if kind == "bytearray":
        return bytes(bytearray.__getitem__(obj, slice(None)))
    maxlen = deque.__dict__["maxlen"].__get__(obj)
    return (maxlen, list(deque.__iter__(obj)))


def _micro_payload(obj: "Any", info: "ClassInfo") -> "Any":
    kind = info.kind
    cls = info.cls
    operate: "Any"
    if kind == "tuple":
        # Native tuples have no method to copy one; the operators check for the program's own only after their own type.
        return () + obj
    if kind == "float":
        for name, operate in (
            ("__mul__", lambda: obj * 1.0),
            ("__sub__", lambda: obj - 0.0),
            ("__truediv__", lambda: obj / 1.0),
            ("__pos__", lambda: +obj),
        ):
            if not hasattr(cls, name):
                return operate()
        return None
    native: "Any" = super(info.top, obj) if info.user else obj
    if kind == "list":
        return native.copy()
    if kind == "odict" or kind == "dict":
        return list(native.copy().items())
    if kind == "set" or kind == "frozenset":
        return list(native.copy())
    if kind == "str":
        return str(native.encode(), "utf-8")
    if kind == "int":
        for name, operate in (("__pos__", lambda: +obj), ("__mul__", lambda: obj * 1), ("__or__", lambda: obj | 0)):
            if not hasattr(cls, name):
                return operate()
        return None
    if kind == "bytes":
        return bytes(memoryview(obj))
    if kind == "bytearray":
        return bytes(memoryview(obj))
    return None


def _exception_payload(obj: "Any", info: "ClassInfo") -> "Any":
    if MICRO:
        native: "Any" = super(info.top, obj) if info.user else obj
        return (native.args, _traced(obj, info))
    extras = _traced(obj, info)
    for name in _EXTRAS:
        held = getattr(info.base, name, None)
        for cls in info.cls.__mro__:
            if cls.__module__ != "builtins":
                continue
            held = cls.__dict__.get(name)
            if held is not None:
                break
        if held is not None and hasattr(held, "__get__"):
            value = held.__get__(obj)
            if value is not None and value is not False:
                extras[name] = value
    return (BaseException.__dict__["args"].__get__(obj), extras)


def _traced(obj: "Any", info: "ClassInfo") -> "dict[str, Any]":
    """What the world has said of the calls that an exception came through, as text."""
    entries = info.traced.get(id(obj))
    return {"__traceback__": entries} if entries else {}


def refers_to(obj: "Any", info: "ClassInfo", world: "Any") -> "list[Any]":
    """What an instance of a builtin, or of a subclass of one, refers to besides its attributes."""
    if info.kind == "exception":
        info.traced[id(obj)] = world.entries(obj)  # one text, which the second walk finds again
    held = payload(obj, info)
    found: "list[Any]" = []
    if info.kind == "exception":
        found.extend(held[0])
        found.extend(held[1].values())
    elif info.kind == "deque":
        found.extend(held[1])
    elif info.kind == "dict" or info.kind == "odict":
        for key, value in held:
            found.append(key)
            found.append(value)
    elif type(held) is list or type(held) is tuple:
        found.extend(held)
    return found


def put_payload(record: "Recording", obj: "Any", info: "ClassInfo", count: int) -> int:
    """Encode what the builtin below an instance holds; the new count of references needed before it is made."""
    kind = info.kind
    held = payload(obj, info)
    if held is None:
        raise Foreign(obj)
    if kind == "dict" or kind == "odict":
        record.pairs(held, len(held), 2)
    elif kind == "exception":
        record.out.append(0x82)
        record.array(held[0], 2)
        count = len(record.refs)
        record.named(held[1])
    elif kind == "deque":
        record.out.append(0x82)
        record.value(held[0], 2)
        record.array(held[1], 2)
    elif type(held) is list or type(held) is tuple:
        record.array(held, 2)
    else:
        record.plain(held, type(held), 1)
    return count if kind == "exception" or kind in LATE else len(record.refs)
