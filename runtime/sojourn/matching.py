"""What match statements ask of their subject, as CPython answers it.

Lives here: is it a sequence or a mapping, what is left of it, which attributes positions stand for.  The
statements themselves are compiled to if/elif; native_finding.py finds this for a program that has some.
"""

import sys
from array import array
from collections import deque

from sojourn.engine import UNSET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"
_TEXT = (str, bytes, bytearray)
_WHOLE = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
_sequences: "Any" = (list, tuple, range, deque, array, memoryview)
_mappings: "Any" = dict
if not MICRO:
    from collections.abc import Mapping, Sequence

    _sequences = _sequences + (Sequence,)
    _mappings = (dict, Mapping)


def is_sequence(subject: "Any") -> bool:
    """Whether a sequence pattern looks into it."""
    return isinstance(subject, _sequences) and not isinstance(subject, _TEXT)


def is_mapping(subject: "Any") -> bool:
    """Whether a mapping pattern looks into it."""
    return isinstance(subject, _mappings)


def between(subject: "Any", before: int, behind: int) -> "list[Any]":
    """What a star takes: the list of all but the first `before` and the last `behind`."""
    return [subject[at] for at in range(before, len(subject) - behind)]


def without(subject: "Any", keys: "tuple[Any, ...]") -> "dict[Any, Any]":
    """What `**rest` takes: a dictionary of all but `keys`."""
    rest: "dict[Any, Any]" = dict(subject)
    for key in keys:
        del rest[key]
    return rest


def positional(subject: "Any", cls: "Any", count: int, named: "tuple[str, ...]") -> "Any":
    """The values that `count` positions of a class pattern stand for; UNSET if the subject lacks one.

    Raises TypeError where the class has fewer, or where one of them is `named` as well.
    """
    names = getattr(cls, "__match_args__", None)
    if names is None and MICRO and cls.__bases__ == (tuple,):
        from sojourn.describing_rare import namedtuple_fields

        fields = namedtuple_fields(cls)
        names = fields and tuple(fields)
    if names is None and count == 1 and issubclass(cls, _WHOLE):
        return (subject,)
    names = () if names is None else names
    if not isinstance(names, tuple):
        raise TypeError("%s.__match_args__ must be a tuple (got %s)" % (cls.__name__, type(names).__name__))
    if count > len(names):
        plural = "" if len(names) == 1 else "s"
        raise TypeError(
            "%s() accepts %d positional sub-pattern%s (%d given)" % (cls.__name__, len(names), plural, count)
        )
    values: "list[Any]" = []
    for name in names[:count]:
        if not isinstance(name, str):
            raise TypeError("__match_args__ elements must be strings (got %s)" % type(name).__name__)
        if name in named:
            raise TypeError("%s() got multiple sub-patterns for attribute '%s'" % (cls.__name__, name))
        value: "Any" = getattr(subject, name, UNSET)
        if value is UNSET:
            return UNSET
        values.append(value)
    return values
