"""Requests that change who owns a process, and those that start and stop it.

May live here: these requests; what they decide is ownership.py's. A device loads this when one comes.
"""

from sojourn.agent import ownership
from sojourn.agent.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.agent.requests import Requests


def _on_vote(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.resting(m)
    stay.set_owner(ownership.vote(stay.owner, m["txn"], m["epoch"]))
    return {}


def _on_abort(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.resting(m)
    stay.set_owner(ownership.abort(stay.owner, m["txn"], m["epoch"]))
    return {}


def _on_gone(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.find(m)
    record = ownership.gone(stay.owner, m["epoch"])
    if record is not None and record != stay.owner:
        stay.set_owner(record)
        requests.agent.disown(stay.name)
    return {}


def _on_start(requests: "Requests", m: "dict[str, Any]", q: int) -> None:
    stay = requests.find(m)
    if requests.agent.current not in (None, stay.name):
        raise Refused("busy", "%s runs on this device; stop it first" % requests.agent.current)
    ownership.start(stay.owner, m["epoch"])
    requests.agent.begin(stay.name, q)


def _on_stop(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    stay = requests.find(m)
    if stay.owner is None:
        raise Refused("unknown-process", "no process %s on this device" % stay.name)
    requests.agent.disown(stay.name)
    if stay.owner["state"] == ownership.RUNNING:
        from sojourn.agent.keeping import newest

        version, console = newest(requests.heap_of(m), stay.owner)
        record = ownership.changed(stay.owner, state=ownership.STOPPED, version=version, console=console)
        stay.set_owner(record)
    owner: "dict[str, Any]" = stay.owner
    return owner


def _on_drop(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    requests.resting(m).drop()
    return {}
