"""Random programs for differential tests of the compiler: `programs()` is a hypothesis strategy of source texts.

A generated program is deterministic, ends by itself, and prints the same on CPython and on MicroPython: integers are
kept small, dicts are only looked at sorted, every loop is bounded, functions call only functions defined before them
or themselves with a counter, and an estimate of the cost keeps nested loops and calls within a hundred steps.  A
variable is only read where it is certainly assigned.  Every choice is "how many beyond the simplest": hypothesis then
shrinks towards short straight programs.

What may live here: the strategy, the seeds and the command.  Programs are written by the package random_program;
running and comparing them belongs to the tests.

    python tests/program_generator.py --seed S --count N --out DIR
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from hypothesis import strategies as st

from random_program import Maker, constructs

__all__ = ["constructs", "programs", "seeded"]


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Source texts of programs as the head of this file describes them."""
    return Maker(lambda n: draw(st.integers(0, n - 1))).program()


def seeded(seed: int) -> str:
    """The program of a seed: the same text for the same seed."""
    source = random.Random(seed)
    return Maker(source.randrange).program()


def main() -> None:
    parser = argparse.ArgumentParser(description="Write random programs, and a histogram of their constructs.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    total: Counter[str] = Counter()
    for n in range(options.count):
        text = seeded(options.seed + n)
        (options.out / f"random_{options.seed + n:06d}.py").write_text(text)
        total += constructs(text)
    for name, count in total.most_common():
        print(f"{count:6d} {name}")


if __name__ == "__main__":
    main()
