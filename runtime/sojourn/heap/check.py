"""Checking a heap: every page of every kept version is there, unharmed, and counted right.

Only reading lives here. The command line and every test of the heap call this one function.
"""

import struct

from sojourn.errors import HeapCorrupt
from sojourn.heap.index import children, read_page
from sojourn.heap.opening import verify_segment
from sojourn.heap.segment import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from sojourn.heap.commit import Commit
    from sojourn.heap.pages import Pages


def check_heap(pages: "Pages", kept: "list[Commit]") -> "dict[str, int]":
    """Counts over the versions in `kept`, or HeapCorrupt with what is wrong and where.

    Each segment's own hash is verified, each version's tree walked from its root, each record read, and the counts
    in the commit
    record compared with what was found.
    """
    seen: "dict[int, int]" = {}
    records = nodes = size = 0
    for commit in kept:
        for sequence in commit.segments:
            if sequence not in seen:
                seen[sequence] = pages.length(sequence)
                read = _Reading(pages, sequence)
                verify_segment(read.at, seen[sequence], sequence)
        records, nodes, size = _check_version(pages, commit)
    total = 0
    for sequence in seen:
        total += seen[sequence]
    return {
        "versions": len(kept),
        "segments": len(seen),
        "bytes": total,
        "records": records,
        "nodes": nodes,
        "live_bytes": size,
    }


class _Reading:
    def __init__(self, pages: "Pages", sequence: int) -> None:
        self.pages = pages
        self.sequence = sequence

    def at(self, offset: int, length: int) -> bytes:
        return self.pages.read(self.sequence, offset, length)


def _check_version(pages: "Pages", commit: "Commit") -> "tuple[int, int, int]":
    where = "version %d: " % commit.version
    counted: "dict[int, list[int]]" = {}

    def count(entry: bytes) -> None:
        sequence, _, length = struct.unpack(">III", entry[:12])
        if sequence not in commit.segments:
            raise HeapCorrupt(where + "a page lies in segment %s, which is not listed" % name_of(sequence))
        line = counted.setdefault(sequence, [0, 0])
        line[0] += 1
        line[1] += length

    records = nodes = 0
    stack: "list[tuple[int, int, bytes]]" = []
    if commit.depth:
        if commit.root is None:
            raise HeapCorrupt(where + "the index has no root")
        stack.append((commit.depth, 0, commit.root))
    while stack:
        level, number, entry = stack.pop()
        what = where + "index node %d of level %d" % (number, level)
        count(entry)
        nodes += 1
        below = children(read_page(pages, entry, what), what)
        for slot in range(8):
            child = below[slot]
            if child is None:
                continue
            if level > 1:
                stack.append((level - 1, number << 3 | slot, child))
            elif number << 3 | slot not in commit.overlay:
                _check_record(pages, commit, number << 3 | slot, child)
                count(child)
                records += 1
    for oid in commit.overlay:
        found = commit.overlay[oid]
        if found is not None:
            _check_record(pages, commit, oid, found)
            count(found)
            records += 1
    if records != commit.live:
        raise HeapCorrupt(where + "%d records, but the commit record counts %d" % (records, commit.live))
    size = 0
    for sequence in commit.segments:
        length, live, live_size = commit.segments[sequence]
        if counted.get(sequence, [0, 0]) != [live, live_size]:
            raise HeapCorrupt(where + "the live count of segment %s is wrong" % name_of(sequence))
        if pages.length(sequence) != length:
            raise HeapCorrupt(where + "segment %s has the wrong length" % name_of(sequence))
        size += live_size
    return records, nodes, size


def _check_record(pages: "Pages", commit: "Commit", oid: int, entry: "Optional[bytes]") -> None:
    if oid >= commit.high:
        raise HeapCorrupt("version %d: record %d is above the high mark" % (commit.version, oid))
    if entry is not None:
        read_page(pages, entry, "version %d: record %d" % (commit.version, oid))
