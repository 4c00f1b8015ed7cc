"""What the compiler makes of five small programs, read over by a person: it changes only through `make approve`.

May live here: that comparison. May not: whether the code is right, which the first law says.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn_host.compiler import build_program, dump

GOLDEN = Path(__file__).parent / "golden"
PROGRAMS = sorted(GOLDEN.glob("*.py"))


def made(program: Path) -> str:
    """The fast and the resume bodies of a program."""
    build = build_program(program)
    return dump(build, "fast") + "\n" + dump(build, "resume") + "\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_code_is_what_was_approved(program: Path) -> None:
    approved = program.with_suffix(".txt").read_text(encoding="utf-8")
    assert made(program) == approved, f"run `make approve` and look at what changed in {program.stem}.txt"
