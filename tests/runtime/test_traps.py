"""The traps that hand-written prototypes fell into, each by name: every one is silent corruption when it is missed.

Each program is small and made for one trap. It is cut at its safepoints, stored, and goes on in another process, on
both interpreters, and prints what it prints untouched. The programs are in tests/traps.py. May live here: cutting them,
ticks and failures at bad moments. May not: how each trap is avoided (runtime/DESIGN.md).
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cuts import CUTTER, cut
from sojourn.code import FolderCode
from sojourn.engine import Engine
from sojourn.heap import FolderPages, Heap
from sojourn_host.compiler import build_image, build_program, write_folder
from sojourn_host.emulate import firmware
from sojourn_host.verify import InterpreterPool, run_untouched
from traps import LOWERED, ONE_KIND, STEP, TRAPS

MOST = 40  # cuts of one program, spread evenly from a random one on; all of them in a soak


@pytest.fixture(scope="module")
def cutters() -> Iterator[InterpreterPool]:
    """Interpreters that cut."""
    with InterpreterPool(runner=CUTTER) as made:
        yield made


@pytest.mark.micropython
@pytest.mark.parametrize("begins", ["cpython", "micropython"])
@pytest.mark.parametrize("trap", TRAPS)
def test_trap(trap: str, begins: str, cutters: InterpreterPool) -> None:
    ends = begins if trap in ONE_KIND else {"cpython": "micropython", "micropython": "cpython"}[begins]
    program = cutters.folder / "program.py"
    program.write_text(STEP + TRAPS[trap], encoding="utf-8")
    image = cutters.folder / "image"
    for folder in (image, cutters.folder / "cut"):
        shutil.rmtree(folder, ignore_errors=True)
    (cutters.folder / "cut").mkdir()
    build_image(build_program(program, dense=True), image)
    native = run_untouched(program, "cpython" if trap in LOWERED else begins, 60)
    state, count, text, whole = cut(cutters, begins, "count", [])[0]
    assert (state, text) == ("exited", "")
    assert whole == native.stdout.decode()
    assert count > 10
    apart = 1 if "SOJOURN_SOAK_SECONDS" in os.environ else max(1, count // MOST)
    cuts = list(range(random.SystemRandom().randint(1, apart), count + 1, apart))
    before = cut(cutters, begins, "capture", cuts)
    after = cut(cutters, ends, "resume", cuts)
    for k in cuts:
        assert before[k][:2] == ("stopped", k), f"cut at {k}: {before[k]}"
        assert after[k][0] == "exited", f"cut at {k}: {after[k]}"
        assert before[k][3] + after[k][3] == whole, f"cut at safepoint {k} of {count}, {begins} to {ends}"


def engine_of(source: str, folder: Path, **given: Any) -> Engine:
    """The engine of a program, in this process."""
    program = folder / "program.py"
    program.write_text(source, encoding="utf-8")
    write_folder(build_program(program, dense=True), folder / "out", "cpython")
    return Engine(FolderCode(str(folder / "out" / "code")), **given)


@pytest.mark.parametrize("trap", TRAPS)
def test_an_ordinary_tick_changes_nothing(trap: str, tmp_path: Path) -> None:
    """The flag is set again at each line of output and at each safepoint, and nobody wants a capture.

    It means "look here" and no more: what belongs to a capture, such as leaving a `finally` or a `with` out, is not done.
    """
    said: list[str] = []
    engine = engine_of(STEP + TRAPS[trap], tmp_path)
    engine.poll = engine.tick
    engine.console = lambda text: (said.append(text), engine.tick())
    assert engine.run() is False
    assert engine.error is None
    assert "".join(said) == run_untouched(tmp_path / "program.py", "cpython", 60).stdout.decode()
    assert engine.count


@pytest.mark.parametrize("failures", range(1, 6))
def test_running_out_of_memory_in_mid_capture(failures: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory for a capture is taken before anything is unwound; without it nothing was captured, and it comes later."""
    said: list[str] = []
    engine = engine_of(STEP + "for n in range(9):\n    print(step(n))\n", tmp_path, console=said.append)
    reserve, failed = engine.reserve, [0]

    def scarce() -> None:
        failed[0] += 1
        if failed[0] <= failures:
            raise MemoryError
        reserve()

    monkeypatch.setattr(engine, "reserve", scarce)
    engine.poll = lambda: None if engine.frames or failed[0] > failures else engine.ask("stop")
    engine.tick()
    assert engine.run() is True, "captured when there is memory again"
    assert engine.memory_failures == failures
    assert engine.frames
    assert engine.run() is False
    assert "".join(said) == "".join(f"{n}\n" for n in range(9))


FULL = """
def fill(size):
    kept = None
    count = 0
    try:
        while True:
            kept = (kept, bytearray(size))
            count += 1
    except MemoryError:
        kept = kept[0][0]
        step(1)
        step(2)
    kept = None
    return count > 10


print(fill(400), step(4), fill(300), step(5))
"""


FILLED = """
import gc
import sys

from sojourn.heap import FolderPages
from sojourn.process import Process


def once(often):
    process = Process.mount(FolderPages(IMAGE))

    def poll():
        global asked
        if gc.mem_free() < 2000:
            asked += 1
            process.request_stop()
        process.engine.tick()

    if often:
        process.engine.poll = poll
        process.engine.tick()
    state = "stopped"
    while state == "stopped":
        state = process.run()
    return state


asked = 0
try:
    state = once(True)
except MemoryError:
    gc.collect()
    state = once(False)
print(state, asked > 0)
"""


@pytest.mark.micropython
def test_a_full_heap(tmp_path: Path) -> None:
    """Stops are asked for while the program has filled the heap: they come later, or its newest version is as it was."""
    program = tmp_path / "program.py"
    program.write_text(STEP + FULL)
    build_image(build_program(program, dense=True), tmp_path / "image")
    main = tmp_path / "filled.py"
    main.write_text(FILLED.replace("IMAGE", repr(str(tmp_path / "image"))))
    done = subprocess.run(
        [firmware.micropython(), "-X", "heapsize=192k", str(main), str(tmp_path / "image")],
        env={"MICROPYPATH": f"{firmware.build([main])}:.frozen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "True 4 True 5\nexited True\n"
    Heap.mount(FolderPages(str(tmp_path / "image"))).check()


@pytest.mark.micropython
@pytest.mark.parametrize("vm", ["cpython", "micropython"])
def test_deep_recursion_needs_no_timer(vm: str, tmp_path: Path) -> None:
    """Nobody ticks, nobody asks: the native stack is looked at by the functions that can exhaust it."""
    program = tmp_path / "program.py"
    program.write_text("def down(n):\n    return 0 if n == 0 else 1 + down(n - 1)\n\n\nprint(down(3000))\n")
    write_folder(build_program(program), tmp_path / "out", vm)
    if vm == "micropython":
        command = [firmware.micropython(), "-X", "heapsize=1m"]
        environment = {"MICROPYPATH": f"{firmware.build()}:.frozen"}
    else:
        command, environment = [sys.executable], {"PYTHONPATH": str(Path(__file__).parents[2] / "runtime")}
    done = subprocess.run(
        [*command, str(tmp_path / "out" / "main.py")], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.returncode) == ("3000\n", 0), done.stderr
