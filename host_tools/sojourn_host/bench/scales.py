"""Weighs a program's modules in memory, inside MicroPython: when its last definition was made, and before it goes on.

May live here: what happens inside the process. May not: where in the program it is weighed (memory.py). The program
imports `sojourn_weighing` there, whose only statement calls `weigh`.
"""

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn_host.bench.stopwatch import engine_of, go_on, write
else:  # beside this file where it runs
    from stopwatch import engine_of, go_on, write

NOWHERE = -1  # the program has not come to the place
TABLE = 3000  # bytes: a part of the table with room for some 300 names
_micropython: "Any" = gc
_seen: "dict[str, Any]" = {"before": 0, "answer": ""}


def untouched(folder: str, answer: str) -> None:
    """Import `untouched_main.mpy` in `folder`, up to where it is weighed."""
    sys.path.insert(0, folder)
    begin(answer)
    try:
        __import__("untouched_main")
    except SystemExit:
        pass  # by `weigh`


def compiled(folder: str, answer: str) -> None:
    """Run the program that was compiled into `folder`, up to where it is weighed."""
    engine = engine_of(folder)
    begin(answer)
    go_on(engine)


def begin(answer: str) -> None:
    """Nothing of the program is there yet.

    MicroPython's table of names grows by thousands of bytes at once, for whoever comes with one name too many: it is
    made to grow before, so that there is room for all names of either side. The names themselves are weighed.
    """
    _seen["answer"] = answer
    write(NOWHERE, answer)
    number = 0
    grown = 0
    while grown < TABLE:
        grown = _micropython.mem_alloc()
        for _ in range(8):
            number += 1
            getattr(sys, f"name_{number}", None)
        grown = _micropython.mem_alloc() - grown
    gc.collect()
    _seen["before"] = _micropython.mem_alloc()


def weigh() -> None:
    """What the program takes now; ends it."""
    gc.collect()
    write(_micropython.mem_alloc() - _seen["before"], _seen["answer"])
    raise SystemExit
