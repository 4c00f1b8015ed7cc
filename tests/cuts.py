"""Many cuts of one image in one process: what test_random_programs.py and test_path_check.py have in common.

May live here: giving runtime/cutter.py its orders and reading what it wrote. May not: choosing cuts, comparing.
"""

from pathlib import Path

from sojourn_host.verify import InterpreterPool

CUTTER = Path(__file__).parent / "runtime" / "cutter.py"
SECONDS = 240


def ends(output: bytes) -> dict[int, tuple[str, int, str, str]]:
    """What the cutter has written: k -> (state, count, text, output of that run)."""
    found: dict[int, tuple[str, int, str, str]] = {}
    parts = output.decode().split("\0")
    for printed, end in zip(parts[::2], parts[1::2], strict=False):
        word, number, state, count, text = end.split(" ", 4)
        assert word == "end", end
        found[int(number)] = (state, int(count), text, printed)
    return found


def cut(pool: InterpreterPool, vm: str, what: str, cuts: list[int]) -> dict[int, tuple[str, int, str, str]]:
    """One round of the cutter, in a process of its own; it must not crash."""
    order = {"what": what, "image": str(pool.folder / "image"), "folder": str(pool.folder / "cut"), "cuts": cuts}
    done = pool.start(vm, order, SECONDS)
    assert done.status == 0, f"{what} on {vm}: status {done.status}: {done.stderr[-2000:]!r} {done.stdout[-500:]!r}"
    return ends(done.stdout)
