"""How much of a soak's time a long sweep may take: `make soak` says how much is left, and each sweep has its share.

May live here: that clock. May not: what is swept. Outside of a soak nothing is ever over.
"""

import os
import time


class Share:
    """A share (0 .. 1) of the time that the soak had left when it started pytest."""

    def __init__(self, share: float) -> None:
        left = os.environ.get("SOJOURN_SOAK_SECONDS")
        self.until = time.monotonic() + float(left) * share if left else None

    def is_over(self) -> bool:
        """Whether a sweep has to come to its end."""
        return self.until is not None and time.monotonic() >= self.until
