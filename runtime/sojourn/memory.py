"""memoryview() for MicroPython, whose own does not tell what it looks at, and so could not be stored.

Lives here: that class, and what takes it apart again where only the interpreter's own is taken. A device loads this
when a program first asks for one, and keeps it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# MicroPython lets it be derived from, and takes what is derived for the buffer; CPython, which needs none, does not.
_base: "Any" = memoryview if sys.implementation.name == "micropython" else object


class Memory(_base):  # type: ignore[misc]  # see above
    """A part of a buffer, by the buffer and where the part lies."""

    source: "Any"
    start: int
    view: "Any"

    def __init__(self, source: "Any", start: int = 0, count: int = -1) -> None:
        if isinstance(source, Memory):
            start, count = source.start, len(source.view)
            source = source.source
        whole = memoryview(source)
        self.view = whole[start : start + count] if count >= 0 else whole
        super().__init__(self.view)
        self.source = source
        self.start = start

    def __len__(self) -> int:
        return len(self.view)

    def __getitem__(self, at: "Any") -> "Any":
        if not isinstance(at, slice):
            return self.view[at]
        if at.step is not None and at.step != 1:
            return self.view[at]  # MicroPython says that it cannot
        first = _place(at.start, 0, len(self.view))
        last = _place(at.stop, len(self.view), len(self.view))
        return Memory(self.source, self.start + first, max(0, last - first))

    def __setitem__(self, at: "Any", value: "Any") -> None:
        self.view[at] = view_of(value)

    def __iter__(self) -> "Any":
        from sojourn.iterators import Iter

        return Iter(self)

    def __eq__(self, other: object) -> bool:
        return bool(self.view == view_of(other))

    def __hash__(self) -> int:
        return hash(self.view)

    def __repr__(self) -> str:
        return repr(self.view)


def view_of(value: "Any") -> "Any":
    """What a native operation takes in the place of one of ours."""
    return value.view if isinstance(value, Memory) else value


def _place(at: "Any", default: int, count: int) -> int:
    if at is None:
        return default
    return int(max(0, at + count) if at < 0 else min(at, count))
