"""Captured frames: a stack of them in short pieces, so that a deep one needs no large block of memory.

Lives here: how frames are kept, and when the native stack is emptied into them. What is in a frame is engine.py's: the
list [module, point, result, values, pairs], or the tuple (module, point, value, ...) where there is no result and no
loop, which takes a third of the memory.

The interpreter's limit is measured once, since MicroPython tells how much of its stack is used and not how much there
is. Headroom is kept: sorting, formatting and other native code fail near the limit too. On CPython calls of Python
functions take no native stack (depth_cpython.py).
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, Iterator

PIECE = 63  # frames in one list: with its head it fills the 64 places that a list grows to

_found = 0


def _down() -> None:
    global _found
    _found = stack_use()
    _down()


stack_use: "Callable[[], int]" = int
if sys.implementation.name == "micropython":
    import micropython

    stack_use = micropython.stack_use
    try:
        _down()
    except RuntimeError:
        pass  # that is the limit
    del _down
LIMIT = _found * 5 // 8
LEVELS = 20000  # captured at most, and one for each LEVEL_BYTES of the heap: a recursion without end must end
LEVEL_BYTES = 128


def levels() -> int:
    """How many frames may be captured because the native stack is deep; MicroPython."""
    import gc

    ask: "Any" = gc
    whole: int = ask.mem_free() + ask.mem_alloc()
    return min(LEVELS, whole // LEVEL_BYTES)


class Frames:
    """A stack; running over it gives the outermost frame first. Each piece begins with the piece outside it."""

    def __init__(self) -> None:
        self.last: "Any" = None
        self.count = 0  # pieces

    def __len__(self) -> int:
        return (self.count - 1) * PIECE + len(self.last) - 1 if self.last else 0

    def __iter__(self) -> "Iterator[Any]":
        pieces: "list[Any]" = []
        piece = self.last
        while piece:
            pieces.append(piece)
            piece = piece[0]
        while pieces:
            piece = pieces.pop()
            for number in range(1, len(piece)):
                yield piece[number]

    def extend(self, frames: "Iterable[Any]") -> None:
        """More frames, the innermost last; all of them, or with MemoryError none."""
        last, count = self.last, self.count
        before = len(last) if last else 0
        try:
            for frame in frames:
                if not self.last or len(self.last) > PIECE:
                    self.last = [self.last]
                    self.count += 1
                self.last.append(frame)
        except MemoryError:
            self.last, self.count = last, count
            while last and len(last) > before:
                last.pop()
            raise

    def top(self) -> "Any":
        """The innermost frame."""
        return self.last[-1]

    def pop(self) -> None:
        """The innermost frame goes on, and is no longer captured."""
        self.last.pop()
        if len(self.last) == 1:
            self.last = self.last[0]
            self.count -= 1
