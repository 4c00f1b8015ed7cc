"""How long a process has lived, wherever it was.

Lives here: the one clock that moves with a process. The time between two stays does not count.
"""

import sys
import time

QUESTION = 0.01  # ms that pass where nothing is measured
MICRO = sys.implementation.name == "micropython"


class Lifetime:
    """The milliseconds that a process has lived; `before` is what a stored process brings along."""

    def __init__(self) -> None:
        self.before: float = 0
        self.since = now()
        # Whether only waiting takes time, and each question a little: what is verified must not depend on the machine.
        self.counted = False

    def sleep(self, s: float) -> None:
        """The process has waited on purpose."""
        if self.counted:
            self.before += s * 1000

    def time(self) -> float:
        """Milliseconds since the process began, for the program."""
        if self.counted:
            self.before += QUESTION
        return self.lived()

    def lived(self) -> float:
        """Milliseconds since the process began. To be asked more often than the device's clock wraps."""
        if self.counted:
            return self.before
        at = now()
        passed = at - self.since
        if MICRO:
            passed = time.ticks_diff(at, self.since)  # type: ignore[attr-defined]  # MicroPython's own
        if passed > 0:
            self.before += passed
        self.since = at
        return self.before


def now() -> int:
    """A reading of the device's clock in ms, never 0."""
    if MICRO:
        return time.ticks_ms() or 1  # type: ignore[attr-defined]  # MicroPython's clock
    return int(time.monotonic() * 1000) or 1
