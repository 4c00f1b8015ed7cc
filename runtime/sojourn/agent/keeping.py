"""The record of a process around its stay: found at the device's start, marked running, written when it has ended.

May live here: these steps, each of them one change of the record. A device lets go of this while a program runs.
"""

from sojourn.agent import ownership
from sojourn.agent.refused import Refused
from sojourn.agent.stay import Stay, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def recover(root: str, log: "Any") -> "str | None":
    """At the device's start: sweeps images that were cut off; returns the process that was running, if any."""
    found = None
    for name in entries(root):
        try:
            stay = Stay(root, name)
            stay.sweep()
        except Refused as e:
            log(str(e.args[1]))
            continue
        if stay.owner and stay.owner["state"] == ownership.RUNNING and found is None:
            found = name
    return found


def admit(root: str, name: str) -> "tuple[str, dict[str, Any]]":
    """Before a process runs: (folder of its segments, its record, marked running). Refused."""
    stay = Stay(root, name)
    owner = stay.owner or {}
    record = ownership.start(stay.owner, owner.get("epoch", 0))
    stay.set_listed(None)
    stay.set_owner(record)
    return stay.segments_folder(), record


def settle(root: str, name: str, news: "dict[str, Any]", segments: "list[Any] | None" = None) -> "dict[str, Any]":
    """After a process ran: writes `news` into its record, unless it was given away meanwhile; returns the record.

    Without room on the disk the record stays what it was: an answer with "error", and the process can be stopped.
    segments: those of its newest version, kept so that they can be sent without mounting the heap again.
    """
    try:
        stay = Stay(root, name)
        owner = stay.owner or {}
        if owner.get("state") == ownership.RUNNING:
            stay.set_listed(segments)
            stay.set_owner(ownership.changed(owner, **news))
        return stay.owner or {}
    except (OSError, Refused) as e:
        return {"error": "io", "message": "the record of %s cannot be written: %s" % (name, e)}


def newest(heap: "Any", record: "dict[str, Any]") -> "tuple[int, int]":
    """(version, position of the output) of what is stored; newer than its record after a kill or on a full disk."""
    info = heap.versions()[-1]
    if info.version > record["version"] and info.meta[:8] == b"console ":
        return info.version, int(info.meta[8:])
    return record["version"], int(record.get("console", 0))
