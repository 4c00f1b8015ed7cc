"""A device that runs out of memory at some place of a checkpoint: the program goes on, and nothing stored is lost.

The heap grows in small steps from one in which the program can hardly run to one in which everything works, so that the
failure falls now here, now there.
"""

import subprocess
from pathlib import Path

import pytest

from sojourn.agent.stay import seal
from sojourn.heap import FolderPages, Heap
from sojourn_host.compiler import build_image, build_program
from sojourn_host.emulate.firmware import build, micropython

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "benchmarks" / "budgets_device.py"
PROGRAM = ROOT / "programs" / "raytracer_ascii.py"
OWNER = seal({"epoch": 0, "state": "stopped", "folder": "h0", "version": 1, "last": 1, "console": 0})


@pytest.fixture(scope="module")
def expected():
    return subprocess.run([micropython(), str(PROGRAM)], capture_output=True, text=True, check=True).stdout


@pytest.mark.timeout(60)
@pytest.mark.parametrize("heap", range(104, 136, 4))
def test_a_checkpoint_that_fails_costs_nothing(heap, expected, tmp_path):
    state = tmp_path / "p"
    state.mkdir()
    build_image(build_program(PROGRAM), state / "h0")
    (state / "owner.json").write_bytes(OWNER)
    done = subprocess.run(
        [micropython(), "-X", f"heapsize={heap}k", str(SCRIPT), "stays", str(tmp_path), "40", "0"],
        env={"MICROPYPATH": f"{build([SCRIPT])}:.frozen"},
        capture_output=True,
        text=True,
        timeout=50,
    )
    printed = done.stderr.split("Traceback")[0].split("cannot ")[0]
    if printed != expected:  # too little memory for the program itself: that is said, and what is stored is as it was
        assert "MemoryError" in done.stdout + done.stderr, (done.stdout, done.stderr)
        assert heap < 128, (heap, "the program goes on when a checkpoint fails", done.stdout, done.stderr)
    for version in [info.version for info in Heap.mount(FolderPages(str(state / "h0"))).versions()]:
        Heap.mount(FolderPages(str(state / "h0")), version).check()
