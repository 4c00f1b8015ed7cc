"""Lowering a `for` over `range`: it stays one, and its position is its variable, or a counter of ours.

One whose body may reach no point is strip-mined: an outer loop looks at the flag, the inner `range` runs natively.
Every other loop is lowered in loops.py.
"""

import ast

from .expressions import ExpressionLowering
from .model import Poll, RangeFor, has_points

SMALL = 60  # expressions in the body of a loop that may stand twice


class RangeLowering(ExpressionLowering):
    def is_range(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "range"
            and not self.shadowed("range")
            and 1 <= len(node.args) <= 3
            and not node.keywords
            and not any(isinstance(argument, ast.Starred) for argument in node.args)
        )

    def range_for(
        self,
        node: ast.For,
        header: ast.Call,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        width: int,
        stored: set[str],
    ) -> None:
        """`width`: after how many iterations it looks; 0 where it need not."""
        values = self.ordered(header.args)
        bounds = [self.fixed(value, stored) for value in values]
        start: ast.expr = ast.Constant(0)
        step: ast.expr = ast.Constant(1)
        if len(bounds) == 1:
            stop = bounds[0]
        else:
            start, stop = bounds[0], bounds[1]
            if len(bounds) == 3:
                step = bounds[2]
        if width:
            unsure = [bound for value, bound in zip(values, bounds, strict=True) if not self.number(value)][:2]
            short = None if orelse or not _small(body) else self.short(start, stop, step, unsure, width)
            if short is None:
                self.strip(node, (start, stop, step), unsure, body, orelse, stored, width)
                return
            line = self.line
            native = ast.For(self.target(node.target), self.header(start, stop, step), body, [], lineno=line)
            outer, self.out = self.out, []
            self.strip(node, (start, stop, step), unsure, body, orelse, stored, width, long=True)
            strip, self.out = self.out, outer
            self.out.append(ast.If(short, [native], strip, lineno=line))
            return
        self.out.append(self.counted_range(node.target, start, stop, step, body, orelse, stored))

    def short(
        self, start: ast.expr, stop: ast.expr, step: ast.expr, unsure: list[ast.expr], strip: int
    ) -> ast.expr | None:
        """Whether a range is done after one strip, so that it may run as it was written; None where that is unknown."""
        direction, begin, last = _sign(step), _plain(start), _plain(stop)
        if not direction or (begin is not None and last is not None):
            return None
        width = strip * direction
        fewer, more = (ast.LtE(), ast.GtE()) if direction > 0 else (ast.GtE(), ast.LtE())
        if begin is not None:
            test = ast.Compare(stop, [fewer], [_integer(begin + width)])
        elif last is not None:
            test = ast.Compare(start, [more], [_integer(last - width)])
        else:
            test = ast.Compare(ast.BinOp(stop, ast.Sub(), start), [fewer], [_integer(width)])
        test.sj_unsure = unsure  # type: ignore[attr-defined]  # our own mark
        return test

    def header(self, start: ast.expr, stop: ast.expr, step: ast.expr) -> ast.expr:
        arguments = [stop] if _plain(start) == 0 else [start, stop]
        if _sign(step) != 1:
            arguments = [start, stop, step]
        return ast.Call(ast.Name("range", ast.Load()), arguments, [])

    def number(self, node: ast.expr) -> bool:
        """Whether this gives a number, or raises what it raises wherever it stands."""
        if isinstance(node, ast.UnaryOp):
            return self.number(node.operand)
        if isinstance(node, ast.BinOp):
            if isinstance(node.op, (ast.Add, ast.Sub, ast.FloorDiv)):
                return self.number(node.left) or self.number(node.right)
            return self.number(node.left) and self.number(node.right)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
            return not self.shadowed("len")
        return isinstance(node, ast.Constant) and isinstance(node.value, int)

    def counted_range(
        self,
        target: ast.expr,
        start: ast.expr,
        stop: ast.expr,
        step: ast.expr,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        stored: set[str],
    ) -> RangeFor:
        """A loop over a range whose position is its variable, or a counter of ours where that may be changed."""
        line = self.line
        plain = isinstance(target, ast.Name) and self.is_plain_local(target.id) and target.id not in stored
        if plain and isinstance(target, ast.Name) and target.id in self.function.bound:
            var = target.id
        else:
            var = self.hidden("i")
            outer, self.out = self.out, []
            self.temps = self.held
            self.assign(target, ast.Name(var, ast.Load()))
            bind, self.out = self.out, outer
            body = [*bind, *body]
        return RangeFor(var, start, stop, step, body, orelse, line)

    def fixed(self, value: ast.expr, stored: set[str]) -> ast.expr:
        """A bound of a range that gives the same whenever it is read again."""
        if isinstance(value, ast.Constant) or _sign(value):
            return value
        if isinstance(value, ast.Name) and not self.is_temp(value):
            own = self.keeps(value.id, stored)
            if own and value.id not in stored and not self.function.is_main:
                return value
        name = self.hidden("b")
        self.out.append(self.store_raw(name, value))
        return ast.Name(name, ast.Load())

    def strip(
        self,
        node: ast.For,
        bounds: tuple[ast.expr, ast.expr, ast.expr],
        unsure: list[ast.expr],
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        stored: set[str],
        iterations: int,
        long: bool = False,
    ) -> None:
        """An outer loop that looks at the flag, and an inner one over a strip of the range.

        The outer one is a `while`: a second `for` would take two words more of the frame, and most ranges are done
        after one strip.  `unsure` are bounds that may be no numbers: `range` shall be the one to say so.  A `long`
        range is known to take more than one strip.
        """
        start, stop, step = bounds
        direction = _sign(step)
        if not direction:
            self.strip_by_step(node, bounds, body, orelse, stored, iterations)
            return
        line = self.line
        ended = self.hidden("h") if orelse else None
        if ended:
            self.out.append(self.store_raw(ended, ast.Constant(0)))
        first, end = self.hidden("i"), self.hidden("b")
        width = _integer(iterations * direction)
        self.out.append(self.store_raw(first, start))
        further: ast.expr = ast.BinOp(ast.Name(first, ast.Load()), ast.Add(), width)
        begin, last = _plain(start), _plain(stop)
        soon = further if begin is None else _integer(begin + iterations * direction)
        if begin is not None and last is not None:
            long = len(range(begin, last, direction)) > iterations

        def limit(further: ast.expr) -> ast.stmt:
            made = ast.IfExp(ast.Compare(further, [ast.Lt() if direction > 0 else ast.Gt()], [stop]), further, stop)
            made.sj_unsure = unsure  # type: ignore[attr-defined]  # our own mark
            return self.store_raw(end, made)

        same: ast.cmpop = ast.Eq() if isinstance(stop, (ast.Constant, ast.UnaryOp)) else ast.Is()
        done = ast.Compare(ast.Name(end, ast.Load()), [same], [stop])
        leave: list[ast.stmt] = [ast.Break(lineno=line)]
        if ended:
            leave.insert(0, self.store_raw(ended, ast.Constant(1)))
        look: list[ast.stmt] = [
            ast.If(done, leave, [], lineno=line),
            self.store_raw(first, ast.Name(end, ast.Load())),
            Poll(line),
            limit(further),
            ast.Continue(lineno=line),
        ]
        inner = self.strip_loop(node, ast.Name(first, ast.Load()), ast.Name(end, ast.Load()), step, body, look, stored)
        self.out.append(self.store_raw(end, soon) if long else limit(soon))
        whole = [inner, ast.Break(lineno=line)]
        self.out.append(ast.While(ast.Constant(True), whole, [], lineno=line))
        if ended:
            self.out.append(ast.If(ast.Name(ended, ast.Load()), orelse, [], lineno=line))

    def strip_by_step(
        self,
        node: ast.For,
        bounds: tuple[ast.expr, ast.expr, ast.expr],
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        stored: set[str],
        iterations: int,
    ) -> None:
        """The same for a step whose sign is not known; the outer loop's `range` refuses what is no number."""
        line = self.line
        start, stop, step = bounds
        first = self.hidden("i")
        width = ast.Name(self.hidden("b"), ast.Load())
        self.out.append(self.store_raw(width.id, ast.BinOp(step, ast.Mult(), ast.Constant(iterations))))
        further = ast.BinOp(ast.Name(first, ast.Load()), ast.Add(), width)
        up, down = ast.Compare(further, [ast.Lt()], [stop]), ast.Compare(further, [ast.Gt()], [stop])
        inside = ast.IfExp(ast.Compare(width, [ast.Gt()], [ast.Constant(0)]), up, down)
        end: ast.expr = ast.IfExp(inside, further, stop)
        look: list[ast.stmt] = [Poll(line), ast.Continue(lineno=line)]
        whole: list[ast.stmt] = []
        if has_points(body):
            kept = self.hidden("b")
            whole = [self.store_raw(kept, end)]
            end = ast.Name(kept, ast.Load())
        inner = self.strip_loop(node, ast.Name(first, ast.Load()), end, step, body, look, stored)
        whole += [inner, ast.Break(lineno=line)]
        self.out.append(RangeFor(first, start, stop, width, whole, orelse, line))

    def strip_loop(
        self,
        node: ast.For,
        first: ast.expr,
        end: ast.expr,
        step: ast.expr,
        body: list[ast.stmt],
        look: list[ast.stmt],
        stored: set[str],
    ) -> ast.stmt:
        """The inner loop, which looks when it has run through its strip."""
        if has_points(body):
            return self.counted_range(node.target, first, end, step, body, look, stored)
        arguments = [first, end] if _sign(step) == 1 else [first, end, step]
        header = ast.Call(ast.Name("range", ast.Load()), arguments, [])
        return ast.For(self.target(node.target), header, body or [ast.Pass()], look, lineno=self.line)

    def keeps(self, name: str, stored: set[str]) -> bool:
        own = name in self.function.bound or name in self.function.free
        return own and self.is_plain_local(name) and name not in stored


def _plain(node: ast.expr) -> int | None:
    """The value of a constant integer; None for everything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _plain(node.operand)
        return None if value is None else -value
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _sign(node: ast.expr) -> int:
    """The value of a constant step, 0 where it is none."""
    return _plain(node) or 0


def _integer(value: int) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _small(body: list[ast.stmt]) -> bool:
    """Whether a loop's body may stand twice: it has no points, no loops, and is short."""
    if has_points(body):  # also in clauses, which ast.walk does not know
        return False
    size = 0
    for statement in body:
        for leaf in ast.walk(statement):
            if isinstance(leaf, (ast.For, ast.While, ast.FunctionDef, ast.ClassDef)) or size > SMALL:
                return False
            size += isinstance(leaf, ast.expr)
    return bool(body)
