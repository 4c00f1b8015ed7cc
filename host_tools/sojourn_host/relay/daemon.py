"""Runs a relay: listens for devices, serves the control API, writes where both are into a file.

May live here: starting and ending. May not: what is served.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
from collections.abc import Callable, Generator

import uvicorn
from starlette.applications import Starlette

from sojourn_host import home
from sojourn_host.relay.api import make_app
from sojourn_host.relay.errors import RelayError
from sojourn_host.relay.relay import Relay
from sojourn_host.store.client import StoreClient
from sojourn_transports.host import tcp

HOST = "127.0.0.1"


def listening_socket(port: int, what: str) -> socket.socket:
    """A bound loopback socket. RelayError when the port is taken."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
    except OSError as e:
        sock.close()
        raise RelayError("bad-request", f"port {port} for {what} cannot be used ({e}); choose another, or 0") from e
    return sock


class ApiServer(uvicorn.Server):
    """A uvicorn server without access log that leaves signals to its owner."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False, timeout_graceful_shutdown=2)
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """The relay handles them: it has devices to take leave of."""
        yield


async def serve(store_url: str | None, device_port: int, api_port: int, log: Callable[[str], None]) -> None:
    """Runs until SIGINT, SIGTERM or the API's shutdown. store_url: None follows this user's store where it goes."""
    with only_relay():
        await _serve(store_url, device_port, api_port, log)


@contextlib.contextmanager
def only_relay() -> Generator[None, None, None]:
    """One relay for each user: verbs can find only one, and a second would leave the first one's devices to nobody.

    RelayError `exists`.
    """
    with open(home.place("relay.lock"), "ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as e:
            where = home.read_json(home.relay_file()).get("api", "an address that it has not told yet")
            raise RelayError("exists", f"a relay runs already at {where}; `sojourn relay --stop` ends it") from e
        yield


async def _serve(store_url: str | None, device_port: int, api_port: int, log: Callable[[str], None]) -> None:
    store = StoreClient(store_url) if store_url else StoreClient(home.server_url(), where=home.server_url)
    store_url = store.url
    relay = Relay(store, log)
    api_socket = listening_socket(api_port, "the control API")
    try:
        listener = await tcp.listen(HOST, device_port, relay.arrived)
    except OSError as e:
        api_socket.close()
        raise RelayError("bad-request", f"port {device_port} for devices cannot be used ({e}); choose another") from e
    token = secrets.token_hex(16)
    ended = asyncio.Event()
    server = ApiServer(make_app(relay, token, ended.set))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    devices = f"tcp:{HOST}:{listener.sockets[0].getsockname()[1]}"
    api = f"http://{HOST}:{api_socket.getsockname()[1]}"
    about = {"api": api, "devices": devices, "token": token, "pid": os.getpid(), "store": store_url}
    api_task = asyncio.create_task(server.serve([api_socket]))
    while not server.started and not api_task.done():
        await asyncio.sleep(0.01)
    home.write_private(home.relay_file(), json.dumps(about, indent=1) + "\n")
    log(f"relay: devices dial {devices}, control at {api}, store {store_url}; loopback only, not encrypted yet")
    try:
        await ended.wait()
    finally:
        listener.close()
        await relay.close()
        server.should_exit = True
        await api_task
        store.close()
        if home.read_json(home.relay_file()).get("pid") == os.getpid():
            home.relay_file().unlink(missing_ok=True)
