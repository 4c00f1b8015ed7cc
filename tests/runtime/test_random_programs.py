"""The law over random programs: cut at any safepoint, stored, and resumed by another process, a program does the same.

Each program is cut at every safepoint in turn (of long ones at MOST of them, spread evenly), dense or sparse; what was
stored goes on to its end in another OS process. Most cuts stay on CPython, where they are quick; a part begins on one
interpreter and ends on the other. May live here: this property. May not: programs written by hand (test_first_law.py).
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import Phase, given, seed, settings

from cuts import CUTTER, SECONDS, cut, ends
from program_generator import constructs, programs
from soak import Share
from sojourn_host.compiler import CompileError, build_image, build_program
from sojourn_host.verify import InterpreterPool, run_untouched

MOST = 40  # cuts of one program
FEWER = 10  # ... in a soak, where many programs are wanted
# How much of a soak's time the programs by seed take, and what each of the shares below may take.
BY_SEED, BY_SHARE = 0.3, 0.02
# How many programs: whether dense, where each is cut, and where it goes on. Most stay on CPython, where it is quick.
SHARES = [
    (36, True, "cpython", "cpython"),
    (36, True, "cpython", "cpython"),
    (36, True, "cpython", "cpython"),
    (36, False, "cpython", "cpython"),
    (16, True, "micropython", "cpython"),
    (16, True, "cpython", "micropython"),
    (16, True, "micropython", "micropython"),
    (16, False, "micropython", "micropython"),
]
EXAMPLES = sum(share[0] for share in SHARES)
# Each step of shrinking a program cuts it everywhere again: only in `make soak` is there time for that.
PHASES = [phase for phase in Phase if phase is not Phase.shrink or settings().max_examples > EXAMPLES]
# Too big for the 16-bit jumps of MicroPython: an error, but no wrong result.
TOO_BIG = ("bytecode overflow", "too long for MicroPython")


class Tally:
    """What the examples of one test were; conftest.py shows all of them together at the end of the run."""

    def __init__(self) -> None:
        self.programs = 0
        self.cuts = 0
        self.safepoints = 0
        self.too_big = 0
        self.constructs: Counter[str] = Counter()

    def told(self) -> dict[str, int]:
        """Every number by its name."""
        counts = {"random programs": self.programs, "safepoints": self.safepoints, "cuts": self.cuts}
        return {**counts, "too big": self.too_big, **self.constructs}


@pytest.fixture(scope="module")
def cutters() -> Iterator[InterpreterPool]:
    """Interpreters that cut."""
    with InterpreterPool(runner=CUTTER) as made:
        yield made


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """What the test's examples were."""
    made = Tally()
    yield made
    record_property("tally", made.told())


@pytest.mark.micropython
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("share", range(len(SHARES)))
def test_a_cut_at_any_safepoint_changes_nothing(
    share: int, cutters: InterpreterPool, tally: Tally, request: pytest.FixtureRequest
) -> None:
    examples, dense, cut_on, goes_on = SHARES[share]
    asked = request.config.getoption("--hypothesis-seed")  # by which the soak says how to do the same again
    first = int(asked) if asked is not None else random.SystemRandom().randrange(1 << 32)
    examples = max(examples, settings().max_examples * examples // EXAMPLES)

    time = Share(BY_SHARE)

    @settings(max_examples=examples, phases=PHASES, database=None)
    @seed(first + share)
    @given(source=programs())
    def holds(source: str) -> None:
        if not time.is_over():
            check(source, (cut_on, goes_on), dense, cutters, tally)

    holds()


def check(
    source: str, route: tuple[str, str], dense: bool, pool: InterpreterPool, tally: Tally, most: int = MOST
) -> None:
    """All the cuts of one program, or `most` of them."""
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
    cuts = list(range(1, count + 1)) if count <= most else [1 + n * count // most for n in range(most)]
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
@pytest.mark.timeout(0)
def test_many_more_random_programs(cutters: InterpreterPool, tally: Tally) -> None:
    """As many as there is time for; the soak says how many that were. For 2,000 give it hours: BUDGET=8h."""
    from program_generator import seeded

    time = Share(BY_SEED)
    while not time.is_over() and (time.until is not None or tally.programs < EXAMPLES):
        number = random.SystemRandom().randrange(1 << 40)
        chosen = random.Random(number).choice(SHARES)
        try:
            check(seeded(number), chosen[2:], chosen[1], cutters, tally, FEWER)
        except AssertionError as error:
            raise AssertionError(f"seeded({number}), {chosen}: {error}") from error


def test_a_lost_line_would_be_seen() -> None:
    found = ends(b"a\n\0end 1 stopped 1 \0b\n\0end 2 exited 9 x y\0")
    assert found == {1: ("stopped", 1, "", "a\n"), 2: ("exited", 9, "x y", "b\n")}
