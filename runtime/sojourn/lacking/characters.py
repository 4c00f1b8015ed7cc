"""Methods of texts and bytes that ask about their characters, or take some away.

May live here: those that MicroPython lacks. Beyond ASCII it knows no kinds of characters: what comes from U+00C0 on
counts as a letter here.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _codes(text: "Any") -> "list[int]":
    return [ord(c) for c in text] if isinstance(text, str) else list(text)


def _is_letter(code: int) -> bool:
    return 97 <= code | 32 <= 122 or code > 191


def _is_digit(code: int) -> bool:
    return 48 <= code <= 57


def isalnum(text: "Any") -> bool:
    codes = _codes(text)
    return bool(codes) and all([_is_letter(code) or _is_digit(code) for code in codes])


def isdecimal(text: str) -> bool:
    return bool(text) and all([_is_digit(code) for code in _codes(text)])


isnumeric = isdecimal


def isidentifier(text: str) -> bool:
    codes = _codes(text)
    if not codes or _is_digit(codes[0]):
        return False
    return all([_is_letter(code) or _is_digit(code) or code == 95 for code in codes])


def isprintable(text: str) -> bool:
    return all([32 <= code < 127 or code > 160 for code in _codes(text)])


def isascii(text: "Any") -> bool:
    return all([code < 128 for code in _codes(text)])


def removeprefix(text: "Any", prefix: "Any") -> "Any":
    return text[len(prefix) :] if text.startswith(prefix) else text


def removesuffix(text: "Any", suffix: "Any") -> "Any":
    return text[: len(text) - len(suffix)] if suffix and text.endswith(suffix) else text


def translate(text: "Any", table: "Any", delete: "Any" = b"") -> "Any":
    if not isinstance(text, str):
        return bytes([code if table is None else table[code] for code in text if code not in delete])
    made = []
    for c in text:
        try:
            found = table[ord(c)]
        except LookupError:
            found = c
        if found is not None:
            made.append(chr(found) if isinstance(found, int) else found)
    return "".join(made)


def maketrans(x: "Any", y: "Any" = None, z: str = "") -> "Any":
    if isinstance(x, bytes):
        table = list(range(256))
        for old, new in zip(x, y):
            table[old] = new
        return bytes(table)
    made: "dict[int, Any]" = {}
    if y is None:
        for key in x:
            made[ord(key) if isinstance(key, str) else key] = x[key]
        return made
    if len(x) != len(y):
        raise ValueError("the first two maketrans arguments must have equal length")
    for old, new in zip(x, y):
        made[ord(old)] = ord(new)
    for c in z:
        made[ord(c)] = None
    return made
