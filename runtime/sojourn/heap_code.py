"""A program's units of code in a heap.

Lives here: finding and reading units.  Running them is engine.py's.  A unit is loaded as source into a dictionary on
CPython, and imported as .mpy on MicroPython (unit_files.py), where it has globals of its own.  code.py puts them there
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
        from sojourn.unit_files import import_unit

        return import_unit(name, self.pieces(key))
