"""What a run did: its output, exit code, and the exception it ended with; and where two runs differ.

May live here: running the untouched program, reading how it ended, comparing. May not: moving anything.

MicroPython prints an uncaught exception's traceback, and the text of `sys.exit(text)`, to standard output, behind what
the program printed; both are taken off again. The interpreters word their own exceptions differently (`division by
zero`, `divide by zero`), so an ending counts as the same when its type is, and its message is that of one of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from sojourn_host.emulate import firmware
from sojourn_host.verify.interpreters import HEAP, environment, python_of

_TRACEBACK = b"Traceback (most recent call last):\n"
# What MicroPython has no type of its own for.
_SAME_TYPE = {"UnboundLocalError": "NameError", "ModuleNotFoundError": "ImportError", "IOError": "OSError"}
# Endings by which an interpreter says that it cannot run the program at all.
CANNOT_RUN = ("SyntaxError", "IndentationError", "TabError", "ImportError", "MemoryError")


@dataclass(frozen=True)
class Outcome:
    """A whole run. `error` is "" or the last lines of the traceback, "Type: message"; `problem` why it did not run."""

    vm: str
    stdout: bytes
    code: int
    error: str = ""
    traceback: str = ""
    problem: str = ""

    @property
    def kind(self) -> str:
        """The exception's type without its module, as both interpreters call it; "" for none."""
        name = re.match(r"[\w.]*", self.error)
        assert name is not None
        short = name[0].rpartition(".")[2]
        return _SAME_TYPE.get(short, short)

    @property
    def message(self) -> str:
        """What follows the type."""
        return self.error.partition(":")[2].strip()


def error_of(traceback: str) -> str:
    """The last lines of a traceback: type and message, which may have several lines; "" for a text that is none."""
    lines = traceback.rstrip("\n").split("\n")
    last = max((i for i, line in enumerate(lines) if line.startswith('  File "')), default=-1)
    if last < 0:
        if "Traceback (most recent call last):" not in lines:
            return ""
        last = max(i for i, line in enumerate(lines) if line == "Traceback (most recent call last):")
    last += 1
    while last < len(lines) - 1 and lines[last].startswith("    "):  # source lines and marks below them
        last += 1
    return "\n".join(lines[last:])


def run_untouched(program: Path, vm: str, timeout: float) -> Outcome:
    """Run `program` as it is, in its own folder, on `vm`; `timeout` in seconds.

    An Outcome with `problem` set when it does not end in time or the interpreter dies. EmulateError if there is none.
    """
    if vm == "micropython":
        command = [firmware.micropython(), "-X", f"heapsize={HEAP}"]
    else:
        command = [python_of(vm), "-B"]
    try:
        done = subprocess.run(
            [*command, program.name],
            cwd=program.parent,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=max(timeout, 0.1),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(vm, b"", 0, problem="did not end in time")
    if done.returncode < 0:
        return Outcome(vm, done.stdout, done.returncode, problem=f"was killed by signal {-done.returncode}")
    return ended(vm, done.stdout, done.stderr, done.returncode)


def ended(vm: str, stdout: bytes, stderr: bytes, code: int) -> Outcome:
    """The outcome of a run that has ended, from what the interpreter wrote."""
    told = stderr
    if vm == "micropython" and code:
        at = stdout.rfind(_TRACEBACK)
        if at >= 0:
            stdout, told = stdout[:at], stdout[at:]
    traceback = ""
    if code and _TRACEBACK in told or b'  File "' in told:
        traceback = told.decode("utf-8", "replace").replace(os.linesep, "\n")
    outcome = Outcome(vm, stdout, code, error_of(traceback), traceback)
    if outcome.kind in CANNOT_RUN:
        return replace(outcome, problem=f"cannot run it: {outcome.error}")
    if code and not traceback:  # sys.exit(text), which CPython puts on standard error
        return replace(outcome, traceback=stderr.decode("utf-8", "replace"))
    return outcome


def difference(expected: Outcome, seen: Outcome, alike: list[Outcome]) -> str:
    """The first difference of `seen` from `expected`, "" for none; messages may be those of any of `alike`."""
    stdout = seen.stdout
    if seen.code and not seen.error and expected.vm == "micropython" and seen.traceback:
        text = seen.traceback.encode()
        if expected.stdout.endswith(text):
            stdout += text
    if stdout != expected.stdout:
        unexpected = seen.error and seen.kind != expected.kind
        return output_difference(expected.stdout, stdout) + (f"; it ended with {seen.error}" if unexpected else "")
    if seen.kind != expected.kind:
        return f"ended with {seen.error or 'no exception'}, expected {expected.error or 'no exception'}"
    messages = {one.message for one in (expected, *alike) if one.kind == seen.kind}
    if seen.error and seen.message not in messages:
        return f"ended with {seen.error}, expected {expected.error}"
    if seen.code != expected.code:
        return f"exit code {seen.code}, expected {expected.code}"
    return ""


def lacking(own: Outcome, other: Outcome) -> bool:
    """Whether MicroPython (`own`) stopped for want of something that CPython (`other`) has.

    It does not take the program at all, or it printed the beginning of what CPython printed and then ended in an
    exception that CPython did not end in.
    """
    if own.vm != "micropython" or other.vm == "micropython" or other.problem or not own.error:
        return False
    if own.problem:
        return own.kind != "MemoryError"
    return own.kind != other.kind and other.stdout.startswith(own.stdout)


def output_difference(expected: bytes, seen: bytes) -> str:
    """Where two outputs first differ, in words."""
    left, right = expected.split(b"\n"), seen.split(b"\n")
    for number, (a, b) in enumerate(zip(left, right, strict=False), 1):
        if a != b:
            return f"line {number}: expected {_show(a)}, got {_show(b)}"
    if len(left) > len(right):
        return f"line {len(right)}: the output ends, expected {_show(left[len(right) - 1])} and more"
    return f"line {len(left)}: more output than expected, {_show(right[len(left) - 1])}"


def _show(line: bytes) -> str:
    text = line.decode("utf-8", "backslashreplace")
    return repr(text if len(text) <= 200 else text[:200] + "...")
