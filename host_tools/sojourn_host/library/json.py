"""`json` as devices get it: what is written with keyword arguments, and errors that say where.

Lives here: ordinary Python that is compiled along with a program. Reading is the interpreter's, after a look at the
text that finds the place and the reason where it is none: MicroPython's reader takes more, and says less.
"""

from json import loads as _loads

NATIVE = ("dump", "dumps", "load", "loads")
KEYWORDS = ("dump", "dumps", "load", "loads")


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, self.lineno, self.colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _text(value, only_ascii):
    made = []
    for c in value:
        code = ord(c)
        if c in _ESCAPES:
            made.append(_ESCAPES[c])
        elif code < 32 or only_ascii and 127 <= code < 0x10000 and code != 127:
            made.append("\\u%04x" % code)
        elif only_ascii and code > 0xFFFF:
            code -= 0x10000
            made.append("\\u%04x\\u%04x" % (0xD800 | code >> 10, 0xDC00 | code & 0x3FF))
        else:
            made.append(c)
    return '"' + "".join(made) + '"'


def _number(value):
    if isinstance(value, float):
        if value != value:
            return "NaN"
        if value - value != 0:
            return "Infinity" if value > 0 else "-Infinity"
    return repr(value if type(value) in (int, float) else value + 0)


def _key(key, skipped):
    if isinstance(key, str):
        return key
    if key is True or key is False or key is None:
        return "null" if key is None else "true" if key else "false"
    if isinstance(key, (int, float)):
        return _number(key)
    if skipped:
        return None
    raise TypeError("keys must be str, int, float, bool or None, not " + type(key).__name__)


class _Writer:
    def __init__(self, made, skipkeys, ensure_ascii, indent, separators, default, sort_keys):
        self.made = made
        self.skipkeys = skipkeys
        self.ascii = ensure_ascii
        self.indent = " " * indent if isinstance(indent, int) else indent
        self.item, self.colon = separators or (", " if indent is None else ",", ": ")
        self.default = default
        self.sort_keys = sort_keys

    def value(self, value, deep):
        made = self.made
        if isinstance(value, str):
            made.append(_text(value, self.ascii))
        elif value is None or value is True or value is False:
            made.append("null" if value is None else "true" if value else "false")
        elif isinstance(value, (int, float)):
            made.append(_number(value))
        elif isinstance(value, dict):
            pairs = [(_key(key, self.skipkeys), key) for key in value]
            if self.sort_keys:
                pairs = [(_key(key, self.skipkeys), key) for key in sorted(value)]
            self.several([pair for pair in pairs if pair[0] is not None], value, deep, "{", "}")
        elif isinstance(value, (list, tuple)):
            self.several(value, None, deep, "[", "]")
        elif self.default is not None:
            self.value(self.default(value), deep)
        else:
            raise TypeError("Object of type " + type(value).__name__ + " is not JSON serializable")

    def several(self, values, pairs, deep, first, last):
        made = self.made
        if not values:
            made.append(first + last)
            return
        line = "" if self.indent is None else "\n" + self.indent * (deep + 1)
        made.append(first)
        between = line
        for value in values:
            made.append(between)
            between = self.item + line
            if pairs is None:
                self.value(value, deep + 1)
            else:
                made.append(_text(value[0], self.ascii) + self.colon)
                self.value(pairs[value[1]], deep + 1)
        if self.indent is not None:
            made.append("\n" + self.indent * deep)
        made.append(last)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False):  # fmt: skip
    if cls is not None:
        raise TypeError("the library for devices has no encoders; give default=")
    made = []
    _Writer(made, skipkeys, ensure_ascii, indent, separators, default, sort_keys).value(obj, 0)
    return "".join(made)


def dump(obj, fp, **keywords):
    fp.write(dumps(obj, **keywords))


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, object_pairs_hook=None):
    if cls is not None or parse_float is not None or parse_int is not None or object_pairs_hook is not None:
        raise TypeError("the library for devices has only object_hook=")
    if not isinstance(s, str):
        s = s.decode()
    end = _Reader(s).all()
    try:
        found = _loads(s)
    except ValueError:
        raise JSONDecodeError("Expecting value", s, end)
    return found if object_hook is None else _hooked(found, object_hook)


def load(fp, **keywords):
    return loads(fp.read(), **keywords)


def _hooked(value, hook):
    if isinstance(value, list):
        return [_hooked(one, hook) for one in value]
    if isinstance(value, dict):
        return hook({key: _hooked(value[key], hook) for key in value})
    return value


class _Reader:
    """Walks over a text and says where it is no JSON."""

    def __init__(self, text):
        self.text = text

    def fail(self, what, at):
        raise JSONDecodeError(what, self.text, at)

    def space(self, at):
        while at < len(self.text) and self.text[at] in " \t\n\r":
            at += 1
        return at

    def all(self):
        end = self.space(self.value(self.space(0)))
        if end < len(self.text):
            self.fail("Extra data", end)
        return end

    def value(self, at):
        text = self.text
        c = text[at : at + 1]
        if c == '"':
            return self.string(at)
        if c == "{":
            return self.members(at + 1, "}")
        if c == "[":
            return self.members(at + 1, "]")
        for word in ("true", "false", "null", "NaN", "Infinity", "-Infinity"):
            if text[at : at + len(word)] == word:
                return at + len(word)
        end = at + 1 if c == "-" else at
        first = end
        while text[end : end + 1].isdigit():
            end += 1
            if text[first] == "0":
                break
        if end == first:
            self.fail("Expecting value", at)
        if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
            end += 1
            while text[end : end + 1].isdigit():
                end += 1
        if text[end : end + 1] in ("e", "E"):
            more = end + 2 if text[end + 1 : end + 2] in ("+", "-") else end + 1
            if text[more : more + 1].isdigit():
                end = more
                while text[end : end + 1].isdigit():
                    end += 1
        return end

    def string(self, at):
        text, begin = self.text, at
        at += 1
        while True:
            if at >= len(text):
                self.fail("Unterminated string starting at", begin)
            if text[at] == '"':
                return at + 1
            if text[at] < " ":
                self.fail("Invalid control character at", at)
            if text[at] == "\\":
                at += 1
                if at < len(text) and text[at] not in '"\\/bfnrtu':
                    self.fail("Invalid \\escape", at - 1)
            at += 1

    def members(self, at, last):
        text = self.text
        at = self.space(at)
        if text[at : at + 1] == last:
            return at + 1
        while True:
            if last == "}":
                if text[at : at + 1] != '"':
                    self.fail("Expecting property name enclosed in double quotes", at)
                at = self.space(self.string(at))
                if text[at : at + 1] != ":":
                    self.fail("Expecting ':' delimiter", at)
                at = self.space(at + 1)
            at = self.space(self.value(at))
            c = text[at : at + 1]
            if c == last:
                return at + 1
            if c != ",":
                self.fail("Expecting ',' delimiter", at)
            at = self.space(at + 1)
