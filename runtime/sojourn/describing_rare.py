"""The rarer objects that are no plain data: see describing.py, whose questions these are.

Lives here: closures, which are told apart from functions made once, descriptors, buffers, patterns, views, tuples with
names.
A device loads this when a checkpoint meets one, and lets go of it then.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"
if not MICRO:
    from sojourn import describing_cpython as cpython

_generator: "Any" = type((lambda: (yield))())


def described(describing: "Any", obj: "Any", kind: "Any") -> "Any":
    """(tag, early, late) of an object; None if it is none of these."""
    if kind is getattr(sys.modules.get("sojourn.iterators"), "DictView", describing):
        return ("view", [obj.source, obj.kind], [])
    if kind is getattr(sys.modules.get("sojourn.memory"), "Memory", describing):
        return ("memoryview", [obj.source, obj.start, len(obj.view)], [])
    if kind.__name__ in ("Pattern", "Match") and hasattr(obj, "match" if kind.__name__ == "Pattern" else "span"):
        found = _pattern(obj, kind)
        if found is not None:
            return found
    if kind.__name__ in ("StringIO", "BytesIO"):
        return (kind.__name__, [obj.getvalue(), obj.tell()], [])
    if MICRO:
        entry = describing.engine.x.parts(obj)
        if entry is not None:
            return (entry[1], entry[2], [])
        return describing.native(obj) if kind in (type(sys.stdout), type(sys.stdin)) else None
    return cpython.other(obj, kind)


def asked(describing: "Any", function: "Any") -> "Any":
    """A function of MicroPython: it is told by its name, and asked for its cells (DESIGN section 3, trap 6)."""
    engine = describing.engine
    owner = None
    for module in engine.modules.values():
        if function.__globals__ is module.names:
            owner = module
    if owner is None:
        return describing.native(function)
    name = function.__name__
    at = name.find(engine.prefix)
    if at <= 0:
        return None
    fid = int(name[at + len(engine.prefix) :])
    arity = owner.names.get(engine.prefix + "y", {}).get(fid)
    if arity is None:
        return ("closure", [owner.index, fid], [])
    engine.answer = None
    flag, engine.flag = engine.flag, 4
    owner.set(4)
    try:
        keywords: "dict[str, Any]" = {}
        for keyword in arity[1]:
            keywords[keyword] = None
        made = function(*[None] * arity[0], **keywords)
        if type(made) is _generator:
            for _ in made:
                pass
    finally:
        engine.flag = flag
        owner.set(flag)
    answer: "Any" = engine.answer
    engine.answer = None
    return ("closure", [owner.index, fid] + list(answer[1]), [])


def namedtuple_fields(cls: "Any") -> "Any":
    """The field names of a namedtuple class; None for any other."""
    if cls.__bases__ != (tuple,):
        return None
    if not MICRO:
        return list(cls._fields) if hasattr(cls, "_fields") and hasattr(cls, "_make") else None
    if cls.__dict__:  # a namedtuple has nothing of its own there, a class of the program its methods
        return None
    try:
        cls(*[0] * 99)
    except TypeError as error:
        if not str(error).startswith(cls.__name__):  # tuple's own complaint, of an empty class that was moved here
            return None
        for word in str(error).split():
            if word.isdigit():
                text = repr(cls(*[0] * int(word)))
                inside = text[text.index("(") + 1 : -1]
                return [part.split("=")[0].strip() for part in inside.split(",") if part]
    return None


def _pattern(obj: "Any", kind: "Any") -> "Any":
    """A regular expression or a match, by what it was made from."""
    ours = MICRO and (hasattr(obj, "spans") or hasattr(obj, "native"))
    name = kind.__module__ if not MICRO else "sojourn.patterns" if ours else ""
    if name not in ("re", "sojourn.patterns"):
        return None
    if kind.__name__ == "Pattern":
        return ("pattern", [obj.pattern, obj.flags & ~32], [])
    return ("match", [obj.re.pattern, obj.re.flags & ~32, obj.string, obj.begin() if MICRO else obj.start()], [])
