"""The relay's errors: a code that the command line turns into an exit code, and a sentence that says what to do.

May live here: the class. May not: code that raises it.
"""

from __future__ import annotations


class RelayError(Exception):
    """A request that the relay, or a device behind it, could not fulfil.

    Codes of its own: unknown-device, device-offline, device-lost, device-refused, wrong-state, move-in-progress,
    in-doubt, ended, relay-down; those of the store pass through unchanged.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
