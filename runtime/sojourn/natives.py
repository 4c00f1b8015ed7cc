"""What generated code calls under `_jx`: builtins that the compiler replaced, and small questions.

Only stand-ins live here, each with the builtin's own behaviour.  They exist because a native iterator or a
native descriptor cannot be looked into on MicroPython, or because a builtin calls back into the program.
"""

import sys

from sojourn.positions import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SLICE = 0.01  # seconds that a waiting process sleeps between two looks at the flag
MICRO = sys.implementation.name == "micropython"
_MATCHING = ("is_sequence", "is_mapping", "between", "without", "positional")
_DISPLAYS = ("set_with", "dict_of", "dict_with", "set_stepped", "delete_stepped", "stepped")
_TEXTS = ("evaluate", "execute", "compiled", "names_of")
_SUBCLASSES = ("subclassed", "subclass_hook", "init_subclass")
_CONTAINERS = (list, tuple, dict, set, frozenset, str, bytes, bytearray, range)
_ITERATORS = {"reversed": "make_reversed"}
_bound_type: "Any" = type([].append)


class Bound:
    """A method taken as a value, on MicroPython, whose own bound methods cannot be looked into."""

    def __init__(self, holder: "Any", name: str) -> None:
        self.holder = holder
        self.name = name

    def __call__(self, *args: "Any", **kwargs: "Any") -> "Any":
        return getattr(self.holder, self.name)(*args, **kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bound) and other.holder is self.holder and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name) ^ id(self.holder)


KEPT = ("sorted", "min", "max", "map", "filter", "zip", "enumerate", "property", "staticmethod", "classmethod", "iter")


class Natives:
    """The stand-ins of one engine."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.wrapped: "list[Any]" = []  # (descriptor, kind, parts), on MicroPython
        self.native_iter = iter
        self.native_reversed = reversed

    def __getattr__(self, name: str) -> "Any":
        """What is wanted for the first time; then it is one object, so that a program can hold it."""
        found: "Any"
        if name == "iter" or name == "called":
            from sojourn.handing import Handing

            found = getattr(Handing(self.engine), name)
        elif name in KEPT:
            found = getattr(self, name + "_")
        elif name in _ITERATORS:
            from sojourn import iterators

            found = getattr(iterators, _ITERATORS[name])
        elif name in _MATCHING:
            from sojourn import matching

            found = getattr(matching, name)
        elif name in _DISPLAYS:
            from sojourn import displays

            found = getattr(displays, name)
        elif name in _SUBCLASSES:
            from sojourn.subclasses import Subclasses

            found = getattr(Subclasses(self.engine.prefix), name)
        elif name in _TEXTS:
            from sojourn.evaluating import Evaluating

            texts = Evaluating(self.engine)
            for each in _TEXTS:
                setattr(self, each, getattr(texts, each))
            found = getattr(texts, name)
        elif name.startswith("builtin_"):
            import builtins

            found = getattr(builtins, name[8:])
        else:
            raise AttributeError(name)
        setattr(self, name, found)
        return found

    def assign(self, holder: "Any", name: str, value: "Any") -> "Any":
        """`name := value` for a global of the module `holder`."""
        setattr(holder, name, value)
        return value

    def put(self, box: "list[Any]", value: "Any") -> "Any":
        """`name := value` for a variable that functions share."""
        box[0] = value
        return value

    def view(self, source: "Any", kind: str) -> View:
        return View(source, kind)

    def dict_view(self, source: "Any", kind: str) -> "Any":
        """source.items() and its like; of a dictionary as an object that can be stored."""
        if not isinstance(source, dict):
            return getattr(source, kind)()
        from sojourn.iterators import DictView

        return DictView(source, kind)

    def sorted_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(sorted, *args, **kwargs)

    def min_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(min, *args, **kwargs)

    def max_(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.engine.atomic_call(max, *args, **kwargs)

    def zip_(self, *sources: "Any") -> "Any":
        from sojourn.iterators import Zip

        return Zip(self.engine, *sources)

    def enumerate_(self, source: "Any", start: int = 0) -> "Any":
        from sojourn.iterators import Enumerate

        return Enumerate(self.engine, source, start)

    def taken(self, source: "Any", count: int) -> "Any":
        """What `a, b = source` takes apart: of a generator its values, one more than are wanted at most."""
        if not hasattr(source, "send"):
            return source
        return self.engine.atomic_call(_first, source, count)

    def drained(self, source: "Any") -> "Any":
        """What a native operation runs over: of a generator all its values."""
        return self.engine.atomic_call(list, source) if hasattr(source, "send") else source

    def within(self, value: "Any", container: "Any") -> bool:
        """value in container, one atomic step."""
        return bool(self.engine.atomic_call(_within, value, container))

    def delegates(self, source: "Any") -> bool:
        """Whether `yield from source` must hand on what is sent: a generator, or an iterator of the program's own."""
        if hasattr(source, "send") or hasattr(source, "__next__"):
            return True
        return hasattr(source, "__iter__") and hasattr(type(source), "__init__") and not isinstance(source, _CONTAINERS)

    def awaited(self, source: "Any") -> "Any":
        """What `await source` runs."""
        if hasattr(source, "send"):
            return source
        if not hasattr(source, "__await__"):
            raise TypeError("object %s can't be used in 'await' expression" % type(source).__name__)
        return source.__await__()

    def clock(self) -> float:
        """Seconds that the process has lived; the time between two stays does not count."""
        return float(self.engine.lifetime.asked()) / 1000

    def wait(self, seconds: float) -> None:
        """Let some of this time pass, but no more than a safepoint may wait."""
        import time

        some = max(0.0, min(seconds, SLICE))
        time.sleep(some)
        self.engine.lifetime.waited(some)

    def rests(self, source: "Any") -> bool:
        """Whether this is a generator."""
        return hasattr(source, "send") and hasattr(source, "throw")

    def delegate(self, source: "Any") -> "Any":
        return source if hasattr(source, "send") else iter(source)

    def map_(self, function: "Any", *sources: "Any") -> "Any":
        from sojourn.iterators import Map

        return Map(self.engine, function, *sources)

    def filter_(self, function: "Any", source: "Any") -> "Any":
        from sojourn.iterators import Filter

        return Filter(self.engine, function, source)

    def bound(self, holder: "Any", name: str) -> "Any":
        """The attribute; a bound method of `holder` as an object that can be stored."""
        value = getattr(holder, name)
        if type(value) is _bound_type:
            return Bound(holder, name)
        return value

    def name(self, value: "Any") -> "Any":
        """value.__name__ as the program wrote it."""
        if isinstance(value, Bound):
            value = getattr(value.holder, value.name)
        name = value.__name__
        if isinstance(name, str):
            at = name.find(self.engine.prefix)
            if at > 0 and name[at + len(self.engine.prefix) :].isdigit():
                name = name[:at]
                return (
                    "<%s>" % name[1:] if name in ("_lambda", "_listcomp", "_setcomp", "_dictcomp", "_genexpr") else name
                )
        return name

    def told(self, value: "Any", attribute: str) -> "Any":
        """An attribute of what may be a wrapper: functools.wraps has it say what the wrapped function says."""
        for module in self.engine.modules.values():
            for wrapper, wrapped in module.names.get("_wrapped_by", ()):
                if wrapper is value:
                    return wrapped if attribute == "__wrapped__" else self.told(wrapped, attribute)
        return self.name(value) if attribute == "__name__" else getattr(value, attribute)

    def traceback(self, error: BaseException) -> "Any":
        """What `__exit__` gets as its third argument."""
        return getattr(error, "__traceback__", None)

    def unbound(self, name: str) -> "Any":
        """A local, or with a star a variable of an enclosing function, was read before it had a value."""
        if name.startswith("*") and not MICRO:
            raise NameError(
                "cannot access free variable '%s' where it is not associated with a value in enclosing scope" % name[1:]
            )
        if MICRO:
            raise NameError("local variable referenced before assignment")
        raise UnboundLocalError(_unbound_message(name))

    # descriptors -------------------------------------------------------------------------------------

    def property_(self, fget: "Any" = None, fset: "Any" = None, fdel: "Any" = None, doc: "Any" = None) -> "Any":
        if not MICRO:
            return property(fget, fset, fdel, doc)
        made: "Any" = (
            property(fget, fset, fdel) if fdel is not None else property(fget, fset) if fset else property(fget)
        )
        self.wrapped.append((made, "property", [fget, fset, fdel]))
        return made

    def accessor(self, base: "Any", kind: str, function: "Any") -> "Any":
        """`@base.setter` and its like."""
        if not MICRO:
            return getattr(base, kind)(function)
        known = self.parts(base)
        if known is None:
            return getattr(base, kind)(function)
        parts = list(known[2])
        parts[("getter", "setter", "deleter").index(kind)] = function
        return self.property(*parts)

    def staticmethod_(self, function: "Any") -> "Any":
        made: "Any" = staticmethod(function)
        if MICRO:
            self.wrapped.append((made, "staticmethod", [function]))
        return made

    def classmethod_(self, function: "Any") -> "Any":
        made: "Any" = classmethod(function)
        if MICRO:
            self.wrapped.append((made, "classmethod", [function]))
        return made

    def parts(self, descriptor: "Any") -> "Any":
        """(descriptor, kind, parts) of a descriptor made here; None for any other."""
        for entry in self.wrapped:
            if entry[0] is descriptor:
                return entry
        return None


def _first(source: "Any", count: int) -> "list[Any]":
    values: "list[Any]" = []
    for value in source:
        values.append(value)
        if len(values) > count >= 0:
            break
    return values


def _within(value: "Any", container: "Any") -> bool:
    return value in container


def _unbound_message(name: str) -> str:
    return "cannot access local variable '%s' where it is not associated with a value" % name
