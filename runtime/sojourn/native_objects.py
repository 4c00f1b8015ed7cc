"""Stand-ins for what a program asks of functions, methods, descriptors and names.

May live here: what natives.py loads when a program asks for it first. Not here: what runs the program's functions
(native_calls.py), generators (native_generators.py).
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"
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


class Objects:
    """These stand-ins, for one engine's program."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.wrapped: "list[Any]" = engine.x.wrapped

    def bound(self, holder: "Any", name: str) -> "Any":
        """The attribute; a bound method of `holder` as an object that can be stored."""
        value = getattr(holder, name)
        if type(value) is _bound_type:
            return Bound(holder, name)
        return value

    def getattr_(self, holder: "Any", name: str, *default: "Any") -> "Any":
        """getattr(); a bound method of `holder` as an object that can be stored."""
        value = getattr(holder, name, *default)
        return Bound(holder, name) if type(value) is _bound_type else value

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
        known = self.engine.x.parts(base)
        if known is None:
            return getattr(base, kind)(function)
        parts = list(known[2])
        parts[("getter", "setter", "deleter").index(kind)] = function
        return self.engine.x.property(*parts)

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


def unbound(name: str) -> "Any":
    """A local, or with a star a variable of an enclosing function, was read before it had a value."""
    if name.startswith("*") and not MICRO:
        raise NameError(
            "cannot access free variable '%s' where it is not associated with a value in enclosing scope" % name[1:]
        )
    if MICRO:
        raise NameError("local variable referenced before assignment")
    raise UnboundLocalError(_unbound_message(name))


def _unbound_message(name: str) -> str:
    return "cannot access local variable '%s' where it is not associated with a value" % name
