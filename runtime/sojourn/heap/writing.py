"""Writing a commit: the new segment, the index, and which old records are moved into it.

What a commit does before the heap takes it over lives here; a device loads it for a commit and lets go of it then.
"""

import hashlib
import struct
from binascii import crc32

from sojourn.errors import HeapCorrupt
from sojourn.heap.commit import Commit, Overlay
from sojourn.heap.index import read_page
from sojourn.heap.index_writing import merged, rewrite
from sojourn.heap.segment import (
    HEADER,
    KEPT_MOST,
    OVERLAY_MOST,
    TRAILER,
    digest8,
    get_varint,
    header,
    name_of,
    put_varint,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SEGMENTS_MOST = 32  # live segments; above it a commit moves the records of the emptiest ones
MOVES_MOST = 2  # segments moved a commit


def encode_commit(commit: Commit) -> bytes:
    """The record's bytes; SPEC.md lists the fields. The length of its own segment is stored as 0."""
    out = bytearray(b"\x01")
    put_varint(out, commit.version)
    put_varint(out, commit.parent)
    out.extend(commit.parent_hash)
    put_varint(out, commit.epoch)
    for text in (commit.process.encode(), commit.meta):
        put_varint(out, len(text))
        out.extend(text)
    put_varint(out, commit.high)
    put_varint(out, commit.live)
    put_varint(out, commit.depth)
    if commit.depth:
        out.extend(commit.root or b"")
    put_varint(out, len(commit.overlay))
    for place in range(len(commit.overlay)):
        put_varint(out, commit.overlay.oid(place))
        entry = commit.overlay.entry(place)
        if entry is None:
            put_varint(out, 0)
        else:
            sequence, offset, length, digest = struct.unpack(">III8s", entry)
            put_varint(out, sequence)
            put_varint(out, offset)
            put_varint(out, length)
            out.extend(digest)
    put_varint(out, len(commit.kept))
    for version in sorted(commit.kept):
        put_varint(out, version)
        out.extend(commit.kept[version])
    put_varint(out, len(commit.segments))
    for sequence in sorted(commit.segments):
        length, pages, size = commit.segments[sequence]
        put_varint(out, sequence)
        put_varint(out, 0 if sequence == commit.version else length)
        put_varint(out, pages)
        put_varint(out, size)
    out.extend(commit.body)
    return bytes(out)


def trailer(offset: int, commit: bytes) -> bytes:
    """The 16 bytes that close a segment whose commit record `commit` lies at `offset`."""
    place = struct.pack(">II", offset, len(commit))
    return place + struct.pack(">I4s", crc32(commit, crc32(place)), b"SJE1")


class Writing:
    """One commit on its way: what it writes and what the version after it will know. Changes nothing of the heap."""

    def __init__(self, heap: "Any", writer: "Any", meta: bytes) -> None:
        base: Commit = heap._base
        new = Commit()
        new.version = heap._last + 1
        new.parent = heap.version
        new.parent_hash = base.hash or b"\0" * 8
        new.epoch = heap.epoch
        new.process = heap.process
        new.meta = bytes(meta)
        new.high = heap._high
        new.live = base.live
        new.depth = base.depth
        new.root = base.root
        new.overlay = base.overlay
        for kept in heap._kept[-(KEPT_MOST - 1) :]:
            new.kept[kept.version] = kept.hash
        self.heap = heap
        self.new = new
        self.writer = writer
        self.live = {sequence: list(base.segments[sequence]) for sequence in base.segments}
        self.live[new.version] = [0, 0, 0]
        self.moved: "dict[int, bytes]" = {}  # entries of records that were written again as they are
        self.body = hashlib.sha256()
        self.at = 0

    def run(self) -> Commit:
        heap: "Any" = self.heap
        new = self.new
        self.out(header(new.version))
        touched: "dict[int, int]" = {}
        for sequence in self.emptiest():
            self.move(sequence, touched)
        pending = heap._pending
        changes = Overlay()
        for oid in sorted(self.moved):
            changes.add(oid, self.moved[oid])
        new.overlay = merged(new.overlay, changes)
        changes = Overlay()
        for oid in sorted(pending):
            old = heap._find(oid)
            if old is not None:
                self.release(old)
                new.live -= 1
            data = pending[oid]
            if data is None:
                changes.add(oid, None)
            else:
                changes.add(oid, self.emit(oid << 4, data))
                new.live += 1
        new.overlay = merged(new.overlay, changes)
        if touched or len(new.overlay) > OVERLAY_MOST:
            index = heap._index
            changes = new.overlay
            new.overlay = Overlay()
            new.root, new.depth = rewrite(index, changes, touched, new.high, self.emit, self.release)
        for sequence in self.live:
            length, pages, size = self.live[sequence]
            if pages < 0 or size < 0:
                raise HeapCorrupt("the live count of segment %s is wrong" % name_of(sequence))
            if pages or sequence == new.version:
                new.segments[sequence] = (length, pages, size)
        new.body = self.body.digest()[:8]
        record = encode_commit(new)
        new.hash = digest8(record)
        new.segments[new.version] = (self.at + len(record) + TRAILER,) + new.segments[new.version][1:]
        self.writer.write(record)
        self.writer.write(trailer(self.at, record))
        return new

    def out(self, data: "bytes | bytearray") -> None:
        self.writer.write(data)
        self.body.update(data)
        self.at += len(data)

    def emit(self, key: int, page: bytes) -> bytes:
        """Write a page; its entry."""
        frame = bytearray()
        put_varint(frame, key)
        put_varint(frame, len(page))
        self.out(frame)
        entry = struct.pack(">III", self.new.version, self.at, len(page)) + digest8(page)
        self.out(page)
        line = self.live[self.new.version]
        line[1] += 1
        line[2] += len(page)
        return entry

    def release(self, entry: bytes) -> None:
        """A page is no longer part of the version being written."""
        sequence, _, length = struct.unpack(">III", entry[:12])
        line = self.live[sequence]
        line[1] -= 1
        line[2] -= length

    def emptiest(self) -> "list[int]":
        """The segments whose live pages this commit moves: few, and those with the fewest live bytes."""
        base = self.heap._base.segments
        total = size = 0
        for sequence in base:
            total += base[sequence][0]
            size += base[sequence][2]
        excess = len(base) + 1 - SEGMENTS_MOST
        if excess <= 0 and total > 4 * size + 32768:
            excess = 1
        if excess <= 0:
            return []
        order = sorted([(base[sequence][2], sequence) for sequence in base])
        return [sequence for _, sequence in order[: min(excess, MOVES_MOST)]]

    def move(self, sequence: int, touched: "dict[int, int]") -> None:
        """Write the live records of a segment again and mark its live index nodes; the frames say which they are."""
        heap = self.heap
        pages = heap.pages
        end = struct.unpack(">I", pages.read(sequence, pages.length(sequence) - TRAILER, 4))[0]
        at = HEADER
        while at < end:
            frame = pages.read(sequence, at, min(10, end - at))
            key, used = get_varint(frame, 0)
            length, used = get_varint(frame, used)
            at += used
            number = key >> 4
            level = key & 15
            if level:
                entry = heap._index.entry(level, number) if level <= heap._index.depth else None
            elif number in heap._pending:
                entry = None
            else:
                entry = heap._find(number)
            if entry is not None and struct.unpack(">II", entry[:8]) == (sequence, at):
                if level:
                    touched[key] = 1
                    while level < heap._index.depth:  # its path changes with it
                        level += 1
                        number >>= 3
                        touched[number << 4 | level] = 1
                else:
                    page = read_page(pages, entry, "record %d" % number)
                    self.release(entry)
                    self.moved[number] = self.emit(key, page)
            at += length
