"""`sojourn bench`: what it measures, and what it refuses to measure.

May live here: small programs, and the shape of the figures. May not: limits for ratios; two cores are shared by all
tests, and a figure of one moment says nothing. The figures are in tests/benchmarks/RESULTS.md.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sojourn_host.bench import PAIRS, BenchError, Measurement, geometric_mean, measure, results, suite
from sojourn_host.cli.main import group

LOOP = "def work(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n\n\nprint(work(30000))\n"
KEYS = ["program", "vm", "ratio", "ratio_min", "ratio_max", "native_seconds", "pairs", "resumed_ratio", "mpy_bytes"]
KEYS += ["ram_bytes"]


def call(*args: str) -> Result:
    """`sojourn bench`."""
    return CliRunner().invoke(group, ["bench", *args])


def write(folder: Path, text: str, name: str = "program.py") -> Path:
    """A program to time."""
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_one_program(vm: str, tmp_path: Path) -> None:
    done = call(str(write(tmp_path, LOOP)), "--on", vm, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output.splitlines()[-1])
    assert list(found) == KEYS
    assert (found["program"], found["vm"], found["pairs"]) == ("program", vm, PAIRS)
    assert PAIRS >= 5
    assert 0.2 < found["ratio"] < 20
    assert found["ratio_min"] <= found["ratio_max"]
    assert 0 < found["native_seconds"] < 5, "the program alone, not the start of its interpreter"
    assert found["resumed_ratio"] is None, "two milliseconds say nothing"
    if vm == "micropython":
        sizes = found["mpy_bytes"]
        assert list(sizes) == ["native", "fast", "resume"]
        assert 0 < sizes["native"] < sizes["fast"], "the fast body looks at the flag"
        assert 0 < found["ram_bytes"]["native"] < found["ram_bytes"]["fast"] < 4096 < sum(found["ram_bytes"].values())
    else:
        assert found["mpy_bytes"] is found["ram_bytes"] is None
    assert [path.name for path in tmp_path.iterdir()] == ["program.py"]


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_time_is_taken_inside(vm: str, tmp_path: Path) -> None:
    """A program that does nothing takes no time, although its interpreter takes some to start."""
    assert measure(write(tmp_path, "print(1)\n"), vm).native_seconds < 0.01


@pytest.mark.serial
@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_what_takes_longer_compiled_has_a_greater_ratio(vm: str, tmp_path: Path) -> None:
    """The ratio is the compiled side over the untouched one, and no other way round."""
    text = (
        "import sys\nn = 4000000 if 'sojourn.engine' in sys.modules else 1000000\nprint(sum(range(n)) // n - n // 2)\n"
    )
    found = measure(write(tmp_path, text), vm)
    assert 2 < found.ratio < 8


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_main_guards_modules_and_exits(vm: str, tmp_path: Path) -> None:
    write(tmp_path, "def twice(n):\n    return 2 * n\n", "friend.py")
    text = "import sys\nimport friend\nif __name__ == '__main__':\n    print(friend.twice(21), sys.argv)\n    sys.exit(0)\n"
    assert measure(write(tmp_path, text), vm).ratio > 0


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("print(1 // 0)\n", "does not end normally"),
        ("import sys\nsys.exit(2)\n", "does not end normally"),
        ("import sys\nprint('sojourn.engine' in sys.modules)\n", "prints something else"),
        ("while True:\n    pass\n", "takes longer than 2 s"),
    ],
)
def test_what_cannot_be_timed(vm: str, text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=says):
        measure(write(tmp_path, text), vm, timeout=2)


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_the_rest_after_a_stop(vm: str, tmp_path: Path) -> None:
    """Both rests end as the program does; one without a safepoint has none."""
    found = measure(write(tmp_path, LOOP.replace("30000", "1500000")), vm).resumed_ratio
    assert found is not None
    assert 0.2 < found < 5
    assert measure(write(tmp_path, "print(1)\n"), vm).resumed_ratio is None


@pytest.mark.micropython
@pytest.mark.skipif(shutil.which("valgrind") is None, reason="instructions are counted with valgrind")
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_instructions_are_counted(vm: str, tmp_path: Path) -> None:
    """Starting and loading are left out: what is counted is the loop, some instructions for each iteration."""
    done = call(str(write(tmp_path, LOOP.replace("30000", "100000"))), "--on", vm, "--instructions", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output.splitlines()[-1])
    assert list(found) == ["program", "vm", "ratio", "native", "compiled"]
    assert 2_000_000 < found["native"] < 80_000_000, "20 to 800 for an iteration; starting takes more"
    assert 0.9 < found["ratio"] < 1.3


def test_counting_needs_valgrind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = call(str(write(tmp_path, LOOP)), "--on", "cpython", "--instructions")
    assert done.exit_code == 2
    assert "valgrind, which is not installed" in done.output


def test_a_refused_program_and_wrong_use(tmp_path: Path) -> None:
    done = call(str(write(tmp_path, "def f():\n    locals()\n")), "--on", "cpython")
    assert done.exit_code == 2
    assert "program.py:2:5: locals()" in done.output
    for args in ([], [str(tmp_path / "program.py"), "--suite"], ["--suite", str(tmp_path / "none")], ["--pairs", "4"]):
        done = call(*args)
        assert done.exit_code == 2, args
        assert "Traceback" not in done.output
    done = call("--suite", str(tmp_path / "none"))
    assert "no programs to time" in done.output


@pytest.mark.micropython
def test_a_suite_and_its_page(tmp_path: Path) -> None:
    folder = tmp_path / "suite"
    folder.mkdir()
    for name in ("one.py", "two.py"):
        write(folder, LOOP, name)
    page = tmp_path / "RESULTS.md"
    done = call("--suite", str(folder), "--json", "--write", str(page), "--stops", "3")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert [line["vm"] for line in lines] == ["micropython", "cpython"] * 2
    means = [line for line in lines if "ratio" in line]
    assert [line["vm"] for line in lines if "latency_ms" in line] == ["micropython", "cpython"]
    for mean in means:
        assert list(mean)[:5] == ["vm", "ratio", "ratio_min", "ratio_max", "native_seconds"]
        for name in ("mpy_bytes", "ram_bytes") if mean["vm"] == "micropython" else ():
            assert mean[name]["fast"] == sum(one[name]["fast"] for one in mean["programs"])
        ratios = [one["ratio"] for one in mean["programs"]]
        assert len(ratios) == 2
        assert math.isclose(mean["ratio"], math.sqrt(ratios[0] * ratios[1]), rel_tol=0.001)
    text = page.read_text()
    for words in ("| one | ", "| two | ", "micropython: geometric mean", "cpython: geometric mean", "CPython 3", "UTC"):
        assert words in text
    assert f"`sojourn bench --suite {folder} --write {page} --stops 3`" in text, "by which it can be made again"
    assert text.count("**all**") == 3, "sizes, and how long stops take on either interpreter"


def test_the_mean_is_geometric() -> None:
    rows = [Measurement("a", "cpython", ratio, ratio, ratio, 1.0, 5, 1.01, None, None) for ratio in (0.5, 2.0, 8.0)]
    assert geometric_mean(rows) == 2.0
    with pytest.raises(ValueError, match="nothing"):
        geometric_mean([])
    assert "2.000 over 3 programs" in results(rows)


def test_the_suite_of_the_checkout_has_enough_programs() -> None:
    assert len(suite()) >= 20
    assert "fib" in {path.stem for path in suite()}
