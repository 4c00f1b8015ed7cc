"""Holding on to the generators of a stored process, on CPython.

Lives here: one more reference to each. CPython closes a generator that is dropped, and so would run a `finally` of a
process that has moved away. Never loaded on MicroPython, which closes none.
"""

import ctypes  # CPython only

from sojourn.engine import Engine


def keep(engine: Engine) -> None:
    """The process is stored and may go on elsewhere: its generators must not be closed when they are dropped here."""
    for generator in engine.rested:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(generator))
    engine.kept = engine.rested
    engine.rested = []


def release(engine: Engine) -> None:
    """The process goes on here after all."""
    kept, engine.kept = engine.kept, []
    for generator in kept:
        ctypes.pythonapi.Py_DecRef(ctypes.py_object(generator))
