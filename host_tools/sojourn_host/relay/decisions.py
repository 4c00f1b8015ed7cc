"""What the relay does about one process on one device that has just connected: a pure function.

May live here: the decision over (ledger entry, the device's records). May not: links, HTTP, time. The device's own side
is sojourn.agent.ownership; together they are the hand-over of the design, without its leases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sojourn_host.store.ledger import Entry


@dataclass(frozen=True)
class Action:
    """One step. kind: go, unstage, gone, abort, end_transaction, start, report; fields go with the request."""

    kind: str
    fields: dict[str, Any]


def reconcile(
    entry: Entry | None, device: str, owner: dict[str, Any] | None, staged: dict[str, Any] | None
) -> list[Action]:
    """The steps, in order, that bring a device in line with the ledger. No move of the process is in progress.

    1. Staged and the ledger decided for it: GO.
    2. Staged otherwise: drop it.
    3. The ledger has a later epoch of another owner: GONE.
    4. Voted and undecided: end the transaction, then ABORT.
    5. Voted, and the ledger gave it back at a later epoch: ABORT at that epoch.
    6. The ledger says running, the device froze: start, unless it has said that it cannot run there.
    7. The program ended while nobody listened: report.
    """
    if entry is None:
        return []
    mine = entry.owner == device
    wants = [Action("start", {"epoch": entry.epoch})] if entry.state == "running" else []
    if staged:
        if mine and entry.epoch == staged["epoch"] and entry.txn == staged["txn"]:
            fields = {"txn": entry.txn, "nonce": staged["nonce"], "epoch": entry.epoch}
            return [Action("go", fields), *wants]
        return [Action("unstage", {}), *reconcile(entry, device, owner, None)]
    if not owner or owner["state"] == "gone":
        return []
    if entry.epoch > owner["epoch"]:
        if mine and owner["state"] == "voted":
            return [Action("abort", {"txn": owner["txn"], "epoch": entry.epoch}), *wants]
        return [Action("gone", {"epoch": entry.epoch})]
    if entry.epoch < owner["epoch"] or not mine:
        return []  # a ledger restored from an older copy: a person decides, nothing is destroyed
    if owner["state"] == "voted":
        fields = {"txn": owner["txn"], "epoch": entry.epoch + 1}
        again = [Action("start", {"epoch": entry.epoch + 1})] if wants else []
        return [Action("end_transaction", fields), Action("abort", fields), *again]
    if owner["state"] == "stopped":
        return [] if owner.get("trouble") else wants  # what could not run here must not be tried for ever
    if owner["state"] in ("exited", "failed") and entry.state != owner["state"]:
        return [Action("report", {"state": owner["state"]})]
    return []
