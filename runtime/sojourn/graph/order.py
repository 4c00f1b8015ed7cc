"""Hash tables of MicroPython's dicts and sets: rebuilt slot by slot when loaded. order_measuring.py measures them.

A MicroPython dict iterates in the order of its table's slots, which depends on the table's size and on what was
deleted, not on
insertion. Neither can be asked for, so both are measured on a copy: a key known to be at home in slot 1 and one that
tells the
size, then fillers for every free slot. Rebuilding puts each key into its own slot, with fillers where something deleted
once stood. Guarantee: for keys that are exact str, int, bytes, float, bool, the table of a dict is the same afterwards
(so
later insertions iterate alike too); of a set, its order is the same, and its table too unless it came from a display of
more than 9
items. Nothing here depends on objects' addresses, and no key of the program's own class is ever hashed.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Iterator, Optional

_WORD = (sys.maxsize << 1) | 1
# The sizes a table grows through (py/map.c); above them each is half as large again, and odd.
_SIZES = (
    1,
    2,
    4,
    6,
    8,
    10,
    12,
    17,
    23,
    29,
    37,
    47,
    59,
    73,
    97,
    127,
    167,
    223,
    293,
    389,
    521,
    691,
    919,
    1223,
    1627,
    2161,
)
_SIZES_MORE = (3229, 4831, 7243, 10861, 16273, 24407, 36607, 54907)


def _unused(keys: "Any", multiple: int, count: int) -> int:
    """The first of `count` successive integers of which none is in `keys`; a multiple of `multiple` if that is not
    0."""
    base = multiple * (1048576 // multiple + 1) if multiple else 1048576
    while True:
        for number in range(base, base + count):
            if number in keys:
                base += multiple or count
                break
        else:
            return base


class _Sized:
    """Claims a length and has no items: dict.fromkeys() makes a table of that many slots for it."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> "Iterator[int]":
        return iter(())


def new_dict(slots: int) -> "dict[Any, Any]":
    """An empty dict whose table has `slots` slots."""
    return dict.fromkeys(_Sized(slots))


def new_set(slots: int) -> "set[Any]":
    """An empty set whose table has `slots` slots, where a set can be brought to that."""
    made: "set[Any]"
    if slots == 3:
        made = {0, 1, 2}
    elif slots == 5:
        made = {0, 1, 2, 3, 4}
    elif slots == 7:
        made = {0, 1, 2, 3, 4, 5, 6}
    elif slots == 9:
        made = {0, 1, 2, 3, 4, 5, 6, 7, 8}
    else:
        before = 0
        for size in _SIZES if slots <= 2161 else _SIZES_MORE:
            if size >= slots:
                break
            before = size
        made = set()
        for number in range(before + 1):
            made.add(number)
    for number in range(len(made) - 1, -1, -1):  # from the last on: then no slot stays marked as deleted
        made.remove(number)
    return made


def fill(table: "Any", keys: "list[Any]", values: "Optional[list[Any]]", slots: int, bitmap: bytes) -> None:
    """Put `keys` (and the `values` of a dict) into an empty `table` made for them, each into its own slot.

    If they do not come out in that order (another build, other hashes), they are inserted one after another.
    """
    places = []
    for slot in range(slots):
        if not bitmap or bitmap[slot >> 3] >> (slot & 7) & 1:
            places.append(slot)
    if len(places) == len(keys):
        _place(table, keys, values, places, slots)
        if list(table) == keys:
            return
        table.clear()
    for at in range(len(keys)):
        if values is None:
            table.add(keys[at])
        else:
            table[keys[at]] = values[at]


def _place(table: "Any", keys: "list[Any]", values: "Optional[list[Any]]", places: "list[int]", slots: int) -> None:
    if values is None:
        take, put = table.remove, table.add
    else:
        take, put = table.pop, table.setdefault
    used = bytearray(slots)  # 1: a key, 2: a filler
    base = _unused(keys, slots, slots) if len(keys) < 64 else _unused(dict.fromkeys(keys), slots, slots)
    count = len(keys)
    start = 0  # behind a free slot, so that what a key was pushed past is there already
    while start < count and places[start] == start:
        start += 1
    for turn in range(start, start + count):
        at = turn % count
        place = places[at]
        slot = (hash(keys[at]) & _WORD) % slots
        while slot != place:
            if not used[slot]:
                put(base + slot)
                used[slot] = 2
            slot = (slot + 1) % slots
        if used[place] == 2:
            take(base + place)
        used[place] = 1
        if values is None:
            put(keys[at])
        else:
            table[keys[at]] = values[at]
    for slot in range(slots):
        if used[slot] == 2:
            take(base + slot)
