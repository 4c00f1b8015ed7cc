"""The suite `pyperformance`: found where it is installed, run with a stand-in for pyperf, told what was left out.

May live here: a package of the same shape with benchmarks of a few lines. May not: the real one, which need not be here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sojourn_host.cli.main import group

# Each name is one of the real package; the text is ours.
BENCHMARKS = {
    "nbody": (
        "import pyperf\n\n\ndef work(loops, n):\n    start = pyperf.perf_counter()\n    for _ in range(loops):\n"
        "        print(sum(range(n)))\n    return pyperf.perf_counter() - start\n\n\n"
        "def more(cmd, args):\n    cmd.extend((args.size,))\n\n\n"
        "if __name__ == '__main__':\n    runner = pyperf.Runner(add_cmdline_args=more)\n"
        "    runner.metadata['description'] = 'sums'\n"
        "    runner.argparser.add_argument('--how-many', type=int, default=7, help='n')\n"
        "    args = runner.parse_args()\n    runner.bench_time_func('nbody', work, args.how_many)\n"
    ),
    "richards": (
        "import pyperf\n\n\ndef work(n):\n    return n * 2\n\n\n"
        "runner = pyperf.Runner()\nrunner.bench_func('richards', work, 21)\n"
    ),
    "chaos": "def work():\n    return locals()\n",
    "go": "import a_module_that_nobody_has\n",
    "mako": "import mako\n",
    "sqlite_synth": "import sqlite3\n",
}
NEEDS = {"mako": '["pyperf", "Mako"]'}


def call(*args: str) -> Result:
    """`sojourn bench --suite pyperformance`."""
    return CliRunner().invoke(group, ["bench", "--suite", "pyperformance", *args])


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that looks like the installed one."""
    root = tmp_path / "pyperformance"
    for name, text in BENCHMARKS.items():
        folder = root / "data-files" / "benchmarks" / f"bm_{name}"
        folder.mkdir(parents=True)
        (folder / "run_benchmark.py").write_text(text)
        needs = NEEDS.get(name, '["pyperf"]')
        (folder / "pyproject.toml").write_text(f"[project]\nname = 'bm_{name}'\ndependencies = {needs}\n")
    (root / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("package")
def test_what_can_be_measured_is_and_what_cannot_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    done = call("--on", "cpython", "--json", "--write", str(page))
    assert done.exit_code == 0, done.output
    suite, *others = [json.loads(line) for line in done.output.splitlines()]
    assert {one["program"] for one in suite["programs"]} == {"nbody", "richards"}
    reasons = {one["program"]: one["left_out"] for one in others}
    assert reasons.pop("chaos").startswith("refused: chaos.py:2:12: locals()")
    assert "no module named" in reasons.pop("go").lower()
    assert reasons.pop("mako") == "needs Mako"
    assert "interpreter's own modules" in reasons.pop("sqlite_synth")
    assert not reasons
    text = page.read_text()
    assert "cpython: geometric mean" in text
    assert "| chaos | cpython | refused: chaos.py:2:12: locals()" in text
    assert "`sojourn bench --suite pyperformance --on cpython --write " in text


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn_host.bench.pyperformance.NAME", "pyperformance_that_nobody_has")
    done = call()
    assert done.exit_code == 2
    assert "is not installed here: pip install" in done.output
    assert "timed and nothing else" in call("--latency").output
