"""Timing one program: sparse compiled against untouched, in turn, so that a slow moment of the machine hits both.

May live here: running both sides, ratios. May not: preparing them (sides.py), reading the clock (stopwatch.py, inside
the interpreter). A ratio is believed only if both sides print the same.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from sojourn_host.bench.memory import ram_bytes
from sojourn_host.bench.resumed import resumed_ratio
from sojourn_host.bench.sides import HEAP, SHORTEST, Sides

VMS = ("micropython", "cpython")
PAIRS = 5


@dataclass(frozen=True)
class Measurement:
    """ratio: fastest compiled over fastest untouched run; ratio_min and ratio_max: of pairs run one after the other.

    resumed_ratio: the rest of a run after one stop over the same rest without, None where that is too short.
    mpy_bytes: of the untouched program, of its fast and of its resume bodies, on MicroPython. ram_bytes: what the
    untouched program's code takes in memory there, what its fast bodies do, and what the engine keeps for a program.
    """

    program: str
    vm: str
    ratio: float
    ratio_min: float
    ratio_max: float
    native_seconds: float
    pairs: int
    resumed_ratio: float | None
    mpy_bytes: dict[str, int] | None
    ram_bytes: dict[str, int] | None

    def as_json(self) -> dict[str, Any]:
        """The measurement as JSON has it."""
        return asdict(self)


def measure(
    program: Path,
    vm: str,
    pairs: int = PAIRS,
    timeout: float = 120,
    progress: Callable[[int, int], None] | None = None,
    heap: str = HEAP,
    resumed: bool = True,
) -> Measurement:
    """Time `program` on `vm`, `pairs` times each side; `timeout` in seconds for one run, `heap` of MicroPython.

    `resumed`: also what follows a stop, which takes several times as long as all the rest.

    Raises CompileError when the program is refused, BenchError when it does not end normally or the sides differ,
    EmulateError when an interpreter is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        sides = Sides(program, vm, Path(temporary), timeout, heap)
        calls = (sides.untouched(), sides.compiled())
        seconds: tuple[list[float], list[float]] = ([], [])
        outputs: set[bytes] = set()
        for number in range(pairs):
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                output, took = sides.run(calls[side])
                sides.both(outputs, output)
                seconds[side].append(max(took, SHORTEST))
            if progress is not None:
                progress(number + 1, pairs)
        after = resumed_ratio(sides, pairs) if resumed else None
    ratios = [compiled / native for native, compiled in zip(*seconds, strict=True)]
    return Measurement(
        program=program.stem,
        vm=vm,
        ratio=round(min(seconds[1]) / min(seconds[0]), 4),
        ratio_min=round(min(ratios), 4),
        ratio_max=round(max(ratios), 4),
        native_seconds=round(min(seconds[0]), 6),
        pairs=pairs,
        resumed_ratio=after,
        mpy_bytes=sides.mpy_bytes,
        ram_bytes=ram_bytes(program, timeout) if vm == "micropython" else None,
    )


class HasRatio(Protocol):
    """A figure of one program."""

    @property
    def ratio(self) -> float:
        """Compiled over untouched."""
        ...


def geometric_mean(measurements: Sequence[HasRatio]) -> float:
    """The geometric mean of the ratios; ValueError for none."""
    if not measurements:
        raise ValueError("there is nothing to take a mean of")
    return round(math.exp(sum(math.log(one.ratio) for one in measurements) / len(measurements)), 4)
