"""`sojourn ps`: which processes there are."""

from __future__ import annotations

from typing import Any

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.relay import RelayClient, RelayError
from sojourn_host.store import StoreClient
from sojourn_host.store.ledger import Entry


@click.command()
@json_option
def ps(as_json: bool) -> None:
    """List the processes: what the store's ledger says, and what their devices say.

    \b
    Examples:
      sojourn ps
      sojourn ps --json
    """
    with StoreClient(home.server_url()) as store:
        entries = store.entries()
    rows = processes(entries, device_records())
    if not as_json:
        rows = [{**row, "trouble": reason(row)} for row in rows]
    columns = ("process", "device", "state", "epoch", "version", "on_device", "trouble")
    empty = "no process yet; `sojourn run PROGRAM --on DEVICE` starts one"
    Output(as_json).table("processes", rows, columns, empty)


def device_records() -> list[dict[str, Any]]:
    """What the devices say of their processes; nothing where no relay answers: the ledger alone still says much."""
    try:
        with RelayClient() as relay:
            return relay.records()
    except RelayError:
        return []


def reason(row: dict[str, Any]) -> str:
    """Why a process does not run, in one line: what is wrong with it, or the last line of its traceback."""
    lines = str(row.get("traceback") or "").strip().splitlines()
    ended = f"exit code {row['code']}" if row.get("code") else ""
    return str(row.get("trouble") or (lines[-1].strip() if lines else ended))


def processes(entries: list[Entry], records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each entry of the ledger, with what the record on its device says besides."""
    owners: dict[tuple[str, str], dict[str, Any]] = {(r["process"], r["device"]): r["owner"] or {} for r in records}
    damaged = {(r["process"], r["device"]): r["trouble"] for r in records if r.get("trouble")}
    rows: list[dict[str, Any]] = []
    for e in entries:
        here = owners.get((e.process, e.owner), {})
        row: dict[str, Any] = {
            "process": e.process,
            "device": e.owner,
            "state": e.state,
            "epoch": e.epoch,
            "version": e.head,
        }
        row["on_device"] = here.get("state")
        if (e.process, e.owner) in damaged:
            row["trouble"] = damaged[e.process, e.owner]
        for name in ("code", "traceback", "trouble"):
            if here.get(name) is not None and here.get("epoch") == e.epoch:
                row[name] = here[name]
        rows.append(row)
    return rows
