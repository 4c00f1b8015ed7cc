"""A captured process as the roots of a graph: its globals and frames, and their names for errors.

Lives here: what a checkpoint does before its first walk.  A device loads this for that and lets go of it then.
process.py describes the roots.
"""

import builtins

from sojourn.errors import Unstorable
from sojourn.points import pairs_of
from sojourn.units import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_OWN = ("__name__", "__file__", "__path__", "__package__", "__builtins__", "__spec__", "__loader__", "__cached__")


def roots_of(engine: "Any") -> "list[tuple[str, Any]]":
    """The roots of the graph as (label, object): process.py says which; the labels are for `named`."""
    names, values = _globals(engine)
    for frame in engine.frames:
        pairs = pairs_of(frame)
        if pairs:
            from sojourn.positions import Position
        for number in range(1, len(pairs), 2):
            if type(pairs[number]) is Position:
                pairs[number].freeze(pairs[number - 1])
    started = [index for index in sorted(engine.modules) if engine.modules[index].started]
    head = [names, started, engine.value, engine.error, engine.count, engine.lifetime.lived()]
    roots = [("#", head)]
    for value in values:
        roots.append(("#%d" % len(roots), value))
    for frame in engine.frames:
        roots.append(("#%d" % len(roots), frame))
    return roots


def _globals(engine: "Any") -> "tuple[list[Any], list[Any]]":
    """The (module, name) of the program's globals, and their values."""
    prefix = engine.prefix
    names: "list[Any]" = []
    values: "list[Any]" = []
    for index in sorted(engine.modules):
        module = engine.modules[index]
        taken = engine.infos[index].get("taken", ()) if MICRO else ()
        for name in module.names:
            if name in _OWN or name.startswith(prefix) and not _state(name, prefix):
                continue
            if name == "print" and module.names[name] is engine.print:
                continue
            if name in taken and module.names[name] is getattr(builtins, name):
                continue  # the code of this module brings it along
            names.append((index, name))
            values.append(module.names[name])
    return names, values


def named(process: "Any", error: Unstorable) -> Unstorable:
    """The same error with a path that begins with a variable's name, and not with a root's number."""
    path = error.path
    number = ""
    for letter in path[1:]:
        if not letter.isdigit():
            break
        number += letter
    rest = path[1 + len(number) :]
    names = _globals(process.engine)[0]
    if not number:
        path = "process" + rest
    elif int(number) > len(names):
        path = _local(process, int(number) - 1 - len(names), rest)
    else:
        index, name = names[int(number) - 1]
        module = process.engine.infos[index]["name"]
        path = ("" if module == "__main__" else module + ".") + name + rest
    return Unstorable(path, error.kind)


def _local(process: "Any", frame_number: int, rest: str) -> str:
    """The name of a captured local: `function(): variable...`."""
    import json

    from sojourn.points import function_of
    from sojourn.resuming import resume_of

    engine = process.engine
    frame = list(engine.frames)[frame_number]
    fid = function_of(engine, frame[0], frame[1])
    name, _, slots = json.loads(engine.code.data("d%d" % frame[0]))[fid]
    table = resume_of(engine, frame[0], frame[1]).table[frame[1]]
    parts = rest.split("]")
    where = "%s()" % name
    if type(frame) is tuple and parts[0][1:].isdigit():
        return "%s: %s%s" % (where, slots[table[0][int(parts[0][1:]) - 2]], "]".join(parts[1:]))
    if len(parts) > 2 and parts[0] == "[3" and parts[1][1:].isdigit():
        return "%s: %s%s" % (where, slots[table[0][int(parts[1][1:])]], "]".join(parts[2:]))
    return where + rest


def _state(name: str, prefix: str) -> bool:
    """Whether a hidden global is part of the program's state: a default, or a class for super()."""
    rest = name[len(prefix) :]
    return rest[:1] in ("d", "c") and rest[1:2].isdigit()
