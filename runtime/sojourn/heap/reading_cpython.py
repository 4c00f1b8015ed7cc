"""A file of segments on CPython, open for reading until it is closed or forgotten.

Only that lives here. A heap has no end of its own that everybody would call, and a file object that the collector
closes is a warning there; what it read is not lost either way, so a descriptor of ours goes in silence.
"""

import os


class Reading:
    """The bytes of the file `path`; OSError when it cannot be opened."""

    def __init__(self, path: str) -> None:
        self._at = 0
        self._descriptor = -1
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))

    def seek(self, offset: int) -> None:
        """The next read begins at `offset`."""
        self._at = offset

    def read(self, length: int) -> bytes:
        """At most `length` bytes."""
        data = os.pread(self._descriptor, length, self._at)
        self._at += len(data)
        return data

    def close(self) -> None:
        """Nothing can be read afterwards."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()
