"""`sojourn demo`: watch a program move."""

from __future__ import annotations

from dataclasses import asdict

import click

from sojourn_host.cli.exit_codes import exit_code
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output, VerbError


@click.command()
@click.option("--heap", default="144k", show_default=True, help="Heap of the MicroPython device.")
@click.option(
    "--seconds",
    type=click.FloatRange(5, 600),
    default=25.0,
    show_default=True,
    help="About how long it is to take; a slow machine takes longer.",
)
@json_option
def demo(heap: str, seconds: float, as_json: bool) -> None:
    """Watch a program move from MicroPython to CPython and back while it computes, and go back in its own history.

    Starts a store server, a relay and two devices as processes of their own, in a temporary folder and on free ports of
    this machine; all of it is gone afterwards. Ends with 0 only if the program has printed exactly what it prints when
    it never moves.

    \b
    Examples:
      sojourn demo
      sojourn demo --seconds 10 --json
    """
    from sojourn_host.demo import Children, Story, handle_signals, make_screen, picture_size

    handle_signals()
    try:
        with Children() as children, make_screen(as_json, *picture_size()) as screen:
            result = Story(children, screen, heap, seconds).tell()
    except KeyboardInterrupt:
        text = "interrupted; everything that the demo had started has ended"
        raise VerbError("interrupted", text, 130, as_json) from None
    except OSError as e:
        raise VerbError("internal", f"the demo failed: {e}", exit_code("internal"), as_json) from e
    if as_json:
        Output(as_json).result(asdict(result), "")
    if not result.equal:
        raise click.exceptions.Exit(1)
