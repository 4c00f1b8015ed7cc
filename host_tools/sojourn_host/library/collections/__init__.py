"""`collections` as devices get it: Counter, defaultdict, ChainMap; of the rest what every interpreter can do.

Lives here: ordinary Python, compiled along with a program.  The dictionaries keep their order on MicroPython too.
What stands in NATIVE is left to the interpreter, unless the program asks more of it than every interpreter can do
(compiler/collections_use.py): then it is what richer.py has under that name.
"""

from collections import OrderedDict, deque, namedtuple
from collections import OrderedDict as _OrderedDict
from collections.richer import OrderedDict, deque, namedtuple  # noqa: F811  # one of the two is taken

__all__ = ["ChainMap", "Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"]
NATIVE = ("OrderedDict", "deque", "namedtuple")


_NOTHING = object()


class defaultdict(_OrderedDict):
    """A dictionary that makes what is missing with a function."""

    def __init__(self, default_factory=None, *args, **keywords):
        super().__init__()  # first: until then MicroPython has no dictionary in it
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        _fill(self, args, keywords)

    def __getitem__(self, key):
        found = super().get(key, _NOTHING)
        return self.__missing__(key) if found is _NOTHING else found

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def copy(self):
        return defaultdict(self.default_factory, self)

    def __eq__(self, other):
        return _equal(self, other)

    def __repr__(self):
        return "defaultdict(" + repr(self.default_factory) + ", " + _shown(self.items()) + ")"

    __str__ = __repr__  # or MicroPython would take its own


def _fill(made, args, keywords):
    if len(args) > 1:
        raise TypeError("expected at most 1 argument, got %d" % len(args))
    if args:
        if isinstance(args[0], dict) or hasattr(args[0], "keys"):
            for key in args[0].keys():
                made[key] = args[0][key]
        else:
            for key, value in args[0]:
                made[key] = value
    for key in keywords:
        made[key] = keywords[key]


def _equal(one, other):
    if not isinstance(other, dict) or len(one) != len(other):
        return False
    for key, value in one.items():
        if key not in other or other[key] != value:
            return False
    return True


def _shown(items):
    return "{" + ", ".join([repr(key) + ": " + repr(value) for key, value in items]) + "}"


class Counter(_OrderedDict):
    """How often each thing was there."""

    def __init__(self, iterable=None, **keywords):
        super().__init__()
        self.update(iterable, **keywords)

    def __getitem__(self, key):
        found = super().get(key, _NOTHING)
        return self.__missing__(key) if found is _NOTHING else found

    def __missing__(self, key):
        return 0

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def update(self, iterable=None, **keywords):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) + count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + 1
        if keywords:
            self.update(keywords)

    def subtract(self, iterable=None, **keywords):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        if keywords:
            self.subtract(keywords)

    def most_common(self, n=None):
        ordered = []  # sorted() does not keep equals in their order on MicroPython
        for key, count in self.items():
            ordered.append((-count, len(ordered), key))
        ordered.sort(key=_rank)
        found = [(key, -count) for count, _, key in ordered]
        return found if n is None else found[: max(n, 0)]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def __add__(self, other):
        found = Counter()
        for key, count in self.items():
            if count + other[key] > 0:
                found[key] = count + other[key]
        for key, count in other.items():
            if key not in self and count > 0:
                found[key] = count
        return found

    def __sub__(self, other):
        found = Counter()
        for key, count in self.items():
            if count - other[key] > 0:
                found[key] = count - other[key]
        for key, count in other.items():
            if key not in self and count < 0:
                found[key] = -count
        return found

    def __or__(self, other):
        found = Counter()
        for key, count in self.items():
            if max(count, other[key]) > 0:
                found[key] = max(count, other[key])
        for key, count in other.items():
            if key not in self and count > 0:
                found[key] = count
        return found

    def __and__(self, other):
        found = Counter()
        for key, count in self.items():
            if min(count, other[key]) > 0:
                found[key] = min(count, other[key])
        return found

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return _equal(self, other)
        for key, count in self.items():
            if count != other[key]:
                return False
        for key, count in other.items():
            if count != self[key]:
                return False
        return True

    def __le__(self, other):
        for key in list(self) + list(other):
            if self[key] > other[key]:
                return False
        return True

    def __ge__(self, other):
        return other <= self

    def __lt__(self, other):
        return self <= other and self != other

    def __gt__(self, other):
        return other <= self and self != other

    def __repr__(self):
        if not self:
            return "Counter()"
        return "Counter(" + _shown(self.most_common()) + ")"

    __str__ = __repr__  # or MicroPython would take its own


def _rank(entry):
    return entry[:2]


class ChainMap:
    """Several dictionaries, looked through one after the other; the first one is written."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _merged(self):
        merged = _OrderedDict()
        for at in range(len(self.maps) - 1, -1, -1):
            for key in self.maps[at]:
                merged[key] = self.maps[at][key]
        return merged

    def __len__(self):
        return len(self._merged())

    def __iter__(self):
        return iter(list(self._merged()))

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self):
        return any([bool(mapping) for mapping in self.maps])

    def keys(self):
        return list(self._merged().keys())

    def values(self):
        return list(self._merged().values())

    def items(self):
        return list(self._merged().items())

    def __repr__(self):
        return "ChainMap(" + ", ".join([repr(mapping) for mapping in self.maps]) + ")"

    def new_child(self, m=None, **keywords):
        first = keywords if m is None else m
        return ChainMap(first, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])

    def copy(self):
        return ChainMap(dict(self.maps[0]), *self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: " + repr(key))
        del self.maps[0][key]

    def update(self, other):
        for key in other:
            self[key] = other[key]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        if key in self.maps[0]:
            return self.maps[0].pop(key)
        if default:
            return default[0]
        raise KeyError("Key not found in the first mapping: " + repr(key))

    def __eq__(self, other):
        return _equal(self._merged(), other._merged() if isinstance(other, ChainMap) else other)
