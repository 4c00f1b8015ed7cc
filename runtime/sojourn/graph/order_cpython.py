"""Hash tables of CPython's sets: measured when saved, found again by trying when loaded.

CPython's dicts iterate in insertion order and need nothing. A set iterates in the order of its slots; the table's size
can be
asked for (sys.getsizeof), the slots are worked out from the keys' hashes and the order. Guarantee, with one
PYTHONHASHSEED:
keys that are exact str, int, bytes, float, bool come out in the same order unless deletions once let them slots that
several
histories explain (1 in 3,000 sets without deletions, 1 in 100 where every third operation was one); then, and for other
keys, the
saved order is used for insertion.
"""

import sys

from sojourn.errors import HeapCorrupt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

_EXACT = (str, int, bytes, float, bool)
_EMPTY = sys.getsizeof(set())
_WORD = (sys.maxsize << 1) | 1
PATH_MOST = 40


def _slots(table: "Any") -> int:
    size = sys.getsizeof(table) - _EMPTY
    return size // 16 if size > 0 else 8


def measure(table: "Any") -> "Optional[tuple[int, bytes]]":
    """(-slots, b"") of an exact set whose plain rebuilding would come out otherwise, or None."""
    if type(table) is dict or not table:
        return None
    for key in table:
        if type(key) not in _EXACT:
            return None
    items = list(table)
    plain: "set[Any]" = set()
    for key in items:
        plain.add(key)
    if list(plain) == items and _slots(plain) == _slots(table):
        return None
    return -_slots(table), b""


def new_dict(slots: int) -> "dict[Any, Any]":
    """An empty dict; its table's size does not show."""
    return {}


def new_set(slots: int) -> "set[Any]":
    """An empty set, which fill() sizes."""
    return set()


def fill(table: "Any", keys: "list[Any]", values: "Optional[list[Any]]", slots: int, bitmap: bytes) -> None:
    """Put `keys` into the empty set `table`, so that it iterates in their order with a table of -`slots` slots."""
    slots = -slots
    if slots & slots - 1 or slots < 8 or values is not None:
        raise HeapCorrupt("a record has a hash table of %d slots" % slots)
    order = _insertion(keys, slots, True) or _insertion(keys, slots, False)
    if order is not None:
        fillers = order[len(keys) :]
        order = fillers + order[: len(keys)]
        if slots > 8:  # a dict that goes in sizes the table first, for twice its items
            total = max(len(order), slots >> 2, 5)
            sized = order[: (slots >> 1) - 1]
            padding = [object() for _ in range(total - len(order))]
            table.update(dict.fromkeys(sized + padding))
            table.difference_update(padding)
            order = order[len(sized) :]
        for item in order:
            table.add(item)
        table.difference_update(fillers)
        if list(table) == keys:
            return
        table.clear()
    for item in keys:
        table.add(item)


def freeze(items: "list[Any]") -> "frozenset[Any]":
    """A frozenset of `items` that iterates in their order, if one of the insertion orders tried gives it."""
    first = made = frozenset(items)
    if not all(type(item) in _EXACT for item in items):
        return first
    for size in {_slots(first), _slots(frozenset(dict.fromkeys(items)))}:
        if list(made) == items:
            return made
        order = _insertion(items, size, True)
        if order is not None:
            made = frozenset(dict.fromkeys(order))
            if list(made) != items:
                made = frozenset(order)
    return made if list(made) == items else first


def _path(key: "Any", slots: int) -> "list[int]":
    """The first slots that are tried for a key (Objects/setobject.c: ten in a row, then a jump)."""
    mask = slots - 1
    perturb = hash(key) & _WORD
    slot = perturb & mask
    path: "list[int]" = []
    while len(path) < PATH_MOST:
        path.extend(range(slot, slot + (10 if slot + 9 <= mask else 1)))
        perturb >>= 5
        slot = (slot * 5 + 1 + perturb) & mask
    return path


def _insertion(items: "list[Any]", slots: int, strict: bool) -> "Optional[list[Any]]":
    """An order of insertion into an empty table of `slots` slots after which it iterates as `items`, or None.

    Each item is given a slot of its path, ascending; the slots it was pushed past must be taken by others, before
    it, or, if not
    `strict`, by fillers, which follow the items in the result, go in before them and come out at the end.
    """
    count = len(items)
    paths = [_path(item, slots) for item in items]
    owner: "dict[int, int]" = {}
    steps = [-1] * count  # position in the path of each item's slot
    wanted: "dict[int, int]" = {}  # slot still to be taken by a later item -> the first item that needs it
    at = tries = 0
    while at < count:
        tries += 1
        if at < 0 or tries > 20 * count + 100:
            return None
        path = paths[at]
        last = paths[at - 1][steps[at - 1]] if at else -1
        step = steps[at]
        if step >= 0:  # coming back: take back what was chosen
            del owner[path[step]]
            for slot in [slot for slot in wanted if wanted[slot] == at]:
                del wanted[slot]
        steps[at] = -1
        for step in range(step + 1, len(path)):  # noqa: B020  # goes on behind the step taken back
            slot = path[step]
            before = path[:step]
            if (
                slot > last
                and not (strict and any(last < other < slot and other not in owner for other in wanted))
                and not (strict and any(other not in owner and other < slot for other in before))
            ):
                steps[at] = step
                owner[slot] = at
                for other in before:
                    if other not in owner and other not in wanted:
                        wanted[other] = at
                break
        at = at + 1 if steps[at] >= 0 else at - 1
    waits = [set(paths[i][: steps[i]]) for i in range(count)]
    absent = {slot for wait in waits for slot in wait if slot not in owner}
    if strict and absent:
        return None
    waits = [wait - absent for wait in waits]
    order: "list[Any]" = []
    waiting = [len(waits[i]) for i in range(count)]
    needed: "dict[int, list[int]]" = {}
    for i in range(count):
        for slot in waits[i]:
            needed.setdefault(owner[slot], []).append(i)
    ready = [i for i in range(count) if not waiting[i]]
    for i in ready:  # grows: those at home come first, in whatever smaller table they meet
        order.append(items[i])
        for other in needed.get(i, ()):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    if len(order) < count:
        return None
    taken = set(items)
    for slot in absent:
        while slot in taken:
            slot += slots
        order.append(slot)
    return order
