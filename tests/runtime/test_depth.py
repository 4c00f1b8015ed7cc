"""Recursion deeper than the native stack: captured and gone on with, until the heap is full; then the program is told.

May live here: how deep, in which heap, what it costs. May not: that deep programs move (tests/programs has one).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sojourn_host.compiler import build_program, write_folder
from sojourn_host.emulate import firmware

ROOT = Path(__file__).resolve().parent.parent.parent
OWN_LIMIT = 220  # levels of the simplest function that MicroPython itself can run, and some more

DOWN = """
def down(n):
    if n == 0:
        return 0
    return 1 + down(n - 1)


try:
    print(down({levels}))
except RuntimeError as error:
    print("told", error)
print("goes on", down(60))
"""

# The kinds of calls that come back by other ways than a plain function's name.
KINDS = """
class Node:
    def __init__(self, depth):
        self.inner = Node(depth - 1) if depth else None
        self.depth = depth

    def total(self):
        if self.inner is None:
            return 1
        return 1 + self.inner.total()

    def __call__(self, more):
        return self.inner(more + 1) if self.inner else more


def visit(function, n):
    return function(function, n - 1) + 1 if n else 0


def outer(n):
    def inner(n):
        for step in (0, 1):
            if step and n:
                return inner(n - 1) + step
        return 0

    return inner(n)


def guarded(n):
    try:
        with Level(n):
            return guarded(n - 1) + 1 if n else 0
    finally:
        Level.left += 1


class Level:
    entered = 0
    left = 0

    def __init__(self, n):
        self.n = n

    def __enter__(self):
        Level.entered += 1

    def __exit__(self, kind, error, traceback):
        Level.entered -= 1
        return False


node = Node({levels})
print(node.total(), node(0), visit(visit, {levels}), outer({levels}), guarded({levels}), Level.entered, Level.left)
"""

COST = """
import gc


def down(n, a, b):
    if n == 0:
        gc.collect()
        print(gc.mem_alloc())
        return 0
    return a + down(n - 1, a, b) + b * n


down({levels}, 2, 3)
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Compiles a program and runs it on one interpreter; what it printed."""

    def compiled(source: str, vm: str, heap: str = "2m") -> str:
        program = tmp_path / "program.py"
        program.write_text(source)
        write_folder(build_program(program), tmp_path / vm, vm)
        main = str(tmp_path / vm / "main.py")
        if vm == "micropython":
            environment = {"MICROPYPATH": f"{firmware.build()}:.frozen"}
            command = [firmware.micropython(), "-X", f"heapsize={heap}", main]
        else:
            environment = dict(os.environ, PYTHONPATH=str(ROOT / "runtime"))
            command = [sys.executable, main]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return compiled


@pytest.mark.micropython
def test_a_thousand_levels_in_256_kib(run: Callable[..., str]) -> None:
    assert run(DOWN.format(levels=1000), "micropython", "256k") == "1000\ngoes on 60\n"


@pytest.mark.micropython
def test_the_interpreter_alone_goes_less_deep(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(DOWN.format(levels=OWN_LIMIT))
    assert "told" in subprocess.run([firmware.micropython(), str(program)], capture_output=True, text=True).stdout


@pytest.mark.micropython
@pytest.mark.parametrize("heap", [96, 128, 160, 192, 256])
def test_a_full_heap_is_told_to_the_program(heap: int, run: Callable[..., str]) -> None:
    found = run(DOWN.format(levels=20000), "micropython", f"{heap}k")
    assert found == "told maximum recursion depth exceeded\ngoes on 60\n"


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["micropython", "cpython"])
def test_every_kind_of_call_may_recurse(vm: str, run: Callable[..., str]) -> None:
    levels = OWN_LIMIT * 2 if vm == "micropython" else 3000
    expected = f"{levels + 1} {levels} {levels} {levels} {levels} 0 {levels + 1}\n"
    assert run(KINDS.format(levels=levels), vm) == expected


def test_a_hundred_thousand_levels_on_cpython(run: Callable[..., str]) -> None:
    assert run(DOWN.format(levels=100_000), "cpython") == "100000\ngoes on 60\n"


def test_recursion_without_end_is_told_on_cpython(run: Callable[..., str]) -> None:
    source = DOWN.format(levels="-1").replace("RuntimeError", "RecursionError")
    assert re.fullmatch(r"told maximum recursion depth exceeded[a-z ]*\ngoes on 60\n", run(source, "cpython"))


@pytest.mark.micropython
def test_a_captured_frame_of_three_locals_is_small(run: Callable[..., str]) -> None:
    few, many = (int(run(COST.format(levels=levels), "micropython")) for levels in (1000, 3000))
    assert (many - few) / 2000 <= 100
