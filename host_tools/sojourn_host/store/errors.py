"""The store's errors: one class, told apart by a code that travels over HTTP.

May live here: codes and their HTTP status. May not: code that raises them.
"""

from __future__ import annotations

# code -> HTTP status. The text of each is written where it is raised, and says what to do.
STATUS = {
    "bad-request": 400,
    "unauthorized": 401,
    "unknown-process": 404,
    "unknown-version": 404,
    "unknown-device": 404,
    "unknown-page": 404,
    "exists": 409,
    "conflict": 409,
    "pages-missing": 409,
    "corrupt": 422,
    "too-large": 413,
    "internal": 500,
    "io": 507,
    "unreachable": 503,
}


class StoreError(Exception):
    """A request the store refuses, or a store that does not answer (`unreachable`).

    `code` is one of STATUS; `details` is JSON that helps a program (for example the current ledger entry).
    """

    def __init__(self, code: str, message: str, details: dict[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details or {}
