"""Segments that arrive: received one by one, verified, or copied from what is here already.

May live here: files of an image that is not owned yet. May not: decisions (ownership.py), links. Promise: kill -9
at any point leaves no file under its name that is not whole. One buffer of 512 bytes.
"""

import hashlib
import os
from binascii import hexlify

from sojourn.agent.refused import Refused
from sojourn.agent.stay import digest_of, has, sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.agent.stay import Stay


def lacking(stay: "Stay", folder: str, segments: "list[Any]") -> "list[str]":
    """Which of [name, length, sha256] are not in `folder`; what other folders of this stay have is copied there."""
    place = stay.incoming(folder)
    missing: "list[str]" = []
    for name, length, sha in segments:
        target = place(name)
        if has(target) and digest_of(target) == (length, sha):
            continue
        for other in os.listdir(stay.path):
            source = stay.path + "/" + other + "/" + name
            if other[0] == "h" and other != folder and has(source) and os.stat(source)[6] == length:
                if digest_of(source)[1] == sha:
                    _copy(source, target)
                    break
        else:
            missing.append(name)
    return missing


class Arrival:
    """One segment being received into `path`: written aside, verified, then renamed."""

    def __init__(self, path: str, length: int, sha: str) -> None:
        self._path = path
        self._left = length
        self._sha = sha
        self._hash: "Any" = hashlib.sha256()
        self._file: "Any" = open(path + ".new", "wb")

    def write(self, data: bytes) -> bool:
        """Appends; returns True when the segment is complete and in place. Refused (and removed) when it is wrong."""
        if len(data) > self._left or self._file.write(data) != len(data):
            self.abort()
            raise Refused("corrupt", "a segment is longer than it was said to be, or the device is full")
        self._hash.update(data)
        self._left -= len(data)
        if self._left:
            return False
        if str(hexlify(self._hash.digest()), "ascii") != self._sha:
            self.abort()
            raise Refused("corrupt", "%s did not arrive as it was sent" % self._path)
        sync(self._file)
        self._file.close()
        os.rename(self._path + ".new", self._path)
        return True

    def abort(self) -> None:
        """Closes and removes what was written."""
        try:
            self._file.close()
        except OSError:
            pass  # a full disk says so once more; what was written is not wanted
        if has(self._path + ".new"):
            os.remove(self._path + ".new")


def _copy(source: str, target: str) -> None:
    with open(source, "rb") as a, open(target + ".new", "wb") as b:
        while True:
            piece = a.read(512)
            if not piece:
                break
            if b.write(piece) != len(piece):
                raise OSError(28)
        sync(b)
    os.rename(target + ".new", target)
