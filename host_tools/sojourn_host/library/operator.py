"""`operator` as devices get it: operators as functions, and functions that take items, attributes and methods.

Lives here: ordinary Python that is compiled along with a program.
"""


class itemgetter:
    def __init__(self, item, *items):
        self._items = (item, *items)

    def __call__(self, value):
        if len(self._items) == 1:
            return value[self._items[0]]
        return tuple([value[item] for item in self._items])

    def __repr__(self):
        return "operator.itemgetter(" + ", ".join([repr(item) for item in self._items]) + ")"


class attrgetter:
    def __init__(self, attribute, *attributes):
        self._names = (attribute, *attributes)

    def __call__(self, value):
        if len(self._names) == 1:
            return _attribute(value, self._names[0])
        return tuple([_attribute(value, name) for name in self._names])

    def __repr__(self):
        return "operator.attrgetter(" + ", ".join([repr(name) for name in self._names]) + ")"


def _attribute(value, path):
    for name in path.split("."):
        value = getattr(value, name)
    return value


class methodcaller:
    def __init__(self, name, *args, **keywords):
        self._name = name
        self._args = args
        self._keywords = keywords

    def __call__(self, value):
        return getattr(value, self._name)(*self._args, **self._keywords)


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def truediv(a, b):
    return a / b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def pow(a, b):
    return a**b


def lshift(a, b):
    return a << b


def rshift(a, b):
    return a >> b


def and_(a, b):
    return a & b


def or_(a, b):
    return a | b


def xor(a, b):
    return a ^ b


def lt(a, b):
    return a < b


def le(a, b):
    return a <= b


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def gt(a, b):
    return a > b


def ge(a, b):
    return a >= b


def is_(a, b):
    return a is b


def is_not(a, b):
    return a is not b


def neg(a):
    return -a


def pos(a):
    return +a


def invert(a):
    return ~a


def not_(a):
    return not a


def truth(a):
    return bool(a)


def index(a):
    return a


def abs(a):  # noqa: A001
    return a if a >= 0 else -a


inv = invert


def concat(a, b):
    return a + b


def contains(a, b):
    return b in a


def countOf(a, b):
    count = 0
    for value in a:
        if value is b or value == b:
            count += 1
    return count


def indexOf(a, b):
    at = 0
    for value in a:
        if value is b or value == b:
            return at
        at += 1
    raise ValueError("sequence.index(x): x not in sequence")


def getitem(a, b):
    return a[b]


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def call(function, *args, **keywords):
    return function(*args, **keywords)


def iadd(a, b):
    a += b
    return a


def isub(a, b):
    a -= b
    return a


def imul(a, b):
    a *= b
    return a


def itruediv(a, b):
    a /= b
    return a


def ifloordiv(a, b):
    a //= b
    return a


def imod(a, b):
    a %= b
    return a


def ipow(a, b):
    a **= b
    return a


def ilshift(a, b):
    a <<= b
    return a


def irshift(a, b):
    a >>= b
    return a


def iand(a, b):
    a &= b
    return a


def ior(a, b):
    a |= b
    return a


def ixor(a, b):
    a ^= b
    return a


iconcat = iadd
