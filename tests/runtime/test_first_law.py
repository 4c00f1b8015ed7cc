"""The first law: a program that moves does exactly what it does when it never moves.

Every program of tests/programs, dense and sparse, beginning on either interpreter, is moved at safepoints spread over
its run, each time into another OS process. `make test` moves most of them a few times and some very often; `make soak`
moves each of them 200 times. May live here: that sweep. May not: programs made at random (test_random_programs.py), and
how `verify` itself behaves (tests/host_tools/verify).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sojourn_host.verify import VMS, InterpreterPool, Report, verify

PROGRAMS = Path(__file__).resolve().parent.parent / "programs"
NORMAL = sorted(
    [
        *PROGRAMS.glob("*.py"),
        *(PROGRAMS / name / "main.py" for name in ("module_state", "several_modules", "star_imports")),
    ]
)
FAILING = sorted([*(PROGRAMS / "failing").glob("*.py"), *(PROGRAMS / "failing").glob("*/main.py")])
# Looks at the order of sets and dicts, which is another one on another kind of interpreter.
ONE_KIND = "# one interpreter:"
# (dense, begins on, moves): the moves of `make test`, for each program.
SHAPES = [(True, "micropython", 12), (True, "cpython", 6), (False, "cpython", 8), (False, "micropython", 6)]
OFTEN = ("try_finally", "classes_inheritance", "loops_all_forms", "with_blocks")
# Nothing in these can be cut in the sparse form: no loop is long enough and no call suspends.
MAY_BE_UNMOVED = FAILING
SEED = random.SystemRandom().randrange(1 << 32)


def name_of(program: Path) -> str:
    """How a program is called in test names."""
    return program.relative_to(PROGRAMS).as_posix().removesuffix("/main.py").removesuffix(".py")


@pytest.fixture(scope="module")
def pool() -> Iterator[InterpreterPool]:
    """Interpreters that stay warm."""
    with InterpreterPool() as made:
        yield made


def sweep(program: Path, shapes: list[tuple[bool, str, int]], pool: InterpreterPool, seed: int) -> None:
    """Verify a program in each shape; every shape must come out the same."""
    one_kind = program.read_text(encoding="utf-8").startswith(ONE_KIND)

    reports: list[tuple[str, Report]] = []
    for dense, first, moves in shapes:
        other = next(vm for vm in VMS if vm != first)
        on = (first,) if one_kind else (first, other)
        offset = random.Random(f"{seed} {program.name} {dense} {first}").randrange(3)
        report = verify(program, moves=moves, on=on, dense=dense, pool=pool, offset=offset, timeout=600)
        if report.result == "unmoved" and offset:  # so few safepoints that none was left
            offset = 0
            report = verify(program, moves=moves, on=on, dense=dense, pool=pool, timeout=600)
        reports.append((f"{'dense' if dense else 'sparse'}, {','.join(on)}, offset {offset}, seed {seed}", report))
    wrong = [
        f"{how}: {report.result} after {report.moves} moves: {report.reason}"
        for how, report in reports
        if report.result != "same" and not (report.result == "unmoved" and program in MAY_BE_UNMOVED)
    ]
    assert not wrong, "\n".join(wrong)
    for how, report in reports:
        check(report, how)


def check(report: Report, how: str) -> None:
    """What a report of moves must look like: never twice the same process, each go on where the one before stopped."""
    moves = report.moves_done
    assert report.moves == len(moves) > 0 or report.result == "unmoved", how
    for move, following in pairwise(moves):
        assert move.to_pid == following.from_pid, how
        assert move.safepoint < following.safepoint, how
    for move in moves:
        assert move.from_pid != move.to_pid, how
        assert 0 < move.delta_bytes <= move.image_bytes, how


@pytest.mark.micropython
@pytest.mark.parametrize("program", NORMAL, ids=name_of)
def test_moving_changes_nothing(program: Path, pool: InterpreterPool) -> None:
    sweep(program, SHAPES, pool, SEED)


@pytest.mark.micropython
@pytest.mark.parametrize("program", FAILING, ids=name_of)
def test_moving_does_not_change_how_it_fails(program: Path, pool: InterpreterPool) -> None:
    sweep(program, [(True, "micropython", 6), (True, "cpython", 6), (False, "micropython", 3)], pool, SEED)


@pytest.mark.micropython
@pytest.mark.parametrize("name", OFTEN)
def test_moving_very_often_changes_nothing(name: str, pool: InterpreterPool) -> None:
    sweep(PROGRAMS / f"{name}.py", [(True, "micropython", 200), (False, "cpython", 200)], pool, SEED)


@pytest.mark.soak
@pytest.mark.micropython
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("program", NORMAL, ids=name_of)
def test_every_program_moves_200_times(program: Path, pool: InterpreterPool) -> None:
    sweep(program, [(dense, first, 200) for dense in (True, False) for first in VMS], pool, SEED)


def test_there_are_enough_programs() -> None:
    assert len(NORMAL) >= 40
    assert len(FAILING) >= 20
