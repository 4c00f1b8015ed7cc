"""`sojourn bench`: what compiling costs a program while it runs, and how soon it stops when it is asked.

May live here: options, progress, tables. May not: measuring (sojourn_host.bench).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.cli.verify import VMS, Bar

if TYPE_CHECKING:
    from sojourn_host.bench import Count, Latency, LeftOut, Measurement

_COLUMNS = (
    "program", "vm", "ratio", "ratio_min", "ratio_max", "resumed_ratio", "mpy_bytes", "ram_bytes", "native_seconds"
)  # fmt: skip
# Steps in the bar, of one program.
_STEPS = {"instructions": 4, "latency": 5}
_COUNTED = ("program", "vm", "ratio", "native", "compiled")
_ASKED = ("program", "vm", "latency_ms", "safepoint_ms", "atomic_ms")
_OTHER_SUITE = "pyperformance"


@click.command()
@click.argument("program", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--suite", metavar="[DIR]", is_flag=False, flag_value=".", default=None,
    help="Time every program in DIR; without DIR, those of the checkout. `pyperformance`: the benchmarks of that "
    "package that are plain Python, where it is installed.",
)  # fmt: skip
@click.option(
    "--on", type=click.Choice(VMS), multiple=True,
    help="The interpreter; may be given twice. [default: micropython; with --write both]",
)  # fmt: skip
@click.option("--pairs", type=click.IntRange(5), default=5, show_default=True, help="How often each side runs.")
@click.option(
    "--write", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page with all figures; includes --latency.",
)  # fmt: skip
@click.option(
    "--instructions", is_flag=True,
    help="Count instructions under valgrind instead of timing; with --write count as well. Slow.",
)  # fmt: skip
@click.option("--latency", is_flag=True, help="Ask the compiled program for stops instead, and time them.")
@click.option("--stops", type=click.IntRange(1), default=200, show_default=True, help="How many, of each program.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="By which their moments are chosen.")
@json_option
def bench(
    program: Path | None,
    suite: str | None,
    on: tuple[str, ...],
    pairs: int,
    write: Path | None,
    instructions: bool,
    latency: bool,
    stops: int,
    seed: int,
    as_json: bool,
) -> None:
    """Time a program compiled (in the sparse form, which ships) against itself untouched.

    Both sides run in turn; processor time is taken inside the interpreter. ratio: fastest compiled run over fastest
    untouched one; ratio_min and ratio_max: of runs straight after one another. resumed_ratio: what follows a stop, over
    the same without. mpy_bytes: sizes on MicroPython; ram_bytes: in memory there. For a suite: the geometric mean, and
    all sizes together.

    With --latency, in real time: from asking for a stop to having it (latency_ms), of that to the safepoint where it
    begins (safepoint_ms), both without what passed in atomic sections (atomic_ms), such as a sort with a key.

    The suite pyperformance is that of `pip install pyperformance`. What cannot be measured is listed, with the reason.

    \b
    Examples:
      sojourn bench fib.py
      sojourn bench fib.py --on cpython --json
      sojourn bench fib.py --latency --stops 1000
      sojourn bench --suite --on micropython --on cpython
      sojourn bench --suite --write tests/benchmarks/RESULTS.md
      sojourn bench --suite pyperformance --on cpython
      sojourn bench fib.py --instructions
    """
    if (program is None) == (suite is None):
        raise click.UsageError("give a program, or --suite")
    other = suite == _OTHER_SUITE
    if other and (instructions or latency):
        raise click.UsageError(f"the suite {_OTHER_SUITE} is timed and nothing else")
    wanted = {"time": write is not None or not (instructions or latency), "instructions": instructions}
    wanted["latency"] = latency or (write is not None and not other)
    work = _Work(pairs, stops, seed, [kind for kind in wanted if wanted[kind]])
    vms = on or (VMS if write else VMS[:1])
    with Bar(not as_json) as bar, tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        work.do(_programs(program, suite, Path(temporary), work, vms), vms, bar, forgiving=other)
    if write is not None:
        from sojourn_host.bench import results

        command = " ".join(["--suite" + (f" {suite}" if suite != "." else "") if suite else str(program), *_options()])
        page = results(work.measurements, work.counts, work.latencies, work.left_out, command)
        write.write_text(page, encoding="utf-8")
    for rows, columns in ((work.measurements, _COLUMNS), (work.counts, _COUNTED), (work.latencies, _ASKED)):
        if rows:
            _say(rows, columns, vms, suite is not None, as_json)
    for one in work.left_out:
        click.echo(json.dumps(one.as_json()) if as_json else f"{one.program} on {one.vm}: {one.reason}")


def _options() -> list[str]:
    """The options that were given, as they are written."""
    context = click.get_current_context()
    found: list[str] = []
    for option in context.command.params:
        name = str(option.name)
        value = context.params[name]
        if name in ("program", "suite", "as_json") or value == option.get_default(context) or value in (None, ()):
            continue
        for one in value if isinstance(value, tuple) else [value]:
            found.append(option.opts[0] if one is True else f"{option.opts[0]} {one}")
    return found


def _programs(program: Path | None, suite: str | None, folder: Path, work: _Work, vms: Sequence[str]) -> list[Path]:
    """What is measured; a suite that is not ours is made ready in `folder`."""
    from sojourn_host.bench import LeftOut, prepare
    from sojourn_host.bench import suite as programs_of

    if program is not None:
        return [program]
    if suite != _OTHER_SUITE:
        return programs_of(None if suite == "." else Path(str(suite)))
    found, absent = prepare(folder)
    work.left_out += [LeftOut(name, " and ".join(vms), reason) for name, reason in absent.items()]
    return found


class _Work:
    """What is measured of each program, and what came out."""

    def __init__(self, pairs: int, stops: int, seed: int, kinds: list[str]) -> None:
        self.pairs = pairs
        self.stops = stops
        self.seed = seed
        self.kinds = kinds
        self.measurements: list[Measurement] = []
        self.counts: list[Count] = []
        self.latencies: list[Latency] = []
        self.left_out: list[LeftOut] = []

    def do(self, programs: list[Path], vms: Sequence[str], bar: Bar, forgiving: bool) -> None:
        """All of it; `forgiving`: what cannot be timed is left out."""
        steps = {"time": self.pairs, **_STEPS}
        jobs = [(vm, program, kind) for vm in vms for program in programs for kind in self.kinds]
        whole = sum(steps[kind] for _, _, kind in jobs)
        before = 0
        for vm, program, kind in jobs:

            def tell(
                done: int, total: int, job: tuple[str, Path, str] = (vm, program, kind), since: int = before
            ) -> None:
                bar.tell(f"{job[1].stem} on {job[0]}", since + done * steps[job[2]] // total, whole)

            self._one(vm, program, kind, tell, forgiving)
            before += steps[kind]

    def _one(self, vm: str, program: Path, kind: str, tell: Callable[[int, int], None], forgiving: bool) -> None:
        from sojourn_host.bench import Measurement, attempt, count, latency, measure

        if kind == "instructions":
            self.counts.append(count(program, vm, progress=tell))
        elif kind == "latency":
            self.latencies.append(latency(program, vm, self.stops, self.seed, progress=tell))
        elif not forgiving:
            self.measurements.append(measure(program, vm, self.pairs, progress=tell))
        else:
            outcome = attempt(program, vm, self.pairs, tell)
            if isinstance(outcome, Measurement):
                self.measurements.append(outcome)
            else:
                self.left_out.append(outcome)


def _say(
    rows: Sequence[Measurement | Count | Latency],
    columns: tuple[str, ...],
    vms: Sequence[str],
    suite: bool,
    as_json: bool,
) -> None:
    """The figures as a table, or as JSON: one object for each program, or for each interpreter of a suite."""
    if not as_json:
        Output(False).table("programs", [one.as_json() for one in rows], columns, "")
    for vm in vms:
        own = [one for one in rows if one.vm == vm]
        if suite and own:
            whole = _whole(vm, own)
            click.echo(json.dumps(whole) if as_json else f"{vm}: {_text(whole)}")
        elif as_json:
            for one in own:
                click.echo(json.dumps(one.as_json()))


def _text(whole: dict[str, object]) -> str:
    """The figures of a whole suite in a line."""
    names = {"ratio": "geometric mean"}
    return ", ".join(
        f"{names.get(name, name)} {value}" for name, value in whole.items() if name not in ("vm", "programs")
    )


def _whole(vm: str, rows: Sequence[Measurement | Count | Latency]) -> dict[str, object]:
    """A suite on one interpreter, in the shape of one program."""
    from sojourn_host.bench import Count, Latency, Measurement, figures, geometric_mean, totals

    programs = [one.as_json() for one in rows]
    asked = [one for one in rows if isinstance(one, Latency)]
    if asked:
        return {"vm": vm, **figures([stop for one in asked for stop in one.stops]), "programs": programs}
    mean = geometric_mean([one for one in rows if isinstance(one, (Measurement, Count))])
    timed = [one for one in rows if isinstance(one, Measurement)]
    if not timed:
        return {"vm": vm, "ratio": mean, "programs": programs}
    return {
        "vm": vm,
        "ratio": mean,
        "ratio_min": min(one.ratio for one in timed),
        "ratio_max": max(one.ratio for one in timed),
        "native_seconds": round(sum(one.native_seconds for one in timed), 6),
        **totals(timed),
        "programs": programs,
    }
