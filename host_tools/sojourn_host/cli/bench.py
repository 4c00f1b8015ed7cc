"""`sojourn bench`: what compiling costs a program while it runs.

May live here: options, progress, tables. May not: timing (sojourn_host.bench).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.cli.verify import VMS, Bar

if TYPE_CHECKING:
    from sojourn_host.bench import Count, Measurement

_COLUMNS = ("program", "vm", "ratio", "ratio_min", "ratio_max", "resumed_ratio", "mpy_bytes", "native_seconds")
_RUNS = 4  # of a program whose instructions are counted
_COUNTED = ("program", "vm", "ratio", "native", "compiled")


@click.command()
@click.argument("program", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--suite", metavar="[DIR]", is_flag=False, flag_value=".", default=None,
    help="Time every program in DIR; without DIR, those of the checkout.",
)  # fmt: skip
@click.option(
    "--on", type=click.Choice(VMS), multiple=True,
    help="The interpreter; may be given twice. [default: micropython; with --write both]",
)  # fmt: skip
@click.option("--pairs", type=click.IntRange(5), default=5, show_default=True, help="How often each side runs.")
@click.option(
    "--write", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with all figures."
)
@click.option(
    "--instructions", is_flag=True,
    help="Count instructions under valgrind instead of timing; with --write count as well. Slow.",
)  # fmt: skip
@json_option
def bench(
    program: Path | None,
    suite: str | None,
    on: tuple[str, ...],
    pairs: int,
    write: Path | None,
    instructions: bool,
    as_json: bool,
) -> None:
    """Time a program compiled (in the sparse form, which ships) against itself untouched.

    Both sides run in turn; processor time is taken inside the interpreter. ratio: fastest compiled run over fastest
    untouched one; ratio_min and ratio_max: of runs straight after one another. resumed_ratio: what follows a stop, over
    the same without. mpy_bytes: sizes on MicroPython. For a suite: the geometric mean.

    \b
    Examples:
      sojourn bench fib.py
      sojourn bench fib.py --on cpython --json
      sojourn bench --suite --on micropython --on cpython
      sojourn bench --suite --write tests/benchmarks/RESULTS.md
      sojourn bench fib.py --instructions
    """
    from sojourn_host.bench import count, measure, results
    from sojourn_host.bench import suite as programs_of

    if (program is None) == (suite is None):
        raise click.UsageError("give a program, or --suite")
    programs = [program] if program else programs_of(None if suite == "." else Path(str(suite)))
    vms = on or (VMS if write else VMS[:1])
    found: list[Measurement] = []
    counts: list[Count] = []
    timed = write is not None or not instructions
    with Bar(not as_json) as bar:
        each = (pairs if timed else 0) + (_RUNS if instructions else 0)
        for vm in vms:
            for one in programs:

                def tell(done: int, _: int, vm: str = vm, one: Path = one) -> None:
                    before = len(found) * pairs + len(counts) * _RUNS
                    bar.tell(f"{one.stem} on {vm}", before + done, len(programs) * len(vms) * each)

                if timed:
                    found.append(measure(one, vm, pairs, progress=tell))
                if instructions:
                    counts.append(count(one, vm, progress=tell))
    if write is not None:
        write.write_text(results(found, counts), encoding="utf-8")
    for rows, columns in ((found, _COLUMNS), (counts, _COUNTED)):
        if rows:
            _say(rows, columns, vms, suite is not None, as_json)


def _say(
    rows: Sequence[Measurement | Count], columns: tuple[str, ...], vms: tuple[str, ...], suite: bool, as_json: bool
) -> None:
    """The figures as a table, or as JSON: one object for each program, or for each interpreter of a suite."""
    from sojourn_host.bench import geometric_mean

    if not as_json:
        Output(False).table("programs", [one.as_json() for one in rows], columns, "")
    for vm in vms:
        own = [one for one in rows if one.vm == vm]
        if suite:
            mean = geometric_mean(own)
            click.echo(json.dumps(_mean(vm, mean, own)) if as_json else f"{vm}: geometric mean {mean:.3f}")
        elif as_json:
            click.echo(json.dumps(own[0].as_json()))


def _mean(vm: str, mean: float, rows: Sequence[Measurement | Count]) -> dict[str, object]:
    """A suite on one interpreter, in the shape of one program."""
    from sojourn_host.bench import Measurement

    programs = [one.as_json() for one in rows]
    timed = [one for one in rows if isinstance(one, Measurement)]
    if not timed:
        return {"vm": vm, "ratio": mean, "programs": programs}
    return {
        "vm": vm,
        "ratio": mean,
        "ratio_min": min(one.ratio for one in timed),
        "ratio_max": max(one.ratio for one in timed),
        "native_seconds": round(sum(one.native_seconds for one in timed), 6),
        "programs": programs,
    }
