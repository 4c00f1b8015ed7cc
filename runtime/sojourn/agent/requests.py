"""What the host may ask of a device, apart from stopping the program that runs: one method for each request.

May live here: requests (`_on_` methods; transports/SPEC.md lists them), segments on their way in and out. May not: the
loop (agent.py), decisions about ownership (ownership.py), files of a stay (stay.py). On MicroPython the agent drops
this module, and the two it uses, while a program runs, and loads it again when the host asks something: nothing may be
kept here that must outlive a request, apart from the one segment that is being sent and the one being received.
"""

import gc
from binascii import hexlify

from sojourn import __version__
from sojourn.agent import ownership
from sojourn.agent.ownership import Refused
from sojourn.agent.stay import Arrival, Stay, digest_of, entries
from sojourn.errors import SojournError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BULK = 1
_PIECE = 480  # bytes of a segment in one message: with its header one packet
_PAGE = 16  # segments named in one answer


class Requests:
    """Answers requests for `agent`, whose line is up."""

    def __init__(self, agent: "Any") -> None:
        self._agent = agent
        self._put: "Any" = None  # (request number, Arrival)
        self._get: "Any" = None  # (request number, file)
        self._heap: "tuple[str, Any] | None" = None

    def busy(self) -> bool:
        """Whether a segment is on its way."""
        return self._put is not None or self._get is not None

    def close(self) -> None:
        """The line is gone: gives up what was on its way."""
        if self._put is not None:
            self._put[1].abort()
        if self._get is not None:
            self._get[1].close()
        self._put = self._get = self._heap = None

    def handle(self, request: "dict[str, Any]", q: int) -> None:
        """Does what is asked and answers, or says why not. Never raises because of what is asked."""
        try:
            handler = getattr(self, "_on_" + str(request.get("op")), None)
            if handler is None:
                raise Refused("unknown-request", "%r is unknown to runtime %s" % (request.get("op"), __version__))
            answer = handler(request, q)
            if answer is not None:
                self._agent.answer(q, answer)
        except Refused as e:
            self._refuse(q, e.args[0], e.args[1])
        except SojournError as e:
            self._refuse(q, "heap", str(e))
        except MemoryError:
            self._heap = None
            gc.collect()
            self._refuse(q, "no-memory", "no memory for %s; %d bytes are free" % (request.get("op"), free()))
        except OSError as e:
            self._refuse(q, "io", "the device's file system: %s" % e)
        except (KeyError, TypeError, ValueError, AttributeError) as e:
            self._refuse(q, "bad-request", "%s: %r" % (request.get("op"), e))

    def take(self, piece: bytes) -> None:
        """The next bytes of the segment that is being received."""
        if self._put is None:
            return  # of a `put` that was refused: the host had sent them already
        q, arrival = self._put
        try:
            if not arrival.write(piece):
                return
            self._agent.answer(q, {})
        except Refused as e:
            self._refuse(q, e.args[0], e.args[1])
        except OSError as e:
            arrival.abort()
            self._refuse(q, "io", "the device's file system: %s" % e)
        self._put = None

    def pump(self, line: "Any") -> None:
        """Sends what the line takes of the segment that is being sent."""
        while self._get is not None and line.room() > _PIECE + 500:
            q, f = self._get
            piece = f.read(_PIECE)
            if piece:
                line.send(_BULK, piece)
            else:
                f.close()
                self._get = None
                self._agent.answer(q, {})

    def _refuse(self, q: int, code: str, message: str) -> None:
        self._agent.answer(q, {"error": code, "message": message})

    def _find(self, m: "dict[str, Any]") -> Stay:
        return Stay(self._agent.root, m["process"])

    def _free(self, m: "dict[str, Any]") -> Stay:
        """The stay of a process that is not about to run or running. Refused."""
        if m["process"] == self._agent.current:
            raise Refused("busy", "%s runs here; stop it first" % m["process"])
        self._heap = None
        return self._find(m)

    def _heap_of(self, m: "dict[str, Any]") -> "Any":
        if self._agent.running is not None and m["process"] == self._agent.current:
            return self._agent.running.heap
        folder = self._find(m).segments_folder()
        if self._heap is None or self._heap[0] != folder:
            self._heap = None
            self._heap = (folder, self._agent.engine.heap(folder))
        return self._heap[1]

    def _on_status(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        gc.collect()
        return {"free": free(), "running": self._agent.current}

    def _on_ps(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        at = m.get("from", 0)
        names = sorted(entries(self._agent.root))
        found: "list[dict[str, Any]]" = []
        for name in names[at : at + 1]:
            try:
                stay = Stay(self._agent.root, name)
                found.append({"process": name, "owner": stay.owner, "staged": stay.staged})
            except Refused as e:  # one that is damaged must not hide the others
                found.append({"process": name, "owner": None, "staged": None, "trouble": e.args[1]})
        return {"found": found, "more": at + 1 < len(names)}

    def _on_versions(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        return {"versions": [[v.version, v.parent, v.epoch] for v in self._heap_of(m).versions()]}

    def _on_segments(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        version = m.get("version")
        kept = None if version else self._find(m).listed()
        every = kept if kept is not None else self._heap_of(m).segments(version)
        at = m.get("from", 0)
        return {"segments": [list(s) for s in every[at : at + _PAGE]], "more": at + _PAGE < len(every)}

    def _on_get(self, m: "dict[str, Any]", q: int) -> None:
        if self._get is not None:
            raise Refused("busy", "another segment is being read")
        stay = self._find(m)
        self._heap = None
        gc.collect()
        self._get = (q, open(stay.segment(m["name"]), "rb"))

    def _on_have(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        return {"missing": self._find(m).lacking(m["folder"], m["segments"])}

    def _on_put(self, m: "dict[str, Any]", q: int) -> "dict[str, Any] | None":
        if self._put is not None:
            raise Refused("busy", "another segment is being received")
        arrival = Arrival(self._find(m).incoming(m["folder"])(m["name"]), m["length"], m["sha256"])
        if m["length"] == 0:
            arrival.write(b"")
            return {}
        self._put = (q, arrival)
        return None

    def _on_stage(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._free(m)
        record = {k: m[k] for k in ("txn", "epoch", "folder", "version", "last", "console")}
        record["nonce"] = str(hexlify(self._agent.entropy(8)), "ascii")
        ownership.stage(stay.owner, record)
        place = stay.incoming(m["folder"])
        for name, length, sha in m["segments"]:
            if digest_of(place(name)) != (length, sha):
                raise Refused("corrupt", "segment %s is not what the manifest says" % name)
        if m["done"]:
            stay.set_staged(record)
        return {"nonce": record["nonce"]}

    def _on_go(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._find(m)
        record = ownership.go(stay.owner, stay.staged, m["txn"], m["nonce"], m["epoch"])
        if record != stay.owner:  # a repeated GO must not touch what runs
            stay = self._free(m)
            stay.set_owner(record)
        stay.set_staged(None)
        stay.set_listed(None)
        stay.sweep()
        return {}

    def _on_unstage(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._find(m)
        stay.set_staged(None)
        stay.sweep()
        if stay.owner is None:
            stay.drop()
        return {}

    def _on_vote(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._free(m)
        stay.set_owner(ownership.vote(stay.owner, m["txn"], m["epoch"]))
        return {}

    def _on_abort(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._free(m)
        stay.set_owner(ownership.abort(stay.owner, m["txn"], m["epoch"]))
        return {}

    def _on_gone(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._find(m)
        record = ownership.gone(stay.owner, m["epoch"])
        if record is not None and record != stay.owner:
            stay.set_owner(record)
            self._agent.disown(stay.name)
        return {}

    def _on_start(self, m: "dict[str, Any]", q: int) -> None:
        stay = self._find(m)
        if self._agent.current not in (None, stay.name):
            raise Refused("busy", "%s runs on this device; stop it first" % self._agent.current)
        ownership.start(stay.owner, m["epoch"])
        self._agent.begin(stay.name, q)

    def _on_stop(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        stay = self._find(m)
        if stay.owner is None:
            raise Refused("unknown-process", "no process %s on this device" % stay.name)
        self._agent.disown(stay.name)
        if stay.owner["state"] == ownership.RUNNING:
            version, console = newest(self._heap_of(m), stay.owner)
            record = ownership.changed(stay.owner, state=ownership.STOPPED, version=version, console=console)
            stay.set_owner(record)
        return stay.owner

    def _on_drop(self, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
        self._free(m).drop()
        return {}


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


def free() -> int:
    """Free bytes of the heap; 0 where that cannot be asked."""
    ask: "Any" = getattr(gc, "mem_free", None)  # MicroPython's own
    return int(ask()) if ask else 0
