"""One timed run, inside the interpreter: the clock is read right before the program starts and right after it ends.

Runs on MicroPython and on CPython. May live here: what happens inside the process. May not: how often, and what is made
of the figures (measure.py). Both sides are timed alike: on MicroPython from loading the program's .mpy to its end, on
CPython from running its compiled code. The clock counts processor time. The seconds go into the file `answer`.
"""

import sys
import time

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def untouched(folder: str, main: str, answer: str) -> None:
    """Run the program as it is: `untouched_main.mpy` in `folder` on MicroPython, the source file `main` on CPython."""
    sys.path.insert(0, folder)
    if MICRO:
        timed(lambda: __import__("untouched_main"), answer)
        return
    import types  # CPython only

    with open(folder + "/" + main, "rb") as file:
        code = compile(file.read(), main, "exec")
    module = types.ModuleType("__main__")
    module.__file__ = main
    sys.modules["__main__"] = module
    timed(lambda: exec(code, module.__dict__), answer)


def compiled(folder: str, answer: str) -> None:
    """Run the program that was compiled into `folder`."""
    from sojourn.code import FolderCode
    from sojourn.engine import Engine

    engine = Engine(FolderCode(folder + "/code"))
    if not MICRO:
        engine.module(0)

    def start() -> None:
        engine.run()
        if engine.error is not None:
            raise engine.error

    timed(start, answer)


def clock() -> float:
    """Seconds of processor time of this process: what other processes take meanwhile does not count."""
    if not MICRO:
        return time.process_time()
    if hasattr(time, "clock"):
        return time.clock()  # type: ignore[attr-defined,no-any-return,unused-ignore]  # the unix port's
    return time.ticks_us() / 1e6  # type: ignore[attr-defined,no-any-return]  # MicroPython's, and real time


def timed(start: "Callable[[], Any]", answer: str) -> None:
    """Call `start` and write how many seconds it took."""
    began = clock()
    try:
        start()
    except SystemExit as error:
        if error.args and error.args[0]:
            raise
    took = clock() - began
    if not MICRO:
        sys.stdout.flush()
    with open(answer, "w") as file:
        file.write(f"{took:.6f}")
