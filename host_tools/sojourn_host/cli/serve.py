"""`sojourn serve`: the store server."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.relay.daemon import HOST, ApiServer, listening_socket
from sojourn_host.store.database import Database
from sojourn_host.store.server import make_app


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=home.SERVER_PORT,
    show_default=True,
    help="TCP port on 127.0.0.1; 0 picks a free one.",
)
@click.option(
    "--data", type=click.Path(dir_okay=False, path_type=Path), help="The SQLite file. [default: in the state folder]"
)
@json_option
def serve(port: int, data: Path | None, as_json: bool) -> None:
    """Run the store server: heap images and who owns them, in one SQLite file.

    It listens on 127.0.0.1 only and has no accounts yet.

    \b
    Examples:
      sojourn serve
      sojourn serve --port 0 --data /tmp/store.sqlite3
    """
    path = data or home.place("store.sqlite3")
    path.parent.mkdir(parents=True, exist_ok=True)
    database = Database(path)
    sock = listening_socket(port, "the store")
    url = f"http://{HOST}:{sock.getsockname()[1]}"

    async def run() -> None:
        server = ApiServer(make_app(database))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, lambda: setattr(server, "should_exit", True))
        home.write_private(home.place("server.json"), json.dumps({"url": url, "pid": os.getpid()}) + "\n")
        text = f"store: {url}, data in {path}; loopback only"
        Output(as_json).result({"url": url, "data": str(path), "pid": os.getpid()}, text)
        await server.serve([sock])

    try:
        asyncio.run(run())
    finally:
        database.close()
        if home.read_json(home.place("server.json")).get("pid") == os.getpid():
            home.place("server.json").unlink(missing_ok=True)
