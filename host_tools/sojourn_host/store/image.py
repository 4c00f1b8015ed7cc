"""A heap image in a folder of this host, and the store: pushing one in, and getting one out.

May live here: reading and writing such folders. May not: devices. The bytes are verified on the way in and out.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sojourn.errors import HeapCorrupt
from sojourn.heap.heap import Heap
from sojourn.heap.pages import FolderPages
from sojourn_host.store.client import StoreClient
from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import Change, Entry
from sojourn_host.store.manifest import Manifest, Segment


def check_image(folder: Path) -> None:
    """Mounts the heap in a folder and checks every page of it. HeapCorrupt says what is damaged and where.

    A heap that had to fall back to an older version is damaged too: nobody asked for the older one.
    """
    heap = Heap.mount(FolderPages(str(folder)))
    if heap.fell_back:
        raise HeapCorrupt(f"{heap.fell_back}; resume an older version by its number if you want that")
    heap.check()


def check_segments(store: StoreClient, segments: Iterable[Segment]) -> None:
    """Checks the heap that these segments in the store make up. HeapCorrupt, StoreError.

    A hash says that a segment is what the device has; only the heap's own hashes say that the device has it right.
    """
    with tempfile.TemporaryDirectory(prefix="sojourn-") as folder:
        for s in segments:
            Path(folder, s.name).write_bytes(store.page(s.sha256))
        check_image(Path(folder))


def push_image(
    store: StoreClient, folder: Path, process: str, note: str, onto: Entry | None = None
) -> tuple[Manifest, Entry]:
    """A new process from the newest version of the heap in `folder`, owned by no device yet.

    onto: the entry of a process that is there already, which gets a new version and stays where and what it is.
    StoreError `exists` when the name is taken, `conflict` when that process moved meanwhile; HeapCorrupt when the
    folder holds no heap that verifies.
    """
    check_image(folder)
    heap = Heap.mount(FolderPages(str(folder)))
    version = heap.versions()[-1]
    segments = tuple(Segment(*s) for s in heap.segments(version.version))
    lack = set(store.lack([s.sha256 for s in segments]))
    for s in segments:
        if s.sha256 in lack:
            store.put_page(s.sha256, (folder / s.name).read_bytes())
    if onto is not None:
        manifest = Manifest(0, version.version, onto.head, onto.epoch, "", segments, note=note)
        return store.commit(process, manifest, Change(onto.epoch, state=onto.state))
    manifest = Manifest(0, version.version, 0, 1, "", segments, note=note)
    return store.commit(process, manifest, Change(0, epoch=1, state="stopped"))


def pull_image(store: StoreClient, process: str, version: int, folder: Path) -> Manifest:
    """Writes a version (0: the head) into a new folder, which Heap.mount takes. StoreError `exists`."""
    manifest = store.manifest(process, version)
    if folder.exists() and any(folder.iterdir()):
        raise StoreError("exists", f"{folder} is there already and not empty; choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for s in manifest.segments:
        temporary = folder / f".{s.name}.part"
        temporary.write_bytes(store.page(s.sha256))
        os.replace(temporary, folder / s.name)
    for s in manifest.segments:
        if hashlib.sha256((folder / s.name).read_bytes()).hexdigest() != s.sha256:
            raise StoreError("corrupt", f"{folder / s.name} was not written as it was received; check the disk")
    return manifest
