"""The Merkle index: a radix tree of 8 over dense object ids, copied on write.

Lookups live here, the rewriting of paths in index_writing.py; which segment is written, and when, does not (heap.py). A
node of level L and number N covers the oids from N << 3L up to, not including, (N + 1) << 3L. Its bytes are a bitmap of
the children present and a 20-byte entry (sequence, offset, length, hash) for each; a node of level 1 points at records.
Since an entry holds the hash of what it points at, the root covers every page. Nothing here recurses.
"""

import struct

from sojourn.errors import HeapCorrupt
from sojourn.heap.segment import ENTRY, digest8, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from sojourn.heap.pages import Pages

    Entry = bytes


def read_page(pages: "Pages", entry: "Entry", what: str) -> bytes:
    """The page `entry` points at, checked against its hash; HeapCorrupt names `what` and where."""
    sequence, offset, length, digest = struct.unpack(">III8s", entry)
    data = pages.read(sequence, offset, length)
    if digest8(data) != digest:
        raise HeapCorrupt(
            "%s is damaged: segment %s, byte %d, %d bytes; go on from an older version"
            % (what, name_of(sequence), offset, length)
        )
    return data


def children(node: bytes, where: str) -> "list[Optional[Entry]]":
    """The eight entries of a node's bytes, None for an absent one; HeapCorrupt if they are not a node's."""
    entries: "list[Optional[Entry]]" = [None] * 8
    at = 1
    for slot in range(8):
        if node and node[0] >> slot & 1:
            entries[slot] = node[at : at + ENTRY]
            at += ENTRY
    if at != len(node):
        raise HeapCorrupt("%s is no index node" % where)
    return entries


class Index:
    """The tree below one root; `depth` 0 is an empty one. Keeps the last node of each level that it read."""

    def __init__(self, pages: "Pages", root: "Optional[Entry]", depth: int) -> None:
        self.root = root
        self.depth = depth
        self._pages = pages
        self._numbers = [-1] * (depth + 1)
        self._nodes: "list[list[Optional[Entry]]]" = [[] for _ in range(depth + 1)]

    def find(self, oid: int) -> "Optional[Entry]":
        """The entry of the record of `oid`, or None; HeapCorrupt if a node on the way is damaged."""
        if not self.depth:
            return None
        node = self.node(1, oid >> 3)
        return node[oid & 7] if node else None

    def node(self, level: int, number: int) -> "list[Optional[Entry]]":
        """The eight entries of a node, which the caller must not change; an empty list if there is no such node."""
        if level > self.depth or number >> 3 * (self.depth - level):
            return []
        numbers = self._numbers
        near = level
        while near <= self.depth and numbers[near] != number >> 3 * (near - level):
            near += 1
        while near > level:  # from the nearest known ancestor down
            if near > self.depth:
                entry = self.root
            else:
                entry = self._nodes[near][number >> 3 * (near - level - 1) & 7]
            near -= 1
            if entry is None:
                return []
            here = number >> 3 * (near - level)
            where = "index node %d of level %d" % (here, near)
            found = children(read_page(self._pages, entry, where), where)
            numbers[near] = -1
            self._nodes[near] = found
            numbers[near] = here
        return self._nodes[level]

    def entry(self, level: int, number: int) -> "Optional[Entry]":
        """The entry of a node (level 0: of a record), or None if there is no such node."""
        if level == self.depth:
            return self.root if number == 0 else None
        parent = self.node(level + 1, number >> 3)
        return parent[number & 7] if parent else None
