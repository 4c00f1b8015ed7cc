"""Expressions of a random program, with the account of what running them costs.

Integers stay small, a division is by zero only where an exception may be raised, and a call is only written where the
steps it takes fit into what is left.  Statements are made elsewhere.
"""

from collections.abc import Callable

from random_program.scope import Class, Function, Scope

LIMIT = 100  # steps (statements and calls, estimated from above) in one program


class Expressions:
    """Writes expressions; `choose(n)` answers with 0 .. n - 1, and 0 is the simplest."""

    def __init__(self, choose: Callable[[int], int]) -> None:
        self.choose = choose
        self.lines: list[str] = []
        self.indent: int = 0
        self.names = 0
        self.spent = [0]
        self.limits = [LIMIT]
        self.raises = [False]
        self.classes: list[Class] = []

    # -- small parts

    def fresh(self, prefix: str) -> str:
        self.names += 1
        return "%s%d" % (prefix, self.names)

    def put(self, line: str) -> None:
        self.lines.append("    " * self.indent + line)

    def pick(self, items: "list[str] | tuple[str, ...]") -> str:
        return items[self.choose(len(items))]

    def maybe(self, n: int = 2) -> bool:
        """One in n."""
        return self.choose(n) == n - 1

    def spend(self, scope: Scope, steps: int = 1) -> bool:
        """Account for steps at this place; false, and nothing is spent, where there is no room."""
        if self.spent[-1] + scope.times * steps > self.limits[-1]:
            return False
        self.spent[-1] += scope.times * steps
        return True

    def may_raise(self, scope: Scope) -> bool:
        return scope.function or scope.guarded

    # -- expressions

    def number(self, scope: Scope, deep: int = 0) -> str:
        kind = self.choose((13, 4)[deep] if deep < 2 else 2)
        if kind > 1 and deep == 1:
            kind = self.choose(13)
        if kind == 0:
            return str(self.choose(10))
        if kind == 1:
            return self.pick(scope.reads) if scope.reads else "1"
        if kind == 2:
            op = self.pick(("+", "-", "^", "|", "&"))
            return "(%s %s %s)" % (self.number(scope, deep + 1), op, self.number(scope, deep + 1))
        if kind == 3:
            return "(%s * %s & 0xFFF)" % (self.number(scope, deep + 1), self.number(scope, deep + 1))
        if kind == 4:
            op = self.pick(("//", "%"))
            zero = self.may_raise(scope) and self.maybe(4)
            if zero:
                self.raises[-1] = True
            return "(%s %s (%s & 3%s))" % (
                self.number(scope, deep + 1),
                op,
                self.number(scope, deep + 1),
                "" if zero else " | 1",
            )
        if kind == 5:
            return "(%s if %s else %s)" % (
                self.number(scope, deep + 1),
                self.test(scope, deep + 1),
                self.number(scope, deep + 1),
            )
        if kind == 6 and scope.lists:
            name = self.pick(scope.lists)
            return self.pick(("len(%s)" % name, "sum(%s)" % name, "max(%s + [0])" % name, "(%s + [7])[0]" % name))
        if kind == 7 and scope.objects:
            return self.member(scope, deep)
        if kind == 8:
            return "(%s %s %s)" % (self.number(scope, deep + 1), self.pick(("or", "and")), self.number(scope, deep + 1))
        if kind == 9 and scope.texts:
            return "len(%s)" % self.pick(scope.texts)
        if kind == 10 and self.spend(scope, 2):
            name = self.fresh("x")
            inner = scope.block(times=scope.times * 2)
            inner.reads.append(name)
            return "sum([%s for %s in range(%d)%s])" % (
                self.number(inner, 3),
                name,
                1 + self.choose(2),
                " if " + self.test(inner, 3) if self.maybe() else "",
            )
        return self.call(scope, deep)

    def test(self, scope: Scope, deep: int = 0) -> str:
        kind = self.choose(6 if deep < 2 else 2)
        a = self.number(scope, deep + 1)
        if kind == 0:
            return "%s %s %s" % (a, self.pick(("<", ">", "==", "!=", "<=")), self.number(scope, deep + 1))
        if kind == 1:
            return "%s %% 2" % a
        if kind == 2:
            return "%s < %s <= %s" % (a, self.number(scope, deep + 1), self.number(scope, deep + 1))
        if kind == 3:
            return "(%s and %s)" % (self.test(scope, deep + 1), self.test(scope, deep + 1))
        if kind == 4:
            return "(not %s or %s)" % (a, self.test(scope, deep + 1))
        return "%s in (%s, %s)" % (a, self.number(scope, deep + 1), self.number(scope, deep + 1))

    def arguments(self, scope: Scope, function: Function, deep: int) -> str:
        out: list[str] = []
        for _ in range(function.arity):
            out.append(self.number(scope, deep + 1))
        if function.star and self.maybe():
            out.append("*[%s, %s]" % (self.number(scope, 3), self.number(scope, 3)))
        for name in function.optional:
            if self.maybe():
                out.append("%s=%s" % (name, self.number(scope, deep + 1)))
        return ", ".join(out)

    def call(self, scope: Scope, deep: int = 0) -> str:
        allowed = [f for f in scope.functions if self.may_raise(scope) or not f.raises]
        if not allowed:
            return str(self.choose(5))
        function = allowed[-1 - self.choose(len(allowed))]
        if not self.spend(scope, function.cost + 1):
            return "2"
        if function.raises:
            self.raises[-1] = True
        return "%s(%s)" % (function.name, self.arguments(scope, function, deep))

    def member(self, scope: Scope, deep: int) -> str:
        name, kind = scope.objects[self.choose(len(scope.objects))]
        which = self.choose(3)
        if which == 0:
            return self.pick((name + ".x", kind.name + ".made", "len(%s.items)" % name))
        if which == 1 and kind.has and self.may_raise(scope) and self.spend(scope, 6):
            self.raises[-1] = True
            dunder = self.pick(kind.has)
            a = self.number(scope, deep + 1)
            return {
                "__len__": "len(%s)" % name,
                "__getitem__": "%s[%s]" % (name, a),
                "__call__": "%s(%s)" % (name, a),
                "__add__": "(%s + %s)" % (name, a),
                "__eq__": "int(%s == %s)" % (name, a),
            }[dunder]
        methods = [m for m in kind.methods if self.may_raise(scope) or not m.raises]
        if not methods:
            return name + ".x"
        method = methods[self.choose(len(methods))]
        if not self.spend(scope, method.cost + 1):
            return name + ".x"
        if method.raises:
            self.raises[-1] = True
        return "%s.%s(%s)" % (name, method.name, self.arguments(scope, method, deep))
