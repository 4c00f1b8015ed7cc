"""encode and decode with an encoding or a way with errors, of which MicroPython's know UTF-8 and `strict` only.

May live here: ASCII, Latin-1 and UTF-8, strict, ignore and replace; hex with marks between groups of bytes.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LIMITS = {"ascii": 128, "usascii": 128, "latin1": 256, "iso88591": 256, "latin": 256, "l1": 256, "utf8": 0, "u8": 0}


def _limit(encoding: str) -> int:
    name = encoding.lower().replace("-", "").replace("_", "")
    if name not in _LIMITS:
        raise LookupError("unknown encoding: " + encoding)
    return _LIMITS[name]


def encode(text: str, encoding: str = "utf-8", errors: str = "strict") -> bytes:
    limit = _limit(encoding)
    if not limit:
        return text.encode()
    made = bytearray()
    for at, c in enumerate(text):
        if ord(c) < limit:
            made.append(ord(c))
        elif errors == "replace":
            made.append(63)
        elif errors != "ignore":
            raise UnicodeError(
                "'%s' codec can't encode character '\\x%02x' in position %d: ordinal not in range(%d)"
                % (encoding, ord(c), at, limit)
            )
    return bytes(made)


def decode(data: "Any", encoding: str = "utf-8", errors: str = "strict") -> str:
    limit = _limit(encoding)
    if not limit:
        return str(data.decode()) if errors == "strict" else _lenient(data, errors == "replace")
    made = []
    for at, code in enumerate(data):
        if code < limit:
            made.append(chr(code))
        elif errors == "replace":
            made.append("\ufffd")
        elif errors != "ignore":
            raise UnicodeError(
                "'%s' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)" % (encoding, code, at)
            )
    return "".join(made)


def _lenient(data: "Any", mark: bool) -> str:
    """UTF-8 with each byte that is none replaced by a mark, or left out."""
    made = []
    at = 0
    while at < len(data):
        first = data[at]
        size = 1 if first < 128 else 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else 4
        try:
            made.append(bytes(data[at : at + size]).decode())
        except UnicodeError:
            # As CPython, what can be the beginning of a character is one mistake.
            size = 1
            if first >= 0xC2:
                while at + size < len(data) and size < 3 and data[at + size] & 0xC0 == 0x80:
                    size += 1
            if mark:
                made.append("\ufffd")
        at += size
    return "".join(made)


def hex(data: bytes, sep: "Any" = "", bytes_per_sep: int = 1) -> str:
    """With `sep` behind each so many bytes, counted from the right, or where that is negative from the left."""
    count = abs(bytes_per_sep)
    if not sep or not count:
        return data.hex()
    first = len(data) % count if bytes_per_sep > 0 else 0
    groups = [data[:first]] if first else []
    groups += [data[at : at + count] for at in range(first, len(data), count)]
    return (sep if isinstance(sep, str) else sep.decode()).join([group.hex() for group in groups])
