"""A device on MicroPython's unix port, or on CPython: dials its relay over TCP and serves until it is killed.

    micropython -X heapsize=144k firmware_examples/unix/main.py CONFIG.json

CONFIG.json: {"name", "state": folder, "key": file of the shared key, "relay": "tcp:HOST:PORT" or "file:PATH"}, where
the file is JSON with the address under "devices", read again at each dial since a relay may come back elsewhere.
May live here: what is special to this port (clock, entropy, sockets). May not: anything a board shares.
"""

import gc
import json
import os
import sys
import time

from sojourn.agent.agent import Agent
from sojourn_transports.address import open_wire
from sojourn_transports.line import Line
from sojourn_transports.link import LinkLost, PeerError, session_from

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Clock:
    """Milliseconds that never run backwards; ticks_ms wraps, so its differences are added up."""

    def __init__(self) -> None:
        self._total = 0
        self._last = _ticks()

    def __call__(self) -> int:
        now = _ticks()
        self._total += (now - self._last) % _PERIOD
        self._last = now
        return self._total


_time: "Any" = time  # whose functions differ between the two interpreters
_ticks: "Any" = getattr(time, "ticks_ms", None) or (lambda: time.monotonic_ns() // 1000000)
_PERIOD: int = _time.ticks_add(0, -1) + 1 if hasattr(time, "ticks_ms") else 1 << 62

clock = Clock()


def entropy(n: int) -> bytes:
    """n bytes of the system's randomness."""
    return os.urandom(n)


class _Ticker:
    """A thread that has `tick` called between two instructions of the main thread, every `ms`, until it is replaced.

    micropython.schedule and not a call from the thread: that build has no lock around the interpreter.
    """

    def __init__(self, ms: int, tick: "Any") -> None:
        import _thread

        self.tick = tick
        self._ms = ms
        # The queue of the scheduler keeps what was in it: it must not be `tick`, which holds a whole process.
        self._fire = self.fire
        _thread.start_new_thread(self._run, ())

    def fire(self, _: "Any") -> None:
        """What the scheduler calls."""
        self.tick(None)

    def _run(self) -> None:
        micropython: "Any" = __import__("micropython")
        while True:
            _time.sleep_ms(self._ms)
            try:
                micropython.schedule(self._fire, None)
            except RuntimeError:
                pass  # the queue is full: the main thread is in a long native call, and one tick is there already


_tickers: "list[Any]" = []  # the one of this device, once a process was mounted


def _nothing(_: "Any") -> None:
    pass


def _tick_every(ms: int, tick: "Any") -> None:
    """Has `tick` called in the main thread every `ms` milliseconds (0: never), in place of an earlier one."""
    if sys.implementation.name == "micropython":
        if _tickers:
            _tickers[0].tick = tick
        elif ms:
            _tickers.append(_Ticker(ms, tick))
    else:
        import signal  # CPython only

        signal.signal(signal.SIGALRM, lambda number, frame: tick(None))
        signal.setitimer(signal.ITIMER_REAL, ms / 1000, ms / 1000)


class Engine:
    """Mounts processes; the modules are loaded when the first one is."""

    def mount(self, folder: str, console: "Any", poll: "Any") -> "Any":
        """A process from a folder of segments, ready to run."""
        from sojourn.modules import Thrifty

        with Thrifty():
            from sojourn.heap.pages import FolderPages
            from sojourn.process import Process

            process = Process.mount(FolderPages(folder), console=console, poll=poll)
        _tick_every(20, process.tick)
        return process

    def unmount(self) -> None:
        """The process has ended: nothing here may hold what it was made of."""
        _tick_every(0, _nothing)

    def heap(self, folder: str) -> "Any":
        """The heap in a folder of segments, to look at."""
        from sojourn.heap.heap import Heap
        from sojourn.heap.pages import FolderPages

        return Heap.mount(FolderPages(folder))


def log(text: str) -> None:
    """A line for whoever watches this device."""
    print("[%d] %s" % (clock(), text))


def dial_relay(address: str) -> Line:
    """A line to the relay. LinkLost when it is not there."""
    if address[:5] == "file:":
        try:
            with open(address[5:]) as f:
                address = json.loads(f.read())["devices"]
        except (OSError, ValueError, KeyError) as e:
            raise LinkLost("no relay has written %s (%r)" % (address[5:], e))
    return Line(open_wire(address), clock, session_from(entropy(4)))


def serve(path: str, engine: "Any" = None) -> None:
    """Runs the device that the configuration file describes; `engine` in place of the real one."""
    if not MICRO:
        from sojourn.depth_cpython import make_room

        make_room()
    with open(path) as f:
        config = json.loads(f.read())
    with open(config["key"]) as f:
        key = f.read().strip().encode()
    address = config["relay"]
    agent = Agent(
        config["name"],
        config["state"],
        key,
        lambda: dial_relay(address),
        (LinkLost, PeerError),
        engine or Engine(),
        clock,
        lambda ms: time.sleep(ms / 1000),
        entropy,
        log,
    )
    gc.collect()
    ask: "Any" = getattr(gc, "mem_free", None)  # MicroPython's own
    free = ask() if ask else 0
    log("device %s on %s, %d bytes free, relay %s" % (config["name"], sys.implementation.name, free, address))
    agent.run()
