"""Classes, and whole programs: a prelude that every program may use, definitions, and a main part at the top level."""

from random_program.blocks import Blocks
from random_program.scope import Class, Function, Scope

PRELUDE = """\
class Err(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


class Guard:
    def __init__(self, name, kinds=()):
        self.name = name
        self.kinds = kinds

    def __enter__(self):
        print("enter", self.name)
        return self.name * 2

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else "-")
        return kind is not None and issubclass(kind, self.kinds)


class Down:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


"""


class Maker(Blocks):
    """Makes one program: `Maker(choose).program()`."""

    def define_class(self, scope: Scope) -> None:
        name = self.fresh("C")
        base = self.classes[-1] if self.classes and self.maybe() else None
        self.put("class %s%s:" % (name, "(%s)" % base.name if base else ""))
        self.indent += 1
        self.put("made = %d" % self.choose(5))
        self.put("def __init__(self, a):")
        self.put("    super().__init__(a + 1)" if base else "    self.items = []")
        self.put("    self.x = a * %d" % (1 + self.choose(3)))
        cost, raises = (base.cost if base else 0) + 4, bool(base and base.raises)
        if self.maybe():
            self.put("    for n in range(%d):" % (1 + self.choose(3)))
            self.put("        self.items.append(n + self.x)")
            self.put("    %s.made += 1" % name)
            cost += 4
        methods: list[Function] = list(base.methods) if base else []
        for _ in range(1 + self.choose(2)):
            outside = scope.block(objects=[])
            outside.cells = []
            if base and self.maybe():
                up = base.methods[self.choose(len(base.methods))]
                if not up.star:
                    self.put("def %s(self, %s):" % (up.name, ", ".join("abc"[: up.arity])))
                    self.put("    return super().%s(%s) + %d" % (up.name, ", ".join("abc"[: up.arity]), self.choose(5)))
                    methods = [m for m in methods if m.name != up.name]
                    methods.append(Function(up.name, up.arity, up.cost + 3, up.raises))
                    continue
            methods.append(self.function(outside, [], this=name))
        has: list[str] = list(base.has) if base else []
        for dunder, head, result in (
            ("__len__", "self", "%s & 7"),
            ("__getitem__", "self, i", "(i + %s) & 255"),
            ("__call__", "self, i", "i ^ %s"),
            ("__add__", "self, i", "self.x + i + %s"),
            ("__eq__", "self, i", "(self.x ^ i) %% 2 == %s"),
        ):
            if self.maybe(5):
                self.put("def %s(%s):" % (dunder, head))
                self.put("    t = 0")
                self.put("    for k in range(%d):" % (1 + self.choose(3)))
                self.put("        t += self.x %s k" % self.pick(("+", "-", "^")))
                self.put("    return " + result % "t")
                has.append(dunder)
        self.indent -= 1
        self.put("")
        self.classes.append(Class(name, cost, raises, tuple(methods), tuple(has)))

    def program(self) -> str:
        scope = Scope()
        for _ in range(1 + self.choose(2)):
            self.put("%s = %d" % (self.target(scope), self.choose(20)))
        for _ in range(4):
            kind = self.choose(4)
            if kind == 0:
                break
            if kind == 3:
                self.define_class(scope)
            else:
                self.function(scope, [], [self.pick(scope.writes)] if self.maybe() else None)
                self.put("")
        for n in range(8):
            if n > 1 and self.choose(6) == 0:
                break
            self.statement(scope)
        self.put("print(%s)" % ", ".join(['"end"', *sorted(scope.writes), *scope.lists, *scope.texts]))
        text = "\n".join(self.lines) + "\n"
        return (PRELUDE if any(word in text for word in ("Err", "Guard", "Down")) else "") + text
