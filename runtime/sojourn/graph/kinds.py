"""What a save knows of objects: which refer to nothing, what the first walk found, what attributes one has.

Classes are classes.py's; records and references are not known here. Rule: no method of a program's class is called.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.classes import ClassInfo

MICRO = sys.implementation.name == "micropython"
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


def attributes(obj: "Any", info: "ClassInfo") -> "dict[str, Any]":
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
