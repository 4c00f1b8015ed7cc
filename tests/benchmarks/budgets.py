"""What the runtime costs a device in memory: `python tests/benchmarks/budgets.py [PROGRAM] [--smallest]`.

Prints the bytes that each module keeps once it is imported, and what is free around the stays of a program that starts
on MicroPython, is stored, comes back and goes on; with --smallest, the smallest heap in which all of that works.
"""

from __future__ import annotations

import argparse
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
from sojourn_host.emulate.firmware import build, micropython  # noqa: E402

PICTURE = ROOT / "host_tools" / "sojourn_host" / "demo" / "picture.py"
DEVICE = str(Path(__file__).with_name("budgets_device.py"))
LINK = ["address", "packet", "link", "line", "device.tcp", "device.unix"]
RUNTIME = [
    "errors",
    "agent.console",
    "agent.agent",
    "agent.ownership",
    "agent.stay",
    "agent.requests",
    "modules",
    "heap.segment",
    "heap.commit",
    "heap.index",
    "heap.pages",
    "heap.heap",
    "heap.opening",
    "heap.file_writer",
    "heap.writing",
    "code",
    "positions",
    "natives",
    "units",
    "engine",
    "graph.table",
    "graph.kinds",
    "process",
    "world",
    "describing",
    "checkpoint",
    "making",
    "graph.codec",
    "graph.order",
    "graph.saver",
    "graph.loader",
    "trace",
]


def run(*args: str, heap: str = "4m") -> subprocess.CompletedProcess[str]:
    """`budgets_device.py ARGS` on MicroPython with `heap` bytes."""
    env = dict(os.environ, MICROPYPATH=".:.frozen")  # a device imports from where it is: short paths take less memory
    command = [micropython(), "-X", f"heapsize={heap}", DEVICE, *args]
    return subprocess.run(
        command, cwd=build([Path(DEVICE)]), env=env, capture_output=True, text=True, check=False, timeout=120
    )


def modules() -> None:
    """Prints what each module keeps."""
    names = [f"sojourn_transports.{name}" for name in LINK] + [f"sojourn.{name}" for name in RUNTIME]
    names = [name for name in names if (build([Path(DEVICE)]) / (name.replace(".", "/") + ".mpy")).exists()]
    done = run("imports", *names)
    total = 0
    for line in done.stdout.splitlines():
        name, size = json.loads(line)
        total += size
        print(f"{size:8} {name}")
    print(f"{total:8} together {done.stderr}")


def stays(program: Path, counts: list[int], heap: str) -> tuple[list[Any], str]:
    """The stays' reports and what the program printed; a report is a text when a stay failed."""
    found: list[Any] = []
    output = ""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder, "p")
        state.mkdir()
        build_image(build_program(program), state / "h0")
        owner = {"epoch": 0, "state": "stopped", "folder": "h0", "version": 1, "last": 1, "console": 0}
        (state / "owner.json").write_bytes(seal(owner))
        done = run("stays", folder, *[str(count) for count in counts], heap=heap)
        for line in done.stdout.splitlines():
            if line.startswith("["):
                news, least, marks = json.loads(line)
                found.append({"news": news, "while running": least, **marks})
                if "trouble" in news:
                    break
        if done.returncode or len(found) < len(counts):
            found.append((done.stdout + done.stderr)[-900:])
        output = done.stderr
    return found, output


def works(program: Path, counts: list[int], heap: str, expected: str) -> bool:
    """Whether all stays succeed with the right output."""
    reports, output = stays(program, counts, heap)
    return len(reports) == len(counts) and not isinstance(reports[-1], str) and output == expected


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", type=Path, default=PICTURE)
    parser.add_argument("--smallest", action="store_true")
    parser.add_argument("--heap", default="128k")
    parser.add_argument("--counts", default="900,800,700,0")
    asked = parser.parse_args()
    counts = [int(count) for count in asked.counts.split(",")]
    native = subprocess.run([micropython(), str(asked.program)], capture_output=True, text=True, check=True).stdout
    modules()
    reports, output = stays(asked.program, counts, asked.heap)
    for report in reports:
        print(json.dumps(report, indent=1))
    print("output", "as it should be" if output == native else "differs")
    if asked.smallest:
        low, high = 48, 1024
        while high - low > 1:
            middle = (low + high) // 2
            if works(asked.program, counts, f"{middle}k", native):
                high = middle
            else:
                low = middle
        print(f"smallest heap {high}k")


if __name__ == "__main__":
    main()
