"""The first walk of a save: meets every reachable object, and finds what is shared and what the world describes.

A device loads this for the first walk and lets go of it, and of what describes (the world), before the second. The
program sees nothing of it, none of its code runs; nothing recurses by data.
"""

from array import array
from collections import OrderedDict, deque

from sojourn.graph.classes import ClassInfo
from sojourn.graph.kinds import ATOMS, SLICE, Foreign, Found, attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def discover(world: "Any", found: Found, roots: "list[Any]") -> None:
    """Fill `found` from everything reachable from `roots`; raises Foreign for what cannot be stored."""
    seen: "dict[int, bool]" = {}
    shared = found.shared
    atoms = ATOMS
    stack = list(roots)
    while stack:
        obj = stack.pop()
        kind: "Any" = type(obj)
        if kind in atoms:
            continue
        key = id(obj)
        if key in seen:
            shared[key] = 0
            continue
        seen[key] = True
        if kind is list or kind is tuple or kind is set or kind is frozenset or kind is deque:
            for child in obj:
                if type(child) not in atoms:
                    stack.append(child)
        elif kind is dict and key in world.places:
            shared[key] = 0  # it has a record of its own
            found.described[key] = ("names", [world.places[key]], [])
        elif kind is dict or kind is OrderedDict:
            for child in obj.values():
                if type(child) not in atoms:
                    stack.append(child)
            for child in obj:
                if type(child) not in atoms:
                    stack.append(child)
        elif kind is bytearray or kind is array:
            pass
        elif kind is SLICE:
            stack.extend((obj.start, obj.stop, obj.step))
        else:
            _children(world, found, obj, stack)


def _children(world: "Any", found: Found, obj: "Any", stack: "list[Any]") -> None:
    """Put on the stack what an object that is no plain builtin refers to; raises Foreign if it cannot be stored."""
    described = world.describe(obj)
    if described is not None:
        found.described[id(obj)] = described
        if type(described) is int:
            return
        stack.extend(described[1])
        stack.extend(described[2])
        return
    cls: "Any" = type(obj)
    info = found.classes.get(id(cls))
    if info is None:
        info = found.classes[id(cls)] = ClassInfo(cls, world)
    if not info.storable():
        raise Foreign(obj)
    stack.append(info.cls)
    for child in attributes(obj, info).values():
        if type(child) not in ATOMS:
            stack.append(child)
    if info.kind is not None:
        from sojourn.graph.payloads import refers_to

        stack.extend(refers_to(obj, info, world))
