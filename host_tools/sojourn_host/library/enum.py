"""`enum` as devices get it: members are ordinary objects of the program, made behind the class statement.

Lives here: ordinary Python that is compiled along with a program.  MicroPython has no metaclasses, so what CPython's
does for a class (running over it, its length, `Color["RED"]`, `auto()`) is written out by the compiler
(compiler/enums.py) as calls of what is here.
"""

from collections import OrderedDict


class auto:
    """The compiler writes the value in its place in an Enum; anywhere else there is none."""

    def __init__(self):
        raise TypeError("auto() stands for a value in the body of an Enum class")


class _Found:
    def __new__(cls, value):
        """`Color(1)`: the member with that value."""
        return cls._of_(value)


class Enum:
    """Base class of enumerations."""

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        for value in reversed(last_values):
            if isinstance(value, int):
                return value + 1
        return start

    @classmethod
    def _missing_(cls, value):
        _made, _run, _auto  # what the compiler calls comes along with this class
        return None

    @classmethod
    def _of_(cls, value):
        if type(value) is cls:
            return value
        for member in cls._all_:
            if member._value_ == value:
                return member
        found = cls._missing_(value)
        if found is None:
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        return found

    @classmethod
    def _named_(cls, name):
        return cls.__members__[name]

    @classmethod
    def _members_(cls):
        """What running over the class gives: its members, without aliases."""
        return list(cls._all_)

    @classmethod
    def _has_(cls, value):
        """`value in Color`"""
        return any(member is value or member._value_ == value for member in cls._all_)

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class ReprEnum(Enum):
    """Shown by str() as the value is."""

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)


class IntEnum(int, ReprEnum):
    """With operators of its own: MicroPython's know the builtin below an object only on their left."""

    def __lt__(self, other):
        return self._value_ < _plain(other)

    def __le__(self, other):
        return self._value_ <= _plain(other)

    def __gt__(self, other):
        return self._value_ > _plain(other)

    def __ge__(self, other):
        return self._value_ >= _plain(other)

    def __eq__(self, other):
        return self._value_ == _plain(other)

    def __ne__(self, other):
        return self._value_ != _plain(other)

    def __add__(self, other):
        return self._value_ + _plain(other)

    def __sub__(self, other):
        return self._value_ - _plain(other)

    def __mul__(self, other):
        return self._value_ * _plain(other)

    def __floordiv__(self, other):
        return self._value_ // _plain(other)

    def __truediv__(self, other):
        return self._value_ / _plain(other)

    def __mod__(self, other):
        return self._value_ % _plain(other)

    def __and__(self, other):
        return self._value_ & _plain(other)

    def __or__(self, other):
        return self._value_ | _plain(other)

    def __xor__(self, other):
        return self._value_ ^ _plain(other)

    def __lshift__(self, other):
        return self._value_ << _plain(other)

    def __rshift__(self, other):
        return self._value_ >> _plain(other)

    def __radd__(self, other):
        return other + self._value_

    def __rsub__(self, other):
        return other - self._value_

    def __rmul__(self, other):
        return other * self._value_

    def __rfloordiv__(self, other):
        return other // self._value_

    def __rtruediv__(self, other):
        return other / self._value_

    def __rmod__(self, other):
        return other % self._value_

    def __rand__(self, other):
        return other & self._value_

    def __ror__(self, other):
        return other | self._value_

    def __rxor__(self, other):
        return other ^ self._value_

    def __str__(self):
        return str(self._value_)

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, ReprEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    """Members that can be joined."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        highest = 0
        for value in last_values:
            highest = max(highest, value)
        bit = start
        while bit <= highest:
            bit *= 2
        return bit

    @classmethod
    def _of_(cls, value):
        if type(value) is cls:
            return value
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if value < 0:
            value &= cls._mask_
        found = cls._joined_.get(value)
        if found is None:
            if value & ~cls._mask_ and not issubclass(cls, int):
                raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            found = cls._joined_[value] = _making[cls, (value,)]
            found._value_ = value
            names = [member._name_ for member in cls._all_ if member._value_ & value]
            if value & ~cls._mask_ and names:
                names.append(str(value & ~cls._mask_))
            found._name_ = "|".join(names) if names else None
        return found

    def _other_(self, other):
        if type(other) is type(self):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return int(other)
        return None

    def __or__(self, other):
        value = self._other_(other)
        return NotImplemented if value is None else type(self)._of_(self._value_ | value)

    def __and__(self, other):
        value = self._other_(other)
        return NotImplemented if value is None else type(self)._of_(self._value_ & value)

    def __xor__(self, other):
        value = self._other_(other)
        return NotImplemented if value is None else type(self)._of_(self._value_ ^ value)

    def __ror__(self, other):
        return self | other

    def __rand__(self, other):
        return self & other

    def __rxor__(self, other):
        return self ^ other

    def __invert__(self):
        return type(self)._of_(self._mask_ & ~self._value_)

    def __bool__(self):
        return self._value_ != 0

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([member for member in self._all_ if member._value_ & self._value_])

    def __len__(self):
        return len([member for member in self._all_ if member._value_ & self._value_])

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (type(self).__name__, self._value_)
        return "%s.%s" % (type(self).__name__, self._name_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (type(self).__name__, self._value_)
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __hash__(self):
        return hash(self._value_)


class IntFlag(int, Flag):
    """The builtin stands before Flag, so what it has too is written here again."""

    def __or__(self, other):
        return Flag.__or__(self, other)

    def __and__(self, other):
        return Flag.__and__(self, other)

    def __xor__(self, other):
        return Flag.__xor__(self, other)

    def __ror__(self, other):
        return self | other

    def __rand__(self, other):
        return self & other

    def __rxor__(self, other):
        return self ^ other

    def __contains__(self, other):
        return Flag.__contains__(self, other)

    def __iter__(self):
        return Flag.__iter__(self)

    def __len__(self):
        return Flag.__len__(self)

    def __invert__(self):
        return Flag.__invert__(self)

    def __bool__(self):
        return self._value_ != 0

    def __repr__(self):
        return Flag.__repr__(self)

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


def _plain(value):
    return value._value_ if isinstance(value, Enum) else value


def unique(enumeration):
    """Class decorator: no two names for one value."""
    aliases = []
    for name in enumeration.__members__:
        member = enumeration.__members__[name]
        if member._name_ != name:
            aliases.append("%s -> %s" % (name, member._name_))
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(aliases)))
    return enumeration


def _auto(generate, name, values):
    """What `auto()` stands for behind `values`."""
    return generate(name, 1, len(values), list(values))


class _Making:
    """Makes objects of a class, which no members are yet.

    An operator is one atomic step: what this interpreter has must not be asked on one and used on another.
    """

    def __getitem__(self, wanted):
        cls, values = wanted
        data = _data(cls)
        if data is None:
            return object.__new__(cls)
        if hasattr(data, "__new__"):
            return data.__new__(cls, *values)
        if "__new__" not in cls.__dict__:  # MicroPython: only calling the class makes one
            return cls(*values)
        found = cls.__dict__["__new__"]
        del cls.__new__
        made = cls(*values)
        cls.__new__ = found
        return made


_making = _Making()


def _data(cls):
    """The builtin type that the members are of besides."""
    for data in (int, str, float):
        if issubclass(cls, data):
            return data
    return None


def _made(cls, names):
    """Behind the class statement: the values under `names` become members."""
    cls._all_ = every = []
    cls.__members__ = members = OrderedDict()
    cls._joined_ = joined = {}
    cls._mask_ = 0
    for name in names:
        value = getattr(cls, name)
        if type(value) is type(_made):  # a method under another name
            continue
        values = value if isinstance(value, tuple) else (value,)
        if hasattr(cls, "_enum_new_"):
            member = cls._enum_new_(cls, *values)
        else:
            member = _making[cls, values]
            data = _data(cls)
            member._value_ = value if data is None else data(*values)
        if not hasattr(member, "_value_"):
            member._value_ = value
        member._name_ = name
        if hasattr(member, "_enum_init_"):
            member._enum_init_(*values)
        for other in every + list(joined.values()):
            if other._value_ == member._value_:
                member = other
                break
        else:
            if not issubclass(cls, Flag):
                every.append(member)
            else:
                joined[member._value_] = member
                if member._value_ > 0 and member._value_ & (member._value_ - 1) == 0:
                    every.append(member)
                    cls._mask_ |= member._value_
        members[name] = member
        setattr(cls, name, member)
    if names:
        cls.__new__ = _Found.__new__


def _run(value):
    """What running over a value gives that may be an enumeration."""
    return value._members_() if isinstance(value, type) and issubclass(value, Enum) else value
