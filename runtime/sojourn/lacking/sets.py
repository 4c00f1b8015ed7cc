"""Methods of sets with any number of arguments, of which MicroPython's take one.

May live here: union and intersection.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def union(value: "Any", *others: "Any") -> "Any":
    for other in others:
        value = value.union(other)
    return value if others else value.copy()


def intersection(value: "Any", *others: "Any") -> "Any":
    for other in others:
        value = value.intersection(other)
    return value if others else value.copy()
