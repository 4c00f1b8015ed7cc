"""Bad input, and machines that die, with real compiled programs on real MicroPython and CPython devices.

test_chain.py tries the chain with a stand-in for the program; here the compiler and the engine take part. Each case
asks for the same three things: one clear error with its exit code, the process goes on where it was, and what is
stored stays mountable. Nothing waits for a time: a victim is killed when what it does is seen in its files.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lab import Lab
from sojourn.agent.stay import unseal
from sojourn.heap.heap import Heap
from sojourn.heap.pages import FolderPages

pytestmark = [pytest.mark.timeout(180), pytest.mark.micropython]

HERE = Path(__file__).resolve().parent
REFUSED = HERE.parent / "programs" / "refused"


@pytest.fixture
def lab(tmp_path):
    """A laboratory of the test's own, in which machines die."""
    with Lab(tmp_path) as lab:
        lab.serve()
        lab.relay()
        yield lab


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """A laboratory for several tests, in which nothing dies; with one device, a MicroPython."""
    with Lab(tmp_path_factory.mktemp("calm")) as lab:
        lab.serve()
        lab.relay()
        lab.device("board")
        yield lab


class Ticking:
    """The program ticking.py, running in a laboratory until it is told to end."""

    def __init__(self, lab: Lab, on: str, lines: int = 1500, ballast: int = 0) -> None:
        self.lab = lab
        self.program = lab.folder / "ticking.py"
        self.gate = lab.folder / "gate"
        text = (HERE / "ticking.py").read_text()
        text = text.replace("LINES = 1500", f"LINES = {lines}").replace("BALLAST = 0", f"BALLAST = {ballast}")
        self.program.write_text(text)
        native = subprocess.run([sys.executable, str(self.program)], capture_output=True, text=True, check=True)
        self.expected = native.stdout
        self.program.write_text(text.replace('GATE = ""', f'GATE = "{self.gate}"'))
        lab.ask("run", str(self.program), "--on", on)
        self.printed()

    def printed(self, more: int = 50) -> None:
        """Waits until it has printed `more` bytes more."""
        goal = len(self.lab.output("ticking")) + more
        self.lab.until(lambda: len(self.lab.output("ticking")) >= goal, "it prints")

    def ends_right(self, device: str = "") -> None:
        """It goes on to its end, having printed what it prints when nothing happens to it."""
        self.gate.touch()
        self.lab.until(lambda: self.lab.process("ticking")["state"] == "exited", "the process has exited", 60)
        self.lab.until(lambda: self.lab.output("ticking") == self.expected, "all output is there", 5)
        if device:
            assert self.lab.process("ticking")["device"] == device

    def versions_are_mountable(self) -> list[int]:
        """Pulls every stored version, checks every page of it; returns their numbers."""
        versions = [v["version"] for v in self.lab.ask("history", "ticking")["versions"]]
        for version in versions:
            folder = self.lab.folder / f"pulled-{version}-{time.monotonic_ns()}"
            self.lab.ask("pull", f"ticking@{version}", "-o", str(folder))
            mounted(folder)
        return versions


def mounted(folder: Path) -> Heap:
    """A heap folder, mounted and checked."""
    heap = Heap.mount(FolderPages(str(folder)))
    assert heap.check()["records"] > 0
    return heap


def both(lab: Lab) -> None:
    lab.device("board")
    lab.device("desk", "cpython")


def kill_when(pid: int, question, what: str) -> threading.Thread:
    """Kills a process (-9) as soon as a question is answered with yes."""

    def watch() -> None:
        end = time.monotonic() + 60
        while not question():
            if time.monotonic() > end:
                return  # the test then finds it alive
            time.sleep(0.001)
        os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=watch, daemon=True, name=what)
    thread.start()
    return thread


def pages(lab: Lab) -> int:
    with sqlite3.connect(f"file:{lab.folder / 'store.sqlite3'}?mode=ro", uri=True, timeout=5) as db:
        count = int(db.execute("SELECT count(*) FROM pages").fetchone()[0])
    db.close()
    return count


# --- programs


def test_a_program_with_a_syntax_error(calm):
    program = calm.folder / "broken.py"
    program.write_text("x = 1\nif x\n    print(x)\n")
    code, line = calm.refused("run", str(program), "--on", "board")
    assert code == 2
    assert re.search(r"broken\.py:2:\d+: ", line), line
    assert calm.refused("history", "broken")[0] == 12, "nothing of it is known"


@pytest.mark.parametrize("name", sorted(path.stem for path in REFUSED.glob("*.py"))[:4])
def test_a_program_with_an_unsupported_construct(calm, name):
    program = REFUSED / f"{name}.py"
    promised = re.match(r"# refused: (\d+:\d+) ", program.read_text())
    assert promised is not None
    done = calm.run("run", str(program), "--on", "board")
    assert done.returncode == 2, done.stderr
    assert f"{name}.py:{promised[1]}: " in done.stderr
    error = json.loads(calm.run("run", str(program), "--on", "board", "--json").stdout)
    assert error["error"] == "refused"
    assert calm.refused("history", name)[0] == 12, "nothing of it is known"


def test_what_cannot_be_stored_is_named_and_the_process_goes_on(lab):
    both(lab)
    program, gate = lab.folder / "holding.py", lab.folder / "gate"
    program.write_text(
        "import os, time\n"
        "held = {'log': [open('/dev/null')]}\n"
        "ticks = 0\n"
        f"while 'gate' not in os.listdir({str(lab.folder)!r}):\n"
        "    time.sleep(0.01)\n"
        "    ticks += 1\n"
        "    if ticks == 10:\n"
        "        print('ticking')\n"
        "held['log'][0].close()\n"
        "print('the end')\n"
    )
    lab.ask("run", str(program), "--on", "desk")
    lab.until(lambda: lab.output("holding"), "it prints")
    code, line = lab.refused("migrate", "holding", "--to", "board")
    assert code == 4, line
    assert "held.log[0]" in line
    gate.touch()
    lab.until(lambda: lab.process("holding")["state"] == "exited", "it goes on to its end", 40)
    assert lab.output("holding") == "ticking\nthe end\n"
    assert lab.process("holding")["device"] == "desk"


# --- images


@pytest.fixture(scope="module")
def image(calm):
    """An image of a program in mid-run: [its segments, oldest first]."""
    ticking = Ticking(calm, "board")
    version = calm.ask("push", "ticking")["version"]
    folder = calm.folder / "image"
    calm.ask("pull", f"ticking@{version}", "-o", str(folder))
    ticking.ends_right("board")
    mounted(folder)
    return [path.read_bytes() for path in sorted(folder.glob("*.seg"))]


DAMAGES = {f"bit_flipped_at_{percent}_percent": percent for percent in (0, 1, 50, 99, 100)}
CUTS = {"empty": 0, "cut_in_its_head": 20, "without_its_last_byte": -1}


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("damage", [*DAMAGES, *CUTS])
def test_a_damaged_image_is_not_stored(calm, image, tmp_path, damage, newest):
    at = -1 if newest else 0
    data = bytearray(image[at])
    if damage in DAMAGES:
        data[DAMAGES[damage] * (len(data) - 1) // 100] ^= 16
    else:
        del data[CUTS[damage] :]
    segments = list(image)
    segments[at] = bytes(data)
    for number, segment in enumerate(segments):
        (tmp_path / f"{number + 1:08x}.seg").write_bytes(segment)
    before, name = pages(calm), f"copy-{damage}-{newest}"
    code, line = calm.refused("push", name, "--image", str(tmp_path))
    assert code == 16, line
    assert pages(calm) == before, "nothing of it is in the store"
    assert calm.refused("history", name)[0] == 12


@pytest.mark.parametrize("damage", ["flipped", "truncated"])
def test_damage_on_the_device_itself(lab, damage):
    """The newest version on the device is damaged while it rests: nothing of it is sent on, an older one is taken."""
    both(lab)
    ticking = Ticking(lab, "desk")
    pushed = lab.ask("push", "ticking")
    ticking.printed()
    lab.ask("stop", "ticking")
    segment = max((lab.home / "state" / "desk" / "ticking").glob("h*/*.seg"))
    data = bytearray(segment.read_bytes())
    if damage == "flipped":
        data[len(data) // 2] ^= 1
    segment.write_bytes(data if damage == "flipped" else data[:-7])
    code, line = lab.refused("resume", "ticking")
    assert code in (16, 20), line
    ticking.versions_are_mountable()
    lab.ask("rollback", f"ticking@{pushed['version']}", "--on", "board")
    ticking.ends_right("board")


# --- names


def test_unknown_processes_devices_and_versions(lab):
    lab.device("board")
    ticking = Ticking(lab, "board")
    for verb in (("migrate", "nobody", "--to", "board"), ("stop", "nobody"), ("resume", "nobody"), ("push", "nobody")):
        code, line = lab.refused(*verb)
        assert (code, "nobody" in line) == (12, True), line
    assert lab.refused("history", "nobody")[0] == 12
    for verb in (("rollback", "ticking@99"), ("pull", "ticking@99", "-o", str(lab.folder / "x"))):
        assert lab.refused(*verb)[0] == 12
    code, line = lab.refused("migrate", "ticking", "--to", "nowhere")
    assert (code, "sojourn emulate nowhere" in line) == (13, True), line
    assert lab.refused("run", str(ticking.program), "--on", "nowhere", "--name", "second")[0] == 13
    assert lab.refused("history", "second")[0] == 12, "it is not stored, and can be run again"
    ticking.ends_right("board")


# --- machines that die


def test_a_server_that_is_down(lab):
    both(lab)
    ticking = Ticking(lab, "board")
    port = int(json.loads((lab.home / "server.json").read_text())["url"].rpartition(":")[2])
    lab.kill("serve")
    for verb in (
        ("run", str(ticking.program), "--on", "desk", "--name", "second"),
        ("migrate", "ticking", "--to", "desk"),
        ("rollback", "ticking@1"),
    ):
        code, line = lab.refused(*verb)
        assert (code, "sojourn serve" in line) == (10, True), line
    ticking.printed()
    lab.serve(port)
    assert lab.ask("migrate", "ticking", "--to", "desk")["moved"]
    ticking.ends_right("desk")


def test_a_server_killed_in_mid_upload(lab):
    both(lab)
    ticking = Ticking(lab, "desk", ballast=1500)
    port = int(json.loads((lab.home / "server.json").read_text())["url"].rpartition(":")[2])
    before = pages(lab)
    watcher = kill_when(lab.processes["serve"].pid, lambda: pages(lab) > before, "upload")
    done = lab.run("migrate", "ticking", "--to", "board")
    watcher.join(30)
    lab.kill("serve")
    assert done.returncode in (10, 19), (done.returncode, done.stdout, done.stderr)
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    ticking.printed()
    lab.serve(port)
    assert 1 in ticking.versions_are_mountable()
    ticking.ends_right("desk")


@pytest.mark.parametrize("victim", ["board", "desk"])
@pytest.mark.parametrize("source", ["board", "desk"])
def test_a_device_killed_in_mid_transfer(lab, source, victim):
    """Before the decision the process stays where it was; from its last stored version on, if that device died."""
    both(lab)
    target = "desk" if source == "board" else "board"
    ticking = Ticking(lab, source)
    if victim == source:
        before = pages(lab)
        watcher = kill_when(lab.processes[source].pid, lambda: pages(lab) > before, "upload")
    else:
        arriving = lab.home / "state" / target / "ticking"
        watcher = kill_when(lab.processes[target].pid, lambda: any(arriving.glob("h*/*")), "download")
    done = lab.run("migrate", "ticking", "--to", target)
    watcher.join(30)
    assert done.returncode in (0, 14, 15), f"{done}\n{lab.story()}"
    if done.returncode:
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    lab.kill(victim)
    ticking.versions_are_mountable()
    lab.device(victim, "cpython" if victim == "desk" else "micropython")
    ticking.ends_right()


@pytest.mark.parametrize("target", ["desk", "board"])
def test_its_own_copy_is_enough(lab, target):
    """The server and the relay gone and the device killed straight after the move: it goes on from its own copy."""
    both(lab)
    source = "board" if target == "desk" else "desk"
    ticking = Ticking(lab, source)
    moved = lab.ask("migrate", "ticking", "--to", target)
    for name in ("serve", "relay", "board", "desk"):
        lab.kill(name)
    ticking.gate.touch()
    lab.device(target, "cpython" if target == "desk" else "micropython", wait=False)
    owner = lab.home / "state" / target / "ticking" / "owner.json"
    lab.until(lambda: unseal(str(owner))["state"] == "exited", "it ends without anybody", 60)
    assert unseal(str(owner))["epoch"] == moved["epoch"]
    lab.serve()
    lab.relay()
    lab.until(lambda: lab.connected(target), "the device is back")
    lab.until(lambda: lab.process("ticking")["state"] == "exited", "the ledger hears of it")
