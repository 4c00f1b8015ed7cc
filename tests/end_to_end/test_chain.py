"""The chain with real processes: store, relay, MicroPython and CPython devices, from the first move to a rollback.

The program is the stand-in of counting.py, so that a failure here is a failure of the chain and not of the compiler.
What dies in the middle of a move is in test_bad_input.py, with a real program.
"""

import hashlib
import json
import sqlite3
import time

import pytest

from end_to_end.counting import create
from lab import Lab

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def lab(tmp_path):
    with Lab(tmp_path) as lab:
        lab.serve()
        lab.relay()
        yield lab


def expected(lines):
    return "".join(f"line {n}\n" for n in range(lines))


def begin(lab, lines=300, pause_ms=40, ballast=0, on="board"):
    create(str(lab.folder / "image"), lines, pause_ms, ballast, str(lab.folder / "gate"))
    lab.ask("push", "count", "--image", str(lab.folder / "image"))
    lab.ask("resume", "count", "--on", on)


def hurry(lab):
    """Lets the program go on to its end; until then it is there for whatever is done to it, on a slow machine too."""
    (lab.folder / "gate").touch()


def ends_right(lab, lines=300, device=None):
    hurry(lab)
    lab.until(lambda: lab.process("count")["state"] == "exited", "the process has exited", 40)
    assert lab.process("count")["code"] == 0
    if device:
        assert lab.process("count")["device"] == device
    lab.until(lambda: lab.output("count") == expected(lines), "all output is there", 5)


def printed(lab, more_than=0):
    return lab.until(lambda: len(lab.output("count")) > more_than and len(lab.output("count")), "it prints")


def test_there_and_back_and_rolled_back(lab):
    lab.device("board", counting=True)
    lab.device("desk", "cpython", counting=True)
    begin(lab, 1000)
    printed(lab, 200)
    there = lab.ask("migrate", "count", "--to", "desk")
    assert (there["from_vm"], there["vm"], there["state"]) == ("micropython", "cpython", "running")
    assert there["downloaded_bytes"] == there["image_bytes"]
    printed(lab, len(lab.output("count")) + 100)
    back = lab.ask("migrate", "count", "--to", "board")
    assert (back["from_vm"], back["vm"]) == ("cpython", "micropython")
    assert back["downloaded_bytes"] < back["image_bytes"], "only what is missing travels"
    printed(lab, len(lab.output("count")) + 100)
    before = len(lab.output("count"))
    undone = lab.ask("rollback", f"count@{there['version']}", "--on", "desk")
    assert undone["epoch"] == back["epoch"] + 1
    lab.until(lambda: len(lab.output("count")) < before, "the log was taken back")
    versions = lab.ask("history", "count")["versions"]
    assert [v["version"] for v in versions] == sorted({v["version"] for v in versions})
    assert [v["version"] for v in versions if v["head"]] == [there["version"]]
    again = lab.ask("push", "count", "--note", "after")
    assert again["version"] > versions[-1]["version"], "version numbers never repeat"
    assert lab.ask("history", "count")["versions"][-1]["parent"] == there["version"]
    ends_right(lab, 1000, "desk")


def test_moving_to_where_it_is_does_nothing(lab):
    lab.device("board", counting=True)
    begin(lab, 100)
    assert lab.ask("migrate", "count", "--to", "board")["moved"] is False
    ends_right(lab, 100)
    assert lab.refused("migrate", "count", "--to", "desk")[0] == 18, "what has ended does not move"


def test_stop_and_resume(lab):
    lab.device("board", counting=True)
    lab.device("desk", "cpython", counting=True)
    begin(lab, 200)
    printed(lab)
    assert lab.ask("stop", "count")["state"] == "stopped"
    quiet = lab.output("count")
    time.sleep(0.4)
    assert lab.output("count") == quiet
    lab.ask("resume", "count")
    printed(lab, len(quiet))
    lab.ask("stop", "count")
    lab.ask("resume", "count", "--on", "desk")
    ends_right(lab, 200, "desk")


def test_micropython_killed_in_the_middle_goes_on_from_its_newest_version(lab):
    lab.device("board", counting=True)
    begin(lab, 150)
    printed(lab, 100)
    lab.ask("push", "count")
    printed(lab, len(lab.output("count")) + 100)
    lab.kill("board")
    lab.device("board", counting=True)
    ends_right(lab, 150, "board")


def test_a_damaged_page_in_the_store(lab):
    lab.device("board", counting=True)
    lab.device("desk", "cpython", counting=True)
    begin(lab, 400)
    printed(lab)
    second = lab.ask("push", "count")
    with sqlite3.connect(lab.folder / "store.sqlite3", timeout=5) as db:
        wanted = "SELECT hash FROM segments WHERE version=? ORDER BY place DESC"
        (sha,) = db.execute(wanted, (second["version"],)).fetchone()
        data = bytearray(db.execute("SELECT data FROM pages WHERE hash=?", (sha,)).fetchone()[0])
        data[40] ^= 1
        db.execute("UPDATE pages SET data=? WHERE hash=?", (bytes(data), sha))
    db.close()
    code, line = lab.refused("rollback", f"count@{second['version']}", "--on", "desk")
    assert code == 16, line
    assert lab.process("count")["device"] == "board"
    assert lab.refused("pull", f"count@{second['version']}", "-o", str(lab.folder / "x"))[0] == 16
    ends_right(lab, 400, "board")


def test_a_damaged_segment_on_the_device(lab):
    lab.device("board", counting=True)
    lab.device("desk", "cpython", counting=True)
    begin(lab, 200, ballast=20000)
    printed(lab)
    segment = min((lab.home / "state" / "board" / "count").glob("h*/*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 4
    segment.write_bytes(data)
    code, line = lab.refused("migrate", "count", "--to", "desk")
    assert code == 16, line
    assert lab.process("count")["device"] == "board"
    first = lab.ask("history", "count")["versions"][0]["version"]
    lab.ask("rollback", f"count@{first}", "--on", "desk")
    ends_right(lab, 200, "desk")


def test_a_rollback_away_from_a_lost_device(lab):
    lab.device("board", counting=True)
    lab.device("desk", "cpython", counting=True)
    begin(lab, 200)
    printed(lab)
    lab.kill("board")
    lab.until(lambda: not lab.connected("board"), "it is gone")
    code, line = lab.refused("rollback", "count@1", "--on", "desk")
    assert (code, "--reclaim" in line) == (14, True), line
    lab.ask("rollback", "count@1", "--on", "desk", "--reclaim")
    lab.device("board", counting=True)
    record = lab.home / "state" / "board" / "count" / "owner.json"
    lab.until(lambda: '"gone"' in record.read_text(), "the lost device is told")
    ends_right(lab, 200, "desk")


def test_a_relay_killed_and_started_again(lab):
    lab.device("board", counting=True)
    begin(lab, 200)
    printed(lab)
    about = json.loads((lab.home / "relay.json").read_text())
    lab.kill("relay")
    code, line = lab.refused("migrate", "count", "--to", "board")
    assert (code, "sojourn relay" in line) == (11, True), line
    lab.relay(int(about["devices"].rpartition(":")[2]))
    lab.until(lambda: lab.connected("board"), "the device dials again")
    hurry(lab)
    lab.until(lambda: lab.process("count")["state"] == "exited", "it ends")


def test_the_image_on_the_device_is_the_image_in_the_store(lab):
    lab.device("board", counting=True)
    begin(lab, 100, ballast=5000)
    printed(lab)
    lab.ask("stop", "count")
    pulled = lab.folder / "pulled"
    lab.ask("pull", "count", "-o", str(pulled))
    here = {p.name: hashlib.sha256(p.read_bytes()).digest() for p in pulled.iterdir()}
    there = {
        p.name: hashlib.sha256(p.read_bytes()).digest()
        for p in (lab.home / "state" / "board" / "count").glob("h*/*.seg")
    }
    assert here.items() <= there.items()
