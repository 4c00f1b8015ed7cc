"""The benchmarks of the package pyperformance as a second suite, where it is installed: which, and made ready to run.

May live here: finding the package, choosing, giving each the stand-in for `pyperf`, and why one was left out. May not:
timing (measure.py). A benchmark is run as it is; only `pyperf` is ours (pyperf_stand_in.py).
"""

from __future__ import annotations

import importlib.util
import shutil
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sojourn_host.bench.measure import PAIRS, Measurement, measure
from sojourn_host.bench.sides import BenchError
from sojourn_host.compiler import CompileError

NAME = "pyperformance"
HEAP = "64m"  # of MicroPython: some make more objects than those of the other suite
_MAIN = "run_benchmark.py"
_STAND_IN = Path(__file__).with_name("pyperf_stand_in.py")
# Computations in Python of their own, each with how often it is done, so that CPython takes some tenths of a second.
_TAKEN = {
    "async_generators": 1, "barnes_hut": 1, "bpe_tokeniser": 1, "chaos": 3, "comprehensions": 10, "coroutines": 2,
    "deepcopy": 10, "deltablue": 30, "fannkuch": 1, "float": 3, "generators": 1, "go": 2, "hexiom": 30, "mdp": 1,
    "meteor_contest": 3, "nbody": 4, "nqueens": 3, "pidigits": 1, "pyflate": 1, "raytrace": 1, "richards": 8,
    "richards_super": 8, "scimark": 1, "spectral_norm": 3, "unpack_sequence": 1000,
}  # fmt: skip
_NATIVE = "its work is done by the interpreter's own modules, other processes or timers"


@dataclass(frozen=True)
class LeftOut:
    """A benchmark that was not measured, and why."""

    program: str
    vm: str
    reason: str

    def as_json(self) -> dict[str, str]:
        """As JSON has it."""
        return {"program": self.program, "vm": self.vm, "left_out": self.reason}


def installed() -> Path:
    """The folder of the installed package's benchmarks. BenchError when there is none."""
    found = importlib.util.find_spec(NAME)
    folder = Path(str(found.origin)).parent / "data-files" / "benchmarks" if found and found.origin else None
    if folder is None or not folder.is_dir():
        raise BenchError(f"{NAME} is not installed here: pip install {NAME}")
    return folder


def prepare(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Copies of the benchmarks in `folder`, each to be run as it is, and why the others were left out."""
    programs: list[Path] = []
    left_out: dict[str, str] = {}
    for source in sorted(installed().glob("bm_*")):
        name = source.name.removeprefix("bm_")
        needs = [one for one in _dependencies(source) if one != "pyperf"]
        if name not in _TAKEN:
            left_out[name] = f"needs {', '.join(needs)}" if needs else _NATIVE
            continue
        target = folder / name
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        stand_in = _STAND_IN.read_text(encoding="utf-8")
        (target / "pyperf.py").write_text(stand_in.replace("LOOPS = 1", f"LOOPS = {_TAKEN[name]}"), encoding="utf-8")
        programs.append((target / _MAIN).rename(target / f"{name}.py"))
    return programs, left_out


def _dependencies(source: Path) -> Sequence[str]:
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    found: list[str] = project.get("dependencies", [])
    return found


def attempt(
    program: Path, vm: str, pairs: int = PAIRS, progress: Callable[[int, int], None] | None = None
) -> Measurement | LeftOut:
    """Measure a benchmark, or say why that could not be done."""
    try:
        return measure(program, vm, pairs, progress=progress, heap=HEAP, resumed=False)
    except CompileError as error:
        return LeftOut(program.stem, vm, f"refused: {error}")
    except BenchError as error:
        return LeftOut(program.stem, vm, str(error))
