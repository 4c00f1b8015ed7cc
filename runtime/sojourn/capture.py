"""What is done once the native stack is unwound: frames are made of what was pushed, and checked to be a path of calls.

Lives here: that step, and the check.  A device loads this for a capture and lets go of it then; pushing and going on
are engine.py's.  What each point may run is stored with its module ("p0", written by the compiler's paths.py) and read
two records at a time.
"""

from sojourn.engine import _DRIVEN, _PAIR, CHUNK, CUT, DEEP, FRAME, RESTING
from sojourn.errors import CaptureError
from sojourn.frames import Frames
from sojourn.points import is_generators, key_of, pairs_of
from sojourn.units import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine

ANYTHING = 1  # what a point may run, where the compiler cannot tell
CONSTRUCTOR = 1 << 31  # marks an __init__: whoever called the class gets the object although the call was cut
KNOWN = 32  # links of a path that are remembered, so that a deep recursion is looked up once


def collect(engine: "Engine") -> None:
    """Make `engine.frames` of what was pushed.

    A MemoryError leaves what was pushed as it is, so that this can be called again.  CaptureError when the frames are
    no path of calls: then the engine is `broken`, since native code has gone on with a result that was none.
    """
    engine.spare = []
    found = _frames(engine)
    wrong = ""
    if engine.error is not None:
        wrong = "the program raised %r while it was captured: native code got no result of it" % (engine.error,)
    else:
        wrong = fault(engine, found)
    nothing: "list[Any]" = []
    if not wrong:
        engine.frames.extend(found)
    engine.chunks = nothing  # made before: after the frames are there nothing may fail
    engine.at_chunk = engine.at_word = 0
    engine.capturing = False
    engine.set_flag(0)
    engine.value = engine.error = engine.current = None
    if wrong:
        engine.frames = Frames()
        engine.broken = wrong
        raise CaptureError(wrong)
    if engine.asked is not DEEP:
        settle(engine)


def closed(frame: "Any") -> "Any":
    """A frame in the form in which it is kept."""
    if len(frame) > 5 or frame[2] is not None or frame[4]:
        return frame
    return (frame[0], frame[1]) + tuple(frame[3])


def _frames(engine: "Engine") -> "list[Any]":
    """The frames that were pushed, outermost first."""
    found: "list[Any]" = []
    driven: "dict[int, Any]" = {}  # by the number of the frame inside: how it is run directly, and what it is
    frame: "Any" = None
    chunks = engine.chunks

    def word(at: int) -> "Any":
        return chunks[at // CHUNK][at % CHUNK]

    total = engine.at_chunk * CHUNK + engine.at_word
    at = 0
    while at < total:
        mark = word(at)
        at += 1
        if mark is _DRIVEN:
            driven[len(found) - 1] = (word(at), word(at + 1))
            at += 2
        elif mark is FRAME or mark is RESTING:
            if found:
                found[-1] = closed(frame)
            point = word(at + 1)
            frame = [word(at), point if point > 0 else -point, None, [], []]
            at += 2
            if mark is RESTING:
                frame.append(None)
                frame.append(0)
            found.append(frame)
            if point < 0:
                frame[2] = None if word(at) is CUT else word(at)
                at += 1
        elif mark is _PAIR:
            frame[4].append(word(at))
            frame[4].append(word(at + 1))
            at += 2
        else:
            frame[3].append(mark)
    found[-1] = closed(frame)
    driven[len(found)] = engine.current
    for number, frame in enumerate(found):
        how = driven.get(number + 1)
        if how is not None and is_generators(frame):
            frame[5], frame[6] = how
    found.reverse()
    return found


def settle(engine: "Engine") -> None:
    """Turn the iterators of captured loops into positions; what is done stays done if memory runs out."""
    for frame in engine.frames:
        pairs = pairs_of(frame)
        if pairs:
            from sojourn.positions import Position
        for number in range(1, len(pairs), 2):
            if type(pairs[number]) is not Position:
                pairs[number] = Position.of(pairs[number - 1], pairs[number])
    if MICRO:  # no frame uses a resume body now: what is needed again is loaded again
        engine.resumes = {}
        engine.flagged = list(engine.modules.values()) + list(engine.makers.values())


def fault(engine: "Engine", frames: "list[Any]") -> str:
    """Why the frames (outermost first) are no path of calls; "" when they are one."""
    key = key_of(engine, frames[0])
    if key != engine.entered:
        return "%s was running, and %s was captured first; native code stands between them" % (
            _name(engine, engine.entered),
            _name(engine, key),
        )
    for frame in frames:
        if is_generators(frame) and not hasattr(frame[5], "send"):
            return "native code ran %s, a generator that was cut" % _name(engine, key_of(engine, frame))
    known: "dict[Any, int]" = {}
    for number in range(len(frames) - 1):
        outer = frames[number]
        result = None if type(outer) is tuple else outer[2]
        key = key_of(engine, frames[number + 1])
        if is_generators(frames[number + 1]):  # whoever runs it has said so
            if result is None:
                continue
            return "native code returned a %s over %s, a generator" % (type(result).__name__, _name(engine, key))
        link = (outer[0], outer[1], key)
        how = known.get(link)
        if how is None:
            how = runs(engine, outer[0], outer[1], key)
            if len(known) == KNOWN:
                known = {}
            known[link] = how
        if not how:
            return (
                "%s was captured inside a call at point %d of %s that does not run it; native code between them does"
                % (
                    _name(engine, key),
                    outer[1],
                    _name(engine, key_of(engine, outer)),
                )
            )
        if result is not None and (how == ANYTHING or not made_by_call(result)):
            return "native code returned a %s over the captured %s at point %d of %s" % (
                type(result).__name__,
                _name(engine, key),
                outer[1],
                _name(engine, key_of(engine, outer)),
            )
    return ""


def runs(engine: "Engine", index: int, point: int, key: int) -> int:
    """How the call at a point may run function `key`: 0 not at all, 1 as a plain call, 2 as a constructor's too."""
    name = "p%d" % index
    place = _number(engine.code.part(name, 2 * point, 2))
    if place == ANYTHING:
        return 2
    if not place:
        return 0
    count = _number(engine.code.part(name, 2 * place, 2))
    at = 2 * place + 2
    while count:
        some = min(count, 100)
        part = engine.code.part(name, at, 4 * some)
        for entry in range(0, 4 * some, 4):
            found = _number(part[entry : entry + 4])
            if found & (CONSTRUCTOR - 1) == key:
                return 2 if found & CONSTRUCTOR else 1
        count -= some
        at += 4 * some
    return 0


def made_by_call(value: "Any") -> bool:
    """Whether a result that came over a captured frame can be an object being constructed."""
    return hasattr(type(value), "__init__") and type(value) not in (int, str, list, dict, tuple, float, bool)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _name(engine: "Engine", key: int) -> str:
    """How a function is called in the program."""
    import json

    return str(json.loads(engine.code.data("d%d" % (key >> 16)))[key & 0xFFFF][1])
