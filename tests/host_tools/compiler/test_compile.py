"""`sojourn compile`: what it writes runs by itself; what it refuses is named by file, line, column and reason.

May live here: the verb, the folders it writes, refusals. May not: moving (tests/runtime) and timing (bench).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sojourn_host.cli.compile import PASSES
from sojourn_host.cli.main import group
from sojourn_host.compiler import PASSES as THE_COMPILERS
from sojourn_host.compiler import CompileError, build_program

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PROGRAMS = ROOT / "tests" / "programs"
REFUSED = sorted((PROGRAMS / "refused").glob("*.py"))


def call(*args: str) -> Result:
    """`sojourn compile`."""
    return CliRunner().invoke(group, ["compile", *args])


def run(target: str, main: Path, micropython: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a file with only the runtime on the path."""
    runtime = str(ROOT / "runtime")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": runtime, "MICROPYPATH": f"{runtime}:.frozen"}
    command = [sys.executable, "-B"] if target == "cpython" else [micropython]
    return subprocess.run(
        [*command, str(main)],
        env=environment | {"PYTHONHASHSEED": "0"},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.micropython
@pytest.mark.parametrize("target", ["micropython", "cpython"])
@pytest.mark.parametrize("dense", [False, True], ids=["sparse", "dense"])
@pytest.mark.parametrize("name", ["closures.py", "several_modules/main.py", "failing/index_error_in_method.py"])
def test_the_folder_runs_by_itself(name: str, dense: bool, target: str, micropython: str, tmp_path: Path) -> None:
    program = PROGRAMS / name
    done = call(str(program), "-o", str(tmp_path / "out"), "--for", target, *(["--dense"] if dense else []))
    assert done.exit_code == 0, done.output
    untouched = run(target, program, micropython, program.parent)
    compiled = run(target, tmp_path / "out" / "main.py", micropython, program.parent)
    folder = re.escape(str(program.parent) + "/")
    printed = compiled.stdout
    if untouched.returncode and target == "micropython":
        printed += compiled.stderr  # where MicroPython itself prints a traceback is standard output
    assert re.sub(folder, "", printed) == re.sub(folder, "", untouched.stdout)
    assert compiled.returncode == untouched.returncode
    last = untouched.stderr.splitlines()[-1:]
    assert target == "micropython" or compiled.stderr.splitlines()[-1:] == last


def test_micropython_is_the_default_and_gets_bytecode(tmp_path: Path) -> None:
    assert call(str(PROGRAMS / "closures.py"), "-o", str(tmp_path / "one")).exit_code == 0
    endings = {path.suffix for path in (tmp_path / "one" / "code").iterdir()}
    assert ".mpy" in endings
    assert ".py" not in endings
    assert call(str(PROGRAMS / "closures.py"), "-o", str(tmp_path / "two"), "--for", "cpython").exit_code == 0
    assert ".mpy" not in {path.suffix for path in (tmp_path / "two" / "code").iterdir()}


def test_json_says_what_was_written(tmp_path: Path) -> None:
    done = call(str(PROGRAMS / "closures.py"), "-o", str(tmp_path), "--json")
    found = json.loads(done.output.splitlines()[-1])
    files = [tmp_path / "main.py", *(tmp_path / "code").iterdir()]
    assert found["files"] == len(files)
    assert found["bytes"] == sum(path.stat().st_size for path in files)
    assert (found["for"], found["dense"], found["output"]) == ("micropython", False, str(tmp_path))


@pytest.mark.micropython
def test_libraries_are_found_on_the_path(micropython: str, tmp_path: Path) -> None:
    library = tmp_path / "lib"
    library.mkdir()
    (library / "friend.py").write_text("def twice(n):\n    return 2 * n\n")
    (tmp_path / "app.py").write_text("import friend\nprint(friend.twice(21))\n")
    app = str(tmp_path / "app.py")
    done = call(app, "-o", str(tmp_path / "out"), "--for", "cpython", "--path", str(library))
    assert done.exit_code == 0, done.output
    (library / "friend.py").unlink()
    assert run("cpython", tmp_path / "out" / "main.py", micropython, tmp_path).stdout == "42\n"


@pytest.mark.parametrize("wanted", PASSES)
def test_each_pass_can_be_dumped(wanted: str) -> None:
    done = call(str(PROGRAMS / "closures.py"), "--dump", wanted)
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) > 20
    assert "closures.py" in done.output or wanted in ("fast", "resume")


def test_the_verb_knows_the_compilers_passes() -> None:
    assert tuple(name for name, _, _ in THE_COMPILERS) == PASSES


def test_the_same_program_gives_the_same_folder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert call(str(PROGRAMS / "classes_inheritance.py"), "-o", str(tmp_path / name)).exit_code == 0
    for path in sorted((tmp_path / "one").rglob("*")):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.is_dir() or path.read_bytes() == other.read_bytes(), path.name


# --- refusals --------------------------------------------------------------------------------------------------------


def test_there_are_refused_programs() -> None:
    assert len(REFUSED) >= 30


@pytest.mark.parametrize("program", REFUSED, ids=lambda path: path.stem)
def test_a_refusal_names_place_and_construct(program: Path, tmp_path: Path) -> None:
    head = re.match(r"# refused: (\d+):(\d+) (.+)\n", program.read_text())
    assert head is not None
    done = call(str(program), "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists(), "nothing is written"
    lines = done.stderr.strip().splitlines()
    first = re.fullmatch(r"([^:]+):(\d+):(\d+): ([^:]+(?:\(\))?): ([^;]+)(?:; (.+))?", lines[0])
    assert first is not None, lines[0]
    file, line, column, construct, reason, advice = first.groups()
    assert (file, line, column) == (program.name, head[1], head[2]), lines[0]
    assert construct == head[3], lines[0]
    assert len(reason) > 10
    assert advice, "what to write instead"
    for more in lines:
        assert more.startswith(f"{program.name}:")


def test_each_refusal_says_what_was_approved() -> None:
    """Word for word, reason and advice included; `make approve` writes them anew."""
    told: list[str] = []
    for program in REFUSED:
        with pytest.raises(CompileError) as caught:
            build_program(program)
        told.append(str(caught.value))
    assert len(told) >= 30
    assert "\n".join(told) + "\n" == (PROGRAMS / "refused" / "messages.txt").read_text(encoding="utf-8")


def test_every_reason_is_given_in_one_run(tmp_path: Path) -> None:
    with pytest.raises(CompileError) as caught:
        build_program(PROGRAMS / "refused" / "two_at_once.py")
    assert len(caught.value.refusals) == 2
    places = [(refusal.line, refusal.column) for refusal in caught.value.refusals]
    assert places == sorted(places)
    done = call(str(PROGRAMS / "refused" / "two_at_once.py"), "-o", str(tmp_path), "--json")
    assert done.exit_code == 2
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["error"] == "refused"
    assert [(one["line"], one["column"]) for one in said["refusals"]] == places
    assert list(said["refusals"][0]) == ["file", "line", "column", "construct", "reason", "advice"]


BAD: list[tuple[str, str, str]] = [
    ("x = (1\n", "syntax error", "1:5"),
    ("if True:\nprint(1)\n", "syntax error", "2:1"),
    ("\tx = 1\n", "syntax error", "1:"),
    ("x = '\n", "syntax error", "1:5"),
    ("x = \x00\n", "", ""),
    ("break\n", "syntax error", "1:1"),
    ("def f(a, a):\n    pass\n", "syntax error", "1:"),
    ("x = [i async for i in y]\n", "syntax error", "1:5"),
    ("def f():\n    nonlocal q\n", "syntax error", "2:5"),
    ("def f():\n    return 1\n    x: int = locals()\n", "locals()", "3:14"),
    ("async def f(y):\n    return (i async for i in y)\n", "asynchronous generator expression", "2:12"),
    ("x = breakpoint()\n", "breakpoint()", "1:5"),
    ("def f():\n    return locals()\n", "locals()", "2:12"),
]


@pytest.mark.parametrize(("text", "construct", "place"), BAD)
def test_bad_programs_get_one_clear_line(text: str, construct: str, place: str, tmp_path: Path) -> None:
    program = tmp_path / "bad.py"
    program.write_text(text)
    done = call(str(program), "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert f"bad.py:{place}" in done.stderr
    assert construct in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_bad_files_get_one_clear_line(tmp_path: Path) -> None:
    program = tmp_path / "bad.py"
    program.write_bytes(b"x = '\xff\xfe'\n")
    done = call(str(program), "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr
    (tmp_path / "friend.py").write_text("def f():\n    locals()\n")
    program.write_text("import friend\n")
    done = call(str(program), "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "friend.py:2:5: locals()" in done.stderr


def test_wrong_use(tmp_path: Path) -> None:
    program = str(PROGRAMS / "closures.py")
    for args in (
        [program],
        [],
        [str(tmp_path / "none.py"), "-o", "x"],
        [program, "--dump", "x"],
        [program, "--for", "x"],
    ):
        done = call(*args)
        assert done.exit_code == 2, args
        assert "Error" in done.output


def fast_of(text: str, folder: Path, target: str = "micropython") -> str:
    """The fast bodies of a program."""
    program = folder / "program.py"
    program.write_text(text, encoding="utf-8")
    return build_program(program).units[target]["m0"].text


def test_a_small_while_looks_once_in_four_rounds(tmp_path: Path) -> None:
    text = "def f(n):\n    while n > 0:\n        n -= 3\n    return n\n\n\nprint(f(9))\n"
    fast = fast_of(text, tmp_path)
    assert fast.count("n -= 3") == 4
    assert fast.count("if not n > 0:") == 3
    assert fast.count("_js(") == 2, "one in the loop, one behind the call"
    for change in (
        ("n -= 3", "n -= 3\n        if n == 4:\n            continue"),
        ("    return", "    else:\n        n = 1\n    return"),
    ):
        assert fast_of(text.replace(*change), tmp_path).count("n -= 3") == 1


def test_a_range_of_one_strip_runs_as_it_was_written(tmp_path: Path) -> None:
    text = "def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t\n\n\nprint(f(9))\n"
    fast = fast_of(text, tmp_path)
    assert "if n <= 128:\n            for i in range(n):" in fast
    assert "if n.__class__ is not int or n <= 128:" in fast_of(text, tmp_path, "cpython")
    assert "_js(2)" in fast, "a longer one looks"


def test_a_counted_container_needs_no_look_but_a_nest_does(tmp_path: Path) -> None:
    text = (
        "def dot(a, b):\n    t = 0\n    for i in range(len(a)):\n        t += a[i] * b[i]\n    return t\n\n\n"
        "def all_of(rows):\n    return [dot(row, row) for row in rows]\n\n\nprint(all_of([[1, 2], [3, 4]]))\n"
    )
    dot, rest = fast_of(text, tmp_path).split("def all_of")
    assert "_js(" not in dot
    assert rest.count("_js(") == 2, "one for each row, and one behind the call"


def test_a_call_uses_the_words_of_its_arguments_again(tmp_path: Path) -> None:
    text = "def f(n, m):\n    if n < 2:\n        return n\n    return f(f(n - 1, m), f(n - 2, m))\n\n\nprint(f(9, 1))\n"
    fast = fast_of(text, tmp_path).split("def f_")[1].split("def _jmain")[0]
    assert "_j2" not in fast
    assert "_j2" not in fast_of(text, tmp_path, "cpython").split("def _jmain")[0]


def test_builtins_are_taken_only_where_nothing_could_tell(tmp_path: Path) -> None:
    text = "def f(x):\n    return len(x) + abs(-1)\n\n\nprint(f([1]))\n"
    assert "from builtins import abs, len\n" in fast_of(text, tmp_path)
    assert "import abs\n" in fast_of(text + "len = len\n", tmp_path)
    assert "from builtins" not in fast_of(text + "print(len(globals()) > 2)\n", tmp_path)


def test_many_parameters_read_a_global_flag(tmp_path: Path) -> None:
    text = "def f(n, a, b, c, d):\n    return n if n < 2 else f(n - 1, a, b, c, d)\n\n\nprint(f(9, 1, 2, 3, 4))\n"
    fast = fast_of(text, tmp_path)
    assert "if _jqg and _js(" in fast.split("def _junit")[0]
    assert "global _jqg" in fast
    assert "_jqg" not in fast_of(text.replace(", d", ""), tmp_path)
