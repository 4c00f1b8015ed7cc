"""Going on with captured frames: what each needs, and the body that it goes on in.

Lives here: a step's preparation; engine.py takes the step, and a device lets go of this when no captured frame is left.
"""

from sojourn.loading import load_resume
from sojourn.points import function_of, key_of, opened
from sojourn.units import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine


def prepared(engine: "Engine") -> "tuple[Any, list[Any]]":
    """Take the innermost frame: the function that goes on with it, and what that is given."""
    frame = opened(engine.frames.top())
    value = engine.value
    error = engine.error
    if frame[2] is not None and error is None:
        value = frame[2]
    if len(frame) > 5:
        from sojourn.resting import go_on

        call: "Any" = go_on
        given = [engine, frame[5], frame[6], error, value]
    else:
        resume = resume_of(engine, frame[0], frame[1])
        call = resume.body
        given = [frame[1], error, value] + slots(resume, frame[1], frame[3], frame[4])
        if not MICRO:
            given = [given]  # the body empties it: else all of this would live until it returns
    # Nothing allocates from here on: without memory the frame is still there.
    taken = (call, given)
    engine.current = (frame[5], frame[6]) if len(frame) > 5 else None
    engine.entered = key_of(engine, frame)
    engine.value = engine.error = None
    engine.frames.pop()
    return taken


def slots(resume: "Any", point: int, values: "Any", held: "Any") -> "list[Any]":
    """What a resume body gets for its variables: values as they were pushed, iterators where they stood."""
    plain, pairs, _ = resume.table[point]
    slots = [None] * resume.count
    for number, slot in enumerate(plain):
        slots[slot] = values[number]
    for number, (source, iterator) in enumerate(pairs):
        kept = held[2 * number]
        if source >= 0:
            slots[source] = kept
        position = held[2 * number + 1]
        slots[iterator] = position.start(kept) if _is_position(position) else position
    return slots


def _is_position(iterator: "Any") -> bool:
    from sojourn.positions import Position

    return type(iterator) is Position


def resume_of(engine: "Engine", index: int, point: int) -> "Any":
    """The resume body of the function that has this point."""
    fid = function_of(engine, index, point)
    key = index << 16 | fid
    found = engine.resumes.get(key) or engine.makers.get(key)
    if found is None:
        if MICRO:
            drop_resumes(engine)
        owner = engine.module(index)
        engine.room = None
        found = load_resume(engine, owner, fid)
        if MICRO:
            found.set(engine.flag)
            engine.flagged.append(found)
        (engine.makers if found.generator else engine.resumes)[key] = found
    return found


def drop_resumes(engine: "Engine") -> None:
    """Let go of the resume bodies that no captured frame waits for: one that has begun is the current one."""
    kept: "dict[int, Any]" = {}
    for frame in engine.frames:
        key = key_of(engine, frame)
        if key in engine.resumes:
            kept[key] = engine.resumes[key]
    engine.resumes = kept
    engine.flagged = list(engine.modules.values()) + list(engine.makers.values()) + list(kept.values())
