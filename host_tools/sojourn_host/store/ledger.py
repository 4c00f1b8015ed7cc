"""The ledger: who owns a process, at which epoch, at which version. Pure compare-and-swap over one entry.

May live here: transitions, as functions from an entry (or None) and a change to the next entry. May not: SQL, HTTP,
time. The invariant: an epoch never goes down, and every change of owner takes a new one, so that whoever holds an older
epoch can tell that it has lost.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from sojourn_host.store.errors import StoreError
from sojourn_host.store.manifest import NAME, checked_name

STATES = ("running", "stopped", "exited", "failed")


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `owner` is a device's name or "" (only the store has it); `head` is a version or 0."""

    process: str
    epoch: int
    owner: str
    state: str
    head: int
    txn: str = ""

    def as_json(self) -> dict[str, Any]:
        """The entry as it goes over HTTP."""
        return asdict(self)


@dataclass(frozen=True)
class Change:
    """What to change, if the entry is still at `expect_epoch` (0: does not exist yet). None leaves a field alone."""

    expect_epoch: int
    epoch: int | None = None
    owner: str | None = None
    state: str | None = None
    txn: str | None = None
    head: int | None = None  # a version stored already: what a rollback goes on from

    @classmethod
    def from_json(cls, data: Any) -> Change:
        """Reads a change from untrusted JSON. StoreError bad-request."""
        if not isinstance(data, dict):
            raise StoreError("bad-request", "a ledger change is a JSON object")
        data = cast(dict[str, Any], data)
        kinds = {"expect_epoch": int, "epoch": int, "head": int, "owner": str, "state": str, "txn": str}
        for name, kind in kinds.items():
            value = data.get(name)
            if (value is not None or name == "expect_epoch") and (not isinstance(value, kind) or value is True):
                raise StoreError("bad-request", f"{name} must be of type {kind.__name__}")
            if isinstance(value, int) and not 0 <= value < 1 << 53:
                raise StoreError("bad-request", f"{name} must be from 0 to 2**53")
        if data.get("owner"):
            checked_name(data["owner"], "owner")
        if data.get("txn") and not NAME.match(data["txn"]):
            raise StoreError("bad-request", "txn is a text of at most 64 letters and digits")
        if unknown := set(data) - set(cls.__dataclass_fields__):
            raise StoreError("bad-request", f"unknown fields in a ledger change: {', '.join(sorted(unknown))}")
        return cls(**data)


def apply(entry: Entry | None, process: str, change: Change, head: int | None = None) -> Entry:
    """The next entry. StoreError: `conflict` (somebody else was first), `exists`, `unknown-process`, `bad-request`."""
    if change.state is not None and change.state not in STATES:
        raise StoreError("bad-request", f"state {change.state!r} is none of {', '.join(STATES)}")
    if entry is None:
        if change.expect_epoch != 0:
            raise StoreError("unknown-process", f"the store knows no process {process}; `sojourn ps` lists them")
        state = change.state or "stopped"
        return Entry(process, change.epoch or 1, change.owner or "", state, head or 0, change.txn or "")
    if change.expect_epoch == 0:
        raise StoreError(
            "exists", f"process {process} exists already; choose another --name", {"entry": entry.as_json()}
        )
    if change.expect_epoch != entry.epoch:
        raise StoreError(
            "conflict",
            f"process {process} is at epoch {entry.epoch}, not {change.expect_epoch}: it was moved meanwhile",
            {"entry": entry.as_json()},
        )
    epoch = entry.epoch if change.epoch is None else change.epoch
    if epoch < entry.epoch:
        raise StoreError("bad-request", f"epoch {epoch} would go back behind {entry.epoch}")
    if change.owner is not None and change.owner != entry.owner and epoch == entry.epoch:
        raise StoreError("bad-request", "another owner needs a new epoch")
    return replace(
        entry,
        epoch=epoch,
        owner=entry.owner if change.owner is None else change.owner,
        state=change.state or entry.state,
        head=next(h for h in (head, change.head, entry.head) if h is not None),
        txn=entry.txn if change.txn is None else change.txn,
    )
