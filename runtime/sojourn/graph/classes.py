"""The kinds of classes: what a save and a load must know of one.

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
