"""Where each thing is that MicroPython's builtins lack. A device loads this for each new name, and lets go of it then.

May live here: those tables. `call_zfill` is what a program's `x.zfill(...)` has become on a device: x may as well be an
object of the program that has such a method (calling.py).
"""

from array import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_METHODS = {
    "padding": ("ljust", "rjust", "center", "zfill", "expandtabs"),
    "casing": ("title", "istitle", "capitalize", "swapcase", "casefold"),
    "characters": (
        "isalnum", "isdecimal", "isnumeric", "isidentifier", "isprintable", "isascii", "removeprefix", "removesuffix",
        "translate", "maketrans",
    ),
    "splitting": ("split", "rsplit"),
    "codecs": ("encode", "decode", "hex"),
    "formatting": ("format", "format_map"),
    "numbers": ("bit_length", "bit_count", "is_integer", "as_integer_ratio", "from_bytes"),
    "sets": ("union", "intersection"),
    "buffers": ("tolist", "tobytes"),
}  # fmt: skip
_FUNCTIONS = {
    "formatting": ("format_", "ascii_"),
    "functions": ("exit_", "quit_", "pow_", "zip_", "narrowed_", "strerror_", "errno_", "part_"),
}
_KINDS = {
    "padding": (str, bytes, bytearray),
    "casing": (str, bytes, bytearray),
    "characters": (str, bytes, bytearray),
    "splitting": (str, bytes, bytearray),
    "codecs": (str, bytes, bytearray),
    "formatting": (str,),
    "numbers": (int, float, bool),
    "sets": (set, frozenset),
    "buffers": (memoryview, array),
}
_STATIC = ("maketrans", "from_bytes")  # called on the type


def find(engine: "Any", name: str) -> "Any":
    """What the program calls as `name`; AttributeError if there is no such thing."""
    if name.startswith("call_"):
        method = name[5:]
        for part in _METHODS:
            if method in _METHODS[part]:
                from sojourn.lacking.calling import caller

                return caller(method, getattr(_module(part), method), _KINDS[part], method in _STATIC)
    if name.startswith("plain_"):
        for part in _FUNCTIONS:
            if name[6:] + "_" in _FUNCTIONS[part]:
                return getattr(_module(part), name[6:] + "_")
    if name.startswith("error_"):
        from sojourn.lacking.errors import error

        return error(name[6:])
    raise AttributeError(name)


def has(holder: "Any", name: str) -> bool:
    """Whether `holder`, an object of a builtin type or such a type, is given a method `name` here."""
    for part in _METHODS:
        if name in _METHODS[part]:
            return holder in _KINDS[part] if isinstance(holder, type) else isinstance(holder, _KINDS[part])
    return False


def _module(name: str) -> "Any":
    return __import__("sojourn.lacking." + name, None, None, ("x",))
