"""An image on its way in: which segments are missing, each one received, and taken over or given up.

May live here: these requests. A device loads this when one comes.
"""

from binascii import hexlify

from sojourn.agent import ownership
from sojourn.agent.arrival import Arrival, lacking
from sojourn.agent.refused import Refused
from sojourn.agent.stay import digest_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.agent.requests import Requests


def _on_have(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    return {"missing": lacking(requests.find(m), m["folder"], m["segments"])}


def _on_put(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any] | None":
    if requests.putting is not None:
        raise Refused("busy", "another segment is being received")
    arrival = Arrival(requests.find(m).incoming(m["folder"])(m["name"]), m["length"], m["sha256"])
    if m["length"] == 0:
        arrival.write(b"")
        return {}
    requests.putting = (q, arrival)
    return None


def _on_stage(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.resting(m)
    record = {k: m[k] for k in ("txn", "epoch", "folder", "version", "last", "console")}
    record["nonce"] = str(hexlify(requests.agent.entropy(8)), "ascii")
    ownership.stage(stay.owner, record)
    place = stay.incoming(m["folder"])
    for name, length, sha in m["segments"]:
        if digest_of(place(name)) != (length, sha):
            raise Refused("corrupt", "segment %s is not what the manifest says" % name)
    if m["done"]:
        stay.set_staged(record)
    return {"nonce": record["nonce"]}


def _on_go(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.find(m)
    record = ownership.go(stay.owner, stay.staged, m["txn"], m["nonce"], m["epoch"])
    if record != stay.owner:  # a repeated GO must not touch what runs
        stay = requests.resting(m)
        stay.set_owner(record)
    stay.set_staged(None)
    stay.set_listed(None)
    stay.sweep()
    return {}


def _on_unstage(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.find(m)
    stay.set_staged(None)
    stay.sweep()
    if stay.owner is None:
        stay.drop()
    return {}
