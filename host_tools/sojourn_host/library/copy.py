"""`copy` as devices get it: copies of containers and of objects of the program's classes.

Lives here: ordinary Python that is compiled along with a program.  A deep copy is one step in which nothing is cut: it
knows what it has copied by id(), which is another one after a move.
"""


class Error(Exception):
    pass


_PLAIN = (int, float, str, bytes, bool, type, range)
_CODE = ("function", "closure", "generator", "bound_method", "method", "module", "builtin_function_or_method")


def _whole(x):
    """Whether a thing is its own copy."""
    return x is None or isinstance(x, _PLAIN) or type(x).__name__ in _CODE


def copy(x):
    """A new container or object with the same things in it."""
    if _whole(x) or type(x) is tuple or type(x) is frozenset:
        return x
    if hasattr(x, "__copy__"):
        return x.__copy__()
    if type(x) in (list, dict, set, bytearray):
        return type(x)(x)
    if isinstance(x, dict):
        made = type(x)()
        for key in x:
            made[key] = x[key]
        return _as_before(made, x)
    made = _empty(x)
    for name in x.__dict__:
        object.__setattr__(made, name, x.__dict__[name])
    return made


def deepcopy(x, memo=None):
    """A copy of a thing and of all that it holds, each once."""
    return _Deep({} if memo is None else memo)[x]


class _Deep:
    """Its items are deep copies: an operator is one step."""

    def __init__(self, memo):
        self.memo = memo  # id -> (copy, original, which so keeps its id)

    def __getitem__(self, x):
        if _whole(x):
            return x
        memo = self.memo
        if id(x) in memo:
            return memo[id(x)][0]
        if hasattr(x, "__deepcopy__"):
            made = x.__deepcopy__(memo)
        elif type(x) is list:
            made = []
            memo[id(x)] = (made, x)
            for value in x:
                made.append(self[value])
        elif type(x) is tuple:
            made = tuple([self[value] for value in x])
            if id(x) in memo:
                return memo[id(x)][0]
            if all([made[number] is x[number] for number in range(len(x))]):
                made = x
        elif type(x) is set or type(x) is frozenset:
            made = type(x)([self[value] for value in x])
        elif type(x) is bytearray:
            made = bytearray(x)
        elif isinstance(x, dict):
            made = type(x)()
            memo[id(x)] = (made, x)
            for key in x:
                made[self[key]] = self[x[key]]
            _as_before(made, x)
        else:
            made = _empty(x)
            memo[id(x)] = (made, x)
            for name in x.__dict__:
                object.__setattr__(made, name, self[x.__dict__[name]])
        memo[id(x)] = (made, x)
        return made


def _empty(x):
    """An object of the same class without any attributes."""
    if not hasattr(x, "__dict__") or isinstance(x, (list, tuple, set)):
        raise Error("cannot copy a " + type(x).__name__)
    return object.__new__(type(x))


def _as_before(made, x):
    """What a defaultdict makes its values with."""
    if hasattr(x, "default_factory"):
        made.default_factory = x.default_factory
    return made
