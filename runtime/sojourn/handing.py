"""What is seldom needed of the stand-ins that generated code calls, and the place of a traceback.

Lives here: what natives.py imports when a program first hands a generator to an unknown function, or keeps iter(...).
"""

from sojourn.native_generators import _CONTAINERS, _runs
from sojourn.native_objects import Bound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FUNCTIONS = tuple({type(len), type(print), type(isinstance), type(max), type(sum)})


class Traceback:
    """Stands for CPython's traceback, of which only that it was there moves; MicroPython has none."""


class _Late:
    """What a star runs over once the keywords behind it are evaluated."""

    def __init__(self, engine: "Any", source: "Any") -> None:
        self.engine = engine
        self.source = source

    def __iter__(self) -> "Any":
        return iter(self.engine.atomic_call(list, self.source))


class Handing:
    """The stand-ins of one engine."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine

    def iter(self, source: "Any", *sentinel: "Any") -> "Any":
        from sojourn import iterators

        return iterators.Calls(self.engine, source, *sentinel) if sentinel else iterators.storable_iter(source)

    def drained_late(self, source: "Any") -> "Any":
        """What `f(*source, key=...)` runs over: of a generator all its values, in one atomic step."""
        return _Late(self.engine, source) if _runs(source) else source

    def called(self, function: "Any", *args: "Any", **kwargs: "Any") -> "Any":
        """A call of an unknown function with what may be a generator: native code runs it in one atomic step."""
        native = type(function) in _FUNCTIONS or isinstance(function, type) and function in _CONTAINERS
        if native or isinstance(function, Bound) and isinstance(function.holder, _CONTAINERS):
            return self.engine.atomic_call(function, *args, **kwargs)
        return function(*args, **kwargs)
