"""Benchmarks: what a program costs compiled, against the same program untouched, inside the same interpreter.

measure.py times one program, resumed.py what follows a stop of it, instructions.py counts instead, latency.py times
stops, memory.py weighs; sides.py prepares and runs both sides; results.py writes the figures of a suite down, and
pyperformance.py finds a second one. stopwatch.py, asking.py, scales.py and weighing_place.py run inside the
interpreter, pyperf_stand_in.py inside benchmarks. May not live here: programs to time.
"""

from sojourn_host.bench.instructions import Count, count
from sojourn_host.bench.latency import SEED, STOPS, Latency, figures, latency
from sojourn_host.bench.measure import PAIRS, Measurement, geometric_mean, measure
from sojourn_host.bench.pyperformance import LeftOut, attempt, prepare
from sojourn_host.bench.results import results, suite, totals
from sojourn_host.bench.sides import BenchError

__all__ = [
    "PAIRS",
    "SEED",
    "STOPS",
    "BenchError",
    "Count",
    "Latency",
    "LeftOut",
    "Measurement",
    "attempt",
    "count",
    "figures",
    "geometric_mean",
    "latency",
    "measure",
    "prepare",
    "results",
    "suite",
    "totals",
]
