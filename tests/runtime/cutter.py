"""Every cut of one program, inside an interpreter: run to the k-th safepoint and store, or go on from what was stored.

Runs on MicroPython and on CPython, started by test_random_programs.py; captures and resumptions are in different OS
processes. May live here: those two loops. May not: choosing programs, comparing.

Every run's output ends with a line "\\0end K STATE COUNT TEXT", so that all of them fit into one file.
"""

import os
import sys

from sojourn import modules
from sojourn.heap import FolderPages
from sojourn.process import Process


def run(order):
    """`order`: {"what": "count" | "capture" | "resume", "image", "folder", "cuts": [k, ...]}."""
    modules.step_bytes = 1 << 20  # memory is plenty here, and each look at all of it takes 7 ms
    if order["what"] == "count":
        go_on(order["image"], 0, -1)
    for k in order["cuts"]:
        place = "%s/%d" % (order["folder"], k)
        if order["what"] == "capture":
            copy(order["image"], place)
            go_on(place, k, k)
        else:
            go_on(place, k, -1)
    sys.stdout.flush() if hasattr(sys.stdout, "flush") else None


def go_on(place, k, stop):
    text = ""
    state = "broken"
    count = -1
    try:
        pages = FolderPages(place)
        process = Process.mount(pages)
        process.load()
        process.engine.count_to(stop)
        state = process.run()
        count = process.engine.count
        text = process.traceback
        if process.problem is not None:
            state = "unstored"
            text = repr(process.problem)
        pages.close()
    except Exception as error:
        text = repr(error)
    print("\0end %d %s %d %s\0" % (k, state, count, text), end="")


def copy(source, target):
    os.mkdir(target)
    for name in os.listdir(source):
        with open(source + "/" + name, "rb") as file:
            data = file.read()
        with open(target + "/" + name, "wb") as file:
            file.write(data)
