"""Power cuts, on either interpreter: commits are torn at every byte, in a real folder.

    (micropython | python) heap_script.py FOLDER

May live here: code that runs on MicroPython too, so no pytest. Prints one line, or ends with an AssertionError.
"""

import os
import sys

from sojourn.heap.heap import Heap
from sojourn.heap.pages import FolderPages

COMMITS = 12
RECORDS = 10


def contents(heap):
    """Everything in a heap."""
    return {oid: heap.get(oid) for oid in heap.oids()}


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def mounted(folder, version, expected, fell_back):
    """The heap in a folder stands at a version, whole."""
    pages = FolderPages(folder)
    heap = Heap.mount(pages)
    assert heap.version == version, (heap.version, version)
    assert bool(heap.fell_back) == fell_back, heap.fell_back
    assert contents(heap) == expected
    heap.check()
    pages.close()


def main(folder):
    pages = FolderPages(folder)
    heap = Heap.create(pages, "p", 1)
    seen = {}
    torn = 0
    for turn in range(COMMITS):
        for oid in range(RECORDS):
            if turn == 0 or oid % 4 == turn % 4:
                heap.put(oid, b"record %d of turn %d" % (oid, turn))
        heap.put(RECORDS + turn, b"new")
        if turn > 2:
            heap.drop(RECORDS + turn - 2)
        heap.commit()
        pages.close()
        seen[heap.version] = contents(heap)
        if heap.version - 1 not in seen or 3 < turn < COMMITS - 1:  # the first few, and one that lets a version go
            continue
        path = folder + "/" + heap.segments()[-1][0]
        with open(path, "rb") as f:
            whole = f.read()
        os.remove(path)
        for length in range(len(whole)):
            write(path + ".new", whole[:length])  # cut while the segment was written
            mounted(folder, heap.version - 1, seen[heap.version - 1], False)
            assert len(os.listdir(folder)) == len(pages.sequences()), "what was unfinished is cleared away"
            write(path, whole[:length])  # ... or named, without all of it having reached the disk
            mounted(folder, heap.version - 1, seen[heap.version - 1], True)
            os.remove(path)
            torn += 2
        write(path, whole)
        mounted(folder, heap.version, seen[heap.version], False)
    versions = [info.version for info in heap.versions()]
    assert len(versions) == 8, versions
    for version in versions:
        old = Heap.mount(FolderPages(folder), version)
        assert contents(old) == seen[version]
        old.check()
    print("torn %d times, %d versions" % (torn, len(versions)))


main(sys.argv[1])
