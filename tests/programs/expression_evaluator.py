# Expressions as trees of classes: a precedence parser, evaluation, derivation, simplification and printing by dispatch.
class ParseError(Exception):
    def __init__(self, message, at):
        super().__init__(message)
        self.at = at


class Expression:
    priority = 9

    def __add__(self, other):
        return Sum(self, other)

    def __mul__(self, other):
        return Product(self, other)

    def __str__(self):
        return self.show()

    def wrap(self, child, strict=False):
        text = str(child)
        if child.priority < self.priority or strict and child.priority == self.priority:
            return "(" + text + ")"
        return text

    def simplify(self):
        return self

    def size(self):
        return 1


class Number(Expression):
    def __init__(self, value):
        self.value = value

    def evaluate(self, scope):
        return self.value

    def derive(self, name):
        return Number(0)

    def show(self):
        return str(self.value)

    def is_(self, value):
        return self.value == value


class Name(Expression):
    def __init__(self, name):
        self.name = name

    def evaluate(self, scope):
        return scope[self.name]

    def derive(self, name):
        return Number(1 if name == self.name else 0)

    def show(self):
        return self.name


class Binary(Expression):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def size(self):
        return 1 + self.left.size() + self.right.size()

    def show(self):
        return self.wrap(self.left) + self.sign + self.wrap(self.right, self.sign in "-/^")

    def evaluate(self, scope):
        return self.apply(self.left.evaluate(scope), self.right.evaluate(scope))

    def simplify(self):
        left, right = self.left.simplify(), self.right.simplify()
        if isinstance(left, Number) and isinstance(right, Number):
            try:
                return Number(self.apply(left.value, right.value))
            except ArithmeticError:
                pass
        return self.reduce(left, right)

    def reduce(self, left, right):
        return type(self)(left, right)


class Sum(Binary):
    sign = "+"
    priority = 1

    def apply(self, a, b):
        return a + b

    def derive(self, name):
        return self.left.derive(name) + self.right.derive(name)

    def reduce(self, left, right):
        if isinstance(left, Number) and left.is_(0):
            return right
        if isinstance(right, Number) and right.is_(0):
            return left
        return Sum(left, right)


class Difference(Binary):
    sign = "-"
    priority = 1

    def apply(self, a, b):
        return a - b

    def derive(self, name):
        return Difference(self.left.derive(name), self.right.derive(name))

    def reduce(self, left, right):
        if isinstance(right, Number) and right.is_(0):
            return left
        if str(left) == str(right):
            return Number(0)
        return Difference(left, right)


class Product(Binary):
    sign = "*"
    priority = 2

    def apply(self, a, b):
        return a * b

    def derive(self, name):
        return self.left.derive(name) * self.right + self.left * self.right.derive(name)

    def reduce(self, left, right):
        for a, b in ((left, right), (right, left)):
            if isinstance(a, Number):
                if a.is_(0):
                    return a
                if a.is_(1):
                    return b
        return Product(left, right)


class Quotient(Binary):
    sign = "/"
    priority = 2

    def apply(self, a, b):
        if b == 0:
            raise ZeroDivisionError("%s is zero" % self.right)
        return a // b

    def derive(self, name):
        top = Difference(self.left.derive(name) * self.right, self.left * self.right.derive(name))
        return Quotient(top, Power(self.right, Number(2)))


class Power(Binary):
    sign = "^"
    priority = 3

    def apply(self, a, b):
        result = 1
        for _ in range(b):
            result *= a
        return result

    def derive(self, name):
        less = Power(self.left, Difference(self.right, Number(1)))
        return self.right * less * self.left.derive(name)

    def reduce(self, left, right):
        if isinstance(right, Number) and right.value in (0, 1):
            return left if right.value else Number(1)
        return Power(left, right)


class Parser:
    LEVELS = [{"+": Sum, "-": Difference}, {"*": Product, "/": Quotient}, {"^": Power}]

    def __init__(self, text):
        self.text = text.replace(" ", "")
        self.at = 0

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def parse(self):
        tree = self.level(0)
        if self.peek():
            raise ParseError("unexpected " + self.peek(), self.at)
        return tree

    def level(self, n):
        if n == len(self.LEVELS):
            return self.atom()
        tree = self.level(n + 1)
        while self.peek() and self.peek() in self.LEVELS[n]:
            kind = self.LEVELS[n][self.peek()]
            self.at += 1
            tree = kind(tree, self.level(n + 1))
        return tree

    def atom(self):
        c = self.peek()
        start = self.at
        if c == "(":
            self.at += 1
            tree = self.level(0)
            if self.peek() != ")":
                raise ParseError("missing )", self.at)
            self.at += 1
            return tree
        if c == "-":
            self.at += 1
            return Difference(Number(0), self.level(1))
        while self.peek().isdigit():
            self.at += 1
        if self.at > start:
            return Number(int(self.text[start : self.at]))
        if c.isalpha():
            self.at += 1
            return Name(c)
        raise ParseError("nothing to read", self.at)


for text in ("1+2*3", "(1+2)*3-4/2", "2^3^2", "10-4-3", "10-(4-3)", "-x*2+y", "7/(x-3)", "0*x+1*y^1", "x*x-x*x"):
    tree = Parser(text).parse()
    try:
        value = tree.evaluate({"x": 3, "y": 5})
    except ZeroDivisionError as e:
        value = "undefined: %s" % e
    print(text, "|", tree, "|", tree.simplify(), "|", value, "| size", tree.size())
for text in ("x^3+2*x^2-7*x+1", "x*y*x", "(x+1)/(x-1)", "(x*x+1)^3"):
    tree = Parser(text).parse()
    slope = tree.derive("x")
    simple = slope.simplify()
    print("d/dx", tree, "=", simple)
    print("    ", slope.size(), simple.size(), [simple.evaluate({"x": x, "y": 2}) for x in (2, 5, -3)])
for text in ("", "1+", "(1", "1)", "2**3", "x y", "#"):
    try:
        print(repr(text), Parser(text).parse())
    except ParseError as e:
        print(repr(text), "->", e, "at", e.at)
