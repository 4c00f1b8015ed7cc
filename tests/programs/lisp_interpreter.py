# A small Lisp: reader, environments as chained objects, closures, macros-free special forms, tail loops, errors.
class LispError(Exception):
    pass


class Symbol:
    table = {}

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def symbol(name):
    if name not in Symbol.table:
        Symbol.table[name] = Symbol(name)
    return Symbol.table[name]


def tokens(text):
    out = []
    word = ""
    for c in text + " ":
        if c in "() \n'":
            if word:
                out.append(word)
                word = ""
            if c in "()'":
                out.append(c)
        else:
            word += c
    return out


class Reader:
    def __init__(self, text):
        self.tokens = tokens(text)
        self.at = 0

    def more(self):
        return self.at < len(self.tokens)

    def read(self):
        if not self.more():
            raise LispError("unexpected end")
        token = self.tokens[self.at]
        self.at += 1
        if token == "'":
            return [symbol("quote"), self.read()]
        if token == "(":
            out = []
            while True:
                if not self.more():
                    raise LispError("missing )")
                if self.tokens[self.at] == ")":
                    self.at += 1
                    return out
                out.append(self.read())
        if token == ")":
            raise LispError("unexpected )")
        try:
            return int(token)
        except ValueError:
            return symbol(token)


class Environment:
    def __init__(self, names, values, outer=None):
        self.values = {}
        self.outer = outer
        if len(names) != len(values):
            raise LispError("%d arguments for %d" % (len(values), len(names)))
        for name, value in zip(names, values):
            self.values[name.name] = value

    def find(self, name):
        here = self
        while here is not None:
            if name.name in here.values:
                return here.values
            here = here.outer
        raise LispError("unbound " + name.name)

    def define(self, name, value):
        self.values[name.name] = value


class Lambda:
    made = 0

    def __init__(self, names, body, environment):
        self.names = names
        self.body = body
        self.environment = environment
        Lambda.made += 1

    def __repr__(self):
        return "<lambda/%d>" % len(self.names)


def truth(value):
    return value is not False and value != []


class Machine:
    def __init__(self):
        self.steps = 0
        self.output = []
        self.globals = Environment([], [])
        for name, function in (
            ("+", lambda *a: sum(a)),
            ("-", lambda a, b=None: -a if b is None else a - b),
            ("*", self.product),
            ("<", lambda a, b: a < b),
            ("=", lambda a, b: a == b),
            ("car", self.car),
            ("cdr", lambda a: a[1:]),
            ("cons", lambda a, b: [a] + b),
            ("list", lambda *a: list(a)),
            ("null?", lambda a: a == []),
            ("print", self.show),
            ("apply", lambda f, a: self.apply(f, a)),
        ):
            self.globals.define(symbol(name), function)

    def product(self, *numbers):
        result = 1
        for n in numbers:
            result *= n
        return result

    def car(self, items):
        if not items:
            raise LispError("car of ()")
        return items[0]

    def show(self, *values):
        self.output.append(" ".join([write(v) for v in values]))
        return []

    def apply(self, function, values):
        if isinstance(function, Lambda):
            return self.evaluate(function.body, Environment(function.names, values, function.environment))
        if callable(function):
            return function(*values)
        raise LispError("cannot apply " + write(function))

    def evaluate(self, form, environment):
        while True:
            self.steps += 1
            if isinstance(form, Symbol):
                return environment.find(form)[form.name]
            if not isinstance(form, list):
                return form
            if not form:
                return []
            head = form[0].name if isinstance(form[0], Symbol) else None
            if head == "quote":
                return form[1]
            elif head == "if":
                form = form[2] if truth(self.evaluate(form[1], environment)) else form[3] if len(form) > 3 else []
                continue
            elif head == "define":
                environment.define(form[1], self.evaluate(form[2], environment))
                return form[1]
            elif head == "set!":
                environment.find(form[1])[form[1].name] = self.evaluate(form[2], environment)
                return []
            elif head == "lambda":
                return Lambda(form[1], form[2], environment)
            elif head == "begin":
                for part in form[1:-1]:
                    self.evaluate(part, environment)
                form = form[-1]
                continue
            elif head == "let":
                values = [self.evaluate(pair[1], environment) for pair in form[1]]
                environment = Environment([pair[0] for pair in form[1]], values, environment)
                form = form[2]
                continue
            function = self.evaluate(form[0], environment)
            values = [self.evaluate(part, environment) for part in form[1:]]
            if isinstance(function, Lambda):
                form = function.body
                environment = Environment(function.names, values, function.environment)
                continue
            return self.apply(function, values)

    def run(self, text):
        reader = Reader(text)
        result = []
        while reader.more():
            result = self.evaluate(reader.read(), self.globals)
        return result


def write(value):
    if value is True or value is False:
        return "#t" if value else "#f"
    if isinstance(value, list):
        return "(" + " ".join([write(v) for v in value]) + ")"
    return "<native>" if callable(value) else repr(value)


machine = Machine()
for text in (
    "(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1)))))) (fact 20)",
    "(define map (lambda (f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l))))))",
    "(map (lambda (x) (* x x)) '(1 2 3 4 5))",
    "(define loop (lambda (n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))) (loop 60 0)",
    "(define counter (lambda () (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n)))))",
    "(define a (counter)) (define b (counter)) (list (a) (a) (b) (a))",
    "(apply + '(1 2 3)) (print 'hello (list 1 '(2 #x) (< 1 2)) map +)",
    "((lambda (x y) (list y x)) 1 2)",
    "(let ((x 2) (y 3)) (let ((x 7)) (* x y)))",
    "(car '())",
    "(undefined 1)",
    "(fact 1 2)",
    "(5 5)",
    "(list 1 2",
    ")",
    "'(quote . a)",
):
    try:
        print(write(machine.run(text)))
    except LispError as e:
        print("error:", e)
    for line in machine.output:
        print("  out:", line)
    machine.output.clear()
print(machine.steps, Lambda.made, len(Symbol.table))
