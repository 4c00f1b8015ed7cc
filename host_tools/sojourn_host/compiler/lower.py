"""Lowering statements: from Python's statements to those that a process can be cut between.

Lives here: one method for each statement.  Expressions are lowered in expressions.py, loops in loops.py.
After this pass a call that may suspend stands alone as a `Susp`, and a statement keeps its native form when
no point is inside it.
"""

import ast

from .bounds import breaks, own_calls, own_headers, own_nodes
from .calls import Calls
from .definitions import DefinitionLowering
from .descents import find_descents
from .model import Class, ExitLine, Handler, Module, Poll, Program, Susp, TryP, YieldP, has_points, points_of
from .paths import Paths
from .scopes import Scopes


def lower_program(program: Program, scopes: Scopes, calls: Calls) -> None:
    """Fill in `Function.body` for every function and number the points of every module."""
    paths = Paths(calls)
    for module in program.modules:
        for function in module.functions:
            Lowering(program, module, function, scopes, calls, paths).run()
    find_descents(program, calls)
    for module in program.modules:
        module.points = [module.main]
        for function in module.functions:
            function.first_point = len(module.points)
            for point in points_of(function.body):
                point.point = len(module.points)
                module.points.append(function)
            function.last_point = len(module.points) - 1


class Lowering(DefinitionLowering):
    def run(self) -> None:
        node = self.function.node
        assert not isinstance(node, ast.Lambda)
        body = node.body
        if not self.function.is_main and isinstance(node, ast.FunctionDef):
            self.defaults_of_static()
        for name in sorted(self.function.boxed):
            initial: ast.expr = self.raw(name) if name in self.function.params else self.hidden_name("u")
            self.out.append(self.store_raw(name, ast.List([initial], ast.Load())))
        if self.function.is_main:
            docstring = ast.get_docstring(node, clean=False)
            if docstring is not None:
                self.assign(ast.Name("__doc__", ast.Store()), ast.Constant(docstring))
                self.module.globals.add("__doc__")
                body = body[1:]
        if self.function.generator:
            self.out.append(YieldP(None, None, getattr(node, "lineno", 1)))
            if not self.program.dense and not self.function.atomic and self.calls.lengths.branches(self.function):
                self.out.append(Poll(getattr(node, "lineno", 1)))
        self.out += self.block(body)
        if self.function.atomic and self.calls_suspending():
            guarded = ast.Try(self.out, [], [], [ast.Expr(self.hidden_call("a", ast.Constant(-1)))])
            self.out = [ast.Expr(self.hidden_call("a", ast.Constant(1))), guarded]
        self.function.body = self.out

    def calls_suspending(self) -> bool:
        for call in own_calls(self.function, self.scopes):
            if self.calls.suspends(call, self.function) or self.calls.guarded(call, self.function):
                return True
        return any(self.calls.runs_over(header, self.function) for header in own_headers(self.function))

    def defaults_of_static(self) -> None:
        for parameter, hidden in self.function.hidden_defaults:
            test = ast.Compare(self.raw(parameter), [ast.Is()], [self.hidden_name("u")])
            self.out.append(ast.If(test, [self.store_raw(parameter, ast.Name(hidden, ast.Load()))], []))

    # blocks ------------------------------------------------------------------------------------------

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        outer, self.out = self.out, []
        for statement in statements:
            self.statement(statement)
        result, self.out = self.out, outer
        return result

    def statement(self, node: ast.stmt) -> None:
        self.line = getattr(node, "lineno", self.line)
        self.temps = self.held
        unpolled = isinstance(node, (ast.Global, ast.Nonlocal)) or _builds(node)
        dense = self.program.dense and not self.module.ours and not self.spelled
        if dense and not self.function.atomic and not unpolled:
            self.out.append(Poll(self.line))
        method = getattr(self, f"lower_{type(node).__name__}", None)
        if method is None:
            raise NotImplementedError(type(node).__name__)
        start = len(self.out)
        method(node)
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete)):
            self.let_go(start)
        for made in self.out[start:]:
            if not hasattr(made, "lineno"):
                made.lineno = self.line

    def let_go(self, start: int) -> None:
        """After a statement: no temporary may hold a generator longer, if closing one does something."""
        if self.function.atomic or self.spelled or not self.program.tells:
            return
        used = {leaf.id for made in self.out[start:] for leaf in ast.walk(made) if isinstance(leaf, ast.Name)}
        first = len(self.program.prefix)
        temps = [name for name in used if self.is_temp(ast.Name(name)) and int(name[first:]) >= self.held]
        if temps:  # the interpreter runs what closes one: no place for a cut
            self.out.append(ast.Expr(self.hidden_call("a", ast.Constant(1))))
            self.out += [self.store_raw(name, ast.Constant(None)) for name in sorted(temps)]
            self.out.append(ast.Expr(self.hidden_call("a", ast.Constant(-1))))

    # simple statements -------------------------------------------------------------------------------

    def lower_Pass(self, node: ast.Pass) -> None:
        self.out.append(ast.Pass())

    def lower_Break(self, node: ast.Break) -> None:
        self.out.append(ast.Break())

    def lower_Continue(self, node: ast.Continue) -> None:
        self.out.append(ast.Continue())

    def lower_Global(self, node: ast.Global) -> None:
        return

    def lower_Nonlocal(self, node: ast.Nonlocal) -> None:
        return

    def lower_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            if isinstance(node.value.value, str) and not self.out and not self.function.is_main:
                self.out.append(ast.Expr(node.value))
            return
        if isinstance(node.value, ast.Yield):
            self.yield_statement(node.value, None)
            return
        if isinstance(node.value, ast.YieldFrom):
            self.delegated(node.value, used=False)
            return
        if (
            self.expanded(node.value)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            self.closed(node.value, used=False)
            return
        if self.suspending_call(node.value):
            assert isinstance(node.value, ast.Call)
            self.suspend(None, self.call_parts(node.value), node.value)
            return
        value = self.expression(node.value)
        if not self.is_temp(value):
            self.out.append(ast.Expr(value))

    def lower_Return(self, node: ast.Return) -> None:
        value = None if node.value is None else self.expression(node.value)
        if self.function.atomic or not self.function.is_main:
            self.out.append(ast.Return(value))

    def lower_Assign(self, node: ast.Assign) -> None:
        if len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and self.suspending_call(node.value) and self.direct(target.id):
                assert isinstance(node.value, ast.Call)
                self.suspend(target.id, self.call_parts(node.value), node.value)
                return
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Yield) and self.direct(target.id):
                self.yield_statement(node.value, target.id)
                return
            if isinstance(target, (ast.Tuple, ast.List)) and self.calls.runs_over(node.value, self.function):
                count = ast.Constant(-1 if any(isinstance(e, ast.Starred) for e in target.elts) else len(target.elts))
                value = self.hidden_method("taken", self.expression(node.value), count)
                self.assign(target, value)
                return
        sliced = any(isinstance(t, ast.Subscript) and isinstance(t.slice, ast.Slice) for t in node.targets)
        value = self.used_up(node.value) if sliced else self.expression(node.value)
        if any(self.contains(target) for target in node.targets):
            value = self.spill(value)
            for target in node.targets:
                self.assign(target, value)
        else:
            self.out.append(ast.Assign([self.target(target) for target in node.targets], value))

    def lower_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.lower_Assign(ast.Assign([node.target], node.value, lineno=node.lineno))

    def lower_AugAssign(self, node: ast.AugAssign) -> None:
        if not self.contains(node.value) and not self.contains(node.target):
            target = self.target(node.target)
            assert isinstance(target, (ast.Name, ast.Attribute, ast.Subscript))
            if isinstance(target, ast.Name) or not self.runs_into(node):
                self.out.append(ast.AugAssign(target, node.op, self.taken_in(node, target)))
                return
        if isinstance(node.target, ast.Name):
            if self.is_plain_local(node.target.id) and node.target.id not in self.walrus:
                target = ast.Name(node.target.id, ast.Store())
                self.out.append(ast.AugAssign(target, node.op, self.taken_in(node, target)))
                return
            current = self.spill(self.plain(ast.Name(node.target.id, ast.Load())), force=True)
            self.out.append(ast.AugAssign(self.as_store(current), node.op, self.taken_in(node, current)))
            self.assign(node.target, current)
            return
        if isinstance(node.target, ast.Attribute):
            base = self.spill(self.expression(node.target.value))
            place: ast.expr = ast.Attribute(base, node.target.attr, ast.Load())
            store: ast.expr = ast.Attribute(base, node.target.attr, ast.Store())
        else:
            base, index = self.ordered([node.target.value, node.target.slice])
            base, index = self.spill(base), self.spill(index)
            place = ast.Subscript(base, index, ast.Load())
            store = ast.Subscript(base, index, ast.Store())
        current = self.spill(place, force=True)
        self.out.append(ast.AugAssign(self.as_store(current), node.op, self.taken_in(node, current)))
        self.out.append(ast.Assign([store], current))

    def runs_into(self, node: ast.AugAssign) -> bool:
        """Whether what native code adds to something, a list perhaps, may be a generator."""
        return isinstance(node.op, (ast.Add, ast.BitOr)) and self.calls.runs_over(node.value, self.function)

    def taken_in(self, node: ast.AugAssign, target: ast.expr) -> ast.expr:
        """The lowered value of an augmented assignment: a generator that a list takes in is run to its end first."""
        lowered = self.expression(node.value)
        if not self.runs_into(node):
            return lowered
        assert isinstance(target, ast.Name)
        return self.hidden_method("added", lowered, ast.Name(target.id, ast.Load()))

    def used_up(self, value: ast.expr) -> ast.expr:
        """A lowered value that native code runs over: a generator is run to its end first, in one atomic step."""
        lowered = self.expression(value)
        return self.hidden_method("drained", lowered) if self.calls.runs_over(value, self.function) else lowered

    def lower_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name) and self.boxes(target.id):
                self.out.append(ast.Assign([self.target(target)], self.hidden_name("u")))
            elif isinstance(target, (ast.Tuple, ast.List)):
                self.lower_Delete(ast.Delete(target.elts))
            elif self.contains(target) and isinstance(target, ast.Attribute):
                self.out.append(ast.Delete([ast.Attribute(self.expression(target.value), target.attr, ast.Del())]))
            elif self.contains(target) and isinstance(target, ast.Subscript):
                base, index = self.ordered([target.value, target.slice])
                self.out.append(ast.Delete([ast.Subscript(base, index, ast.Del())]))
            else:
                self.out.append(ast.Delete([self.target(target)]))

    def lower_Raise(self, node: ast.Raise) -> None:
        if node.exc is None:
            self.out.append(ast.Raise(None, None))
            return
        raised = node.exc
        if isinstance(raised, ast.Name) and isinstance(self.calls.fact(self.module, raised.id), Class):
            if not self.calls.is_local(raised.id, self.function):
                raised = ast.copy_location(ast.Call(raised, [], []), raised)
        if node.cause is None:
            self.out.append(ast.Raise(self.expression(raised), None))
        else:
            value, cause = self.ordered([raised, node.cause])
            self.out.append(ast.Raise(value, cause))

    def lower_Assert(self, node: ast.Assert) -> None:
        if not self.contains(node):
            self.out.append(ast.Assert(self.plain(node.test), self.plain(node.msg) if node.msg else None))
            return
        test = self.expression(node.test)
        arguments = [node.msg] if node.msg is not None else []
        error = ast.Call(ast.Name("AssertionError", ast.Load()), arguments, [])
        failed = self.block([ast.copy_location(ast.Raise(ast.copy_location(error, node), None), node)])
        self.out.append(ast.If(ast.UnaryOp(ast.Not(), test), failed, []))

    def lower_If(self, node: ast.If) -> None:
        test = self.expression(node.test)
        line = self.line
        body = self.block(node.body)
        orelse = self.block(node.orelse)
        self.out.append(ast.If(test, body, orelse, lineno=line))

    # try and with ------------------------------------------------------------------------------------

    def lower_Try(self, node: ast.Try) -> None:
        line = self.line
        self.tries += 1
        body = self.block(node.body)
        handlers = [self.handler(handler) for handler in node.handlers]
        orelse = self.block(node.orelse)
        self.tries -= 1
        finalbody = self.block(node.finalbody)
        if node.finalbody and not finalbody:
            finalbody = [ast.Pass(lineno=line)]
        self.line = line
        if not any(has_points(part) for part in (body, orelse, finalbody, *(h.body for h in handlers))):
            native = [ast.ExceptHandler(h.type, h.name, h.body or [ast.Pass()], lineno=h.lineno) for h in handlers]
            self.out.append(ast.Try(body or [ast.Pass()], native, orelse, finalbody, lineno=line))
            return
        for handler, source in zip(handlers, node.handlers, strict=False):
            if has_points(handler.body):
                handler.caught = self.hidden("e")
                handler.name = None
                if source.name:
                    self.bind_caught(handler, source.name)
        kind = value = None
        if has_points(finalbody):
            kind, value = self.hidden("k"), self.hidden("w")
        self.out.append(TryP(body, handlers, orelse, finalbody, kind, value, line))

    def handler(self, node: ast.ExceptHandler) -> Handler:
        type_ = None if node.type is None else self.atomic_expression(node.type)
        body = self.block(node.body)
        name = node.name
        if name is not None and self.boxes(name) and not has_points(body):
            caught = self.hidden("e")
            body = [
                ast.Assign(
                    [self.target(ast.Name(name, ast.Store()))], ast.Name(caught, ast.Load()), lineno=node.lineno
                ),
                *body,
                ast.Assign([self.target(ast.Name(name, ast.Store()))], self.hidden_name("u"), lineno=node.lineno),
            ]
            name = caught
        return Handler(type_, None, name, body, node.lineno)

    def bind_caught(self, handler: Handler, name: str) -> None:
        """`except X as name` whose body is cut: bind by hand, since native code would unbind at the cut."""
        assert handler.caught is not None
        outer, self.out = self.out, []
        self.assign(ast.Name(name, ast.Store()), ast.Name(handler.caught, ast.Load()))
        before, self.out = self.out, []
        self.assign(ast.Name(name, ast.Store()), ast.Constant(None))
        self.lower_Delete(ast.Delete([ast.Name(name, ast.Del())]))
        after, self.out = self.out, outer
        for statement in [*before, *after]:
            statement.lineno = handler.lineno
        handler.body = [*before, *handler.body, *after]

    def lower_With(self, node: ast.With) -> None:
        if not self.with_suspends(node):
            items = [
                ast.withitem(
                    self.plain(item.context_expr), self.target(item.optional_vars) if item.optional_vars else None
                )
                for item in node.items
            ]
            line = self.line
            self.tries += 1
            body = self.block(node.body)
            self.tries -= 1
            if not has_points(body):
                self.out.append(ast.With(items, body, lineno=line))
                return
        item, rest = node.items[0], node.items[1:]
        body_source: list[ast.stmt] = node.body
        if rest:
            body_source = [ast.copy_location(ast.With(rest, node.body), node)]
        manager = self.hidden("m")
        entered = self.hidden("h")
        handled = self.hidden("h")
        caught = self.hidden("x")
        for name in (manager, entered, handled, caught):
            self.function.bound.add(name)
        line = self.line
        value = self.expression(item.context_expr)
        if self.may_lack(item.context_expr):
            value = self.hidden_method("managed", value)
        self.out.append(self.store_raw(manager, value))

        def name_of(name: str) -> ast.expr:
            return ast.Name(name, ast.Load())

        def exit_call(*arguments: ast.expr) -> ast.expr:
            return ast.Call(ast.Attribute(name_of(manager), "__exit__", ast.Load()), list(arguments), [])

        enter: ast.expr = ast.Call(ast.Attribute(name_of(manager), "__enter__", ast.Load()), [], [])
        bind: list[ast.stmt] = []
        first: list[ast.stmt] = [ast.Expr(enter)]
        if item.optional_vars is not None:
            first = [ast.Assign([ast.Name(entered, ast.Store())], enter)]
            bind = [ast.Assign([item.optional_vars], name_of(entered))]
        type_call = self.native(ast.Call(ast.Name("type", ast.Load()), [name_of(caught)], []))
        traceback = self.native(
            ast.Call(ast.Attribute(self.hidden_name("x"), "traceback", ast.Load()), [name_of(caught)], [])
        )
        refuse: ast.stmt = ast.If(
            ast.UnaryOp(ast.Not(), exit_call(type_call, name_of(caught), traceback)), [ast.Raise(None, None)], []
        )
        handler = ast.ExceptHandler(ast.Name("BaseException", ast.Load()), caught, [refuse])
        none = ast.Constant(None)
        final: ast.stmt = ast.Expr(exit_call(none, none, none))
        body_whole = [*bind, *body_source]
        if _leaves(node.body):
            handler.body.insert(0, ast.Assign([ast.Name(handled, ast.Store())], ast.Constant(1)))
            final = ast.If(ast.UnaryOp(ast.Not(), name_of(handled)), [final], [])
            guarded = ast.Try([ast.Try(body_whole, [handler], [], [])], [], [], [final])
            first.append(ast.Assign([ast.Name(handled, ast.Store())], ast.Constant(0)))
        else:  # it ends at its end or with an exception: nothing need be remembered
            guarded = ast.Try(body_whole, [handler], [final], [])
        whole = [*first, guarded]
        for statement in whole:
            for child in ast.walk(statement):
                if not hasattr(child, "lineno"):
                    child.lineno = line  # type: ignore[attr-defined]  # every node may carry one
        leave = ExitLine(line)
        # Not of other nodes: a parsed Load() is one object in all programs, which may carry any line.
        inside = [child for statement in node.body for child in ast.walk(statement)]
        leave.last = max(getattr(child, "lineno", 0) for child in inside if isinstance(child, (ast.stmt, ast.expr)))
        for statement in (refuse, final):
            for child in ast.walk(statement):
                child.lineno = leave  # type: ignore[attr-defined]  # every node may carry one
        for statement in whole:
            self.statement(statement)

    def may_lack(self, node: ast.expr) -> bool:
        """Whether what a `with` statement runs may lack `__exit__` or `__enter__`, to be told before it is entered."""
        made: object = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made = self.calls.fact(self.module, node.func.id)
        bare = isinstance(made, Class) and "__enter__" not in made.names | set(made.methods)
        return self.calls.halves or bare or isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set))

    def with_suspends(self, node: ast.With) -> bool:
        if self.function.atomic:
            return False
        for item in node.items:
            if self.contains(item.context_expr):
                return True
            for name in ("__enter__", "__exit__"):
                call = ast.Call(ast.Attribute(item.context_expr, name, ast.Load()), [], [])
                if self.calls.suspends(call, self.function):
                    return True
        return self.program.dense


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether statements may leave the block they are in by `return`, `break` or `continue`."""
    return breaks(body) or breaks(body, ast.Continue) or any(isinstance(node, ast.Return) for node in own_nodes(body))


__all__ = ["Lowering", "Module", "Susp", "lower_program"]


def _builds(node: ast.stmt) -> bool:
    """Whether this is `super().__init__(...)`: what derives from a builtin cannot be cut before it on MicroPython."""
    func = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    above = func.value if isinstance(func, ast.Attribute) and func.attr == "__init__" else None
    return isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id == "super"
