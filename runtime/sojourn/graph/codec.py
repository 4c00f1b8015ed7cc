"""Values to bytes and back: the subset of CBOR (RFC 8949) that records are made of.

Heads, numbers, texts and the meaning of each tag live here; which object gets a record of its own does not. Every form
has one encoding only (the shortest head, floats always of 8 bytes), so equal values give equal bytes. `cbor2` decodes
it;
tags 6 to 15 are ours (SPEC.md). Reading is bounded: nesting at most DEPTH_MOST, lengths checked before anything is
made.
"""

import struct
from binascii import unhexlify

from sojourn.errors import HeapCorrupt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REFERENCE = 6  # unsigned: position in the record's list of oids
TUPLE = 7  # array
SET = 8  # array, in iteration order
FROZENSET = 9  # array, in iteration order
BYTEARRAY = 10  # byte string
SURROGATES = 11  # byte string: text that UTF-8 forbids
TABLE = 12  # [slots, bitmap, dict or set]: the hash table of a MicroPython dict or set
WORLD = 13  # [tag, early, late]: described by the program's world
INSTANCE = 14  # [class, payload, attributes]
OTHER = 15  # [kind, ...]
DEPTH_MOST = 24


def put_head(out: bytearray, major: int, number: int) -> None:
    """Append a CBOR head: `major` is the major type shifted to the top three bits."""
    if number < 24:
        out.append(major | number)
    elif number < 256:
        out.append(major | 24)
        out.append(number)
    elif number < 65536:
        out.append(major | 25)
        out.extend(struct.pack(">H", number))
    elif number < 4294967296:
        out.append(major | 26)
        out.extend(struct.pack(">I", number))
    else:
        out.append(major | 27)
        out.extend(struct.pack(">II", number >> 32, number & 0xFFFFFFFF))


def put_int(out: bytearray, number: int) -> None:
    """Append an integer of any size: a plain one up to 64 bits, a bignum (tags 2 and 3) above."""
    major = 0
    if number < 0:
        major = 32
        number = -1 - number
    if number < 24:
        out.append(major | number)
    elif number >> 64:
        digits = "%x" % number
        if len(digits) & 1:
            digits = "0" + digits
        out.append(0xC2 + (major >> 5))
        put_bytes(out, unhexlify(digits))
    else:
        put_head(out, major, number)


def put_bytes(out: bytearray, data: "bytes | bytearray") -> None:
    """Append a byte string."""
    put_head(out, 64, len(data))
    out.extend(data)


def put_str(out: bytearray, text: str) -> None:
    """Append a text; one with lone surrogates as tag 11 over its bytes."""
    data = text_bytes(text)
    if b"\xed" in data and _has_surrogate(data):
        out.append(0xC0 | SURROGATES)
        put_bytes(out, data)
        return
    size = len(data)
    if size < 24:
        out.append(96 | size)
    else:
        put_head(out, 96, size)
    out.extend(data)


def text_bytes(text: str) -> bytes:
    """The UTF-8 of a text; lone surrogates as three bytes each, as MicroPython holds them."""
    try:
        return text.encode()
    except UnicodeError:
        return text.encode("utf-8", "surrogatepass")


def _has_surrogate(data: bytes) -> bool:
    at = data.find(b"\xed")
    while at >= 0:
        if data[at + 1] >= 0xA0:
            return True
        at = data.find(b"\xed", at + 1)
    return False


def put_float(out: bytearray, number: float) -> None:
    """Append a float as the 8 bytes of IEEE 754 double precision."""
    out.append(0xFB)
    out.extend(struct.pack(">d", number))


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
