"""`sojourn rollback`: a process goes on from an earlier version."""

from __future__ import annotations

import click

from sojourn_host.cli.options import AtVersion, json_option
from sojourn_host.cli.output import Output, size
from sojourn_host.relay import RelayClient


@click.command()
@click.argument("version", type=AtVersion(), metavar="PROCESS@VERSION")
@click.option("--on", default="", help="The device it goes on at. [default: where it is now]")
@click.option("--reclaim", is_flag=True, help="Go on even if the device that has it cannot be asked to stop.")
@json_option
def rollback(version: tuple[str, int], on: str, reclaim: bool, as_json: bool) -> None:
    """Stop a process wherever it runs and let it go on from an earlier version.

    The version that is given up stays in the history. `sojourn history PROCESS` lists the versions.

    \b
    Examples:
      sojourn rollback queens@2
      sojourn rollback queens@2 --on board
    """
    process, number = version
    with RelayClient() as relay, Output(as_json) as out:
        done = relay.ask("rollback", out.tell, process=process, version=number, on=on, reclaim=reclaim)
    text = f"{process}@{number} is {done['state']} on {done['device']} at epoch {done['epoch']}"
    out.result(done, f"{text} ({size(done['image_bytes'])}, {size(done['downloaded_bytes'])} had to travel)")
