"""Runs the checks and the tests in parts, says how long each took, and stops at the first that fails.

    python .ci/run_tests.py                        lint, then every part
    python .ci/run_tests.py --part runtime         one part
    python .ci/run_tests.py --keep-going           every part, failures listed at the end
    python .ci/run_tests.py --soak --part runtime --budget 20m

A part is `lint`, `architecture` (the test files directly in tests/) or a folder of tests/ that holds test files; so a
new folder is a new part without a line here. May live here: choosing and timing commands. May not: any check itself;
checks are ruff, mypy, pyright and pytest, each configured in pyproject.toml alone.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
BIN = Path(sys.executable).parent
# Quick and telling parts first; whatever is not named comes before the slow last one.
FIRST = ["architecture", "runtime", "transports", "host_tools"]
LAST = ["end_to_end"]
NOTHING_COLLECTED = 5
INTERRUPTED = 2


def test_parts() -> list[str]:
    """The names of the parts that pytest runs, in the order they run."""
    found = {path.name for path in TESTS.iterdir() if path.is_dir() and next(path.rglob("test_*.py"), None) is not None}
    middle = sorted(found - set(FIRST) - set(LAST))
    return [part for part in [*FIRST, *middle, *LAST] if part == "architecture" or part in found]


def targets(part: str) -> list[str]:
    """What pytest is given for a part: its folder, or for `architecture` the test files directly in tests/."""
    if part == "architecture":
        return [str(path.relative_to(ROOT)) for path in sorted(TESTS.glob("test_*.py"))]
    return [f"tests/{part}"]


def lint() -> int:
    """Runs the four static checks side by side; prints each one's time, and the output of those that fail."""
    commands = {
        "ruff check": [str(BIN / "ruff"), "check", "--quiet", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--check", "--quiet", "--diff", "."],
        "mypy": [str(BIN / "mypy"), "--no-error-summary"],
        "pyright": [str(BIN / "pyright"), "--pythonpath", sys.executable],
    }
    environment = dict(os.environ, PYRIGHT_PYTHON_IGNORE_WARNINGS="1", PYRIGHT_PYTHON_USE_BUNDLED_PYRIGHT="1")
    began = time.monotonic()
    running = {
        name: subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for name, command in commands.items()
    }
    failed: list[str] = []
    for name, process in running.items():
        output = process.communicate()[0]
        say(f"   {name:<12} {'ok' if process.returncode == 0 else 'FAILED':<7} {time.monotonic() - began:6.1f} s")
        if process.returncode != 0:
            failed.append(name)
            print(output.rstrip() or f"   (no output, exit code {process.returncode})", flush=True)
    if "ruff format" in failed:
        say("   `make format` puts the sources into the one format.")
    return 1 if failed else 0


def pytest(part: str, options: list[str]) -> int:
    """Runs pytest over one part; an exit code of pytest, where having no tests to run is no failure.

    A test for each core at a time; those marked `serial`, which compare times, one by one after them.
    """
    command = [sys.executable, "-m", "pytest", "-q", *targets(part)]
    code = subprocess.run(
        [*command, "-m", "not soak and not serial", "-n", "logical", *options], cwd=ROOT, check=False
    ).returncode
    if code not in (0, NOTHING_COLLECTED) or not has_serial_tests(part):
        return code
    alone = subprocess.run([*command, "-m", "serial and not soak", *options], cwd=ROOT, check=False).returncode
    return code if alone == NOTHING_COLLECTED else alone


def has_serial_tests(part: str) -> bool:
    """Whether a second run is worth the time it takes to collect."""
    folders = [TESTS.glob("test_*.py") if part == "architecture" else (TESTS / part).rglob("test_*.py")]
    return any("mark.serial" in path.read_text(encoding="utf-8") for folder in folders for path in folder)


def soak_part(part: str, seconds: float, options: list[str]) -> int:
    """Repeats one part with ever new seeds until `seconds` have passed or something fails, a test for each core.

    Tests marked `soak` run too, random programs come from hypothesis' `soak` profile, and SOJOURN_SOAK_SECONDS tells a
    long sweep how much of the budget is left, of which it takes a share (tests/soak.py). They say what they reached.
    """
    began = time.monotonic()
    rounds = 0
    while (left := seconds - (time.monotonic() - began)) > 0:
        rounds += 1
        seed = random.SystemRandom().randrange(2**32)
        say(f"   round {rounds}, hypothesis seed {seed}, {left:.0f} s left")
        command = [sys.executable, "-m", "pytest", "-q", "-x", *targets(part), "-m", "not serial", "-n", "logical"]
        command += ["--timeout", "3600"]
        command += ["--hypothesis-profile", "soak", "--hypothesis-seed", str(seed), *options]
        environment = dict(os.environ, SOJOURN_SOAK_SECONDS=str(int(left)))
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            process = subprocess.Popen([*command, "--junitxml", str(report)], cwd=ROOT, env=environment)
            try:
                code = process.wait(timeout=left)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
                code = process.wait()
                # Without a report it was still starting: Python's own exit code for that is 1.
                if code in (INTERRUPTED, -signal.SIGINT) or not report.exists():
                    code = 1 if has_failures(report) else 0
        if code not in (0, NOTHING_COLLECTED):
            say(f"   round {rounds} failed; the same again: {shlex.join(command[1:])}")
            return code
        if code == NOTHING_COLLECTED:
            return code
    say(f"   {rounds} rounds, nothing failed")
    return 0


def has_failures(report: Path) -> bool:
    """Whether a round that was interrupted had found something: the other workers were still at their tests."""
    return report.exists() and re.search(r"<(failure|error)\b", report.read_text(encoding="utf-8")) is not None


def seconds_of(budget: str) -> float:
    """'90', '90s', '20m' or '2h' in seconds."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", budget.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{budget!r} is no length of time; write 90s, 20m or 2h")
    return float(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[match[2]]


def say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    """Exit code 0 if every part that ran passed, 1 if one failed, 2 for wrong options."""
    parser = argparse.ArgumentParser(description="Runs the project's checks and tests in parts.")
    parser.add_argument("--part", default="", help="only this part: lint or one of those in tests/")
    parser.add_argument("--keep-going", action="store_true", help="run every part even after one failed")
    parser.add_argument("--soak", action="store_true", help="repeat with new seeds until the budget is used")
    parser.add_argument("--budget", type=seconds_of, default=seconds_of("20m"), help="length of a soak: 90s, 20m, 2h")
    parser.add_argument("options", nargs="*", help="after --: options for pytest")
    given = parser.parse_args()

    parts = test_parts() if given.soak else ["lint", *test_parts()]
    if given.part:
        if given.part not in parts:
            parser.error(f"there is no part {given.part!r}; there are: {', '.join(parts)}")
        parts = [given.part]

    budget = given.budget / len(parts)
    checks: dict[str, Callable[[], int]] = {"lint": lint}
    results: list[tuple[str, str, float]] = []
    for part in parts:
        say(f"== {part}")
        began = time.monotonic()
        if given.soak:
            code = soak_part(part, budget, given.options)
        elif part in checks:
            code = checks[part]()
        else:
            code = pytest(part, given.options)
        word = {0: "passed", NOTHING_COLLECTED: "no tests"}.get(code, "FAILED")
        results.append((part, word, time.monotonic() - began))
        if word == "FAILED" and not given.keep_going:
            break

    say("")
    for part, word, seconds in results:
        say(f"   {part:<14} {word:<9} {seconds:7.1f} s")
    say(f"   {'all':<14} {'':<9} {sum(seconds for _, _, seconds in results):7.1f} s")
    failed = [part for part, word, _ in results if word == "FAILED"]
    not_run = parts[len(results) :]
    if failed:
        say(f"\nFAILED: {', '.join(failed)}." + (f" Not run: {', '.join(not_run)}." if not_run else ""))
        say(f"Only that part again:  make test PART={failed[0]}      all in spite of it:  make test KEEP=1")
        return 1
    if all(word == "no tests" for _, word, _ in results):
        say("\nFAILED: no test was selected.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
