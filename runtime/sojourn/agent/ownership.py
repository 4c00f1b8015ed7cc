"""Who owns a process: the decisions a device takes, as pure functions over its two durable records.

May live here: transitions (record in, record out, or a Refused). May not: files, links, time. The simulator and the
model checker of a later issue run these same functions.

An *owner record* is a dict: epoch (int), state, folder (of the segments), version (int), last (the highest version
number any copy has used), console (bytes of output up to that version), and, once voted, txn (str). A *staged record*
holds txn, nonce (str), epoch, folder, version, last, console of an image that has arrived completely and is not owned.

    running -> stopped -> voted -> gone          a move away; only GONE or ABORT of the ledger ends `voted`
    (staged) -> stopped -> running               a move here; GO names transaction, nonce and epoch
    running -> exited | failed                   the program ended
"""

from sojourn.agent.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RUNNING = "running"
STOPPED = "stopped"
VOTED = "voted"
GONE = "gone"
EXITED = "exited"
FAILED = "failed"


def stage(owner: "dict[str, Any] | None", staged: "dict[str, Any]") -> "dict[str, Any]":
    """An image is complete: the staged record to write. Refused unless it is newer than what is owned here."""
    if owner and int(owner["epoch"]) >= int(staged["epoch"]):
        raise Refused("stale", "epoch %s is here already, %s was offered" % (owner["epoch"], staged["epoch"]))
    return staged


def go(
    owner: "dict[str, Any] | None", staged: "dict[str, Any] | None", txn: str, nonce: str, epoch: int
) -> "dict[str, Any]":
    """The ledger gave the process to this device: the owner record to write.

    A repeated GO of the visit that is running returns the record unchanged. Refused for any other transaction.
    """
    if staged and staged["txn"] == txn and staged["nonce"] == nonce and staged["epoch"] == epoch:
        record: "dict[str, Any]" = {"txn": txn, "epoch": epoch, "state": STOPPED}
        for key in ("folder", "version", "last", "console"):
            record[key] = staged[key]
        return record
    if owner and owner["epoch"] == epoch and owner.get("txn") == txn:
        return owner
    raise Refused("not-staged", "transaction %s at epoch %d was not staged here" % (txn, epoch))


def vote(owner: "dict[str, Any] | None", txn: str, epoch: int) -> "dict[str, Any]":
    """The source promises not to run again before it hears the decision."""
    if (
        not owner
        or owner["epoch"] != epoch
        or not (owner["state"] == STOPPED or (owner["state"] == VOTED and owner.get("txn") == txn))
    ):
        raise Refused("wrong-state", "cannot give away epoch %d; here: %s" % (epoch, brief(owner)))
    return changed(owner, state=VOTED, txn=txn)


def abort(owner: "dict[str, Any] | None", txn: str, epoch: int) -> "dict[str, Any]":
    """The ledger ended the transaction without a move, at epoch `epoch`: the source may run again."""
    if not owner or owner["state"] != VOTED or owner.get("txn") != txn or epoch < int(owner["epoch"]):
        raise Refused("wrong-state", "no transaction %s to abort; here: %s" % (txn, brief(owner)))
    return changed(owner, state=STOPPED, epoch=epoch)


def gone(owner: "dict[str, Any] | None", epoch: int) -> "dict[str, Any] | None":
    """The ledger gave the process away at `epoch`. A late one, of an epoch already passed here, changes nothing."""
    if owner and int(owner["epoch"]) < epoch and owner["state"] != GONE:
        return changed(owner, state=GONE)
    return owner


def start(owner: "dict[str, Any] | None", epoch: int) -> "dict[str, Any]":
    """The process may run here: asked by the host, or by the device's own start when it was running."""
    if not owner or owner["epoch"] != epoch or owner["state"] not in (STOPPED, RUNNING):
        raise Refused("wrong-state", "cannot run epoch %d; here: %s" % (epoch, brief(owner)))
    record = changed(owner, state=RUNNING)
    record.pop("trouble", None)
    return record


def changed(record: "dict[str, Any]", **news: object) -> "dict[str, Any]":
    """A copy of the record with some fields replaced."""
    copy = dict(record)
    copy.update(news)
    return copy


def brief(owner: "dict[str, Any] | None") -> str:
    """A few words about a record, for messages."""
    return "%s at epoch %s" % (owner["state"], owner["epoch"]) if owner else "nothing"
