"""The errors of the runtime that concern bytes and objects.

Only exception classes live here, no code that raises them. Every error of sojourn is a SojournError, so that a caller
can tell ours from the program's with one `except`. The message says what is wrong, where, and what to do.
"""


class SojournError(Exception):
    """Base of every error that sojourn raises on purpose."""


class HeapError(SojournError):
    """The heap was used wrongly: no such version, a folder already in use, metadata too long."""


class HeapCorrupt(HeapError):
    """Stored bytes are not what was written: a flipped bit, a truncated segment, a missing file."""


class Unstorable(SojournError):
    """An object of the program cannot be stored; the message names the path to it.

    `path` is the path from a root label, `kind` the name of the object's type.
    """

    def __init__(self, path: str, kind: str, advice: str = "lease a service or mark it transient") -> None:
        super().__init__("cannot store <%s> at %s; %s" % (kind, path, advice))
        self.path = path
        self.kind = kind


class ImageError(SojournError):
    """An image holds no program that this runtime can run."""


class CaptureError(SojournError):
    """A capture went wrong: the frames do not form a path of calls.  The stored versions are intact."""
