"""`sojourn pull`: a stored version comes into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn_host import home
from sojourn_host.cli.options import AtVersion, json_option
from sojourn_host.cli.output import Output, size
from sojourn_host.store import StoreClient
from sojourn_host.store.image import pull_image


@click.command()
@click.argument("version", type=AtVersion(optional=True), metavar="PROCESS[@VERSION]")
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), help="A new folder. [default: PROCESS-VERSION]"
)
@json_option
def pull(version: tuple[str, int], folder: Path | None, as_json: bool) -> None:
    """Write a stored version into a folder; the process is not touched.

    \b
    Examples:
      sojourn pull queens
      sojourn pull queens@2 -o /tmp/queens-2
    """
    process, number = version
    with StoreClient(home.server_url()) as store:
        number = number or store.entry(process).head
        target = folder or Path(f"{process}-{number}")
        manifest = pull_image(store, process, number, target)
    data = {"process": process, "version": number, "folder": str(target), "image_bytes": manifest.size}
    Output(as_json).result(data, f"{process}@{number} is in {target}, {size(manifest.size)}")
