# Ends in ValueError raised by a function called in a comprehension, inside a method.
class Reader:
    def __init__(self):
        self.count = 0

    def number(self, text):
        self.count += 1
        value = 0
        for c in text:
            if c not in "0123456789":
                raise ValueError("not a digit: " + c)
            value = value * 10 + ord(c) - 48
        return value

    def line(self, text):
        return [self.number(word) for word in text.split()]


reader = Reader()
for line in ("12 345 6789", "1 2 3 4 5", "", "99 10x 5"):
    print("reading", repr(line), reader.count)
    print(reader.line(line))
