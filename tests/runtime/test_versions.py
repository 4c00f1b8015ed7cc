"""A program moves between versions of CPython, and from each of them to MicroPython and back.

May live here: that, with the CPythons that this machine has besides the one that runs the tests; without any of them the
tests are skipped and say so. May not: what a single version does (test_first_law.py).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn_host.verify import InterpreterPool, verify
from sojourn_host.verify.interpreters import NoPython, python_of

PROGRAMS = Path(__file__).resolve().parent.parent / "programs"
# Each uses something that versions of CPython do in ways of their own: frames, cells, comprehensions, exceptions.
NAMES = (
    "async_tasks", "class_bodies", "closures", "comprehensions", "constructors", "exceptions_across_frames",
    "generators_delegation", "library_enum", "recursion_deeper", "super_families", "try_finally", "with_blocks",
)  # fmt: skip
SEED = random.SystemRandom().randrange(1 << 32)


def installed() -> list[str]:
    """The other CPythons that run here."""
    found: list[str] = []
    for minor in range(11, 15):
        name = f"cpython3.{minor}"
        if (3, minor) != sys.version_info[:2]:
            try:
                python_of(name)
            except NoPython:
                continue
            found.append(name)
    return found


@pytest.fixture(scope="module")
def others() -> list[str]:
    """The other CPythons; skips without one."""
    found = installed()
    if not found:
        pytest.skip("no CPython 3.11 to 3.14 besides this one; install python3.12 or python3.13 to run this")
    return found


@pytest.fixture(scope="module")
def pool() -> Iterator[InterpreterPool]:
    """One pool for all of these."""
    with InterpreterPool() as made:
        yield made


@pytest.mark.parametrize("name", ["dict_order"])
def test_dictionaries_keep_the_order_of_insertion(name: str, others: list[str], pool: InterpreterPool) -> None:
    """Between interpreters that have it; with MicroPython, which has none, there is nothing to keep."""
    for dense in (True, False):
        on = (*others, "cpython")
        report = verify(PROGRAMS / f"{name}.py", moves=20, on=on, dense=dense, pool=pool, timeout=100)
        assert report.result == "same", f"{on}: {report.reason}"
        assert report.moves_done


@pytest.mark.micropython
@pytest.mark.parametrize("name", NAMES)
def test_moving_between_versions_changes_nothing(name: str, others: list[str], pool: InterpreterPool) -> None:
    rounds = [(*others, "cpython"), (others[-1], "micropython", others[0])]
    for number, on in enumerate(rounds):
        offset = random.Random(f"{SEED} {name} {number}").randrange(3)
        program = PROGRAMS / f"{name}.py"
        report = verify(program, moves=9, on=on, dense=number == 0, pool=pool, offset=offset, timeout=100)
        assert report.result == "same", f"{on}, offset {offset}, seed {SEED}: {report.reason}"
        assert report.moves_done
