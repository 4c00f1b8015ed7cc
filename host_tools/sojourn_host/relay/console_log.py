"""A process' whole output on this host, as if it had never moved.

May live here: writing pieces at their position. May not: showing them. A piece behind the end leaves a visible gap; a
piece before the end takes back what followed (the process went on from an earlier version). The file holds the exact
bytes. Beside it stands the highest epoch that wrote: a device that has lost the process and does not know yet prints
with a lower one, which is dropped.
"""

from __future__ import annotations

import os
from pathlib import Path


class ConsoleLog:
    """The output of one process, in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._epoch_file = path.with_suffix(".epoch")
        try:
            self._epoch = int(self._epoch_file.read_text())
        except (OSError, ValueError):
            self._epoch = 0

    def write(self, epoch: int, position: int, text: bytes) -> int:
        """Puts `text` at `position`; returns how many bytes that took back. OSError."""
        if epoch < self._epoch:
            return 0
        if epoch > self._epoch:
            self._epoch_file.write_text(str(epoch))
            self._epoch = epoch
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            if position > size:
                os.pwrite(descriptor, b"?" * (position - size), size)
                size = position
            if position < size:
                os.ftruncate(descriptor, position)
            os.pwrite(descriptor, text, position)
            return size - position
        finally:
            os.close(descriptor)

    def forget(self) -> None:
        """Removes the output: a new process of this name begins."""
        self._path.unlink(missing_ok=True)
        self._epoch_file.unlink(missing_ok=True)
        self._epoch = 0
