"""Lowering loops: where a loop's position is kept, and where it looks at the flag.

A `for` over `range` is lowered in ranges.py.
A `for` over anything else holds its source and its iterator in two locals; the position is worked out at a
capture.  A loop without points inside that runs a small known number of times stays as written.
"""

import ast

from .bounds import BOUND, WORKING, bounded
from .generators import LAZY
from .model import IterFor, Poll, RangeFor, Susp, TryP, Wait, has_points
from .ranges import RangeLowering


class LoopLowering(RangeLowering):
    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        raise NotImplementedError

    def loop_body(self, node: ast.For | ast.While) -> list[ast.stmt]:
        tries, self.tries = self.tries, self.tries
        body = self.block(node.body)
        self.tries = tries
        return body

    def lower_While(self, node: ast.While) -> None:
        line = self.line
        if not self.contains(node.test):
            test = self.plain(node.test)
            body = self.loop_body(node)
            self.poll(body, line)
            self.out.append(ast.While(test, body, self.block(node.orelse), lineno=line))
            return
        ended = self.hidden("h") if node.orelse else None
        if ended:
            self.out.append(self.store_raw(ended, ast.Constant(0)))
        outer, self.out = self.out, []
        self.temps = self.held
        value = self.expression(node.test)
        leave: list[ast.stmt] = [ast.Break(lineno=line)]
        if ended:
            leave.insert(0, self.store_raw(ended, ast.Constant(1)))
        self.out.append(ast.If(ast.UnaryOp(ast.Not(), value), leave, [], lineno=line))
        body, self.out = self.out, outer
        body += self.loop_body(node)
        self.poll(body, line)
        self.out.append(ast.While(ast.Constant(True), body, [], lineno=line))
        if ended:
            orelse = self.block(node.orelse)
            self.out.append(ast.If(ast.Name(ended, ast.Load()), orelse, [], lineno=line))

    def poll(self, body: list[ast.stmt], line: int) -> None:
        """A loop that might not reach a point looks at the flag in each iteration.

        It does so last: one that is left in the middle then never looks, and less is alive there.
        """
        if self.function.atomic or _always(body):
            return
        if _leaves(body):
            body.insert(0, Poll(line))
        elif not body or not isinstance(body[-1], (ast.Break, ast.Return, ast.Raise)):
            body.append(Poll(line))

    def lower_For(self, node: ast.For) -> None:
        line = self.line
        header = node.iter
        if isinstance(header, ast.Call) and self.enumerates(header):
            self.lower_For(self.numbered(node, header))
            return
        over = self.runs_over(node)
        stored = _stored(node.body) | _stored_in_target(node.target)
        body = self.loop_body(node)
        self.line = line
        orelse = self.block(node.orelse)
        self.line = line
        works = self.calls.lengths.works(node.body, self.function)
        count = bounded(node)
        small = count is not None and count <= (WORKING if works else BOUND)
        finite = not works and self.calls.lengths.finite(node, self.function)
        if self.function.atomic or ((small or finite) and not over and not has_points(body)):
            self.native_for(node, body, orelse)
            return
        if self.is_range(header):
            assert isinstance(header, ast.Call)
            width = 0 if small or _always(body) else WORKING if works else BOUND
            self.range_for(node, header, body, orelse, width, _stored(node.body))
        else:
            if not small and not finite:
                self.poll(body, line)
            if over or has_points(body):
                self.iter_for(node, body, orelse, stored)
            else:
                self.native_for(node, body, orelse)  # it leaves its body before the end of the first iteration

    def runs_over(self, node: ast.For) -> bool:
        """Whether a loop may run over a generator that can be cut."""
        if hasattr(node, "sj_plain_loop") or self.function.atomic:
            return False
        return hasattr(node, "sj_over") or self.calls.runs_over(node.iter, self.function)

    def enumerates(self, header: ast.Call) -> bool:
        """Whether a loop's header numbers what a generator gives."""
        if self.function.atomic or not isinstance(header.func, ast.Name) or header.func.id != "enumerate":
            return False
        if not self.plain_enumerate(header) or any(isinstance(argument, ast.Starred) for argument in header.args):
            return False
        return self.calls.runs_over(header.args[0], self.function)

    def numbered(self, node: ast.For, header: ast.Call) -> ast.For:
        """`for i, x in enumerate(g)` with a counter of our own, so that the loop runs over the generator itself."""
        counter, item, source = self.hidden("n"), self.hidden("v"), self.hidden("s")
        for name in (counter, item, source):
            self.function.bound.add(name)
        values = self.ordered(header.args)
        self.move(source, values[0])
        start = values[1] if len(values) > 1 else ast.Constant(0)
        self.out.append(self.store_raw(counter, ast.BinOp(start, ast.Sub(), ast.Constant(1))))
        number = ast.AugAssign(ast.Name(counter, ast.Store()), ast.Add(), ast.Constant(1))
        pair = ast.Tuple([ast.Name(counter, ast.Load()), ast.Name(item, ast.Load())], ast.Load())
        target = node.target
        bind: list[ast.stmt] = [ast.Assign([target], pair)]
        if isinstance(target, ast.Tuple) and len(target.elts) == 2 and not isinstance(target.elts[0], ast.Starred):
            bind = [ast.Assign([inner], value) for inner, value in zip(target.elts, pair.elts, strict=True)]
        loop = ast.For(
            ast.Name(item, ast.Store()), ast.Name(source, ast.Load()), [number, *bind, *node.body], node.orelse
        )
        for child in ast.walk(loop):
            if not hasattr(child, "lineno"):
                child.lineno = node.lineno  # type: ignore[attr-defined]  # every node may carry one
        loop.sj_over = True  # type: ignore[attr-defined]  # our own mark: over what may be a generator
        return loop

    def native_for(self, node: ast.For, body: list[ast.stmt], orelse: list[ast.stmt]) -> None:
        line = self.line
        if isinstance(node.iter, ast.Call):
            node.iter.sj_consumed = True  # type: ignore[attr-defined]  # our own mark
        header = self.expression(node.iter)
        self.out.append(ast.For(self.target(node.target), header, body or [ast.Pass()], orelse, lineno=line))

    # everything else ---------------------------------------------------------------------------------

    def iter_for(self, node: ast.For, body: list[ast.stmt], orelse: list[ast.stmt], stored: set[str]) -> None:
        line = self.line
        header = node.iter
        pairs: list[tuple[str, str]] = []
        counter: str | None = None
        target = node.target
        made: ast.expr
        name = header.func.id if isinstance(header, ast.Call) and isinstance(header.func, ast.Name) else ""
        simple = isinstance(header, ast.Call) and not any(isinstance(a, ast.Starred) for a in header.args)
        if isinstance(header, ast.Call) and name == "enumerate" and simple and self.plain_enumerate(header):
            sources = self.ordered_sources([header.args[0]], stored, pairs, header.args[1:2])
            start = sources.pop() if len(header.args) > 1 else ast.Constant(0)
            counter = self.hidden("n")
            arguments: list[ast.expr] = [ast.Name(pairs[0][1], ast.Load())]
            if not (isinstance(start, ast.Constant) and start.value == 0):
                arguments.append(start)
            made = ast.Call(ast.Name("enumerate", ast.Load()), arguments, [])
            target, body = self.counted(target, counter, body)
        elif (
            isinstance(header, ast.Call)
            and name == "zip"
            and simple
            and self.plain_zip(header)
            and not self.runs_over(node)
        ):
            self.ordered_sources(header.args, stored, pairs, [])
            made = ast.Call(ast.Name("zip", ast.Load()), [ast.Name(it, ast.Load()) for _, it in pairs], [])
            target = self.target(target)
        elif hasattr(node, "sj_shared"):
            assert isinstance(header, ast.Name)
            assert isinstance(target, ast.Name)
            iterator = self.once("t")
            self.out.append(self.store_raw(iterator, self.iterator_of("iter", header)))
            pairs.append((header.id, iterator))
            made = ast.Name(iterator, ast.Load())
            if not hasattr(node, "sj_plain_loop"):
                body = [Wait(target.id, iterator, line), *body]
        else:
            self.ordered_sources([header], stored, pairs, [])
            made = ast.Name(pairs[0][1], ast.Load())
            if self.contains(target):
                item = self.hidden("v")
                outer, self.out = self.out, []
                self.assign(target, ast.Name(item, ast.Load()))
                body = [*self.out, *body]
                self.out = outer
                target = ast.Name(item, ast.Store())
            else:
                target = self.target(target)
            if self.runs_over(node) and name not in LAZY:
                target, body = self.waiting(target, pairs[0][1], body)
        loop = IterFor(target, made, pairs, counter, body, orelse, line)
        loop.keeps = hasattr(node, "sj_shared")
        self.out.append(loop)

    def waiting(self, target: ast.expr, iterator: str, body: list[ast.stmt]) -> tuple[ast.expr, list[ast.stmt]]:
        """What a loop over a generator begins with: its value counts only if the generator was not cut."""
        item = self.hidden("v")
        self.function.bound.add(item)
        bind = ast.Assign([target], ast.Name(item, ast.Load()), lineno=self.line)
        return ast.Name(item, ast.Store()), [Wait(item, iterator, self.line), bind, *body]

    def move(self, name: str, value: ast.expr) -> None:
        """Store a value of which a temporary shall not hold a generator past the end of the loop over it."""
        self.out.append(self.store_raw(name, value))
        if self.is_temp(value):
            assert isinstance(value, ast.Name)
            self.out.append(self.store_raw(value.id, ast.Constant(None)))

    def plain_enumerate(self, header: ast.Call) -> bool:
        return not self.shadowed("enumerate") and 1 <= len(header.args) <= 2 and not header.keywords

    def plain_zip(self, header: ast.Call) -> bool:
        return not self.shadowed("zip") and 1 <= len(header.args) <= 4 and not header.keywords

    def counted(self, target: ast.expr, counter: str, body: list[ast.stmt]) -> tuple[ast.expr, list[ast.stmt]]:
        """The target of an enumerate, whose number goes through a counter of our own."""
        number = ast.Name(counter, ast.Store())
        outer, self.out = self.out, []
        if isinstance(target, ast.Tuple) and len(target.elts) == 2 and not isinstance(target.elts[0], ast.Starred):
            self.assign(target.elts[0], ast.Name(counter, ast.Load()))
            second = target.elts[1]
            if self.contains(second):
                item = self.hidden("v")
                self.assign(second, ast.Name(item, ast.Load()))
                second = ast.Name(item, ast.Store())
            else:
                second = self.target(second)
        else:
            item = self.hidden("v")
            pair = ast.Tuple([ast.Name(counter, ast.Load()), ast.Name(item, ast.Load())], ast.Load())
            self.assign(target, pair)
            second = ast.Name(item, ast.Store())
        bind, self.out = self.out, outer
        return ast.Tuple([number, second], ast.Store()), [*bind, *body]

    def iterator_of(self, kind: str, source: ast.expr) -> ast.Call:
        """The call that makes the iterator of a loop: iter, reversed, or the start of a dictionary's view."""
        if kind not in ("iter", "reversed"):
            return ast.Call(ast.Attribute(source, "start", ast.Load()), [], [])
        name = ""
        if self.calls.by_item:
            name = "over" if kind == "iter" else "over_reversed"
        elif self.shadowed(kind):
            name = f"native_{kind}"
        func = ast.Attribute(self.hidden_name("x"), name, ast.Load()) if name else ast.Name(kind, ast.Load())
        return ast.Call(func, [source], [])

    def ordered_sources(
        self, nodes: list[ast.expr], stored: set[str], pairs: list[tuple[str, str]], extra: list[ast.expr]
    ) -> list[ast.expr]:
        """Evaluate the things to run over, then make an iterator of each; `extra` is evaluated after them."""
        plans = [self.plan(node) for node in nodes]
        values = self.ordered([inner for _, inner in plans] + extra)
        sources: list[tuple[str, str]] = []
        for (kind, _), value in zip(plans, values, strict=False):
            if kind == "iter" and isinstance(value, ast.Name) and self.keeps(value.id, stored):
                sources.append((kind, value.id))
                continue
            name = self.hidden("s")
            if kind not in ("iter", "reversed"):
                value = self.hidden_call("vw", value, ast.Constant(kind))
            self.move(name, value)
            sources.append((kind, name))
        for kind, name in sources:
            iterator = self.hidden("t")
            load = ast.Name(name, ast.Load())
            call = self.iterator_of(kind, load)
            self.out.append(self.store_raw(iterator, call))
            pairs.append((name, iterator))
        result: list[ast.expr] = []
        for value in values[len(plans) :]:
            if isinstance(value, ast.Constant):
                result.append(value)
                continue
            name = self.hidden("b")
            self.out.append(self.store_raw(name, value))
            result.append(ast.Name(name, ast.Load()))
        return result

    def plan(self, node: ast.expr) -> tuple[str, ast.expr]:
        """How to run over this: itself, reversed, or the view of a dictionary."""
        if isinstance(node, ast.Call) and not node.keywords:
            func = node.func
            if isinstance(func, ast.Name) and func.id == "reversed" and len(node.args) == 1:
                if not self.shadowed("reversed") and not isinstance(node.args[0], ast.Starred):
                    return "reversed", node.args[0]
            if isinstance(func, ast.Attribute) and func.attr in ("items", "keys", "values") and not node.args:
                if self.calls.targets(node, self.function) == []:
                    return func.attr, func.value
        return "iter", node


def _always(body: list[ast.stmt]) -> bool:
    """Whether every run through these statements passes a point."""
    for statement in body:
        if isinstance(statement, (Susp, Poll)):
            return True
        if isinstance(statement, (ast.Break, ast.Continue, ast.Return, ast.Raise)):
            return False
        if isinstance(statement, ast.If):
            if _always(statement.body) and _always(statement.orelse):
                return True
            if _leaves([statement]):
                return False
        elif isinstance(statement, TryP):
            if _always(statement.finalbody):
                return True
            if _leaves([statement]):
                return False
        elif _leaves([statement]):
            return False
    return False


def _leaves(statements: list[ast.stmt]) -> bool:
    """Whether a `continue` may skip what comes after these statements."""
    for statement in statements:
        if isinstance(statement, ast.Continue):
            return True
        if isinstance(statement, (ast.For, ast.While, RangeFor, IterFor)):
            if _leaves(statement.orelse):
                return True
            continue
        for field in ("body", "orelse", "finalbody"):
            if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and _leaves(getattr(statement, field, [])):
                return True
        for handler in getattr(statement, "handlers", []):
            if _leaves(handler.body):
                return True
    return False


def _stored(body: list[ast.stmt]) -> set[str]:
    """Names that these statements may bind."""
    names: set[str] = set()
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                names.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) or (
                isinstance(node, ast.ExceptHandler) and node.name
            ):
                names.add(node.name or "")
            elif isinstance(node, ast.alias):
                names.add(node.asname or node.name.split(".")[0])
    return names


def _stored_in_target(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
