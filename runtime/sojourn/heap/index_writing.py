"""The Merkle index written again: new nodes for what changed, and the walk over everything it holds.

What only a commit, or a save that does not know the heap's objects, does with the index lives here; the rest is
index.py's.
"""

from sojourn.errors import HeapCorrupt
from sojourn.heap.commit import Overlay
from sojourn.heap.segment import DEPTH_MOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterator, Optional

    Entry = bytes
    Emit = Callable[[int, bytes], bytes]  # key, page -> entry of the page written
    Release = Callable[[bytes], None]  # entry of a page no longer used


def node_bytes(entries: "list[Optional[Entry]]") -> bytes:
    """The bytes of a node with these eight entries; empty when none is present."""
    bitmap = 0
    out = bytearray(1)
    for slot in range(8):
        entry = entries[slot]
        if entry is not None:
            bitmap |= 1 << slot
            out.extend(entry)
    out[0] = bitmap
    return bytes(out) if bitmap else b""


def all_oids(index: "Any") -> "Iterator[int]":
    """Every oid with a record, ascending."""
    if not index.depth:
        return
    number = 0
    last = 1 << 3 * (index.depth - 1)
    while number < last:
        node = index.node(1, number)
        if node:
            for slot in range(8):
                if node[slot] is not None:
                    yield number << 3 | slot
            number += 1
            continue
        level = 2  # skip the largest absent subtree that starts here
        while (
            level <= index.depth
            and not number & (1 << 3 * (level - 1)) - 1
            and not index.node(level, number >> 3 * (level - 1))
        ):
            level += 1
        number += 1 << 3 * (level - 2)


def merged(older: Overlay, newer: Overlay) -> Overlay:
    """The entries of both; of an oid in both that of `newer`."""
    found = Overlay()
    at = 0
    for place in range(len(newer)):
        oid = newer.oid(place)
        while at < len(older) and older.oid(at) < oid:
            found.add(older.oid(at), older.entry(at))
            at += 1
        if at < len(older) and older.oid(at) == oid:
            at += 1
        found.add(oid, newer.entry(place))
    while at < len(older):
        found.add(older.oid(at), older.entry(at))
        at += 1
    return found


def rewrite(
    index: "Any", changes: Overlay, touched: "dict[int, int]", high: int, emit: "Emit", release: "Release"
) -> "tuple[Optional[Entry], int]":
    """Write the nodes that `changes` (new entries of oids, None: dropped) change; the new root and depth.

    `touched` are node keys (number << 4 | level) to be written again although nothing below them changed. `high` is
    above every oid. The records' own entries are the caller's to release. One level after the other, ascending: what
    is held is the changes of one level and of the one above it.
    """
    depth = max(index.depth, 1)
    while high > 1 << 3 * depth:
        depth += 1
    if depth > DEPTH_MOST:
        raise HeapCorrupt("oid %d is too large for the index" % high)
    for level in range(1, depth + 1):
        upper = Overlay()
        marked = sorted([key >> 4 for key in touched if key & 15 == level])
        raised = level == index.depth + 1 and index.depth > 0  # the old root becomes the first child
        if raised and marked[:1] != [0]:
            marked.insert(0, 0)
        at = 0
        while at < len(changes) or marked:
            number = changes.oid(at) >> 3 if at < len(changes) else marked[0]
            if marked and marked[0] <= number:
                number = marked.pop(0)
            entries = list(index.node(level, number)) or [None] * 8
            if raised and number == 0:
                entries[0] = index.root
            while at < len(changes) and changes.oid(at) >> 3 == number:
                entries[changes.oid(at) & 7] = changes.entry(at)
                at += 1
            old = index.entry(level, number) if level <= index.depth else None
            if old is not None:
                release(old)
            page = node_bytes(entries)
            upper.add(number, emit(number << 4 | level, page) if page else None)
        changes = upper
    root = changes.entry(0) if len(changes) else index.root
    return root, depth if root is not None else 0
