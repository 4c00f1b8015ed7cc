"""Daemons and verbs that meet what they did not ask for: twice at once, on the wrong address, with damaged records.

Real processes, as in test_bad_input.py, whose subject are machines that die; here they all live. Each case asks for one
clear error with its exit code, and that everything else goes on.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab import SOJOURN, Lab
from sojourn_host.store import StoreClient
from sojourn_host.store.ledger import Change
from sojourn_transports.host import tcp
from sojourn_transports.link import CONTROL, LinkLost

pytestmark = [pytest.mark.timeout(120), pytest.mark.micropython]

# Runs until the file `gate` is there; `held` cannot be stored once it is a socket.
PROGRAM = """
import os, time

def run(gate):
    held = None
    n = 0
    while True:
        n += 1
        if n % 200 == 0:
            print(n)
            time.sleep(0.02)  # a device that starts prints a little while nobody listens, and cannot keep much
            try:
                os.stat(gate)
                break
            except OSError:
                pass
        if n == HOLDS:
            import socket
            held = socket.socket()
    print("end", held is None)

run("GATE")
"""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A laboratory with a store and a relay."""
    with Lab(tmp_path) as made:
        made.serve()
        made.relay()
        yield made


def begin(lab: Lab, name: str, on: str, holds: int = 0) -> Path:
    """Starts a program on a device; returns the file that ends it."""
    gate = lab.folder / f"{name}.gate"
    path = lab.folder / f"{name}.py"
    path.write_text(PROGRAM.replace("GATE", str(gate)).replace("HOLDS", str(holds)))
    lab.ask("run", str(path), "--on", on)
    lab.until(lambda: lab.output(name), "it prints")
    return gate


def ends(lab: Lab, name: str, gate: Path) -> None:
    gate.touch()
    lab.until(lambda: lab.process(name)["state"] == "exited", f"{name} has exited")
    numbers = lab.output(name).splitlines()
    assert numbers == [str(200 * n) for n in range(1, len(numbers))] + ["end True"]


def test_a_broken_pipe_ends_no_daemon(lab: Lab) -> None:
    """SIGPIPE is what a device that dies while it is sent something leaves behind."""
    for name in ("serve", "relay"):
        os.kill(lab.processes[name].pid, signal.SIGPIPE)
    lab.device("board")
    assert lab.answers()
    assert all(lab.processes[name].poll() is None for name in ("serve", "relay"))


def test_output_that_nobody_reads_ends_a_verb_quietly(lab: Lab) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*SOJOURN, "exit-codes"], env=lab.env, stdout=writing, stderr=subprocess.PIPE, timeout=30)
    os.close(writing)
    assert b"Traceback" not in done.stderr, done.stderr


def test_an_interrupted_verb_says_so(lab: Lab) -> None:
    path = lab.folder / "very_long_program.py"
    path.write_text("for i in range(100000000):\n    pass\n")
    verb = subprocess.Popen(
        [*SOJOURN, "verify", str(path)], env=lab.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    children = Path(f"/proc/{verb.pid}/task/{verb.pid}/children")
    lab.until(children.read_text, "it has begun")
    verb.send_signal(signal.SIGINT)
    _, said = verb.communicate(timeout=30)
    # Python may add a warning of its own, that it did not wait for the program that it killed.
    assert (verb.returncode, said.splitlines()[0]) == (130, "sojourn: interrupted")
    lab.until(lambda: not running(b"very_long_program.py"), "what it ran has ended too")


def test_one_relay_and_one_of_each_device(lab: Lab) -> None:
    """A second device of one name would run the same processes from the same files; a second relay hides the first."""
    code, line = lab.refused("relay", "--port", "0", "--api-port", "0")
    assert (code, "runs already" in line) == (17, True), line
    lab.ask("emulate", "board", "--detach")
    lab.until(lambda: lab.connected("board"), "the device is there")
    try:
        for words in (["board"], ["board", "--detach"], ["other", "--state", str(lab.home / "state" / "board")]):
            code, line = lab.refused("emulate", *words)
            assert (code, "runs already" in line) == (17, True), line
        assert begin(lab, "alone", "board")
    finally:
        for pid in running(str(lab.home / "devices" / "board.run").encode()):
            os.kill(pid, signal.SIGKILL)


def running(word: bytes) -> list[int]:
    """The processes of this machine in whose command a word stands."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if word in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def test_a_device_that_cannot_run_says_so(lab: Lab) -> None:
    code, line = lab.refused("emulate", "tiny", "--heap", "1k", "--detach")
    assert (code, "MemoryError" in line) == (14, True), line
    code, line = lab.refused("emulate", "tiny", "--relay", "nowhere")
    assert (code, "tcp:HOST:PORT" in line) == (2, True), line


@pytest.mark.parametrize(
    "said",
    [
        [b'{"device": "board", "nonce": "\\ud800"}'],
        [b'{"device": "board", "nonce": [1]}', '{"proof": "\u00e9"}'.encode()],
        [b'{"device": {"a": 1}}'],
        [b"[]"],
        [b"\xff"],
    ],
)
def test_a_greeting_that_makes_no_sense(lab: Lab, said: list[bytes]) -> None:
    (lab.home / "keys").mkdir(exist_ok=True)
    (lab.home / "keys" / "board.key").write_bytes(b"\xff\xfe a damaged key")
    about = json.loads((lab.home / "relay.json").read_text())

    async def greet() -> None:
        link = await tcp.open_link(about["devices"].removeprefix("tcp:"))
        try:
            for message in said:
                await link.send(CONTROL, message)
            while True:
                await asyncio.wait_for(link.receive(), 20)
        except LinkLost:
            pass  # it is turned away
        finally:
            await link.close()

    asyncio.run(greet())
    lab.until(lambda: "turned away" in lab.story(), "the relay says so")
    assert "Unhandled" not in lab.story()
    assert "Traceback" not in lab.story()
    lab.device("desk", "cpython")


def test_a_store_that_comes_back_elsewhere(lab: Lab) -> None:
    both(lab)
    gate = begin(lab, "one", "board")
    before = json.loads((lab.home / "server.json").read_text())["url"]
    lab.kill("serve")
    assert lab.refused("migrate", "one", "--to", "desk")[0] == 10
    assert lab.serve() != before
    assert lab.ask("migrate", "one", "--to", "desk")["moved"]
    ends(lab, "one", gate)


def both(lab: Lab) -> None:
    lab.device("board")
    lab.device("desk", "cpython")


def test_what_answers_is_something_else(lab: Lab) -> None:
    server = json.loads((lab.home / "server.json").read_text())["url"]
    relay = json.loads((lab.home / "relay.json").read_text())["api"]
    for variable, address, verb, expected in [
        ("SOJOURN_SERVER", relay, ["ps"], 10),
        ("SOJOURN_SERVER", relay, ["history", "one"], 10),
        ("SOJOURN_SERVER", "http://127.0.0.1.example.org", ["ps"], 2),
        ("SOJOURN_SERVER", "http://127.0.0.1@example.org", ["ps"], 2),
        ("SOJOURN_RELAY", "nonsense", ["devices"], 2),
        ("SOJOURN_RELAY", server, ["stop", "one"], 11),
    ]:
        env = {**lab.env, variable: address}
        done = subprocess.run([*SOJOURN, *verb], env=env, capture_output=True, text=True, timeout=30)
        assert done.returncode == expected, (variable, address, verb, done.stderr)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_device_that_is_taken_gets_no_second_process(lab: Lab) -> None:
    """Found before anything is decided: what was to move goes on where it was."""
    both(lab)
    first, second = begin(lab, "first", "board"), begin(lab, "second", "desk")
    for verb in (["migrate", "second", "--to", "board"], ["rollback", "second@1", "--on", "board"]):
        code, line = lab.refused(*verb)
        assert (code, "first" in line) == (20, True), line
        assert lab.process("second")["device"] == "desk"
        assert lab.process("second")["on_device"] == "running"
    ends(lab, "second", second)
    ends(lab, "first", first)


@pytest.mark.parametrize("to", ["board", "desk"])
def test_going_back_from_what_cannot_be_stored(lab: Lab, to: str) -> None:
    both(lab)
    gate = begin(lab, "one", "board", holds=1000)
    lab.until(lambda: "\n1000\n" in lab.output("one"), "it holds a socket")
    code, line = lab.refused("stop", "one")
    assert (code, "socket" in line) == (4, True), line
    path = lab.folder / "one.py"
    assert path.exists()
    done = lab.ask("rollback", "one@1", "--on", to)
    assert (done["device"], done["state"]) == (to, "running")
    gate.touch()
    lab.until(lambda: lab.process("one")["state"] == "exited", "it ends")
    assert lab.output("one").splitlines()[0] == "200"
    assert lab.output("one").count("\n200\n") == 0


@pytest.mark.parametrize("killed", [False, True], ids=["goes on", "killed"])
@pytest.mark.parametrize("device", ["board", "desk"])
def test_a_full_disk_stops_nothing(lab: Lab, device: str, killed: bool) -> None:
    """/dev/full stands for the file that the device writes: it refuses as a full disk does.

    The new version is there then and the record is not: how much had been printed by then is known all the same.
    """
    both(lab)
    gate = begin(lab, "one", device)
    full = lab.home / "state" / device / "one" / "owner.json.new"
    full.symlink_to("/dev/full")
    code, line = lab.refused("stop", "one")
    assert (code, "io" in line) == (20, True), line
    full.unlink(missing_ok=True)
    if killed:
        lab.kill(device)
        lab.device(device, "cpython" if device == "desk" else "micropython")
        lab.until(lambda: lab.process("one")["on_device"] == "running", "it goes on by itself")
    else:
        lab.ask("stop", "one")
        assert lab.connected(device)
        lab.ask("resume", "one")
    ends(lab, "one", gate)


def test_a_damaged_record(lab: Lab) -> None:
    """One flipped bit is found; the process can go on elsewhere, or there once its folder is deleted."""
    both(lab)
    gate = begin(lab, "one", "desk")
    lab.ask("push", "one")
    lab.kill("desk")
    record = lab.home / "state" / "desk" / "one" / "owner.json"
    data = bytearray(record.read_bytes())
    data[data.index(b'"epoch": ') + 9] ^= 1
    record.write_bytes(data)
    lab.device("desk", "cpython")
    assert "damaged" in lab.process("one")["trouble"]
    code, line = lab.refused("migrate", "one", "--to", "board")
    assert (code, "damaged" in line) == (16, True), line
    assert lab.ask("rollback", "one@2", "--on", "board")["state"] == "running"
    lab.ask("stop", "one")
    code, line = lab.refused("migrate", "one", "--to", "desk")
    assert (code, "delete this folder" in line) == (16, True), line
    for path in sorted(record.parent.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    record.parent.rmdir()
    lab.ask("migrate", "one", "--to", "desk")
    lab.ask("resume", "one")
    ends(lab, "one", gate)


def test_an_end_that_the_ledger_has_not_heard_of(lab: Lab) -> None:
    lab.device("desk", "cpython")
    ends(lab, "one", begin(lab, "one", "desk"))
    for verb in ("stop", "resume", "push"):
        with StoreClient(json.loads((lab.home / "server.json").read_text())["url"]) as store:
            store.change("one", Change(store.entry("one").epoch, state="running"))
        code, line = lab.refused(verb, "one")
        assert (code, "exited" in line) == (18, True), line
        assert lab.process("one")["state"] == "exited"


def test_files_that_cannot_be_used(lab: Lab) -> None:
    lab.device("desk", "cpython")
    gate = begin(lab, "one", "desk")
    taken = lab.folder / "taken"
    taken.write_text("a file")
    for verb in (["pull", "one", "-o", str(taken)], ["pull", "one", "-o", "/proc/nowhere/x"]):
        assert lab.refused(*verb)[0] == 22
    env = {**lab.env, "SOJOURN_HOME": str(taken)}
    done = subprocess.run([*SOJOURN, "ps", "--json"], env=env, capture_output=True, text=True, timeout=30)
    assert (done.returncode, json.loads(done.stdout)["error"]) == (22, "io"), done.stderr
    (lab.home / "config.json").write_text('{"server": ')
    code, line = lab.refused("ps")
    assert (code, "config.json is damaged" in line) == (2, True), line
    (lab.home / "config.json").unlink()
    assert sys.platform != "linux" or (lab.folder / "store.sqlite3").stat().st_mode & 0o077 == 0
    ends(lab, "one", gate)
