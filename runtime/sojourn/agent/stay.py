"""A stay: what a device keeps of one process, in one folder.

    <process>/owner.json     the owner record; replaced by rename, so it is the one commit point of every change
    <process>/staged.json    the staged record of an image that is complete and not owned yet
    <process>/segments.json  the segments of the newest version, while the process does not run; may be missing
    <process>/h<epoch>.<txn> segments; which folder counts is said by the records, any other is swept at start

May live here: files of a stay and their verification. May not: decisions (ownership.py), links, engines. Promise:
kill -9 at any point leaves the records old or new, never half. One buffer of 512 bytes; one file open at a time.
"""

import hashlib
import json
import os
from binascii import crc32, hexlify

from sojourn.agent.ownership import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."


def checked_name(name: object) -> str:
    """`name` if it may be the name of a file here; Refused otherwise."""
    if not isinstance(name, str) or not 0 < len(name) <= 64 or name[0] == "." or name.strip(_SAFE):
        raise Refused("bad-name", "%r: use 1 to 64 letters, digits, _ - . (no dot first)" % (name,))
    return name


def entries(root: str) -> "list[str]":
    """The names of the processes kept below `root`."""
    return [n for n in os.listdir(root) if n[0] != "." and os.stat(root + "/" + n)[0] & 0x4000]


def replace(path: str, data: bytes) -> None:
    """Writes a small file so that it is old or new after kill -9 (and after power loss where fsync exists)."""
    with open(path + ".new", "wb") as f:
        if f.write(data) != len(data):
            raise OSError(28)
        _sync(f)
    os.rename(path + ".new", path)


def seal(record: object) -> bytes:
    """A record as bytes that end with their own CRC-32: one flipped bit could name another epoch or state."""
    data = json.dumps(record).encode()
    return data + b"\n%08x" % (crc32(data) & 0xFFFFFFFF)


def unseal(path: str) -> "Any":
    """The record in a file, None if there is no such file. Refused when it is damaged."""
    if not _has(path):
        return None
    with open(path, "rb") as f:
        data = f.read()
    try:
        if int(data[-8:], 16) == crc32(data[:-9]) & 0xFFFFFFFF:
            return json.loads(data[:-9])
    except ValueError:
        pass  # no number, or no JSON
    raise Refused("corrupt", "%s is damaged; delete this folder and resume from the store" % path)


def remove_folder(path: str) -> None:
    """Removes a folder of files, if it is there."""
    if _has(path):
        for name in os.listdir(path):
            os.remove(path + "/" + name)
        os.rmdir(path)


def digest_of(path: str) -> "tuple[int, str]":
    """(length, SHA-256 in hexadecimal) of a file."""
    whole = hashlib.sha256()
    size = 0
    with open(path, "rb") as f:
        while True:
            piece = f.read(512)
            if not piece:
                return size, str(hexlify(whole.digest()), "ascii")
            whole.update(piece)
            size += len(piece)


class Stay:
    """The folder of process `name` below `root`; made on first write."""

    def __init__(self, root: str, name: str) -> None:
        self.name = checked_name(name)
        self.path = root + "/" + name
        self.owner: "dict[str, Any] | None" = self._load("owner")
        self.staged: "dict[str, Any] | None" = self._load("staged")

    def make(self) -> None:
        """Makes the folder."""
        if not _has(self.path):
            os.mkdir(self.path)

    def set_owner(self, record: "dict[str, Any]") -> None:
        """Makes `record` the owner record, durably."""
        if record != self.owner:
            replace(self.path + "/owner.json", seal(record))
            self.owner = record

    def set_staged(self, record: "dict[str, Any] | None") -> None:
        """Makes `record` the staged record, durably; None removes it."""
        path = self.path + "/staged.json"
        if record is not None:
            replace(path, seal(record))
        elif _has(path):
            os.remove(path)
        self.staged = record

    def segments_folder(self) -> str:
        """Where the owned image's segments are. Refused when nothing is kept here."""
        if not self.owner:
            raise Refused("unknown-process", "no process %s on this device" % self.name)
        return self.path + "/" + str(self.owner["folder"])

    def set_listed(self, segments: "list[Any] | None") -> None:
        """Keeps the list of the newest version's segments; None forgets it."""
        path = self.path + "/segments.json"
        if segments is not None:
            replace(path, seal([list(s) for s in segments]))
        elif _has(path):
            os.remove(path)

    def listed(self) -> "list[Any] | None":
        """The newest version's segments as [name, length, sha256], if the list was kept."""
        try:
            found: "list[Any] | None" = unseal(self.path + "/segments.json")
        except Refused:
            return None  # it can be made again
        return found

    def segment(self, name: str) -> str:
        """The path of a segment of the owned image. Refused."""
        return self.segments_folder() + "/" + checked_name(name)

    def incoming(self, folder: str) -> "Callable[[str], str]":
        """Opens (makes) the folder of an image that arrives; returns the function from segment name to path."""
        self.make()
        path = self.path + "/" + checked_name(folder)
        if not _has(path):
            os.mkdir(path)
        return lambda name: path + "/" + checked_name(name)

    def lacking(self, folder: str, segments: "list[Any]") -> "list[str]":
        """Which of [name, length, sha256] are not in `folder`; what other folders of this stay have is copied there."""
        place = self.incoming(folder)
        missing: "list[str]" = []
        for name, length, sha in segments:
            target = place(name)
            if _has(target) and digest_of(target) == (length, sha):
                continue
            for other in os.listdir(self.path):
                source = self.path + "/" + other + "/" + name
                if other[0] == "h" and other != folder and _has(source) and os.stat(source)[6] == length:
                    if digest_of(source)[1] == sha:
                        _copy(source, target)
                        break
            else:
                missing.append(name)
        return missing

    def sweep(self) -> None:
        """Removes what no record names: images that were cut off, or replaced."""
        keep = [str(r["folder"]) for r in (self.owner, self.staged) if r]
        if _has(self.path):
            for name in os.listdir(self.path):
                if name[0] == "h" and name not in keep:
                    remove_folder(self.path + "/" + name)

    def drop(self) -> None:
        """Removes everything of this process from the device."""
        for name in ("staged.json", "segments.json", "owner.json"):
            if _has(self.path + "/" + name):
                os.remove(self.path + "/" + name)
        self.owner = self.staged = None
        self.sweep()
        remove_folder(self.path)

    def _load(self, name: str) -> "dict[str, Any] | None":
        record: "dict[str, Any] | None" = unseal(self.path + "/" + name + ".json")
        return record


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
        _sync(self._file)
        self._file.close()
        os.rename(self._path + ".new", self._path)
        return True

    def abort(self) -> None:
        """Closes and removes what was written."""
        try:
            self._file.close()
        except OSError:
            pass  # a full disk says so once more; what was written is not wanted
        if _has(self._path + ".new"):
            os.remove(self._path + ".new")


def _has(path: str) -> bool:
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def _sync(f: "Any") -> None:
    f.flush()
    if hasattr(os, "fsync"):  # MicroPython's flush is one already
        os.fsync(f.fileno())


def _copy(source: str, target: str) -> None:
    with open(source, "rb") as a, open(target + ".new", "wb") as b:
        while True:
            piece = a.read(512)
            if not piece:
                break
            if b.write(piece) != len(piece):
                raise OSError(28)
        _sync(b)
    os.rename(target + ".new", target)
