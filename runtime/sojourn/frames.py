"""Captured frames: a stack of them in short pieces, so that a deep one needs no large block of memory.

Lives here: how frames are kept. What is in one is engine.py's: the list [module, point, result, values, pairs], or the
tuple (module, point, value, ...) where there is no result and no loop, which takes a third of the memory.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable, Iterator

PIECE = 64  # frames in one list


class Frames:
    """A stack; running over it gives the outermost frame first."""

    def __init__(self, frames: "Iterable[Any]" = ()) -> None:
        self.pieces: "list[list[Any]]" = []
        self.extend(frames)

    def __len__(self) -> int:
        return (len(self.pieces) - 1) * PIECE + len(self.pieces[-1]) if self.pieces else 0

    def __iter__(self) -> "Iterator[Any]":
        for piece in self.pieces:
            for frame in piece:
                yield frame

    def __getitem__(self, number: int) -> "Any":
        """Frame `number`, counted from the outermost."""
        return self.pieces[number // PIECE][number % PIECE]

    def extend(self, frames: "Iterable[Any]") -> None:
        """More frames, the innermost last."""
        pieces = self.pieces
        for frame in frames:
            if not pieces or len(pieces[-1]) == PIECE:
                pieces.append([])
            pieces[-1].append(frame)

    def top(self) -> "Any":
        """The innermost frame as a list."""
        return opened(self.pieces[-1][-1])

    def pop(self) -> None:
        """The innermost frame goes on, and is no longer captured."""
        self.pieces[-1].pop()
        if not self.pieces[-1]:
            self.pieces.pop()


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
