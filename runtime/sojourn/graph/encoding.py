"""Values to bytes: the subset of CBOR (RFC 8949) that records are made of; see codec.py.

Heads, numbers and texts live here; which object gets a record of its own does not.
"""

import struct
from binascii import unhexlify

from sojourn.graph.codec import SURROGATES


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
