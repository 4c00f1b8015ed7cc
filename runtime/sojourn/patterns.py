"""`re` for programs on MicroPython: patterns and matches that can be stored.

The device's own `re` does the matching; this module keeps what it was given, since a native pattern cannot be
looked into.  The compiler imports it in place of `re` on MicroPython only.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

for _name in ("I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "X", "VERBOSE", "DEBUG"):
    if hasattr(re, _name):
        globals()[_name] = getattr(re, _name)


class Pattern:
    """A compiled pattern; the native one is made again where it is needed."""

    def __init__(self, pattern: "Any", flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self.native: "Any" = re.compile(pattern, flags) if flags else re.compile(pattern)

    def match(self, text: "Any", start: int = 0) -> "Any":
        found = self.native.match(text[start:] if start else text)
        return Match(self, text, start, found) if found else None

    def search(self, text: "Any", start: int = 0) -> "Any":
        found = self.native.search(text[start:] if start else text)
        return Match(self, text, start, found) if found else None

    def split(self, text: "Any", *most: "Any") -> "Any":
        return self.native.split(text, *most)

    def sub(self, new: "Any", text: "Any", *most: "Any") -> "Any":
        return self.native.sub(new, text, *most)


class Match:
    """What was found: the groups, and where they stand."""

    def __init__(self, pattern: Pattern, text: "Any", start: int, found: "Any") -> None:
        self.re = pattern
        self.string = text
        groups = [found.group(0)]
        try:
            while True:
                groups.append(found.group(len(groups)))
        except IndexError:
            pass  # there are no more groups
        self.held = groups
        self.from_ = start
        self.spans: "Any" = None
        if hasattr(found, "span"):  # not every build has it
            spans = []
            for number in range(len(groups)):
                first, last = found.span(number)
                spans.append((first + start if first >= 0 else first, last + start if last >= 0 else last))
            self.spans = spans

    def begin(self) -> int:
        """Where the match begins; searched for where the interpreter does not tell."""
        if self.spans is not None:
            return self.start()
        at = self.from_
        while True:
            at = self.string.find(self.held[0], at)
            found = self.re.native.match(self.string[at:])
            if found and found.group(0) == self.held[0]:
                return int(at)
            at += 1

    def group(self, *numbers: int) -> "Any":
        if not numbers:
            return self.held[0]
        found = []
        for number in numbers:
            if not 0 <= number < len(self.held):
                raise IndexError(number)
            found.append(self.held[number])
        return found[0] if len(found) == 1 else tuple(found)

    def groups(self) -> "Any":
        return tuple(self.held[1:])

    def span(self, number: int = 0) -> "Any":
        if self.spans is None:
            raise AttributeError("'match' object has no attribute 'span'")
        return self.spans[number]

    def start(self, number: int = 0) -> int:
        found: int = self.span(number)[0]
        return found

    def end(self, number: int = 0) -> int:
        found: int = self.span(number)[1]
        return found


compile = Pattern


def match(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return Pattern(pattern, flags).match(text)


def search(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return Pattern(pattern, flags).search(text)


def sub(pattern: "Any", new: "Any", text: "Any", *most: "Any") -> "Any":
    return Pattern(pattern).sub(new, text, *most)


def again(pattern: "Any", flags: int, text: "Any", start: int) -> "Any":
    """The match that begins at `start`, found once more."""
    return Pattern(pattern, flags).match(text, start)
