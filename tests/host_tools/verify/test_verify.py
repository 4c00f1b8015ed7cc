"""`sojourn verify`: each result with its exit code, what the report holds, and that nothing is ever wrongly `same`.

May live here: programs made to end in one result, moved by the real procedure. May not: the sweep over the test
programs (tests/runtime/test_first_law.py).
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sojourn_host.cli.main import group
from sojourn_host.verify import RESULTS, InterpreterPool, Report, verify
from sojourn_host.verify.verification import plan

COUNT = """
def work(n):
    total = 0
    for i in range(n):
        total += i * i
        print(i, total)
    return total

print(work(30))
"""
# On the interpreters named, each ends in the result it stands under.
PROGRAMS: list[tuple[str, str, str, str]] = [
    ("same", "micropython,cpython", COUNT, ""),
    ("same", "cpython", COUNT, ""),
    ("same", "micropython", COUNT, ""),
    ("same", "micropython,cpython", COUNT + "raise ValueError('at', 'the end')\n", ""),
    ("same", "micropython,cpython", COUNT + "import sys\nsys.exit(3)\n", ""),
    ("same", "micropython,cpython", COUNT + "import sys\nsys.exit('a text')\n", ""),
    ("same", "micropython", COUNT + "import sys\nsys.exit('a text')\n", ""),
    ("same", "micropython,cpython", COUNT + "print(1 // 0)\n", ""),
    (
        "different",
        "cpython",
        "import os\nfirst = os.getpid()\nfor i in range(9):\n    print(i, os.getpid() == first)\n",
        "True', got '",
    ),
    (
        "different",
        "cpython",
        "import os\nfirst = os.getpid()\nfor i in range(9):\n    if os.getpid() != first:\n        os.abort()\n",
        "killed by signal 6",
    ),
    (
        "different",
        "cpython",
        "import os\nfirst = os.getpid()\nfor i in range(9):\n    if os.getpid() != first:\n        raise KeyError(i)\n",
        "ended with KeyError",
    ),
    (
        "different",
        "cpython",
        "import os, sys\nfirst = os.getpid()\nfor i in range(9):\n    print(i)\nsys.exit(os.getpid() != first)\n",
        "exit code 1, expected 0",
    ),
    (
        "different",
        "cpython",
        "import os\nfirst = os.getpid()\nfor i in range(9):\n    while os.getpid() != first:\n        pass\n",
        "not done after 5 s",
    ),
    ("refused", "micropython,cpython", "def f():\n    return locals()\nprint(f())\n", "program.py:2:12: locals()"),
    ("refused", "micropython,cpython", "for i in range(3)\n    print(i)\n", "program.py:1:18: syntax error"),
    ("same", "micropython,cpython", COUNT + "match work(3):\n    case int(n):\n        print(n)\n", ""),
    ("same", "micropython", COUNT + "match work(3):\n    case int(n):\n        print(n)\n", ""),
    ("native", "micropython,cpython", COUNT + "match 1:\n    case 1:\n        import no_such_module\n", "no_such"),
    ("native", "micropython,cpython", COUNT + "print((2.5).hex())\n", "compiled neither: AttributeError"),
    ("native", "micropython", COUNT + "print((2.5).hex())\n", "compiled neither: AttributeError"),
    ("native", "micropython,cpython", COUNT + "import no_such_module\n", "no_such_module"),
    (
        "native",
        "micropython,cpython",
        "import sys\nfor i in range(9):\n    print(sys.implementation.name)\n",
        "differs",
    ),
    ("native", "micropython,cpython", "import sys\nif sys.implementation.name == 'cpython':\n    1 // 0\n", "differs"),
    ("native", "cpython", "while True:\n    pass\n", "did not end in time"),
    ("native", "cpython", "import os\nos.kill(os.getpid(), 11)\n", "killed by signal 11"),
    (
        "unstorable",
        "cpython",
        (
            "def f():\n    held = {'conn': [open('program.py')]}\n    for i in range(9):\n        print(i)\n"
            "    held['conn'][0].close()\nf()\n"
        ),
        "cannot store <TextIOWrapper> at f()",
    ),
    ("unmoved", "micropython,cpython", "", "nothing to cut"),
]


@pytest.fixture(scope="module")
def pool() -> Iterator[InterpreterPool]:
    """Interpreters for the tests that call verify() themselves."""
    with InterpreterPool() as made:
        yield made


def write(folder: Path, text: str) -> Path:
    """The program under test."""
    path = folder / "program.py"
    path.write_text(text)
    return path


def call(*args: str) -> tuple[int, dict[str, Any], str]:
    """`sojourn verify --json`: exit code, last line, everything."""
    done = CliRunner().invoke(group, ["verify", *args, "--json"])
    return done.exit_code, json.loads(done.output.splitlines()[-1]), done.output


@pytest.mark.micropython
@pytest.mark.parametrize(("result", "on", "text", "reason"), PROGRAMS)
def test_every_result(result: str, on: str, text: str, reason: str, tmp_path: Path) -> None:
    timeout = "5" if reason in ("not done after 5 s", "did not end in time") else "60"
    code, report, output = call(str(write(tmp_path, text)), "--on", on, "--moves", "12", "--timeout", timeout)
    assert report["result"] == result, output
    assert code == RESULTS[result]
    assert reason in report["reason"]
    assert report["moves"] == len(report["moves_done"])
    assert (report["moves"] > 0) or result != "same"


@pytest.mark.micropython
def test_the_report_says_which_moves_were_made(tmp_path: Path) -> None:
    keep = tmp_path / "images"
    program = str(write(tmp_path, COUNT))
    code, report, output = call(program, "--every", "2", "--keep", str(keep), "--on", "micropython,cpython,cpython")
    assert code == 0, output
    keys = "program result reason safepoints moves moves_done left_out longest_atomic_ms seconds notes".split()
    assert list(report) == keys
    assert report["program"] == program
    moves = report["moves_done"]
    assert len(moves) >= 20
    assert list(moves[0]) == "from_pid to_pid vm safepoint image_bytes delta_bytes".split()
    around = ["cpython", "cpython", "micropython"]
    assert [move["vm"] for move in moves] == [around[n % 3] for n in range(len(moves))]
    assert len({move["to_pid"] for move in moves} | {moves[0]["from_pid"]}) == len(moves) + 1
    assert all(move["safepoint"] % 2 == 0 for move in moves)
    # What was kept is each image as it lay there when it was moved.
    kept = sorted(keep.glob("move_*"))
    assert len(kept) == len(moves)
    for folder, move in zip(kept, moves, strict=True):
        assert sum(path.stat().st_size for path in folder.iterdir()) == move["image_bytes"]


@pytest.mark.micropython
def test_people_are_told_too(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["verify", str(write(tmp_path, COUNT)), "--moves", "3"])
    assert done.exit_code == 0
    assert "program.py: same" in done.output
    assert "3 moves over" in done.output
    done = CliRunner().invoke(group, ["verify", str(write(tmp_path, "x = [i async for i in y]"))])
    assert done.exit_code == 2
    assert "program.py: refused" in done.output


@pytest.mark.parametrize(
    "args",
    [["--every", "0"], ["--moves", "-1"], ["--on", "pypy"], ["--on", ""], ["--timeout", "0"], ["--on", "cpython,"]],
)
def test_wrong_options_are_refused(args: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["verify", str(write(tmp_path, COUNT)), *args])
    assert done.exit_code == 2
    assert "Invalid value" in done.output
    assert "Traceback" not in done.output


def test_a_missing_program_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["verify", str(tmp_path / "missing.py")])
    assert done.exit_code == 2
    assert "does not exist" in done.output


def test_what_cannot_be_stored_is_named_by_its_path(tmp_path: Path, pool: InterpreterPool) -> None:
    text = "def f():\n    held = {'conn': [open('program.py')]}\n    for i in range(9000):\n        print(i)\n"
    text += "    held['conn'][0].close()\nf()\n"
    report = verify(write(tmp_path, text), on=("cpython",), dense=False, pool=pool)
    assert report.result == "unstorable", report.reason
    assert "held['conn'][0]" in report.reason


@pytest.mark.micropython
def test_the_program_finds_its_folder_and_its_name(tmp_path: Path, pool: InterpreterPool) -> None:
    (tmp_path / "data.txt").write_text("from a file\n")
    (tmp_path / "friend.py").write_text("def greet(n):\n    for i in range(n):\n        print('hello', i)\n")
    text = "import sys\nimport friend\nfriend.greet(5)\nprint(sys.argv)\n"
    text += (
        "with open('data.txt') as file:\n    text = file.read()\ndel file\nfor i in range(900):\n    print(i, text)\n"
    )
    report = verify(write(tmp_path, text), dense=False, pool=pool)
    assert report.result == "same", report.reason


@pytest.mark.micropython
def test_hashes_are_fixed(tmp_path: Path, pool: InterpreterPool) -> None:
    text = "print(hash('text') % 1000)\nfor i in range(20):\n    print(list({'a', 'b', 'c', str(i)}))\n"
    assert verify(write(tmp_path, text), on=("cpython",), pool=pool).result == "same"


def test_stops_are_left_out_where_there_is_no_time_for_all(tmp_path: Path, pool: InterpreterPool) -> None:
    text = "total = 0\nfor i in range(4000):\n    total += i\nprint(total)\n"
    report = verify(write(tmp_path, text), on=("cpython",), timeout=6, pool=pool)
    assert (report.result, report.reason) == ("same", "")
    assert report.left_out > 0
    assert report.moves + report.left_out == report.safepoints
    assert report.seconds < 6


@pytest.mark.micropython
def test_nothing_is_left_in_the_programs_folder(tmp_path: Path, pool: InterpreterPool) -> None:
    (tmp_path / "friend.py").write_text("x = 1\n")
    assert verify(write(tmp_path, "import friend\n" + COUNT), moves=4, pool=pool).result == "same"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["friend.py", "program.py"]


@pytest.mark.micropython
def test_a_damaged_image_is_never_the_same(tmp_path: Path, pool: InterpreterPool) -> None:
    """A bit flipped in any part of what is carried: the target must not go on as if nothing had happened."""
    program = write(tmp_path, COUNT)
    clean = tmp_path / "keep"
    assert verify(program, moves=2, on=("cpython",), keep=clean, pool=pool).result == "same"
    image = clean / "move_00001"
    newest = max(image.iterdir())
    whole = newest.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        newest.unlink()  # kept images share their segments
        newest.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        found = pool.run("cpython", image, -1, ["program.py"], tmp_path, 20)
        # Falling back to the version before is what a heap does: then the program starts anew, and that shows.
        assert found.state == "broken" or found.stdout.startswith(b"0 0\n1 1\n"), f"byte {at}: {found}"
        for path in image.iterdir():
            if path.name > newest.name:
                path.unlink()


@given(st.integers(0, 3000), st.integers(1, 50), st.integers(0, 300), st.integers(0, 5))
def test_stops_are_spread_over_the_run(safepoints: int, every: int, moves: int, offset: int) -> None:
    stops = list(plan(safepoints, every, moves, offset))
    assert stops == sorted(set(stops))
    assert all(offset < stop <= safepoints and (stop - offset) % every == 0 for stop in stops)
    possible = max(0, safepoints - offset) // every
    assert len(stops) == (min(possible, moves) if moves else possible)
    if len(stops) > 2:
        gaps = [after - before for before, after in itertools.pairwise(stops)]
        assert max(gaps) - min(gaps) <= every, "evenly"


def test_wrong_arguments_are_errors(tmp_path: Path) -> None:
    program = write(tmp_path, COUNT)
    wrong: list[dict[str, Any]] = [
        {"every": 0},
        {"moves": -1},
        {"on": ()},
        {"on": ("x",)},
        {"timeout": 0},
        {"offset": -1},
    ]
    for arguments in wrong:
        with pytest.raises(ValueError, match="every"):
            verify(program, **arguments)


@pytest.mark.micropython
def test_two_can_be_verified_at_the_same_time(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    program = write(tmp_path, COUNT)

    def one(_: int) -> Report:
        return verify(program, moves=10)

    with ThreadPoolExecutor(3) as threads:
        assert {report.result for report in threads.map(one, range(3))} == {"same"}
    assert not [name for name in os.listdir(tmp_path) if name != "program.py"]
