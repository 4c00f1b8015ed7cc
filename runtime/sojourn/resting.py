"""Generators of the program: cutting one that runs, asking one that rests, and making one again.

Lives here: what the engine does with native generators.  None is ever taken apart: a generator that is cut, or asked
for its frame, pushes what it needs and yields CUT, and so it rests where it was and can go on (DESIGN section 3, trap
5). A frame of a generator on the stack is the list [module, point, result, values, pairs, generator, how]; `how` is 1
where a loop runs over it, for which its end is END, else 0.
"""

import sys

from sojourn.engine import CUT, END, FRAME, RESTING, Engine
from sojourn.errors import CaptureError
from sojourn.points import is_generators
from sojourn.positions import Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"
GENERATOR = type((lambda: (yield))())


def finished() -> "Any":
    """A generator that has ended."""
    values: "tuple[Any, ...]" = ()
    for value in values:
        yield value


def go_on(engine: Engine, generator: "Any", how: int, error: "Any", value: "Any") -> "Any":
    """Go on with a generator that was cut; what it gives is for the frame that runs it."""
    try:
        return generator.send(value) if error is None else generator.throw(error)
    except StopIteration:
        if how == 1:
            return END
        raise


def hooks(engine: Engine, index: int) -> "dict[str, Any]":
    """The names that the code of module `index` finds, in a program that has generators."""

    def safepoint(point: int) -> bool:
        return engine.slow(index, point, RESTING)

    def wait(point: int) -> bool:
        return engine.wait(index, point, FRAME)

    def wait_resting(point: int) -> bool:
        return engine.wait(index, point, RESTING)

    def asked(point: int) -> bool:
        if engine.flag != 3:
            return False
        engine.answer = [index, point, None, [], []]
        return True

    def unstarted(looks: bool) -> None:
        """A generator that was only asked for its frame before it began was sent something.

        It waits on, and the look behind the call that sent it raises the error; within native code there is none.
        """
        if engine.depth or not looks:
            raise TypeError("can't send non-None value to a just-started generator")
        engine.refused = True
        engine.set_flag(1)

    def position(source: "Any", iterator: "Any") -> "Any":
        return push_position(engine, source, iterator)

    return {
        "sg": safepoint,
        "sl": wait,
        "slg": wait_resting,
        "sy": asked,
        "wg": position,
        "dn": lambda generator: engine.drive(generator, 0),
        "dl": lambda generator: engine.drive(generator, 1),
        "yu": unstarted,
        "yc": CUT,
        "ye": END,
    }


def push_position(engine: Engine, source: "Any", iterator: "Any") -> "Any":
    """Push where a loop of a generator stands; gives an iterator to go on with, since that one was counted."""
    position = Position.of(source, iterator)
    if engine.flag == 3:
        engine.answer[4].append(source)
        engine.answer[4].append(position)
    else:
        engine.push_pair(source, position)
    return position.start(source) if type(position) is Position else iterator


def describe(engine: Engine, generator: "Any") -> "Any":
    """(tag, early, late) of a generator; None if it is not one of the program's."""
    if not MICRO and generator.gi_frame is not None and not any(generator is known for known in engine.rested):
        engine.rested.append(generator)
    for frame in engine.frames:
        if is_generators(frame) and frame[5] is generator:
            return ("generator", [frame[0], frame[1]], [frame[3], frame[4]])
    if MICRO:
        name = repr(generator).split("'")[1] if "'" in repr(generator) else ""
        at = name.find(engine.prefix)
        if name != "finished" and (at <= 0 or not name[at + len(engine.prefix) :].isdigit()):
            return None
    elif generator.gi_frame is None:
        return ("generator", [0, 0], [])
    elif not any(generator.gi_frame.f_globals is module.names for module in engine.modules.values()):
        return None
    answer = ask(engine, generator)
    if answer is None:
        return ("generator", [0, 0], [])
    for number in range(1, len(answer[4]), 2):
        if type(answer[4][number]) is Position:
            answer[4][number].freeze(answer[4][number - 1])
    return ("generator", [answer[0], answer[1]], [answer[3], answer[4]])


def ask(engine: Engine, generator: "Any") -> "Any":
    """The frame of a generator that rests, which stays as it is; None if it has ended."""
    engine.answer = None
    flag = engine.flag
    engine.set_flag(3)
    try:
        got = generator.send(None)
    except StopIteration:
        return None
    finally:
        engine.set_flag(flag)
    answer, engine.answer = engine.answer, None
    if answer is None or got is not CUT:
        raise CaptureError("a generator did not rest when it was asked")
    return answer


def make(engine: Engine, index: int, point: int, box: "list[Any]") -> "Any":
    """A generator that will go on at `point` with what `prime` puts into `box`; point 0 has ended."""
    from sojourn.resuming import resume_of

    if not point:
        made = finished()
        for _ in made:
            pass
        return made
    return resume_of(engine, index, point).body(box)


def prime(engine: Engine, generator: "Any", box: "list[Any]", index: int, point: int, late: "list[Any]") -> None:
    """Bring a generator that was made again to where it rests."""
    if not point:
        return
    from sojourn.resuming import resume_of, slots

    resume = resume_of(engine, index, point)
    box.append(point)
    box.extend(slots(resume, point, late[0], late[1]))
    if generator.send(None) is not CUT:
        raise CaptureError("a generator did not come to rest")
