"""The law over random programs: cut at any safepoint, stored, and resumed by another process, a program does the same.

Each program is cut at every safepoint in turn (of long ones at MOST of them, spread evenly), dense or sparse; what was
stored goes on to its end in another OS process. Most cuts stay on CPython, where they are quick; a part begins on one
interpreter and ends on the other. May live here: this property. May not: programs written by hand (test_first_law.py).
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cuts import CUTTER, SECONDS, cut, ends
from program_generator import constructs, programs
from sojourn_host.compiler import CompileError, build_image, build_program
from sojourn_host.verify import InterpreterPool, run_untouched

EXAMPLES = 320
MOST = 40  # cuts of one program
# Where a program is cut, where it goes on, and how many in ten of the programs do that.
ROUTES = [("cpython", "cpython")] * 7 + [("micropython", "cpython"), ("cpython", "micropython"), ("micropython",) * 2]
# Each step of shrinking a program cuts it everywhere again: only in `make soak` is there time for that.
PHASES = [phase for phase in Phase if phase is not Phase.shrink or settings().max_examples > EXAMPLES]
# Too big for the 16-bit jumps of MicroPython: an error, but no wrong result.
TOO_BIG = ("bytecode overflow", "too long for MicroPython")


class Tally:
    """What all the examples together were."""

    def __init__(self) -> None:
        self.programs = 0
        self.cuts = 0
        self.safepoints = 0
        self.too_big = 0
        self.constructs: Counter[str] = Counter()


@pytest.fixture(scope="module")
def cutters() -> Iterator[InterpreterPool]:
    """Interpreters that cut."""
    with InterpreterPool(runner=CUTTER) as made:
        yield made


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Counted over the module; shown at its end."""
    made = Tally()
    yield made
    lines = [f"{made.programs} random programs, {made.safepoints} safepoints, {made.cuts} cuts, {made.too_big} too big"]
    lines += [f"{count:7d} {name}" for name, count in made.constructs.most_common()]
    reporter: Any = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None:
        reporter.write_line("")
        for line in lines:
            reporter.write_line(line)


@pytest.mark.micropython
@pytest.mark.timeout(1200)
@settings(max_examples=max(EXAMPLES, settings().max_examples), phases=PHASES)
@given(source=programs(), route=st.sampled_from(ROUTES), dense=st.integers(0, 3).map(bool))
def test_a_cut_at_any_safepoint_changes_nothing(
    source: str, route: tuple[str, str], dense: bool, cutters: InterpreterPool, tally: Tally
) -> None:
    check(source, route, dense, cutters, tally)


def check(source: str, route: tuple[str, str], dense: bool, pool: InterpreterPool, tally: Tally) -> None:
    """All the cuts of one program."""
    program = pool.folder / "program.py"
    image = pool.folder / "image"
    for folder in (image, pool.folder / "cut"):
        shutil.rmtree(folder, ignore_errors=True)
    (pool.folder / "cut").mkdir()
    program.write_text(source, encoding="utf-8")
    how = f"{'dense' if dense else 'sparse'}, {route[0]} to {route[1]}; the program:\n{source}"
    try:
        build_image(build_program(program, dense=dense), image)
    except (CompileError, RuntimeError) as error:
        assert any(words in str(error) for words in TOO_BIG), f"{error}; {how}"
        tally.too_big += 1
        return
    state, count, text, whole = cut(pool, "cpython", "count", [])[0]
    assert state == "exited", f"{state} before any cut: {text}; {how}"
    native = run_untouched(program, "cpython", SECONDS)
    assert whole == native.stdout.decode(), f"compiled, before any cut; {how}"
    cuts = list(range(1, count + 1)) if count <= MOST else [1 + n * count // MOST for n in range(MOST)]
    tally.programs += 1
    tally.safepoints += count
    tally.cuts += len(cuts)
    tally.constructs += constructs(source)
    if not cuts:
        return
    before = cut(pool, route[0], "capture", cuts)
    for k in cuts:
        assert before[k][:2] == ("stopped", k), f"cut at safepoint {k}: {before[k][0]} {before[k][2]}; {how}"
    after = cut(pool, route[1], "resume", cuts)
    for k in cuts:
        state, _, text, rest = after[k]
        assert state == "exited", f"resumed at safepoint {k} of {count}: {state} {text}; {how}"
        assert before[k][3] + rest == whole, f"cut at safepoint {k} of {count}; {how}"


@pytest.mark.soak
@pytest.mark.micropython
@pytest.mark.timeout(3600)
def test_many_more_random_programs(cutters: InterpreterPool, tally: Tally) -> None:
    from program_generator import seeded

    for _ in range(500):
        seed = random.SystemRandom().randrange(1 << 40)
        chosen = random.Random(seed)
        try:
            check(seeded(seed), chosen.choice(ROUTES), chosen.random() < 0.75, cutters, tally)
        except AssertionError as error:
            raise AssertionError(f"seeded({seed}): {error}") from error


def test_a_lost_line_would_be_seen() -> None:
    found = ends(b"a\n\0end 1 stopped 1 \0b\n\0end 2 exited 9 x y\0")
    assert found == {1: ("stopped", 1, "", "a\n"), 2: ("exited", 9, "x y", "b\n")}
