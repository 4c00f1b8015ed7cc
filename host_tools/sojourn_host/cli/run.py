"""`sojourn run`: compile a program and start it on a device."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn_host import home
from sojourn_host.cli.options import Name, json_option
from sojourn_host.cli.output import Output, size
from sojourn_host.relay import RelayClient, RelayError
from sojourn_host.relay.console_log import ConsoleLog
from sojourn_host.store import StoreClient
from sojourn_host.store.image import push_image

if TYPE_CHECKING:
    from sojourn_host.compiler import Build


def make_image(program: Path, name: str, folder: Path) -> tuple[Path, Build]:
    """A heap folder with the compiled program and its version 1, made below `folder`, and its build. CompileError."""
    from sojourn_host.compiler import build_image, build_program  # loaded late: no other verb here needs the compiler

    build = build_program(program, name)
    return build_image(build, folder / "image"), build


@click.command()
@click.argument("program", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", "device", required=True, type=Name(), help="The device; an emulated one is started if need be.")
@click.option("--name", type=Name(), help="The process' name. [default: the file's name without its ending]")
@click.option("--watch", is_flag=True, help="Start over each time a source of the program is saved, until Ctrl-C.")
@json_option
def run(program: Path, device: str, name: str | None, watch: bool, as_json: bool) -> None:
    """Start a program as a process on a device. What it prints: `sojourn logs NAME --follow`.

    \b
    Examples:
      sojourn run queens.py --on board
      sojourn run queens.py --on board --name queens8
      sojourn run queens.py --on board --watch
    """
    process = name or program.stem
    with (
        RelayClient() as relay,
        Output(as_json) as out,
        tempfile.TemporaryDirectory(prefix="sojourn-") as temporary,
    ):
        image, build = make_image(program, process, Path(temporary))
        known = [known for known in relay.devices() if known["device"] == device]
        if not known:  # before anything is stored
            raise RelayError("unknown-device", f"no device {device}; `sojourn emulate {device}` makes one")
        warnings = build.program.warnings if known[0]["vm"] == "micropython" else []
        for warning in warnings:
            click.echo(f"warning: {warning}", err=True)
        with StoreClient(home.server_url()) as store:
            manifest, _ = push_image(store, image, process, f"from {program.name}")
        ConsoleLog(home.console_file(process)).forget()
        try:
            done = relay.ask("resume", out.tell, process=process, on=device)
        except RelayError as e:
            later = f"{process} is stored; `sojourn resume {process} --on {device}` starts it later"
            raise RelayError(e.code, f"{e}; {later}") from e
        out.result(
            {**done, "image_bytes": manifest.size, "warnings": warnings},
            f"{process} runs on {device}, {size(manifest.size)}",
        )
        if watch:
            from sojourn_host.cli.watching import Watching
            from sojourn_host.cli.watching import watch as go_on

            with StoreClient(home.server_url()) as store:
                go_on(Watching(program, process, device, build), relay, store, out)
