"""A process: a program in a heap, run from its newest version and stored back into it.

Lives here: mounting, running until it ends or a stop is asked for, checkpoints, and the variables' names for
errors.  Not here: links and ownership (agent), how frames are captured (engine.py), bytes (heap, graph).

Root 0 of the graph is [names of the globals, started modules, value, error, number of safepoints]; then come the
globals' values in the order of their names, then the frames, outermost first.
"""

import sys

from sojourn.engine import Engine
from sojourn.errors import CaptureError, Unstorable
from sojourn.graph import ObjectTable, load, save
from sojourn.heap import Heap
from sojourn.heap_code import HeapCode
from sojourn.modules import Thrifty, forget

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

# What only one step needs, and a device forgets after it; a name with a dot at its end stands for all that is below.
DESCRIBING = ("sojourn.checkpoint", "sojourn.describing", "sojourn.world", "sojourn.trace")
STORING = DESCRIBING + ("sojourn.graph.",)  # MicroPython has no star in displays
LOADING = ("sojourn.making", "sojourn.world", "sojourn.trace", "sojourn.graph.")


class Process:
    """A mounted process; `run` does the rest.  Single owner of its heap."""

    def __init__(self, heap: Heap, poll: "Optional[Callable[[], None]]" = None, console: "Any" = None) -> None:
        self.heap = heap
        self.engine = Engine(HeapCode(heap), poll, console)
        self.table = ObjectTable()
        self.exit_code: "Any" = None
        self.traceback = ""
        self.note: "Any" = None  # gives the bytes that are kept with each version; the asker's word if it is None
        self.problem: "Any" = None  # why the last checkpoint was not made
        self.version = heap.version
        self.loaded = False

    @staticmethod
    def mount(
        pages: "Any",
        console: "Any" = None,
        poll: "Optional[Callable[[], None]]" = None,
        version: "Optional[int]" = None,
    ) -> "Process":
        """The process in `pages`, at its newest version or at `version`.

        `console` takes what the program prints (None: the interpreter's own output); `poll` is called at safepoints.
        Raises HeapCorrupt, HeapError or ImageError.
        """
        with Thrifty():
            return Process(Heap.mount(pages, version), poll, console)

    def load(self) -> None:
        """Build the program's objects from the heap's version."""
        engine = self.engine
        self.loaded = True
        try:
            self.heap.get(0)
        except KeyError:
            return  # version 1: not started
        with Thrifty():
            from sojourn.making import Making

            engine.depth = 1
            making = Making(engine, self.bind)
            roots = load(self.heap, making, self.table)
            engine.depth = 0
            self.bind(roots)
            making.prime()
            del Making, making
            forget(*LOADING)
        names, _, engine.value, engine.error, engine.count, engine.lifetime.before = roots[0]
        engine.frames = roots[len(names) + 1 :]
        engine.started = True

    def bind(self, roots: "list[Any]") -> None:
        """Give the modules their globals back."""
        engine = self.engine
        for index in roots[0][1]:
            engine.module(index).started = True
        at = 1
        for index, name in roots[0][0]:
            setattr(engine.module(index).module, name, roots[at])  # interns the name, as units.give does
            at += 1

    def request_stop(self, why: str = "stop") -> None:
        """Ask for a stop; the capture happens at the next safepoint that is not in an atomic section."""
        self.engine.ask(why)

    def run(self) -> str:
        """Run from where the heap's version stands: "exited", "failed" (an uncaught exception) or "stopped".

        "stopped": the state is committed as a new version, or `problem` says why that could not be done; the process
        can then be run on from memory.  `exit_code` and `traceback` are set when it has ended.
        """
        if not self.loaded:
            self.load()
        if not MICRO and self.engine.kept:
            from sojourn.keeping_cpython import release

            release(self.engine)
        if self.engine.run():
            self.checkpoint()
            if not MICRO and self.engine.rested:
                from sojourn.keeping_cpython import keep

                keep(self.engine)
            return "stopped"
        return self.ended()

    def ended(self) -> str:
        error = self.engine.error
        if error is None:
            self.exit_code = 0
            return "exited"
        if isinstance(error, SystemExit):
            code = error.args[0] if error.args else 0
            if code is None or isinstance(code, int):
                self.exit_code = code or 0
            else:
                self.exit_code = 1
                self.traceback = str(code) + "\n"
            return "exited"
        from sojourn.trace import text_of

        self.exit_code = 1
        self.traceback = text_of(error, self.engine)
        return "failed"

    def checkpoint(self, meta: bytes = b"") -> bool:
        """Store the captured process as a new version; False, with `problem` set, when that cannot be done.

        The process stays as it is in memory either way.  CaptureError when its last capture went wrong.
        """
        if self.engine.broken:
            raise CaptureError(self.engine.broken)
        try:
            with Thrifty():
                forget("sojourn.capture")
                self.store()
                forget(*STORING)
                self.version = self.heap.commit(meta or (self.note() if self.note else self.engine.asked.encode()))
        except (Unstorable, OSError, MemoryError) as error:
            self.heap.abandon()
            self.problem = error
            forget(*STORING)
            return False
        self.problem = None
        return True

    def store(self) -> None:
        """Put the process's objects into the heap; the commit is the caller's."""
        engine = self.engine

        def describing() -> "Any":
            from sojourn.describing import Describing

            return Describing(engine)

        try:
            save(self.heap, describing, self.table, self.roots(), engine.code.first, DESCRIBING)
        except Unstorable as error:
            from sojourn.checkpoint import named

            raise named(self, error)

    def roots(self) -> "list[tuple[str, Any]]":
        """The roots of the graph, each with a label."""
        from sojourn.checkpoint import roots_of

        return roots_of(self.engine)
