"""The suite of programs that is timed, and the page its figures are written to.

May live here: finding the programs, describing the machine, the page's layout. May not: timing (measure.py).
"""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sojourn_host import __version__
from sojourn_host.bench.instructions import Count
from sojourn_host.bench.latency import Latency, figures
from sojourn_host.bench.measure import Measurement, geometric_mean
from sojourn_host.bench.pyperformance import LeftOut
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


def results(
    measurements: list[Measurement],
    counts: list[Count] | None = None,
    latencies: list[Latency] | None = None,
    left_out: list[LeftOut] | None = None,
    options: str = "",
) -> str:
    """The page: machine, versions, date, options, the mean for each interpreter, and every figure."""
    counted = {(one.vm, one.program): one for one in counts or []}
    now = datetime.datetime.now(datetime.UTC)
    lines = [
        "# Compiled against untouched",
        "",
        f"Made by `sojourn bench {options}`.",
        "Times are processor time, taken inside the interpreter right before the program starts and right after it",
        "ends; both sides run in turn.",
        "*ratio* is the fastest compiled run over the fastest untouched one; *pairs* are the least and greatest ratio",
        "of two runs, one straight after the other: how far they lie apart shows how quiet the machine was.",
        "*instructions* is the same ratio counted under valgrind (`--instructions`), start and loading left out: it is",
        "the same on a busy machine. *resumed* is the rest of a run after one stop over the same rest without.",
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
            "| program | ratio | pairs | instructions | resumed | untouched, s |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_row(one, counted.get((vm, one.program))) for one in rows]
        lines.append("")
    sized = [one for one in measurements if one.mpy_bytes]
    return "\n".join(lines + _sizes(sized) + _latencies(latencies or []) + _left_out(left_out or []))


def _row(one: Measurement, count: Count | None) -> str:
    """One program on one interpreter."""
    cells = [
        one.program,
        f"{one.ratio:.3f}",
        f"{one.ratio_min:.3f} .. {one.ratio_max:.3f}",
        f"{count.ratio:.3f}" if count else "",
        f"{one.resumed_ratio:.3f}" if one.resumed_ratio else "",
        f"{one.native_seconds:.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def totals(measurements: Sequence[Measurement]) -> dict[str, dict[str, int]]:
    """The sizes of all programs together, of those of which there are any; what the engine keeps is no sum."""
    return {
        name: {
            part: sum(size[part] for size in sizes)
            for part in ("native", "fast", "resume")
            if all(part in size for size in sizes)
        }
        for name, sizes in (
            ("mpy_bytes", [one.mpy_bytes for one in measurements if one.mpy_bytes]),
            ("ram_bytes", [one.ram_bytes for one in measurements if one.ram_bytes]),
        )
        if sizes
    }


def _sizes(rows: list[Measurement]) -> list[str]:
    """What the code takes as files and in memory, on MicroPython."""
    if not rows:
        return []
    engine = sorted({one.ram_bytes["engine"] for one in rows if one.ram_bytes})
    found = totals(rows)
    head = "program | .mpy: untouched | fast | resume | fast / untouched | resume / untouched"
    return [
        "## Sizes on MicroPython, in bytes",
        "",
        "*.mpy* are files: the untouched program, its fast bodies, its resume bodies. *memory* is what the code of the",
        "untouched program and that of the fast bodies take once they are loaded: measured where all functions and",
        "classes of the main file are defined and nothing else has run, after a collection of garbage, without what a",
        "program of one empty function takes. For that one the engine keeps more than it takes untouched:",
        f"{' bytes, with generators '.join(map(str, engine))} bytes. Resume bodies are loaded when a frame goes on.",
        "",
        f"| {head} | memory: untouched | fast | fast / untouched |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_size(one.program, one.mpy_bytes or {}, one.ram_bytes or {}) for one in rows),
        _size("**all**", found["mpy_bytes"], found.get("ram_bytes", {})),
        "",
    ]


def _size(program: str, mpy: dict[str, int], ram: dict[str, int]) -> str:
    cells = [program, *(str(mpy[name]) for name in ("native", "fast", "resume"))]
    cells += [f"{mpy[name] / mpy['native']:.2f}" for name in ("fast", "resume")]
    cells += [str(ram["native"]), str(ram["fast"])] if ram else ["", ""]
    cells.append(f"{ram['fast'] / ram['native']:.2f}" if ram and ram["native"] > 0 else "")
    return f"| {' | '.join(cells)} |"


def _latencies(rows: list[Latency]) -> list[str]:
    """How long a stop takes."""
    if not rows:
        return []
    lines = [
        "## From asking for a stop to having it, in ms",
        "",
        "At random moments of the compiled program, in real time, from the tick of the timer to the captured frames.",
        "The program goes on from there. What passed in atomic sections (native code that calls the program, such",
        "as a sort with a key) is left out and stands apart: in the way of how many stops, and for how long. A",
        "stop counts where the system left the process its processor meanwhile. On a device a question waits for the",
        "next tick before, up to 20 ms.",
        f"Seed {rows[0].seed}; priority {', '.join(dict.fromkeys(one.priority for one in rows))}.",
        "",
    ]
    for vm in dict.fromkeys(one.vm for one in rows):
        own = [one for one in rows if one.vm == vm]
        lines += [
            f"### {vm}",
            "",
            "| program | asked | median | 99 % | most | safepoint: median | 99 % | atomic: stops | 99 % | most |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *(_delay(one.program, figures(one.stops)) for one in own),
            _delay("**all**", figures([stop for one in own for stop in one.stops])),
            "",
        ]
    return lines


def _delay(program: str, found: dict[str, dict[str, float]]) -> str:
    stop, point, atomic = found["latency_ms"], found["safepoint_ms"], found["atomic_ms"]
    cells = [program, f"{stop['asked']:.0f}", *(f"{stop[name]:.2f}" for name in ("median", "p99", "max"))]
    cells += [f"{point[name]:.2f}" for name in ("median", "p99")]
    cells += [f"{atomic['asked']:.0f}", *(f"{atomic[name]:.2f}" for name in ("p99", "max"))]
    return f"| {' | '.join(cells)} |"


def _left_out(rows: list[LeftOut]) -> list[str]:
    if not rows:
        return []
    cells = [f"| {one.program} | {one.vm} | {' '.join(one.reason.split()).replace('|', '/')} |" for one in rows]
    return ["## Left out", "", "| program | on | why |", "|---|---|---|", *cells, ""]
