"""A unit's code object has the program's lines and names, whether it was compiled or came from the cache.

May live here: code objects. May not: tracebacks as people see them (test_tracebacks.py).
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn import units_cpython
from sojourn.units_cpython import HIDDEN_LINE, original

PREFIX = "_j"
SOURCE = "def _jf0(a):\n    b = a + 1\n    return [x for x in b]\n\ndef _jmain():\n    _jf0(1)\n"
LINES = (4464, 300, 2, 65535, 9, 1)  # forwards, backwards, far, hidden


class Code:
    """What a heap has of one unit."""

    def __init__(self, source: str) -> None:
        packed = b"".join(line.to_bytes(2, "little") + b"\0\0" for line in LINES)
        self.parts = {"m0": source.encode(), "m0.map": packed, "d0": b'[["work", "Thing.work", []]]'}

    def source(self, key: str) -> str:
        return self.data(key).decode()

    def data(self, key: str) -> bytes:
        return self.parts[key]


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes(constant)


def check(source: str) -> None:
    fids: dict[int, int] = {}
    made = original(Code(source), PREFIX, "m0", 0, "app.py", fids)
    before = list(codes(compile(source, "app.py", "exec")))
    after = list(codes(made))
    wanted = [HIDDEN_LINE if line == 65535 else line for line in LINES]

    def line_of(generated: int | None) -> int | None:
        if generated is None:
            return None
        return wanted[generated - 1] if 0 < generated <= len(wanted) else HIDDEN_LINE

    assert len(before) == len(after) > 2
    for old, new in zip(before, after, strict=True):
        assert [p[0] for p in new.co_positions()] == [line_of(p[0]) for p in old.co_positions()]
        assert new.co_firstlineno == line_of(old.co_firstlineno)
        assert (new.co_code, new.co_names, new.co_filename) == (old.co_code, old.co_names, "app.py")
    work = next(code for code in after if code.co_name == "work")
    assert work.co_qualname == "Thing.work"
    assert fids == {id(work): 0}
    assert "<module>" in [code.co_name for code in after[1:]]


def test_each_instruction_has_the_programs_line() -> None:
    check(SOURCE)
    check(SOURCE.replace("b = a + 1", "b = [" + "a + 1, " * 500 + "]"))


def test_the_cache_changes_nothing_and_a_damaged_entry_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units_cpython, "cache", str(tmp_path))
    check(SOURCE)
    (entry,) = tmp_path.iterdir()
    good = entry.read_bytes()
    check(SOURCE)
    entry.write_bytes(good[: len(good) // 2])
    check(SOURCE)
    assert entry.read_bytes() == good
    check(SOURCE.replace("+ 1", "+ 2"))
    assert len(list(tmp_path.iterdir())) == 2, "another source is another entry"
