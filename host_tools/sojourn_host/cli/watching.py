"""The edit loop of `sojourn run --watch`: each time a source of the program changes, the process starts over from it.

May live here: looking at files, and starting over. May not: the first start (run.py). A new program is a new version of
the same process, so that what the old one had done stays in its history.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sojourn_host.cli.output import Output, size
from sojourn_host.compiler import Build, CompileError, build_image, build_program
from sojourn_host.relay import RelayClient, RelayError
from sojourn_host.store import StoreClient
from sojourn_host.store.errors import StoreError
from sojourn_host.store.image import push_image

SECONDS = 0.3  # between two looks at the files


class Watching:
    """Watches the sources that a build was made of: their text is compared, so nothing saved meanwhile is missed."""

    def __init__(self, program: Path, process: str, device: str, build: Build) -> None:
        self.program = program
        self.process = process
        self.device = device
        self.texts = _texts(build)

    def changed(self) -> bool:
        """Whether a source reads otherwise than it did, and all of them are there."""
        try:
            now = {path: path.read_bytes().decode("utf-8-sig") for path in self.texts}
        except (OSError, UnicodeDecodeError):  # an editor is saving it just now
            return False
        before, self.texts = self.texts, now
        return now != before

    def start_over(self, relay: RelayClient, store: StoreClient, out: Output) -> dict[str, object]:
        """Compiles anew and starts the process from that. CompileError, RelayError, StoreError: the old one runs on."""
        build = build_program(self.program, self.process)
        self.texts = _texts(build)
        with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
            image = build_image(build, Path(temporary, "image"))
            entry = store.entry(self.process)
            manifest, _ = push_image(store, image, self.process, f"from {self.program.name}, changed", entry)
        done = relay.ask("rollback", out.tell, process=self.process, version=manifest.version, on=self.device)
        return {**done, "image_bytes": manifest.size}


def _texts(build: Build) -> dict[Path, str]:
    """The program's own sources, as they were compiled."""
    return {module.path: module.source for module in build.program.modules if not module.library}


def watch(watching: Watching, relay: RelayClient, store: StoreClient, out: Output) -> None:
    """Until it is interrupted: the process itself runs on then."""
    out.say(f"watching {len(watching.texts)} file(s); Ctrl-C stops watching, and the process runs on")
    while True:
        time.sleep(SECONDS)
        if not watching.changed():
            continue
        try:
            done = watching.start_over(relay, store, out)
        except (CompileError, RelayError, StoreError) as error:
            out.result({"error": getattr(error, "code", "refused"), "message": str(error)}, f"not restarted: {error}")
        else:
            text = f"{time.strftime('%H:%M:%S')} {watching.process} started over as version {done['version']}"
            out.result(done, f"{text}, {size(int(str(done['image_bytes'])))}")
