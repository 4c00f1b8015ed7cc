"""The pool of interpreters: one process for each segment, nothing left over from the one before, killed when too late.

May live here: what holds for any runner. May not: what segment_runner.py does with an image (test_verify.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn_host.verify import VMS, InterpreterPool
from sojourn_host.verify.interpreters import FRESH_EVERY, SegmentTimeout
from sojourn_host.verify.outcome import Outcome, difference, ended, error_of, output_difference

RUNNER = """
import sys
left = []
def run(segment):
    print("kept" if left or "left" in sys.modules else "clean", segment["text"])
    left.append(1)
    sys.modules["left"] = sys
    if segment["text"] == "forever":
        while True:
            pass
    if segment["text"] == "die":
        raise MemoryError("no more")
    if segment["text"] == "who":
        with open("/proc/self/cmdline") as file:
            print("warm" if "fork_server" in file.read() else "fresh")
"""


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[InterpreterPool]:
    """A pool with the runner above."""
    runner = tmp_path / "odd_runner.py"
    runner.write_text(RUNNER)
    with InterpreterPool(runner=runner) as made:
        yield made


@pytest.mark.micropython
@pytest.mark.parametrize("vm", VMS)
def test_nothing_is_left_over(vm: str, pool: InterpreterPool) -> None:
    seen = [pool.start(vm, {"text": str(n)}, 20) for n in range(FRESH_EVERY + 2)]
    assert [one.stdout.decode().split() for one in seen] == [["clean", str(n)] for n in range(FRESH_EVERY + 2)]
    assert len({one.pid for one in seen}) == len(seen)
    assert {one.status for one in seen} == {0}


@pytest.mark.micropython
@pytest.mark.parametrize("vm", VMS)
def test_some_start_fresh(vm: str, pool: InterpreterPool) -> None:
    said = [pool.start(vm, {"text": "who"}, 20).stdout.decode().split()[-1] for _ in range(2 * FRESH_EVERY)]
    assert [n + 1 for n, word in enumerate(said) if word == "fresh"] == [FRESH_EVERY, 2 * FRESH_EVERY]
    assert FRESH_EVERY <= 20


@pytest.mark.micropython
@pytest.mark.parametrize("vm", VMS)
def test_too_late_is_killed(vm: str, pool: InterpreterPool) -> None:
    pids: list[int] = []
    listen = pool._listen

    def noting(server, deadline):  # type: ignore[no-untyped-def]
        said = listen(server, deadline)
        pids.extend(said[key] for key in said if key == "pid")
        return said

    pool._listen = noting  # type: ignore[method-assign]
    with pytest.raises(SegmentTimeout):
        pool.start(vm, {"text": "forever"}, 1)
    (pid,) = pids
    for _ in range(100):
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":  # killed, and nobody has asked yet
                    break
        except (ProcessLookupError, FileNotFoundError):
            break
        os.sched_yield()
    else:
        pytest.fail(f"process {pid} still runs")
    assert pool.start(vm, {"text": "after"}, 20).stdout == b"clean after\n"


@pytest.mark.micropython
@pytest.mark.parametrize("vm", VMS)
def test_an_error_of_the_runner_shows(vm: str, pool: InterpreterPool) -> None:
    done = pool.start(vm, {"text": "die"}, 20)
    assert done.status != 0
    assert b"MemoryError: no more" in done.stdout + done.stderr


def test_a_pool_leaves_nothing_behind(tmp_path: Path) -> None:
    with InterpreterPool() as pool:
        folder = pool.folder
        assert folder.exists()
    assert not folder.parent.exists()


# --- what is compared ------------------------------------------------------------------------------------------------

MICRO = 'Traceback (most recent call last):\n  File "a.py", line 2, in <module>\n  File "a.py", line 1, in f\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (MICRO + "ValueError: x\n", "ValueError: x"),
        (MICRO + "ValueError: x\ny\n  z\n", "ValueError: x\ny\n  z"),
        (MICRO + "ValueError: \n", "ValueError: "),
        (MICRO.replace("f\n", "f\n    g()\n    ^^^\n") + "a.B: x", "a.B: x"),
        ("Traceback (most recent call last):\nValueError: x", "ValueError: x"),
        ("a text of sys.exit\n", ""),
        ("", ""),
    ],
)
def test_the_error_is_read_from_a_traceback(text: str, error: str) -> None:
    assert error_of(text) == error


def test_a_traceback_is_taken_off_the_output_of_micropython() -> None:
    outcome = ended("micropython", b"one\n" + MICRO.encode() + b"KeyError: k\n", b"", 1)
    assert (outcome.stdout, outcome.kind, outcome.message) == (b"one\n", "KeyError", "k")
    printed = ended("micropython", b"one\n" + MICRO.encode() + b"KeyError: k\n", b"", 0)
    assert (printed.stdout[:4], printed.error) == (b"one\n", "")
    assert len(printed.stdout) > 50


def test_what_is_a_difference() -> None:
    base = Outcome("cpython", b"a\nb\n", 0)
    failed = Outcome("cpython", b"a\n", 1, "ValueError: x", "...")
    assert difference(base, base, []) == ""
    assert "line 2" in difference(base, Outcome("cpython", b"a\nc\n", 0), [])
    assert "the output ends" in difference(base, Outcome("cpython", b"a", 0), [])
    assert "more output" in output_difference(b"a", b"a\nb")
    assert "exit code 2" in difference(base, Outcome("cpython", b"a\nb\n", 2), [])
    assert difference(failed, failed, []) == ""
    for error in ("ValueError: y", "KeyError: x", ""):
        assert difference(failed, Outcome("cpython", b"a\n", 1, error, "..."), []), error
    other = Outcome("micropython", b"a\n", 1, "ValueError: y", "...")
    assert difference(failed, Outcome("cpython", b"a\n", 1, "ValueError: y", "..."), [other]) == ""
    unbound = Outcome("cpython", b"", 1, "UnboundLocalError: x", "...")
    assert difference(unbound, Outcome("cpython", b"", 1, "NameError: x", "..."), []) == ""
    text = Outcome("micropython", b"a\nbye\n", 1)
    assert difference(text, Outcome("micropython", b"a\n", 1, "", "bye\n"), []) == ""
    assert difference(text, Outcome("micropython", b"a\n", 1, "", "no\n"), [])
