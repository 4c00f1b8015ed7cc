# A JSON reader and writer by hand, compared with the interpreter's own json module on values that come back.
import json


class JSONError(ValueError):
    def __init__(self, message, position):
        super().__init__("%s at %d" % (message, position))
        self.position = position


class Reader:
    SPACE = " \t\n\r"
    ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}

    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, message):
        raise JSONError(message, self.at)

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in self.SPACE:
            self.at += 1

    def peek(self):
        self.skip()
        if self.at >= len(self.text):
            self.fail("unexpected end")
        return self.text[self.at]

    def expect(self, wanted):
        if self.peek() != wanted:
            self.fail("expected '%s'" % wanted)
        self.at += 1

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        elif c == "[":
            return self.array()
        elif c == '"':
            return self.string()
        elif c in "-0123456789":
            return self.number()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text[self.at : self.at + len(word)] == word:
                self.at += len(word)
                return meaning
        self.fail("unexpected '%s'" % c)

    def object(self):
        result = {}
        self.expect("{")
        if self.peek() == "}":
            self.at += 1
            return result
        while True:
            if self.peek() != '"':
                self.fail("a key must be a string")
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if self.peek() == ",":
                self.at += 1
                continue
            self.expect("}")
            return result

    def array(self):
        result = []
        self.expect("[")
        if self.peek() == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            if self.peek() != ",":
                break
            self.at += 1
        self.expect("]")
        return result

    def string(self):
        self.expect('"')
        parts = []
        while True:
            if self.at >= len(self.text):
                self.fail("unterminated string")
            c = self.text[self.at]
            self.at += 1
            if c == '"':
                return "".join(parts)
            if c == "\\":
                c = self.text[self.at]
                self.at += 1
                if c == "u":
                    c = chr(int(self.text[self.at : self.at + 4], 16))
                    self.at += 4
                elif c in self.ESCAPES:
                    c = self.ESCAPES[c]
                else:
                    self.fail("bad escape")
            parts.append(c)

    def number(self):
        start = self.at
        kind = int
        while self.at < len(self.text) and self.text[self.at] in "+-.eE0123456789":
            if self.text[self.at] in ".eE":
                kind = float
            self.at += 1
        try:
            return kind(self.text[start : self.at])
        except ValueError:
            self.at = start
            self.fail("bad number")

    def document(self):
        result = self.value()
        self.skip()
        if self.at != len(self.text):
            self.fail("extra data")
        return result


def write(value, indent=0):
    pad = "  " * indent
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        out = '"'
        for c in value:
            if c == '"' or c == "\\":
                out += "\\" + c
            elif ord(c) < 32:
                out += "\\u%04x" % ord(c)
            else:
                out += c
        return out + '"'
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        if not value:
            return "[]"
        return "[\n" + ",\n".join([pad + "  " + write(v, indent + 1) for v in value]) + "\n" + pad + "]"
    rows = []
    for key in sorted(value):
        rows.append(pad + "  " + write(key) + ": " + write(value[key], indent + 1))
    return "{\n" + ",\n".join(rows) + "\n" + pad + "}"


TEXT = """
{"name": "sojourn", "tags": ["moves", "stays", "\\"quoted\\"\\n"],
 "size": {"pages": 1024, "ratio": 0.25, "negative": -17, "big": 123456789012345678901234567890},
 "empty": [{}, [], ""], "flags": [true, false, null], "accent": "\\u00e9t\\u00e9"}
"""
value = Reader(TEXT).document()
text = write(value)
print(text)
print(Reader(text).document() == value)
print(json.loads(TEXT) == value)
print(Reader(json.dumps(value)).document() == value)

for bad in ("", "[1, 2", '{"a" 1}', "[1 2]", '{"a": 1,}', '"open', "[tru]", "1 2", "--", '["\\q"]', "{1: 2}"):
    try:
        print(repr(bad), Reader(bad).document())
    except JSONError as e:
        print(repr(bad), "->", e, e.position)

deep = 1
for n in range(25):
    deep = [deep] if n % 2 else {"k": deep, "n": n}
compact = "".join(write(deep).split())
print(len(compact), compact[:60], Reader(compact).document() == deep)
