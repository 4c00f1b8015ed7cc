"""Describing what only CPython has, or lets be looked into: cells of closures, bound methods, descriptors, reductions.

Lives here: what describing.py asks on CPython. Never loaded on MicroPython.
"""

import sys
import types  # CPython only
from collections import OrderedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

METHOD = types.MethodType
_module = type(sys)
_kinds: "Any" = ({}, OrderedDict())
# The builtin exceptions that MicroPython has too; another one arrives there as what it is derived from.
COMMON_ERRORS = (
    "BaseException", "Exception", "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "GeneratorExit",
    "ImportError", "IndentationError", "IndexError", "KeyboardInterrupt", "KeyError", "LookupError", "MemoryError",
    "NameError", "NotImplementedError", "OSError", "OverflowError", "RuntimeError", "StopIteration", "SyntaxError",
    "SystemExit", "TypeError", "UnicodeError", "ValueError", "ZeroDivisionError", "StopAsyncIteration",
)  # fmt: skip
_views = tuple(type(getattr(made, name)()) for made in _kinds for name in ("items", "keys", "values"))


def attributes(function: "Any") -> "list[Any]":
    """The attributes that the program gave a function, name and value in turn (CPython)."""
    found: "list[Any]" = []
    for name, value in getattr(function, "__dict__", {}).items():
        found.append(name)
        found.append(value)
    return found


def cells(function: "Any", maker: "Any", prefix: str) -> "list[Any]":
    """What the maker of a closure was called with, read from the closure (CPython)."""
    code = function.__code__
    cells = {}
    for name, cell in zip(code.co_freevars, function.__closure__ or ()):
        cells[name] = cell
    defaults = dict(function.__kwdefaults__ or {})
    positional = code.co_varnames[: code.co_argcount]
    given = function.__defaults__ or ()
    for name, value in zip(positional[len(positional) - len(given) :], given):
        defaults[name] = value
    mark = prefix + "d_"
    found = []
    for name in maker.__code__.co_varnames[: maker.__code__.co_argcount]:
        if name.startswith(mark):
            found.append(defaults[name[len(mark) :]])
        else:
            # One that is only declared `nonlocal` has no cell, and nobody will miss its value.
            found.append(cells[name].cell_contents if name in cells else None)
    return found


def method(method: "Any") -> "Any":
    """A bound method: its function, the object it is bound to, and under which name MicroPython finds it there."""
    holder = method.__self__
    if hasattr(method, "__func__"):
        kind = holder if isinstance(holder, type) else type(holder)
        function = method.__func__
        names = [  # not the function's own where it was decorated, or given to the class later
            name
            for base in kind.__mro__
            for name, value in vars(base).items()
            if value is function or getattr(value, "__func__", None) is function
        ]
        return ("method", [function, holder, names[0] if names else function.__name__], [])
    if type(holder) is _module:
        return None
    return ("bound", [holder, method.__name__], [])


def other(obj: "Any", kind: "Any") -> "Any":
    """Objects that only CPython has: descriptors, cells, and natives that know how to be copied."""
    if kind is staticmethod or kind is classmethod:
        return (kind.__name__, [obj.__func__], [])
    if kind in _views:
        import gc

        return ("view", [gc.get_referents(obj)[0], kind.__name__.split("_")[1]], [])
    if kind is types.MethodDescriptorType:  # str.upper
        return ("native", [obj.__objclass__.__module__, obj.__qualname__], [])
    if kind is memoryview:
        return _memory(obj)
    if kind is types.TracebackType:
        return ("traceback", [], [])
    if kind is property:
        return ("property", [obj.fget, obj.fset, obj.fdel], [])
    if kind.__module__ in ("sojourn.positions", "sojourn.native_objects", "sojourn.iterators", "sojourn.evaluating"):
        return None
    if obj is sys.stdout or obj is sys.stderr or obj is sys.stdin:
        return ("native", ["sys", "stdout" if obj is sys.stdout else "stderr" if obj is sys.stderr else "stdin"], [])
    if kind.__module__ == "builtins" and not kind.__name__.endswith("iterator"):
        if kind not in (enumerate, zip, map, filter, reversed):
            return None
    if isinstance(obj, BaseException):
        return None
    if kind.__flags__ & (1 << 9) and "__reduce__" not in kind.__dict__ and "__reduce_ex__" not in kind.__dict__:
        return None  # a class written in Python
    return _reduced(obj)


def _memory(obj: memoryview) -> "Any":
    """A view of a buffer, by the buffer and where it lies in it; None for one that MicroPython cannot have."""
    if obj.obj is None or obj.ndim != 1:
        return None
    whole = memoryview(obj.obj)
    if not obj.contiguous or obj.format != whole.format or obj.readonly != whole.readonly:
        return None
    every, mine = whole.cast("B"), obj.cast("B")
    at = 0
    if mine.nbytes and obj.readonly:
        at = bytes(every).find(bytes(mine))  # another place with the same bytes does as well
    elif mine.nbytes:
        before = int.from_bytes(every, "little")
        mine[0] ^= 255
        changed = before ^ int.from_bytes(every, "little")
        mine[0] ^= 255
        at = (changed.bit_length() - 1) // 8
    return ("memoryview", [obj.obj, at // obj.itemsize, len(obj)], [])


def _reduced(obj: "Any") -> "Any":
    try:
        made = obj.__reduce_ex__(2)
    except TypeError:
        return None
    if isinstance(made, str) or len(made) < 2:
        return None
    if type(made[0]).__name__ == "function" and made[0].__name__ == "__newobj__":
        return None
    late = [made[2]] if len(made) > 2 and made[2] is not None else []
    if len(made) > 3 and (made[3] is not None or len(made) > 4 and made[4] is not None):
        return None
    return ("reduce", [made[0]] + list(made[1]), late)


def importable(obj: "Any") -> "Any":
    """(module, qualified name) under which an object of CPython's library is found."""
    module = getattr(obj, "__module__", None)
    name = getattr(obj, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module.split(".")[0] not in sys.modules:
        return None
    found: "Any" = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is obj and module != "__main__" else None
