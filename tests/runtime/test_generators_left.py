"""CPython closes a generator as soon as nothing holds it: a compiled program must not hold it longer, moved or not.

MicroPython closes none, so that this is verified on CPython alone. May live here: that. May not: closing by hand, which
both interpreters know (tests/programs/generators_control.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn_host.verify import verify

PROGRAM = Path(__file__).resolve().parent.parent / "programs" / "cpython" / "generators_left.py"


@pytest.mark.parametrize("dense", [True, False], ids=["dense", "sparse"])
@pytest.mark.parametrize("every", [1, 2, 3, 5, 7, 11])
def test_a_generator_is_closed_when_the_loop_over_it_is_left(dense: bool, every: int) -> None:
    report = verify(PROGRAM, every=every, on=("cpython",), dense=dense)
    assert report.result == ("same" if dense or every <= 5 else "unmoved"), report.reason
