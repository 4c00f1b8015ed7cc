"""`sojourn verify`: move a program at its safepoints and compare it with itself.

May live here: options, progress, how a report is shown. May not: how it is found (sojourn_host.verify).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import PROGRESS_AFTER, Output

if TYPE_CHECKING:
    from sojourn_host.verify import Report


class Bar:
    """Progress in steps, on a terminal only, once it has taken longer than a second."""

    def __init__(self, wanted: bool) -> None:
        console = Console(stderr=True)
        self._progress: Progress | None = None
        if wanted and console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._progress = Progress(*columns, console=console, transient=True)
        self._began = time.monotonic()
        self._task: TaskID | None = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Show `done` of `total` in `step`."""
        if self._progress is None or time.monotonic() - self._began < PROGRESS_AFTER:
            return
        if self._task is None:
            self._progress.start()
            self._task = self._progress.add_task(step, total=total)
        self._progress.update(self._task, description=step, completed=done, total=total)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.stop()


VMS = ("micropython", "cpython")


class _Interpreters(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # not generic before click 8.3
    """A comma-separated list of interpreters, in the order in which the program goes round them."""

    name = "vm,vm..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The interpreters, checked."""
        if isinstance(value, tuple):
            return value  # pyright: ignore[reportUnknownVariableType]  # our own, converted already
        from sojourn_host.verify.interpreters import is_vm

        found = tuple(part.strip() for part in str(value).split(","))
        if not found or not all(is_vm(name) for name in found):
            text = "give micropython and cpython, or one of them, or cpython3.12 and its like, separated by commas"
            self.fail(f"{value!r}: {text}", param, ctx)
        return found


@click.command()
@click.argument("program", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--every", metavar="K", type=click.IntRange(1), default=1, show_default=True, help="Stop at each K-th safepoint."
)
@click.option(
    "--moves", metavar="M", type=click.IntRange(0), default=0, show_default=True,
    help="Make at most M moves, spread evenly over the run; 0: no limit.",
)  # fmt: skip
@click.option(
    "--on", type=_Interpreters(), default="micropython,cpython", show_default=True,
    help="The interpreters it goes round, also cpython3.12 and its like; it starts on the first.",
)  # fmt: skip
@click.option("--sparse", is_flag=True, help="Verify what ships, not the form with safepoints everywhere.")
@click.option(
    "--keep",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the image of each move in DIR.",
)
@click.option(
    "--timeout", metavar="S", type=click.FloatRange(0, min_open=True), default=120.0, show_default=True,
    help="Seconds for everything. Stops for which there is no time are left out, evenly; what has not ended by then "
    "is different.",
)  # fmt: skip
@json_option
def verify(
    program: Path,
    every: int,
    moves: int,
    on: tuple[str, ...],
    sparse: bool,
    keep: Path | None,
    timeout: float,
    as_json: bool,
) -> None:
    """Move a program at its safepoints, and check that nobody can tell.

    The program runs untouched on each interpreter. Then it runs compiled: at each stop its state is written to a heap,
    and another process, with the next interpreter, goes on from those bytes alone. What it prints, its exit code and
    the exception it ends with must be the same.

    Where MicroPython lacks what the compiler makes up for (match, {**d}, deep recursion), the untouched program runs
    on CPython only, and the compiled one must do the same on both.

    \b
    Ends with:
      0  same        nobody could tell, and it has moved at least once
      1  different   the first difference is shown; a crash and a timeout are different
      2  refused     by the compiler, with the reasons
      3  native      the untouched program runs on no interpreter, or differs between them
      4  unstorable  an object could not be stored; shown is the path to it
      5  unmoved     there was nothing to cut

    \b
    Examples:
      sojourn verify queens.py
      sojourn verify queens.py --every 7 --on cpython,micropython
      sojourn verify queens.py --moves 50 --sparse --json
      sojourn verify queens.py --on micropython --keep images
    """
    from sojourn_host.verify import verify as find  # loaded late: it needs the compiler

    with Bar(not as_json) as bar:
        report = find(program, every, moves, on, not sparse, keep, timeout, bar.tell)
    Output(as_json).result(report.as_json(), _text(report))
    raise SystemExit(report.exit_code)


def _text(report: Report) -> str:
    """The report for people."""
    lines = [f"{report.program}: {report.result}"]
    if report.reason:
        lines += [f"  {line}" for line in report.reason.splitlines()]
    if report.notes:
        lines += ["  where the interpreters differ:", *(f"    {note}" for note in report.notes)]
    if report.left_out:
        lines.append(f"  {report.left_out} stops left out for want of time; give it more with --timeout")
    if report.safepoints:
        delta = sum(move.delta_bytes for move in report.moves_done) // max(report.moves, 1)
        lines.append(f"  {report.moves} moves over {report.safepoints} safepoints, {delta} bytes a move written")
        lines.append(f"  longest stretch that cannot be cut: {report.longest_atomic_ms} ms")
    rate = f", {report.moves / report.seconds:.0f} moves a second" if report.moves and report.seconds else ""
    lines.append(f"  {report.seconds:.1f} s{rate}")
    return "\n".join(lines)
