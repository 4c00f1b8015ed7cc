# A spreadsheet: cells with formulas, recursive evaluation with a memory, cycles found by exceptions, recalculation in order.
class CellError(Exception):
    def __init__(self, kind, cell):
        super().__init__(kind, cell)
        self.kind = kind
        self.cell = cell

    def __str__(self):
        return "#%s in %s" % (self.kind, self.cell)


class Sheet:
    def __init__(self):
        self.formulas = {}
        self.values = {}
        self.busy = []
        self.computed = 0
        self.functions = {
            "SUM": sum,
            "MAX": max,
            "COUNT": len,
            "MEAN": lambda values: sum(values) // len(values),
            "PROD": self.product,
        }

    def product(self, values):
        result = 1
        for v in values:
            result *= v
        return result

    def set(self, cell, formula):
        self.formulas[cell] = formula
        for name in self.dependants(cell):
            self.values.pop(name, None)
        return self

    def dependants(self, cell):
        found = [cell]
        for name in found:
            for other in sorted(self.formulas):
                if other not in found and name in self.names(other):
                    found.append(other)
        return found

    def names(self, cell):
        formula = self.formulas[cell]
        if not formula.startswith("="):
            return []
        out = []
        for word in split(formula[1:]):
            if ":" in word:
                out += self.area(word)
            elif is_cell(word):
                out.append(word)
        return out

    def area(self, text):
        start, end = text.split(":")
        out = []
        for col in range(ord(start[0]), ord(end[0]) + 1):
            for row in range(int(start[1:]), int(end[1:]) + 1):
                out.append(chr(col) + str(row))
        return out

    def get(self, cell):
        if cell in self.values:
            return self.values[cell]
        if cell in self.busy:
            raise CellError("CYCLE", cell)
        if cell not in self.formulas:
            return 0
        self.busy.append(cell)
        try:
            formula = self.formulas[cell]
            if formula.startswith("="):
                value = self.compute(cell, split(formula[1:]))
            else:
                try:
                    value = int(formula)
                except ValueError:
                    value = formula
            self.computed += 1
            self.values[cell] = value
            return value
        finally:
            self.busy.pop()

    def compute(self, cell, words):
        def term():
            word = words.pop(0)
            if word in self.functions:
                words.pop(0)
                values = [self.get(name) for name in self.area(words.pop(0))]
                words.pop(0)
                return self.functions[word]([v for v in values if not isinstance(v, str)])
            if word == "(":
                value = total()
                words.pop(0)
                return value
            if is_cell(word):
                value = self.get(word)
                if isinstance(value, str):
                    raise CellError("TEXT", cell)
                return value
            return int(word)

        def factor():
            value = term()
            while words and words[0] in "*/":
                op = words.pop(0)
                right = term()
                if op == "*":
                    value *= right
                elif right == 0:
                    raise CellError("ZERO", cell)
                else:
                    value //= right
            return value

        def total():
            value = factor()
            while words and words[0] in "+-":
                value = value + factor() if words.pop(0) == "+" else value - factor()
            return value

        return total()

    def show(self, columns, rows):
        for row in range(1, rows + 1):
            line = ""
            for col in columns:
                cell = col + str(row)
                try:
                    text = str(self.get(cell)) if cell in self.formulas else ""
                except CellError as e:
                    text = "#" + e.kind
                line += "%9s" % text
            print(line)


def is_cell(word):
    return word[0].isalpha() and word[1:].isdigit()


def split(text):
    words = []
    word = ""
    for c in text + " ":
        if c.isalpha() or c.isdigit() or c == ":":
            word += c
            continue
        if word:
            words.append(word)
            word = ""
        if c != " ":
            words.append(c)
    return words


sheet = Sheet()
for row in range(1, 6):
    sheet.set("A%d" % row, str(row * row))
    sheet.set("B%d" % row, "=A%d*2+%d" % (row, row))
sheet.set("C1", "total").set("C2", "=SUM(A1:A5)").set("C3", "=MAX(B1:B5)-C2").set("C4", "=(C2+C3)*(A1+1)/C5")
sheet.set("C5", "=COUNT(A1:C1)").set("D1", "=C1+1").set("D2", "=A1/(A2-4)").set("D3", "=D4").set("D4", "=D5+1").set("D5", "=D3")
sheet.show("ABCD", 5)
print("computed", sheet.computed)
sheet.set("A1", "100")
sheet.show("ABCD", 5)
print("computed", sheet.computed, sheet.dependants("A1"))
sheet.set("D5", "=PROD(A1:A2)").set("A2", "5")
sheet.show("BCD", 5)
print("computed", sheet.computed, len(sheet.values), sheet.busy)
for cell in ("D1", "D2", "Z9", "D3"):
    try:
        print(cell, sheet.get(cell))
    except CellError as e:
        print(cell, e, e.cell)
