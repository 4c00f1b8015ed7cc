"""One timed run, inside the interpreter: the clock is read right before the program starts and right after it ends.

Runs on MicroPython and on CPython. May live here: what happens inside the process. May not: how often, and what is made
of the figures (measure.py). Both sides are timed alike: on MicroPython from loading the program's .mpy to its end, on
CPython from running its compiled code. The clock counts processor time. The seconds go into the file `answer`.

Where instructions are counted instead, `part` is "run" or "load": everything, or all but running the program.
"""

import sys
import time

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def untouched(folder: str, main: str, answer: str, part: str = "all") -> None:
    """Run the program as it is: `untouched_main.mpy` in `folder` on MicroPython, the source file `main` on CPython."""
    sys.path.insert(0, folder)
    if MICRO:
        timed(lambda: __import__("untouched_main"), answer, part)
        return
    import types  # CPython only

    with open(folder + "/" + main, "rb") as file:
        code = compile(file.read(), main, "exec")
    module = types.ModuleType("__main__")
    module.__file__ = main
    sys.modules["__main__"] = module
    timed(lambda: exec(code, module.__dict__), answer, part)


def compiled(folder: str, answer: str, part: str = "all") -> None:
    """Run the program that was compiled into `folder`."""
    from sojourn.boot import prepared

    engine = engine_of(folder)
    holes: list[Any] = []  # what is to be held while the program runs
    if not MICRO or part != "all":
        holes.append(prepared(engine))

    def start() -> None:
        if not holes:
            holes.append(prepared(engine))
        go_on(engine)

    timed(start, answer, part)


def rest(folder: str, answer: str, after: int, stop: bool) -> None:
    """Time the compiled program from safepoint `after` on; with `stop` it is captured there, and resumed.

    The answer is negative when the program has not so many.
    """
    from sojourn.boot import prepared

    engine = engine_of(folder)
    holes = prepared(engine)
    slow = engine.slow
    began: list[float] = []

    def look(index: int, point: int, mark: "Any") -> bool:
        captures: bool = slow(index, point, mark)
        if not stop and not engine.depth and engine.count >= after:
            engine.counting = False
            engine.set_flag(0)
            engine.slow = slow
            began.append(clock())
        return captures

    if not stop:
        engine.slow = look
    engine.count_to(after if stop else -1)
    took = -1.0
    if go_on(engine):
        engine.counting = False
        began.append(clock())
        go_on(engine)
    if began:
        took = clock() - began[0]
    del holes
    write(took, answer)


def engine_of(folder: str) -> "Any":
    """The engine of the program that was compiled into `folder`."""
    from sojourn.code import FolderCode
    from sojourn.engine import Engine

    return Engine(FolderCode(folder + "/code"))


def go_on(engine: "Any") -> bool:
    """Run the program until it is captured, which gives True, or has ended."""
    captured: bool = engine.run()
    error = engine.error
    if error is not None and not (isinstance(error, SystemExit) and not (error.args and error.args[0])):
        raise error
    return captured


def clock() -> float:
    """Seconds of processor time of this process: what other processes take meanwhile does not count."""
    if not MICRO:
        return time.process_time()
    if hasattr(time, "clock"):
        return time.clock()  # type: ignore[attr-defined,no-any-return,unused-ignore]  # the unix port's
    return time.ticks_us() / 1e6  # type: ignore[attr-defined,no-any-return]  # MicroPython's, and real time


def timed(start: "Callable[[], Any]", answer: str, part: str) -> None:
    """Call `start`, unless only loading is counted, and write how many seconds it took."""
    began = clock()
    try:
        if part != "load":
            start()
    except SystemExit as error:
        if error.args and error.args[0]:
            raise
    write(clock() - began, answer)


def write(seconds: float, answer: str) -> None:
    write_text(f"{seconds:.6f}", answer)


def write_text(text: str, answer: str) -> None:
    if not MICRO:
        sys.stdout.flush()
    with open(answer, "w") as file:
        file.write(text)
