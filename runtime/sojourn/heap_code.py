"""A program's units of code in a heap, and how MicroPython imports one of them.

Lives here: finding, reading and importing units.  Running them is engine.py's.  A unit is loaded as source into a
dictionary on CPython, and imported as .mpy on MicroPython, where it has globals of its own.  code.py puts them there
and says how.
"""

import json
import sys

from sojourn.errors import ImageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator

    from sojourn.heap import Heap

MICRO = sys.implementation.name == "micropython"
MOUNT = "/_sojourn"
PIECE = 480  # bytes of code in one record: with its header it fits in 512


class HeapCode:
    """The code in a heap.  Raises ImageError when there is none for this interpreter."""

    def __init__(self, heap: "Heap") -> None:
        self.heap = heap
        try:
            head = json.loads(heap.get(1).decode())
            self.first: int = head["first"]
            self.entries: "dict[str, list[int]]" = json.loads(heap.get(head["groups"][""]).decode())
            self.entries.update(json.loads(heap.get(head["groups"]["mpy" if MICRO else "py"]).decode()))
        except (KeyError, ValueError, TypeError) as error:
            raise ImageError("the heap holds no program: %r; make the image again" % (error,))

    def data(self, key: str) -> bytes:
        """The bytes stored under `key`; ImageError if there are none."""
        return b"".join(list(self.pieces(key)))

    def pieces(self, key: str) -> "Iterator[bytes]":
        """The same one record at a time; ImageError."""
        entry = self.entries.get(key)
        if entry is None:
            raise ImageError("the image has no %s; make it again" % key)
        for oid in range(entry[0], entry[0] + entry[1]):
            yield self.heap.get(oid)

    def part(self, key: str, start: int, count: int) -> bytes:
        """`count` bytes from `start` on of what is stored under `key`, reading only the records that hold them."""
        entry = self.entries.get(key)
        if entry is None:
            raise ImageError("the image has no %s; make it again" % key)
        first = start // PIECE
        last = min((start + count - 1) // PIECE, entry[1] - 1)
        data = b""
        for number in range(first, last + 1):
            data += self.heap.get(entry[0] + number)
        return data[start - first * PIECE : start - first * PIECE + count]

    def source(self, key: str) -> str:
        return self.data(key).decode()

    def module(self, key: str, name: str) -> "Any":
        """Import a unit on MicroPython."""
        return import_unit(name, self.pieces(key))


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
