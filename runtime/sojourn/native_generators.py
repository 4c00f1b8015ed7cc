"""Stand-ins for what runs generators, and the clock that coroutines wait by.

May live here: what natives.py loads when a program asks for it first. How a generator is cut is resting.py's.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_generator: "Any" = type((lambda: (yield))())
SLICE = 0.01  # seconds that a waiting process sleeps between two looks at the flag
_CONTAINERS = (list, tuple, dict, set, frozenset, str, bytes, bytearray, range)


class Generators:
    """These stand-ins, for one engine's program."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.generator = _generator

    def taken(self, source: "Any", count: int) -> "Any":
        """What `a, b = source` takes apart: of a generator its values, one more than are wanted at most."""
        if not _runs(source):
            return source
        return self.engine.atomic_call(_first, source, count)

    def drained(self, source: "Any") -> "Any":
        """What a native operation runs over: of a generator all its values."""
        return self.engine.atomic_call(list, source) if _runs(source) else source

    def added(self, source: "Any", to: "Any") -> "Any":
        """What `to += source` takes in: a list runs over it, an object of the program gets it as it is."""
        return self.drained(source) if _runs(source) and _takes_in(to) else source

    def delegates(self, source: "Any") -> int:
        """Whether `yield from source` must hand on what is sent: 3 to a generator, 1 to an iterator of the program."""
        if type(source) is _generator:
            return 3
        if hasattr(source, "send") or hasattr(source, "__next__"):
            return 1
        own = hasattr(source, "__iter__") and hasattr(type(source), "__init__") and not isinstance(source, _CONTAINERS)
        return 1 if own else 0

    def awaited(self, source: "Any") -> "Any":
        """What `await source` runs."""
        if hasattr(source, "send"):
            return source
        if not hasattr(source, "__await__"):
            raise TypeError("object %s can't be used in 'await' expression" % type(source).__name__)
        return source.__await__()

    def clock(self) -> float:
        """Seconds that the process has lived; the time between two stays does not count."""
        return float(self.engine.lifetime.time()) / 1000

    def wait(self, seconds: float) -> None:
        """Let some of this time pass, but no more than a safepoint may wait."""
        import time

        some = max(0.0, min(seconds, SLICE))
        time.sleep(some)
        self.engine.lifetime.sleep(some)

    def rests(self, source: "Any") -> bool:
        """Whether what an iterator is sent can be thrown into it."""
        return hasattr(source, "send") and hasattr(source, "throw")

    def closes(self, source: "Any") -> bool:
        """Whether it can be closed."""
        return hasattr(source, "close")

    def delegate(self, source: "Any") -> "Any":
        """The iterator that `yield from source` runs."""
        if type(source) is _generator or hasattr(source, "send") and not hasattr(source, "__iter__"):
            return source
        return iter(source)


def _runs(source: "Any") -> bool:
    """Whether running over this runs a generator, perhaps one that an object's `__iter__` makes."""
    return hasattr(source, "send") or hasattr(source, "__iter__") and not isinstance(source, _CONTAINERS)


def _takes_in(to: "Any") -> bool:
    """Whether native code runs over what is added to this: no class of the program says itself what `+=` does."""
    kind = type(to)
    if kind in (list, bytearray, dict) or kind.__name__ in ("deque", "array"):
        return True
    for base, name in ((list, "__iadd__"), (bytearray, "__iadd__"), (dict, "__ior__")):
        if isinstance(to, base):
            return getattr(kind, name, None) is getattr(base, name, None)
    return False


def _first(source: "Any", count: int) -> "list[Any]":
    values: "list[Any]" = []
    for value in source:
        values.append(value)
        if len(values) > count >= 0:
            break
    return values
