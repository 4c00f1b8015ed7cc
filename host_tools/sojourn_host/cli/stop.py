"""`sojourn stop`: a process rests."""

from __future__ import annotations

import click

from sojourn_host.cli.options import json_option, process_argument
from sojourn_host.cli.output import Output
from sojourn_host.relay import RelayClient


@click.command()
@process_argument()
@json_option
def stop(process: str, as_json: bool) -> None:
    """Store a process and let it rest on its device; its leases expire.

    \b
    Examples:
      sojourn stop queens
      sojourn resume queens
    """
    with RelayClient() as relay, Output(as_json) as out:
        done = relay.ask("stop", out.tell, process=process)
    out.result(done, f"{process} is {done['state']}; its newest version is {process}@{done['version']}")
