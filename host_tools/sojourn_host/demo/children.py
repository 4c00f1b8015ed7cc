"""The demo's processes: a store server, a relay and two devices, in a temporary folder and on free loopback ports.

May live here: starting them, noticing that one has died, ending them by their process ids. May not: what they are asked
to do. While this is open SOJOURN_HOME points into the temporary folder, so that the demo never meets the user's own
relay, store or devices.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from sojourn_host import home
from sojourn_host.demo import guardian
from sojourn_host.emulate import Device, launch
from sojourn_host.relay import RelayClient, RelayError
from sojourn_host.store import StoreClient, StoreError

START_SECONDS = 120.0  # a loaded machine takes long to start an interpreter; a process that ends is noticed at once
END_SECONDS = 3.0
_SOJOURN = [sys.executable, "-P", "-c", "from sojourn_host.cli import main; main()"]
_OURS = ("SOJOURN_HOME", "SOJOURN_SERVER", "SOJOURN_RELAY")


class DemoError(Exception):
    """The demo cannot go on; the message says what failed and where to look."""

    def __init__(self, message: str, code: str = "internal") -> None:
        super().__init__(message)
        self.code = code


class Children:
    """Processes that end when this closes, or when this process is gone. Use as a context manager."""

    def __init__(self) -> None:
        self.folder = Path()
        self._guardian: subprocess.Popen[bytes] | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._environment: dict[str, str | None] = {}

    def __enter__(self) -> Children:
        self.folder = Path(tempfile.mkdtemp(prefix="sojourn-demo-"))
        self._environment = {name: os.environ.pop(name, None) for name in _OURS}
        os.environ["SOJOURN_HOME"] = str(self.folder / "home")
        self._guardian = subprocess.Popen(
            [sys.executable, "-I", guardian.__file__, str(self.folder)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0,
        )  # fmt: skip
        return self

    def __exit__(self, *exc: object) -> None:
        with _uninterrupted():
            self._end()

    def _end(self) -> None:
        for child in reversed(self._processes.values()):  # devices first: a relay that is gone is dialled in vain
            child.terminate()
        until = time.monotonic() + END_SECONDS
        for child in self._processes.values():
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        os.environ.pop("SOJOURN_HOME", None)
        os.environ.update({name: value for name, value in self._environment.items() if value is not None})
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._guardian is not None:
            self._guardian.kill()
            self._guardian.communicate()

    @property
    def group(self) -> int:
        """The process group of everything started here: a terminal's Ctrl-C is for the demo, which ends the others."""
        assert self._guardian is not None
        return self._guardian.pid

    # --- starting

    def start(self, name: str, arguments: list[str], output: Path | None = None) -> int:
        """Starts a program; what it prints goes to `output`, else to its log. Returns the process id. DemoError."""
        log = home.place("log", f"{name}.log")
        try:
            with open(output or log, "wb") as out, open(log, "ab") as errors:
                child = subprocess.Popen(
                    arguments, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, process_group=self.group
                )
        except OSError as e:
            raise DemoError(f"cannot start {arguments[0]}: {e}", "not-installed") from e
        self._processes[name] = child
        return child.pid

    def serve(self) -> tuple[int, str]:
        """A store server: (process id, address)."""
        data = self.folder / "store.sqlite3"
        pid = self.start("store", [*_SOJOURN, "serve", "--port", "0", "--data", str(data)])
        address = home.place("server.json")
        self.until(address.exists, "the store server to listen")
        url = home.server_url()
        with StoreClient(url) as store:
            self.until(lambda: _succeeds(store.about), "the store server to answer")
        return pid, url

    def relay(self, store: str) -> tuple[int, str]:
        """A relay for that store: (process id, address that devices dial)."""
        arguments = ["relay", "--port", "0", "--api-port", "0", "--server", store]
        pid = self.start("relay", [*_SOJOURN, *arguments])
        self.until(home.relay_file().exists, "the relay to listen")
        return pid, str(home.read_json(home.relay_file())["devices"])

    def device(self, name: str, vm: str, heap: str) -> int:
        """An emulated device; returns its process id. EmulateError when its interpreter is missing."""
        # Not remembered: the relay would start it again by itself, a process that nobody here would end.
        child = self._processes[name] = launch(Device(name, vm, heap), self.group)
        return child.pid

    def connected(self, relay: RelayClient, *names: str) -> None:
        """Waits until devices are connected. DemoError."""

        def there() -> bool:
            return all(any(d["device"] == n and d["connected"] for d in relay.devices()) for n in names)

        self.until(there, f"{' and '.join(names)} to connect")

    # --- watching

    def check(self) -> None:
        """DemoError when one of them has ended."""
        for name, child in self._processes.items():
            if child.poll() is not None:
                raise DemoError(f"{name} ended unexpectedly with code {child.returncode}{self.last_words(name)}")

    def until(self, question: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
        """Waits until `question` is answered with yes. DemoError when a child dies or the time is over."""
        end = time.monotonic() + seconds
        while not question():
            self.check()
            if time.monotonic() > end:
                logs = "".join(self.last_words(name) for name in self._processes)
                raise DemoError(f"waited {seconds:.0f} s in vain for {what}{logs}")
            time.sleep(0.02)

    def last_words(self, name: str) -> str:
        """The end of a child's log, to be appended to a message."""
        path = home.place("log", f"{name}.log")
        lines = path.read_text("utf-8", "replace").strip().splitlines() if path.exists() else []
        return f"; {name} said: {lines[-1][:300]}" if lines else ""


def _succeeds(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (StoreError, RelayError):
        return False
    return True


@contextmanager
def _uninterrupted() -> Generator[None, None, None]:
    """An impatient second Ctrl-C must not leave processes behind; ending them takes END_SECONDS at most."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _interrupts()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupts() -> list[int]:
    return [int(getattr(signal, name)) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def handle_signals() -> None:
    """Lets SIGTERM and SIGHUP end the demo like Ctrl-C, and a closed pipe as an error, so that its children end too."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in _interrupts():
        signal.signal(number, interrupt)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
