"""Captured frames: a stack of them in short pieces, so that a deep one needs no large block of memory.

Lives here: how frames are kept. What is in one is engine.py's: the list [module, point, result, values, pairs], or the
tuple (module, point, value, ...) where there is no result and no loop, which takes a third of the memory.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable, Iterator

PIECE = 63  # frames in one list: with its head it fills the 64 places that a list grows to


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
        """More frames, the innermost last."""
        for frame in frames:
            if not self.last or len(self.last) > PIECE:
                self.last = [self.last]
                self.count += 1
            self.last.append(frame)

    def top(self) -> "Any":
        """The innermost frame as a list."""
        return opened(self.last[-1])

    def pop(self) -> None:
        """The innermost frame goes on, and is no longer captured."""
        self.last.pop()
        if len(self.last) == 1:
            self.last = self.last[0]
            self.count -= 1


def closed(frame: "Any") -> "Any":
    """A frame in the form in which it is kept."""
    if len(frame) > 5 or frame[2] is not None or frame[4]:
        return frame
    return (frame[0], frame[1]) + tuple(frame[3])


def is_generators(frame: "Any") -> bool:
    """Whether it is the frame of a generator."""
    return type(frame) is list and len(frame) > 5


def opened(frame: "Any") -> "Any":
    """A frame as a list."""
    return [frame[0], frame[1], None, frame[2:], ()] if type(frame) is tuple else frame


def pairs_of(frame: "Any") -> "Any":
    """The loops of a frame: source and iterator of each, in one list."""
    return () if type(frame) is tuple else frame[4]
