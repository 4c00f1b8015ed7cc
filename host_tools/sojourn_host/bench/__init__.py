"""Benchmarks: what a program costs compiled, against the same program untouched, inside the same interpreter.

measure.py times one program, results.py writes the figures of a suite down. May not live here: programs to time.
"""

from sojourn_host.bench.measure import PAIRS, BenchError, Measurement, geometric_mean, measure
from sojourn_host.bench.results import results, suite

__all__ = ["PAIRS", "BenchError", "Measurement", "geometric_mean", "measure", "results", "suite"]
