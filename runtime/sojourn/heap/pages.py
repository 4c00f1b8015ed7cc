"""Where segments are kept: a folder of files on any POSIX or MicroPython file system.

Files and folders live here, the meaning of their bytes does not (that is segment.py, whose checks a received segment
must pass). A segment is written under a temporary name and renamed when it is complete: no name ever shows half of one,
and nothing is overwritten in place. Durable after `finish()` against kill -9 everywhere; against power loss where the
platform can sync a file and a folder (CPython; MicroPython flushes).
"""

import hashlib
import os
import sys
from binascii import hexlify

from sojourn.errors import HeapCorrupt, HeapError
from sojourn.heap.segment import CHUNK, name_of, sequence_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterable, Iterator, Optional

    from sojourn.heap.file_writer import FileWriter


class Pages:
    """What every store of segments has: reading by name, and receiving a segment checked.

    A subclass gives sequences(), length(), read(), writer() and remove().
    """

    def sequences(self) -> "list[int]":
        """The numbers of the segments present, ascending."""
        raise NotImplementedError

    def length(self, sequence: int) -> int:
        """Bytes of a segment; HeapCorrupt if it is not there."""
        raise NotImplementedError

    def read(self, sequence: int, offset: int, length: int) -> bytes:
        """Exactly `length` bytes; HeapCorrupt if the segment is missing or shorter."""
        raise NotImplementedError

    def writer(self, sequence: int) -> "Any":
        """An object with write(data), finish() and abort(); the segment appears at finish() and not before."""
        raise NotImplementedError

    def remove(self, sequence: int) -> None:
        """Delete a segment; nothing happens if it is not there. OSError when the file system refuses."""
        raise NotImplementedError

    def clear_unfinished(self) -> None:
        """Delete what a killed writer left behind."""
        raise NotImplementedError

    def close(self) -> None:
        """Close what is kept open for reading; it is opened again when needed."""
        raise NotImplementedError

    def read_segment(self, name: str, chunk: int = CHUNK) -> "Iterator[bytes]":
        """The bytes of segment `name` in pieces of at most `chunk` bytes; HeapError for a name that is none."""
        sequence = self._sequence(name)
        length = self.length(sequence)
        at = 0
        while at < length:
            size = min(chunk, length - at)
            yield self.read(sequence, at, size)
            at += size

    def write_segment(self, name: str, chunks: "Iterable[bytes]") -> None:
        """Keep a received segment, all of it or nothing.

        Raises HeapCorrupt when the bytes are no whole segment of that name, HeapError when another one of that name is
        already here, OSError when it cannot be written.
        """
        from sojourn.heap.receiving import write_segment

        write_segment(self, self._sequence(name), name, chunks)

    def sha256(self, name: str) -> str:
        """The SHA-256 of a whole segment, in hexadecimal."""
        whole = hashlib.sha256()
        for piece in self.read_segment(name):
            whole.update(piece)
        return str(hexlify(whole.digest()), "ascii")

    def _sequence(self, name: str) -> int:
        sequence = sequence_of(name)
        if sequence < 0:
            raise HeapError("%r is not the name of a segment" % name)
        return sequence


class FolderPages(Pages):
    """Segments as files of the folder `path`, which is made if it is missing. One open file at a time."""

    def __init__(self, path: str) -> None:
        self._open: "Optional[Any]" = None
        self.path = path
        self._open_sequence = -1
        self._length = 0
        try:
            os.stat(path)
        except OSError:
            os.mkdir(path)

    def sequences(self) -> "list[int]":
        found = [sequence_of(name) for name in os.listdir(self.path)]
        return sorted([sequence for sequence in found if sequence >= 0])

    def length(self, sequence: int) -> int:
        if sequence == self._open_sequence:
            return self._length
        try:
            return os.stat(self._file(sequence))[6]
        except OSError as error:
            raise HeapCorrupt("segment %s cannot be read: %s" % (name_of(sequence), error))

    def read(self, sequence: int, offset: int, length: int) -> bytes:
        if sequence != self._open_sequence:
            self.close()
            self._length = self.length(sequence)
            self._open = _opened(self._file(sequence))
            self._open_sequence = sequence
        if offset + length > self._length:  # before reading: a damaged length must not allocate
            raise HeapCorrupt("segment %s ends before byte %d" % (name_of(sequence), offset + length))
        handle = self._open
        assert handle is not None
        handle.seek(offset)
        data: bytes = handle.read(length)
        if len(data) != length:
            raise HeapCorrupt("segment %s ends before byte %d" % (name_of(sequence), offset + length))
        return data

    def writer(self, sequence: int) -> "FileWriter":
        from sojourn.heap.file_writer import FileWriter

        return FileWriter(self.path, sequence)

    def remove(self, sequence: int) -> None:
        if sequence == self._open_sequence:
            self.close()
        if sequence in self.sequences():
            os.remove(self._file(sequence))

    def clear_unfinished(self) -> None:
        """Delete what a killed writer left behind."""
        for name in os.listdir(self.path):
            if name.endswith(".new"):
                os.remove(self.path + "/" + name)

    def close(self) -> None:
        """Close the file kept open for reading; it is opened again when needed."""
        handle = self._open
        self._open = None
        self._open_sequence = -1
        if handle is not None:
            handle.close()

    def _file(self, sequence: int) -> str:
        return self.path + "/" + name_of(sequence)


def _opened(path: str) -> "Any":
    """A file to read, which may be left to the collector: MicroPython closes it in silence, CPython would warn."""
    if sys.implementation.name == "micropython":
        return open(path, "rb")
    from sojourn.heap.reading_cpython import Reading

    return Reading(path)
