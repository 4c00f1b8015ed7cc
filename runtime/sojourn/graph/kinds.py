"""The kinds of objects: what a save and a load must know of a class, and what a save found before it writes.

Instances' contents are read by payloads.py, and made by instances.py; records and references are not known here. Rule:
no method of a program's class is ever called. CPython: the builtin's own methods, unbound. MicroPython: `super(B, obj)`
where B is the program's class directly above the builtin, and `object.__new__`.
"""

import sys
from collections import OrderedDict, deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

MICRO = sys.implementation.name == "micropython"
# A subclass before its base. The name is what SPEC.md calls the payload's kind.
BASES: "list[tuple[str, Any]]" = [
    ("odict", OrderedDict),
    ("list", list),
    ("dict", dict),
    ("tuple", tuple),
    ("str", str),
    ("int", int),
    ("float", float),
    ("set", set),
    ("frozenset", frozenset),
    ("bytes", bytes),
    ("bytearray", bytearray),
    ("deque", deque),
    ("exception", BaseException),
]
LATE = ("odict", "list", "dict", "set", "bytearray", "deque")  # payloads that can be filled after the object exists
SLICE: "Any" = slice
# What refers to nothing, and is never met twice.
ATOMS = {
    type(None): 0,
    bool: 0,
    int: 0,
    float: 0,
    str: 0,
    bytes: 0,
    type(Ellipsis): 0,
    type(NotImplemented): 0,
    range: 0,
}
try:
    ATOMS[complex] = 0
except NameError:
    pass  # a board without complex numbers cannot hold one


class Foreign(Exception):
    """An object nobody can store was met."""

    def __init__(self, obj: "Any") -> None:
        self.obj = obj


class Found:
    """What the first walk of a save leaves to the second."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Let go of all of it."""
        self.shared: "dict[int, int]" = {}  # id of what is met more than once
        self.described: "dict[int, Any]" = {}  # id -> what `parts_of` takes apart, also keeps it alive
        self.classes: "dict[int, ClassInfo]" = {}  # by the id of the class


def parts_of(described: "Any") -> "tuple[str, Any, Any]":
    """(tag, early, late) of a description; one of a function that is code and nothing else is a number."""
    if type(described) is int:
        return "function", (described >> 16, described & 0xFFFF), ()
    found: "tuple[str, Any, Any]" = described
    return found


class ClassInfo:
    """What saving and loading need to know of a class; made once a class and save.

    `kind` names the builtin that holds a payload, or is None; `base` is the builtin itself; `top` is the program's
    class directly above it (MicroPython); `slots` are the descriptors of __slots__ (CPython); `user` says it is a
    program's class.
    """

    def __init__(self, cls: "Any", world: "Any") -> None:
        self.cls = cls
        self.user: bool = world.is_user_class(cls)
        self.traced: "dict[int, str]" = {}  # id of an exception -> its traceback as text, while it is saved
        self.kind: "Optional[str]" = None
        self.base: "Any" = object
        self.top = cls
        self.slots: "list[tuple[str, Any]]" = []
        for kind, base in BASES:
            if issubclass(cls, base):
                self.kind = kind
                self.base = base
                break
        if MICRO:
            if not self.user:
                self.base = cls
            else:
                while True:
                    above = [b for b in self.top.__bases__ if issubclass(b, self.base)]
                    if not above or above[0] is object:
                        break
                    if not world.is_user_class(above[0]):
                        self.base = above[0]
                        break
                    self.top = above[0]
        else:
            _find_slots(self)
        if self.kind == "dict" and not MICRO and hasattr(self.base, "default_factory"):
            self.base = dict

    def storable(self) -> bool:
        """Whether an instance is a class, a payload and attributes and nothing else."""
        return self.user or self.kind is not None or self.cls is object


def _find_slots(info: ClassInfo) -> None:
    import types  # CPython only

    for cls in type.__dict__["__mro__"].__get__(info.cls):
        for name, value in type.__dict__["__dict__"].__get__(cls).items():
            if isinstance(value, types.MemberDescriptorType) and (
                "__slots__" in cls.__dict__ or name == "default_factory"
            ):
                info.slots.append((name, value))
    if info.kind is None and not info.user:
        info.slots = []


def attributes(obj: "Any", info: ClassInfo) -> "dict[str, Any]":
    """The attributes an instance itself holds, read without the program's __getattr__ or properties."""
    if MICRO:
        return obj.__dict__ if info.user else {}
    try:
        own: "dict[str, Any]" = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        own = {}
    if info.slots:
        own = dict(own)
        for name, slot in info.slots:
            try:
                own[name] = slot.__get__(obj)
            except AttributeError:
                pass  # an unset slot is no attribute
    return own
