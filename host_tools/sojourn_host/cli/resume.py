"""`sojourn resume`: a stopped process goes on."""

from __future__ import annotations

import click

from sojourn_host.cli.options import Name, json_option, process_argument
from sojourn_host.cli.output import Output
from sojourn_host.relay import RelayClient


@click.command()
@process_argument()
@click.option("--on", default="", type=str, help="Another device than the one it rests on.")
@json_option
def resume(process: str, on: str, as_json: bool) -> None:
    """Let a stopped process go on from its newest version.

    \b
    Examples:
      sojourn resume queens
      sojourn resume queens --on desk
    """
    if on:
        on = Name().convert(on, None, click.get_current_context())
    with RelayClient() as relay, Output(as_json) as out:
        done = relay.ask("resume", out.tell, process=process, on=on)
    out.result(done, f"{process}@{done['version']} is {done['state']} on {done['device']}")
