"""Methods of texts and bytes that fill up to a width.

May live here: ljust, rjust, center, zfill, expandtabs, as CPython has them.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _fill(text: "Any", count: int, fill: "Any") -> "Any":
    if fill is None:
        fill = " " if isinstance(text, str) else b" "
    if len(fill) != 1:
        raise TypeError("The fill character must be exactly one character long")
    return fill * count if count > 0 else fill[:0]


def ljust(text: "Any", width: int, fill: "Any" = None) -> "Any":
    return text + _fill(text, width - len(text), fill)


def rjust(text: "Any", width: int, fill: "Any" = None) -> "Any":
    return _fill(text, width - len(text), fill) + text


def center(text: "Any", width: int, fill: "Any" = None) -> "Any":
    """Of an odd number of places one more on the left where the width is odd too."""
    more = max(0, width - len(text))
    left = more // 2 + (more & width & 1)
    return _fill(text, left, fill) + text + _fill(text, more - left, fill)


def zfill(text: "Any", width: int) -> "Any":
    zero: "Any"
    zero, signs = ("0", ("+", "-")) if isinstance(text, str) else (b"0", (b"+", b"-"))
    sign = text[:1] if text[:1] in signs else text[:0]
    return sign + zero * (width - len(text)) + text[len(sign) :]


def expandtabs(text: "Any", tabsize: int = 8) -> "Any":
    tab, ends, space = ("\t", ("\n", "\r"), " ") if isinstance(text, str) else (b"\t", (b"\n", b"\r"), b" ")
    made = []
    column = 0
    for at in range(len(text)):
        c = text[at : at + 1]
        if c == tab:
            c = space * (tabsize - column % tabsize) if tabsize > 0 else text[:0]
            column += len(c)
        else:
            column = 0 if c in ends else column + 1
        made.append(c)
    return text[:0].join(made)
