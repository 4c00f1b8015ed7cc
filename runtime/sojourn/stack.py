"""A native stack that is deep enough for recursion, where the interpreter can be given one.

Lives here: running a function on another stack. MicroPython's main stack takes about 200 calls on the unix port,
CPython's as many as the program sets with sys.setrecursionlimit. Boards without `_thread` keep the stack that they
have. Nothing runs at the same time: who waits does nothing else.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

STACK_BYTES = 3 << 19  # 1.5 MiB outside the heap: about 3,700 calls of a plain function
MARGIN = 8192  # what the interpreter keeps free at the end of it
TRIES = 20

try:
    import _thread
except ImportError:
    _thread: "Any" = None  # type: ignore[no-redef]  # a board without threads

UNIX = sys.platform in ("linux", "darwin")


def deep(call: "Callable[[], None]") -> None:
    """Run `call`, which raises nothing, on a stack of its own, or here where none can be had."""
    if _thread is None or not UNIX:
        call()
        return
    for _ in range(TRIES):
        if _tried(call):
            return
    call()


def _tried(call: "Callable[[], None]") -> bool:
    """Whether `call` was run on a stack that keeps its margin: a thread that begins too early gets none (1.29)."""
    ended = _thread.allocate_lock()
    ended.acquire()
    done: "list[bool]" = []

    def begin() -> None:
        try:
            if _bounded():
                call()
                done.append(True)
        finally:
            ended.release()

    _thread.stack_size(STACK_BYTES)
    _thread.start_new_thread(begin, ())
    ended.acquire()
    _thread.stack_size(0)
    return bool(done)


def _bounded() -> bool:
    import micropython

    return _descend(micropython.stack_use, STACK_BYTES - MARGIN + 512)


def _descend(used: "Callable[[], int]", most: int) -> bool:
    try:  # here, and not once around all, since each level that it leaves takes a place in its traceback
        return used() <= most and _descend(used, most)
    except RuntimeError:
        return True
