"""One emulated device: what is remembered about it, and how it is started.

May live here: the device's description, its command line, launching. May not: the relay's view of it.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sojourn_host import home
from sojourn_host.emulate.firmware import EmulateError, build, micropython, roots
from sojourn_host.store.manifest import NAME

VMS = ("micropython", "cpython")
_MAIN = "from sojourn_transports.device.unix import serve\nserve({config!r})\n"


@dataclass(frozen=True)
class Device:
    """An emulated device. heap: bytes as MicroPython writes them (`128k`), ignored by CPython. relay: an address."""

    name: str
    vm: str = "micropython"
    heap: str = "144k"
    state: str = ""
    relay: str = ""

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise _wrong(f"device name {self.name!r}: use 1 to 64 letters, digits, _ - . (no dot first)")
        if self.vm not in VMS:
            raise _wrong(f"vm {self.vm!r} is none of {', '.join(VMS)}")
        if not re.fullmatch(r"[1-9][0-9]{0,9}[kKmM]?", self.heap):
            raise _wrong(f"heap {self.heap!r}: write bytes, or a number with k or m, for example 128k")
        if self.relay and not re.fullmatch(r"(tcp:[^:]+:[0-9]{1,5}|file:.+)", self.relay):
            raise _wrong(f"relay {self.relay!r}: write tcp:HOST:PORT, for example tcp:127.0.0.1:4771")


def _wrong(message: str) -> EmulateError:
    return EmulateError(message, "bad-request")


def known_devices() -> dict[str, Device]:
    """Every device that `emulate` remembers on this machine."""
    found: dict[str, Device] = {}
    for path in sorted(home.place("devices", "x").parent.glob("*.json")):
        data = home.read_json(path)
        try:
            found[path.stem] = Device(**data)
        except (TypeError, EmulateError):
            continue  # written by another version: as good as unknown, and `emulate` writes it anew
    return found


def remember(device: Device) -> None:
    """Writes the description, and makes the device's key and folder."""
    home.make_key(device.name)
    home.write_private(home.device_file(device.name), json.dumps(asdict(device), indent=1) + "\n")


def command(device: Device, callers: Iterable[Path] = ()) -> tuple[list[str], dict[str, str]]:
    """(arguments, environment) that run the device in this or another process. EmulateError.

    callers: sources of what is to use the runtime from outside, as for `build`.
    """
    config = home.place("devices", f"{device.name}.run")
    data = {
        "name": device.name,
        "state": str(_state(device)),
        "key": str(home.make_key(device.name)),
        "relay": device.relay or f"file:{home.relay_file()}",
    }
    home.write_private(config, json.dumps(data))
    main = _MAIN.format(config=str(config))
    env = dict(os.environ)
    if device.vm == "cpython":
        env["PYTHONPATH"] = os.pathsep.join([str(r) for r in roots()])
        env["PYTHONUNBUFFERED"] = "1"
        return [sys.executable, "-P", "-c", main], env
    library = str(build(callers))
    env["MICROPYPATH"] = f"{library}:.frozen"
    # The interpreter keeps the path of each file that it imports in memory: from the folder itself they are short.
    main = f"import os\nos.chdir({library!r})\n{main}"
    return [micropython(), "-X", f"heapsize={device.heap}", "-c", main], env


@contextmanager
def only_one(device: Device) -> Generator[list[int], None, None]:
    """Locks the device's name and folder: two of one device would both run its processes. EmulateError `exists`.

    The descriptors must reach the process that is the device, since the locks last until its last copy of them is
    closed: with `exec` as they are, else by `pass_fds`.
    """
    held: list[int] = []
    try:
        for path in (home.place("devices", f"{device.name}.lock"), _state(device) / ".lock"):
            held.append(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            os.set_inheritable(held[-1], True)
            try:
                fcntl.flock(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as e:
                text = f"device {device.name} runs already, or another one uses its folder {_state(device)}"
                raise EmulateError(text, "exists") from e
        yield held
    finally:
        for descriptor in held:
            os.close(descriptor)


def launch(device: Device, group: int | None = None) -> subprocess.Popen[bytes]:
    """Starts the device in the background; its output goes to a log file below home. EmulateError.

    group: the process group it joins; by default it has a session of its own and outlives this process.
    """
    args, env = command(device)
    try:
        with open(log_file(device.name), "ab") as log, only_one(device) as locks:
            return subprocess.Popen(
                args, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=locks,
                start_new_session=group is None, process_group=group,
            )  # fmt: skip
    except OSError as e:
        raise EmulateError(f"cannot start {args[0]}: {e}") from e


def log_file(name: str) -> Path:
    """What a device says that was started in the background."""
    return home.place("log", f"{name}.log")


def _state(device: Device) -> Path:
    state = Path(device.state or home.place("state", device.name)).absolute()
    state.mkdir(parents=True, exist_ok=True)
    return state
