"""Writing one segment as a file of a folder.

Files being written live here, files being read in pages.py; a device loads this for a commit and lets go of it then.
A segment is written under a temporary name and renamed when it is complete.
"""

import hashlib
import os
from binascii import hexlify

from sojourn.errors import HeapCorrupt
from sojourn.heap.segment import CHUNK, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional


class FileWriter:
    """One segment being written, under a temporary name until finish()."""

    def __init__(self, path: str, sequence: int) -> None:
        self.sequence = sequence
        self.size = 0
        self._folder = path
        self._final = path + "/" + name_of(sequence)
        self._temporary = self._final[:-3] + "new"
        self._handle: "Optional[Any]" = open(self._temporary, "wb")

    def write(self, data: "bytes | bytearray") -> None:
        """Append; OSError when not every byte was taken."""
        handle = self._handle
        assert handle is not None
        if handle.write(data) != len(data):
            raise OSError(28)  # ENOSPC: a full device may take less than it is given
        self.size += len(data)

    def check(self) -> None:
        """Read back what was written and check it as a segment; HeapCorrupt if it is not whole."""
        from sojourn.heap.opening import verify_segment

        self._close()
        with open(self._temporary, "rb") as handle:
            verify_segment(lambda offset, length: _exactly(handle, offset, length), self.size, self.sequence)

    def sha256(self) -> str:
        """The SHA-256 of what was written, in hexadecimal; after check()."""
        whole = hashlib.sha256()
        with open(self._temporary, "rb") as handle:
            while True:
                piece = handle.read(CHUNK)
                if not piece:
                    break
                whole.update(piece)
        return str(hexlify(whole.digest()), "ascii")

    def finish(self) -> None:
        """Make the segment durable and give it its name."""
        self._close()
        if os.stat(self._temporary)[6] != self.size:  # littlefs: close() on a full device can leave an empty file
            raise OSError(28)
        os.rename(self._temporary, self._final)
        _sync_folder(self._folder)

    def abort(self) -> None:
        """Give up: close and remove (an unclosed file would be finished by the garbage collector)."""
        handle = self._handle
        self._handle = None
        try:
            if handle is not None:
                handle.close()
        finally:
            if self._temporary[self._temporary.rfind("/") + 1 :] in os.listdir(self._folder):
                os.remove(self._temporary)

    def _close(self) -> None:
        handle = self._handle
        if handle is not None:
            handle.flush()
            if hasattr(os, "fsync"):  # MicroPython's flush is one already
                os.fsync(handle.fileno())
            self._handle = None
            handle.close()


def _exactly(handle: "Any", offset: int, length: int) -> bytes:
    handle.seek(offset)
    data: bytes = handle.read(length)
    if len(data) != length:
        raise HeapCorrupt("the segment ends before byte %d" % (offset + length))
    return data


def _sync_folder(path: str) -> None:
    if hasattr(os, "fsync"):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
