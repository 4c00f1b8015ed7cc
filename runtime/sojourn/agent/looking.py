"""What the host may ask about what is kept on a device, and segments on their way out.

May live here: requests that change nothing. A device loads this when one comes.
"""

import gc

from sojourn.agent.refused import Refused
from sojourn.agent.stay import Stay, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.agent.requests import Requests

_PAGE = 16  # segments named in one answer


def _on_ps(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    at = m.get("from", 0)
    names = sorted(entries(requests.agent.root))
    found: "list[dict[str, Any]]" = []
    for name in names[at : at + 1]:
        try:
            stay = Stay(requests.agent.root, name)
            found.append({"process": name, "owner": stay.owner, "staged": stay.staged})
        except Refused as e:  # one that is damaged must not hide the others
            found.append({"process": name, "owner": None, "staged": None, "trouble": e.args[1]})
    return {"found": found, "more": at + 1 < len(names)}


def _on_versions(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    return {"versions": [[v.version, v.parent, v.epoch] for v in requests.heap_of(m).versions()]}


def _on_segments(requests: "Requests", m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    version = m.get("version")
    kept = None if version else requests.find(m).listed()
    every = kept if kept is not None else requests.heap_of(m).segments(version)
    at = m.get("from", 0)
    return {"segments": [list(s) for s in every[at : at + _PAGE]], "more": at + _PAGE < len(every)}


def _on_get(requests: "Requests", m: "dict[str, Any]", q: int) -> None:
    if requests.getting is not None:
        raise Refused("busy", "another segment is being read")
    stay = requests.find(m)
    requests.heap = None
    gc.collect()
    requests.getting = (q, open(stay.segment(m["name"]), "rb"))
