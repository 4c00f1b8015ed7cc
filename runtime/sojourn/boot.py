"""Running a compiled program from its folder, with nothing but the runtime on the path.

Lives here: what `main.py` of a compiled folder calls.  No heap, no link: the flag stays clear unless
SOJOURN_COUNT is set, so that anyone can time this against the untouched program.
"""

import sys

from sojourn.code import FolderCode
from sojourn.engine import LOADING, Engine
from sojourn.modules import Thrifty, forget, settled

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_folder(main_file: str) -> "Any":
    """Run the program beside `main_file` to its end; returns what sys.exit() takes."""
    if not MICRO:
        from sojourn.depth_cpython import make_room

        make_room()
    folder = main_file.replace("\\\\", "/")
    folder = folder[: folder.rfind("/") + 1] + "code"
    engine = Engine(FolderCode(folder))
    holes = prepared(engine)
    engine.run()
    del holes
    return finish(engine, sys.stderr)


def prepared(engine: Engine) -> "Any":
    """Load the program's first module; what is returned is to be held while it runs (modules.settled)."""
    with Thrifty():
        engine.module(0)
        forget("sojourn.code", *LOADING)
    return settled()


def finish(engine: Engine, errors: "Any") -> "Any":
    """How the program ended, as an exit status; an uncaught exception's traceback goes to `errors`."""
    error = engine.error
    if error is None:
        return 0
    if isinstance(error, SystemExit):
        return error.args[0] if error.args else 0
    from sojourn.trace import text_of

    errors.write(text_of(error, engine))
    return 1
