"""The road from a fresh clone to a working .venv, and the runner that cuts the tests into parts.

May live here: what `make` and .ci/ promise. May not: anything about the project's own code.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not worth a pin for one test

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def folder_with(tmp_path: Path, *programs: str) -> str:
    """A PATH that holds these programs and nothing else."""
    for program in programs:
        found = shutil.which(program)
        assert found is not None, program
        (tmp_path / program).symlink_to(found)
    return str(tmp_path)


def test_without_a_fitting_python_it_says_what_to_do(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "bash", "env", "cat")
    old = tmp_path / "python3"
    old.write_text("#!/usr/bin/env bash\nexit 1\n")  # what an older Python answers to the question it is asked
    old.chmod(0o755)
    answer = run([".ci/make_venv", str(tmp_path / "venv")], PATH=path)
    assert answer.returncode == 1
    assert "Python 3.11 or newer" in answer.stderr
    assert "PYTHON=" in answer.stderr
    assert not (tmp_path / "venv").exists()


def test_a_python_asked_for_by_name_is_not_replaced_by_another(tmp_path: Path) -> None:
    answer = run([".ci/make_venv", str(tmp_path / "venv")], PATH=os.environ["PATH"], PYTHON="/nowhere/python3.99")
    assert answer.returncode == 1
    assert "/nowhere/python3.99" in answer.stderr
    assert not (tmp_path / "venv").exists()


def test_the_installed_versions_are_the_pinned_ones() -> None:
    if Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("runs in another environment than .venv")
    answer = run([sys.executable, "-m", "pip", "freeze", "--all"], PATH=os.environ["PATH"])
    installed = {line.lower().replace("_", "-") for line in answer.stdout.splitlines()}
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = {line for line in lines if "==" in line and ";" not in line}
    assert len(pinned) > 40
    assert not sorted(pinned - installed)


def test_help_lists_the_two_commands() -> None:
    answer = run(["make", "help"], PATH=os.environ["PATH"])
    assert answer.returncode == 0, answer.stderr
    assert {"demo", "test"} <= {line.split()[1] for line in answer.stdout.splitlines() if line.startswith("  make ")}


def test_the_wheel_carries_every_file_of_the_three_roots_and_what_a_device_runs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    answer = run(build, PATH=os.environ["PATH"])
    assert answer.returncode == 0, answer.stderr
    (wheel,) = tmp_path.glob("sojourn-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {"sojourn_host/firmware_examples/unix/main.py", "sojourn_host/firmware_examples/manifest.py"}
    for root in ("runtime", "transports", "host_tools"):
        expected |= {str(path.relative_to(ROOT / root)) for path in (ROOT / root).glob("sojourn*/**/*.py")}
        expected |= {str(path.relative_to(ROOT / root)) for path in (ROOT / root).glob("sojourn*/py.typed")}
    assert len(expected) > 8
    assert not sorted(expected - carried)
    # Tests and programs stay in the checkout.
    tops = {name.split("/")[0] for name in carried if ".dist-info" not in name}
    assert tops == {"sojourn", "sojourn_transports", "sojourn_host"}


def script(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def runner() -> ModuleType:
    return script("run_tests")


@pytest.mark.parametrize(
    ("subject", "wrong"),
    [
        ("runtime/heap: Verify each page when it is read.", None),
        ('Revert "runtime/heap: Verify each page."', None),
        ("verify each page", "path: Sentence."),
        ("runtime/heap: Verify each page", "path: Sentence."),
        ("runtime/heap: verify each page.", "capital"),
        ("runtime/heap: " + "X" * 58 + ".", "73 characters"),
        ("", "path: Sentence."),
    ],
)
def test_commit_subjects(subject: str, wrong: str | None) -> None:
    found = script("check_subject").complaint(subject)
    assert found is None if wrong is None else wrong in found


def test_every_hook_is_a_file_in_the_venv_or_the_checkout() -> None:
    # Hooks must not fetch anything: each is local and calls what `make venv` has installed.
    configuration: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in configuration["repos"]} == {"local"}
    entries = [hook["entry"].split() for repository in configuration["repos"] for hook in repository["hooks"]]
    assert len(entries) > 4
    for program, *arguments in entries:
        assert program.startswith(".venv/bin/")
        assert Path(sys.executable).with_name(Path(program).name).exists(), program
        named = [word for word in arguments if word.endswith(".py")]
        assert all((ROOT / word).exists() for word in named), named


def test_every_test_file_belongs_to_a_part(runner: ModuleType) -> None:
    parts = runner.test_parts()
    assert len(parts) == len(set(parts))
    covered = {ROOT / target for part in parts for target in runner.targets(part)}
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if "__pycache__" not in path.parts]
    assert Path(__file__) in files
    assert not [path for path in files if path not in covered and not covered & set(path.parents)]


@pytest.mark.parametrize(("budget", "seconds"), [("90", 90), ("90s", 90), ("20m", 1200), ("1.5h", 5400)])
def test_budgets(runner: ModuleType, budget: str, seconds: float) -> None:
    assert runner.seconds_of(budget) == seconds


def test_a_part_that_does_not_exist_is_an_error() -> None:
    answer = run([sys.executable, ".ci/run_tests.py", "--part", "nonsense"], PATH=os.environ["PATH"])
    assert answer.returncode == 2
    assert "nonsense" in answer.stderr
    assert "architecture" in answer.stderr


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """A tree of its own for the runner, in which the second of three parts with tests fails."""
    for name in ("runtime", "transports"):
        (tmp_path / "tests" / name).mkdir(parents=True)
        (tmp_path / "tests" / name / "test_it.py").write_text(f"def test_it():\n    assert {name == 'transports'}\n")
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_whole.py").write_text("def test_whole():\n    assert 1 + 1 == 2\n")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run_tests.py", tmp_path / ".ci")
    one_file = '["tests/test_whole.py"]'
    (tmp_path / "pyproject.toml").write_text(f"[tool.mypy]\nfiles = {one_file}\n[tool.pyright]\ninclude = {one_file}\n")
    (tmp_path / "ruff.toml").write_text("line-length = 120\n")
    return tmp_path


def test_a_failing_part_stops_the_run_and_is_named(small_tree: Path) -> None:
    command = [sys.executable, str(small_tree / ".ci" / "run_tests.py")]
    stopped = run(command, PATH=os.environ["PATH"])
    assert stopped.returncode == 1, stopped.stdout
    assert "FAILED: runtime. Not run: transports." in stopped.stdout
    assert "make test PART=runtime" in stopped.stdout
    kept_going = run([*command, "--keep-going"], PATH=os.environ["PATH"])
    assert kept_going.returncode == 1, kept_going.stdout
    assert "FAILED: runtime.\n" in kept_going.stdout


def test_lint_names_the_check_that_fails(small_tree: Path) -> None:
    (small_tree / "tests" / "test_whole.py").write_text("x: int = 'text'\n")
    answer = run([sys.executable, str(small_tree / ".ci" / "run_tests.py")], PATH=os.environ["PATH"])
    assert answer.returncode == 1, answer.stdout
    assert "FAILED: lint. Not run: architecture, runtime, transports." in answer.stdout
    verdicts = {line[3:15].strip(): line[16:23].strip() for line in answer.stdout.splitlines() if line.endswith(" s")}
    assert verdicts["ruff check"] == "ok"
    assert verdicts["ruff format"] == verdicts["mypy"] == verdicts["pyright"] == "FAILED"


def test_a_soak_repeats_a_part_with_new_seeds_until_its_budget_is_used(small_tree: Path) -> None:
    command = [sys.executable, str(small_tree / ".ci" / "run_tests.py"), "--soak", "--part"]
    passed = run([*command, "transports", "--budget", "2s"], PATH=os.environ["PATH"])
    assert passed.returncode == 0, passed.stdout
    assert "round 1, hypothesis seed" in passed.stdout
    failed = run([*command, "runtime", "--budget", "60s"], PATH=os.environ["PATH"])
    assert failed.returncode == 1, failed.stdout
    assert "round 1 failed; the same again: -m pytest" in failed.stdout


def test_a_soak_that_is_interrupted_tells_what_had_failed(runner: ModuleType, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    assert not runner.has_failures(report), "stopped before it could say anything"
    for text, failed in (("<testcase/>", False), ("<testcase><failure message='x'/></testcase>", True)):
        report.write_text(f"<testsuites><testsuite errors='0' failures='1'>{text}</testsuite></testsuites>")
        assert runner.has_failures(report) is failed
