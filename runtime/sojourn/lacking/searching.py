"""What patterns can do besides finding one match: finding all, splitting, replacing, matching the whole.

May live here: functions over a pattern of sojourn/patterns.py, which loads this when a program calls one of them.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def matches(pattern: "Any", text: "Any") -> "list[Any]":
    """Every match, from left to right; none of them overlap."""
    found: "list[Any]" = []
    at = 0
    while at <= len(text):
        one = pattern.search(text, at)
        if one is None or at and isinstance(text, str) and pattern.pattern[:1] == "^":
            break
        begin = one.begin()
        length = len(one.held[0])
        found.append(one)
        one.from_ = begin
        at = begin + length if length else begin + 1
    return found


def findall(pattern: "Any", text: "Any") -> "list[Any]":
    made: "list[Any]" = []
    for one in matches(pattern, text):
        groups = [text[:0] if part is None else part for part in one.held]
        made.append(groups[0] if len(groups) == 1 else groups[1] if len(groups) == 2 else tuple(groups[1:]))
    return made


def fullmatch(pattern: "Any", text: "Any") -> "Any":
    """A match of the whole text, also where a shorter one would be found first."""
    found = pattern.match(text)
    if found is None or len(found.held[0]) == len(text):
        return found
    inner = type(pattern)("(?:" + pattern.pattern + ")$", pattern.flags).match(text)
    if inner is None:
        return None
    inner.re = pattern
    return inner


def split(pattern: "Any", text: "Any", maxsplit: int = 0) -> "list[Any]":
    made = []
    last = 0
    for number, one in enumerate(matches(pattern, text)):
        if maxsplit and number >= maxsplit:
            break
        begin = one.begin()
        made.append(text[last:begin])
        made.extend(one.held[1:])
        last = begin + len(one.held[0])
    made.append(text[last:])
    return made


def sub(pattern: "Any", new: "Any", text: "Any", count: int = 0) -> "Any":
    return subn(pattern, new, text, count)[0]


def subn(pattern: "Any", new: "Any", text: "Any", count: int = 0) -> "Any":
    made = []
    last = done = 0
    for one in matches(pattern, text):
        if count and done >= count:
            break
        begin = one.begin()
        made.append(text[last:begin])
        made.append(new(one) if callable(new) else expanded(one, new))
        last = begin + len(one.held[0])
        done += 1
    made.append(text[last:])
    return text[:0].join(made), done


def expanded(match: "Any", template: "Any") -> "Any":
    """A replacement with what its groups stand for."""
    if not isinstance(template, str) or "\\" not in template:
        return template
    made = []
    at = 0
    while at < len(template):
        c = template[at]
        at += 1
        if c != "\\":
            made.append(c)
            continue
        c = template[at : at + 1]
        at += 1
        if c == "g" and template[at : at + 1] == "<":
            end = template.find(">", at)
            name = template[at + 1 : end]
            made.append(match.group(int(name) if name.isdigit() else name) or "")
            at = end + 1
        elif c.isdigit():
            if template[at : at + 1].isdigit():
                c += template[at]
                at += 1
            made.append(match.group(int(c)) or "")
        else:
            made.append({"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}.get(c, "\\" + c))
    return "".join(made)


def escape(text: str) -> str:
    return "".join(["\\" + c if c in "\\.^$*+?{}[]|()-&~# \t\n\r\x0b\x0c" else c for c in text])
