# A parser of many small methods: reads a JSON text again and again.
class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        while self.text[self.at] in " \n":
            self.at += 1
        return self.text[self.at]

    def expect(self, c):
        if self.peek() != c:
            raise ValueError("expected %s at %d" % (c, self.at))
        self.at += 1

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c in "-0123456789":
            return self.number()
        return self.word()

    def word(self):
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text[self.at : self.at + len(word)] == word:
                self.at += len(word)
                return meaning
        raise ValueError("bad word at %d" % self.at)

    def string(self):
        self.expect('"')
        start = self.at
        while self.text[self.at] != '"':
            self.at += 1
        self.at += 1
        return self.text[start : self.at - 1]

    def number(self):
        start = self.at
        while self.text[self.at] in "-0123456789.":
            self.at += 1
        text = self.text[start : self.at]
        return float(text) if "." in text else int(text)

    def array(self):
        out = []
        self.expect("[")
        if self.peek() == "]":
            self.at += 1
            return out
        while True:
            out.append(self.value())
            if self.peek() == "]":
                self.at += 1
                return out
            self.expect(",")

    def object(self):
        out = {}
        self.expect("{")
        if self.peek() == "}":
            self.at += 1
            return out
        while True:
            key = self.string() if self.peek() == '"' else None
            self.expect(":")
            out[key] = self.value()
            if self.peek() == "}":
                self.at += 1
                return out
            self.expect(",")


def weight(value):
    if isinstance(value, dict):
        return 1 + sum([len(key) + weight(value[key]) for key in value])
    if isinstance(value, list):
        return 1 + sum([weight(item) for item in value])
    if isinstance(value, str):
        return len(value)
    return int(value or 0) & 0xFF


def document(count):
    rows = []
    for n in range(count):
        rows.append('{"id": %d, "name": "row%d", "size": [%d, %d.5, -%d], "ok": %s, "none": null}'
                    % (n, n, n * n, n, n, "true" if n % 2 else "false"))
    return '{"rows": [' + ",\n ".join(rows) + '], "empty": [{}, []]} '


def main():
    text = document(40)
    total = 0
    for n in range(75):
        total = (total * 31 + weight(Reader(text).value())) & 0xFFFFFF
    print(total)


main()
