"""Statements of one line: prints, assignments of every kind of target, list edits, jumps.

Each method writes its lines and answers whether the block ends with it.  Blocks are made elsewhere.
"""

from random_program.expressions import Expressions
from random_program.scope import Scope

ERRORS = ("Err", "ValueError", "KeyError", "IndexError")


class Simple(Expressions):
    def show(self, scope: Scope) -> None:
        parts = ['"%s"' % self.fresh("p")]
        for _ in range(1 + self.choose(2)):
            parts.append(self.number(scope))
        if scope.lists and self.maybe(3):
            parts.append(self.pick(scope.lists))
        if scope.texts and self.maybe(3):
            parts.append(self.pick(scope.texts))
        if self.maybe(5):
            parts.append('f"{%s:3d}|%%s" %% (%s,)' % (self.number(scope, 3), self.number(scope, 2)))
        self.put("print(%s)" % ", ".join(parts))

    def target(self, scope: Scope) -> str:
        """A name to assign an integer to: one that is there, or a new one."""
        if scope.writes and self.maybe():
            return self.pick(scope.writes)
        name = self.fresh("v")
        scope.reads.append(name)
        scope.writes.append(name)
        scope.cells.append(name)
        return name

    def assign(self, scope: Scope) -> None:
        value = self.number(scope)
        if self.maybe(6):
            text = "%s = %s" % (self.target(scope), self.target(scope))
            self.put("%s = %s" % (text, value))
        else:
            self.put("%s = %s" % (self.target(scope), value))

    def augment(self, scope: Scope) -> None:
        value = self.number(scope)
        op = self.pick(("+=", "-=", "^=", "|=", "&="))
        kind = self.choose(3)
        if kind == 1 and scope.lists:
            name = self.pick(scope.lists)
            self.put("%s.append(%s)" % (name, self.number(scope, 3)))
            self.put("%s[%s %% len(%s)] %s %s" % (name, self.number(scope, 2), name, op, value))
        elif kind == 2 and scope.objects:
            self.put("%s.x %s %s" % (scope.objects[self.choose(len(scope.objects))][0], op, value))
        elif scope.writes:
            self.put("%s %s %s" % (self.pick(scope.writes), op, value))
        else:
            self.put("%s = %s" % (self.target(scope), value))

    def evaluate(self, scope: Scope) -> None:
        self.put(self.member(scope, 0) if scope.objects and self.maybe() else self.call(scope))

    def unpack(self, scope: Scope) -> None:
        kind = self.choose(4)
        if kind == 3 and len(scope.writes) > 1:
            a, b = scope.writes[-1], scope.writes[self.choose(len(scope.writes) - 1)]
            self.put("%s, %s = %s, %s" % (a, b, b, a))
            return
        values = [self.number(scope) for _ in range(3)]
        if kind == 1:
            rest = self.fresh("r")
            self.put("%s, *%s = %s" % (self.target(scope), rest, ", ".join(values)))
            scope.lists.append(rest)
        elif kind == 2:
            a, b, c = self.fresh("v"), self.fresh("v"), self.fresh("v")
            self.put("%s, (%s, %s) = %s, (%s, %s)" % (a, b, c, *values))
            scope.reads += [a, b, c]
            scope.writes += [a, b, c]
        else:
            a, b = self.fresh("v"), self.fresh("v")
            self.put("%s, %s = %s, %s" % (a, b, *values[:2]))
            scope.reads += [a, b]
            scope.writes += [a, b]

    def build_list(self, scope: Scope) -> None:
        kind = self.choose(4)
        name, x = self.fresh("l"), self.fresh("x")
        inner = scope.block(times=scope.times * 3)
        inner.reads.append(x)
        if kind == 0 or not self.spend(scope, 3):
            self.put("%s = [%s, %s]" % (name, self.number(scope), self.number(scope)))
        elif kind == 1:
            test = " if " + self.test(inner, 2) if self.maybe() else ""
            self.put("%s = [%s for %s in range(%d)%s]" % (name, self.number(inner, 1), x, 1 + self.choose(3), test))
        elif kind == 2:
            self.put("%s = sorted({%s & 7: %s for %s in range(3)}.values())" % (name, x, self.number(inner, 1), x))
        else:
            y = self.fresh("y")
            inner.reads.append(y)
            self.put("%s = [%s for %s in range(2) for %s in (%s, 5)]" % (name, self.number(inner, 2), x, y, x))
        scope.lists.append(name)

    def change_list(self, scope: Scope) -> None:
        if not scope.lists:
            self.build_list(scope)
            return
        name = self.pick(scope.lists)
        value = self.number(scope)
        kind = self.choose(5)
        if kind == 0:
            self.put("%s.append(%s)" % (name, value))
        elif kind == 1:
            self.put(("%s.extend([%s])" if name in scope.foreign else "%s += [%s]") % (name, value))
        elif kind == 2:
            self.put("%s.insert(%s & 1, %s)" % (name, self.number(scope, 2), value))
        elif kind == 3 and self.may_raise(scope):
            self.raises[-1] = True
            self.put("%s.pop()" % name)
        else:
            self.put("%s[:1] = [%s]" % (name, value))

    def build_text(self, scope: Scope) -> None:
        value = self.number(scope)
        if scope.texts and self.maybe():
            self.put("%s += str(%s)" % (self.pick(scope.texts), value))
        else:
            name = self.fresh("s")
            form = self.pick(('"<%%d>" %% (%s)', 'f"{%s}"', '"-".join([str(%s), "z"])', '"{:d}".format(%s)'))
            self.put("%s = %s" % (name, form % value))
            scope.texts.append(name)

    def make_object(self, scope: Scope) -> None:
        kinds = [c for c in self.classes if self.may_raise(scope) or not c.raises]
        if not kinds:
            self.assign(scope)
            return
        kind = kinds[-1 - self.choose(len(kinds))]
        if not self.spend(scope, kind.cost + 1):
            self.assign(scope)
            return
        if kind.raises:
            self.raises[-1] = True
        name = self.fresh("o")
        self.put("%s = %s(%s)" % (name, kind.name, self.number(scope)))
        scope.objects.append((name, kind))

    def leave(self, scope: Scope) -> bool:
        """return, break, continue or raise, under a condition or at the end of the block."""
        ways: list[str] = []
        if scope.loop:
            ways += ["continue", "break"]
        if scope.function:
            ways.append("return")
        if self.may_raise(scope):
            ways.append("raise")
            if scope.handler:
                ways.append("raise again")
        if not ways:
            self.show(scope)
            return False
        conditional = not self.maybe(3)
        if conditional:
            self.put("if %s:" % self.test(scope))
            self.indent += 1
        way = self.pick(ways)
        if way == "return":
            self.put("return %s" % self.number(scope))
        elif way == "raise":
            self.raises[-1] = True
            self.put("raise %s(%s)" % (self.pick(ERRORS), self.number(scope)))
        elif way == "raise again":
            self.raises[-1] = True
            self.put("raise")
        else:
            self.put(way)
        if conditional:
            self.indent -= 1
        return not conditional
