"""The persistent heap: records by oid, atomic commits, the last versions mountable.

The life of versions lives here: what is pending, what a commit writes, which segments stay. Byte layouts (segment.py),
the index (index.py) and files (pages.py) do not. Invariants: nothing is overwritten in place; a version is visible only
when its
segment has its name; after an error everything pending is still pending and the previous version is intact.
Memory: what is pending, an overlay of at most 64 entries, one index node a level, one line for each live segment; the
code for mounting and committing only while it is needed.
Single owner: two heaps over one folder are a mistake that is not detected.
"""

import struct

from sojourn.errors import HeapCorrupt, HeapError
from sojourn.heap.commit import Commit
from sojourn.heap.index import Index, read_page
from sojourn.heap.segment import META_MOST, digest8, name_of
from sojourn.modules import forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, Optional

    from sojourn.heap.pages import Pages

OPENING = "sojourn.heap.opening"
WRITING = ("sojourn.heap.writing", "sojourn.heap.index_writing", "sojourn.heap.file_writer")


class VersionInfo:
    """What is known of a version without mounting it; `sequence` numbers its segment, `bytes_written` is its length."""

    def __init__(self, commit: Commit, bytes_written: int) -> None:
        self.version = commit.version
        self.parent = commit.parent
        self.epoch = commit.epoch
        self.process = commit.process
        self.sequence = commit.version
        self.meta = commit.meta
        self.records = commit.live
        self.bytes_written = bytes_written


class Kept:
    """What stays in memory of a mountable version: its number, the hash of its record, what it needs."""

    def __init__(self, commit: Commit) -> None:
        self.version = commit.version
        self.hash = commit.hash
        self.high = commit.high  # every oid in use is below
        self.segments = list(commit.segments)


class Heap:
    """Records (bytes) under object ids in `pages`. Make one with Heap.create or Heap.mount.

    `version` is the version gone on from (0: none yet), `epoch` goes into the next commit record, `fell_back` is
    None or says which newer version did not verify.
    """

    def __init__(self, pages: "Pages", base: Commit, kept: "list[Kept]", last: int) -> None:
        self.pages = pages
        self.process = base.process
        self.epoch = base.epoch
        self.fell_back: "Optional[str]" = None
        self.generation = 0  # grows with abandon() and revert(): what was cached of pending records is void
        self._last = last  # the highest sequence number ever seen
        self._kept = kept  # mountable versions, oldest first
        self._pending: "dict[int, Optional[bytes]]" = {}
        self._free: "list[int]" = []  # oids known to be unused in every kept version
        self._scan = 0  # where looking for free oids goes on
        self._start(base)

    def _start(self, base: Commit) -> None:
        self._base = base
        self._index = Index(self.pages, base.root, base.depth)
        self.version = base.version
        self._high = 0
        for commit in self._kept:
            self._high = max(self._high, commit.high)

    @staticmethod
    def create(pages: "Pages", process: str, epoch: int = 0) -> "Heap":
        """An empty heap for `process`; HeapError if `pages` holds segments already. Nothing is written yet."""
        if pages.sequences():
            raise HeapError("there is a heap here already; mount it, or choose an empty folder")
        if len(process.encode()) > 255:
            raise HeapError("the process name is longer than 255 bytes")
        pages.clear_unfinished()
        base = Commit()
        base.process = process
        base.epoch = epoch
        return Heap(pages, base, [], 0)

    @staticmethod
    def mount(pages: "Pages", version: "Optional[int]" = None) -> "Heap":
        """The newest version that verifies, or `version`; HeapCorrupt if none does, HeapError if it is not kept.

        Reads all of the newest commit. When a newer segment did not verify, `fell_back` says which and why.
        """
        from sojourn.heap.opening import newest

        base, kept, last, why = newest(pages)
        heap = Heap(pages, base, kept, last)
        if why:
            heap.fell_back = "%s; using version %d" % (why, base.version)
        if version is not None and version != base.version:
            heap.revert(version)
        del newest
        forget(OPENING)
        return heap

    def get(self, oid: int) -> bytes:
        """The record of `oid`; KeyError if there is none, HeapCorrupt if it is damaged."""
        pending = self._pending
        if oid in pending:
            data = pending[oid]
            if data is None:
                raise KeyError(oid)
            return data
        entry = self._find(oid)
        if entry is None:
            raise KeyError(oid)
        return read_page(self.pages, entry, "record %d" % oid)

    def put(self, oid: int, data: "bytes | bytearray") -> None:
        """Make `data` the record of `oid` from the next commit on; nothing is written if it is that already."""
        if not 0 <= oid < 1 << 31:
            raise HeapError("%r is no object id" % (oid,))
        entry = self._find(oid)
        # The length is compared first; equal length and 8 bytes of SHA-256 count as equal, as everywhere in the index.
        if entry is not None and entry[8:12] == struct.pack(">I", len(data)) and entry[12:] == digest8(data):
            if oid in self._pending:
                del self._pending[oid]
            return
        self._pending[oid] = bytes(data)
        if oid >= self._high:
            self._high = oid + 1

    def drop(self, oid: int) -> None:
        """Forget the record of `oid` from the next commit on; KeyError if there is none."""
        if oid in self._pending:
            if self._pending[oid] is None:
                raise KeyError(oid)
        elif self._find(oid) is None:
            raise KeyError(oid)
        if self._find(oid) is None:
            del self._pending[oid]
        else:
            self._pending[oid] = None

    def allocate(self) -> int:
        """A new oid: the lowest known that no kept version uses, or the next one."""
        if not self._free and self._scan < self._high and self._high > 64 and self._high * 3 > self._base.live * 4:
            self._look_for_free()
        if self._free:
            return self._free.pop()
        self._high += 1
        return self._high - 1

    def oids(self) -> "Iterator[int]":
        """Every oid with a record, pending ones included, in no order."""
        pending = self._pending
        for oid in pending:
            if pending[oid] is not None:
                yield oid
        overlay = self._base.overlay
        for oid in overlay:
            if overlay[oid] is not None and oid not in pending:
                yield oid
        from sojourn.heap.index_writing import all_oids

        for oid in all_oids(self._index):
            if oid not in overlay and oid not in pending:
                yield oid

    def abandon(self) -> None:
        """Forget everything put, dropped and allocated since the last commit."""
        self._pending = {}
        self._free = []
        self._scan = 0
        self.generation += 1
        self._start(self._base)

    def commit(self, meta: bytes = b"") -> int:
        """Write what is pending as a new version and return its number; `meta` (at most 1 KiB) is kept with it.

        On any error the previous version is intact, everything pending is still pending and no partial file is left.
        Raises HeapError for too long a `meta`, OSError, MemoryError, HeapCorrupt if a page to be moved is damaged.
        """
        if len(meta) > META_MOST:
            raise HeapError("meta has %d bytes, more than %d" % (len(meta), META_MOST))
        from sojourn.heap.writing import Writing

        try:
            self._write(Writing, meta)
        finally:
            del Writing
            forget(*WRITING)
        self._sweep_segments()
        return self.version

    def _write(self, writing: "Any", meta: bytes) -> None:
        writer = self.pages.writer(self._last + 1)
        done = False
        try:
            commit: Commit = writing(self, writer, meta).run()
            kept = [info for info in self._kept if info.version in commit.kept]
            kept.append(Kept(commit))
            index = Index(self.pages, commit.root, commit.depth)
            pending: "dict[int, Optional[bytes]]" = {}
            free: "list[int]" = []
            writer.finish()
            done = True
        finally:
            if not done:
                writer.abort()
        # Only assignments from here on: nothing that can fail between the file and what we know of it.
        self._base = commit
        self._kept = kept
        self._last = commit.version
        self._pending = pending
        self._index = index
        self._free = free
        self._scan = 0
        self.version = commit.version

    def versions(self) -> "list[VersionInfo]":
        """The mountable versions, oldest first."""
        return [VersionInfo(self._commit(kept.version), self.pages.length(kept.version)) for kept in self._kept]

    def revert(self, version: int) -> None:
        """Go on from an older kept version: it is the parent of the next commit. Pending changes are forgotten.

        Nothing is written: until the next commit a mount finds the newest version again. HeapError if it is not kept.
        """
        commit = self._commit(version)
        for sequence in commit.segments:
            if self.pages.length(sequence) != commit.segments[sequence][0]:
                raise HeapCorrupt("segment %s has changed its length" % name_of(sequence))
        self._base = commit
        self.abandon()

    def _commit(self, version: int) -> Commit:
        """The commit record of a kept version; HeapError if it is not kept."""
        if version and version == self._base.version:
            return self._base
        for kept in self._kept:
            if kept.version == version:
                from sojourn.heap.opening import reopen

                return reopen(self.pages, kept.version, kept.hash)
        known = ", ".join([str(kept.version) for kept in self._kept])
        raise HeapError("version %d is not kept; kept are %s" % (version, known or "none"))

    def skip_to(self, sequence: int) -> None:
        """Number the next commit above `sequence`: the highest number any copy of this process has used."""
        self._last = max(self._last, sequence)

    def segments(self, version: "Optional[int]" = None) -> "list[tuple[str, int, str]]":
        """(name, length, SHA-256) of each segment needed to mount `version` (default: the present one) from a copy."""
        segments = self._commit(self.version if version is None else version).segments
        return [
            (name_of(sequence), segments[sequence][0], self.pages.sha256(name_of(sequence)))
            for sequence in sorted(segments)
        ]

    def check(self) -> "dict[str, int]":
        """Walk every page of every kept version; counts, or HeapCorrupt saying what is wrong and where."""
        from sojourn.heap.check import check_heap  # loaded only when asked for: it costs memory

        return check_heap(self.pages, [self._commit(kept.version) for kept in self._kept])

    def _find(self, oid: int) -> "Optional[bytes]":
        overlay = self._base.overlay
        if oid in overlay:
            return overlay[oid]
        return self._index.find(oid)

    def _sweep_segments(self) -> None:
        try:
            for sequence in self.pages.sequences():
                for commit in self._kept:
                    if sequence in commit.segments:
                        break
                else:
                    self.pages.remove(sequence)
        except (OSError, MemoryError):
            return  # the commit stands; the next one sweeps again

    def _look_for_free(self) -> None:
        commits = [self._commit(kept.version) for kept in self._kept]
        trees = [(commit.overlay, Index(self.pages, commit.root, commit.depth)) for commit in commits]
        found: "list[int]" = []
        until = min(self._high, self._scan + 256)
        for oid in range(self._scan, until):
            if oid in self._pending or oid == 0:
                continue
            for overlay, tree in trees:
                if (overlay[oid] if oid in overlay else tree.find(oid)) is not None:
                    break
            else:
                # Allocated since the last commit but not yet put? Those are all above the kept versions' high mark.
                found.append(oid)
        committed = 0
        for commit in self._kept:
            committed = max(committed, commit.high)
        found = [oid for oid in found if oid < committed]
        found.reverse()
        self._scan = until
        self._free = found
