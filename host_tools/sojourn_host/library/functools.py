"""`functools` as devices get it: partial, reduce, wraps, caches, orderings.

Lives here: ordinary Python, compiled along with a program.  Not here: anything that a native function would have
to remember, since MicroPython functions have no attributes: what `wraps` says stands in a list that the runtime reads.
"""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)

_MISSING = object()
_MARK = object()


def reduce(function, iterable, initial=_MISSING):
    """The values of `iterable` folded into one, from the left."""
    iterator = iter(iterable)
    if initial is _MISSING:
        initial = next(iterator, _MISSING)
        if initial is _MISSING:
            raise TypeError("reduce() of empty iterable with no initial value")
    for value in iterator:
        initial = function(initial, value)
    return initial


class partial:
    """A call with some of its arguments given."""

    def __init__(self, func, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            merged = dict(func.keywords)
            merged.update(keywords)
            keywords = merged
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        if self.keywords:
            merged = dict(self.keywords)
            merged.update(keywords)
            return self.func(*self.args, *args, **merged)
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        parts = [repr(self.func)]
        for value in self.args:
            parts.append(repr(value))
        for name in self.keywords:
            parts.append(name + "=" + repr(self.keywords[name]))
        return "functools.partial(" + ", ".join(parts) + ")"


class partialmethod:
    """A method with some of its arguments given."""

    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, holder, owner=None):
        if hasattr(type(self.func), "__get__") and not callable(self.func):
            return partial(self.func.__get__(holder, owner), *self.args, **self.keywords)
        if holder is None:
            return partial(self.func, *self.args, **self.keywords)
        return partial(self.func, holder, *self.args, **self.keywords)


_wrapped_by = []  # [wrapper, what it wraps]


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Have `wrapper` told by the name of `wrapped`."""
    _wrapped_by.append((wrapper, wrapped))
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator for a wrapper of `wrapped`."""
    return lambda wrapper: update_wrapper(wrapper, wrapped)


class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits = hits
        self.misses = misses
        self.maxsize = maxsize
        self.currsize = currsize

    def _parts(self):
        return (self.hits, self.misses, self.maxsize, self.currsize)

    def __getitem__(self, index):
        return self._parts()[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return self._parts() == (other._parts() if isinstance(other, _CacheInfo) else other)

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % self._parts()


class _Bound:
    """A cached function taken as a method."""

    def __init__(self, cached, holder):
        self.cached = cached
        self.holder = holder

    def __call__(self, *args, **keywords):
        return self.cached(self.holder, *args, **keywords)

    def cache_info(self):
        return self.cached.cache_info()

    def cache_clear(self):
        self.cached.cache_clear()


class _Cached:
    """A function with a cache of at most `maxsize` results, None for any number; the oldest use goes first.

    Entries are [before, after, key, value] in a ring, so that finding the oldest takes no search.
    """

    def __init__(self, function, maxsize, typed):
        self.__wrapped__ = function
        self._maxsize = maxsize
        self._typed = typed
        self._hits = 0
        self._misses = 0
        self._known = {}
        self._ring = []
        self._ring += [self._ring, self._ring, None, None]

    @property
    def __name__(self):
        return self.__wrapped__.__name__

    def __get__(self, holder, owner=None):
        return self if holder is None else _Bound(self, holder)

    def __call__(self, *args, **keywords):
        key = args
        if keywords:
            key = args + (_MARK,)
            for name in sorted(keywords):
                key += (name, keywords[name])
        elif len(args) == 1 and not self._typed and isinstance(args[0], (int, str)):
            key = args[0]
        if self._typed:
            key += (_MARK,)
            for value in args:
                key += (type(value),)
            for name in sorted(keywords):
                key += (type(keywords[name]),)
        if self._maxsize == 0:
            self._misses += 1
            return self.__wrapped__(*args, **keywords)
        known = self._known
        if self._maxsize is None:
            value = known.get(key, _MARK)
            if value is not _MARK:
                self._hits += 1
                return value
            self._misses += 1
            value = self.__wrapped__(*args, **keywords)
            self._known[key] = value
            return value
        entry = known.get(key)
        if entry is not None:
            self._hits += 1
            if self._ring[0] is not entry:
                entry[0][1] = entry[1]
                entry[1][0] = entry[0]
                self._append(entry)
            return entry[3]
        self._misses += 1
        value = self.__wrapped__(*args, **keywords)
        if key not in self._known:
            if len(self._known) >= self._maxsize:
                oldest = self._ring[1]
                self._ring[1] = oldest[1]
                oldest[1][0] = self._ring
                del self._known[oldest[2]]
            entry = [None, None, key, value]
            self._append(entry)
            self._known[key] = entry
        return value

    def _append(self, entry):
        last = self._ring[0]
        entry[0] = last
        entry[1] = self._ring
        last[1] = entry
        self._ring[0] = entry

    def cache_info(self):
        return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._known))

    def cache_clear(self):
        self._hits = 0
        self._misses = 0
        self._known = {}
        self._ring = []
        self._ring += [self._ring, self._ring, None, None]

    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}


def lru_cache(maxsize=128, typed=False):
    """A decorator that keeps the results of the last `maxsize` different calls."""
    if callable(maxsize):
        return _Cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _Cached(function, None if maxsize is None else max(maxsize, 0), typed)


def cache(function):
    """The function with a cache that forgets nothing."""
    return _Cached(function, None, False)


class cached_property:
    """A property that is computed once for an object, and then an attribute of it."""

    def __init__(self, func):
        self.func = func
        self.attrname = None

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, holder, owner=None):
        if holder is None:
            return self
        kept = holder.__dict__
        if self.attrname not in kept:
            value = self.func(holder)
            _keep(holder, self.attrname, value)
        return holder.__dict__[self.attrname]


def _keep(holder, name, value):
    setattr(holder, name, value)


class _Key:
    def __init__(self, compare, value):
        self.compare = compare
        self.obj = value

    def __lt__(self, other):
        return self.compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.compare(self.obj, other.obj) >= 0


def cmp_to_key(compare):
    """A key function from a function that compares two values."""
    return lambda value: _Key(compare, value)


class _FromLt:
    def __gt__(self, other):
        found = type(self).__lt__(self, other)
        return found if found is NotImplemented else not found and self != other

    def __le__(self, other):
        found = type(self).__lt__(self, other)
        return found if found is NotImplemented else found or self == other

    def __ge__(self, other):
        found = type(self).__lt__(self, other)
        return found if found is NotImplemented else not found


class _FromLe:
    def __ge__(self, other):
        found = type(self).__le__(self, other)
        return found if found is NotImplemented else not found or self == other

    def __lt__(self, other):
        found = type(self).__le__(self, other)
        return found if found is NotImplemented else found and self != other

    def __gt__(self, other):
        found = type(self).__le__(self, other)
        return found if found is NotImplemented else not found


class _FromGt:
    def __lt__(self, other):
        found = type(self).__gt__(self, other)
        return found if found is NotImplemented else not found and self != other

    def __ge__(self, other):
        found = type(self).__gt__(self, other)
        return found if found is NotImplemented else found or self == other

    def __le__(self, other):
        found = type(self).__gt__(self, other)
        return found if found is NotImplemented else not found


class _FromGe:
    def __le__(self, other):
        found = type(self).__ge__(self, other)
        return found if found is NotImplemented else not found or self == other

    def __gt__(self, other):
        found = type(self).__ge__(self, other)
        return found if found is NotImplemented else found and self != other

    def __lt__(self, other):
        found = type(self).__ge__(self, other)
        return found if found is NotImplemented else not found


def total_ordering(cls):
    """A class decorator: the other comparisons from the one that the class has."""
    own = cls.__dict__
    if "__lt__" in own:
        if "__gt__" not in own:
            cls.__gt__ = _FromLt.__gt__
        if "__le__" not in own:
            cls.__le__ = _FromLt.__le__
        if "__ge__" not in own:
            cls.__ge__ = _FromLt.__ge__
    elif "__le__" in own:
        if "__ge__" not in own:
            cls.__ge__ = _FromLe.__ge__
        if "__gt__" not in own:
            cls.__gt__ = _FromLe.__gt__
        cls.__lt__ = _FromLe.__lt__
    elif "__gt__" in own:
        if "__ge__" not in own:
            cls.__ge__ = _FromGt.__ge__
        cls.__lt__ = _FromGt.__lt__
        cls.__le__ = _FromGt.__le__
    elif "__ge__" in own:
        cls.__gt__ = _FromGe.__gt__
        cls.__le__ = _FromGe.__le__
        cls.__lt__ = _FromGe.__lt__
    else:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    return cls


def singledispatch(function):
    """A function that is chosen by the type of its first argument."""
    return _Dispatch(function)


class _Dispatch:
    def __init__(self, function):
        self.function = function
        self.registry = {object: function}

    def register(self, cls, function=None):
        if function is None:
            return lambda given: self.register(cls, given)
        self.registry[cls] = function
        return function

    def dispatch(self, cls):
        for base in _ancestors(cls):
            if base in self.registry:
                return self.registry[base]
        return self.function

    def __call__(self, *args, **keywords):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % self.function.__name__)
        return self.dispatch(type(args[0]))(*args, **keywords)


def _ancestors(cls):
    """The classes above `cls`, nearest first."""
    found = [cls]
    if cls is bool:
        found.append(int)  # which it does not say on MicroPython
    for one in found:
        for base in one.__bases__:
            if base is not object and base not in found:
                found.append(base)
    return found
