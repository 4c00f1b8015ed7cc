"""Holding on to the generators of a stored process, on CPython.

Lives here: one more reference to each, and one less from the map of what is stored. CPython closes a generator that is
dropped, and so would run a `finally` of a process that has moved away. Never loaded on MicroPython, which closes none.
"""

import ctypes  # CPython only
import types  # CPython only
import weakref  # CPython only

from sojourn.engine import Engine
from sojourn.graph.table import ObjectTable


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


def loosen(table: ObjectTable) -> None:
    """Let the map hold no generator: one that the program drops is closed at once, as it would be without us."""
    for at, obj in enumerate(table.objects):
        if type(obj) is types.GeneratorType:
            table.objects[at] = weakref.ref(obj, _Gone(table.ids, id(obj)))


class _Gone:
    """When an object has gone, its id() may come to mean another one: the oid stays known, under no object's id."""

    def __init__(self, ids: "dict[int, int]", key: int) -> None:
        self.ids = ids
        self.key = key

    def __call__(self, _: object) -> None:
        if self.key in self.ids:
            self.ids[-1 - self.key] = self.ids.pop(self.key)
