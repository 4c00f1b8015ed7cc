"""Tracebacks of compiled and of resumed code: the same text as the untouched program's, on each interpreter.

May live here: every program of tests/programs/failing, compared line by line. May not: output and exit codes, which are
test_first_law.py's. What is left out on purpose, and nothing else: the folder in front of a file's name, the marks
CPython puts below a source line, and the frame of a comprehension (CPython 3.12 has none either).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn_host.compiler import build_image, build_program
from sojourn_host.verify import VMS, InterpreterPool, run_untouched
from sojourn_host.verify.verification import plan

FAILING = Path(__file__).resolve().parent.parent / "programs" / "failing"
PROGRAMS = sorted([*FAILING.glob("*.py"), *FAILING.glob("*/main.py")])
MOVES = 8
ENTRY = re.compile(r'  File "(?:[^"]*/)?([^"/]+)", line (\d+), in (\S+)')
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>")


def name_of(program: Path) -> str:
    """How a program is called in test names."""
    return program.relative_to(FAILING).as_posix().removesuffix("/main.py").removesuffix(".py")


def lines_of(traceback: str) -> list[str]:
    """A traceback's lines without what may differ."""
    kept: list[str] = []
    skipping = False
    for line in traceback.strip().split("\n"):
        entry = ENTRY.match(line)
        if entry is not None:
            skipping = entry[3] in COMPREHENSIONS
            line = f'  File "{entry[1]}", line {entry[2]}, in {entry[3]}'
        elif not line.startswith("    "):
            skipping = False
        if not skipping and not re.fullmatch(r"    [ ~^]+", line):
            kept.append(line)
    return kept


@pytest.fixture(scope="module")
def pool() -> Iterator[InterpreterPool]:
    """Interpreters for all of these tests."""
    with InterpreterPool() as made:
        yield made


def test_there_are_enough_failing_programs() -> None:
    assert len(PROGRAMS) >= 20


@pytest.mark.micropython
@pytest.mark.parametrize("program", PROGRAMS, ids=name_of)
def test_tracebacks_are_the_untouched_ones(program: Path, pool: InterpreterPool) -> None:
    untouched = {vm: run_untouched(program, vm, 30) for vm in VMS}
    assert all(outcome.code and not outcome.problem for outcome in untouched.values())
    for dense in (True, False):
        image = pool.folder / "image"
        shutil.rmtree(image, ignore_errors=True)
        build_image(build_program(program, dense=dense), image)
        for vm in VMS:
            expected = lines_of(untouched[vm].traceback)
            count, lines = end_of(pool, image, vm, program, [])
            assert lines == expected, f"{vm}, {'dense' if dense else 'sparse'}, not moved"
            _, lines = end_of(pool, image, vm, program, list(plan(count, 1, MOVES)))
            assert lines == expected, f"{vm}, {'dense' if dense else 'sparse'}, moved"


def end_of(pool: InterpreterPool, image: Path, vm: str, program: Path, stops: list[int]) -> tuple[int, list[str]]:
    """The number of safepoints, and the traceback, of a run that moves at `stops`."""
    copy = pool.folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(image, copy)
    for stop in [*stops, -1]:
        segment = pool.run(vm, copy, stop, [program.name], program.parent, 30)
        if segment.state != "stopped":
            break
    assert segment.state in ("failed", "exited"), segment.text
    assert segment.code
    return segment.count, lines_of(segment.text)


def test_what_is_left_out_is_little() -> None:
    text = 'Traceback (most recent call last):\n  File "/a/b/c.py", line 3, in f\n    g()\n    ^^^\nE: x\n'
    assert lines_of(text) == ["Traceback (most recent call last):", '  File "c.py", line 3, in f', "    g()", "E: x"]
    assert lines_of(text) != lines_of(text.replace("line 3", "line 4"))
    assert lines_of(text) != lines_of(text.replace("in f", "in h"))
    inner = text.replace("E: x", '  File "c.py", line 4, in <listcomp>\n    h()\nE: x')
    assert lines_of(inner) == lines_of(text)
