"""Timing one program: sparse compiled against untouched, in turn, so that a slow moment of the machine hits both.

May live here: preparing both sides, running them, ratios. May not: reading the clock (stopwatch.py, inside the
interpreter). On MicroPython both sides are .mpy. A ratio is believed only if both sides print the same.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sojourn
from sojourn_host.compiler import Build, build_program, write_folder
from sojourn_host.compiler.output import mpy
from sojourn_host.emulate import firmware

VMS = ("micropython", "cpython")
PAIRS = 5
HEAP = "16m"  # of MicroPython, for both sides
SHORTEST = 1e-6  # seconds; what the clock says of a program that does next to nothing may be none
_ROOT = str(Path(str(sojourn.__file__)).parent.parent)


class BenchError(Exception):
    """A program cannot be timed; the message says why."""

    code = "bad-request"


@dataclass(frozen=True)
class Measurement:
    """ratio: fastest compiled over fastest untouched run; ratio_min and ratio_max: of pairs run one after the other."""

    program: str
    vm: str
    ratio: float
    ratio_min: float
    ratio_max: float
    native_seconds: float
    pairs: int

    def as_json(self) -> dict[str, Any]:
        """The measurement as JSON has it."""
        return asdict(self)


def measure(
    program: Path, vm: str, pairs: int = PAIRS, timeout: float = 120, progress: Callable[[int, int], None] | None = None
) -> Measurement:
    """Time `program` on `vm`, `pairs` times each side; `timeout` in seconds for one run.

    Raises CompileError when the program is refused, BenchError when it does not end normally or the sides differ,
    EmulateError when an interpreter is not installed.
    """
    program = program.absolute()
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        folder = Path(temporary)
        build = build_program(program)
        write_folder(build, folder / "compiled", vm)
        stopwatch = Path(__file__).with_name("stopwatch.py").read_text(encoding="utf-8")
        (folder / "bin").mkdir()
        if vm == "micropython":
            (folder / "bin" / "stopwatch.mpy").write_bytes(mpy(stopwatch, "stopwatch"))
            _cross(build, folder / "untouched")
            plain = str(folder / "untouched")
        else:
            (folder / "bin" / "stopwatch.py").write_text(stopwatch, encoding="utf-8")
            plain = str(program.parent)
        calls = (
            f"untouched({plain!r}, {program.name!r}, {str(folder / 'answer')!r})",
            f"compiled({str(folder / 'compiled')!r}, {str(folder / 'answer')!r})",
        )
        seconds: tuple[list[float], list[float]] = ([], [])
        outputs: set[bytes] = set()
        for number in range(pairs):
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                outputs.add(_once(calls[side], vm, folder, program, timeout, seconds[side]))
                if len(outputs) > 1:
                    raise BenchError(f"{program.name} prints something else compiled on {vm}; see `sojourn verify`")
            if progress is not None:
                progress(number + 1, pairs)
    ratios = [after / before for before, after in zip(*seconds, strict=True)]
    return Measurement(
        program=program.stem,
        vm=vm,
        ratio=round(min(seconds[1]) / min(seconds[0]), 4),
        ratio_min=round(min(ratios), 4),
        ratio_max=round(max(ratios), 4),
        native_seconds=round(min(seconds[0]), 6),
        pairs=pairs,
    )


def _once(call: str, vm: str, folder: Path, program: Path, timeout: float, seconds: list[float]) -> bytes:
    """One run of one side; its time goes into `seconds`, what it printed is returned."""
    answer = folder / "answer"
    answer.unlink(missing_ok=True)
    binaries = str(folder / "bin")
    environment = dict(os.environ, PYTHONHASHSEED="0")
    code = f"import sys; sys.argv[:] = [{program.name!r}]; import stopwatch; stopwatch.{call}"
    if vm == "micropython":
        environment["MICROPYPATH"] = f"{binaries}:{firmware.build()}:.frozen"
        code = code.replace("import sys;", "import sys; sys.path.remove('');", 1)
        command = [firmware.micropython(), "-X", f"heapsize={HEAP}", "-c", code]
    else:
        code = code.replace("import sys;", f"import sys; sys.path[:0] = {[binaries, _ROOT]!r};", 1)
        command = [sys.executable, "-B", "-P", "-c", code]
    try:
        done = subprocess.run(
            command,
            cwd=program.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"{program.name} takes longer than {timeout:g} s on {vm}") from error
    if done.returncode or not answer.exists():
        side = call.partition("(")[0]
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise BenchError(f"{program.name} does not end normally on {vm}, {side}: {said[-1] if said else 'no word'}")
    seconds.append(max(float(answer.read_text()), SHORTEST))
    return done.stdout


def _cross(build: Build, folder: Path) -> None:
    """The untouched program's modules as .mpy below `folder`.

    MicroPython cannot import a file as `__main__`: the main file gets another name, and one line before its first that
    gives the module its own.
    """
    folder.mkdir()
    for module in build.program.modules:
        main = module.name == "__main__"
        name = "untouched_main.py" if main else module.display
        target = (folder / name).with_suffix(".mpy")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(mpy(('__name__ = "__main__"\n' if main else "") + module.source, target.stem))


def geometric_mean(measurements: list[Measurement]) -> float:
    """The geometric mean of the ratios; ValueError for none."""
    if not measurements:
        raise ValueError("there is nothing to take a mean of")
    return round(math.exp(sum(math.log(one.ratio) for one in measurements) / len(measurements)), 4)
