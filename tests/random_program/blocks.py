"""Statements that hold blocks: if, loops, try, with, nested functions; and the choice of the next statement.

Every loop is bounded where it stands, and what it repeats is charged as often as it repeats it.
"""

from collections.abc import Callable

from random_program.scope import Function, Scope
from random_program.simple import ERRORS, Simple

FUNCTION_LIMIT = 26  # steps in one call of a function
DEPTH = 3  # blocks in blocks


class Blocks(Simple):
    def body(self, scope: Scope) -> None:
        """An indented block of one to five statements."""
        self.indent += 1
        for n in range(5):
            if n and (self.choose(4) == 0 or self.spent[-1] + scope.times > self.limits[-1]):
                break
            if self.statement(scope):
                break
        self.indent -= 1

    def statement(self, scope: Scope) -> bool:
        if not self.spend(scope):
            self.put('print("%s"%s)' % (self.fresh("p"), ", " + scope.reads[-1] if scope.reads else ""))
            return True
        simple: list[Callable[[Scope], bool | None]] = [
            self.show, self.assign, self.augment, self.evaluate, self.unpack, self.build_list, self.change_list,
            self.build_text, self.make_object, self.leave, self.leave,
        ]  # fmt: skip
        compound: list[Callable[[Scope], bool | None]] = [
            self.branch, self.count_loop, self.while_loop, self.each_loop, self.attempt, self.guard, self.inner,
            self.attempt, self.count_loop,
        ]  # fmt: skip
        kinds = simple + (compound if scope.depth < DEPTH else [])
        return bool(kinds[self.choose(len(kinds))](scope))

    def branch(self, scope: Scope) -> None:
        self.put("if %s:" % self.test(scope))
        self.body(scope.block())
        if self.maybe(3):
            self.put("elif %s:" % self.test(scope))
            self.body(scope.block())
        if self.maybe():
            self.put("else:")
            self.body(scope.block())

    def otherwise(self, scope: Scope) -> None:
        if self.maybe(3):
            self.put("else:")
            self.body(scope.block())

    def count_loop(self, scope: Scope) -> None:
        name = self.fresh("i")
        count = 1 + self.choose(3)
        start, step = self.choose(4), (1, -1, 2, -3)[self.choose(4)]
        inner = scope.block(loop=True, times=scope.times * count)
        inner.reads.append(name)
        inner.cells.append(name)
        if self.maybe(4):
            inner.writes.append(name)
        if step == 1 and not start:
            self.put("for %s in range(%d):" % (name, count))
        elif self.maybe(3):
            self.put("for %s in range(%s & 1, %d, %d):" % (name, self.number(scope, 2), step * (count - 1), step))
        else:
            self.put("for %s in range(%d, %d, %d):" % (name, start, start + step * count, step))
        self.body(inner)
        self.otherwise(scope)

    def while_loop(self, scope: Scope) -> None:
        name = self.fresh("w")
        count = 1 + self.choose(3)
        self.put("%s = 0" % name)
        scope.reads.append(name)
        inner = scope.block(loop=True, times=scope.times * count)
        if self.maybe(3):
            self.put("while True:")
            self.put("    %s += 1" % name)
            self.put("    if %s > %d:" % (name, count))
            self.put("        break")
        else:
            self.put("while %s < %d%s:" % (name, count, " and " + self.test(inner) if self.maybe() else ""))
            self.put("    %s += 1" % name)
        self.body(inner)
        self.otherwise(scope)

    def each_loop(self, scope: Scope) -> None:
        a, b = self.fresh("e"), self.fresh("k")
        inner = scope.block(loop=True, times=scope.times * 3)
        inner.reads.append(a)
        items = "[%s, %s, %s]" % (self.number(scope), self.number(scope, 2), self.number(scope, 2))
        if scope.lists and self.maybe():
            items = self.pick(scope.lists) + "[:3]"
        kind = self.choose(8)
        if kind == 0:
            self.put("for %s in %s:" % (a, items))
        elif kind == 1:
            self.put("for %s, %s in enumerate(%s):" % (a, b, items))
        elif kind == 2:
            self.put("for %s, %s in zip(%s, (4, 5)):" % (a, b, items))
        elif kind == 3:
            self.put("for %s in reversed(%s):" % (a, items))
        elif kind == 4:
            self.put(
                "for %s, %s in sorted({%s & 3: 8, 5: %s}.items()):"
                % (a, b, self.number(scope, 2), self.number(scope, 2))
            )
        elif kind == 5:
            self.put(
                "for %s, (%s, _) in [(%s, (2, 0)), (1, (%s, 0))]:" % (a, b, self.number(scope), self.number(scope, 2))
            )
        elif kind == 6:
            self.put("for %s in Down(%s & 3):" % (a, self.number(scope, 2)))
        else:
            self.put("for %s in {%s & 15, 3}:" % (a, "3") if self.maybe() else "for %s in b'ab':" % a)
        if kind in (1, 2, 4, 5):
            inner.reads.append(b)
        self.body(inner)
        self.otherwise(scope)

    def attempt(self, scope: Scope) -> None:
        final = self.maybe()
        catches = not final or not self.maybe(3)
        raised = self.raises[-1]
        self.put("try:")
        self.body(scope.block(guarded=catches or self.may_raise(scope)))
        if catches:
            everything = not self.may_raise(scope) or self.maybe(3)
            if self.maybe():
                name = self.fresh("e")
                self.put("except %s as %s:" % (self.pick(ERRORS), name))
                self.put('    print("caught", type(%s).__name__, %s.args[0] if %s.args else None)' % (name, name, name)
                         if not self.maybe(3) else "    print(isinstance(%s, Err))" % name)  # fmt: skip
                self.body(scope.block(handler=True))
            if everything or not self.maybe():
                self.put("except Exception as x%d:" % self.names)
                self.put('    print("error", type(x%d).__name__)' % self.names)
                self.raises[-1] = raised
            else:
                self.put("except (LookupError, ArithmeticError):")
            self.body(scope.block(handler=True))
            if self.maybe(3):
                self.put("else:")
                self.body(scope.block())
        if final:
            self.put("finally:")
            self.body(scope.block(handler=False))

    def guard(self, scope: Scope) -> None:
        kinds = self.pick(("", ", Err", ", (ValueError, LookupError)", ", Exception"))
        sure = kinds == ", Exception"
        raised = self.raises[-1]
        self.put('with Guard("%s"%s) as %s:' % (self.fresh("g"), kinds, self.fresh("t")))
        inner = scope.block(guarded=sure or self.may_raise(scope))
        inner.texts.append("t%d" % self.names)
        self.body(inner)
        if sure:
            self.raises[-1] = raised

    def inner(self, scope: Scope) -> None:
        """A nested function or a lambda that captures what is around it."""
        if scope.nesting > 1:
            return self.assign(scope)
        if self.maybe(3):
            name, a = self.fresh("h"), self.fresh("a")
            seen = scope.block(times=1, function=False, guarded=False, loop=False)
            seen.reads.append(a)
            self.spent.append(0)
            self.limits.append(8)
            self.raises.append(False)
            text = self.number(seen)
            cost = self.spent.pop()
            self.limits.pop()
            raises = self.raises.pop()
            self.put("%s = lambda %s: %s" % (name, a, text))
            scope.functions.append(Function(name, 1, cost + 1, raises))
            return None
        cells = [c for c in scope.cells if c in scope.writes] if scope.function else []
        self.function(scope, [c for c in cells if self.maybe()][:2])
        return None

    def function(self, scope: Scope, cells: list[str], globals_: "list[str] | None" = None, this: str = "") -> Function:
        """A function of integers: plain, with a default, with *args, or recursive with a counter."""
        name = self.fresh("m" if this else "f")
        arity = 1 + self.choose(2)
        recursive = not this and self.maybe(4)
        parameters = [self.fresh("a") for _ in range(arity)]
        optional = (self.fresh("d"),) if self.maybe(3) else ()
        star = not recursive and self.maybe(6)
        head = list(parameters) + (["*args"] if star else [])
        for o in optional:
            head.append("%s=%s" % (o, self.number(scope, 3) if not this else str(self.choose(9))))
        if recursive:
            head.insert(0, "n")
        self.put("def %s(%s):" % (name, ", ".join((["self"] if this else []) + head)))
        inner = scope.block(times=1, depth=1 if not scope.function else 2, nesting=scope.nesting + 1)
        inner.loop = inner.handler = inner.guarded = False
        inner.function = True
        inner.reads += ["len(%s)" % text for text in inner.texts]
        inner.texts = []
        inner.foreign = list(inner.lists)
        inner.reads += parameters + list(optional)
        inner.writes = parameters + list(optional) + cells + (globals_ or [])
        inner.cells = parameters + list(optional) + cells
        if recursive:
            inner.reads.append("n")
        if this:
            inner.reads += ["self.x", "self.made"]
            inner.writes.append("self.x")
            inner.lists.append("self.items")
        if star:
            inner.reads.append("len(args)")
        if cells:
            self.put("    nonlocal " + ", ".join(cells))
        if globals_:
            self.put("    global " + ", ".join(globals_))
        self.spent.append(0)
        self.limits.append(FUNCTION_LIMIT // (2 if recursive or scope.function else 1))
        self.raises.append(False)
        if recursive:
            self.put("    if n <= 0:")
            self.put("        return %s" % self.number(inner, 2))
        self.body(inner)
        if recursive:
            again = "%s(n - 1, %s)" % (name, ", ".join([self.number(inner, 2) for _ in range(arity)]))
            self.put("    return (%s + %s) & 0xFFFF" % (again, self.number(inner, 2)))
        else:
            self.put("    return %s" % self.number(inner, 1))
        cost = self.spent.pop() + 1
        self.limits.pop()
        raises = self.raises.pop()
        if recursive:
            outer = self.fresh("f")
            self.put("def %s(%s):" % (outer, ", ".join(parameters)))
            self.put("    return %s(%d, %s)" % (name, 1 + self.choose(3), ", ".join(parameters)))
            name, cost, optional = outer, cost * 4 + 1, ()
        made = Function(name, arity, cost, raises, optional, star)
        if not this:
            scope.functions.append(made)
        return made
