"""How long a running program takes to stop when it is asked: at random moments, sparse compiled, on one interpreter.

May live here: how often it is asked, and what is made of the times. May not: asking (asking.py, inside the
interpreter), preparing the program (sides.py). It is real time that counts, so the interpreter runs before everybody
else where the system allows; `priority` says whether it did. Elsewhere a busy machine makes the greatest times greater.
"""

from __future__ import annotations

import functools
import math
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sojourn_host.bench.sides import Sides

STOPS = 200  # of a program
SEED = 1
_RUNS = 40  # at most, of a program that is over before it was asked so often
_VAIN = 5
_SEEDS = 1000003  # how far apart those of two runs are
_FIRST = ("chrt", "--fifo", "1")


@dataclass(frozen=True)
class Latency:
    """Each stop in microseconds: to the safepoint, until captured, and what of both passed in atomic sections.

    A question that the program's end has answered counts like a stop.
    """

    program: str
    vm: str
    seed: int
    runs: int
    priority: str
    disturbed: int
    stops: list[tuple[int, int, int]] = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON has them."""
        about = {name: getattr(self, name) for name in ("program", "vm", "seed", "runs", "priority", "disturbed")}
        return about | figures(self.stops)


def figures(stops: Sequence[tuple[int, int, int]]) -> dict[str, dict[str, float]]:
    """latency_ms: from asking to having the stop. safepoint_ms: to where the capture begins. Both without what passed
    in atomic sections, which is atomic_ms: of those stops that one was in the way of.
    """
    return {
        "latency_ms": _spread([captured - atomic for _, captured, atomic in stops]),
        "safepoint_ms": _spread([safepoint - atomic for safepoint, _, atomic in stops]),
        "atomic_ms": _spread([atomic for _, _, atomic in stops if atomic]),
    }


def _spread(times: list[int]) -> dict[str, float]:
    """median, p99 and max in ms of times in microseconds; 0 when there are none."""
    ordered = sorted(times) or [0]
    found = (statistics.median(ordered), ordered[math.ceil(0.99 * len(ordered)) - 1], ordered[-1])
    return {name: round(us / 1000, 3) for name, us in zip(("median", "p99", "max"), found, strict=True)} | {
        "asked": len(times)
    }


@functools.cache
def first() -> tuple[str, ...]:
    """The command before a command that has it run before everybody else; empty where that is not allowed."""
    if shutil.which(_FIRST[0]) is None:
        return ()
    asked = subprocess.run([*_FIRST, "true"], capture_output=True, check=False)
    return () if asked.returncode else _FIRST


def latency(
    program: Path,
    vm: str,
    stops: int = STOPS,
    seed: int = SEED,
    timeout: float = 120,
    progress: Callable[[int, int], None] | None = None,
) -> Latency:
    """Ask `program` on `vm` for `stops` stops, in as many runs as it takes; `timeout` in seconds for one run.

    Raises CompileError when the program is refused, BenchError when it does not end normally or prints something else
    when it is stopped.
    """
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        sides = Sides(program, vm, Path(temporary), timeout)
        found: list[tuple[int, int, int]] = []
        outputs = {sides.ask(sides.compiled())[0]}
        runs = disturbed = 0
        while runs < _RUNS and len(found) < stops:
            output, answer = sides.ask(sides.latency(seed + runs * _SEEDS, stops - len(found)), first())
            sides.both(outputs, output)
            told, *lines = answer.splitlines()
            disturbed += int(told)
            found += [(int(a), int(b), int(c)) for a, b, c in (line.split() for line in lines)]
            runs += 1
            if progress is not None:
                progress(min(len(found), stops), stops)
            if runs == _VAIN and not found and not disturbed:  # it is over too soon
                break
    return Latency(program.stem, vm, seed, runs, "raised" if first() else "normal", disturbed, found)
