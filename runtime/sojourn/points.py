"""Which function a point belongs to.

Lives here: that question, which is asked while frames are captured, named or resumed.
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
