"""`sojourn devices`: which devices there are."""

from __future__ import annotations

import click

from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.relay import RelayClient


@click.command()
@json_option
def devices(as_json: bool) -> None:
    """List the devices: connected ones, and emulated ones that can be started.

    \b
    Examples:
      sojourn devices
      sojourn devices --json
    """
    columns = ("device", "vm", "heap", "connected", "running", "free_bytes", "trouble")
    with RelayClient() as relay:
        rows = relay.devices()
    for row in rows:
        row["free_bytes"] = row.get("free_bytes") or None  # CPython does not say
        if str(row.get("vm")).startswith("cpython"):  # it takes what it needs
            row["heap"] = None if as_json else "-"
    Output(as_json).table("devices", rows, columns, "no device yet; `sojourn emulate NAME` makes one")
