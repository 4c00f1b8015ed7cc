"""Segments in memory, for tests and for checking an image before it is written.

The same interface as FolderPages and nothing more. Bounded by the caller: it keeps every byte it is given.
"""

import hashlib
from binascii import hexlify

from sojourn.errors import HeapCorrupt
from sojourn.heap.opening import verify_segment
from sojourn.heap.pages import Pages
from sojourn.heap.segment import name_of


class RamPages(Pages):
    """Segments in a dict of bytes by sequence number, which is `contents`."""

    def __init__(self) -> None:
        self.contents: "dict[int, bytes]" = {}

    def sequences(self) -> "list[int]":
        return sorted(self.contents)

    def length(self, sequence: int) -> int:
        if sequence not in self.contents:
            raise HeapCorrupt("segment %s is not there" % name_of(sequence))
        return len(self.contents[sequence])

    def read(self, sequence: int, offset: int, length: int) -> bytes:
        if offset + length > self.length(sequence):
            raise HeapCorrupt("segment %s ends before byte %d" % (name_of(sequence), offset + length))
        return self.contents[sequence][offset : offset + length]

    def writer(self, sequence: int) -> "RamWriter":
        return RamWriter(self, sequence)

    def remove(self, sequence: int) -> None:
        if sequence in self.contents:
            del self.contents[sequence]

    def clear_unfinished(self) -> None:
        """Nothing unfinished outlives its writer here."""

    def close(self) -> None:
        """Nothing is open here."""


class RamWriter:
    """One segment being written; `size` bytes so far."""

    def __init__(self, pages: RamPages, sequence: int) -> None:
        self.sequence = sequence
        self.size = 0
        self._pages = pages
        self._data = bytearray()

    def write(self, data: "bytes | bytearray") -> None:
        """Append."""
        self._data.extend(data)
        self.size = len(self._data)

    def check(self) -> None:
        """Check what was written as a segment; HeapCorrupt if it is not whole."""
        verify_segment(self._read, self.size, self.sequence)

    def sha256(self) -> str:
        """The SHA-256 of what was written, in hexadecimal."""
        return str(hexlify(hashlib.sha256(self._data).digest()), "ascii")

    def finish(self) -> None:
        """Make the segment visible."""
        self._pages.contents[self.sequence] = bytes(self._data)

    def abort(self) -> None:
        """Forget it."""
        self._data = bytearray()

    def _read(self, offset: int, length: int) -> bytes:
        if offset + length > self.size:
            raise HeapCorrupt("segment %s ends before byte %d" % (name_of(self.sequence), offset + length))
        return bytes(self._data[offset : offset + length])
