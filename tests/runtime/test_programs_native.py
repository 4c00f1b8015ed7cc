"""The test programs themselves, untouched: each prints the same on CPython and on MicroPython, and is long enough.

What the compiler's tests move about is only worth something if it is right when it does not move.  May live here:
checks of the programs in tests/programs, tests/benchmarks and of the random ones, run by the plain interpreters.  May
not: anything compiled or moved by this project.
"""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from program_generator import constructs, programs, seeded

TESTS = Path(__file__).resolve().parent.parent
PROGRAMS = TESTS / "programs"
ONE_INTERPRETER = "# one interpreter:"
LOWERED = "# lowered:"  # what the compiler makes up for: MicroPython does not take the program as it is
STEPS = 200
STEPS_FAILING = 100

# MicroPython has no UnboundLocalError.
SAME_ERROR = {"UnboundLocalError": "NameError"}

# Counts what a program does: lines run and calls made, in its own modules, whatever way it ends.
COUNT = """
import io, os, runpy, sys
program, root = sys.argv[1], os.path.dirname(sys.argv[1])
steps = 0
def trace(frame, event, argument):
    global steps
    if not frame.f_code.co_filename.startswith(root):
        return None
    steps += event != "return"
    return trace
sys.path.insert(0, root)
out, sys.stdout = sys.stdout, io.StringIO()
sys.settrace(trace)
try:
    runpy.run_path(program, run_name="__main__")
except BaseException as error:
    pass
sys.settrace(None)
out.write(str(steps))
"""


def found(folder: Path) -> "list[Path]":
    """Programs of a folder: its files, and main.py of its subfolders."""
    inside = [path for path in folder.glob("*/main.py") if path.parent.name not in ("failing", "refused")]
    return sorted(folder.glob("*.py")) + sorted(inside)


def name(path: Path) -> str:
    return str(path.relative_to(TESTS)).removesuffix(".py").removesuffix("/main")


def run(command: "list[str]", program: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "0",
        "MICROPYPATH": f"{program.parent}:.frozen",
    }
    return subprocess.run(
        [*command, str(program)], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def on_cpython(program: Path) -> "subprocess.CompletedProcess[str]":
    return run([sys.executable, "-B", "-W", "error"], program)


def split_traceback(text: str) -> "tuple[str, str]":
    """What a MicroPython program printed, and the traceback it ended with ("" for none): both go to its stdout."""
    at = text.rfind("Traceback (most recent call last):\n")
    return (text, "") if at < 0 else (text[:at], text[at:])


def error_of(traceback: str) -> "tuple[str, str, str]":
    """File, line and type of the exception that a traceback ends with, written the same for both interpreters."""
    file, line = re.findall(r'File "(?:[^"]*/)?([^"/]+)", line (\d+)', traceback)[-1]
    kind = str(re.findall(r"^(\w+)(?::|$)", traceback, re.MULTILINE)[-1])
    return str(file), str(line), SAME_ERROR.get(kind, kind)


def steps_of(program: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-B", "-c", COUNT, str(program)], capture_output=True, text=True, timeout=60, check=True
    )
    return int(done.stdout)


@pytest.mark.micropython
@pytest.mark.parametrize("program", found(PROGRAMS), ids=name)
def test_same_output(program: Path, micropython: str) -> None:
    here = on_cpython(program)
    there = run([micropython, "-X", "heapsize=128k"], program)
    assert (here.returncode, here.stderr) == (0, "")
    if program.read_text().startswith(LOWERED):
        assert there.returncode != 0, "MicroPython takes it untouched: the first line is wrong"
        assert here.stdout.startswith(split_traceback(there.stdout)[0])
        return
    assert there.returncode == 0, there.stdout[-2000:] + there.stderr
    if program.read_text().startswith(ONE_INTERPRETER):
        assert here.stdout == on_cpython(program).stdout
        assert there.stdout == run([micropython, "-X", "heapsize=128k"], program).stdout
        assert sorted(here.stdout) == sorted(there.stdout), "the same in another order"
    else:
        assert there.stdout == here.stdout
    assert len(here.stdout) > 60, "prints too little for a wrong run to show"


@pytest.mark.parametrize("program", found(PROGRAMS), ids=name)
def test_long_enough(program: Path) -> None:
    lines = sum(len(path.read_text().splitlines()) for path in program.parent.rglob("*.py")
                if program.name == "main.py" or path == program)  # fmt: skip
    assert lines >= 30
    assert steps_of(program) >= STEPS


@pytest.mark.micropython
@pytest.mark.parametrize("program", found(PROGRAMS / "failing"), ids=name)
def test_same_failure(program: Path, micropython: str) -> None:
    here = on_cpython(program)
    there = run([micropython, "-X", "heapsize=128k"], program)
    assert here.returncode == there.returncode != 0
    if "Traceback" not in here.stderr:
        # sys.exit: CPython writes a text to stderr, MicroPython to stdout.
        assert there.stdout in (here.stdout, here.stdout + here.stderr)
        assert "sys.exit" in program.read_text()
    else:
        printed, traceback = split_traceback(there.stdout)
        assert printed == here.stdout
        assert error_of(traceback) == error_of(here.stderr)
    assert steps_of(program) >= STEPS_FAILING


def test_failures_differ() -> None:
    """The failing programs end in enough different ways."""
    endings: Counter[str] = Counter()
    for program in found(PROGRAMS / "failing"):
        stderr = on_cpython(program).stderr
        endings[error_of(stderr)[2] if "Traceback" in stderr else "SystemExit"] += 1
    assert len(endings) >= 15, endings
    assert sum(endings.values()) >= 22


def test_there_are_enough() -> None:
    programs_there = found(PROGRAMS)
    long = [path for path in programs_there if len(path.read_text().splitlines()) >= 150]
    assert len(programs_there) >= 45
    assert len(long) >= 12


FOREIGN = (ast.TryStar,)


@pytest.mark.parametrize("program", [*found(PROGRAMS), *found(PROGRAMS / "failing")], ids=name)
def test_only_the_language_so_far(program: Path) -> None:
    files = program.parent.rglob("*.py") if program.name == "main.py" else [program]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            assert not isinstance(node, FOREIGN), f"{path}:{getattr(node, 'lineno', 0)} {type(node).__name__}"


@pytest.mark.parametrize("program", sorted((PROGRAMS / "refused").glob("*.py")), ids=name)
def test_refused_programs_say_where(program: Path) -> None:
    """The first line names a place of the file where the construct really begins."""
    text = program.read_text()
    marked = re.match(r"# refused: (\d+):(\d+) (\S.*)\n", text)
    assert marked, "the first line is `# refused: LINE:COL construct`"
    line, column = int(marked.group(1)), int(marked.group(2))
    kinds = (ast.stmt, ast.expr, ast.arg)
    places = {(n.lineno, n.col_offset + 1) for n in ast.walk(ast.parse(text)) if isinstance(n, kinds)}
    assert (line, column) in places
    assert on_cpython(program).returncode == 0


def test_a_seed_names_a_program() -> None:
    assert seeded(5) == seeded(5)
    assert seeded(5) != seeded(6)


@pytest.mark.micropython
@settings(max_examples=40)
@given(source=programs())
def test_random_programs(source: str, micropython: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    program = tmp_path_factory.mktemp("random") / "program.py"
    program.write_text(source)
    here = on_cpython(program)
    there = run([micropython, "-X", "heapsize=128k"], program)
    assert (here.returncode, here.stderr) == (0, "")
    assert (there.returncode, there.stdout) == (0, here.stdout)


def test_random_programs_use_the_language() -> None:
    """A hundred seeds hold every construct that the generator is meant to combine."""
    total: Counter[str] = Counter()
    for seed in range(100):
        total += constructs(seeded(seed))
    wanted = (
        "For", "For else", "While", "While else", "Try except", "Try else", "Try finally", "With", "Raise", "Lambda",
        "closure", "Nonlocal", "Global", "ClassDef", "ListComp", "DictComp", "Starred", "AugAssign", "IfExp", "BoolOp",
        "Break in loop", "Continue in loop", "Return in try", "Return in with", "Raise in except", "JoinedStr",
    )  # fmt: skip
    assert [construct for construct in wanted if not total[construct]] == []


@pytest.mark.soak
@pytest.mark.micropython
@pytest.mark.parametrize("program", found(TESTS / "benchmarks" / "programs"), ids=name)
def test_benchmarks_agree(program: Path, micropython: str) -> None:
    """A benchmark prints a checksum that both interpreters agree on."""
    here = on_cpython(program)
    there = run([micropython], program)
    assert (here.returncode, here.stderr) == (0, "")
    assert (there.returncode, there.stdout) == (0, here.stdout)
    assert re.search(r"\d{2}", here.stdout)
