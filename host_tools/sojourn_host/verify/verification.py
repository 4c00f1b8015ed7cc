"""The procedure: untouched runs, compile, a counting run, then the run that moves; and the report of all that.

May live here: the order of things, where to stop, and the verdict. May not: processes (interpreters.py) and what counts
as equal (outcome.py). The verdict is `same` only if the program has moved at least once.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sojourn_host.compiler import Build, CompileError, build_image, build_program
from sojourn_host.verify.interpreters import VMS, InterpreterPool, Segment, SegmentTimeout, is_vm
from sojourn_host.verify.outcome import (
    CANNOT_RUN,
    Outcome,
    difference,
    error_of,
    lacking,
    output_difference,
    run_untouched,
)

MOVING = 0.85  # of the time that is left, what the moves may take: the rest of the program has to run too
SAMPLE = 16  # moves after which it is asked anew whether the time will do

# Verdict -> exit code.
RESULTS = {"same": 0, "different": 1, "refused": 2, "native": 3, "unstorable": 4, "unmoved": 5}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Move:
    """One move. `vm` is the interpreter it went to; image_bytes what lies there, delta_bytes what the move wrote."""

    from_pid: int
    to_pid: int
    vm: str
    safepoint: int
    image_bytes: int
    delta_bytes: int


@dataclass
class Report:
    """What `verify` found. `moves` counts `moves_done`; nothing could be cut for at most `longest_atomic_ms`.

    `left_out` counts stops that were not made because the time would not have been enough for all of them.
    """

    program: str
    result: str = "same"
    reason: str = ""
    safepoints: int = 0
    moves: int = 0
    moves_done: list[Move] = field(default_factory=list[Move])
    left_out: int = 0  # stops for which there was no time
    longest_atomic_ms: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list[str])  # what may explain a difference, each with its line

    @property
    def exit_code(self) -> int:
        """The exit code of the verdict."""
        return RESULTS[self.result]

    def as_json(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return asdict(self)


class _Verdict(Exception):
    """The verdict is found, nothing more needs to run."""

    def __init__(self, result: str, reason: str) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason


def verify(
    program: Path,
    every: int = 1,
    moves: int = 0,
    on: tuple[str, ...] = VMS,
    dense: bool = True,
    keep: Path | None = None,
    timeout: float = 120,
    progress: Progress | None = None,
    pool: InterpreterPool | None = None,
    offset: int = 0,
) -> Report:
    """Run `program` untouched on each interpreter of `on`, then moving from one to the next, and compare.

    Where MicroPython lacks what the program needs, CPython's untouched run is what MicroPython's is compared with.

    every: stop at every so-manieth safepoint, after the first `offset`; moves: at most so many stops, spread evenly
    (0: no limit); dense: safepoints everywhere; keep: a folder for the images; timeout: seconds for all, where stops
    are left out rather than that it takes longer; progress: called with (step, done, total); pool: interpreters to
    use, when several programs share them.
    Whatever the program does, the answer is in the report. ValueError for wrong arguments, EmulateError when an
    interpreter is not installed, OSError when `keep` cannot be written.
    """
    if every < 1 or moves < 0 or offset < 0 or timeout <= 0 or not on or not all(is_vm(vm) for vm in on):
        raise ValueError(f"every >= 1, moves >= 0, timeout > 0 and interpreters like {', '.join(VMS)} are needed")
    report = Report(str(program))
    began = time.monotonic()
    own = InterpreterPool() if pool is None else None
    try:
        run = _Run(program.absolute(), report, on, dense, keep, began + timeout, progress or _quiet, pool or own)  # type: ignore[arg-type]
        run.all(every, moves, offset)
    except _Verdict as verdict:
        report.result, report.reason = verdict.result, verdict.reason
        if verdict.result not in ("different", "native"):
            report.notes = []
    except SegmentTimeout:
        after = f"not done after {timeout:g} s and {len(report.moves_done)} moves"
        report.result, report.reason = "different", f"{after}; give it more with --timeout, or fewer --moves"
    else:
        report.notes = []
    finally:
        if own is not None:
            own.__exit__()
    report.moves = len(report.moves_done)
    report.seconds = round(time.monotonic() - began, 3)
    return report


def _quiet(step: str, done: int, total: int) -> None:
    """Nobody looks."""


class _Run:
    """One verification on its way."""

    def __init__(
        self,
        program: Path,
        report: Report,
        on: tuple[str, ...],
        dense: bool,
        keep: Path | None,
        deadline: float,
        progress: Progress,
        pool: InterpreterPool,
    ) -> None:
        self.program = program
        self.report = report
        self.on = on
        self.dense = dense
        self.keep = keep
        self.deadline = deadline
        self.progress = progress
        self.pool = pool
        self.natives: list[Outcome] = []
        self.lacking: Outcome | None = None  # MicroPython's, when it cannot run the program untouched
        place = (keep or pool.folder).absolute()
        place.mkdir(parents=True, exist_ok=True)
        self.image = place / "image"
        self.counted = place / "counted"

    def left(self) -> float:
        """Seconds until the deadline; SegmentTimeout when it has passed."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise SegmentTimeout
        return left

    def all(self, every: int, moves: int, offset: int) -> None:
        """Everything, in order; a _Verdict ends it early."""
        report = self.report
        build = self.compiled()
        self.untouched()
        for folder in (self.image, self.counted):
            shutil.rmtree(folder, ignore_errors=True)
        try:
            build_image(build, self.image)
        except (
            RuntimeError,
            CompileError,
        ) as error:  # mpy-cross does not take what the compiler made, for example for its size
            raise _Verdict("refused", str(error)) from error
        shutil.copytree(self.image, self.counted)
        self.count()
        stops = list(plan(report.safepoints, every, moves, offset))
        if not stops:
            raise _Verdict("unmoved", f"nothing to cut: {report.safepoints} safepoints, and no stop among them")
        self.move(stops)
        if not report.moves_done:
            raise _Verdict("unmoved", "the program came to its end without a stop")

    def compiled(self) -> Build:
        """The program through the compiler."""
        try:
            build = build_program(self.program, dense=self.dense)
            self.report.notes = build.program.warnings if "micropython" in self.on else []
            return build
        except CompileError as error:
            raise _Verdict("refused", str(error)) from error

    def untouched(self) -> None:
        """The program as it is on each interpreter: it must do the same on all of them.

        Where only MicroPython cannot run it (it has no `match`, say), CPython's run counts for both.
        """
        vms = list(dict.fromkeys(self.on))
        for vm in vms:
            self.progress("untouched", len(self.natives), len(vms))
            self.natives.append(run_untouched(self.program, vm, self.left()))
        if vms == ["micropython"] and self.natives[0].error:
            self.natives.append(run_untouched(self.program, "cpython", self.left()))
            if not lacking(*self.natives):
                self.natives.pop()
        own = next((one for one in self.natives if one.vm == "micropython"), None)
        other = next((one for one in self.natives if one.vm != "micropython"), None)
        if own is not None and other is not None and lacking(own, other):
            self.lacking = own
            self.natives.remove(own)
        problems = [f"{found.vm} {found.problem}" for found in self.natives if found.problem]
        if problems:
            raise _Verdict("native", f"the untouched program: {'; '.join(problems)}")
        first = self.natives[0]
        for other in self.natives[1:]:
            why = difference(first, other, [other])
            if why and difference(other, first, [first]):  # sys.exit(text) shows in one direction only
                reason = f"the untouched program differs between {first.vm} and {other.vm}: {why}"
                raise _Verdict("native", reason)

    def expected(self, vm: str) -> Outcome:
        """The untouched run on `vm`, or on the only interpreter that can run it."""
        return next((one for one in self.natives if one.vm == vm), self.natives[0])

    def count(self) -> None:
        """Run the compiled program without a stop: how many safepoints it has; it must do the same already."""
        vm = "cpython" if "cpython" in self.on else self.on[0]
        self.progress("counting", 0, 1)
        if self.lacking is not None and "micropython" in self.on:
            vm = "micropython"  # where the compiler has to make up for something
        segment = self.segment(vm, self.counted, -1)
        if self.lacking is not None:
            self.check_lacking(segment)
        self.check_end(segment, segment.stdout, "compiled, before any move")
        shutil.rmtree(self.counted, ignore_errors=True)
        self.report.safepoints = segment.count

    def check_lacking(self, segment: Segment) -> None:
        """What MicroPython lacks may be nothing that a compiler can make up for: a module, a method of a builtin."""
        assert self.lacking is not None
        seen = Outcome(segment.vm, segment.stdout, segment.code or 0, error_of(segment.text), segment.text)
        stopped = seen.stdout == self.lacking.stdout and seen.kind == self.lacking.kind
        if segment.state == "failed" and (stopped or seen.kind in CANNOT_RUN):
            raise _Verdict("native", f"micropython cannot run it, compiled neither: {seen.error}")

    def move(self, stops: list[int]) -> None:
        """The run with its stops, each segment on the next interpreter."""
        report = self.report
        stdout = b""
        before: tuple[Segment, int, int] | None = None
        done = number = 0
        planned = len(stops)
        began = time.monotonic()
        until = began + MOVING * self.left()
        while True:
            if number and number % SAMPLE == 0:
                stops = self.affordable(stops, (time.monotonic() - began) / number, until)
            stop = stops.pop(0) if stops else -1
            vm = self.on[number % len(self.on)]
            self.progress("moves", planned - len(stops), planned)
            segment = self.segment(vm, self.image, stop)
            stdout += segment.stdout
            where = f"on {vm}, resumed at safepoint {done}, move {number} of {planned}"
            if before is not None:
                old, image_bytes, delta_bytes = before
                report.moves_done.append(Move(old.pid, segment.pid, vm, old.count, image_bytes, delta_bytes))
            if segment.state != "stopped":
                self.check_end(segment, stdout, where)
                return
            expected = self.expected(vm).stdout
            if not expected.startswith(stdout):
                raise _Verdict("different", f"{output_difference(expected, stdout)} ({where})")
            done = segment.count
            before = (segment, *self.sizes())
            if self.keep is not None:
                self.save(number + 1)
            if stop < 0:
                raise _Verdict("different", "the program stopped where no stop was asked for")
            number += 1

    def affordable(self, stops: list[int], seconds: float, until: float) -> list[int]:
        """As many of the stops as there is time for, at so many seconds each, spread evenly."""
        most = max(0, int((until - time.monotonic()) / seconds))
        if most >= len(stops):
            return stops
        self.report.left_out += len(stops) - most
        return [stops[len(stops) * n // most] for n in range(most)]

    def segment(self, vm: str, image: Path, stop: int) -> Segment:
        """Run one segment; what broke, crashed or could not be stored is a verdict."""
        argv = [self.program.name]
        found = self.pool.run(vm, image, stop, argv, self.program.parent, self.left())
        self.report.longest_atomic_ms = max(self.report.longest_atomic_ms, found.atomic_ms)
        if found.state == "unstored":
            raise _Verdict("unstorable", f"{found.text} (at safepoint {found.count}, on {vm})")
        if found.state in ("broken", "crashed"):
            made = len(self.report.moves_done)
            raise _Verdict("different", f"{vm} failed towards safepoint {stop}, after {made} moves: {found.text}")
        return found

    def check_end(self, segment: Segment, stdout: bytes, where: str) -> None:
        """The end of a run against that of the untouched program on the same interpreter."""
        code = segment.code if segment.code is not None else 0
        # An exception that has come from elsewhere may have no traceback left: then the text is the error alone.
        error = (error_of(segment.text) or segment.text.strip()) if segment.state == "failed" else ""
        seen = Outcome(segment.vm, stdout, code & 255, error, segment.text)
        if why := difference(self.expected(segment.vm), seen, self.natives):
            raise _Verdict("different", f"{why} ({where})")

    def sizes(self) -> tuple[int, int]:
        """(bytes of the image, bytes of its newest segment)."""
        found = [(entry.name, entry.stat().st_size) for entry in os.scandir(self.image)]
        return sum(size for _, size in found), max(found)[1]

    def save(self, number: int) -> None:
        """Keep the image of a move beside the others; segments never change, so links do."""
        folder = self.image.with_name(f"move_{number:05d}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.image, folder, copy_function=os.link)


def plan(safepoints: int, every: int, moves: int, offset: int = 0) -> Iterator[int]:
    """The safepoints to stop at: offset + every, offset + 2 * every, ..., at most `moves` of them, spread evenly."""
    count = max(0, safepoints - offset) // every
    if not moves or count <= moves:
        yield from (offset + every * n for n in range(1, count + 1))
    else:
        yield from (offset + every * (1 + n * count // moves + count // moves // 2) for n in range(moves))
