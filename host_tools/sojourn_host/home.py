"""Where the host tools keep their state on this machine, and the small files in it.

May live here: paths, the configuration, private files. May not: what the files are used for. SOJOURN_HOME overrides the
folder (tests, several setups on one machine); otherwise it is the platform's state folder for `sojourn`.
"""

from __future__ import annotations

import ipaddress
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import platformdirs

SETTINGS = {
    "server": "address of the store server (SOJOURN_SERVER overrides it)",
    "relay": "address of the relay's control API (SOJOURN_RELAY overrides it)",
}
DEFAULT_SERVER = "http://127.0.0.1:4770"
SERVER_PORT, DEVICE_PORT, RELAY_PORT = 4770, 4771, 4772


def home() -> Path:
    """The folder, made when it is missing, readable by its owner only."""
    path = Path(os.environ.get("SOJOURN_HOME") or platformdirs.user_state_path("sojourn")).absolute()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def place(*parts: str) -> Path:
    """A file below home; its folder exists."""
    path = home().joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Replaces a file, old or new after a crash, readable by its owner only."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as f:
            f.write(text)
            f.flush()
            os.fsync(f.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; {} when the file is missing or is not one."""
    try:
        data = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return cast(dict[str, Any], data) if isinstance(data, dict) else {}


class ConfigError(Exception):
    """The settings cannot be read."""

    code = "bad-request"


class AddressError(Exception):
    """An address that is none of this machine's own."""

    code = "bad-request"


def own_address(url: str) -> str:
    """`url` if it is one of this machine's own; nothing that goes over the network is encrypted yet. AddressError."""
    try:
        parts = urlsplit(url)
        own = parts.scheme == "http" and "@" not in parts.netloc and parts.port != 0
        own = own and (parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback)
    except ValueError:
        own = False
    if not own:
        raise AddressError(f"{url!r}: give an address such as {DEFAULT_SERVER}; only this machine can be used yet")
    return url


def settings() -> dict[str, Any]:
    """What `sojourn config` has set. ConfigError: what cannot be read must not be taken for nothing."""
    path = place("config.json")
    found = read_json(path)
    if not found and path.exists() and path.read_bytes().strip() != b"{}":
        raise ConfigError(f"{path} is damaged; mend it, or delete it and use `sojourn config` again")
    return found


def server_url() -> str:
    """SOJOURN_SERVER, else the configuration, else the server started last on this machine, else the default port.

    AddressError.
    """
    running = read_json(place("server.json")).get("url")
    return own_address(os.environ.get("SOJOURN_SERVER") or str(settings().get("server") or running or DEFAULT_SERVER))


def relay_file() -> Path:
    """Where the running relay writes its addresses and the token of its control API."""
    return place("relay.json")


def key_of(device: str) -> Path:
    """The file of the key this host shares with a device."""
    return place("keys", f"{device}.key")


def make_key(device: str) -> Path:
    """The key file of a device, made with a fresh 256-bit key when there is none."""
    path = key_of(device)
    if not path.exists():
        write_private(path, secrets.token_hex(32) + "\n")
    return path


def device_file(device: str) -> Path:
    """What `sojourn emulate` remembers about an emulated device."""
    return place("devices", f"{device}.json")


def console_file(process: str) -> Path:
    """Everything a process has printed, as if it had never moved."""
    return place("console", f"{process}.log")
