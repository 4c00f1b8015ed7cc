"""How a method that MicroPython's types lack is called: by what the value is.

May live here: that question. May not: the methods themselves.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def caller(name: str, function: "Any", kinds: "tuple[Any, ...]", static: bool) -> "Any":
    """What calls `value.name(...)`: ours for values of `kinds`, and for all else what the value itself has."""

    def call(value: "Any", *args: "Any", **kwargs: "Any") -> "Any":
        if type(value) in kinds:
            if static:
                return function(*args, **kwargs)
            if type(value) is bytearray:
                made = function(bytes(value), *args, **kwargs)
                return bytearray(made) if isinstance(made, bytes) else made
            return function(value, *args, **kwargs)
        if isinstance(value, type):
            if value in kinds:  # str.zfill(text, 5)
                return function(*args, **kwargs)
        elif isinstance(value, kinds) and not hasattr(value, name):
            return function(value, *args, **kwargs)
        return getattr(value, name)(*args, **kwargs)

    return call
