"""Stand-ins for the builtins that call back into the program: each call is one atomic step, or an object of ours.

May live here: what natives.py loads when a program asks for it first.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Calls:
    """These stand-ins, for one engine's program."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine

    def sorted_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(sorted, *args, **kwargs)

    def min_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(min, *args, **kwargs)

    def max_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(max, *args, **kwargs)

    def zip_(self, *sources: "Any", strict: bool = False) -> "Any":
        from sojourn.iterators import Zip

        return Zip(self.engine, strict, *sources)

    def enumerate_(self, source: "Any", start: int = 0) -> "Any":
        from sojourn.iterators import Enumerate

        return Enumerate(self.engine, source, start)

    def map_(self, function: "Any", *sources: "Any") -> "Any":
        from sojourn.iterators import Map

        return Map(self.engine, function, *sources)

    def filter_(self, function: "Any", source: "Any") -> "Any":
        from sojourn.iterators import Filter

        return Filter(self.engine, function, source)

    def within(self, value: "Any", container: "Any") -> bool:
        """value in container, one atomic step."""
        return bool(self.engine.atomic_call(_within, value, container))


def _within(value: "Any", container: "Any") -> bool:
    return value in container
