"""How a process has ended: its exit code, and the traceback of what it failed with.

Lives here: that step.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def ended(process: "Any") -> str:
    """Set `exit_code` and `traceback` of a process whose program has ended; "exited" or "failed"."""
    error = process.engine.error
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
