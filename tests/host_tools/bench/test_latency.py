"""`sojourn bench --latency`: programs are asked for stops at random moments, and go on as if nothing had been.

May live here: that stops are made, counted and told apart. May not: limits for times; how long a stop takes here and now
depends on who else runs. The figures are in tests/benchmarks/RESULTS.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn_host.bench import BenchError, figures, latency
from sojourn_host.cli.main import group

# Recursion and a loop, a generator in a loop, a method in a loop: stops fall into all of them.
WORK = """
class Total:
    def __init__(self):
        self.n = 0

    def add(self, n):
        for i in range(n):
            self.n += i


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def each(n):
    for i in range(n):
        yield fib(i % 12)


total = Total()
for item in each(5000):
    total.add(item)
print(total.n)
"""
SORT = """
def key(n):
    return fib(9) + n


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


for n in range(300):
    print(len(sorted(range(5), key=key)))
"""


def write(folder: Path, text: str) -> Path:
    """A program to ask."""
    path = folder / "program.py"
    path.write_text(text)
    return path


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_a_program_is_stopped_often_and_prints_the_same(vm: str, tmp_path: Path) -> None:
    args = ["bench", str(write(tmp_path, WORK)), "--latency", "--stops", "25", "--seed", "7", "--on", vm, "--json"]
    done = CliRunner().invoke(group, args)
    assert done.exit_code == 0, done.output
    found = json.loads(done.output.splitlines()[-1])
    assert (found["program"], found["vm"], found["seed"]) == ("program", vm, 7)
    assert list(found)[-3:] == ["latency_ms", "safepoint_ms", "atomic_ms"]
    stop, point = found["latency_ms"], found["safepoint_ms"]
    assert list(stop) == ["median", "p99", "max", "asked"]
    assert stop["asked"] > 0
    assert found["priority"] == "normal" or stop["asked"] == 25, "an undisturbed process is asked as often as was said"
    assert 0 < stop["median"] <= stop["p99"] <= stop["max"]
    assert point["median"] < stop["median"], "unwinding takes time too"


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_a_sort_with_a_key_is_told_apart(vm: str, tmp_path: Path) -> None:
    """Nearly all of the program is inside of sorts: a question that falls into one waits for its end."""
    found = latency(write(tmp_path, SORT), vm, stops=6)
    waited = [(captured, atomic) for _, captured, atomic in found.stops if atomic]
    assert waited
    assert all(atomic <= captured for captured, atomic in waited)


def test_a_program_that_is_over_too_soon_is_asked_nothing(tmp_path: Path) -> None:
    found = latency(write(tmp_path, "print(1)\n"), "cpython")
    assert found.runs == 40 or not found.stops, "of a hundred microseconds, one may be hit"
    assert found.as_json()["atomic_ms"] == {"median": 0, "p99": 0, "max": 0, "asked": 0}


def test_what_stops_change_is_an_error(tmp_path: Path) -> None:
    """The untouched way of looking at frames is one that a stop changes; a measurement of that is worth nothing."""
    text = "import gc\nfor n in range(3000000):\n    pass\nprint(len(gc.get_objects()) // 1)\n"
    with pytest.raises(BenchError, match="prints something else"):
        latency(write(tmp_path, text), "cpython", stops=3)


def test_figures_leave_out_what_passed_in_atomic_sections() -> None:
    stops = [(1000 * n, 1000 * n + 500, 0) for n in range(1, 100)] + [(90_000, 90_700, 90_000)]
    found = figures(stops)
    assert found["latency_ms"] == {"median": 50.0, "p99": 98.5, "max": 99.5, "asked": 100}
    assert found["safepoint_ms"] == {"median": 49.5, "p99": 98.0, "max": 99.0, "asked": 100}
    assert found["atomic_ms"] == {"median": 90.0, "p99": 90.0, "max": 90.0, "asked": 1}
