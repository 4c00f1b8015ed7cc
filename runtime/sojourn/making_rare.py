"""The rarer objects that are no plain data, made again from their descriptions: see making.py.

Lives here: bound methods, buffers, patterns, descriptors, named tuples, and what stands for a class that is not here.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"


def make(engine: "Any", tag: str, early: "list[Any]") -> "Any":
    """The object of a description; ImageError for an unknown tag."""
    if tag == "method":
        if MICRO:
            return _method(early[0], early[1], early[2])
        import types  # CPython only

        return types.MethodType(early[0], early[1])
    if tag == "bound":
        return _bound(early[0], early[1]) if MICRO else getattr(early[0], early[1])
    if tag == "engine":
        return engine
    if tag in ("StringIO", "BytesIO"):
        return _buffer(tag, early[0], early[1])
    if tag == "pattern" or tag == "match":
        return _make_pattern(tag, early)
    if tag == "memoryview":
        if not MICRO:
            return memoryview(early[0])[early[1] : early[1] + early[2]]
        from sojourn.memory import Memory

        return Memory(*early)
    if tag == "traceback":
        return _traceback()
    if tag == "view":
        return engine.x.dict_view(early[0], early[1]) if MICRO else _view(early[0], early[1])
    if tag == "stand-in":
        return getattr(engine.x, early[0])
    if tag in ("staticmethod", "classmethod", "property"):
        return getattr(engine.x, tag)(*early)
    if tag == "namedtuple":
        from collections import namedtuple

        made = namedtuple(early[0], early[1])  # type: ignore[misc]  # the names come from the image
        if not MICRO:
            made.__module__ = "__main__"
        return made
    if tag == "reduce":
        return early[0](*early[1:])
    from sojourn.errors import ImageError

    raise ImageError("the image has a <%s>, which this runtime does not know" % tag)


def _method(function: "Any", holder: "Any", name: str) -> "Any":
    """A method of CPython: as one of a name where its class finds it under that."""
    from sojourn.native_objects import Bound, BoundTo

    found = getattr(type(holder), name, None)
    return Bound(holder, name) if found is function else BoundTo(holder, name, function)


def _bound(holder: "Any", name: str) -> "Any":
    from sojourn.native_objects import Bound

    return Bound(holder, name)


def _traceback() -> "Any":
    if MICRO:
        from sojourn.handing import Traceback

        return Traceback()
    try:
        raise RuntimeError
    except RuntimeError as error:
        return error.__traceback__


def _view(source: "Any", kind: str) -> "Any":
    """A view of CPython, whatever the class of the dictionary has under that name."""
    from collections import OrderedDict

    return getattr(OrderedDict if isinstance(source, OrderedDict) else dict, kind)(source)


def _buffer(tag: str, held: "Any", at: int) -> "Any":
    import io

    made = getattr(io, tag)(held)
    made.seek(at)
    return made


def lacked(holder: "Any", name: str) -> "Any":
    """What a device has for an attribute of the module builtins, or of a type there, that it lacks."""
    for other, here in (
        ("UnboundLocalError", "NameError"),
        ("ModuleNotFoundError", "ImportError"),
        ("RecursionError", "RuntimeError"),
    ):
        if name == other:
            return getattr(holder, here)
    if isinstance(holder, type):
        return _bound(holder, name)
    from sojourn.lacking.errors import error

    return error(name)


def _make_pattern(tag: str, early: "list[Any]") -> "Any":
    if MICRO:
        from sojourn.patterns import Pattern, again

        return Pattern(early[0], early[1]) if tag == "pattern" else again(*early)
    import re

    made = re.compile(early[0], early[1])
    return made if tag == "pattern" else made.match(early[2], early[3])
