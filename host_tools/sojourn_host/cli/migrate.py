"""`sojourn migrate`: a process goes on elsewhere."""

from __future__ import annotations

import click

from sojourn_host.cli.options import Name, json_option, process_argument
from sojourn_host.cli.output import Output, size
from sojourn_host.relay import RelayClient


@click.command()
@process_argument()
@click.option("--to", required=True, type=Name(), help="The device it moves to; an emulated one is started if need be.")
@json_option
def migrate(process: str, to: str, as_json: bool) -> None:
    """Move a running process to another device, where it goes on in the middle of what it does.

    If anything fails before the store's decision, it goes on where it was.

    \b
    Examples:
      sojourn migrate queens --to desk
      sojourn migrate queens --to board --json
    """
    with RelayClient() as relay, Output(as_json) as out:
        done = relay.ask("migrate", out.tell, process=process, to=to)
    if not done.get("moved", True):
        text = f"{process} is on {to} already"
    else:
        carried = f"{size(done['image_bytes'])}, of which {size(done['downloaded_bytes'])} had to travel"
        text = (
            f"{process}@{done['version']} is {done['state']} on {to} ({done['vm']}): {carried}, {done['seconds']:.2f} s"
        )
    out.result(done, text)
