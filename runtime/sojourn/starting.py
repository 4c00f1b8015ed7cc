"""The program's objects made of a heap's version, and given back to its modules.

Lives here: what a process does before it first runs. A device loads this for that and lets go of it then. process.py
describes the roots.
"""

from sojourn.graph import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def start(process: "Any") -> None:
    """Give the process's engine what its heap holds; nothing when it was not started yet."""
    try:
        process.heap.get(0)
    except KeyError:
        return  # version 1
    engine = process.engine
    engine.module(0)  # what stays comes first, and then what is needed to load the rest: so memory is in one piece

    from sojourn.making import Making

    engine.depth = 1

    def bind(roots: "list[Any]") -> None:
        _bind(engine, roots)

    making = Making(engine, bind)
    roots = load(process.heap, making, process.table)
    engine.depth = 0
    bind(roots)
    making.prime()
    names, _, engine.value, engine.error, engine.count, engine.lifetime.before = roots[0]
    engine.frames.extend(roots[len(names) + 1 :])
    engine.started = True


def _bind(engine: "Any", roots: "list[Any]") -> None:
    """Give the modules their globals back."""
    for index in roots[0][1]:
        engine.module(index).started = True
    at = 1
    for index, name in roots[0][0]:
        setattr(engine.module(index).module, name, roots[at])  # interns the name, as loading.give does
        at += 1
