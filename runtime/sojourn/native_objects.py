"""Stand-ins for what a program asks of functions, methods, descriptors and names.

May live here: what natives.py loads when a program asks for it first. Not here: what runs the program's functions
(native_calls.py), generators (native_generators.py).
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"
# What a method is when it is taken as a value; one of a type of the interpreter is another object each time there.
_METHODS: "Any" = (type([].append), type(str.upper)) if MICRO else (type([].append),)
_lacking: "dict[str, Any]" = {}  # methods that MicroPython lacks, by name


class Bound:
    """A method taken as a value, on MicroPython, whose own bound methods cannot be looked into."""

    def __init__(self, holder: "Any", name: str) -> None:
        self.holder = holder
        self.name = name

    def __call__(self, *args: "Any", **kwargs: "Any") -> "Any":
        method = getattr(self.holder, self.name, None)
        if method is None:  # what MicroPython lacks
            if self.name not in _lacking:
                from sojourn.lacking.finding import find

                _lacking[self.name] = find(None, "call_" + self.name)
            return _lacking[self.name](self.holder, *args, **kwargs)
        if kwargs and not args and self.name == "sort":
            from sojourn.sorting import sort_by

            return sort_by(self.holder, **kwargs)
        return method(*args, **kwargs)

    def __getattr__(self, name: str) -> "Any":
        if name in ("holder", "name", "function"):  # it is being made
            raise AttributeError(name)
        return self.holder if name == "__self__" else getattr(getattr(self.holder, self.name), name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Bound):
            return other.holder is self.holder and other.name == self.name
        return getattr(other, "__self__", None) is self.holder and getattr(other, "__name__", "") == self.name

    def __hash__(self) -> int:
        return hash(self.name) ^ id(self.holder)


class BoundTo(Bound):
    """A method taken from super(), which its name would not find again."""

    def __init__(self, holder: "Any", name: str, function: "Any") -> None:
        super().__init__(holder, name)
        self.function = function

    def __call__(self, *args: "Any", **kwargs: "Any") -> "Any":
        return self.function(self.holder, *args, **kwargs)


class _Colons:
    def __getitem__(self, key: "Any") -> "Any":
        return key


class Objects:
    """These stand-ins, for one engine's program."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.wrapped: "list[Any]" = engine.x.wrapped

    def bound(self, holder: "Any", name: str) -> "Any":
        """The attribute; a bound method of `holder` as an object that can be stored."""
        try:
            value = getattr(holder, name)
        except AttributeError:
            from sojourn.lacking.finding import has

            if not MICRO or not has(holder, name):
                raise
            return Bound(holder, name)
        return Bound(holder, name) if type(value) in _METHODS else value

    def bound_above(self, cls: "Any", holder: "Any", name: str) -> "Any":
        """super(cls, holder).name, as an object that can be stored."""
        value = getattr(super(cls, holder), name)
        function = None if isinstance(holder, type) else above(cls, name)
        return value if type(value) not in _METHODS or function is None else BoundTo(holder, name, function)

    def getattr_(self, holder: "Any", name: str, *default: "Any") -> "Any":
        """getattr(); a bound method of `holder` as an object that can be stored."""
        value = getattr(holder, name, *default)
        return Bound(holder, name) if type(value) in _METHODS else value

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

    def memoryview_(self, source: "Any") -> "Any":
        """memoryview(), as an object that can be stored."""
        if not MICRO:
            return memoryview(source)
        from sojourn.memory import Memory

        return Memory(source)

    def slice_(self, *bounds: "Any") -> "Any":
        """slice(), which MicroPython makes only where it is written with colons."""
        if not MICRO:
            return slice(*bounds)
        first, last, step = ((None,) + bounds + (None,))[:3] if len(bounds) == 1 else (bounds + (None,))[:3]
        return _Colons()[first:last] if step is None else _Colons()[first:last:step]

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


def set_own(value: "Any", holder: "Any", name: str) -> None:
    """holder.__dict__[name] = value, for MicroPython, where that dictionary is for reading only."""
    object.__setattr__(holder, name, value)


def delete_own(holder: "Any", name: str) -> None:
    """del holder.__dict__[name]"""
    if name not in holder.__dict__:
        raise KeyError(name)
    object.__delattr__(holder, name)


def update_own(holder: "Any", *given: "Any", **keywords: "Any") -> None:
    """holder.__dict__.update(...)"""
    names: "dict[str, Any]" = dict(*given)
    names.update(keywords)
    for name in names:
        object.__setattr__(holder, name, names[name])


def managed(manager: "Any") -> "Any":
    """What a `with` statement runs; what could not be left is told before it is entered."""
    if MICRO:
        for name in ("__exit__", "__enter__"):
            getattr(manager, name)  # the interpreter's own complaint
        return manager
    for name, missed in (("__enter__", ""), ("__exit__", " (missed __exit__ method)")):
        if not hasattr(type(manager), name):
            kind = type(manager).__name__
            raise TypeError("'%s' object does not support the context manager protocol%s" % (kind, missed))
    return manager


def above(cls: "Any", name: str) -> "Any":
    """The function under this name in the bases of a class, or None."""
    for base in cls.__bases__:
        found = base.__dict__.get(name) if hasattr(base, "__dict__") else None
        if found is None:
            found = above(base, name)
        if found is not None:
            return found
    return None


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
