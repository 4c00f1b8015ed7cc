"""`sojourn history`: the stored versions of a process."""

from __future__ import annotations

import time

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option, process_argument
from sojourn_host.cli.output import Output, size
from sojourn_host.store import StoreClient


@click.command()
@process_argument()
@json_option
def history(process: str, as_json: bool) -> None:
    """List the stored versions of a process, oldest first; * marks the one it goes on from.

    `new` is what a version needs that none before it has.

    \b
    Examples:
      sojourn history queens
      sojourn rollback queens@2
    """
    with StoreClient(home.server_url()) as store:
        head = store.entry(process).head
        versions = store.versions(process)
    seen: set[str] = set()
    rows: list[dict[str, object]] = []
    for m in versions:
        new = sum(s.length for s in m.segments if s.sha256 not in seen)
        seen |= {s.sha256 for s in m.segments}
        row: dict[str, object] = {
            "version": m.version,
            "head": m.version == head,
            "parent": m.parent or None,
            "epoch": m.epoch,
        }
        row |= {"device": m.device, "bytes": m.size, "new_bytes": new, "output": m.console, "note": m.note}
        row["stored"] = m.created if as_json else time.strftime("%m-%d %H:%M:%S", time.localtime(m.created))
        if not as_json:
            row |= {"bytes": size(m.size), "new": size(new), "head": "*" if m.version == head else ""}
        rows.append(row)
    columns = ("version", "head", "parent", "epoch", "device", "bytes", "new", "output", "stored", "note")
    Output(as_json).table("versions", rows, columns, "no version yet")
