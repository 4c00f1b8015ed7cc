"""The warm interpreter: it has the runtime and nothing else imported, and forks a child for each segment.

A child runs one segment and ends, so that no object, module or memory of a program survives a move; this process never
runs any of it. May live here: what happens between an order's arrival and the interpreter's start. CPython only; the
MicroPython of the wheel is a library, which a child calls, so that it starts in 4 ms; any other is executed.

Orders come as JSON lines on descriptor 0, {"pid"} and then {"status"} go out as JSON lines on descriptor 1. What is in
an order's "segment" is the runner's; the rest says where it runs and where its output goes.
"""

import gc
import importlib
import json
import os
import pkgutil
import sys
import traceback
from collections.abc import Callable
from typing import Any

import sojourn
from sojourn.depth_cpython import make_room

try:
    from micropython_run import run_main  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError:
    run_main = None

_MICRO_CODE = "import sys; sys.path.remove(''); import %s as runner; runner.run(%r)"
# Loaded from its folder, not from the package: the host tools themselves are nothing a program should find loaded.
_PYTHON_CODE = (
    "import sys; sys.path[:0] = %r; import %s as runner; del sys.path[:2]; sys.path.append(%r); runner.run(%r)"
)


# What the runtime imports only when it needs it: imported once here, for all children.
_WARM = ("builtins", "gc", "json", "traceback", "types", "weakref")

Runner = Callable[[dict[str, Any]], None]


def serve(run: Runner) -> None:
    """Answer orders until the other end closes; `run` is the runner's."""
    make_room()
    for name in (*_WARM, *_runtime()):
        importlib.import_module(name)
    gc.freeze()  # what is imported stays shared with the children
    with os.fdopen(0, "rb", buffering=0, closefd=False) as orders:
        buffer = b""
        while True:
            while b"\n" not in buffer:
                piece = orders.read(65536)
                if not piece:
                    return
                buffer += piece
            line, _, buffer = buffer.partition(b"\n")
            _serve_one(json.loads(line), run)


def _runtime() -> list[str]:
    """The runtime's modules, as far as a process without a device needs them."""
    found = [module.name for module in pkgutil.walk_packages(sojourn.__path__, "sojourn.")]
    return [name for name in found if not name.startswith("sojourn.agent")]


def _serve_one(order: dict[str, Any], run: Runner) -> None:
    pid = os.fork()
    if not pid:
        status = 70
        try:
            status = _child(order, run)
        except BaseException:  # noqa: BLE001 - told to the parent, whatever it is
            traceback.print_exc()  # descriptor 2 is the segment's error file by now
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    _say({"pid": pid})
    _, status = os.waitpid(pid, 0)
    _say({"status": status})


def _say(what: dict[str, int]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


def _child(order: dict[str, Any], run: Runner) -> int:
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, order["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        handle = os.open(path, flags, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    segment, runner = order["segment"], order["runner"]
    if order["vm"] != "micropython":
        if not order["fresh"]:
            run(segment)
            return 0
        code = _PYTHON_CODE % ([order["here"], order["root"]], runner, order["root"], segment)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is written is the pool's, and gone with it
        python = [sys.executable, "-X", f"pycache_prefix={order['pycache']}", "-P", "-c", code]
        os.execv(sys.executable, python)
    os.environ["MICROPYPATH"] = order["micropypath"]
    arguments = ["-X", f"heapsize={order['heap']}", "-c", _MICRO_CODE % (runner, segment)]
    call: Callable[[list[str]], int] | None = run_main
    if call is not None and order["library"] and not order["fresh"]:
        return call(["micropython", *arguments]) & 255
    os.execv(order["micropython"], [order["micropython"], *arguments])
    return None
