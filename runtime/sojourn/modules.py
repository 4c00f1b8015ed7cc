"""Code that is needed for one step only: a device forgets it afterwards, and imports it again for the next one.

Lives here: forgetting modules, and keeping the heap whole during such a step. A class whose instances outlive the step
must not be in such a module, since the next import makes another class of the same name. On CPython nothing is
forgotten: nothing would be gained.
"""

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STEP_BYTES = 1024  # allocated between two collections in a step, or a part of what is free
step_bytes = 0  # the same where there is plenty of memory: each look at all of a heap takes 7 ms in 16 MiB
SETTLED_SHARE = 16
MICRO = sys.implementation.name == "micropython"


def forget(*names: str) -> None:
    """Let go of the modules `names` (dotted), as far as they are loaded, and collect garbage.

    A name with a dot at its end stands for all modules below it.
    """
    if not MICRO:
        return
    for name in list(sys.modules):
        if name in names or name[: name.rfind(".") + 1] in names:
            del sys.modules[name]
            at = name.rfind(".")
            package = sys.modules.get(name[:at])
            if hasattr(package, name[at + 1 :]):
                delattr(package, name[at + 1 :])
    if not step_bytes:
        gc.collect()


def free() -> int:
    """Bytes of memory that are free; where nobody tells, many."""
    if not MICRO or step_bytes:
        return 1 << 24
    ask: "Any" = gc  # MicroPython's has other functions
    found: int = ask.mem_free()
    return found


def whole(size: int) -> "Any":
    """`size` bytes in one piece, to be let go of when they are wanted; None where there are none, and on CPython."""
    if not MICRO:
        return None
    try:
        return bytearray(size)
    except MemoryError:
        return None


def settled() -> "Any":
    """Small objects in all the holes below the first large one; to be held while a program runs, None on CPython.

    MicroPython looks for room from the lowest hole on: with many small ones between what stays, each call that takes
    its frame from the heap goes through them all (measured: 1.7 times the untouched program, 1.15 with this). Where
    that would take more than a sixteenth of what is free, the holes stay.
    """
    if not MICRO or step_bytes:
        return None
    gc.collect()
    ask: "Any" = gc  # MicroPython's has other functions
    free: int = ask.mem_free()
    left = free // SETTLED_SHARE // (32 if sys.maxsize >> 32 else 16)
    large = id((None,) * (free >> 9))  # words: no hole among what stays is as large
    kept: "Any" = (None,)
    while id(kept) < large:
        kept = (kept,)
        left -= 1
        if left < 0:
            return None
    return kept


class Thrifty:
    """While it is entered, MicroPython collects garbage often instead of when its heap is full.

    Otherwise what a step keeps is scattered between its garbage over all of the heap, and no room is left for one large
    block although most of the memory is free. Not while the program runs: collecting takes time.
    """

    def __enter__(self) -> None:
        if MICRO:
            if not step_bytes:
                gc.collect()
            ask: "Any" = gc  # MicroPython's has other functions
            self._before: int = ask.threshold()
            ask.threshold(step_bytes or max(STEP_BYTES, ask.mem_free() >> 4))

    def __exit__(self, *_: "Any") -> None:
        if MICRO:
            ask: "Any" = gc
            ask.threshold(self._before)
