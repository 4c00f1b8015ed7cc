"""Counting instead of timing: the instructions that a program takes compiled, against the same program untouched.

May live here: running both sides under valgrind, and reading its count. May not: preparing them (sides.py). What
starting the interpreter and loading the program takes is counted in runs of its own and left out.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sojourn_host.bench.sides import BenchError, Sides

_FEWEST = 1000  # less is the noise of starting
_RUNS = ("run", "load")


@dataclass(frozen=True)
class Count:
    """ratio: compiled over untouched; both in instructions of the processor."""

    program: str
    vm: str
    ratio: float
    native: int
    compiled: int

    def as_json(self) -> dict[str, Any]:
        """The count as JSON has it."""
        return asdict(self)


def count(program: Path, vm: str, timeout: float = 1200, progress: Callable[[int, int], None] | None = None) -> Count:
    """Count the instructions of `program` on `vm`, both sides once; under valgrind it takes some 30 times as long.

    Raises BenchError where valgrind is missing, or when the program does not end normally or the sides differ.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise BenchError("instructions are counted with valgrind, which is not installed (apt-get install valgrind)")
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        sides = Sides(program, vm, Path(temporary), timeout)
        log = Path(temporary) / "count"
        under = (
            valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}"
        )  # fmt: skip
        outputs: set[bytes] = set()
        counts: list[int] = []
        for side in (sides.untouched, sides.compiled):
            for part in _RUNS:
                output, _ = sides.run(side(part), under)
                if part == "run":
                    sides.both(outputs, output)
                counts.append(_read(log))
                if progress is not None:
                    progress(len(counts), 2 * len(_RUNS))
    native, compiled = counts[0] - counts[1], counts[2] - counts[3]
    if native < _FEWEST:
        raise BenchError(f"{program.name} does too little to be counted")
    return Count(program.stem, vm, round(compiled / native, 4), native, compiled)


def _read(log: Path) -> int:
    found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        raise BenchError("valgrind gave no count of instructions")
    return int(found[1].replace(",", ""))
