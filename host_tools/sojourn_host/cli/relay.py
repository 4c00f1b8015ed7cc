"""`sojourn relay`: the daemon between devices and the store."""

from __future__ import annotations

import asyncio
import time

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.relay.client import RelayClient
from sojourn_host.relay.daemon import serve


@click.command()
@click.option(
    "--port", default=home.DEVICE_PORT, show_default=True, help="TCP port that devices dial; 0 picks a free one."
)
@click.option(
    "--api-port", default=home.RELAY_PORT, show_default=True, help="TCP port of the control API; 0 picks one."
)
@click.option(
    "--server", help="Address of the store server. [default: SOJOURN_SERVER, `sojourn config`, or a local one]"
)
@click.option("--stop", "end", is_flag=True, help="End the relay that is running.")
@json_option
def relay(port: int, api_port: int, server: str | None, end: bool, as_json: bool) -> None:
    """Run the relay: connects devices to the store server and carries heap images between them.

    It listens on 127.0.0.1 only. The link to devices is checked against a shared key and not encrypted yet.

    \b
    Examples:
      sojourn relay
      sojourn relay --port 0 --api-port 0 --server http://127.0.0.1:4770
    """
    if end:
        with RelayClient() as running:
            running.shutdown()
            Output(as_json).result({"stopped": running.url}, f"the relay at {running.url} has ended")
        return

    def log(text: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')} {text}", err=as_json)

    asyncio.run(serve(home.own_address(server) if server else None, port, api_port, log))
