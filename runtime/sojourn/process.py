"""A process: a program in a heap, run from its newest version and stored back into it.

Lives here: mounting, running until it ends or a stop is asked for, and the order of a checkpoint; its steps are in
files that a device lets go of (starting.py, checkpoint.py, ending.py). Not here: links and ownership (agent), how
frames are captured (engine.py), bytes (heap, graph).

Root 0 of the graph is [names of the globals, started modules, value, error, number of safepoints]; then come the
globals' values in the order of their names, then the frames, outermost first.
"""

import sys

from sojourn.engine import RESUMING, Engine
from sojourn.errors import CaptureError, Unstorable
from sojourn.graph.table import ObjectTable
from sojourn.heap import Heap
from sojourn.heap_code import HeapCode
from sojourn.modules import Thrifty, forget, settled, whole

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

# What only one step needs, and a device forgets after it; a name with a dot at its end stands for all that is below.
DESCRIBING = ("sojourn.describing", "sojourn.describing_rare", "sojourn.world", "sojourn.trace")
RESUME_BYTES = 2048
STORE_BYTES = 1536
STORING = DESCRIBING + ("sojourn.graph.",)  # MicroPython has no star in displays
LOADING = (
    "sojourn.starting",
    "sojourn.making",
    "sojourn.making_rare",
    "sojourn.world",
    "sojourn.trace",
    "sojourn.graph.",
)


class Process:
    """A mounted process; `run` does the rest.  Single owner of its heap."""

    def __init__(self, heap: Heap, poll: "Optional[Callable[[], None]]" = None, console: "Any" = None) -> None:
        self.heap = heap
        self._given = (poll, console)
        self.engine = Engine(HeapCode(heap), poll, console)
        self.table = ObjectTable()
        self.exit_code: "Any" = None
        self.traceback = ""
        self.note: "Any" = None  # gives the bytes that are kept with each version; the asker's word if it is None
        self.problem: "Any" = None  # why the last checkpoint was not made
        self.version = heap.version
        self.loaded = False
        self.room: "Any" = None
        self.holes: "Any" = None  # what fills them

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
        """Build the program's objects from the heap's version; MemoryError when they do not fit."""
        # Objects are scattered over all of the heap; the code that the innermost frame goes on in, and that of a
        # checkpoint, come in pieces of a KiB: room for one of each is kept whole meanwhile.
        self.engine.room = whole(RESUME_BYTES)
        self.room = whole(STORE_BYTES)
        try:
            self._load()
        except MemoryError:
            if not MICRO:
                raise
            self._begin_again()
            self._load()
        self.holes = settled()
        self.loaded = True

    def _load(self) -> None:
        with Thrifty():
            from sojourn.starting import start

            start(self)
            del start
            forget(*LOADING)
        self._loosen()

    def _loosen(self) -> None:
        """The map of what is stored holds no generator: where one is closed when nothing holds it, somebody waits."""
        if not MICRO:
            from sojourn.keeping_cpython import loosen

            loosen(self.table)

    def _begin_again(self) -> None:
        """Let go of what was loaded in part, and of the room that is kept: all of it is in the heap still."""
        asked = self.engine.asked
        nothing: "Any" = None
        self.engine = self.room = nothing
        self.table = ObjectTable()
        forget(*LOADING)
        self.engine = Engine(HeapCode(self.heap), *self._given)
        if asked:
            self.engine.ask(asked)

    def tick(self, _: "Any" = None) -> None:
        """What a timer calls, between two instructions: the next safepoint looks up."""
        if self.engine is not None:
            self.engine.tick()

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
        try:
            captured = self.engine.run()
        except MemoryError:  # for the code that a frame goes on in, or frames are made with: nothing is lost by it
            if not MICRO:
                raise
            self.holes = None
            self.engine.lighten()
            captured = self.engine.run(again=True)
        if captured:
            self.checkpoint()
            if not MICRO and self.engine.rested:
                from sojourn.keeping_cpython import keep

                keep(self.engine)
            return "stopped"
        from sojourn.ending import ended

        return ended(self)

    def checkpoint(self, meta: bytes = b"") -> bool:
        """Store the captured process as a new version; False, with `problem` set, when that cannot be done.

        The process stays as it is in memory either way.  CaptureError when its last capture went wrong.
        """
        if self.engine.broken:
            raise CaptureError(self.engine.broken)
        for last in (not MICRO, True):  # the second time memory is scattered otherwise, and the code may find room
            try:
                with Thrifty():
                    forget("sojourn.capture", *RESUMING)
                    self._store()
                    forget(*STORING)
                    self.version = self.heap.commit(meta or (self.note() if self.note else self.engine.asked.encode()))
                self._loosen()
                self.problem = None
                return True
            except (Unstorable, OSError, MemoryError) as error:
                self.heap.abandon()
                self.problem = error
            forget(*STORING)
            if last or not isinstance(self.problem, MemoryError):
                break
        return False

    def _store(self) -> None:
        """Put the process's objects into the heap; the commit is the caller's."""
        from sojourn.checkpoint import roots_of

        engine = self.engine
        self.room = engine.room = self.holes = None
        roots = roots_of(engine)
        del roots_of  # what a frame holds is not let go of
        forget("sojourn.checkpoint", "sojourn.points")
        from sojourn.graph.saver import save

        def world() -> "Any":
            from sojourn.describing import Describing

            return Describing(engine)

        try:
            save(self.heap, world, self.table, roots, engine.code.first, DESCRIBING)
        except Unstorable as error:
            from sojourn.checkpoint import named

            found = named(self, error)
            del named
            forget("sojourn.checkpoint")
            raise found
