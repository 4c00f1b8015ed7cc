"""How MicroPython imports a unit of code: out of a file system that holds this one file.

Lives here: that file system. A device loads this for an import and lets go of it then.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator

MICRO = sys.implementation.name == "micropython"
MOUNT = "/_sojourn"


def import_unit(name: str, pieces: "Iterator[bytes]") -> "Any":
    """Import .mpy code on MicroPython: a file system that holds it is mounted for as long as that takes."""
    import vfs

    sys.modules.pop(name, None)
    vfs.mount(_CodeFiles(name + ".mpy", pieces), MOUNT)
    sys.path.insert(0, MOUNT)
    try:
        return __import__(name)
    finally:
        sys.path.remove(MOUNT)
        vfs.umount(MOUNT)
        sys.modules.pop(name, None)


if MICRO:
    import io

    class _CodeFile(io.IOBase):  # type: ignore[misc,unused-ignore]  # MicroPython's stream protocol
        """A unit's bytes, read a record at a time: no block of memory is larger than one."""

        def __init__(self, pieces: "Iterator[bytes]") -> None:
            self.pieces = pieces
            self.rest = memoryview(b"")

        def readinto(self, into: "Any") -> int:
            """Fills `into`: a short read would be taken for the end."""
            done = 0
            while done < len(into):
                if not len(self.rest):  # an empty memoryview is true on MicroPython
                    self.rest = memoryview(next(self.pieces, b""))
                    if not len(self.rest):
                        break
                count = min(len(into) - done, len(self.rest))
                into[done : done + count] = self.rest[:count]
                self.rest = self.rest[count:]
                done += count
            return done

        def ioctl(self, request: int, argument: int) -> int:
            return 0

    class _CodeFiles:
        """A file system that holds one unit."""

        def __init__(self, name: str, pieces: "Iterator[bytes]") -> None:
            self.name = name
            self.pieces = pieces

        def mount(self, readonly: bool, mkfs: bool) -> None:
            return

        def umount(self) -> None:
            return

        def stat(self, path: str) -> "Any":
            if path.strip("/") == self.name:
                return (0x8000, 0, 0, 0, 0, 0, 1, 0, 0, 0)
            raise OSError(2)

        def open(self, path: str, mode: str) -> "Any":
            if path.strip("/") != self.name:
                raise OSError(2)
            return _CodeFile(self.pieces)
