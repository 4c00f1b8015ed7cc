"""What the host may ask of a device, apart from stopping the program that runs.

May live here: what all requests need, segments on their way in and out. May not: the requests themselves, of which a
device loads the file that it needs (looking.py, arriving.py, owning.py; transports/SPEC.md lists them), the loop
(agent.py), decisions about ownership (ownership.py), files of a stay (stay.py). On MicroPython the agent drops all of
these while a program runs, and loads them again when the host asks something: nothing may be kept here that must
outlive a request, apart from the one segment that is being sent and the one being received.
"""

import gc

from sojourn import __version__
from sojourn.agent.refused import Refused
from sojourn.errors import SojournError
from sojourn.modules import forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BULK = 1
_PIECE = 480  # bytes of a segment in one message: with its header one packet
# Which file does what, as functions called `_on_` and the request.
_PLACES = {
    "looking": " ps versions segments get ",
    "arriving": " have put stage go unstage ",
    "owning": " vote abort gone start stop drop ",
}


class Requests:
    """Answers requests for `agent`, whose line is up."""

    def __init__(self, agent: "Any") -> None:
        self.agent = agent
        self.putting: "Any" = None  # (request number, Arrival)
        self.getting: "Any" = None  # (request number, file)
        self.heap: "tuple[str, Any] | None" = None

    def busy(self) -> bool:
        """Whether a segment is on its way."""
        return self.putting is not None or self.getting is not None

    def close(self) -> None:
        """The line is gone: gives up what was on its way."""
        if self.putting is not None:
            self.putting[1].abort()
        if self.getting is not None:
            self.getting[1].close()
        self.putting = self.getting = self.heap = None

    def handle(self, request: "dict[str, Any]", q: int) -> None:
        """Does what is asked and answers, or says why not. Never raises because of what is asked."""
        try:
            answer = self._handler(str(request.get("op")))(self, request, q)
            if answer is not None:
                self.agent.answer(q, answer)
        except Refused as e:
            self._refuse(q, e.args[0], e.args[1])
        except SojournError as e:
            self._refuse(q, "heap", str(e))
        except MemoryError:
            self.heap = None
            gc.collect()
            self._refuse(q, "no-memory", "no memory for %s; %d bytes are free" % (request.get("op"), free()))
        except OSError as e:
            self._refuse(q, "io", "the device's file system: %s" % e)
        except (KeyError, TypeError, ValueError, AttributeError) as e:
            self._refuse(q, "bad-request", "%s: %r" % (request.get("op"), e))

    def _handler(self, op: str) -> "Any":
        """The function that does `op`; the files of others are let go of. Refused."""
        if op == "status":
            return status
        wanted = "sojourn.agent."
        for place in _PLACES:
            if " %s " % op in _PLACES[place]:
                wanted += place
        if wanted[-1] == ".":
            raise Refused("unknown-request", "%r is unknown to runtime %s" % (op, __version__))
        for place in _PLACES:
            if wanted != "sojourn.agent." + place:
                forget("sojourn.agent." + place)
        return getattr(__import__(wanted, None, None, ("x",)), "_on_" + op)

    def take(self, piece: bytes) -> None:
        """The next bytes of the segment that is being received."""
        if self.putting is None:
            return  # of a `put` that was refused: the host had sent them already
        q, arrival = self.putting
        try:
            if not arrival.write(piece):
                return
            self.agent.answer(q, {})
        except Refused as e:
            self._refuse(q, e.args[0], e.args[1])
        except OSError as e:
            arrival.abort()
            self._refuse(q, "io", "the device's file system: %s" % e)
        self.putting = None

    def pump(self, line: "Any") -> None:
        """Sends what the line takes of the segment that is being sent."""
        while self.getting is not None and line.room() > _PIECE + 500:
            q, f = self.getting
            piece = f.read(_PIECE)
            if piece:
                line.send(_BULK, piece)
            else:
                f.close()
                self.getting = None
                self.agent.answer(q, {})

    def _refuse(self, q: int, code: str, message: str) -> None:
        self.agent.answer(q, {"error": code, "message": message})

    def find(self, m: "dict[str, Any]") -> "Any":
        from sojourn.agent.stay import Stay

        return Stay(self.agent.root, m["process"])

    def resting(self, m: "dict[str, Any]") -> "Any":
        """The stay of a process that is not about to run or running. Refused."""
        if m["process"] == self.agent.current:
            raise Refused("busy", "%s runs here; stop it first" % m["process"])
        self.heap = None
        return self.find(m)

    def heap_of(self, m: "dict[str, Any]") -> "Any":
        if self.agent.running is not None and m["process"] == self.agent.current:
            return self.agent.running.heap
        folder = self.find(m).segments_folder()
        if self.heap is None or self.heap[0] != folder:
            self.heap = None
            self.heap = (folder, self.agent.engine.heap(folder))
        return self.heap[1]


def status(requests: Requests, m: "dict[str, Any]", q: int) -> "dict[str, Any]":
    gc.collect()
    return {"free": free(), "running": requests.agent.current}


def free() -> int:
    """Free bytes of the heap; 0 where that cannot be asked."""
    ask: "Any" = getattr(gc, "mem_free", None)  # MicroPython's own
    return int(ask()) if ask else 0
