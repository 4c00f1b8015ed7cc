"""What the runtime costs a device in memory: `make budgets`, or `python tests/benchmarks/budgets.py [PROGRAM]`.

Prints for each module the bytes of its .mpy and those that it keeps once it is imported, what is free around the stays
of a program that starts on MicroPython, is stored, comes back and goes on, and the smallest heap in which all of that
works. The figures are compared with budgets.json: exit code 1 when one is exceeded by more than the tolerance;
`--approve` writes the new ones. With another PROGRAM nothing is compared. The last line is JSON.

May live here: measuring and comparing. May not: what runs on the device (budgets_device.py).
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / name) for name in ("runtime", "transports", "host_tools")]

from sojourn.agent.stay import seal  # noqa: E402  # the path comes first
from sojourn_host.compiler import build_image, build_program  # noqa: E402  # the path comes first
from sojourn_host.emulate.firmware import build, micropython, sources  # noqa: E402

PICTURE = ROOT / "host_tools" / "sojourn_host" / "demo" / "picture.py"
DEVICE = str(Path(__file__).with_name("budgets_device.py"))
APPROVED = Path(__file__).with_name("budgets.json")
TOLERANCE = 0.05
SLACK = 192  # bytes that one module may grow by without being told: memory comes in blocks of 32


def run(*args: str, heap: str = "4m") -> subprocess.CompletedProcess[str]:
    """`budgets_device.py ARGS` on MicroPython with `heap` bytes."""
    env = dict(os.environ, MICROPYPATH=".:.frozen")  # a device imports from where it is: short paths take less memory
    command = [micropython(), "-X", f"heapsize={heap}", DEVICE, *args]
    return subprocess.run(
        command, cwd=build([Path(DEVICE)]), env=env, capture_output=True, text=True, check=False, timeout=120
    )


def in_order() -> list[str]:
    """Every device module that holds something on MicroPython, behind those that it imports at its top."""
    known = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for name, path in sources()}
    found: list[str] = []

    def visit(name: str) -> None:
        if name in found or name not in known or name.endswith("_cpython"):
            return
        for statement in ast.parse(known[name].read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.ImportFrom):
                for imported in [f"{statement.module}.{alias.name}" for alias in statement.names]:
                    visit(imported)
                visit(statement.module or "")
        found.append(name)

    for name in sorted(known):
        visit(name)
    return found


def modules() -> dict[str, list[int]]:
    """For each module the bytes of its .mpy, and what it keeps."""
    library = build([Path(DEVICE)])
    done = run("imports", *in_order())
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, list[int]] = {}
    for line in done.stdout.splitlines():
        name, kept = json.loads(line)
        place = library / name.replace(".", "/")
        file = place.with_suffix(".mpy") if not place.is_dir() else place / "__init__.mpy"
        found[name] = [file.stat().st_size, kept]
    return found


def stays(program: Path, counts: list[int], heap: str) -> tuple[list[Any], str]:
    """The stays' reports and what the program printed; a report is a text when a stay failed."""
    found: list[Any] = []
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder, "p")
        state.mkdir()
        build_image(build_program(program), state / "h0")
        owner = {"epoch": 0, "state": "stopped", "folder": "h0", "version": 1, "last": 1, "console": 0}
        (state / "owner.json").write_bytes(seal(owner))
        done = run("budget", folder, *[str(count) for count in counts], heap=heap)
        for line in done.stdout.splitlines():
            if line.startswith("["):
                news, least, marks = json.loads(line)
                found.append({"news": news, "while running": least, **marks})
                if "trouble" in news or "problem" in news:
                    break
        if done.returncode or len(found) < len(counts):
            found.append((done.stdout + done.stderr)[-900:])
    return found, done.stderr


class Native:
    """What the untouched program prints, as far as it is asked for: it may have no end."""

    def __init__(self, program: Path) -> None:
        self.process = subprocess.Popen([micropython(), str(program)], stdout=subprocess.PIPE)
        self.read = b""

    def starts_with(self, text: str) -> bool:
        """Whether the output begins with `text`."""
        wanted = text.encode()
        assert self.process.stdout is not None
        while len(self.read) < len(wanted):
            piece = self.process.stdout.read(len(wanted) - len(self.read))
            if not piece:
                return False
            self.read += piece
        return self.read.startswith(wanted)

    def close(self) -> None:
        """Ends the program."""
        self.process.kill()
        self.process.communicate()


def works(program: Path, counts: list[int], heap: str, native: Native) -> bool:
    """Whether all stays succeed with the right output."""
    reports, output = stays(program, counts, heap)
    return len(reports) == len(counts) and not isinstance(reports[-1], str) and bool(output) and (
        native.starts_with(output)
    )  # fmt: skip


def smallest(program: Path, counts: list[int], native: Native) -> int:
    """The least KiB of heap in which all stays succeed."""
    low, high = 48, 1024
    while high - low > 1:
        middle = (low + high) // 2
        if works(program, counts, f"{middle}k", native):
            high = middle
        else:
            low = middle
    return high


def exceeded(approved: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    """One line for each figure that is worse than what was approved by more than the tolerance."""
    found: list[str] = []
    for name, figures in measured["modules"].items():
        before = approved["modules"].get(name)
        if before is None:
            found.append(f"{name} is new: {figures[0]} bytes of .mpy, {figures[1]} kept")
            continue
        for what, old, new in zip((".mpy", "kept"), before, figures, strict=True):
            if new > old * (1 + TOLERANCE) + SLACK:
                found.append(f"{name}: {new} bytes {what}, approved {old}")
    for mark, old in approved["free"].items():
        if measured["free"].get(mark, 0) < old * (1 - TOLERANCE):
            found.append(f"{mark}: {measured['free'].get(mark, 0)} bytes free, approved {old}")
    if measured["smallest_mpy_heap"] > approved["smallest_mpy_heap"] * (1 + TOLERANCE):
        found.append(f"smallest heap {measured['smallest_mpy_heap']}k, approved {approved['smallest_mpy_heap']}k")
    return found


def main() -> int:
    """Prints the tables, and compares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", type=Path, default=PICTURE)
    parser.add_argument("--heap", default="128k")
    parser.add_argument(
        "--counts", default="900,800,700,600", help="safepoints of each stay; 0 as the last: to the end"
    )
    parser.add_argument("--approve", action="store_true")
    asked = parser.parse_args()
    counts = [int(count) for count in asked.counts.split(",")]
    kept = modules()
    for name, (size, resident) in kept.items():
        print(f"{size:7} {resident:7} {name}")
    totals = [sum(figures[at] for figures in kept.values()) for at in (0, 1)]
    print(f"{totals[0]:7} {totals[1]:7} bytes of .mpy, and kept, of all modules together; not all are loaded at a time")
    native = Native(asked.program)
    try:
        reports, output = stays(asked.program, counts, asked.heap)
        for report in reports:
            print(json.dumps(report) if not isinstance(report, str) else report)
        print("output", "as it should be" if native.starts_with(output) else "differs")
        least = smallest(asked.program, counts, native)
    finally:
        native.close()
    print(f"smallest heap {least}k")
    first = reports[0] if reports and not isinstance(reports[0], str) else {}
    free = {mark: value for mark, value in first.items() if mark not in ("news", "while running")}
    measured = {"modules": kept, "free": free, "smallest_mpy_heap": least}
    complaints: list[str] = []
    if asked.approve:
        APPROVED.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n")
    elif asked.program == PICTURE:
        complaints = exceeded(json.loads(APPROVED.read_text()), measured)
        for complaint in complaints:
            print("exceeded:", complaint)
    print(json.dumps({"romfs_resident": None, "smallest_romfs_heap": None, "smallest_mpy_heap": least}))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
