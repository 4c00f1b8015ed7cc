"""The hash table of a MicroPython dict or set, measured: how many slots it has, and which are used.

Neither can be asked for, so both are measured on a copy: a key known to be at home in slot 1 and one that tells the
size, then fillers for every free slot. order.py puts the keys into such slots again, and says what that guarantees. No
key of the program's own class is ever hashed.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

_EXACT = {str: 0, int: 0, bytes: 0, float: 0, bool: 0}


def measure(table: "Any") -> "Optional[tuple[int, bytes]]":
    """(slots, bitmap of used slots; empty when all are used) of an exact dict or set, or None if it need not be kept.

    `table` is not changed. None also for tables with other keys than those this module guarantees.
    """
    text = data = False
    for key in table:
        if type(key) not in _EXACT:
            return None
        text = text or type(key) is str
        data = data or type(key) is bytes
    if text and data:
        return None  # MicroPython prints a warning whenever it compares the two
    copy = table.copy()
    if type(table) is dict:
        take, put = copy.pop, copy.setdefault
    else:
        take, put = copy.remove, copy.add
    count = len(table)
    for key in table:
        take(key)
    put(1)
    slots = count if count > 2 else 2
    most = 4 * count + 64
    while True:  # a key equal to the size is at home in slot 0, before the 1; a smaller one comes after it
        put(slots)
        for first in copy:
            break
        if first == slots:
            break
        take(slots)
        slots += 1
        if slots > most:
            return None
    if slots == 2 and count < 2:
        return None
    if slots == count:
        return slots, b""
    copy = table.copy()
    put = copy.setdefault if type(table) is dict else copy.add
    base = 1048576
    while _has_any(table, base, slots - count):
        base += slots - count
    for filler in range(base, base + slots - count):
        put(filler)
    bitmap = bytearray((slots + 7) >> 3)
    slot = 0
    for key in copy:
        if type(key) is not int or not base <= key < base + slots - count:
            bitmap[slot >> 3] |= 1 << (slot & 7)
        slot += 1  # noqa: SIM113  # enumerate() makes a tuple a turn
    return slots, bytes(bitmap)


def _has_any(keys: "Any", base: int, count: int) -> bool:
    """Whether any of `count` successive integers from `base` is in `keys`."""
    for number in range(base, base + count):
        if number in keys:
            return True
    return False
