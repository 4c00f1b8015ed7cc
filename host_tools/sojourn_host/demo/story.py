"""The demo's story: start, move, move back, stop, go on from an earlier version, compare.

May live here: the order of the steps, when each is taken, and what is said about it. May not: processes (children.py),
drawing (screen.py). The program has no end of its own, so no step can come too late. A step is taken once its share of
the time has passed and rows were drawn since the one before: a slow or busy machine takes longer, and nothing else.
"""

from __future__ import annotations

import importlib.resources
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sojourn_host import home
from sojourn_host.cli.output import size
from sojourn_host.cli.run import make_image
from sojourn_host.demo.children import Children, DemoError
from sojourn_host.demo.screen import Screen
from sojourn_host.emulate.firmware import micropython
from sojourn_host.relay import RelayClient
from sojourn_host.store import StoreClient
from sojourn_host.store.image import push_image

PROCESS = "picture"
BOARD, DESK = "board", "desk"  # a real MicroPython, and CPython
OVERHEAD_SECONDS = 5.0  # everything but drawing: starting, moving, comparing
# Drawing before each step, as a part of the time that is left for it. CPython draws three times as fast: the run that
# never moves, and all of it on MicroPython, has to catch up.
FIRST_MOVE, SECOND_MOVE, STOP, END = 0.25, 0.2, 0.25, 0.3
ROWS = 2.4  # at least, before each step; the part of a row puts it in the middle of one
STUCK_SECONDS = 120.0
DOUBT_SECONDS = 5.0  # without anything new, before the devices are asked whether they are in trouble


@dataclass
class Result:
    """What `sojourn demo --json` says, field by field."""

    equal: bool = False
    moves: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    rolled_back_to: int = 0
    free_bytes: int = 0


def source() -> str:
    """The program that is shown."""
    return (importlib.resources.files("sojourn_host.demo") / "picture.py").read_text("utf-8")


def setting(text: str, name: str) -> int:
    """The whole number that the program gives a name."""
    found = re.search(rf"^{name} = (\d+)", text, re.MULTILINE)
    assert found is not None, name
    return int(found[1])


def picture_size() -> tuple[int, int]:
    """(letters in a row, rows) of what the program prints."""
    return setting(source(), "WIDTH"), setting(source(), "HEIGHT")


class Story:
    """Tells the story once. heap: of the MicroPython device, as MicroPython writes it. seconds: how long, about."""

    def __init__(self, children: Children, screen: Screen, heap: str, seconds: float) -> None:
        self._children = children
        self._screen = screen
        self._heap = heap
        self._seconds = seconds
        self._pids: dict[str, int] = {}
        self._spans: list[tuple[int, str]] = []
        self._status = ""
        self._result = Result()
        self._expected = Path()
        width, _ = picture_size()
        self._row = width + 1

    def tell(self) -> Result:
        """All of it. DemoError, and what the store, the relay and the emulator raise."""
        url = self._begin()
        with RelayClient() as relay, StoreClient(url) as store:
            self._children.connected(relay, BOARD, DESK)
            self._introduce()
            self._start(relay, store)
            self._watch(store, relay, FIRST_MOVE)
            self._move(relay, store, BOARD, DESK)
            self._watch(store, relay, SECOND_MOVE)
            earlier = self._move(relay, store, DESK, BOARD)
            self._watch(store, relay, 0)
            self._result.free_bytes = self._free(relay)
            self._watch(store, relay, STOP)
            self._stop(relay)
            self._go_back(relay, store, earlier)
            self._watch(store, relay, END)
            self._compare(store, self._stop(relay))
        return self._result

    # --- the steps

    def _begin(self) -> str:
        children, say = self._children, self._screen.step
        (children.folder / "picture.py").write_text(source())
        store, url = children.serve()
        relay, address = children.relay(url)
        say(f"Store server: process {store}, {url}. Relay: process {relay}, {address}.")
        self._pids[BOARD] = children.device(BOARD, "micropython", self._heap)
        self._pids[DESK] = children.device(DESK, "cpython", self._heap)
        return url

    def _introduce(self) -> None:
        children, say = self._children, self._screen.step
        say(
            f"Device {BOARD}: process {self._pids[BOARD]}, a real MicroPython with a heap of {self._heap}. "
            f"Device {DESK}: process {self._pids[DESK]}, CPython."
        )
        self._expected = children.folder / "unmoved.txt"
        unmoved = children.start("unmoved", [micropython(), str(children.folder / "picture.py")], self._expected)
        say(f"To compare with: the untouched program on a MicroPython that never moves it, process {unmoved}.")

    def _start(self, relay: RelayClient, store: StoreClient) -> None:
        began = time.monotonic()
        image, _ = make_image(self._children.folder / "picture.py", PROCESS, self._children.folder)
        compiled = time.monotonic() - began
        manifest, _ = push_image(store, image, PROCESS, "from picture.py")
        began = time.monotonic()
        relay.ask("resume", _quiet, process=PROCESS, on=BOARD)
        self._on(BOARD, 0)
        self._screen.step(
            f"Compiled in {compiled:.2f} s to an image of {size(manifest.size)}, sent to {BOARD} and started there in "
            f"{time.monotonic() - began:.2f} s.",
            f"sojourn run picture.py --on {BOARD}",
        )

    def _move(self, relay: RelayClient, store: StoreClient, source: str, target: str) -> int:
        self._status = f"moving from {source} to {target} ..."
        self._show()
        done = relay.ask("migrate", _quiet, process=PROCESS, to=target)
        version = int(done["version"])
        self._on(target, store.manifest(PROCESS, version).console)
        self._result.moves.append(
            {
                "from_pid": self._pids[source],
                "to_pid": self._pids[target],
                "vm": done["vm"],
                "bytes": done["image_bytes"],
            }
        )
        self._screen.step(
            f"Moved from {source} to {target} ({done['from_vm']} -> {done['vm']}) as version {version}: "
            f"{size(done['image_bytes'])}, {size(done['uploaded_bytes'])} up, "
            f"{size(done['downloaded_bytes'])} down, {done['seconds']:.2f} s.",
            f"sojourn migrate {PROCESS} --to {target}",
        )
        return version

    def _stop(self, relay: RelayClient) -> int:
        began = time.monotonic()
        done = relay.ask("stop", _quiet, process=PROCESS)
        self._screen.step(
            f"Stopped and stored on {BOARD} as version {done['version']}: {size(done['image_bytes'])}, "
            f"{size(done['uploaded_bytes'])} of it new, {time.monotonic() - began:.2f} s.",
            f"sojourn stop {PROCESS}",
        )
        return int(done["version"])

    def _go_back(self, relay: RelayClient, store: StoreClient, version: int) -> None:
        position = store.manifest(PROCESS, version).console
        began = time.monotonic()
        done = relay.ask("rollback", _quiet, process=PROCESS, version=version, on=BOARD, reclaim=False)
        self._result.rolled_back_to = version
        self._on(BOARD, position)
        self._screen.step(
            f"Rolled back to version {version}, byte {position} of the output, on {BOARD}: "
            f"{size(done['downloaded_bytes'])} down, {time.monotonic() - began:.2f} s.",
            f"sojourn rollback {PROCESS}@{version} --on {BOARD}",
        )

    def _compare(self, store: StoreClient, version: int) -> None:
        """What was printed until the program was stopped, against as much of the run that never moved."""
        wanted = store.manifest(PROCESS, version).console
        self._status = "computed by " + " -> ".join(vm for _, vm in self._spans)
        self._grown(lambda: len(_output()), wanted, "the output to arrive")
        self._grown(lambda: self._expected.stat().st_size, wanted, "the unmoved run to come as far")
        with self._expected.open("rb") as file:
            expected, output = file.read(wanted), _output()
        self._result.equal = bool(output) and output == expected
        if self._result.equal:
            text = f"The same: all {len(output)} bytes of output are those of the unmoved run."
        else:
            first = next(
                (i for i, (a, b) in enumerate(zip(output, expected, strict=False)) if a != b),
                min(len(output), len(expected)),
            )
            text = f"DIFFERENT from byte {first} on: {output[first:][:40]!r}, and {expected[first:][:40]!r} unmoved."
        self._screen.step(f"{text} {self._result.free_bytes} bytes were free on {BOARD} while the process ran there.")

    # --- watching

    def _watch(self, store: StoreClient, relay: RelayClient, part: float) -> None:
        """Draws what is printed for that part of the time, and until some rows are new and one is half drawn."""
        began = asked = time.monotonic()
        until = began + part * max(self._seconds - OVERHEAD_SECONDS, 1.0)
        rows = len(_output()) / self._row + ROWS

        def enough() -> bool:
            nonlocal asked
            now, drawn = time.monotonic(), len(_output()) / self._row
            if now - asked > 0.5:
                asked = now
                state = store.entry(PROCESS).state
                if state != "running":
                    self._ended(state, relay)
            return now >= until and drawn >= rows and 0.1 < drawn % 1 < 0.9

        self._until_enough(enough, lambda: len(_output()), "anything new on the screen", lambda: self._doubt(relay))

    def _grown(self, length: Callable[[], int], wanted: int, what: str) -> None:
        """Waits until that many bytes are there."""
        self._until_enough(lambda: length() >= wanted, length, what)

    def _until_enough(
        self, enough: Callable[[], bool], length: Callable[[], int], what: str, doubt: Callable[[], None] | None = None
    ) -> None:
        """Draws until it is enough. DemoError when `length` stands still for too long, or a child dies.

        doubt: called again and again while it stands still.
        """
        last, changed = -1, time.monotonic()
        doubted = changed
        while not enough():
            self._show()
            if length() != last:
                last, changed = length(), time.monotonic()
                doubted = changed
            if doubt is not None and time.monotonic() - doubted > DOUBT_SECONDS:
                doubted = time.monotonic()
                doubt()
            if time.monotonic() - changed > STUCK_SECONDS:
                raise DemoError(f"waited {STUCK_SECONDS:.0f} s in vain for {what}{self._last_words()}")
            self._children.check()
            time.sleep(0.03)
        self._show()

    def _doubt(self, relay: RelayClient) -> None:
        """DemoError when a device says that it could not go on with the process."""
        for owner in self._owners(relay):
            if owner.get("trouble"):
                raise DemoError(f"{PROCESS} cannot go on: {owner['trouble']}{self._last_words()}")

    @staticmethod
    def _owners(relay: RelayClient) -> list[dict[str, Any]]:
        return [record["owner"] or {} for record in relay.records() if record["process"] == PROCESS]

    def _ended(self, state: str, relay: RelayClient) -> None:
        why = ""
        for owner in self._owners(relay):
            why += str(owner.get("traceback") or owner.get("trouble") or "").strip()
        text = f"{PROCESS} {state} at byte {len(_output())} of its output, though it has no end"
        raise DemoError(f"{text}: {why or self._last_words().lstrip('; ')}")

    def _last_words(self) -> str:
        return "".join(self._children.last_words(name) for name in (BOARD, DESK))

    def _free(self, relay: RelayClient) -> int:
        """gc.mem_free() on the MicroPython device, with links and heap loaded and the process running."""
        device = next(d for d in relay.devices() if d["device"] == BOARD)
        if device.get("running") != PROCESS or "free_bytes" not in device:
            raise DemoError(f"{BOARD} does not say how much memory is free: {device.get('trouble', device)}")
        return int(device["free_bytes"])

    def _on(self, device: str, position: int) -> None:
        """From byte `position` on the output comes from `device`."""
        vm = "micropython" if device == BOARD else "cpython"
        self._spans = [*[s for s in self._spans if s[0] < position], (position, vm)]
        self._status = f"computing on {device}: {vm}, process {self._pids[device]}"

    def _show(self) -> None:
        self._screen.show(_output(), self._spans, self._status)


def _output() -> bytes:
    path = home.console_file(PROCESS)
    return path.read_bytes() if path.exists() else b""


def _quiet(step: str, done: int, total: int) -> None:
    """No bars for transfers: a move takes less than a second."""
