"""What the object graph asks about everything that is not plain data: functions, classes, modules, natives.

Lives here: what both directions need. describing.py says what an object is when it is stored, making.py makes it again;
a device loads each for its step and lets go of it then. A description is (tag, early, late): early parts are needed to
make the object, late ones are filled in when all objects exist. Code is never described, only named: a function is its
module's number and its own.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine

MICRO = sys.implementation.name == "micropython"


def standing_for(module: str) -> str:
    """The name under which one of the interpreter's modules is imported here."""
    return "sojourn.patterns" if MICRO and module == "re" else module


class World:
    """The objects of one engine's program."""

    def __init__(self, engine: "Engine") -> None:
        self.engine = engine

    def is_user_class(self, cls: "Any") -> bool:
        """Whether instances of this class are stored by their attributes."""
        if MICRO:
            try:
                object.__new__(cls)
            except TypeError:
                return False  # MicroPython makes only instances of classes written in Python this way
            return True
        for base in cls.__mro__:
            if base.__flags__ & (1 << 9):
                written = "__dict__" in base.__dict__ or "__slots__" in base.__dict__ or "__weakref__" in base.__dict__
                if not written and not any("__dict__" in above.__dict__ for above in base.__mro__[1:]):
                    return False
                if base.__module__ in ("_io", "re", "_thread"):
                    return False
        return bool(cls.__flags__ & (1 << 9))

    def entries(self, error: "Any") -> str:
        """The traceback of an exception that is stored, as text; "" for none."""
        return ""

    def hold(self, error: "Any", entries: str) -> None:
        """Remember the traceback that an exception was stored with."""
        self.engine.held.append((error, entries))
