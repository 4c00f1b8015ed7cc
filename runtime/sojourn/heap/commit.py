"""The commit record: what must be known to mount one version.

Only the record as it is in memory lives here, since a mounted heap holds one for each version it keeps; its bytes are
read by opening.py and written by writing.py, which a device loads when they are needed.
"""

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator, Optional


class Overlay:
    """Entries by oid, ascending, in byte strings of 8: a dictionary of them takes four times that, in one piece."""

    def __init__(self) -> None:
        self._count = 0
        self._parts: "list[bytearray]" = []

    def add(self, oid: int, entry: "Optional[bytes]") -> None:
        """Append the entry of an oid above those that are here."""
        if not self._count & 7:
            self._parts.append(bytearray(192))
        struct.pack_into(">I20s", self._parts[-1], (self._count & 7) * 24, oid, entry or b"")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> "Iterator[int]":
        for at in range(self._count):
            yield self.oid(at)

    def __contains__(self, oid: int) -> bool:
        return self._find(oid) >= 0

    def __getitem__(self, oid: int) -> "Optional[bytes]":
        return self.entry(self._find(oid))

    def entry(self, place: int) -> "Optional[bytes]":
        """The entry at a place, counted from 0."""
        at = (place & 7) * 24 + 4
        entry = bytes(self._parts[place >> 3][at : at + 20])
        return None if entry[:4] == b"\0\0\0\0" else entry

    def oid(self, place: int) -> int:
        """The oid at a place, counted from 0."""
        oid: int = struct.unpack_from(">I", self._parts[place >> 3], (place & 7) * 24)[0]
        return oid

    def _find(self, oid: int) -> int:
        low = 0
        high = self._count
        while low < high:
            middle = (low + high) >> 1
            here = self.oid(middle)
            if here == oid:
                return middle
            if here < oid:
                low = middle + 1
            else:
                high = middle
        return -1


class Commit:
    """A commit record: everything needed to mount one version, given the segments it names."""

    def __init__(self) -> None:
        self.version = 0  # also the sequence number of the segment that holds the record
        self.parent = 0
        self.parent_hash = b"\0" * 8
        self.epoch = 0
        self.process = ""
        self.meta = b""
        self.high = 0  # every oid in use is below
        self.live = 0  # number of records
        self.depth = 0
        self.root: "Optional[bytes]" = None
        self.overlay = Overlay()
        self.kept: "dict[int, bytes]" = {}  # version -> hash of its commit record, without this one
        self.segments: "dict[int, tuple[int, int, int]]" = {}  # sequence -> length, live pages, live bytes
        self.body = b""  # first 8 bytes of the SHA-256 of the segment up to the commit record
        self.hash = b""  # of this record itself; not stored in it
