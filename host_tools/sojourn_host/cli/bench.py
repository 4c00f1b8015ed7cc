"""`sojourn bench`: what compiling costs a program while it runs.

May live here: options, progress, tables. May not: timing (sojourn_host.bench).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output
from sojourn_host.cli.verify import VMS, Bar

if TYPE_CHECKING:
    from sojourn_host.bench import Measurement

_COLUMNS = ("program", "vm", "ratio", "ratio_min", "ratio_max", "native_seconds")


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
@json_option
def bench(
    program: Path | None, suite: str | None, on: tuple[str, ...], pairs: int, write: Path | None, as_json: bool
) -> None:
    """Time a program compiled (in the sparse form, which ships) against itself untouched.

    Both sides run in turn; processor time is taken inside the interpreter. ratio: fastest compiled run over fastest
    untouched one; ratio_min and ratio_max: of runs straight after one another. For a suite: the geometric mean.

    \b
    Examples:
      sojourn bench fib.py
      sojourn bench fib.py --on cpython --json
      sojourn bench --suite --on micropython --on cpython
      sojourn bench --suite --write tests/benchmarks/RESULTS.md
    """
    from sojourn_host.bench import geometric_mean, measure, results
    from sojourn_host.bench import suite as programs_of

    if (program is None) == (suite is None):
        raise click.UsageError("give a program, or --suite")
    programs = [program] if program else programs_of(None if suite == "." else Path(str(suite)))
    vms = on or (VMS if write else VMS[:1])
    found: list[Measurement] = []
    with Bar(not as_json) as bar:
        total = len(programs) * len(vms) * pairs
        for vm in vms:
            for one in programs:
                before = len(found) * pairs

                def tell(done: int, _: int, vm: str = vm, one: Path = one, before: int = before) -> None:
                    bar.tell(f"{one.stem} on {vm}", before + done, total)

                found.append(measure(one, vm, pairs, progress=tell))
    if write is not None:
        write.write_text(results(found), encoding="utf-8")
    if not as_json:
        Output(False).table("programs", [one.as_json() for one in found], _COLUMNS, "")
    for vm in vms:
        rows = [one for one in found if one.vm == vm]
        if suite is not None:
            mean = geometric_mean(rows)
            click.echo(json.dumps(_mean(vm, mean, rows)) if as_json else f"{vm}: geometric mean {mean:.3f}")
        elif as_json:
            click.echo(json.dumps(rows[0].as_json()))


def _mean(vm: str, mean: float, rows: list[Measurement]) -> dict[str, object]:
    """A suite on one interpreter, in the shape of one program."""
    return {
        "vm": vm,
        "ratio": mean,
        "ratio_min": min(one.ratio for one in rows),
        "ratio_max": max(one.ratio for one in rows),
        "native_seconds": round(sum(one.native_seconds for one in rows), 6),
        "programs": [one.as_json() for one in rows],
    }
