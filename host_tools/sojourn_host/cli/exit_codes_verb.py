"""`sojourn exit-codes`: the table of exit codes."""

from __future__ import annotations

import click

from sojourn_host.cli.exit_codes import TABLE
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output


@click.command("exit-codes")
@json_option
def exit_codes(as_json: bool) -> None:
    """List every exit code and what it means.

    \b
    Example:
      sojourn exit-codes
    """
    rows = [{"code": n, "meaning": text, "errors": ", ".join(codes)} for n, (text, codes) in TABLE.items()]
    Output(as_json).table("exit_codes", rows, ("code", "meaning", "errors"), "")
