"""Objects that are no plain data, made again from their descriptions: see world.py.

Lives here: making and filling. A device loads this for a load and lets go of it then. A class is made again with
type(name, bases, dictionary); its body does not run again.
"""

import sys

from sojourn.engine import UNSET
from sojourn.world import World, standing_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine

MICRO = sys.implementation.name == "micropython"
_method: "Any" = type(str.upper)


class Making(World):
    """Makes the objects of one engine's program, for one load."""

    def __init__(self, engine: "Engine", ready: "Any") -> None:
        super().__init__(engine)
        self.resting: "list[Any]" = []  # generators, and what they are given when everything is there
        self.ready = ready  # called with the roots before the program's own hashing runs

    def make(self, tag: str, early: "list[Any]") -> "Any":
        """The object of a description; raises ImageError for an unknown tag, ImportError for a missing native."""
        engine = self.engine
        if tag == "function":
            return engine.module(early[0]).names["%sf%d" % (engine.prefix, early[1])]
        if tag == "closure":
            return engine.module(early[0]).names["%sk%d" % (engine.prefix, early[1])](*early[2:])
        if tag == "class":
            return self.make_class(early)
        if tag == "generator":
            from sojourn import resting

            box: "list[Any]" = []
            resting_one = resting.make(engine, early[0], early[1], box)
            self.resting.append([resting_one, box, early[0], early[1], []])
            return resting_one
        if tag == "native":
            for at in range(0, len(early) - 2, 2):
                try:
                    return resolve(early[at], early[at + 1])
                except (ImportError, AttributeError):
                    continue
            return resolve(early[-2], early[-1])
        if tag == "names":
            return engine.module(early[0]).names
        if tag == "module":
            return engine.module(early[0]).module
        if tag == "import":
            return resolve(early[0], "")
        if tag == "unset":
            return UNSET
        from sojourn.making_rare import make

        return make(engine, tag, early)

    def prime(self) -> None:
        """Everything is there: bring the generators to where they rest."""
        for entry in self.resting:
            from sojourn import resting

            resting.prime(self.engine, entry[0], entry[1], entry[2], entry[3], entry[4])

    def make_class(self, early: "list[Any]") -> "Any":
        names = {}
        for at in range(4, len(early), 2):
            names[early[at]] = early[at + 1]
        if early[1]:
            names["__qualname__"] = early[1]
        if early[2]:
            names["__module__"] = early[2]
        return type(early[0], tuple(early[3]), names)

    def fill(self, obj: "Any", tag: str, late: "list[Any]") -> None:
        """Give the object what could not be given when it was made."""
        if tag == "generator":
            for entry in self.resting:
                if entry[0] is obj:
                    entry[4] = late
            return
        if tag == "reduce":
            if late:
                if hasattr(obj, "__setstate__"):
                    obj.__setstate__(late[0])
                elif isinstance(late[0], dict):
                    obj.__dict__.update(late[0])
            return
        for at in range(0, len(late), 2):
            if not MICRO or tag == "class":
                setattr(obj, late[at], late[at + 1])


def resolve(module: str, name: str) -> "Any":
    found: "Any" = __import__(standing_for(module), None, None, ("x",))
    for part in name.split(".") if name else ():
        if module == "builtins" and not hasattr(found, part):
            from sojourn.making_rare import lacked

            found = lacked(found, part)
        else:
            holder, found = found, getattr(found, part)
            if MICRO and type(found) is _method:  # str.upper is another object each time there
                from sojourn.native_objects import Bound

                found = Bound(holder, part)
    return found
