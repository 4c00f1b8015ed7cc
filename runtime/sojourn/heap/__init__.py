"""The persistent heap: records in append-only segments under a versioned Merkle index.

Start with heap.py. The bytes are described in runtime/SPEC.md. RamPages is in sojourn.heap.ram, so that a device does
not load it.
"""

from sojourn.heap.heap import Heap, VersionInfo
from sojourn.heap.pages import FolderPages, Pages

__all__ = ["FolderPages", "Heap", "Pages", "VersionInfo"]
