"""Which variables a point must save: live variables, and those that may have no value yet.

Both analyses walk the lowered statements; they change nothing but `live` of each point and, of each function,
`slots` (the parameters of its resume body), `unset` (locals that start as a sentinel, since a point would save
them before they have a value) and the mark on loads that may find that sentinel.
"""

import ast

from .model import POINTS, Function, IterFor, Poll, Program, RangeFor, Susp, TryP, Wait, YieldP, points_of
from .places import places

Names = set[str]


def analyse_program(program: Program) -> None:
    for function in program.functions:
        if not points_of(function.body):
            continue
        variables = Variables(program, function)
        live = _Live(function, variables)
        live.run()
        _Assigned(function, variables).run()
        saved: Names = set()
        for point in points_of(function.body):
            saved.update(point.live)
        order = [*function.params, *function.free]
        if function.self_name:
            order.append(function.name)
        function.slots = [name for name in order if name in saved]
        function.slots += sorted(saved - set(function.slots))
        function.places = places(function, live.bound, program.prefix)


class Variables:
    """Which names are variables of a function's own frame."""

    def __init__(self, program: Program, function: Function) -> None:
        self.prefix = program.prefix
        self.own: Names = set()
        if not function.is_main:
            self.own = (function.bound | set(function.free)) - function.globals
            if function.self_name:
                self.own.add(function.name)

    def __contains__(self, name: str) -> bool:
        if name in self.own:
            return True
        rest = name[len(self.prefix) :]
        return name.startswith(self.prefix) and (rest.isdigit() or rest.endswith("_"))

    def loads(self, *nodes: ast.AST | None) -> Names:
        names: Names = set()
        for node in nodes:
            if node is not None:
                for leaf in ast.walk(node):
                    if isinstance(leaf, ast.Name) and leaf.id in self and isinstance(leaf.ctx, ast.Load):
                        names.add(leaf.id)
        return names

    def stores(self, node: ast.AST) -> Names:
        names: Names = set()
        pending: list[ast.AST] = [node]
        while pending:
            leaf = pending.pop()
            if isinstance(leaf, ast.Name):
                if not isinstance(leaf.ctx, ast.Load) and leaf.id in self:
                    names.add(leaf.id)
            elif isinstance(leaf, ast.ClassDef):
                if leaf.name in self:
                    names.add(leaf.name)
            elif isinstance(leaf, ast.alias):
                name = leaf.asname or leaf.name.split(".")[0]
                if name in self:
                    names.add(name)
            elif isinstance(leaf, ast.comprehension):
                pending += [leaf.iter, *leaf.ifs]
            else:
                pending += list(ast.iter_child_nodes(leaf))
        return names


class _Context:
    def __init__(self, leave: Names, again: Names, error: Names, result: Names, forced: Names) -> None:
        self.leave = leave  # live after a break
        self.again = again  # live after a continue
        self.error = error  # live when an exception is raised here
        self.result = result  # live when the function returns here
        self.forced = forced  # needed to find the way back to a point

    def but(
        self,
        leave: Names | None = None,
        again: Names | None = None,
        error: Names | None = None,
        result: Names | None = None,
        forced: Names | None = None,
    ) -> "_Context":
        return _Context(
            self.leave if leave is None else leave,
            self.again if again is None else again,
            self.error if error is None else error,
            self.result if result is None else result,
            self.forced if forced is None else forced,
        )


class _Live:
    def __init__(self, function: Function, variables: Variables) -> None:
        self.function = function
        self.variables = variables
        self.bound: dict[str, Names] = {}  # for each name what is alive where it is bound

    def run(self) -> None:
        empty: Names = set()
        self.block(self.function.body, empty, _Context(empty, empty, empty, empty, empty))

    def block(self, statements: list[ast.stmt], after: Names, context: _Context) -> Names:
        for statement in reversed(statements):
            after = self.statement(statement, after, context)
        return after

    def statement(self, node: ast.stmt, after: Names, context: _Context) -> Names:
        variables = self.variables
        if isinstance(node, Susp):
            live = (after - {node.target}) | context.error | context.forced
            node.live = sorted(live)
            if node.target:
                self.bind({node.target}, live)
            return variables.loads(node.call) | live
        if isinstance(node, YieldP):
            node.live = sorted((after - {node.target}) | context.error | context.forced)
            return variables.loads(node.value) | set(node.live)
        if isinstance(node, Wait):
            node.live = sorted((after - {node.target}) | context.error | context.forced)
            return set(node.live) | {node.target}
        if isinstance(node, Poll):
            node.live = sorted(after | context.error | context.forced)
            return set(node.live)
        if isinstance(node, ast.If):
            body = self.block(node.body, after, context)
            used = body | self.block(node.orelse, after, context) | variables.loads(node.test)
            return (used - self.tested(node.test)) | context.error
        if isinstance(node, ast.While):
            return self.loop(node.body, node.orelse, after, context, variables.loads(node.test), set())
        if isinstance(node, RangeFor):
            needed = {node.var} | variables.loads(node.stop, node.step)
            result = self.loop(node.body, node.orelse, after, context, set(), needed, {node.var})
            return result | variables.loads(node.start, node.stop, node.step)
        if isinstance(node, IterFor):
            needed = {name for pair in node.pairs for name in pair if name in variables}
            if node.counter:
                needed.add(node.counter)
            result = self.loop(
                node.body, node.orelse, after, context, set(), needed, variables.stores(node.target), node.target
            )
            if node.counter:
                result -= {node.counter}
            return result | variables.loads(node.header) | {n for p in node.pairs for n in p if n in variables}
        if isinstance(node, ast.For):
            result = self.loop(
                node.body, node.orelse, after, context, set(), set(), variables.stores(node.target), node.target
            )
            return result | variables.loads(node.iter)
        if isinstance(node, (TryP, ast.Try)):
            return self.attempt(node, after, context)
        if isinstance(node, ast.With):
            body = self.block(node.body, after, context)
            for item in node.items:
                body |= variables.loads(item.context_expr, item.optional_vars)
            return body | context.error
        if isinstance(node, ast.Break):
            return context.leave | context.error
        if isinstance(node, ast.Continue):
            return context.again | context.error
        if isinstance(node, ast.Return):
            return variables.loads(node.value) | context.result | context.error
        if isinstance(node, ast.Raise):
            return variables.loads(node.exc, node.cause) | context.error
        loads = variables.loads(node)
        if isinstance(node, ast.AugAssign):
            loads |= variables.stores(node)
        if isinstance(node, ast.Delete):
            loads |= {target.id for target in node.targets if isinstance(target, ast.Name) and target.id in variables}
        stores = set() if isinstance(node, ast.ClassDef) else variables.stores(node)
        self.bind(stores, after | context.error | context.forced)
        return (after - stores) | loads | context.error

    def bind(self, names: Names, alive: Names) -> None:
        for name in names:
            self.bound.setdefault(name, set()).update((alive | names) - {name})

    def tested(self, test: ast.expr) -> Names:
        """The temporaries of a pattern: its test fills each one before anything reads it."""
        names = {leaf.target.id for leaf in ast.walk(test) if isinstance(leaf, ast.NamedExpr)}
        return {name for name in names if name.startswith(self.variables.prefix) and name.endswith("_")}

    def loop(
        self,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        after: Names,
        context: _Context,
        test: Names,
        needed: Names,
        defined: Names | None = None,
        target: ast.expr | None = None,
    ) -> Names:
        ended = self.block(orelse, after, context)
        head = ended | test
        inner_forced = context.forced | needed
        if target is not None:
            head |= self.variables.loads(target)
        while True:
            inner = context.but(leave=after, again=head | needed, forced=inner_forced)
            start = self.block(body, head | needed, inner)
            new = head | (start - (defined or set()) - (needed - test)) | test
            if new == head:
                return head | context.error
            head = new

    def attempt(self, node: "TryP | ast.Try", after: Names, context: _Context) -> Names:
        inner = context
        if node.finalbody:
            forced = context.forced
            if isinstance(node, TryP) and node.kind and node.value:
                forced = forced | {node.kind, node.value}
            anywhere = after | context.error | context.leave | context.again | context.result
            final = self.block(node.finalbody, anywhere, context.but(forced=forced))
            extra = set(final)
            if isinstance(node, TryP) and node.kind and node.value:
                extra -= {node.kind, node.value}
            after = after | extra
            inner = context.but(
                leave=context.leave | extra,
                again=context.again | extra,
                error=context.error | extra,
                result=context.result | extra,
            )
        caught: Names = set()
        for handler in node.handlers:
            forced = inner.forced
            names: Names = set()
            if isinstance(handler, ast.ExceptHandler):
                type_, name = handler.type, handler.name
            else:
                type_, name = handler.type, handler.name
                if handler.caught:
                    forced = forced | {handler.caught}
                    names.add(handler.caught)
            if name:
                names.add(name)
            entry = self.block(handler.body, after, inner.but(forced=forced))
            caught |= (entry - names) | self.variables.loads(type_)
        ended = self.block(node.orelse, after, inner)
        return self.block(node.body, ended, inner.but(error=inner.error | caught)) | context.error


def skipped(node: ast.AST) -> Names:
    """The names that `:=` binds in parts of an expression that may not be evaluated."""
    sure: list[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.BoolOp):
        sure = [node.values[0]]
    elif isinstance(node, ast.IfExp):
        sure = [node.test]
    elif isinstance(node, ast.Compare):
        sure = [node.left, node.comparators[0]]
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        sure = [node.generators[0].iter]
    names: Names = set()
    for child in ast.iter_child_nodes(node):
        if any(child is part for part in sure):
            names |= skipped(child)
        else:
            names.update(leaf.target.id for leaf in ast.walk(child) if isinstance(leaf, ast.NamedExpr))
    return names


class _Assigned:
    """Definite assignment, forward.  None stands for a place that is never reached."""

    def __init__(self, function: Function, variables: Variables) -> None:
        self.function = function
        self.variables = variables
        self.breaks: list[list[Names]] = []
        self.deleted: Names = set()
        self.doubtful: list[ast.AST] = []
        for statement in function.body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
                    self.deleted.add(node.id)
                elif isinstance(node, ast.ExceptHandler) and node.name:
                    self.deleted.add(node.name)
        self._handler_names(function.body)

    def _handler_names(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            for field in ("body", "orelse", "finalbody"):
                if not isinstance(statement, ast.ClassDef):
                    self._handler_names(getattr(statement, field, []))
            for handler in getattr(statement, "handlers", []):
                if handler.name:
                    self.deleted.add(handler.name)
                self._handler_names(handler.body)
                for inner in handler.body:
                    for node in ast.walk(inner):
                        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
                            self.deleted.add(node.id)

    def run(self) -> None:
        function = self.function
        start = set(function.params) | set(function.free)
        if function.self_name:
            start.add(function.name)
        self.block(function.body, start)
        self.function.unset &= {name for name in self.function.unset if name in self.variables}
        for node in self.doubtful:
            node.sj_check = True  # type: ignore[attr-defined]  # our own mark, read when printing

    def block(self, statements: list[ast.stmt], known: Names | None) -> Names | None:
        for statement in statements:
            if known is None:
                # not reached: whatever is there needs no checks, but points still need their sentinels
                known = set(self.variables.own)
            known = self.statement(statement, known)
        return known

    def read(self, known: Names, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is None:
                continue
            for leaf in ast.walk(node):
                boxed = getattr(leaf, "sj_boxed", None)
                if boxed is not None and isinstance(leaf, ast.Subscript) and isinstance(leaf.ctx, ast.Load):
                    if boxed in self.function.boxed and f"[{boxed}]" not in known and boxed not in self.function.params:
                        self.doubtful.append(leaf)
                elif isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Load):
                    if leaf.id in self.variables and leaf.id not in known and leaf.id not in self.function.boxed:
                        self.doubtful.append(leaf)

    def bind(self, known: Names, node: ast.AST) -> Names:
        names = self.variables.stores(node) - skipped(node)
        for leaf in ast.walk(node):
            boxed = getattr(leaf, "sj_boxed", None)
            if boxed is not None and isinstance(leaf, ast.Subscript) and isinstance(leaf.ctx, ast.Store):
                names.add(f"[{boxed}]")
        return known | names

    def when_true(self, test: ast.expr) -> Names:
        """What a test has certainly bound when it is true: all that its `and` looks at."""
        parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else []
        names: Names = set()
        for part in parts:
            names |= (self.variables.stores(part) - skipped(part)) | self.when_true(part)
        return names

    def merge(self, first: Names | None, second: Names | None) -> Names | None:
        if first is None:
            return second
        return first if second is None else first & second

    def statement(self, node: ast.stmt, known: Names) -> Names | None:
        if isinstance(node, POINTS):
            if isinstance(node, Susp):
                self.read(known, node.call)
            if isinstance(node, YieldP):
                self.read(known, node.value)
            self.function.unset |= set(node.live) - known - set(self.function.boxed)
            if not isinstance(node, Poll) and node.target:
                known = known | {node.target}
            return known
        if isinstance(node, ast.If):
            self.read(known, node.test)
            known = self.bind(known, node.test)
            inside = known | self.when_true(node.test)
            return self.merge(self.block(node.body, inside), self.block(node.orelse, set(known)))
        if isinstance(node, (ast.While, ast.For, RangeFor, IterFor)):
            return self.loop(node, known)
        if isinstance(node, (TryP, ast.Try)):
            return self.attempt(node, known)
        if isinstance(node, ast.With):
            for item in node.items:
                self.read(known, item.context_expr)
                if item.optional_vars is not None:
                    known = self.bind(known, item.optional_vars)
            self.block(node.body, set(known))
            return known - self.deleted
        if isinstance(node, (ast.Break, ast.Continue)):
            if self.breaks and isinstance(node, ast.Break):
                self.breaks[-1].append(known)
            return None
        if isinstance(node, (ast.Return, ast.Raise)):
            self.read(known, node)
            return None
        if isinstance(node, ast.Delete):
            gone: Names = set()
            for target in node.targets:
                if isinstance(target, ast.Name):
                    gone.add(target.id)
                else:
                    self.read(known, target)
            return known - gone
        self.read(known, node)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            if node.target.id in self.variables and node.target.id not in known:
                self.doubtful.append(node)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id.endswith("u"):
            target = node.targets[0]
            boxed = getattr(target, "sj_boxed", None)
            if boxed is not None and node.value.id == f"{self.variables.prefix}u":
                return known - {f"[{boxed}]"}
        return self.bind(known, node)

    def loop(self, node: "ast.While | ast.For | RangeFor | IterFor", known: Names) -> Names | None:
        endless = False
        if isinstance(node, ast.While):
            self.read(known, node.test)
            known = self.bind(known, node.test)
            endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        elif isinstance(node, RangeFor):
            self.read(known, node.start, node.stop, node.step)
        elif isinstance(node, IterFor):
            self.read(known, node.header)
        else:
            self.read(known, node.iter)
        known = known - self.deleted
        inside = set(known)
        if isinstance(node, ast.While):
            inside |= self.when_true(node.test) - self.deleted
        if isinstance(node, RangeFor):
            inside.add(node.var)
        elif isinstance(node, (IterFor, ast.For)):
            inside = self.bind(inside, node.target)
        self.breaks.append([])
        self.block(node.body, inside)
        breaks = self.breaks.pop()
        ended = None if endless else self.block(node.orelse, set(known))
        for left in breaks:
            ended = self.merge(ended, left)
        return None if ended is None else ended - (self.deleted - known)

    def attempt(self, node: "TryP | ast.Try", known: Names) -> Names | None:
        if isinstance(node, TryP) and node.kind and node.value:
            known = known | {node.kind, node.value}
        before = known - self.deleted
        body = self.block(node.body, set(known))
        result = None if body is None else self.block(node.orelse, body)
        if body is None and node.orelse:
            self.block(node.orelse, set(self.variables.own))
        for handler in node.handlers:
            entry = set(before)
            if handler.type is not None:
                self.read(entry, handler.type)
            if handler.name:
                entry.add(handler.name)
            if not isinstance(handler, ast.ExceptHandler) and handler.caught:
                entry.add(handler.caught)
            end = self.block(handler.body, entry)
            if end is not None:
                if handler.name:
                    end = end - {handler.name}
                result = self.merge(result, end)
        if node.finalbody:
            final = self.block(node.finalbody, set(before))
            if final is None:
                return None
            if result is not None:
                result = result | final
        return result
