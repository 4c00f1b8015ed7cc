"""`sojourn logs`: what a process has printed."""

from __future__ import annotations

import sys
import time

import click

from sojourn_host import home
from sojourn_host.cli.options import json_option, process_argument
from sojourn_host.cli.ps import device_records, processes, reason
from sojourn_host.store import StoreClient, StoreError


@click.command()
@process_argument()
@click.option("-f", "--follow", is_flag=True, help="Go on showing what it prints, until it ends.")
@json_option
def logs(process: str, follow: bool, as_json: bool) -> None:
    """Show everything a process has printed, as if it had never moved.

    After a rollback the output goes on from where that version was; a line on stderr says so, and one says why a
    process has failed.

    \b
    Examples:
      sojourn logs queens
      sojourn logs queens --follow
    """
    path = home.console_file(process)
    with StoreClient(home.server_url()) as store:
        state = store.entry(process).state
        if as_json:
            text = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
            import json

            click.echo(json.dumps({"process": process, "state": state, "output": text}))
            return
        shown = 0
        last = False
        while True:
            data = path.read_bytes() if path.exists() else b""
            if len(data) < shown:
                click.echo(f"[{process} went on from byte {len(data)} of its output]", err=True)
                shown = len(data)
            sys.stdout.buffer.write(data[shown:])
            sys.stdout.buffer.flush()
            shown = len(data)
            if not follow or last:
                break
            time.sleep(0.2)
            try:
                last = store.entry(process).state in ("exited", "failed")
            except StoreError:
                continue  # the log is on this host; the store may be away
        try:
            entry = store.entry(process)
        except StoreError:
            return
    if entry.state == "failed":
        why = reason(processes([entry], device_records())[0])
        click.echo(f"[{process} failed{': ' + why if why else ''}]", err=True)
