"""Hash tables in records: dicts and sets that iterate as those that were saved.

A device loads this, and what rebuilds tables (order.py), when a load meets the first one.
"""

from sojourn.errors import HeapCorrupt
from sojourn.graph.classes import MICRO
from sojourn.graph.codec import SET
from sojourn.graph.decoding import get_head
from sojourn.graph.loader import PLAIN

if MICRO:
    from sojourn.graph.order import fill, new_dict, new_set
else:
    from sojourn.graph.order_cpython import fill, new_dict, new_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from sojourn.graph.loader import Loader


def slots_for(load: "Loader", slots: "Any", most: int) -> int:
    """How many slots a new table is to have: 0 when the saved one was another interpreter's."""
    if type(slots) is not int or slots > 4 * most + 64:
        raise HeapCorrupt("a record has a hash table of %r slots" % (slots,))
    return slots if MICRO and slots > 0 else 0


def table_shell(load: "Loader") -> "Any":
    """The empty dict or set of a TABLE whose content begins at the reading position; leaves the position there."""
    load.expect(3)
    slots = load.value(1)
    load.value(1)
    major, number, at = get_head(load.data, load.at)
    if number > len(load.data):
        raise HeapCorrupt("record %d is cut off" % load.oid)
    if major == 5:
        return new_dict(slots_for(load, slots, number))
    if major != 6 or number != SET:
        raise HeapCorrupt("a record has a hash table of something else than a dict or set")
    return new_set(slots_for(load, slots, get_head(load.data, at)[1]))


def table_of(load: "Loader", depth: int, into: "Any") -> "Any":
    start = load.at
    if into is None:
        into = table_shell(load)
        load.at = start
    load.expect(3)
    slots = load.value(depth + 1)
    bitmap = load.value(depth + 1)
    if (slots <= 0) if MICRO else (slots >= 0):
        return load.value(depth + 1, into)
    major, count, load.at = get_head(load.data, load.at)
    keys: "list[Any]" = []
    values: "Optional[list[Any]]" = None
    if major == 5:
        values = []
        for _ in range(count):
            keys.append(load.value(depth + 1))
            values.append(load.value(depth + 1))
    else:
        keys = load.items(depth)
    fill_table(load, into, keys, values, slots, bitmap)
    return into


def fill_table(load: "Loader", obj: "Any", keys: "Any", values: "Any", slots: int, bitmap: "Any") -> None:
    if type(bitmap) is not bytes or bitmap and len(bitmap) != (slots + 7) >> 3:
        raise HeapCorrupt("a record has a hash table whose bitmap does not fit it")
    for key in keys:
        if type(key) not in PLAIN:
            raise HeapCorrupt("a record has a hash table with keys that are not plain")
    fill(obj, keys, values, slots, bitmap)
