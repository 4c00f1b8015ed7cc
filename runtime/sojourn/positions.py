"""Where a captured loop stands in what it runs over.

Lives here: `Position`, which a frame holds instead of a native iterator.  Iterators that a program keeps in a
variable are in iterators.py.  Native iterators cannot be looked into on
MicroPython: what is left in one tells where it stood.
"""

import sys

MICRO = sys.implementation.name == "micropython"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INDEXED = (list, tuple, str, bytes, bytearray)
NATIVE = {type(iter([])), type(iter({})), type(iter("")), type(iter(b"")), type(iter(())), type(iter(set()))}
NATIVE.add(type(iter(range(0))))
NATIVE.add(type(iter("\u20ac")))  # CPython has another one for texts in ASCII
NATIVE.add(type(iter(bytearray())))
NATIVE.add(type(reversed([])))
NATIVE.add(type(iter({}.items())))
NATIVE.add(type(iter({}.values())))
NATIVE.add(type(iter({}.keys())))
try:
    NATIVE.add(type(reversed(range(0))))
    NATIVE.add(type(reversed({})))
    NATIVE.add(type(reversed({}.items())))
    NATIVE.add(type(reversed({}.values())))
    from array import array
    from collections import OrderedDict, deque

    NATIVE.add(type(iter(deque())))  # type: ignore[call-overload,unused-ignore]  # CPython's own form
    NATIVE.add(type(iter(array("b"))))
    NATIVE.add(type(iter(OrderedDict())))
except TypeError:
    pass  # MicroPython has one type for all of them
_END = object()


class View:
    """What a loop over `d.items()`, `d.keys()` or `d.values()` runs over."""

    def __init__(self, source: "Any", kind: str) -> None:
        self.source = source
        self.kind = kind

    def start(self) -> "Any":
        """A native iterator over the view."""
        return iter(getattr(self.source, self.kind)())


class Position:
    """Where an iterator stood: `index` items were taken from its source.

    `kind` is "index" (sequences), "reversed", "keys" (dictionaries, views and sets, whose order is kept as the
    list of the keys that were left) or "items" (anything else: the values that were left).
    """

    def __init__(self, kind: str, index: int, left: "Any" = None) -> None:
        self.kind = kind
        self.index = index
        self.left = left

    @staticmethod
    def of(source: "Any", iterator: "Any") -> "Any":
        """The position of a native iterator, which is used up; any other iterator is kept as it is."""
        kind = type(source)
        if type(iterator) not in NATIVE and kind is not memoryview:
            if type(iterator) is not reversed or not isinstance(source, INDEXED):
                return iterator
        try:
            return Position._native(source, iterator, kind)
        except RuntimeError as error:  # CPython's: what it runs over has changed its size
            return Changed(str(error))

    @staticmethod
    def _native(source: "Any", iterator: "Any", kind: "Any") -> "Any":
        name = type(iterator).__name__
        if "reverse" in name or kind is range and hasattr(iterator, "__reduce__") and _backwards(source, iterator):
            if isinstance(source, INDEXED) or kind is range:
                return Position("reversed", _count(iterator))
            return Position("items", 0, list(iterator))
        if isinstance(source, INDEXED) or kind is range:
            return Position("index", _taken(source, iterator))
        if isinstance(source, View):
            total = len(source.source)
            done = total - _count(iterator)
            return Position("keys", done, None)
        if isinstance(source, (dict, set, frozenset)):
            done = len(source) - _count(iterator)
            return Position("keys", done, None)
        if hasattr(source, "append") or kind is memoryview:  # deque, array
            return Position("index", _taken(source, iterator))
        return Position("items", 0, list(iterator))

    def start(self, source: "Any") -> "Any":
        """An iterator that goes on from here."""
        if self.kind == "index":
            return _ahead(source, self.index)
        if self.kind == "reversed":
            return _skip(reversed(source), len(source) - self.index)
        if self.kind == "items":
            return iter(self.left)
        if self.left is not None:
            return Left(source, self.left, self.index)
        return _skip(source.start() if isinstance(source, View) else iter(source), self.index)

    def freeze(self, source: "Any") -> None:
        """Before it is stored: keep the keys that are left, since another interpreter has another order."""
        if self.kind == "keys" and self.left is None:
            keys = source.source if isinstance(source, View) else source
            self.left = list(keys)[self.index :]
            self.index = len(keys)


class Left:
    """Goes on over the keys that were left of a dictionary, a view or a set; what is gone is passed over."""

    def __init__(self, source: "Any", left: "Any", size: int) -> None:
        if hasattr(source, "mapping"):  # CPython's own view
            import gc

            source = View(gc.get_referents(source)[0], type(source).__name__.split("_")[1])
        self.source = source
        self.left = left
        self.size = size
        self.at = 0

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        held = self.source.source if isinstance(self.source, View) else self.source
        if len(held) != self.size and hasattr({}.keys(), "mapping"):  # MicroPython does not mind
            name = "dictionary" if isinstance(held, dict) else "Set"
            raise RuntimeError(name + " changed size during iteration")
        while self.at < len(self.left):
            key = self.left[self.at]
            self.at += 1
            if isinstance(self.source, View):
                held = self.source.source
                if key in held:
                    kind = self.source.kind
                    return (key, held[key]) if kind == "items" else held[key] if kind == "values" else key
            elif key in self.source:
                return key
        raise StopIteration


class Changed:
    """Stands for an iterator over what has changed its size: CPython says so at the next step."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __iter__(self) -> "Any":
        return self

    def __next__(self) -> "Any":
        raise RuntimeError(self.text)


def _backwards(source: "Any", iterator: "Any") -> bool:
    """Whether CPython's iterator over a range, of which there is one type only, runs from its end."""
    return bool(iterator.__reduce__()[1][0].step != source.step)


def _count(iterator: "Any") -> int:
    """How many items are left; allocates nothing."""
    count = 0
    for _ in iterator:
        count += 1
    return count


def _taken(source: "Any", iterator: "Any") -> int:
    """How many items of a sequence were taken, more than it has where it shrank meanwhile."""
    if not MICRO:
        told: "Any" = ()
        if not isinstance(source, memoryview):  # its iterator tells nothing
            told = iterator.__reduce__()  # list's and its like's: (iter, (source,), index), without it at the end
        if len(told) > 2 and type(told[2]) is int:
            return told[2]
        return len(source) - _count(iterator)
    left = _count(iterator)
    if left or not isinstance(source, list):
        return len(source) - left
    # An index at or behind the end: which one is told by the first of the items put there that comes out.
    length = len(source)
    taken = length
    try:
        source.append(_END)
        while next(iterator, None) is not _END:
            source.append(_END)
        taken = len(source) - 1
    finally:
        while len(source) > length:
            source.pop()
    return taken


def _ahead(source: "Any", index: int) -> "Any":
    """An iterator over a sequence that stands at an index, also behind its end: a list may be filled again."""
    length = len(source)
    if index <= length or not isinstance(source, list):
        return _skip(iter(source), index)
    try:
        source.extend([None] * (index - length))
        return _skip(iter(source), index)
    finally:
        while len(source) > length:
            source.pop()


def _skip(iterator: "Any", count: int) -> "Any":
    for _ in range(count):
        if next(iterator, _END) is _END:
            break
    return iterator
