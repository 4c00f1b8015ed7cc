"""sorted() and sort() with a key, for MicroPython, whose own do not leave equal items in their order.

Lives here: what a program that sorts by a key calls.  On CPython these are the interpreter's own.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"


def sorted_by(source: "Any", key: "Any" = None, reverse: "Any" = False) -> "Any":
    """sorted(source, key=key, reverse=reverse)"""
    if not MICRO or key is None:
        return sorted(source, key=key, reverse=reverse)
    return _ordered(list(source), key, reverse)


def sort_by(holder: "Any", **keywords: "Any") -> "Any":
    """holder.sort(key=..., reverse=...)"""
    if not MICRO or not isinstance(holder, list) or keywords.get("key") is None:
        return holder.sort(**keywords)
    holder[:] = _ordered(list(holder), keywords["key"], keywords.get("reverse", False))
    return None


def _ordered(items: "list[Any]", key: "Any", reverse: "Any") -> "list[Any]":
    step = -1 if reverse else 1
    for at in range(len(items)):
        items[at] = (key(items[at]), step * at, items[at])
    items.sort(reverse=bool(reverse))
    for at in range(len(items)):
        items[at] = items[at][2]
    return items
