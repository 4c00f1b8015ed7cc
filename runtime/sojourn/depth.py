"""How deep the native stack is, and how deep it may get before a recursion is captured and goes on with an empty one.

Lives here: the interpreter's limit, measured once, since MicroPython tells how much of its stack is used and not how
much there is. On CPython calls of Python functions take no native stack: there the room for those that do is made wide.
Headroom is kept, since sorting, formatting and other native code fail near the limit too.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

_found = 0


def _down() -> None:
    global _found
    _found = stack_use()
    _down()


stack_use: "Callable[[], int]" = int
if sys.implementation.name == "micropython":
    import micropython

    stack_use = micropython.stack_use
    try:
        _down()
    except RuntimeError:
        pass  # that is the limit
LIMIT = _found * 5 // 8
LEVELS = 20000  # captured at most, and one for each LEVEL_BYTES of the heap: a recursion without end must end
LEVEL_BYTES = 128


def levels() -> int:
    """How many frames may be captured because the native stack is deep; MicroPython."""
    import gc

    ask: "Any" = gc
    whole: int = ask.mem_free() + ask.mem_alloc()
    return min(LEVELS, whole // LEVEL_BYTES)
