"""A stay: what a device keeps of one process, in one folder.

    <process>/owner.json     the owner record; replaced by rename, so it is the one commit point of every change
    <process>/staged.json    the staged record of an image that is complete and not owned yet
    <process>/segments.json  the segments of the newest version, while the process does not run; may be missing
    <process>/h<epoch>.<txn> segments; which folder counts is said by the records, any other is swept at start

May live here: files of a stay. May not: what arrives (arrival.py), decisions (ownership.py), links, engines. Promise:
kill -9 at any point leaves the records old or new, never half. One buffer of 512 bytes; one file open at a time.
"""

import hashlib
import json
import os
from binascii import crc32, hexlify

from sojourn.agent.refused import Refused

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
        sync(f)
    os.rename(path + ".new", path)


def seal(record: object) -> bytes:
    """A record as bytes that end with their own CRC-32: one flipped bit could name another epoch or state."""
    data = json.dumps(record).encode()
    return data + b"\n%08x" % (crc32(data) & 0xFFFFFFFF)


def unseal(path: str) -> "Any":
    """The record in a file, None if there is no such file. Refused when it is damaged."""
    if not has(path):
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
    if has(path):
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
        if not has(self.path):
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
        elif has(path):
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
        elif has(path):
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
        if not has(path):
            os.mkdir(path)
        return lambda name: path + "/" + checked_name(name)

    def sweep(self) -> None:
        """Removes what no record names: images that were cut off, or replaced."""
        keep = [str(r["folder"]) for r in (self.owner, self.staged) if r]
        if has(self.path):
            for name in os.listdir(self.path):
                if name[0] == "h" and name not in keep:
                    remove_folder(self.path + "/" + name)

    def drop(self) -> None:
        """Removes everything of this process from the device."""
        for name in ("staged.json", "segments.json", "owner.json"):
            if has(self.path + "/" + name):
                os.remove(self.path + "/" + name)
        self.owner = self.staged = None
        self.sweep()
        remove_folder(self.path)

    def _load(self, name: str) -> "dict[str, Any] | None":
        record: "dict[str, Any] | None" = unseal(self.path + "/" + name + ".json")
        return record


def has(path: str) -> bool:
    """Whether there is a file or folder."""
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def sync(f: "Any") -> None:
    """Makes what was written durable."""
    f.flush()
    if hasattr(os, "fsync"):  # MicroPython's flush is one already
        os.fsync(f.fileno())
