"""How a process has ended: its exit code, and the traceback of what it failed with.

Lives here: that step.
"""

import sys

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def ended(process: "Any") -> str:
    """Set `exit_code` and `traceback` of a process whose program has ended; "exited" or "failed"."""
    error = process.engine.error
    found = _result(process, error)
    if not MICRO:
        from sojourn.ending_cpython import let_go

        let_go(process.engine)
    return found


def _result(process: "Any", error: "Any") -> str:
    if error is None:
        process.exit_code = 0
        return "exited"
    if isinstance(error, SystemExit):
        code = error.args[0] if error.args else 0
        if code is None or isinstance(code, int):
            process.exit_code = code or 0
        else:
            process.exit_code = 1
            process.traceback = str(code) + "\n"
        return "exited"
    from sojourn.trace import text_of

    process.exit_code = 1
    process.traceback = text_of(error, process.engine)
    return "failed"
