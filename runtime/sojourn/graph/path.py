"""The path from a root label to an object that cannot be stored, for the error message.

Loaded only when a save fails, because it costs memory: the walk keeps, for each object met, where it was met first.
"""

from sojourn.graph.kinds import attributes, parts_of
from sojourn.graph.payloads import payload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.kinds import Found


def path_to(known: "Found", roots: "list[tuple[str, Any]]", target: "Any") -> str:
    """A path like `app.state['conn'].sock`; `known` is what the walk that met `target` knew."""
    places: "list[tuple[int, str]]" = []  # (place of the holder, step from it)
    objects: "list[Any]" = []
    met: "dict[int, int]" = {}
    for label, root in roots:
        places.append((-1, label))
        objects.append(root)
    at = 0
    while at < len(objects):
        obj = objects[at]
        if obj is target:
            return _text(places, at)
        if id(obj) not in met:
            met[id(obj)] = at
            for step, child in _steps(known, obj, places[at][0] < 0):
                places.append((at, step))
                objects.append(child)
        at += 1
    return "an object made while saving"


def _text(places: "list[tuple[int, str]]", at: int) -> str:
    steps = []
    while at >= 0:
        at, step = places[at]
        steps.append(step)
    steps.reverse()
    return "".join(steps)


def _key(key: "Any") -> str:
    if type(key) in (str, int, bytes, float, bool, type(None)):
        return repr(key)
    return "<%s>" % type(key).__name__


def _steps(known: "Found", obj: "Any", root: bool) -> "list[tuple[str, Any]]":
    kind: "Any" = type(obj)
    found: "list[tuple[str, Any]]" = []
    if id(obj) in known.described:
        tag, early, late = parts_of(known.described[id(obj)])
        return [("<%s>" % tag, child) for child in list(early) + list(late)]
    if kind in (str, bytes, int, float, bool, bytearray) or obj is None:
        return found
    if kind in (list, tuple):
        return [("[%d]" % place, child) for place, child in enumerate(obj)]
    if kind.__name__ in ("set", "frozenset", "deque"):
        return [("[...]", child) for child in obj]
    if kind.__name__ in ("dict", "OrderedDict"):
        for key, value in obj.items():
            if root and type(key) is str:
                found.append(("." + key, value))
            else:
                found.append(("[%s]" % _key(key), value))
            if type(key) not in (str, int):
                found.append(("[key %s]" % _key(key), key))
        return found
    info = known.classes.get(id(kind))
    if info is None or not info.storable():
        return found
    own = attributes(obj, info)
    for name in own:
        found.append(("." + name, own[name]))
    held: "Any" = payload(obj, info) if info.kind is not None else None
    if info.kind == "dict" or info.kind == "odict":
        found.extend([("[%s]" % _key(key), value) for key, value in held])
        found.extend([("[key %s]" % _key(key), key) for key, value in held])
    elif info.kind == "exception":
        found.extend([(".args[%d]" % place, child) for place, child in enumerate(held[0])])
        found.extend([("." + name, held[1][name]) for name in held[1]])
    elif info.kind == "deque":
        found.extend([("[...]", child) for child in held[1]])
    elif type(held) is list or type(held) is tuple:
        found.extend([("[%d]" % place, child) for place, child in enumerate(held)])
    found.append(("<class>", info.cls))
    return found
