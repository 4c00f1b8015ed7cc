"""The suite of programs that is timed, and the page its figures are written to.

May live here: finding the programs, describing the machine, the page's layout. May not: timing (measure.py).
"""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from pathlib import Path

from sojourn_host import __version__
from sojourn_host.bench.instructions import Count
from sojourn_host.bench.measure import Measurement, geometric_mean
from sojourn_host.bench.sides import BenchError
from sojourn_host.emulate import firmware


def suite(folder: Path | None = None) -> list[Path]:
    """The programs of a folder, or of the checkout that this file belongs to. BenchError when there are none."""
    where = folder or Path(__file__).resolve().parents[3] / "tests" / "benchmarks" / "programs"
    found = sorted(where.glob("*.py"))
    if not found:
        advice = "give another folder" if folder else "this is no checkout: give the folder, --suite DIR"
        raise BenchError(f"no programs to time in {where}; {advice}")
    return found


def machine() -> str:
    """The processor and how many of it, as far as the system says."""
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    except OSError:
        return f"{model}, {os.cpu_count()} cores"
    return f"{model}, {os.cpu_count()} cores"


def micropython_version() -> str:
    """What the MicroPython that is used calls itself."""
    code = "import sys; print(sys.version)"
    done = subprocess.run([firmware.micropython(), "-c", code], capture_output=True, text=True, check=False, timeout=20)
    return done.stdout.strip().partition("; ")[2] or done.stdout.strip()


def results(measurements: list[Measurement], counts: list[Count] | None = None) -> str:
    """The page: machine, versions, date, the mean for each interpreter, and every figure."""
    counted = {(one.vm, one.program): one for one in counts or []}
    now = datetime.datetime.now(datetime.UTC)
    lines = [
        "# Compiled against untouched",
        "",
        "Made by `sojourn bench --suite --write tests/benchmarks/RESULTS.md`. Times are processor time, taken inside",
        "the interpreter right before the program starts and right after it ends; both sides run in turn.",
        "*ratio* is the fastest compiled run over the fastest untouched one; *pairs* are the least and greatest ratio",
        "of two runs, one straight after the other: how far they lie apart shows how quiet the machine was.",
        "*instructions* is the same ratio counted under valgrind (`--instructions`), start and loading left out: it is",
        "the same on a busy machine. *resumed* is the rest of a run after one stop over the same rest without.",
        "*.mpy* is the size of the fast and of the resume bodies over that of the untouched program.",
        "",
        f"- {now:%Y-%m-%d %H:%M} UTC, sojourn {__version__}",
        f"- {machine()}, {platform.system()} {platform.release()}",
        f"- CPython {platform.python_version()}; {micropython_version()}",
        "",
    ]
    for vm in dict.fromkeys(one.vm for one in measurements):
        rows = [one for one in measurements if one.vm == vm]
        found = [counted[vm, one.program] for one in rows if (vm, one.program) in counted]
        heading = f"## {vm}: geometric mean {geometric_mean(rows):.3f} over {len(rows)} programs"
        lines += [
            heading + (f"; in instructions {geometric_mean(found):.3f}" if found else ""),
            "",
            "| program | ratio | pairs | instructions | resumed | .mpy: fast, resume | untouched, s |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_row(one, counted.get((vm, one.program))) for one in rows]
        lines.append("")
    return "\n".join(lines)


def _row(one: Measurement, count: Count | None) -> str:
    """One program on one interpreter."""
    sizes = one.mpy_bytes
    cells = [
        one.program,
        f"{one.ratio:.3f}",
        f"{one.ratio_min:.3f} .. {one.ratio_max:.3f}",
        f"{count.ratio:.3f}" if count else "",
        f"{one.resumed_ratio:.3f}" if one.resumed_ratio else "",
        f"{sizes['fast'] / sizes['native']:.2f}, {sizes['resume'] / sizes['native']:.2f}" if sizes else "",
        f"{one.native_seconds:.3f}",
    ]
    return f"| {' | '.join(cells)} |"
