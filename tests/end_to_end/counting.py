"""A stand-in for a compiled program, for tests of the chain alone: counts, prints, and keeps its count in a real heap.

Runs on a device (MicroPython or CPython) in place of sojourn.process: what is tested is everything around a program.
It waits between two lines, and before the last one, until a file appears: then it hurries to its end. In record 1 are
the number of lines, the milliseconds between them and the file's name, in record 2 the count so far.
"""

import os
import time

from sojourn.heap.heap import Heap
from sojourn.heap.pages import FolderPages


def create(folder, lines, pause_ms, ballast, gate):
    """A heap folder that counts to `lines`; `ballast` bytes make the image big."""
    heap = Heap.create(FolderPages(folder), "counting", 1)
    ids = [heap.allocate() for _ in range(2 + ballast // 500)]
    heap.put(ids[0], ("%d %d %s" % (lines, pause_ms, gate)).encode())
    heap.put(ids[1], b"0")
    for number, oid in enumerate(ids[2:]):
        heap.put(oid, bytes([(number * 7 + i * 13 + i * i * number) & 255 for i in range(500)]))
    heap.commit(b"")
    return ids[:2]


def exists(path):
    try:
        os.stat(path)
    except OSError:
        return False
    return True


class Counting:
    def __init__(self, heap, console, poll):
        self.heap = heap
        self.console = console
        self.poll = poll
        self.exit_code = None
        self.traceback = ""
        self.version = heap.versions()[-1].version
        self.asked = ""
        self.note = None
        self.ids = sorted(heap.oids())[:2]

    def request_stop(self, reason):
        self.asked = reason

    def run(self):
        first, second, gate = self.heap.get(self.ids[0]).decode().split(" ", 2)
        lines, pause = int(first), int(second)
        at = int(self.heap.get(self.ids[1]))
        hurry = False
        while at < lines:
            hurry = hurry or exists(gate)
            if hurry or at < lines - 1:
                self.console("line " + str(at) + "\n")
                at += 1
            if not hurry:
                time.sleep(pause / 1000)
            self.poll()
            if self.asked:
                self.heap.put(self.ids[1], b"%d" % at)
                self.version = self.heap.commit(self.note())
                return "stopped"
        if lines % 2:
            self.traceback = "Traceback: odd\n"
            self.exit_code = 1
            return "failed"
        self.exit_code = 0
        return "exited"


class Engine:
    def mount(self, folder, console, poll):
        return Counting(Heap.mount(FolderPages(folder)), console, poll)

    def unmount(self):
        pass

    def heap(self, folder):
        return Heap.mount(FolderPages(folder))
