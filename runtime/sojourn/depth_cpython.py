"""Room for deep recursion on CPython, whose calls of Python functions take no native stack, but whose native code does.

Lives here: the native stack's limit and the interpreter's. CPython 3.11 does not watch its native stack, so the number
of levels is never more than the room there is holds of the greediest kind (measured: a sort whose key sorts again takes
some 3 KB a level, a constructor 0.6 KB). From 3.12 on the interpreter watches by itself.
"""

import os
import sys

LEVELS = 110_000
LEVEL_BYTES = 4096
STACK_BYTES = LEVELS * LEVEL_BYTES + (16 << 20)


def widen() -> None:
    """Let the program recurse as deeply as there is room for, up to LEVELS; never less deeply than it could before."""
    raise_limit()
    levels = min(LEVELS, room() // LEVEL_BYTES)
    if levels > sys.getrecursionlimit():
        sys.setrecursionlimit(levels)


def make_room() -> None:
    """Called before anything is begun: where something lies too close below the stack, the interpreter starts anew.

    The system places the stack by the limit that a process begins with, and at random: one in 40 has too little room.
    """
    raise_limit()
    again = "SOJOURN_STACK"
    if LEVELS * LEVEL_BYTES > room() and sys.orig_argv and again not in os.environ:
        os.environ[again] = "1"
        os.execv(sys.executable, [sys.executable] + sys.orig_argv[1:])
    os.environ.pop(again, None)


def raise_limit() -> None:
    """Let the native stack of this process, and of those it starts, grow to STACK_BYTES, if the system lets it."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = STACK_BYTES if hard == resource.RLIM_INFINITY else min(STACK_BYTES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
        except (ValueError, OSError):
            return  # a sandbox may forbid it: what is there stays the limit


def room() -> int:
    """Bytes that the main thread's native stack can grow to: up to its limit, or to what lies below it in memory."""
    try:
        import resource
    except ImportError:
        return 0
    limit = resource.getrlimit(resource.RLIMIT_STACK)[0]
    if limit == resource.RLIM_INFINITY:
        limit = STACK_BYTES
    if not sys.platform.startswith("linux"):
        return limit if os.uname().sysname != "Darwin" else min(limit, 8 << 20)  # there it is fixed at the start
    below = 0
    with open("/proc/self/maps") as maps:
        for line in maps:
            _, end = [int(number, 16) for number in line.split(" ", 1)[0].split("-")]
            if line.endswith("[stack]\n"):
                return min(limit, end - below - (1 << 20))
            below = end
    return limit
