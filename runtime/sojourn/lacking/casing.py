"""Methods of texts and bytes about upper and lower case.

May live here: those that MicroPython lacks. As its own, they know the letters of ASCII; any other letter keeps its
case, and counts as one inside a word.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _is_letter(c: "Any") -> bool:
    return bool(c.isalpha()) or ord(c) > 191


def title(text: "Any") -> "Any":
    made = []
    inside = False
    for at in range(len(text)):
        c = text[at : at + 1]
        made.append(c.lower() if inside else c.upper())
        inside = _is_letter(c)
    return text[:0].join(made)


def istitle(text: "Any") -> bool:
    return bool(text.lower() != text.upper()) and title(text) == text


def capitalize(text: "Any") -> "Any":
    return text[:1].upper() + text[1:].lower()


def swapcase(text: "Any") -> "Any":
    parts = [text[at : at + 1] for at in range(len(text))]
    return text[:0].join([c.lower() if c.isupper() else c.upper() for c in parts])


def casefold(text: str) -> str:
    return text.lower().replace("\u00df", "ss")
