"""Our own forms of the lazy builtins, for iterators that a program keeps in a variable: they can be stored.

Lives here: what native_finding.py imports when a program first uses one of them.  The positions of loops are in
positions.py.
"""

from sojourn.positions import INDEXED, NATIVE, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_MISSING = object()


class DictView(View):  # noqa: PLW1641 - as native views, it has no hash
    """A view that a program keeps, on MicroPython, whose own views cannot be looked into."""

    def __iter__(self) -> "Any":
        return self.start()

    def __len__(self) -> int:
        return len(self.source)

    def __contains__(self, item: "Any") -> bool:
        if self.kind == "keys":
            return item in self.source
        return item in getattr(self.source, self.kind)()

    def __eq__(self, other: object) -> bool:
        if self.kind == "values":
            return self is other
        return isinstance(other, (DictView, set, frozenset)) and set(self) == set(other)

    def __and__(self, other: "Any") -> "Any":
        return set(self) & set(other)

    def __or__(self, other: "Any") -> "Any":
        return set(self) | set(other)

    def __sub__(self, other: "Any") -> "Any":
        return set(self) - set(other)

    def __xor__(self, other: "Any") -> "Any":
        return set(self) ^ set(other)

    def __rsub__(self, other: "Any") -> "Any":
        return set(other) - set(self)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__

    def __repr__(self) -> str:
        return repr(getattr(self.source, self.kind)())


class Iter:
    """iter(x) kept in a variable: an index into a sequence, or a native iterator of anything else."""

    def __init__(self, source: "Any") -> None:
        self.source = source
        self.at = 0

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        at = self.at
        if self.source is None or at >= len(self.source):
            self.source = None
            raise StopIteration
        self.at = at + 1
        return self.source[at]


class Items:
    """Runs over an object of the program by its `__getitem__`, which may do anything: nothing is looked at early."""

    def __init__(self, source: "Any") -> None:
        self.source = source
        self.at = 0

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        if self.at < 0:
            raise StopIteration
        at = self.at
        self.at = -1
        try:
            value = self.source[at]
        except IndexError:
            raise StopIteration from None
        self.at = at + 1
        return value


class KeysIter:
    """iter(d) of a dictionary or set kept in a variable."""

    def __init__(self, source: "Any") -> None:
        self.source = source
        self.left = list(source)
        self.size = len(source)
        self.at = 0

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        if self.source is not None and len(self.source) != self.size:
            self.size = -1
            name = "dictionary" if isinstance(self.source, dict) else "Set"
            raise RuntimeError(name + " changed size during iteration")
        if self.at >= len(self.left):
            self.source = None
            raise StopIteration
        self.at += 1
        return self.left[self.at - 1]


class Reversed:
    """reversed(x) kept in a variable."""

    def __init__(self, source: "Any") -> None:
        self.source = source
        self.at = len(source)

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        if self.at <= 0:
            raise StopIteration
        self.at -= 1
        return self.source[self.at]


class Enumerate:
    """enumerate(x) kept in a variable."""

    def __init__(self, engine: "Any", source: "Any", start: int = 0) -> None:
        self.inner = inner_iter(engine, source)
        self.number = start

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        value = next(self.inner)
        self.number += 1
        return self.number - 1, value


class Zip:
    """zip(...) kept in a variable."""

    def __init__(self, engine: "Any", strict: "Any", *sources: "Any") -> None:
        self.strict = strict
        self.inner = [inner_iter(engine, source) for source in sources]

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        if not self.inner:
            raise StopIteration
        if self.strict:
            return self.all_or_none()
        return tuple([next(inner) for inner in self.inner])

    def all_or_none(self) -> "Any":
        """One value of each; ValueError where only some have one."""
        values = []
        ended = -1
        for number, inner in enumerate(self.inner):
            try:
                value = next(inner)
            except StopIteration:
                if ended < 0 < number:
                    self.uneven(number, "shorter")
                ended = number
                continue
            if ended >= 0:
                self.uneven(number, "longer")
            values.append(value)
        if ended >= 0:
            raise StopIteration
        return tuple(values)

    def uneven(self, number: int, how: str) -> None:
        before = "argument 1" if number == 1 else "arguments 1-%d" % number
        raise ValueError("zip() argument %d is %s than %s" % (number + 1, how, before))


class Map:
    """map(f, ...) kept in a variable; a call of `f` is one atomic step."""

    def __init__(self, engine: "Any", function: "Any", *sources: "Any") -> None:
        self.engine = engine
        self.function = function
        self.inner = [inner_iter(engine, source) for source in sources]

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        return self.engine.atomic_call(self.function, *[next(inner) for inner in self.inner])


class Filter:
    """filter(f, x) kept in a variable; a call of `f` is one atomic step."""

    def __init__(self, engine: "Any", function: "Any", source: "Any") -> None:
        self.engine = engine
        self.function = function
        self.inner = inner_iter(engine, source)

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        while True:
            value = next(self.inner)
            if value if self.function is None else self.engine.atomic_call(self.function, value):
                return value


class Calls:
    """iter(function, sentinel); a call is one atomic step."""

    def __init__(self, engine: "Any", function: "Any", sentinel: "Any") -> None:
        self.engine = engine
        self.function = function
        self.sentinel = sentinel

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        if self.function is None:
            raise StopIteration
        value = self.engine.atomic_call(self.function)
        if value == self.sentinel:
            self.function = None
            raise StopIteration
        return value


class Driven:
    """A generator under one of these: each of its steps is atomic, since native code drives it."""

    def __init__(self, engine: "Any", generator: "Any") -> None:
        self.engine = engine
        self.generator = generator

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        return self.engine.atomic_call(next, self.generator)


def inner_iter(engine: "Any", source: "Any") -> "Any":
    """An iterator that can be stored, and is driven by native code."""
    made = storable_iter(source)
    return Driven(engine, made) if hasattr(made, "send") else made


def storable_iter(source: "Any") -> "Any":
    """An iterator over `source` that can be stored."""
    made = over(source)
    if type(made) not in NATIVE and type(source) is not memoryview:
        return made
    if isinstance(source, (dict, set, frozenset)):
        return KeysIter(source)
    indexed = isinstance(source, INDEXED) or hasattr(source, "append") or type(source) in (range, memoryview)
    return Iter(source if indexed else list(made))


class _ByItem:
    def __getitem__(self, at: int) -> "Any":
        raise IndexError


_BY_ITEM = type(iter(_ByItem()))


def over(source: "Any") -> "Any":
    """iter(source) for a loop, in a program with classes that have `__getitem__` and no `__iter__`."""
    made = iter(source)
    return Items(source) if type(made) is _BY_ITEM and type(source) is not memoryview else made


def over_reversed(source: "Any") -> "Any":
    """reversed(source) for such a loop."""
    made = reversed(source)
    return Reversed(source) if type(made) is reversed and not isinstance(source, INDEXED) else made


def make_reversed(source: "Any") -> "Any":
    made = reversed(source)
    if type(made) is not reversed and type(made) not in NATIVE:
        return made
    by_key = isinstance(source, dict) or hasattr(source, "mapping")  # a dictionary, or CPython's view of one
    return Iter(list(made)) if by_key else Reversed(source)


def listed(function: "Any", *args: "Any", **kwargs: "Any") -> "Any":
    """What `finditer` gives: CPython's own iterator hides where it stands."""
    made = function(*args, **kwargs)
    return Iter(list(made)) if type(made).__name__ == "callable_iterator" else made
