"""Benchmarks: what a program costs compiled, against the same program untouched, inside the same interpreter.

measure.py times one program, resumed.py what follows a stop of it, instructions.py counts instead; sides.py prepares
and runs both sides; results.py writes the figures of a suite down. May not live here: programs to time.
"""

from sojourn_host.bench.instructions import Count, count
from sojourn_host.bench.measure import PAIRS, Measurement, geometric_mean, measure
from sojourn_host.bench.results import results, suite
from sojourn_host.bench.sides import BenchError

__all__ = ["PAIRS", "BenchError", "Count", "Measurement", "count", "geometric_mean", "measure", "results", "suite"]
