"""Bytes to values: the subset of CBOR (RFC 8949) that records are made of; see codec.py.

Heads, numbers and texts live here. Reading is bounded: lengths are checked before anything is made.
"""

import struct

from sojourn.errors import HeapCorrupt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def get_head(data: bytes, at: int) -> "tuple[int, int, int]":
    """(major type 0-7, number, position behind) of the head at `at`; HeapCorrupt if it is none of ours."""
    if at >= len(data):
        raise HeapCorrupt("a record is cut off at byte %d" % at)
    first = data[at]
    major = first >> 5
    short = first & 31
    at += 1
    if short < 24:
        return major, short, at
    if short > 27 or at + (1 << short - 24) > len(data):
        raise HeapCorrupt("a record has a bad head at byte %d" % (at - 1))
    number = 0
    for _ in range(1 << short - 24):
        number = number << 8 | data[at]
        at += 1
    return major, number, at


def get_text(data: bytes, at: int, length: int) -> str:
    """The text of `length` bytes at `at`; HeapCorrupt if it is cut off or not UTF-8."""
    if at + length > len(data):
        raise HeapCorrupt("a text in a record is cut off at byte %d" % at)
    try:
        return str(data[at : at + length], "utf-8")
    except UnicodeError:
        raise HeapCorrupt("a text in a record is not UTF-8 at byte %d" % at)


def get_surrogates(data: bytes) -> str:
    """The text of tag 11."""
    try:
        try:
            return str(data, "utf-8", "surrogatepass")
        except TypeError:  # MicroPython takes two arguments and any surrogate
            return str(data, "utf-8")
    except UnicodeError:
        raise HeapCorrupt("a text in a record is not UTF-8")


def unpack_float(data: bytes, at: int) -> float:
    """The double at `at`."""
    number: "Any" = struct.unpack(">d", data[at : at + 8])[0]
    return float(number)
