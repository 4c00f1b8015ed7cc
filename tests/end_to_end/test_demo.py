"""`sojourn demo` as a person runs it: a process of its own, with real servers and real devices.

May live here: what the demo promises. May not: how it does it.
"""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from lab import PATHS, SOJOURN

pytestmark = [pytest.mark.timeout(180), pytest.mark.micropython]

SECONDS = "7"
WIDTH = 62  # letters in a row


class Demo:
    """One running demo, whose temporary files are in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.out = folder.parent / "demo.out"
        folder.mkdir()
        env = {k: v for k, v in os.environ.items() if not k.startswith("SOJOURN_") or k == "SOJOURN_CACHE"}
        env |= {"PYTHONPATH": PATHS, "PYTHONWARNINGS": "error", "PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)}
        arguments = ("demo", "--seconds", SECONDS, *arguments)
        with self.out.open("wb") as f:
            self.process = subprocess.Popen([*SOJOURN, *arguments], env=env, stdout=f, stderr=f)

    def said(self) -> str:
        return self.out.read_text()

    def until(self, text: str) -> str:
        """Waits until the demo has said something; returns all that it has said."""
        end = time.monotonic() + 60
        while text not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"waited in vain for {text!r}:\n{self.said()}"
            time.sleep(0.02)
        return self.said()

    def end(self) -> int:
        return self.process.wait(120)

    def pids(self) -> dict[str, int]:
        """The processes it says it has started."""
        told = re.findall(
            r"(Store server|Relay|Device board|Device desk|never moves it)[:,] process (\d+)", self.said()
        )
        return {name: int(pid) for name, pid in told}


@pytest.fixture
def demo(tmp_path):
    started = []

    def start(*arguments):
        started.append(Demo(tmp_path / "temporary", *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.send_signal(signal.SIGTERM)  # a kill -9 would leave what it has started
        each.process.wait(30)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def nothing_is_left(demo: Demo) -> None:
    pids = demo.pids()
    assert len(pids) == 5, demo.said()
    assert [name for name, pid in pids.items() if alive(pid)] == []
    assert list(demo.folder.iterdir()) == []


def test_it_moves_there_and_back_goes_back_and_prints_the_same(demo):
    run = demo("--json")
    code = run.end()
    assert code == 0, run.said()
    result = json.loads(run.said().splitlines()[-1])
    assert set(result) == {"equal", "moves", "rolled_back_to", "free_bytes"}
    assert result["equal"] is True
    there, back = result["moves"]
    assert (there["vm"], back["vm"]) == ("cpython", "micropython")
    assert there["from_pid"] == back["to_pid"] != there["to_pid"] == back["from_pid"]
    assert not alive(there["from_pid"])
    assert not alive(there["to_pid"])
    assert min(there["bytes"], back["bytes"]) > 1000
    assert result["rolled_back_to"] > 1, "a version that was made in the middle of the picture"
    assert result["free_bytes"] > 0
    assert list(run.folder.iterdir()) == []


def test_it_shows_who_draws_and_what_was_done(demo):
    run = demo()
    assert run.end() == 0, run.said()
    said = run.said()
    before, after = [[r for r in t.splitlines() if r.endswith("python")] for t in said.split("Rolled back")]
    drawn = [maker for row in before for maker in row[len("  ") + WIDTH :].strip().split(" -> ")]
    turns = [b for a, b in zip(["", *drawn], drawn, strict=False) if a != b]
    assert turns == ["micropython", "cpython", "micropython"], "each row says who drew it"
    assert len(before) > 7, "rows before each step"
    assert len(after) > 1
    assert after[-1].endswith("  micropython")
    again = {row[: 2 + WIDTH] for row in before} & {row[: 2 + WIDTH] for row in after}
    assert again, "rows after the version that was gone back to are drawn twice"
    for command in ("run picture.py --on board", "migrate picture --to desk", "stop picture", "rollback picture@"):
        assert f"$ sojourn {command}" in said
    assert re.search(r"The same: all \d+ bytes .* [1-9]\d* bytes were free on board", said)
    nothing_is_left(run)


def test_it_tells_when_the_output_differs(demo):
    run = demo()
    run.until("$ sojourn migrate picture --to board")
    unmoved = next(run.folder.glob("sojourn-demo-*/unmoved.txt"))
    while unmoved.stat().st_size == 0:
        time.sleep(0.01)
    with unmoved.open("r+b") as f:
        f.write(b"!")
    assert run.end() == 1, run.said()
    assert "DIFFERENT from byte 0 on" in run.said()
    nothing_is_left(run)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_is_interrupted(demo, number):
    run = demo()
    run.until("$ sojourn migrate picture --to desk")
    run.process.send_signal(number)
    assert run.end() == 130, run.said()
    assert run.said().splitlines()[-1].startswith("sojourn: interrupted")
    nothing_is_left(run)


def test_nothing_is_left_when_it_is_killed(demo):
    run = demo()
    run.until("$ sojourn run picture.py")
    run.process.kill()
    run.process.wait()
    end = time.monotonic() + 20
    while any(alive(pid) for pid in run.pids().values()) or list(run.folder.iterdir()):
        assert time.monotonic() < end, "what the demo had started goes on without it"
        time.sleep(0.05)
    nothing_is_left(run)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_idle_demo_is_ended_too(demo, number):
    """Before anything is drawn there is nothing to wait for; the signal must not wait either."""
    run = demo()
    run.until("Store server:")
    run.process.send_signal(number)
    assert run.end() == 130, run.said()
    assert [name for name, pid in run.pids().items() if alive(pid)] == []
    assert list(run.folder.iterdir()) == []


@pytest.mark.parametrize("victim", ["Device board", "Store server"])
def test_a_process_that_dies_ends_it_with_one_clear_line(demo, victim):
    run = demo()
    run.until("$ sojourn run picture.py")
    os.kill(run.pids()[victim], signal.SIGKILL)
    assert run.end() in (1, 10, 14, 15), run.said()
    assert run.said().splitlines()[-1].startswith("sojourn: ")
    assert "Traceback" not in run.said()
    nothing_is_left(run)
