"""`textwrap` as devices get it: paragraphs in lines of a width.

Lives here: ordinary Python that is compiled along with a program.
"""

_SPACE = "\t\n\x0b\x0c\r "


class TextWrapper:
    def __init__(
        self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
        fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8,
        *, max_lines=None, placeholder=" [...]",
    ):  # fmt: skip
        if fix_sentence_endings:
            raise TypeError("the library for devices has no fix_sentence_endings")
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            for c in _SPACE:
                text = text.replace(c, " ")
        chunks = []
        for chunk in _chunks(text):
            chunks += _parts(chunk) if self.break_on_hyphens else [chunk]
        chunks.reverse()
        return self._lines(chunks)

    def fill(self, text):
        return "\n".join(self.wrap(text))

    def _lines(self, chunks):
        lines = []
        while chunks:
            line = []
            length = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and not chunks[-1].strip() and lines:
                chunks.pop()
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._long(chunks, line, length, width)
                length = sum([len(chunk) for chunk in line])
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            rest = chunks and not (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
            if self.max_lines is None or len(lines) + 1 < self.max_lines or not rest and length <= width:
                lines.append(indent + "".join(line))
                continue
            self._last(lines, line, length, width, indent)
            break
        return lines

    def _last(self, lines, line, length, width, indent):
        """The line at which the text is cut off."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _long(self, chunks, line, length, width):
        left = 1 if width < 1 else width - length
        if self.break_long_words:
            chunk = chunks[-1]
            end = left
            if self.break_on_hyphens and len(chunk) > left:
                hyphen = chunk.rfind("-", 0, left)
                if hyphen > 0 and chunk[:hyphen].replace("-", ""):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())


def _chunks(text):
    """The words and the spaces between them."""
    found = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (text[at] in _SPACE) != (text[begin] in _SPACE):
            found.append(text[begin:at])
            begin = at
    return found


def _parts(word):
    """A word, divided behind its hyphens where two letters stand on both sides."""
    found = []
    begin = 0
    for at in range(2, len(word) - 2):
        if word[at] != "-" or not word[at - 1].isalpha() or not (word[at - 2].isalnum() or word[at - 2] == "_"):
            continue
        if word[at + 1].isalpha() and (word[at + 2].isalpha() or word[at + 2] == "-"):
            found.append(word[begin : at + 1])
            begin = at + 1
    found.append(word[begin:])
    return found


def wrap(text, width=70, **keywords):
    return TextWrapper(width, **keywords).wrap(text)


def fill(text, width=70, **keywords):
    return TextWrapper(width, **keywords).fill(text)


def shorten(text, width, **keywords):
    return TextWrapper(width, max_lines=1, **keywords).fill(" ".join(text.strip().split()))


def dedent(text):
    lines = text.split("\n")
    margin = None
    for number, line in enumerate(lines):
        if not line.strip():
            lines[number] = ""
            continue
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        same = 0
        while same < len(margin) and same < len(indent) and margin[same] == indent[same]:
            same += 1
        margin = margin[:same]
    size = len(margin or "")
    return "\n".join([line[size:] for line in lines])


def indent(text, prefix, predicate=None):
    made = []
    for line in text.splitlines(True):
        made.append(prefix + line if (line.strip() if predicate is None else predicate(line)) else line)
    return "".join(made)
