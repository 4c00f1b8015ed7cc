"""The engine: it runs a compiled program, captures its frames, and goes on from them.

Lives here: the flag, the slow path behind it, pushing, and the trampoline.  Not here: bytes (graph, heap),
object descriptions (world.py), iterators (positions.py).  Nothing of this runs while the flag is clear.

The flag of every unit is 0 (run), 1 (look here: a safepoint), 2 (capturing: every frame pushes what it needs
and returns), 3 (a generator is asked for its frame) or 4 (a closure for its cells).  A captured frame is the list
[module, point, result, values, pairs]; `frames` has the innermost last.
"""

import sys

from sojourn.errors import CaptureError, ImageError
from sojourn.importing import Importing
from sojourn.lifetime import Lifetime, now
from sojourn.modules import forget
from sojourn.natives import Natives
from sojourn.positions import Position
from sojourn.units import MICRO, load_fast, load_resume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

FORMAT = 2  # of what the compiler writes
CHUNK = 64  # words of a capture's stack in one list
FRAME_BYTES = 120  # the least native stack that one frame of the program takes
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
RESTING = Unset()  # the frame of a generator begins
_DRIVEN = Unset()  # what the frame runs directly, and how, follow
_PAIR = Unset()  # a source and its iterator follow


class Engine(Importing):
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
        self.flag = 0
        self.frames: "list[Any]" = []
        self.value: "Any" = None  # what the innermost frame gets
        self.error: "Any" = None  # or what is raised in it
        self.held: "list[tuple[Any, str]]" = []  # exceptions that came here, with the tracebacks they had
        self.started = False
        self.entered = 0  # the function that the trampoline runs
        self.broken = ""  # why nothing can go on here
        self.asked = ""  # why a capture is wanted
        self.capturing = False
        self.depth = 0  # of atomic sections
        self.deferred = 0  # when the first safepoint in the current one was passed over
        self.longest_atomic = 0  # ms
        self.count = 0  # safepoints passed
        self.stop_at = -1  # the count at which to capture, in deterministic mode
        self.counting = False
        self.answer: "Any" = None
        self.memory_failures = 0
        self.x = Natives(self)

    # the flag ----------------------------------------------------------------------------------------

    def set_flag(self, value: int) -> None:
        """Set the flag of every loaded unit."""
        self.flag = value or False  # the quickest to test
        for owner in self.flagged:
            owner.set(self.flag)

    def tick(self, _: "Any" = None) -> None:
        """A timer went by: look at the next safepoint."""
        if not self.capturing:
            self.set_flag(1)

    def ask(self, why: str) -> None:
        """Ask for a capture at the next safepoint."""
        self.asked = why
        if not self.capturing:
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
        if self.depth:
            if not self.deferred:
                self.deferred = now()
            if not self.counting:
                self.set_flag(0)
            return False
        self.count += 1
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
            self.memory_failures += 1
            if not self.counting:
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

    def run(self) -> bool:
        """Start the program, or go on from the captured frames.

        True: it was captured, and `frames` holds it.  False: it has ended; what it raised is `error`.
        Raises CaptureError when the frames are no path of calls: this engine is `broken` then, and the process can go
        on from its newest version.
        """
        if self.broken:
            raise CaptureError(self.broken)
        self.asked = ""
        if MICRO:
            from sojourn.stack import deep

            deep(self.go_on)
            del deep
            forget("sojourn.stack")
        else:
            self.go_on()
        if self.capturing:
            from sojourn.capture import collect

            collect(self)
            return True
        return False

    def go_on(self) -> None:
        """Run until the end or a capture."""
        if not self.started:
            self.started = True
            self.enter_main()
        while self.frames and not self.capturing:
            self.step()

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
        frame = self.frames[-1]
        self.current = None
        if len(frame) > 5:
            from sojourn import resting

            resting.step(self, frame)
            return
        resume = self.resume(frame[0], frame[1])
        slots = self.slots(resume, frame[1], frame[3], frame[4])
        value = self.value
        error = self.error
        if frame[2] is not None and error is None:
            value = frame[2]
        self.value = self.error = None
        point = frame[1]
        self.entered = self.key_of(frame)
        self.frames.pop()
        frame = None
        try:
            self.value = resume.body(point, error, value, *slots)
        except BaseException as raised:  # noqa: BLE001 - the program's, whatever it is
            self.raised(raised)

    def slots(self, resume: "Any", point: int, values: "Any", held: "Any") -> "list[Any]":
        """What a resume body gets for its variables: values as they were pushed, iterators where they stood."""
        plain, pairs, _ = resume.table[point]
        slots = [None] * resume.count
        for number, slot in enumerate(plain):
            slots[slot] = values[number]
        for number, (source, iterator) in enumerate(pairs):
            kept = held[2 * number]
            if source >= 0:
                slots[source] = kept
            position = held[2 * number + 1]
            slots[iterator] = position.start(kept) if type(position) is Position else position
        return slots

    def raised(self, error: BaseException) -> None:
        """The program raised; our own lines leave its traceback."""
        self.value = None
        self.error = error
        if not MICRO:
            from sojourn.trace import strip

            strip(error)

    # units -------------------------------------------------------------------------------------------

    def module(self, index: int) -> "Any":
        """Module `index` of the program, loaded when it is first wanted."""
        found = self.modules.get(index)
        if found is None:
            given = self.given(index)
            found = load_fast(self.code, self.prefix, index, self.infos[index], given)
            self.modules[index] = found
            found.set(self.flag)
            self.flagged.append(found)
        return found

    def given(self, index: int) -> "dict[str, Any]":
        """The names that the code of module `index` finds, without the prefix."""

        def safepoint(point: int) -> bool:
            return self.slow(index, point, FRAME)

        def global_name(name: str) -> "Any":
            return self.global_name(index, name)

        hooks: "dict[str, Any]" = {} if self.console is None else {"": self.print}
        hooks.update(
            {
                "s": safepoint,
                "p": self.push_values,
                "w": self.push_pair,
                "a": self.atomic,
                "at": self.atomic_call,
                "e": self.reply,
                "u": UNSET,
                "ub": self.x.unbound,
                "x": self.x,
                "gl": global_name,
                "n": self.x.name,
                "im": self.import_module,
                "mg": self.imported,
                "mf": self.imported_member,
                "vw": self.x.view,
            }
        )
        if self.infos[index].get("generators"):
            from sojourn.resting import hooks as resting

            hooks.update(resting(self, index))
        return hooks

    def resume(self, index: int, point: int) -> "Any":
        """The resume body of the function that has this point."""
        fid = self.function_of(index, point)
        key = index << 16 | fid
        found = self.resumes.get(key) or self.makers.get(key)
        if found is None:
            if MICRO:
                self.drop_resumes()
            owner = self.module(index)
            found = load_resume(self.code, self.prefix, owner, fid, self.given(index) if MICRO else {})
            if MICRO:
                found.set(self.flag)
                self.flagged.append(found)
            (self.makers if found.generator else self.resumes)[key] = found
        return found

    def drop_resumes(self) -> None:
        """Let go of the resume bodies that no captured frame waits for: one that has begun is the current one."""
        kept: "dict[int, Any]" = {}
        for frame in self.frames:
            key = self.key_of(frame)
            if key in self.resumes:
                kept[key] = self.resumes[key]
        self.resumes = kept
        self.flagged = list(self.modules.values()) + list(self.makers.values()) + list(kept.values())

    def key_of(self, frame: "Any") -> int:
        """The function that a frame is of, told apart from those of other modules."""
        found: int = frame[0] << 16 | self.function_of(frame[0], frame[1])
        return found

    def function_of(self, index: int, point: int) -> int:
        """The number of the function that a point of module `index` belongs to."""
        found = 0
        for first, fid in self.infos[index]["first"]:
            if first > point:
                break
            found = fid
        return found
