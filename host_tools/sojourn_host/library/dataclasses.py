"""`dataclasses` as devices get it: what the methods that the compiler writes into a class call, and the functions.

Lives here: ordinary Python that is compiled along with a program.  The methods themselves are written by the compiler
(compiler/records.py), since at run time MicroPython knows neither annotations nor the order of a class body.
"""


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()
KW_ONLY = "KW_ONLY"


class FrozenInstanceError(AttributeError):
    pass


class Field:
    """What is known of one field."""

    def __init__(self, name, default, default_factory, init, repr, compare, kw_only, metadata):
        self.name = name
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.kw_only = kw_only
        self.metadata = metadata


class InitVar:
    pass


def dataclass(cls=None, **options):
    """The compiler takes it off a class statement; anywhere else it cannot know the fields."""
    _shown, _frozen, _field_of
    raise TypeError("dataclass() must decorate a class statement")


def field(**options):
    raise TypeError("field() stands for a default in a dataclass")


def _field_of(
    name, default=MISSING, default_factory=MISSING, init=True, repr=True, compare=True, kw_only=False, metadata=None
):
    return Field(name, default, default_factory, init, repr, compare, kw_only, {} if metadata is None else metadata)


_showing = []  # the objects whose repr() is being made


def _shown(record, name, fields):
    """repr() of a record; of one inside itself `...`"""
    for other in _showing:
        if other is record:
            return "..."
    _showing.append(record)
    try:
        return name + "(" + ", ".join([one + "=" + repr(getattr(record, one)) for one in fields]) + ")"
    finally:
        _showing.pop()


def _frozen(what, name):
    raise FrozenInstanceError("cannot " + what + " field " + repr(name))


def fields(class_or_instance):
    """The fields of a dataclass or of an instance, in their order."""
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return found


def is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")


def _is_record(obj):
    return hasattr(obj, "__dataclass_fields__") and not isinstance(obj, type)


def asdict(obj, *, dict_factory=dict):
    """The fields of a record as a dictionary, and so on inside."""
    if not _is_record(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inside(obj, dict_factory, None)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of a record as a tuple, and so on inside."""
    if not _is_record(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inside(obj, None, tuple_factory)


def _inside(value, dict_factory, tuple_factory):
    if _is_record(value):
        if tuple_factory is not None:
            parts = []
            for one in value.__dataclass_fields__:
                parts.append(_inside(getattr(value, one.name), dict_factory, tuple_factory))
            return tuple_factory(parts)
        pairs = []
        for one in value.__dataclass_fields__:
            pairs.append((one.name, _inside(getattr(value, one.name), dict_factory, tuple_factory)))
        return dict_factory(pairs)
    if type(value) is list:
        return [_inside(one, dict_factory, tuple_factory) for one in value]
    if type(value) is tuple:
        return tuple([_inside(one, dict_factory, tuple_factory) for one in value])
    if type(value) is dict:
        made = {}
        for key in value:
            made[_inside(key, dict_factory, tuple_factory)] = _inside(value[key], dict_factory, tuple_factory)
        return made
    return value


def replace(obj, **changes):
    """A new record of the same class with some fields changed."""
    if not _is_record(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for one in obj.__dataclass_fields__:
        if not one.init:
            if one.name in changes:
                raise ValueError(
                    "field " + one.name + " is declared with init=False, it cannot be specified with replace()"
                )
        elif one.name not in changes:
            changes[one.name] = getattr(obj, one.name)
    return type(obj)(**changes)
