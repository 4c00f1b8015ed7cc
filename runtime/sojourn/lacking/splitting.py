"""split and rsplit with what MicroPython's do not take: keywords, and words counted from the right.

May live here: those two.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def split(text: "Any", sep: "Any" = None, maxsplit: int = -1) -> "Any":
    return text.split(sep, maxsplit)


def rsplit(text: "Any", sep: "Any" = None, maxsplit: int = -1) -> "Any":
    if sep is not None:
        return text.rsplit(sep, maxsplit)
    if maxsplit < 0:
        return text.split()
    parts: "list[Any]" = []
    text = text.rstrip()
    while text and len(parts) < maxsplit:
        last = text.split()[-1]
        parts.append(last)
        text = text[: len(text) - len(last)].rstrip()
    if text:
        parts.append(text)
    return parts[::-1]
