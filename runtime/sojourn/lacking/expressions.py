"""Regular expressions in the plainer words that MicroPython's `re` knows.

May live here: counted repetition, named groups, escapes, letters of either case, `.` that stops at a line's end. May
not: matching. What cannot be said more plainly (looking ahead, \\b, a group inside of its own pattern) is an error.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\x0c", "v": "\x0b", "a": "\x07", "0": "\0"}
_SPECIAL = "\\^$.|?*+()[]{}"


class Translation:
    """A pattern on its way; `text` is the plainer one, `names` the groups that have some: (name, number)."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.either = bool(flags & 2)
        self.whole = bool(flags & 16)
        self.names: "list[Any]" = []
        self.groups = 0
        if flags & 8:
            raise NotImplementedError("MicroPython's re has no MULTILINE")
        self.at = 0
        self.text = self.until_end(0)

    def until_end(self, depth: int) -> str:
        """The rest of the pattern, or of the group that is open."""
        pattern = self.pattern
        out: "list[str]" = []
        while self.at < len(pattern):
            c = pattern[self.at]
            self.at += 1
            if c == ")" and depth:
                return "".join(out)
            if c in "*+?":
                if out:
                    out[-1] += c
                continue
            if c == "{" and out and self.counted():
                low, high = self.bounds()
                out[-1] = _repeated(out[-1], low, high)
                continue
            out.append(self.atom(c, depth))
        if depth:
            raise ValueError("missing ), unterminated subpattern")
        return "".join(out)

    def atom(self, c: str, depth: int) -> str:
        if c == "\\":
            return self.escaped(False)
        if c == "[":
            return self.several()
        if c == "(":
            return self.group(depth)
        if c == ".":
            return "." if self.whole else "[^\n]"
        if self.either and c.lower() != c.upper():
            return "[" + c.lower() + c.upper() + "]"
        return "\\" + c if c == "{" or c == "}" else c

    def escaped(self, inside: bool) -> str:
        """What a backslash begins."""
        c = self.pattern[self.at : self.at + 1]
        self.at += 1
        if c in _CHARACTERS and (c != "0" or inside):
            return _CHARACTERS[c]
        if c == "x":
            self.at += 2
            made = chr(int(self.pattern[self.at - 2 : self.at], 16))
            return "\\" + made if made in _SPECIAL else made
        if inside:
            return "\\" + c
        if c == "A" or c == "Z":
            return "^" if c == "A" else "$"
        if c.isdigit() or c == "b" or c == "B":
            raise NotImplementedError("MicroPython's re has no \\" + c)
        return "\\" + c

    def several(self) -> str:
        """A class of characters."""
        pattern = self.pattern
        made = ["["]
        if pattern[self.at : self.at + 1] == "^":
            made.append("^")
            self.at += 1
        first = True
        while True:
            c = pattern[self.at : self.at + 1]
            if not c:
                raise ValueError("unterminated character set")
            self.at += 1
            if c == "]" and not first:
                made.append("]")
                return "".join(made)
            first = False
            low = self.escaped(True) if c == "\\" else "\\]" if c == "]" else c
            if pattern[self.at : self.at + 1] == "-" and pattern[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                c = pattern[self.at]
                self.at += 1
                high = self.escaped(True) if c == "\\" else c
                made.append(low + "-" + high)
                if self.either and low.isalpha() and high.isalpha():
                    made.append(_other(low) + "-" + _other(high))
                continue
            made.append(low)
            if self.either and len(low) == 1 and low.lower() != low.upper():
                made.append(_other(low))

    def group(self, depth: int) -> str:
        pattern = self.pattern
        head = "("
        if pattern[self.at : self.at + 2] == "?:":
            head = "(?:"
            self.at += 2
        elif pattern[self.at : self.at + 3] == "?P<":
            end = pattern.find(">", self.at)
            self.names.append((pattern[self.at + 3 : end], self.groups + 1))
            self.at = end + 1
        elif pattern[self.at : self.at + 1] == "?":
            raise NotImplementedError("MicroPython's re has no (" + pattern[self.at : self.at + 2])
        if head == "(":
            self.groups += 1
        return head + self.until_end(depth + 1) + ")"

    def counted(self) -> bool:
        """Whether what stands behind a brace is a count."""
        end = self.pattern.find("}", self.at)
        inside = self.pattern[self.at : end] if end > 0 else ""
        parts = inside.split(",")
        return len(parts) <= 2 and parts[0].isdigit() and all([part == "" or part.isdigit() for part in parts])

    def bounds(self) -> "Any":
        end = self.pattern.find("}", self.at)
        parts = self.pattern[self.at : end].split(",")
        self.at = end + 1
        low = int(parts[0])
        return low, low if len(parts) == 1 else int(parts[1]) if parts[1] else -1


def _other(letter: str) -> str:
    return letter.lower() if letter.isupper() else letter.upper()


def _repeated(atom: str, low: int, high: int) -> str:
    """An atom so many times; high -1: without an end."""
    if atom[:1] == "(" and atom[:3] != "(?:":
        if high != low or _captures(atom[1:]):
            raise NotImplementedError("MicroPython's re cannot count a group that is kept; write (?:...)")
        return ("(?:" + atom[1:]) * (low - 1) + atom if low else ""
    if _captures(atom):
        raise NotImplementedError("MicroPython's re cannot count a group that is kept; write (?:...)")
    if high < 0:
        return atom * low + atom + "*"
    return atom * low + (atom + "?") * (high - low)


def _captures(text: str) -> bool:
    """Whether there is a group inside that is kept."""
    at = text.find("(")
    while at >= 0:
        if text[at + 1 : at + 2] != "?" and (at == 0 or text[at - 1] != "\\"):
            return True
        at = text.find("(", at + 1)
    return False
