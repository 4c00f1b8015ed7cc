"""Making instances again: of the program's classes, of builtins, and of subclasses of builtins.

The mirror of payloads.py; a device loads this when a load meets the first instance. No `__init__`, `__new__` or
`__setattr__` of the program runs.
"""

from collections import OrderedDict

from sojourn.errors import HeapCorrupt
from sojourn.graph.classes import LATE, MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.classes import ClassInfo
    from sojourn.graph.loader import Loader


def set_attributes(obj: "Any", info: "ClassInfo", values: "dict[str, Any]") -> None:
    """Give an instance its attributes without the program's __setattr__ or properties."""
    if MICRO:
        if not info.user:
            return  # CPython's own exceptions are classes with attributes (JSONDecodeError), MicroPython's hold none
        for name in values:
            object.__setattr__(obj, name, values[name])
        return
    own = None
    slots = dict(info.slots)
    for name in values:
        if name in slots:
            slots[name].__set__(obj, values[name])
        else:
            if own is None:
                own = object.__getattribute__(obj, "__dict__")
            own[name] = values[name]


def make(info: "ClassInfo", value: "Any") -> "Any":
    """An instance with payload `value` (None: to be filled later with fill_payload). TypeError if it cannot be made."""
    cls = info.cls
    kind = info.kind
    if kind is None:
        return object.__new__(cls) if info.user else object()
    if MICRO:
        return _micro_make(info, value)
    if kind == "exception":
        native = next(base for base in cls.__mro__ if base.__module__ == "builtins")
        # Each builtin exception insists on its own, some with the right number of arguments.
        obj = native.__new__(cls, *value[0]) if info.user else cls.__new__(cls, *value[0])
        try:
            native.__init__(obj, *value[0])
        except TypeError:
            BaseException.__init__(obj, *value[0])
        obj.args = value[0]
        return obj
    if kind in LATE:
        return info.base.__new__(cls)
    if kind == "tuple" or kind == "frozenset":
        try:
            return info.base.__new__(cls, value)
        except TypeError:
            return cls(value)  # struct_time and its like insist on their own
    return info.base.__new__(cls, value)


def _micro_make(info: "ClassInfo", value: "Any") -> "Any":
    kind = info.kind
    arguments: "Any" = (value,)
    if kind == "exception":
        arguments = value[0]
    elif kind == "tuple" and info.base is not tuple:
        arguments = value  # a named tuple is called with its fields
    elif kind == "deque":
        arguments = ((), value[0])
    elif kind in LATE:
        arguments = ()
    if not info.user:
        return info.cls(*arguments)
    obj = object.__new__(info.cls)
    super(info.top, obj).__init__(*arguments)
    return obj


def fill_payload(obj: "Any", info: "ClassInfo", value: "Any", world: "Any") -> None:
    """Put the contents into an instance made without them; `value` as payload() returned it."""
    kind = info.kind
    if kind == "exception":
        if "__traceback__" in value[1]:
            world.hold(obj, value[1].pop("__traceback__"))
        if not MICRO:
            for name in value[1]:
                for cls in info.cls.__mro__:
                    if cls.__module__ == "builtins" and name in cls.__dict__:
                        cls.__dict__[name].__set__(obj, value[1][name])
                        break
        return
    base: "Any" = info.base
    if MICRO:
        base = _Bound(super(info.top, obj) if info.user else obj)
    if kind == "list":
        base.extend(obj, value)
    elif kind == "dict" and MICRO:
        base.update(obj, value)
    elif kind == "dict" or (kind == "odict" and not MICRO):
        put = (dict if kind == "dict" else OrderedDict).__setitem__
        for key, item in value:
            put(obj, key, item)
    elif kind == "odict" or kind == "set":
        base.update(obj, value)
    elif kind == "bytearray":
        base.extend(obj, value)
    elif kind == "deque":
        for item in value[1]:
            base.append(obj, item)


class _Bound:
    """Makes a bound builtin look like the unbound methods CPython has: the first argument is dropped."""

    def __init__(self, native: "Any") -> None:
        self._native = native

    def extend(self, _: "Any", items: "Any") -> None:
        self._native.extend(items)

    def update(self, _: "Any", items: "Any") -> None:
        self._native.update(items)

    def append(self, _: "Any", item: "Any") -> None:
        self._native.append(item)


def make_instance(load: "Loader", oid: int, at: int) -> bool:
    load.at = at
    load.expect(3)
    info = load.info(load.value(1))
    if not info.storable():
        raise HeapCorrupt("record %d is an instance of %s, which cannot be stored" % (oid, info.cls.__name__))
    held = None
    if info.kind is not None and (info.kind not in LATE or info.kind == "deque"):
        held = read_payload(load, info, True)
    try:
        load.made[oid] = make(info, held)
    except TypeError as error:
        raise HeapCorrupt("record %d: an instance of %s cannot be made: %s" % (oid, info.cls.__name__, error))
    return True


def read_payload(load: "Loader", info: "ClassInfo", making: bool) -> "Any":
    kind = info.kind
    if kind == "dict" or kind == "odict":
        count = load.number(5)
        return [(load.value(1), load.value(1)) for _ in range(count)]
    if kind == "deque":
        load.expect(2)
        return (load.value(0), [] if making else load.value(0))
    if kind == "exception":
        load.expect(2)
        return (tuple(load.value(0)), {} if making else load.value(0))
    held = load.value(0)
    if kind == "tuple":
        return tuple(held)
    return held
