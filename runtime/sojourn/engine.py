"""The engine: it runs a compiled program, captures its frames, and goes on from them.

Lives here: the flag, the slow path behind it, pushing, and the trampoline.  Not here: bytes (graph, heap),
object descriptions (world.py), iterators (positions.py).  Nothing of this runs while the flag is clear.

The flag of every unit is 0 (run), 1 (look here: a safepoint), 2 (capturing: every frame pushes what it needs
and returns), 3 (a generator is asked for its frame) or 4 (a closure for its cells).  A captured frame is the list
[module, point, result, values, pairs], or the tuple (module, point, value, ...) where there is no result and no loop;
`frames` has the innermost last.
"""

import sys

from sojourn.errors import CaptureError, ImageError
from sojourn.frames import LIMIT, Frames, levels, stack_use
from sojourn.lifetime import Lifetime, now
from sojourn.modules import forget
from sojourn.natives import Natives
from sojourn.units import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

FORMAT = 3  # of what the compiler writes
LOADING = ("sojourn.loading", "sojourn.unit_files")
RESUMING = ("sojourn.resuming", "sojourn.points") + LOADING  # what a device forgets when no frame is left
CHUNK = 64  # words of a capture's stack in one list
FRAME_BYTES = 240 if sys.maxsize >> 32 else 120  # the least native stack that one frame of the program takes
RISE = 64  # captured frames that an exception goes through before its traceback is shortened (MicroPython)
FRAME_WORDS = 12  # reserved for each such frame; a wider one takes from the frames that do not exist


class Unset:
    """Stands for a local that has no value yet."""

    def __repr__(self) -> str:
        return "<unset>"


UNSET = Unset()
_NONE = Unset()  # no argument
CUT = Unset()  # what a generator gives when it was cut
END = Unset()  # what a loop gets when the generator it runs over has ended
FRAME = Unset()  # in the capture's stack: a frame begins
DEEP = Unset()  # asked for when the native stack is deep: nobody else wants to know
RESTING = Unset()  # the frame of a generator begins
_DRIVEN = Unset()  # what the frame runs directly, and how, follow
_PAIR = Unset()  # a source and its iterator follow


class Engine:
    """Runs one program from `code` (code.py).  `poll` is called at safepoints; it may call `ask`.

    `console` takes the text that the program prints; without one it goes where the interpreter's output goes.

    Raises ImageError when the code is not for this runtime.
    """

    def __init__(
        self,
        code: "Any",
        poll: "Optional[Callable[[], None]]" = None,
        console: "Optional[Callable[[str], Any]]" = None,
    ) -> None:
        import json

        self.code = code
        program = json.loads(code.data("program").decode())
        if program["format"] != FORMAT:
            raise ImageError("the program was compiled for another version of sojourn; compile it again")
        self.prefix: str = program["prefix"]
        self.infos: "list[Any]" = program["modules"]
        self.natives: "list[str]" = program["natives"]
        self.poll = poll
        self.console = console
        self.print = self.print_  # one object, so that it is known again
        self.modules: "dict[int, Any]" = {}
        self.resumes: "dict[int, Any]" = {}
        self.makers: "dict[int, Any]" = {}  # resume bodies of generators, which live on in what they made
        self.lifetime = Lifetime()
        self.rested: "list[Any]" = []  # generators that were stored (CPython)
        self.kept: "list[Any]" = []  # those of them that are held on to
        self.current: "Any" = None  # the generator that the trampoline runs, and how
        self.flagged: "list[Any]" = []  # what has a flag: modules, and on MicroPython resume bodies
        self.flag: "Any" = False  # the quickest to test, where it is not a number
        self.frames = Frames()
        self.value: "Any" = None  # what the innermost frame gets
        self.error: "Any" = None  # or what is raised in it
        self.rising: "Any" = None  # an exception on its way through captured frames, and through how many so far
        self.risen = 0
        self.innermost = ""  # the entries of its traceback that were taken off
        self.held: "list[tuple[Any, str]]" = []  # exceptions that came here, with the tracebacks they had
        self.started = False
        self.entered = 0  # the function that the trampoline runs
        self.broken = ""  # why nothing can go on here
        self.asked: "Any" = ""  # why a capture is wanted
        self.capturing = False
        self.depth = 0  # of atomic sections
        self.deferred = 0  # when the first safepoint in the current one was passed over
        self.longest_atomic = 0  # ms
        self.refused = False  # a generator that has not begun was sent a value, and whoever sent it is told next
        self.count = 0  # safepoints passed
        self.stop_at = -1  # the count at which to capture, in deterministic mode
        self.counting = False
        self.answer: "Any" = None
        self.room: "Any" = None  # memory in one piece for the first resume body (process.py)
        self.memory_failures = 0
        self.most_frames = 0  # that may be captured because the native stack is deep; 0: not asked yet
        self.spare: "list[Any]" = []  # what making frames of a capture takes, where nobody waits for it
        self.x = Natives(self)

    # the flag ----------------------------------------------------------------------------------------

    def set_flag(self, value: int) -> None:
        """Set the flag of every loaded unit."""
        self.flag = value or False
        for owner in self.flagged:
            owner.set(self.flag)

    def tick(self, _: "Any" = None) -> None:
        """A timer went by: look at the next safepoint."""
        if not self.capturing and self.flag < 2:  # it may fall between a question to a closure and its answer
            self.set_flag(1)

    def ask(self, why: str) -> None:
        """Ask for a capture at the next safepoint."""
        self.asked = why
        if not self.capturing and self.flag < 2:
            self.set_flag(1)

    def count_to(self, stop_at: int) -> None:
        """Deterministic mode: capture at the safepoint that brings `count` to `stop_at` (-1: never, only count)."""
        self.counting = self.lifetime.counted = True
        self.stop_at = stop_at
        self.set_flag(1)

    def atomic(self, step: int) -> None:
        """Enter (1) or leave (-1) a section in which nothing is cut, since native code is in between."""
        self.depth += step
        if not self.depth and self.deferred:
            took = now() - self.deferred
            if took > self.longest_atomic:
                self.longest_atomic = took
            self.deferred = 0
            if not self.capturing:
                self.set_flag(1)

    def atomic_call(self, call: "Any", *args: "Any", **kwargs: "Any") -> "Any":
        """A native call that runs program code: one atomic step."""
        self.atomic(1)
        try:
            return call(*args, **kwargs)
        finally:
            self.atomic(-1)

    # the slow path -----------------------------------------------------------------------------------

    def slow(self, index: int, point: int, mark: "Any") -> bool:
        """A frame found its flag set.  True: it must push what it needs and return.

        A negative point has the result of a call, which is pushed first. `mark` is FRAME, or RESTING for a generator's.
        """
        if self.capturing:
            self.push(mark)
            self.push(index)
            self.push(point)
            return True
        if self.refused:
            self.refused = False
            raise TypeError("can't send non-None value to a just-started generator")
        if self.depth:
            if not self.deferred:
                self.deferred = now()
            if not self.counting:
                self.set_flag(0)
            return False
        self.count += 1
        if MICRO and stack_use() > LIMIT and not self.asked and self.may_deepen():
            self.asked = DEEP
        if self.counting:
            if self.count == self.stop_at:
                self.asked = "count"
        else:
            self.set_flag(0)
            if self.poll is not None:
                self.poll()
        if not self.asked:
            return False
        return self.begin(index, point, mark)

    def overflow(self, index: int, point: int) -> bool:
        """The native stack is deep: it is captured, and the program goes on with an empty one.

        False where that cannot be: inside native code, or without memory. The interpreter's own error comes then.
        """
        if self.depth or self.capturing or not (self.asked or self.may_deepen()):
            return False
        if not self.asked:
            self.asked = DEEP
        return self.begin(index, point, FRAME)

    def may_deepen(self) -> bool:
        """Whether more frames may wait in the heap."""
        if not self.most_frames:
            self.most_frames = levels()
        return len(self.frames) < self.most_frames

    def wait(self, index: int, point: int, mark: "Any") -> bool:
        """A loop got something from what may be a generator; True if that was cut."""
        if self.capturing:
            self.push(mark)
            self.push(index)
            self.push(point)
        return self.capturing

    def begin(self, index: int, point: int, mark: "Any") -> bool:
        """Take the reserve, then start to unwind; without the memory for it nothing happens."""
        try:
            self.reserve()
        except MemoryError:
            self.chunks: "list[Any]" = []
            self.spare = []
            self.memory_failures += 1
            if self.asked is DEEP:
                self.asked = ""
            elif not self.counting:
                self.set_flag(1)
            return False
        self.capturing = True
        self.set_flag(2)
        self.push(mark)
        self.push(index)
        self.push(point)
        return True

    def reserve(self) -> None:
        """Everything that unwinding needs, by the depth of the stack; raises MemoryError."""
        if MICRO:
            import micropython

            most = micropython.stack_use() // FRAME_BYTES + 2
        else:
            most = 2
            frame = sys._getframe()
            while frame is not None:
                most += 1
                frame = frame.f_back  # type: ignore[assignment]  # None at the end
        chunks: "list[Any]" = []
        for _ in range(most * FRAME_WORDS // CHUNK + 2):
            chunks.append([None] * CHUNK)
        if self.asked is DEEP:  # the program goes on after that, and must be told by its own error if it cannot
            self.spare = [[None] * CHUNK for _ in chunks]
        self.chunks = chunks
        self.at_chunk = 0
        self.at_word = 0

    def push(self, value: "Any") -> None:
        if self.at_word == CHUNK:
            self.at_chunk += 1
            self.at_word = 0
            if self.at_chunk == len(self.chunks):
                self.chunks.append([None] * CHUNK)
        self.chunks[self.at_chunk][self.at_word] = value
        self.at_word += 1

    def push_values(self, a: "Any" = _NONE, b: "Any" = _NONE, c: "Any" = _NONE) -> None:
        """Push up to three locals of the frame that is being captured, or of a generator that is asked."""
        if self.flag == 3:
            for value in (a, b, c):
                if value is not _NONE:
                    self.answer[3].append(value)
            return
        if a is not _NONE:
            self.push(a)
            if b is not _NONE:
                self.push(b)
                if c is not _NONE:
                    self.push(c)

    def push_pair(self, source: "Any", iterator: "Any") -> None:
        """Push a loop's iterator with what it runs over."""
        self.push(_PAIR)
        self.push(source)
        self.push(iterator)

    def drive(self, generator: "Any", how: int) -> None:
        """Push what a frame runs directly: it may be a generator that was cut."""
        self.push(_DRIVEN)
        self.push(generator)
        self.push(how)

    def reply(self, fid: int, *values: "Any") -> None:
        """A closure that was asked answers with its cells and defaults."""
        self.answer = (fid, values)

    # the trampoline ----------------------------------------------------------------------------------

    def lighten(self) -> None:
        """Let go of what can be loaded again (MicroPython)."""
        self.resumes = {}
        self.flagged = list(self.modules.values()) + list(self.makers.values())
        forget("sojourn.capture", *RESUMING)

    def run(self, again: bool = False) -> bool:
        """Start the program, or go on from the captured frames.

        True: it was captured, and `frames` holds it.  False: it has ended; what it raised is `error`.
        Raises CaptureError when the frames are no path of calls: this engine is `broken` then, and the process can go
        on from its newest version.
        """
        if self.broken:
            raise CaptureError(self.broken)
        if not again:  # after want of memory, what was asked for still is
            self.asked = ""
        if not MICRO:
            from sojourn.depth_cpython import widen

            widen()
        if not self.started:
            self.module(0)  # without memory for it nothing has begun
            self.started = True
            self.enter_main()
        while True:
            while self.frames and not self.capturing:
                self.step()
            if not self.capturing:
                return False
            from sojourn.capture import collect

            collect(self)
            if self.asked is not DEEP:
                return True
            self.asked = ""
            if self.counting:
                self.set_flag(1)

    def enter_main(self) -> None:
        module = self.module(0)
        module.started = True
        self.entered = 0
        try:
            module.names[self.prefix + "main"]()
        except BaseException as error:  # noqa: BLE001 - the program's, whatever it is
            self.raised(error)

    def step(self) -> None:
        """Run the innermost captured frame."""
        from sojourn.resuming import prepared

        call, given = prepared(self)
        del prepared
        if not self.frames:  # the frame that runs now may do so for long
            try:
                forget(*RESUMING)
            except MemoryError:
                pass  # it stays then: the frame is taken already, and must run
        try:
            self.value = call(*given)
            self.rising = None
        except BaseException as raised:  # noqa: BLE001 - the program's, whatever it is
            self.raised(raised)

    def raised(self, error: BaseException) -> None:
        """The program raised; our own lines leave its traceback."""
        self.value = None
        self.error = error
        if MICRO:
            if error is not self.rising:
                self.rising = error
                self.risen = 0
                self.innermost = ""
            self.risen += 1
            if self.risen % RISE == 0:
                from sojourn.trace import shorten

                shorten(error, self)
        else:
            from sojourn.trace import strip

            strip(error)

    # units -------------------------------------------------------------------------------------------

    def module(self, index: int) -> "Any":
        """Module `index` of the program, loaded when it is first wanted."""
        found = self.modules.get(index)
        if found is None:
            from sojourn.loading import load_fast

            found = load_fast(self, index)
            self.modules[index] = found
            found.set(self.flag)
            self.flagged.append(found)
            del load_fast
            forget(*LOADING)
        return found

    def safepoint(self, index: int) -> "Any":
        """What a function of module `index` calls when it found its flag set."""

        def safepoint(point: int) -> bool:
            return self.slow(index, point, FRAME)

        return safepoint

    def overflowing(self, index: int) -> "Any":
        """What functions of module `index` call where the native stack is deep."""

        def overflow(point: int) -> bool:
            return self.overflow(index, point)

        return overflow

    def looked_up(self, index: int) -> "Any":
        """What a resume body of module `index` reads globals with that may be unbound, or builtins."""

        def global_name(name: str) -> "Any":
            return self.global_name(index, name)

        return global_name

    def importing(self, name: str) -> "Any":
        """One of the functions behind import statements, which are loaded when the first of those runs."""

        def call(*args: "Any") -> "Any":
            return getattr(__import__("sojourn.importing", None, None, ("x",)), name)(self, *args)

        return call

    def global_name(self, index: int, name: str) -> "Any":
        """A global that may be unbound or a builtin, read from a resume body on MicroPython."""
        names = self.module(index).names
        if name in names:
            return names[name]
        import builtins

        if hasattr(builtins, name):
            return getattr(builtins, name)
        raise NameError("name '%s' isn't defined" % name)

    def print_(
        self, *values: "Any", sep: "Any" = " ", end: "Any" = "\n", file: "Any" = None, flush: bool = False
    ) -> None:
        """print() of a program whose console is elsewhere."""
        if self.console is None or file is not None and file is not sys.stdout:
            print(*values, sep=sep, end=end, file=file)
            return
        texts = [str(value) for value in values]
        self.console((" " if sep is None else sep).join(texts) + ("\n" if end is None else end))
