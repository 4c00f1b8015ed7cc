"""What MicroPython's own deque, OrderedDict and namedtuple cannot do: these are taken by programs that need more.

Lives here: ordinary Python, compiled along with a program in the place of the interpreter's.
"""

import sys
from collections import OrderedDict as _OrderedDict
from collections import namedtuple as _namedtuple


def _micro():
    return sys.implementation.name == "micropython"  # asked each time: what is kept would move


class deque:
    """A list whose first items, up to `_first`, are gone; these are cut off when they are the larger part."""

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        self._items = []
        self._first = 0
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self._items) - self._first > self.maxlen:
            self.popleft()

    def appendleft(self, item):
        if self._first:
            self._first -= 1
            self._items[self._first] = item
        else:
            room = len(self._items) + 1
            self._items[:0] = [None] * room
            self._first = room - 1
            self._items[self._first] = item
        if self.maxlen is not None and len(self._items) - self._first > self.maxlen:
            self._items.pop()

    def pop(self):
        if len(self._items) == self._first:
            raise IndexError("pop from an empty deque")
        return self._items.pop()

    def popleft(self):
        first = self._first
        items = self._items
        if len(items) == first:
            raise IndexError("pop from an empty deque")
        item = items[first]
        items[first] = None
        self._first = first = first + 1
        if first > 16 and first * 2 > len(items):
            self._items = items[first:]
            self._first = 0
        return item

    def extend(self, iterable):
        if self.maxlen is None and iterable is not self:
            self._items.extend(iterable)
            return
        for item in list(iterable):
            self.append(item)

    def extendleft(self, iterable):
        for item in list(iterable):
            self.appendleft(item)

    def clear(self):
        self._items = []
        self._first = 0

    def copy(self):
        return type(self)(self._listed(), self.maxlen)

    __copy__ = copy

    def _listed(self):
        return self._items[self._first :]

    def _put(self, items):
        self._items = items
        self._first = 0

    def rotate(self, n=1):
        items = self._listed()
        if items:
            n %= len(items)
            self._put(items[len(items) - n :] + items[: len(items) - n])

    def reverse(self):
        items = self._listed()
        items.reverse()
        self._put(items)

    def count(self, value):
        return self._listed().count(value)

    def index(self, value, *bounds):
        return self._listed().index(value, *bounds)

    def insert(self, at, value):
        if self.maxlen is not None and len(self) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        items = self._listed()
        items.insert(at, value)
        self._put(items)

    def remove(self, value):
        items = self._listed()
        if value not in items:
            raise ValueError(repr(value) + " is not in deque")
        items.remove(value)
        self._put(items)

    def _at(self, at):
        count = len(self._items) - self._first
        if not isinstance(at, int):
            raise TypeError("sequence index must be integer, not '" + type(at).__name__ + "'")
        if not -count <= at < count:
            raise IndexError("deque index out of range")
        return at + self._first if at >= 0 else at

    def __getitem__(self, at):
        return self._items[self._at(at)]

    def __setitem__(self, at, value):
        self._items[self._at(at)] = value

    def __delitem__(self, at):
        del self._items[self._at(at)]

    def __len__(self):
        return len(self._items) - self._first

    def __bool__(self):
        return len(self._items) > self._first

    def __contains__(self, value):
        return value in self._listed()

    def __iter__(self):
        return _Running(self, 1)

    def __reversed__(self):
        return _Running(self, -1)

    def __eq__(self, other):
        return isinstance(other, deque) and self._listed() == other._listed()

    def __lt__(self, other):
        return self._listed() < other._listed()

    def __le__(self, other):
        return self._listed() <= other._listed()

    def __gt__(self, other):
        return self._listed() > other._listed()

    def __ge__(self, other):
        return self._listed() >= other._listed()

    def __add__(self, other):
        return type(self)(self._listed() + other._listed(), self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times):
        return type(self)(self._listed() * times, self.maxlen)

    __rmul__ = __mul__
    __hash__ = None

    def __repr__(self):
        tail = "" if self.maxlen is None else ", maxlen=" + str(self.maxlen)
        return type(self).__name__ + "(" + repr(self._listed()) + tail + ")"


class _Running:
    """An iterator over a deque, from either end."""

    def __init__(self, source, step):
        self._source = source
        self._count = len(source)
        self._step = step
        self._taken = 0

    def __iter__(self):
        return self

    def __next__(self):
        source = self._source
        if source is None:
            raise StopIteration
        if len(source) != self._count:
            self._count = -1
            raise RuntimeError("deque mutated during iteration")
        if self._taken == self._count:
            self._source = None
            raise StopIteration
        self._taken += 1
        return source[self._taken - 1 if self._step > 0 else -self._taken]


class OrderedDict(_OrderedDict):
    """A dictionary whose items can be put at either end."""

    def __init__(self, *args, **keywords):
        super().__init__()  # first: until then MicroPython has no dictionary in it
        if len(args) > 1:
            raise TypeError("expected at most 1 argument, got %d" % len(args))
        for given in (*args, keywords):
            pairs = given.items() if hasattr(given, "items") else given
            for key, value in pairs:
                self[key] = value

    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
            return
        others = list(self.items())
        self.clear()
        self[key] = value
        for other, held in others:
            self[other] = held

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return super().popitem()
        for key in self:
            break
        return key, self.pop(key)

    def copy(self):
        return type(self)(self)

    def __reversed__(self):
        keys = list(self)
        keys.reverse()
        return iter(keys)

    def __eq__(self, other):
        if isinstance(other, _OrderedDict):
            return list(self.items()) == list(other.items())
        return isinstance(other, dict) and len(self) == len(other) and _holds(other, self)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return "OrderedDict()"
        if sys.implementation.name != "micropython" and sys.version_info >= (3, 12):
            return "OrderedDict({" + ", ".join([repr(key) + ": " + repr(self[key]) for key in self]) + "})"
        return "OrderedDict(" + repr(list(self.items())) + ")"

    __str__ = __repr__  # or MicroPython would take its own


def _holds(one, other):
    for key, value in other.items():
        if key not in one or one[key] != value:
            return False
    return True


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """The interpreter's own, and on it what MicroPython's lacks."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    if rename:
        seen = []
        for name in names:
            plain = name.replace("_", "a")
            good = plain and (plain[0] < "0" or plain[0] > "9") and name[0] != "_" and name not in seen
            seen.append(name if good else "_%d" % len(seen))
        names = seen
    fields = tuple(names)
    values = tuple(defaults or ())
    if len(values) > len(fields):
        raise TypeError("Got more default values than field names")
    first = len(fields) - len(values)
    base = _namedtuple(typename, names)
    made = None

    def filled(args, keywords):
        if len(args) > len(fields):
            raise TypeError("%s() takes %d arguments but %d were given" % (typename, len(fields), len(args)))
        found = list(args)
        for at in range(len(args), len(fields)):
            if fields[at] in keywords:
                found.append(keywords[fields[at]])
            elif at >= first:
                found.append(values[at - first])
            else:
                raise TypeError("%s() missing an argument: %s" % (typename, fields[at]))
        for name in keywords:
            if name not in fields[len(args) :]:
                raise TypeError("%s() got an unexpected argument: %s" % (typename, name))
        return found

    def __new__(cls, *args, **keywords):
        return object.__new__(cls) if _micro() else tuple.__new__(cls, filled(args, keywords))

    def __init__(self, *args, **keywords):
        if _micro():
            super(made, self).__init__(*filled(args, keywords))

    def __setattr__(self, name, value):
        if name in fields:
            raise AttributeError("can't set attribute")
        object.__setattr__(self, name, value)

    def _replace(self, **keywords):
        for name in keywords:
            if name not in fields:
                raise ValueError("Got unexpected field names: " + repr([name]))
        return type(self)(*[keywords.get(fields[at], self[at]) for at in range(len(fields))])

    def _asdict(self):
        found = _Fields()
        for at in range(len(fields)):
            found[fields[at]] = self[at]
        return found

    given = {"_fields": fields, "_field_defaults": dict(zip(fields[first:], values)), "_make": classmethod(_make)}
    given.update({"_replace": _replace, "_asdict": _asdict, "__setattr__": __setattr__})
    if values:
        given.update({"__new__": __new__, "__init__": __init__})
    made = type(typename, (base,), given)
    return made


class _Fields(_OrderedDict):
    """What `_asdict` gives: a dictionary that keeps its order on MicroPython too."""

    def __repr__(self):
        return "{" + ", ".join([repr(key) + ": " + repr(self[key]) for key in self]) + "}"

    __str__ = __repr__


def _make(cls, iterable):
    return cls(*iterable)
