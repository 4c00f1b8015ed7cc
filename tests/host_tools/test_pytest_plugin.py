"""The pytest plugin, used as its users use it: a test file of their own, run by a pytest of its own.

May live here: what the fixtures promise. May not: what `verify`, the store and the devices do beyond being there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATHS = os.pathsep.join(str(ROOT / name) for name in ("runtime", "transports", "host_tools"))
APP = """
def work(n):
    total = 0
    for i in range(n):
        total += i * i
        print(i, total)
    return total

print(work(30))
"""


def run_tests(folder: Path, text: str) -> str:
    """What pytest says of a file with these tests; the plugin is loaded as the installed entry point loads it."""
    (folder / "app.py").write_text(APP)
    (folder / "test_app.py").write_text(text)
    environment = dict(os.environ, PYTHONPATH=PATHS, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "sojourn_host.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-W", "error", "--rootdir", str(folder), "test_app.py"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.micropython
def test_migrates_passes_and_says_what_it_did(tmp_path: Path) -> None:
    said = run_tests(
        tmp_path,
        """
def test_my_app(migrates):
    migrates("app.py", every=7)

def test_it_has_moved(migrates):
    report = migrates("app.py", on=("cpython", "micropython"), dense=False, moves=3)
    assert report.result == "same" and 1 <= report.moves <= 3
    assert {move.vm for move in report.moves_done} <= {"cpython", "micropython"}
""",
    )
    assert "2 passed" in said, said


@pytest.mark.micropython
def test_migrates_fails_with_the_first_difference(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("import sys\nfor i in range(20):\n    print(sys.implementation.name, i)\n")
    said = run_tests(
        tmp_path,
        """
import pytest

def test_differs(migrates):
    migrates("other.py")

def test_missing(migrates):
    with pytest.raises(FileNotFoundError, match="missing.py"):
        migrates("missing.py")
""",
    )
    assert "1 failed, 1 passed" in said, said
    assert "other.py is 'native'" in said
    assert "line 1: expected 'micropython 0', got 'cpython 0'" in said
    assert "sojourn verify" in said


@pytest.mark.micropython
def test_a_store_and_a_device(tmp_path: Path) -> None:
    said = run_tests(
        tmp_path,
        """
import os

def test_store(sojourn_store):
    assert sojourn_store.about()
    assert sojourn_store.entries() == []

def test_device(sojourn_device):
    board = sojourn_device("board")
    desk = sojourn_device("desk", vm="cpython")
    os.kill(board.pid, 0)
    assert board.pid != desk.pid
    names = {d["device"] for d in board.relay.devices() if d["connected"]}
    assert names == {"board", "desk"}
    board.relay._http.close()  # until RelayClient has a close() of its own
""",
    )
    assert "2 passed" in said, said
