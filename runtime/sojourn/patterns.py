"""`re` for programs on MicroPython: patterns and matches that can be stored.

The device's own `re` does the matching; this module keeps what it was given, since a native pattern cannot be
looked into.  The compiler imports it in place of `re` on MicroPython only.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# CPython's numbers, under names that programs reach: a constant would be left out on a device.
for _name, _number in (("I", 2), ("IGNORECASE", 2), ("S", 16), ("DOTALL", 16), ("A", 256), ("ASCII", 256)):
    globals()[_name] = _number
error = ValueError
_HARD = ("{", "(?P", "\\A", "\\Z", "\\n", "\\t", "\\r", "\\x", "\\f", "\\v", "\\b", "\\B", ".")


class Pattern:
    """A compiled pattern; the native one is made again where it is needed."""

    def __init__(self, pattern: "Any", flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self.groupindex: "dict[str, int]" = {}
        text = pattern
        if isinstance(pattern, str) and (flags or any([part in pattern for part in _HARD])):
            from sojourn.lacking.expressions import Translation

            plain = Translation(pattern, flags)
            text = plain.text
            for name, number in plain.names:
                self.groupindex[name] = number
        self.native: "Any" = re.compile(text)

    def match(self, text: "Any", start: int = 0) -> "Any":
        found = self.native.match(text[start:] if start else text)
        return Match(self, text, start, found) if found else None

    def search(self, text: "Any", start: int = 0) -> "Any":
        found = self.native.search(text[start:] if start else text)
        return Match(self, text, start, found) if found else None

    def fullmatch(self, text: "Any") -> "Any":
        return _searching().fullmatch(self, text)

    def findall(self, text: "Any") -> "Any":
        return _searching().findall(self, text)

    def finditer(self, text: "Any") -> "Any":
        from sojourn.iterators import Iter

        return Iter(_searching().matches(self, text))

    def split(self, text: "Any", maxsplit: int = 0) -> "Any":
        return _searching().split(self, text, maxsplit)

    def sub(self, repl: "Any", string: "Any", count: int = 0) -> "Any":
        return _searching().sub(self, repl, string, count)

    def subn(self, repl: "Any", string: "Any", count: int = 0) -> "Any":
        return _searching().subn(self, repl, string, count)


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

    @property
    def lastindex(self) -> "Any":
        """The number of the last group that took part; None if there is none."""
        for number in range(len(self.held) - 1, 0, -1):
            if self.held[number] is not None:
                return number
        return None

    @property
    def lastgroup(self) -> "Any":
        """The name of that group, if it has one."""
        for name in self.re.groupindex:
            if self.re.groupindex[name] == self.lastindex:
                return name
        return None

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

    def group(self, *numbers: "Any") -> "Any":
        if not numbers:
            return self.held[0]
        found = []
        for number in numbers:
            if isinstance(number, str):
                number = self.re.groupindex.get(number, -1)
            if not 0 <= number < len(self.held):
                raise IndexError("no such group")
            found.append(self.held[number])
        return found[0] if len(found) == 1 else tuple(found)

    def __getitem__(self, number: "Any") -> "Any":
        return self.group(number)

    def groups(self, default: "Any" = None) -> "Any":
        return tuple([default if part is None else part for part in self.held[1:]])

    def groupdict(self, default: "Any" = None) -> "Any":
        names = self.re.groupindex
        return {name: default if self.held[names[name]] is None else self.held[names[name]] for name in names}

    def span(self, number: int = 0) -> "Any":
        if self.spans is None and not number:
            begin = self.begin()
            return (begin, begin + len(self.held[0]))
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


def made(pattern: "Any", flags: int = 0) -> "Any":
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


def match(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return made(pattern, flags).match(text)


def search(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return made(pattern, flags).search(text)


def fullmatch(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return made(pattern, flags).fullmatch(text)


def findall(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return made(pattern, flags).findall(text)


def finditer(pattern: "Any", text: "Any", flags: int = 0) -> "Any":
    return made(pattern, flags).finditer(text)


def split(pattern: "Any", text: "Any", maxsplit: int = 0, flags: int = 0) -> "Any":
    return made(pattern, flags).split(text, maxsplit)


def sub(pattern: "Any", repl: "Any", string: "Any", count: int = 0, flags: int = 0) -> "Any":
    return made(pattern, flags).sub(repl, string, count)


def subn(pattern: "Any", repl: "Any", string: "Any", count: int = 0, flags: int = 0) -> "Any":
    return made(pattern, flags).subn(repl, string, count)


def escape(text: str) -> str:
    return str(_searching().escape(text))


def _searching() -> "Any":
    from sojourn.lacking import searching

    return searching


def again(pattern: "Any", flags: int, text: "Any", start: int) -> "Any":
    """The match that begins at `start`, found once more."""
    return Pattern(pattern, flags).match(text, start)
