"""A large builtin out of several records: the mirror of writing_parts.py.

A device loads this when a load meets such an object.
"""

from collections import OrderedDict

from sojourn.errors import HeapCorrupt
from sojourn.graph.classes import MICRO
from sojourn.graph.decoding import get_surrogates
from sojourn.graph.reading_tables import fill_table, slots_for

if MICRO:
    from sojourn.graph.order import new_dict, new_set
else:
    from sojourn.graph.order_cpython import new_dict, new_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.loader import Loader


def make_parts(load: "Loader", oid: int, count: int) -> bool:
    """Make a large builtin; what its parts refer to is due with it."""
    kind = load.value(1)
    slots = load.value(1)
    load.value(1)
    parts = load.refs
    if len(parts) != count or type(slots) is not int:
        raise HeapCorrupt("record %d does not list its parts" % oid)
    load.parts[oid] = parts
    if kind == "str" or kind == "bytes" or kind == "bytearray":
        whole = bytearray()
        for part in parts:
            load.open(load.record(part))
            piece = load.value(0)
            if type(piece) is not bytes:
                raise HeapCorrupt("record %d is no part of a %s" % (part, kind))
            whole.extend(piece)
        made: "Any" = whole
        if kind != "bytearray":
            made = bytes(whole)
            if kind == "str":
                made = get_surrogates(made)
        load.made[oid] = made
        load.refs = []
        return False
    due: "list[int]" = []
    for part in parts:
        load.open(load.record(part))
        due.extend([ref for ref in load.refs if ref not in load.made])
    load.due.extend(due)
    if kind == "list":
        load.made[oid] = []
    elif kind == "dict":
        load.made[oid] = new_dict(slots_for(load, slots, 128 * count))
    elif kind == "set":
        load.made[oid] = new_set(slots_for(load, slots, 128 * count))
    elif kind == "OrderedDict":
        load.made[oid] = OrderedDict()
    else:
        raise HeapCorrupt("record %d has parts of an unknown kind" % oid)
    return True


def fill_parts(load: "Loader", oid: int, obj: "Any") -> None:
    kind = load.value(1)
    slots = load.value(1)
    bitmap = load.value(1)
    parts = load.parts[oid]
    ordered = slots > 0 if MICRO else slots < 0
    keys: "list[Any]" = []
    values: "list[Any]" = []
    for part in parts:
        load.open(load.record(part))
        if not ordered:
            load.value(0, obj)
        elif kind == "set":
            load.number(6)
            keys.extend(load.items(0))
        else:
            for _ in range(load.number(5)):
                keys.append(load.value(1))
                values.append(load.value(1))
    if ordered:
        fill_table(load, obj, keys, values if kind == "dict" else None, slots, bitmap)
