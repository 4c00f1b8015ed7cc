"""What a stop costs the run that follows: the rest of a compiled program after one stop and resume.

May live here: finding a safepoint to stop at, and the ratio. May not: the runs themselves (sides.py, stopwatch.py).
"""

from __future__ import annotations

from sojourn_host.bench.sides import Sides

_AFTER = (5000, 500, 50, 5, 1)  # the safepoint to stop at: the first of these that the program comes to
_SHORTEST = 0.02  # seconds: MicroPython's clock of processor time counts milliseconds


def resumed_ratio(sides: Sides, pairs: int) -> float | None:
    """The least time of the rest after one stop, over the least of the same rest without.

    None for a program without a safepoint, or with a rest that is too short to be timed. The rest begins at the
    same safepoint of the same process; loading the resume bodies is a part of it.
    """
    for after in _AFTER:
        seconds: tuple[list[float], list[float]] = ([], [])
        outputs: set[bytes] = set()
        for number in range(pairs):
            for stop in (False, True) if number % 2 == 0 else (True, False):
                output, took = sides.run(sides.rest(after, stop))
                sides.both(outputs, output)
                seconds[stop].append(took)
            if seconds[False][0] < 0:
                break
        if seconds[False][0] >= 0:
            plain = min(seconds[False])
            return round(min(seconds[True]) / plain, 4) if plain >= _SHORTEST else None
    return None
