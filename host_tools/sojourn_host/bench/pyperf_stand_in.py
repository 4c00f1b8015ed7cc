"""Stands for the module `pyperf` in benchmarks of pyperformance: runs each a fixed number of times and says its result.

It is copied beside each benchmark as pyperf.py and compiled with it (pyperformance.py writes LOOPS). May live here:
what those benchmarks use, in Python that MicroPython runs too. May not: timing; that is done around all of it.
"""

# mypy: ignore-errors
# pyright: basic

import sys

LOOPS = 1


class Runner:
    """What a benchmark is handed to."""

    def __init__(self, add_cmdline_args=None, **options):
        self.argparser = Arguments()
        self.metadata = {}

    def parse_args(self, args=None):
        return self.argparser

    def bench_func(self, name, function, *args, **options):
        result = None
        for _ in range(LOOPS):
            result = function(*args)
        tell(name, result)

    def bench_time_func(self, name, function, *args, **options):
        function(LOOPS, *args)
        tell(name, None)

    def bench_async_func(self, name, function, *args, **options):
        import asyncio

        for _ in range(LOOPS):
            asyncio.run(function(*args))
        tell(name, None)


class Arguments:
    """A parser of arguments and what it has parsed: each option has its default."""

    def __init__(self):
        self.values = {}

    def add_argument(self, *names, **options):
        value = options.get("default")
        if value is None and options.get("choices"):
            value = sorted(options["choices"])[0]
        if options.get("action") == "store_true":
            value = False
        self.values[options.get("dest") or names[-1].lstrip("-").replace("-", "_")] = value

    def add_mutually_exclusive_group(self, **options):
        return self

    def __getattr__(self, name):
        return self.values[name]


def tell(name, result):
    """A line of output: the result where it is a plain value."""
    print(name, result if isinstance(result, (bool, int, float, str)) else "done")


def perf_counter():
    """No time passes: what a benchmark makes of it is not used."""
    return 0.0


def python_implementation():
    return sys.implementation.name
