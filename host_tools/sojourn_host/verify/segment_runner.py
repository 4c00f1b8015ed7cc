"""One segment of a verified run, inside the interpreter: mount the image, go on to a safepoint, store, say how it went.

Runs on MicroPython and on CPython, in a process of its own that ends with the segment. May live here: what must happen
inside that process. May not: choosing where to stop, starting processes, comparing (the other files of this folder).

An order is {"image": folder, "stop": count of safepoints or -1, "argv", "cwd", "answer": file for the answer, "cache":
folder for compiled units, or "" for a segment that is to have nothing but the image}.
An answer is {"state": "stopped" | "unstored" | "exited" | "failed" | "broken", "count", "code", "text", "path",
"atomic_ms"}; `text` is the traceback, the error of the store, or what broke.
"""

import json
import os
import sys

from sojourn import modules
from sojourn.errors import Unstorable
from sojourn.heap import FolderPages
from sojourn.process import Process

STEP_BYTES = 1 << 20  # allocated between two collections of MicroPython while it stores and loads: each walks 16 MiB
MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run(order: "dict[str, Any]") -> None:
    """Run one segment as `order` says and write the answer; whatever goes wrong is in the answer too."""
    try:
        answer = segment(order)
    except BaseException as error:  # noqa: BLE001 - told to the parent
        # The program's own exceptions are caught inside: this is a fault of the runtime or a damaged image.
        answer = {"state": "broken", "text": text_of(error)}
    if not MICRO:
        sys.stdout.flush()
        sys.stderr.flush()
    with open(order["answer"], "w") as file:
        file.write(json.dumps(answer))


def segment(order: "dict[str, Any]") -> "dict[str, Any]":
    """Mount, run to the stop, and the answer."""
    os.chdir(order["cwd"])
    sys.argv[:] = order["argv"]
    if MICRO:
        modules.step_bytes = STEP_BYTES
    else:
        from sojourn import units_cpython

        units_cpython.cache = order["cache"]
    pages = FolderPages(order["image"])
    process = Process.mount(pages)
    process.load()
    engine = process.engine
    engine.count_to(order["stop"])
    state = process.run()
    answer: dict[str, Any] = {
        "state": state,
        "count": engine.count,
        "code": process.exit_code,
        "text": process.traceback,
        "path": "",
        "atomic_ms": engine.longest_atomic,
    }
    problem = process.problem
    if problem is not None:
        answer["state"] = "unstored" if isinstance(problem, Unstorable) else "broken"
        answer["text"] = str(problem) if isinstance(problem, Unstorable) else text_of(problem)
        answer["path"] = getattr(problem, "path", "")
    pages.close()
    return answer


def text_of(error: BaseException) -> str:
    """The whole traceback of an exception."""
    if MICRO:
        import io

        buffer = io.StringIO()
        sys.print_exception(error, buffer)  # type: ignore[attr-defined]  # MicroPython's own
        return buffer.getvalue()
    import traceback  # CPython only

    return "".join(traceback.format_exception(error))
