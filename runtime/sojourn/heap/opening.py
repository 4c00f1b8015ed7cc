"""Opening a heap: commit records read and checked, the newest version that is whole found.

What is read once, when a heap is mounted or a segment arrives, lives here; a device lets go of it then. Readers are
given a `read(offset, length)` function, so that the same checks run over a folder, over RAM and over an upload.
"""

import hashlib
import struct
from binascii import crc32

from sojourn.errors import HeapCorrupt
from sojourn.heap.commit import Commit
from sojourn.heap.heap import Kept
from sojourn.heap.segment import (
    CHUNK,
    COMMIT_MOST,
    DEPTH_MOST,
    ENTRY,
    HEADER,
    KEPT_MOST,
    META_MOST,
    OVERLAY_MOST,
    TRAILER,
    digest8,
    get_varint,
    header,
    name_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from sojourn.heap.pages import Pages

    Read = Callable[[int, int], bytes]


def decode_commit(data: bytes, segment_length: int) -> Commit:
    """The Commit in `data`, read from a segment of `segment_length` bytes; HeapCorrupt if it is not one."""
    if not data or data[0] != 1:
        raise HeapCorrupt("the commit record has an unknown format; a newer sojourn may have written it")
    commit = Commit()
    commit.hash = digest8(data)
    at = 1

    def number(most: int = 0xFFFFFFFF) -> int:
        nonlocal at
        value, at = get_varint(data, at)
        if value > most:
            raise HeapCorrupt("the commit record holds a number out of range at byte %d" % at)
        return value

    def take(length: int) -> bytes:
        nonlocal at
        at += length
        if at > len(data):
            raise HeapCorrupt("the commit record is cut off")
        return data[at - length : at]

    commit.version = number()
    commit.parent = number()
    commit.parent_hash = take(8)
    commit.epoch = number()
    try:
        commit.process = str(take(number(255)), "utf-8")
    except UnicodeError:
        raise HeapCorrupt("the process name in the commit record is not text")
    commit.meta = take(number(META_MOST))
    commit.high = number()
    commit.live = number()
    commit.depth = number(DEPTH_MOST)
    if commit.depth:
        commit.root = take(ENTRY)
    before = -1
    for _ in range(number(OVERLAY_MOST)):
        oid = number()
        if oid <= before:
            raise HeapCorrupt("the commit record has its oids out of order")
        before = oid
        sequence = number()
        if sequence:
            offset = number()
            length = number()
            commit.overlay.add(oid, struct.pack(">III", sequence, offset, length) + take(8))
        else:
            commit.overlay.add(oid, None)
    for _ in range(number(KEPT_MOST)):
        version = number()
        commit.kept[version] = take(8)
    for _ in range(number(4096)):
        sequence = number()
        length = number()
        pages = number()
        commit.segments[sequence] = (length or segment_length, pages, number())
    commit.body = take(8)
    if at != len(data):
        raise HeapCorrupt("the commit record is longer than it says")
    return commit


def read_commit(read: "Read", length: int, sequence: int) -> Commit:
    """The commit record of segment `sequence` (`length` bytes), its CRC checked; HeapCorrupt if there is none."""
    where = "segment %s: " % name_of(sequence)
    if length < HEADER + TRAILER:
        raise HeapCorrupt(where + "only %d bytes; it was cut off" % length)
    end = read(length - TRAILER, TRAILER)
    offset, size, crc, magic = struct.unpack(">III4s", end)
    if magic != b"SJE1" or offset < HEADER or size > COMMIT_MOST or offset + size + TRAILER != length:
        raise HeapCorrupt(where + "no commit record at its end; it was cut off or damaged")
    data = read(offset, size)
    if crc32(data, crc32(end[:8])) & 0xFFFFFFFF != crc:
        raise HeapCorrupt(where + "the commit record is damaged")
    commit = decode_commit(data, length)
    if commit.version != sequence:
        raise HeapCorrupt(where + "holds version %d; the file was renamed" % commit.version)
    return commit


def verify_segment(read: "Read", length: int, sequence: int) -> Commit:
    """Read every byte of a segment and check it; its commit record, or HeapCorrupt. Uses CHUNK bytes at a time."""
    commit = read_commit(read, length, sequence)
    if read(0, HEADER) != header(sequence):
        raise HeapCorrupt("segment %s: the header is damaged" % name_of(sequence))
    left = struct.unpack(">I", read(length - TRAILER, 4))[0]
    body = hashlib.sha256()
    at = 0
    while at < left:
        size = min(CHUNK, left - at)
        body.update(read(at, size))
        at += size
    if body.digest()[:8] != commit.body:
        raise HeapCorrupt("segment %s: its pages are damaged" % name_of(sequence))
    return commit


def _reader(pages: "Pages", sequence: int) -> "Any":
    def read(offset: int, length: int) -> bytes:
        return pages.read(sequence, offset, length)

    return read


def newest(pages: "Pages") -> "tuple[Commit, list[Kept], int, str]":
    """(newest version that verifies, the versions it keeps, highest sequence number, why a newer one did not verify).

    HeapCorrupt if no version does. Reads all of the newest commit.
    """
    pages.clear_unfinished()
    present = pages.sequences()
    why = ""
    for sequence in reversed(present):
        try:
            base = verify_segment(_reader(pages, sequence), pages.length(sequence), sequence)
            _need(pages, base, present)
        except HeapCorrupt as error:
            why = why or str(error)
            continue
        return base, _kept_commits(pages, base, present), max(present[-1], base.version), why
    raise HeapCorrupt("no version can be mounted: %s" % (why or "there is no segment here"))


def reopen(pages: "Pages", version: int, known: bytes) -> Commit:
    """The commit record of a kept version again, which must have the hash `known`; HeapCorrupt."""
    commit = read_commit(_reader(pages, version), pages.length(version), version)
    if commit.hash != known:
        raise HeapCorrupt("the commit record of version %d has changed" % version)
    return commit


def _need(pages: "Pages", commit: Commit, present: "list[int]") -> None:
    for sequence in commit.segments:
        if sequence not in present:
            raise HeapCorrupt("version %d needs segment %s, which is missing" % (commit.version, name_of(sequence)))
        if pages.length(sequence) != commit.segments[sequence][0]:
            raise HeapCorrupt("segment %s has the wrong length" % name_of(sequence))


def _kept_commits(pages: "Pages", base: Commit, present: "list[int]") -> "list[Kept]":
    """The commits of the versions `base` keeps that are here and whole as far as their commit records go, and
    `base`."""
    kept: "list[Kept]" = []
    for version in sorted(base.kept):
        if version not in present:
            continue  # a copy need not hold every version
        try:
            commit = read_commit(_reader(pages, version), pages.length(version), version)
            _need(pages, commit, present)
        except HeapCorrupt:
            continue  # no longer mountable, which versions() shows; the newest one does not need it
        if commit.hash == base.kept[version]:
            kept.append(Kept(commit))
    kept.append(Kept(base))
    return kept
