"""Both sides of a program, made ready to run on one interpreter: as it is, and compiled in the sparse form.

May live here: preparing them, and one run of either. May not: what is made of the figures (measure.py, resumed.py,
instructions.py), and reading the clock (stopwatch.py, inside the interpreter). On MicroPython both sides are .mpy.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sojourn
from sojourn_host.compiler import Build, build_program, write_folder
from sojourn_host.compiler.output import mpy
from sojourn_host.emulate import firmware

HEAP = "2m"  # of MicroPython, for both sides, where nothing else is said: what the unix port takes by itself
SHORTEST = 1e-3  # seconds; processor time comes in ticks: of what is shorter the clock may say nothing
# What runs inside the interpreter.
_INSIDE = tuple(
    Path(__file__).with_name(name) for name in ("stopwatch.py", "asking.py", "scales.py", "weighing_place.py")
)
_ROOT = str(Path(str(sojourn.__file__)).parent.parent)


class BenchError(Exception):
    """A program cannot be measured; the message says why."""

    code = "bad-request"


class Sides:
    """A program's two sides in `folder`, which must be there. Raises CompileError when it is refused."""

    def __init__(self, program: Path, vm: str, folder: Path, timeout: float, heap: str = HEAP) -> None:
        self.program = program.absolute()
        self.vm = vm
        self.folder = folder
        self.timeout = timeout
        self.heap = heap
        build = build_program(self.program)
        write_folder(build, folder / "compiled", vm)
        (folder / "bin").mkdir()
        for path in _INSIDE:
            text = path.read_text(encoding="utf-8")
            if vm == "micropython":
                (folder / "bin" / path.name).with_suffix(".mpy").write_bytes(mpy(text, path.stem))
            else:
                (folder / "bin" / path.name).write_text(text, encoding="utf-8")
        self._plain = str(self.program.parent)
        self.mpy_bytes: dict[str, int] | None = None
        if vm == "micropython":
            _cross(build, folder / "untouched")
            self._plain = str(folder / "untouched")
            self.mpy_bytes = {
                "native": _bytes(folder / "untouched", "**/*.mpy"),
                "fast": _bytes(folder / "compiled" / "code", "m*.mpy"),
                "resume": _bytes(folder / "compiled" / "code", "r*.mpy"),
            }

    def untouched(self, part: str = "all") -> str:
        """The call that runs the program as it is; `part` as in stopwatch.py."""
        return f"stopwatch.untouched({self._plain!r}, {self.program.name!r}, {self._answer!r}, {part!r})"

    def compiled(self, part: str = "all") -> str:
        """The call that runs the compiled program."""
        return f"stopwatch.compiled({str(self.folder / 'compiled')!r}, {self._answer!r}, {part!r})"

    def rest(self, after: int, stop: bool) -> str:
        """The call that times what follows safepoint `after` of the compiled program, stopped there or not."""
        return f"stopwatch.rest({str(self.folder / 'compiled')!r}, {self._answer!r}, {after}, {stop})"

    def latency(self, seed: int, most: int) -> str:
        """The call that runs the compiled program and asks it for at most `most` stops; `seed` as in asking.py."""
        return f"asking.latency({str(self.folder / 'compiled')!r}, {self._answer!r}, {seed}, {most})"

    def weigh(self, side: str) -> str:
        """The call that weighs a side, "native" or "fast", where the program imports `weighing_place`."""
        if side == "native":
            return f"scales.untouched({self._plain!r}, {self._answer!r})"
        return f"scales.compiled({str(self.folder / 'compiled')!r}, {self._answer!r})"

    @property
    def _answer(self) -> str:
        return str(self.folder / "answer")

    def run(self, call: str, under: tuple[str, ...] = ()) -> tuple[bytes, float]:
        """One run of a call, `under` another program if wanted: what it printed, and the figure that it measured.

        Raises BenchError when it does not end normally or takes too long.
        """
        output, answer = self.ask(call, under)
        return output, float(answer)

    def ask(self, call: str, under: tuple[str, ...] = ()) -> tuple[bytes, str]:
        """The same, with the answer as text."""
        answer = self.folder / "answer"
        answer.unlink(missing_ok=True)
        binaries = str(self.folder / "bin")
        name = self.program.name
        environment = dict(os.environ, PYTHONHASHSEED="0")
        code = (
            f"import sys; sys.argv[:] = [{name!r}]; import {call.partition('.')[0]} as it; it.{call.partition('.')[2]}"
        )
        if self.vm == "micropython":
            environment["MICROPYPATH"] = f"{binaries}:{firmware.build(_INSIDE)}:.frozen"
            code = code.replace("import sys;", "import sys; sys.path.remove('');", 1)
            command = [firmware.micropython(), "-X", f"heapsize={self.heap}", "-c", code]
        else:
            code = code.replace("import sys;", f"import sys; sys.path[:0] = {[binaries, _ROOT]!r};", 1)
            command = [sys.executable, "-B", "-P", "-c", code]
        try:
            done = subprocess.run(
                [*under, *command],
                cwd=self.program.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BenchError(f"{name} takes longer than {self.timeout:g} s on {self.vm}") from error
        if done.returncode or not answer.exists():
            side = call.partition("(")[0].partition(".")[2]
            said = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise BenchError(f"{name} does not end normally on {self.vm}, {side}: {said[-1] if said else 'no word'}")
        return done.stdout, answer.read_text()

    def both(self, outputs: set[bytes], output: bytes) -> None:
        """Note what a side printed. BenchError when the sides differ."""
        outputs.add(output)
        if len(outputs) > 1:
            raise BenchError(f"{self.program.name} prints something else compiled on {self.vm}; see `sojourn verify`")


def _bytes(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern))


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
