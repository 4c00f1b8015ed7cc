"""The first law: a program that moves does exactly what it does when it never moves.

Every program of tests/programs, dense and sparse, beginning on either interpreter, is moved at safepoints spread over
its run, each time into another OS process. `make test` moves most of them a few times and some very often; `make soak`
moves them at every stride, as far as its time goes. May live here: that sweep. May not: programs made at random (test_random_programs.py), and
how `verify` itself behaves (tests/host_tools/verify).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from soak import Share
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
STRIDES = (1, 2, 3, 5, 7, 11)
MOST_MOVES = 200
STRIDES_SHARE = 0.3  # of a soak's time
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
@pytest.mark.timeout(0)
def test_every_program_moves_at_every_stride(
    pool: InterpreterPool, record_property: Callable[[str, object], None]
) -> None:
    """What `sojourn verify --every K` does, for each stride, form, interpreter to begin on, and program.

    There are more of these than an hour has room for. They come in an order that the seed shuffles, but each program has
    had a turn before any has its second; a long run of a program is moved MOST_MOVES times at multiples of the stride,
    spread evenly. At the end it says how many of them there were, and of how many.
    """
    cells = [(every, dense, first) for every in STRIDES for dense in (True, False) for first in VMS]
    source = random.Random(SEED)
    turns = [(program, source.sample(cells, len(cells))) for program in source.sample(NORMAL, len(NORMAL))]
    told: Counter[str] = Counter({"strides swept": 0, "strides there are": len(NORMAL) * len(cells)})
    time = Share(STRIDES_SHARE)
    try:
        for turn in range(len(cells)):
            for program, order in turns:
                if time.is_over():
                    return
                told["moves of strides"] += stride(program, *order[turn], pool)
                told["strides swept"] += 1
    finally:
        record_property("tally", dict(told))


def stride(program: Path, every: int, dense: bool, first: str, pool: InterpreterPool) -> int:
    """One verification; the number of moves made."""
    one_kind = program.read_text(encoding="utf-8").startswith(ONE_KIND)
    on = (first,) if one_kind else (first, next(vm for vm in VMS if vm != first))
    report = verify(program, every=every, moves=MOST_MOVES, on=on, dense=dense, pool=pool, timeout=600)
    how = f"{name_of(program)} --every {every} --moves {MOST_MOVES} --on {','.join(on)}{'' if dense else ' --sparse'}"
    seldom = report.safepoints < every or not dense and report.safepoints <= 1
    assert report.result == "same" or report.result == "unmoved" and seldom, f"{how}: {report.result}: {report.reason}"
    check(report, how)
    return report.moves


def test_there_are_enough_programs() -> None:
    assert len(NORMAL) >= 40
    assert len(FAILING) >= 20
