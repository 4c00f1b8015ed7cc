"""The agent's loop: listens to the host over a line, runs one process at a time, and streams its output.

May live here: what must stay in memory while a program runs: the loop, stopping, output. May not: the handshake
(meeting.py), what is done before and after a process runs (staying.py), other requests (requests.py), each loaded when
it is needed and dropped while a program runs; files, sockets. It is given everything:
`dial()` returns a line (poll, wait, send, room, messages, open, close) or raises one of `lost`; `engine` has
`mount(folder, console, poll) -> Process`, `unmount()` and `heap(folder) -> Heap`.
"""

import gc
import json
import sys
from binascii import hexlify

from sojourn import __version__
from sojourn.agent.console import CHUNK, Console
from sojourn.errors import SojournError, Unstorable
from sojourn.modules import forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

_CONTROL = 0
_BULK = 1
_CONSOLE = 2
# What stays when no program runs, and of the agent also while one does.
_KEPT = (
    "sojourn",
    "sojourn.errors",
    "sojourn.agent",
    "sojourn.agent.agent",
    "sojourn.agent.console",
    "sojourn.modules",
)


class Agent:
    """Runs on the device called `name`, keeps its stays in the folder `root`.

    key: the secret shared with the host. clock: ms that never run backwards. sleep: takes ms. entropy: takes n, returns
    n random bytes. lost: exception classes that mean "the line is gone, dial again". log: takes a line of text.
    """

    def __init__(
        self,
        name: str,
        root: str,
        key: bytes,
        dial: "Callable[[], Any]",
        lost: "tuple[Any, ...]",
        engine: "Any",
        clock: "Callable[[], int]",
        sleep: "Callable[[int], None]",
        entropy: "Callable[[int], bytes]",
        log: "Callable[[str], None]",
    ) -> None:
        self.name = name
        self.root = root
        self.engine = engine
        self.entropy = entropy
        self.current: "str | None" = None  # the process that runs, or is about to
        self.running: "Any" = None  # ... once it runs
        self.quit = False
        self._key = key
        self._dial = dial
        self._lost = lost
        self._clock = clock
        self._sleep = sleep
        self._log = log
        self._line: "Any" = None
        self._trusted = False
        self._hello = ""  # our nonce while the line opens, then in _said
        self._said = ""
        self._dial_at = clock()
        self._backoff = 100
        self._console = Console()
        self._start_q = 0
        self._stop_q = 0
        self._stopping = False
        self._gone = False  # what runs was given away, or told to end without being stored
        self._anyway = False  # what runs is to stop even if it cannot be stored
        self._requests: "Any" = None
        self._answers: "list[str]" = []  # they die with the line
        self._events: "list[str]" = []  # these do not
        self._busy = False

    # --- the loop

    def run(self) -> None:
        """Takes up the process that was running when the device last stopped, then serves until `quit` is set."""
        from sojourn.agent.keeping import recover

        self.current = recover(self.root, self._log)
        while not self.quit:
            self.poll()
            if self.current is not None:
                self._run_one()
                gc.collect()
            elif self._line is None:
                self._sleep(max(1, min(50, self._dial_at - self._clock())))
            elif self._requests is None or not self._requests.busy():
                self._line.wait(200)

    def poll(self) -> None:
        """One turn without waiting; the program's engine calls it from safepoints."""
        if self._busy:  # output of the agent's own work must not start another turn
            return
        self._busy = True
        try:
            if self._line is None:
                self._connect()
            else:
                self._line.poll()
                while self._line.messages:
                    channel, message = self._line.messages.pop(0)
                    self._take(channel, message)
                self._pump()
                self._line.poll()
                if self.running is not None and self._requests is not None and not self._requests.busy():
                    self._unload()
        except self._lost as e:
            self._hang_up(str(e))
        except MemoryError:
            self._hang_up("out of memory")
            gc.collect()
        finally:
            self._busy = False

    def write(self, text: str) -> None:
        """Takes what the program prints; waits for room while the host listens."""
        data = text.encode()
        for at in range(0, len(data), CHUNK):
            piece = data[at : at + CHUNK]
            while self._trusted and not self._busy and self._console.room() < len(piece):
                self.poll()
                if self._line is not None and self._console.room() < len(piece):
                    self._line.wait(20)
            self._console.add(piece)

    # --- the line

    def _connect(self) -> None:
        if self._clock() < self._dial_at:
            return
        try:
            self._line = self._dial()
        except self._lost:
            self._hang_up("")
            return
        self._hello = hexlify(self.entropy(16)).decode()

    def _hang_up(self, why: str) -> None:
        if self._line is not None:
            self._log("line lost: " + why)
            self._line.close()
            self._line = None
        self._trusted = False
        if self._requests is not None:
            self._requests.close()
        self._answers = []
        self._start_q = self._stop_q = 0
        self._dial_at = self._clock() + self._backoff
        self._backoff = min(self._backoff * 2, 2000)

    def _pump(self) -> None:
        line = self._line
        if self._hello and line.open():
            self._said, self._hello = self._hello, ""
            vm = sys.implementation.name
            self._say({"device": self.name, "nonce": self._said, "vm": vm, "runtime": __version__})
        while self._answers and line.room() > len(self._answers[0]):
            line.send(_CONTROL, self._answers.pop(0).encode())
        if not self._trusted or self._answers:
            return
        while self._events and line.room() > len(self._events[0]):
            line.send(_CONTROL, self._events.pop(0).encode())
        if self._requests is not None:
            self._requests.pump(line)
        # Lines wait for each other while something is on its way: many small packets lie all over memory.
        while self._console.waiting() >= CHUNK or (self._console.waiting() and line.idle()):
            if line.room() <= CHUNK + 500:
                break
            text = self._console.first()
            line.send(_CONSOLE, b"%s %d\n" % (self._console.label, self._console.position) + text)
            self._console.take(len(text))

    def _say(self, message: "dict[str, Any]") -> None:
        self._answers.append(json.dumps(message))

    def answer(self, q: int, fields: "dict[str, Any]") -> None:
        """Answers request number `q`; 0 stands for nobody."""
        if q and self._line is not None:
            fields = dict(fields)
            fields["r"] = q
            self._say(fields)

    def _take(self, channel: int, message: bytes) -> None:
        if channel == _BULK:
            if self._requests is not None:
                self._requests.take(message)
            return
        try:
            request = json.loads(message)
            q = int(request.get("q", 0))
        except (ValueError, AttributeError, TypeError, RuntimeError):
            self._say({"error": "bad-request", "message": "a control message is a JSON object"})
            return
        if not self._trusted or "refused" in request:
            from sojourn.agent.meeting import meet

            meet(self, request)
            del meet
            forget("sojourn.agent.meeting")
        elif request.get("op") == "stop" and self.running is not None and request.get("process") == self.current:
            self._stop_q = q
            self._anyway = bool(request.get("anyway"))
            self._halt()
        else:
            if self._requests is None:
                gc.collect()
                try:
                    from sojourn.agent.requests import Requests

                    self._requests = Requests(self)
                except MemoryError:
                    self._unload()
                    self.answer(q, {"error": "no-memory", "message": "the program leaves no memory for requests"})
                    return
            self._requests.handle(request, q)

    # --- running a process

    def begin(self, name: str, q: int) -> None:
        """Process `name` is to run as soon as the loop comes to it; request `q` is answered when it does."""
        if self.running is not None:
            self.answer(q, {})
        else:
            self.current = name
            self._start_q = q

    def disown(self, name: str) -> None:
        """Process `name` is to run no longer: it is not begun, or ends at the next safepoint."""
        if name == self.current:
            if self.running is None:
                self.current = None
            else:
                self._gone = True
                self._halt()

    def _halt(self) -> None:
        if not self._stopping:
            self._stopping = True
            self.running.request_stop("stop")

    def _unload(self) -> None:
        """Gives a program the memory of what no request needs."""
        self._requests = None
        forget(*[n for n in sys.modules if n[:14] == "sojourn.agent." and n not in _KEPT])

    def _clear(self) -> None:
        """Gives requests the memory of what only a running program needs."""
        self.running = None
        self._requests = None
        self.engine.unmount()
        forget(*[n for n in sys.modules if n[:8] == "sojourn." and n not in _KEPT])

    def _run_one(self) -> None:
        from sojourn.agent.staying import admitted

        name = self.current or ""
        if not admitted(self, name):
            return
        del admitted
        if self._requests is None or not self._requests.busy():
            self._unload()
        news, segments = self._carried_out()
        self._stopping = self._gone = self._anyway = False
        self._clear()
        from sojourn.agent.staying import ended

        ended(self, name, news, segments)

    def _carried_out(self) -> "tuple[dict[str, Any], Any]":
        """Runs the mounted process; returns what is new in its record, and its segments if they could be listed.

        A method of its own: once it has returned, no slot of a frame keeps the process from being collected.
        """
        news: "dict[str, Any]" = {"state": "stopped"}
        segments = None
        try:
            how = self.running.run()
            while how == "stopped" and self._unstored():
                how = self.running.run()
            if how != "stopped":
                news["state"] = how
                news["code"] = self.running.exit_code
                news["traceback"] = (self.running.traceback or "")[-800:]
            elif not getattr(self.running, "problem", None):
                news["console"] = self._console.end()
            news["version"] = self.running.version
            gc.collect()
            segments = self.running.heap.segments()
        except (SojournError, OSError, MemoryError) as e:
            # The heap or the engine failed, not the program: what is stored is intact and can be resumed.
            news["trouble"] = repr(e)
            self._log("%s: %r" % (self.current, e))
        return news, segments

    def _unstored(self) -> bool:
        """Whether a checkpoint failed, and the process is to go on from memory: whoever asked is told why.

        A method of its own: no slot of the frame that runs on may hold what went wrong.
        """
        problem = getattr(self.running, "problem", None)
        if problem is None or self._gone or self._anyway:
            return False
        self._stopping = False
        q, self._stop_q = self._stop_q, 0
        if q:
            code = "unstorable" if isinstance(problem, Unstorable) else "no-room"
            self.answer(q, {"error": code, "message": str(problem)})
        return True
