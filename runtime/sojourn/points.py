"""What a captured frame says: which function its point belongs to, and what is in it.

Lives here: those questions, which are asked while frames are captured, stored, named or resumed.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine


def key_of(engine: "Engine", frame: "Any") -> int:
    """The function that a frame is of, told apart from those of other modules."""
    found: int = frame[0] << 16 | function_of(engine, frame[0], frame[1])
    return found


def function_of(engine: "Engine", index: int, point: int) -> int:
    """The number of the function that a point of module `index` belongs to."""
    found = 0
    for first, fid in engine.infos[index]["first"]:
        if first > point:
            break
        found = fid
    return found


def is_generators(frame: "Any") -> bool:
    """Whether it is the frame of a generator."""
    return type(frame) is list and len(frame) > 5


def opened(frame: "Any") -> "Any":
    """A frame as a list."""
    return [frame[0], frame[1], None, frame[2:], ()] if type(frame) is tuple else frame


def pairs_of(frame: "Any") -> "Any":
    """The loops of a frame: source and iterator of each, in one list."""
    return () if type(frame) is tuple else frame[4]
