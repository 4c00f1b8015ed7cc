"""The end of a program's globals, on CPython.

Lives here: letting go of them in the order of their names, as the interpreter does at its end: a generator that was
left suspended is closed then, and its `finally` may print.  Never loaded on MicroPython, which closes none.
"""

import types  # CPython only

from sojourn.engine import Engine

_CODE = (types.FunctionType, types.ModuleType, type)  # what a `finally` may still call


def let_go(engine: Engine) -> None:
    """Nothing of an ended program is cut any more; an error in a `finally` is told on the error stream."""
    engine.counting = False
    engine.set_flag(0)
    for module in engine.modules.values():
        names = module.names
        for name in list(names):
            if not name.startswith((engine.prefix, "__")) and not isinstance(names[name], _CODE):
                names[name] = None
