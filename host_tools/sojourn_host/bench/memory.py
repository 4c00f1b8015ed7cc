"""What a program's code takes in a device's memory: its modules compiled, against the same modules untouched.

May live here: finding the place where both are weighed. May not: weighing (scales.py, inside MicroPython), preparing
both sides (sides.py).

The place is behind the last function or class of the main file: all definitions are there, nothing else has run. What
is weighed is all that loading the program has allocated and a collection of garbage leaves: functions, classes, also
the code of the main file, which is running. What a program of one empty function weighs (a generator, where the program
has any) is taken off either side, and told apart: it is what the engine keeps for a program, whatever its size. Resume
bodies are not there: they are loaded when a frame goes on. The engine itself is weighed by `make budgets`.
"""

from __future__ import annotations

import ast
import functools
import tempfile
from pathlib import Path

from sojourn_host.bench.sides import Sides
from sojourn_host.compiler.source import load_program

_PLACE = "import weighing_place\n"
_NOTHING = "def nothing():\n    pass\n"
_NO_ITEMS = "def nothing():\n    yield\n"
_GENERATES = (ast.Yield, ast.YieldFrom, ast.GeneratorExp, ast.AsyncFunctionDef)


def ram_bytes(program: Path, timeout: float) -> dict[str, int] | None:
    """native and fast: bytes on MicroPython; engine: what comes on top of fast for any program.

    None for a program whose main file defines nothing, or that ends before it has.
    Raises BenchError when it does not end normally.
    """
    own = _weights(program, timeout)
    if own is None:
        return None
    trees = [module.tree for module in load_program(program).modules]
    generates = any(isinstance(node, _GENERATES) for tree in trees for node in ast.walk(tree))
    native, fast = _of_any_program(_NO_ITEMS if generates else _NOTHING, timeout)
    return {"native": own[0] - native, "fast": own[1] - fast, "engine": fast - native}


@functools.cache
def _of_any_program(text: str, timeout: float) -> tuple[int, int]:
    """The weights of a program that does next to nothing."""
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        program = Path(temporary) / "nothing.py"
        program.write_text(text, encoding="utf-8")
        found = _weights(program, timeout)
    assert found is not None
    return found


def _weights(program: Path, timeout: float) -> tuple[int, int] | None:
    """What each side takes: as it is, and compiled."""
    with tempfile.TemporaryDirectory(prefix="sojourn-") as temporary:
        sources = Path(temporary) / "sources"
        for module in load_program(program).modules:
            if module.ours:  # of the library that a device lacks: it finds that again
                continue
            text = module.source
            if module.name == "__main__":
                place = _last_definition(text)
                if not place:
                    return None
                lines = text.splitlines(keepends=True)
                text = "".join([*lines[:place], _PLACE, *lines[place:]])
            path = sources / module.display
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        folder = Path(temporary) / "sides"
        folder.mkdir()
        sides = Sides(sources / program.name, "micropython", folder, timeout)
        native, fast = (int(sides.run(sides.weigh(name))[1]) for name in ("native", "fast"))
        return (native, fast) if min(native, fast) >= 0 else None


def _last_definition(text: str) -> int:
    """The line on which the last function or class of a file ends; 0 when it has none."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return max((node.end_lineno or 0 for node in ast.parse(text).body if isinstance(node, kinds)), default=0)
