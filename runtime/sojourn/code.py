"""A program's units of code outside of a running process: in a folder beside main.py, and being put into a new heap.

Lives here: what a device that runs a heap does not need; it reads its code with heap_code.py.  Running units is
engine.py's.

In a heap code takes the oids from 1 up to `first`: oid 1 is a JSON object {"first", "groups"}, each group's
record (JSON too) maps a key to [oid of the first piece, number of pieces].
"""

import json

from sojourn.errors import ImageError
from sojourn.heap_code import PIECE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.heap import Heap


def write_code(heap: "Heap", groups: "dict[str, dict[str, bytes]]") -> int:
    """Put the code of a new process into an empty heap; returns the first oid after it.  The commit is the caller's."""
    oid = 2
    index: "dict[str, int]" = {}
    for group in groups:
        entries: "dict[str, list[int]]" = {}
        for key in groups[group]:
            data = groups[group][key]
            count = (len(data) + PIECE - 1) // PIECE
            entries[key] = [oid, count]
            for number in range(count):
                heap.put(oid, data[number * PIECE : (number + 1) * PIECE])
                oid += 1
        index[group] = oid
        heap.put(oid, json.dumps(entries).encode())
        oid += 1
    heap.put(1, json.dumps({"first": oid, "groups": index}).encode())
    return oid


class FolderCode:
    """The code in a folder, one file a unit."""

    first = 1

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def data(self, key: str) -> bytes:
        try:
            with open(self.folder + "/" + (key if key != "program" else "program.json"), "rb") as file:
                found: bytes = file.read()
                return found
        except OSError as error:
            raise ImageError("cannot read %s in %s: %s; compile the program again" % (key, self.folder, error))

    def part(self, key: str, start: int, count: int) -> bytes:
        return self.data(key)[start : start + count]

    def source(self, key: str) -> str:
        return self.data(key + ".py").decode()

    def module(self, key: str, name: str) -> "Any":
        """Import a unit on MicroPython."""
        from sojourn.unit_files import import_unit

        return import_unit(name, iter([self.data(key + ".mpy")]))
