"""`sojourn push`: a version goes to the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sojourn_host import home
from sojourn_host.cli.options import Name, json_option
from sojourn_host.cli.output import Output, size
from sojourn_host.relay import RelayClient
from sojourn_host.store import StoreClient
from sojourn_host.store.image import push_image


@click.command()
@click.argument("process", type=Name())
@click.option(
    "--image", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A heap folder: a new process."
)
@click.option("--note", default="", help="A text that `sojourn history` shows.")
@json_option
def push(process: str, image: Path | None, note: str, as_json: bool) -> None:
    """Store a process as it is now, and let it go on; or make a new one from a heap folder.

    \b
    Examples:
      sojourn push queens --note "before the long part"
      sojourn push copy --image ./queens-3
    """
    with Output(as_json) as out:
        done: dict[str, Any]
        if image is None:
            with RelayClient() as relay:
                done = relay.ask("push", out.tell, process=process, note=note)
        else:
            with StoreClient(home.server_url()) as store:
                manifest, entry = push_image(store, image, process, note or f"from {image}")
            done = {
                "process": process,
                "version": manifest.version,
                "state": entry.state,
                "image_bytes": manifest.size,
            }
    stored = f", {size(done['image_bytes'])}" if "image_bytes" in done else ""
    out.result(done, f"{process}@{done['version']} is stored{stored}")
