"""What an object that is no plain data is, so that it can be stored: see world.py for descriptions.

Lives here: describing. A device loads this for a checkpoint and lets go of it then. What only CPython has is in
describing_cpython.py.
"""

import sys

from sojourn.engine import UNSET
from sojourn.world import World, standing_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine

MICRO = sys.implementation.name == "micropython"
if not MICRO:
    from sojourn import describing_cpython as cpython

_OURS = ("sojourn.iterators", "sojourn.positions", "sojourn.native_objects", "sojourn.evaluating")
_KEPT = (
    "sorted", "min", "max", "map", "filter", "zip", "enumerate", "property", "staticmethod", "classmethod", "iter",
    "getattr",
)  # fmt: skip
# What describing_rare.py knows, by the name of its type.
_RARE = ("DictView", "Pattern", "Match", "StringIO", "BytesIO", "property", "staticmethod", "classmethod", "Memory")
_SKIPPED = ("__dict__", "__weakref__", "__module__", "__qualname__", "__name__", "__bases__", "__annotations__")
_plain_function = type(lambda: None)


def _closure_type() -> "Any":
    cell = [0]

    def inner() -> "Any":
        return cell, later

    later = 1
    return type(inner)


_closure = _closure_type()
_generator: "Any" = type((lambda: (yield))())
_bound: "Any" = type([].append)
_method: "Any" = _bound if MICRO else cpython.METHOD
_module = type(sys)
_builtins = tuple(
    {type(globals), type(len), type(print), type(isinstance), type(max), type(setattr), type(dir), type("".join)}
)
_ODD = tuple({type(sys.stdout), type(sys.stdin)}) if MICRO else ()


class Describing(World):
    """Describes the objects of one engine's program, for one save."""

    def __init__(self, engine: "Engine") -> None:
        super().__init__(engine)
        self.names: "dict[int, Any]" = {}  # id -> (module, name) of natives
        self.keep: "list[Any]" = []
        self.known: "dict[int, int]" = {}  # id -> module index and fid of static functions
        self.places: "dict[int, int]" = {}  # id of a module's names, as globals() gives them -> its index
        self.traced: "dict[int, str]" = {}  # id -> entries of exceptions, one object for the whole save
        prefix = engine.prefix + "f"
        for module in engine.modules.values():
            self.places[id(module.names)] = module.index
            for name in module.names:
                if name.startswith(prefix) and name[len(prefix) :].isdigit():
                    self.known[id(module.names[name])] = module.index << 16 | int(name[len(prefix) :])

    # describing --------------------------------------------------------------------------------------

    def describe(self, obj: "Any") -> "Any":
        """(tag, early, late) of an object that is no plain data, or None; a number for a function (kinds.py)."""
        kind = type(obj)
        if obj is UNSET:
            return ("unset", [], [])
        if kind is getattr(sys.modules.get("sojourn.handing"), "Traceback", self):
            return ("traceback", [], [])
        if obj is self.engine:
            return ("engine", [], [])
        if kind is _plain_function or kind is _closure:
            return self.function(obj)
        if kind is _generator:
            from sojourn import resting

            return resting.describe(self.engine, obj)
        if isinstance(obj, type):
            return self.native(obj) or self.cls(obj)
        if kind is _module:
            for module in self.engine.modules.values():
                if module.module is obj:
                    return ("module", [module.index], [])
            return ("import", ["re" if obj.__name__ == "sojourn.patterns" else obj.__name__], [])
        if kind in _builtins or kind is _bound or kind is _method or kind.__name__ == "builtin_method":
            return self.native(obj) or (None if MICRO else cpython.method(obj))
        if MICRO and kind.__name__ not in _RARE and kind not in _ODD:
            return None
        from sojourn.describing_rare import described

        return described(self, obj, kind)

    def entries(self, error: "Any") -> str:
        found = self.traced.get(id(error))
        if found is None:
            from sojourn.trace import entries

            found = entries(error, self.engine)
            self.traced[id(error)] = found
        return found

    def function(self, function: "Any") -> "Any":
        known = self.known.get(id(function))
        if known is not None:
            if MICRO or not function.__dict__:
                return known
            return ("function", [known >> 16, known & 0xFFFF], cpython.attributes(function))
        if MICRO:
            from sojourn.describing_rare import asked

            return asked(self, function)
        for module in self.engine.modules.values():
            fid = module.fids.get(id(function.__code__))
            if fid is not None:
                maker = module.names.get("%sk%d" % (self.engine.prefix, fid))
                early = [module.index, fid]
                if maker is not None:
                    early = early + cpython.cells(function, maker, self.engine.prefix)
                return ("function" if maker is None else "closure", early, cpython.attributes(function))
        return self.native(function)

    def native(self, obj: "Any") -> "Any":
        """A function, class or object of the interpreter's own modules, by module and name."""
        for name in _KEPT:
            if obj is self.engine.x.__dict__.get(name):
                return ("stand-in", [name], [])
        found = self.names.get(id(obj))
        if found is None:
            found = self.find(obj)
            if found is None and not MICRO:
                found = cpython.importable(obj)
            if found is None:
                return None
            self.names[id(obj)] = found
            self.keep.append(obj)
        early = [found[0], found[1]]
        rare = found[0] != "builtins" or not MICRO and found[1] not in cpython.COMMON_ERRORS
        if rare and isinstance(obj, type) and issubclass(obj, BaseException):
            for base in obj.__bases__:  # what stands for it where the module has no such error
                above = self.native(base)
                if above is not None:
                    early.extend(above[1])
        return ("native", tuple(early), ())

    def find(self, obj: "Any") -> "Any":
        """(module, name) of a native, looked for in the modules that the program names."""
        if obj is object:
            return ("builtins", "object")
        for name in ["builtins"] + self.engine.natives[::-1] + ["sys"]:
            try:
                module = __import__(standing_for(name), None, None, ("x",))
            except ImportError:
                continue  # imported by the program in a `try`, for another interpreter
            found = _attribute(module, obj)
            if found is not None:
                return (name, found)
        made = getattr(sys.modules.get("sojourn.lacking.errors"), "MADE", {})
        for name in made:
            if made[name] is obj:
                return ("builtins", name)
        for kind in (str, bytes, list, dict, set, int, tuple) if MICRO else ():
            found = _attribute(kind, obj)  # str.upper
            if found is not None:
                return ("builtins", kind.__name__ + "." + found)
        for name in _OURS:
            found = _attribute(sys.modules.get(name), obj)
            if found is not None:
                return (name, found)
        return None

    def cls(self, cls: "Any") -> "Any":
        """A class of the program: its functions and descriptors early, its data late."""
        if cls.__bases__ == (tuple,):
            from sojourn.describing_rare import namedtuple_fields

            fields = namedtuple_fields(cls)
            if fields is not None:
                return ("namedtuple", [cls.__name__, fields], [])
        own = cls.__dict__
        qualified = own.get("__qualname__", "") if MICRO else cls.__qualname__
        early = [cls.__name__, qualified, own.get("__module__", ""), tuple(cls.__bases__)]
        late = []
        slots = cls.__dict__.get("__slots__")
        for name in list(cls.__dict__):
            if name in _SKIPPED or name.startswith("_abc_"):
                continue
            value = cls.__dict__[name]
            if MICRO and name == "__new__":
                value = cls.__new__  # the interpreter has wrapped it, and will again
            if type(value).__name__ in ("member_descriptor", "getset_descriptor"):
                continue
            if name == "__doc__" and value is None:
                continue
            if name == "__slots__" or name == "__classcell__" or self.is_code(value):
                early.append(name)
                early.append(value)
            else:
                late.append(name)
                late.append(value)
        del slots
        return ("class", tuple(early), tuple(late))

    def is_code(self, value: "Any") -> bool:
        """Whether a class must be made with this value, since it decides how attributes are found."""
        kind = type(value)
        if kind is _plain_function or kind is _closure:
            return True
        if kind in (staticmethod, classmethod, property):
            return True
        return not isinstance(value, type) and (hasattr(kind, "__get__") or hasattr(kind, "__set__"))


def _attribute(module: "Any", wanted: "Any") -> "Any":
    """The name under which `module` has the object `wanted`; None if it has it not, or is no module."""
    if module is None:
        return None
    own = getattr(wanted, "__name__", None)
    if isinstance(own, str) and getattr(module, own, None) is wanted:
        return own
    found = None
    names = getattr(module, "__dict__", {})  # dir() asks on MicroPython for each string that it knows
    for name in names:
        if names[name] is wanted and (found is None or name > found):
            found = name  # of several the last, array.array and not array.ArrayType
    return found
