"""The one table of exit codes. `sojourn exit-codes` prints it.

May live here: codes and what they mean. 0 to 5 are `sojourn verify`'s results where they are its own; an error of any
verb has a code of its own from 10 on, and 1 is a fault in sojourn itself.
"""

from __future__ import annotations

# exit code -> (meaning, error codes of the store, the relay and the emulator that end in it)
TABLE: dict[int, tuple[str, tuple[str, ...]]] = {
    0: ("done; `verify`: the same", ()),
    1: ("an unexpected error, please report it; `verify`: different", ("internal",)),
    2: ("wrong use, or the compiler refuses the program", ("bad-request", "refused")),
    3: ("`verify`: the untouched program runs on no interpreter, or differs between them", ()),
    4: ("an object cannot be stored", ("unstorable",)),
    5: ("`verify`: nothing to cut", ()),
    10: ("the store server does not answer", ("unreachable",)),
    11: ("no relay is running, or it does not answer", ("relay-down", "unauthorized")),
    12: ("unknown process or version", ("unknown-process", "unknown-version")),
    13: ("unknown device", ("unknown-device",)),
    14: ("the device is not connected and cannot be started", ("device-offline",)),
    15: ("the device went away in the middle; `sojourn ps` says where the process is", ("device-lost",)),
    16: ("stored or carried bytes are damaged", ("corrupt", "unknown-page", "pages-missing", "too-large")),
    17: ("somebody else was first, or the name is taken", ("conflict", "exists", "move-in-progress")),
    18: ("the process is in a state in which this cannot be done", ("wrong-state", "ended")),
    19: ("in doubt: the store died while it decided; settled by itself when it is back", ("in-doubt",)),
    20: ("the device refuses", ("device-refused",)),
    21: ("an interpreter or compiler is not installed", ("not-installed",)),
    22: ("a file, folder or disk of this machine cannot be used", ("io",)),
    130: ("interrupted", ("interrupted",)),
}

_BY_CODE = {code: number for number, (_, codes) in TABLE.items() for code in codes}


def exit_code(code: str) -> int:
    """The exit code of an error code; 1 for one that is not in the table."""
    return _BY_CODE.get(code, 1)
