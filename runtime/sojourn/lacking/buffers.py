"""Methods of views and arrays that give their items in another form.

May live here: tolist and tobytes, of which MicroPython's have none.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def tolist(value: "Any") -> "list[Any]":
    return list(value)


def tobytes(value: "Any") -> bytes:
    return bytes(value)
