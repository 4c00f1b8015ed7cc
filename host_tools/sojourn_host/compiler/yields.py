"""Lowering what generators are made of: yield, yield from, and `next` with a default.

Lives here: the expressions that only generators, or calls that drive one, need.  A `yield` stands alone in a statement
of its own, at which the generator rests; `yield from` becomes a loop in the generator itself, since what runs natively
inside another generator could not be asked for its frame (DESIGN section 3, trap 5; PEP 380 gives the loop).
"""

import ast
from typing import TYPE_CHECKING

from .model import YieldP
from .operators import OperatorLowering

if TYPE_CHECKING:
    from .calls import Calls
    from .model import Function


class GeneratorLowering(OperatorLowering):
    function: "Function"
    calls: "Calls"
    temps: int
    held: int
    spelled: int

    def hidden(self, kind: str) -> str:
        raise NotImplementedError

    def hidden_name(self, kind: str) -> ast.Name:
        raise NotImplementedError

    def native(self, node: ast.Call) -> ast.Call:
        raise NotImplementedError

    def statement(self, node: ast.stmt) -> None:
        raise NotImplementedError

    def is_temp(self, node: ast.expr) -> bool:
        raise NotImplementedError

    def is_plain_local(self, name: str) -> bool:
        raise NotImplementedError

    def variable(self, value: ast.expr) -> ast.expr:
        """The value in a variable of this frame."""
        if isinstance(value, ast.Name) and (self.is_temp(value) or self.is_plain_local(value.id)):
            return ast.Name(value.id, ast.Load())
        return self.spill(value, force=True)

    def yielded(self, node: ast.Yield) -> ast.expr:
        value = ast.Constant(None) if node.value is None else self.expression(node.value)
        target = self.temp()
        self.out.append(YieldP(target, value, self.line))
        return ast.Name(target, ast.Load())

    def yield_statement(self, node: ast.Yield, target: str | None) -> None:
        value = ast.Constant(None) if node.value is None else self.expression(node.value)
        self.out.append(YieldP(target, value, self.line))

    def hidden_method(self, name: str, *arguments: ast.expr) -> ast.expr:
        """A call of one of the stand-ins of natives.py."""
        return self.native(ast.Call(ast.Attribute(self.hidden_name("x"), name, ast.Load()), list(arguments), []))

    def own(self, kind: str) -> str:
        """A hidden variable of this function."""
        name = self.hidden(kind)
        self.function.bound.add(name)
        return name

    def inside(self, *statements: ast.stmt) -> None:
        """Lower statements of our own in the middle of an expression, whose temporaries stay."""
        for statement in statements:
            for child in ast.walk(statement):
                if not hasattr(child, "lineno"):
                    child.lineno = self.line  # type: ignore[attr-defined]  # every node may carry one
        temps, held, line = self.temps, self.held, self.line
        self.spelled += 1
        for statement in statements:
            self.held = self.temps = temps
            self.statement(statement)
        self.spelled -= 1
        self.temps, self.held, self.line = temps, held, line

    def contained(self, node: ast.Compare, right: ast.expr) -> ast.expr:
        """`x in g` for what may be a generator: one atomic step."""
        if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.In, ast.NotIn)):
            return node
        if not self.calls.runs_over(right, self.function):
            return node
        made = self.hidden_method("within", node.left, node.comparators[0])
        return ast.UnaryOp(ast.Not(), made) if isinstance(node.ops[0], ast.NotIn) else made

    # next with a default -----------------------------------------------------------------------------

    def expanded(self, node: ast.expr) -> bool:
        """Whether this is `next(g, default)` or `g.close()` of what may be a generator that can be cut."""
        if not isinstance(node, ast.Call) or hasattr(node, "sj_native") or hasattr(node, "sj_undriven"):
            return False
        if not self.calls.cut or self.function.atomic:
            return False
        how = self.calls.drives(node, self.function)
        return how == "close" or how == "next" and len(node.args) == 2

    def closed(self, node: ast.Call) -> ast.expr:
        """`g.close()`: natively it would take the cut of a generator for a refusal to end."""
        assert isinstance(node.func, ast.Attribute)
        held = self.variable(self.expression(node.func.value))
        assert isinstance(held, ast.Name)
        source, result = held.id, self.own("r")
        if self.is_temp(held):
            source = self.own("s")
            self.out.append(self.store_raw(source, held))
        throw = ast.Call(
            ast.Attribute(_name(source), "throw", ast.Load()),
            [self.native(ast.Call(_name("GeneratorExit"), [], []))],
            [],
        )
        over = ast.Tuple([_name("GeneratorExit"), _name("StopIteration")], ast.Load())
        ignored = self.native(ast.Call(_name("RuntimeError"), [ast.Constant("generator ignored GeneratorExit")], []))
        other = ast.Call(ast.Attribute(_name(source), "close", ast.Load()), list(node.args), list(node.keywords))
        other.sj_undriven = True  # type: ignore[attr-defined]  # our own mark: no generator
        self.inside(
            ast.If(
                self.hidden_method("generates", _name(source)),
                [
                    _store(result, ast.Constant(None)),
                    ast.Try(
                        [ast.Expr(_driving(throw, "send"))],
                        [ast.ExceptHandler(over, None, [ast.Pass()])],
                        [ast.Raise(ignored, None)],
                        [],
                    ),
                ],
                [_store(result, other)],
            )
        )
        return ast.Name(result, ast.Load())

    def next_default(self, node: ast.Call) -> ast.expr:
        source, default = self.ordered(node.args)
        source, default = self.variable(source), self.spill(default)
        result = self.own("r")
        call = _driving(ast.Call(ast.Name("next", ast.Load()), [source], []), "next")
        other = ast.ExceptHandler(ast.Name("StopIteration", ast.Load()), None, [_store(result, _lowered(default))])
        self.inside(ast.Try([_store(result, call)], [other], [], []))
        return ast.Name(result, ast.Load())

    # yield from --------------------------------------------------------------------------------------

    def delegated(self, node: ast.YieldFrom) -> ast.expr:
        source, result, item = self.own("s"), self.own("r"), self.own("v")
        value = self.expression(node.value)
        if hasattr(node, "sj_await"):
            value = self.hidden_method("awaited", value)
        self.out.append(self.store_raw(source, value))
        plain = ast.For(
            ast.Name(item, ast.Store()),
            ast.Name(source, ast.Load()),
            [ast.Expr(ast.Yield(ast.Name(item, ast.Load())))],
            [],
        )
        plain.sj_plain_loop = True  # type: ignore[attr-defined]  # our own mark: never over a generator
        if hasattr(node, "sj_await"):
            self.inside(_store(result, ast.Constant(None)), *self.delegation(source, result, item))
        elif self.calls.generators.may_be(node.value, self.function):
            delegates = self.hidden_method("delegates", _name(source))
            self.inside(
                _store(result, ast.Constant(None)),
                ast.If(delegates, self.delegation(source, result, item), [plain]),
            )
        else:
            self.inside(_store(result, ast.Constant(None)), plain)
        return ast.Name(result, ast.Load())

    def delegation(self, source: str, result: str, item: str) -> list[ast.stmt]:
        """What PEP 380 says `yield from` does with a generator, or an iterator that is one of the program's objects."""
        kind, sent, caught, iterator = self.own("k"), self.own("w"), self.own("e"), self.own("t")

        def method(name: str, *arguments: ast.expr) -> ast.Call:
            call = ast.Call(ast.Attribute(_name(iterator), name, ast.Load()), list(arguments), [])
            return _driving(call, "close" if name == "close" else "send")

        def following() -> ast.Call:
            return _driving(ast.Call(ast.Name("next", ast.Load()), [_name(iterator)], []), "next")

        def ended(*more: ast.stmt) -> list[ast.ExceptHandler]:
            value = ast.Attribute(_name(caught), "value", ast.Load())
            return [ast.ExceptHandler(_name("StopIteration"), caught, [_store(result, value), *more])]

        def thrown(exception: str, number: int) -> ast.ExceptHandler:
            kept = [_store(kind, ast.Constant(number)), _store(sent, _name(caught))]
            return ast.ExceptHandler(_name(exception), caught, kept)

        def is_kind(number: int) -> ast.expr:
            return ast.Compare(_name(kind), [ast.Eq()], [ast.Constant(number)])

        nothing = ast.Compare(_name(sent), [ast.Is()], [ast.Constant(None)])
        iterate = self.hidden_method("delegate", _name(source))
        go_on = ast.If(
            is_kind(0),
            [ast.If(nothing, [_store(item, following())], [_store(item, method("send", _name(sent)))])],
            [
                ast.If(
                    self.hidden_method("rests", _name(iterator)),
                    [
                        ast.If(
                            is_kind(1),
                            [ast.Expr(method("close")), ast.Raise(_name(sent), None)],
                            [_store(item, method("throw", _name(sent)))],
                        )
                    ],
                    [ast.Raise(_name(sent), None)],
                )
            ],
        )
        rest: ast.stmt = ast.Try(
            [_store(sent, ast.Yield(_name(item)))], [thrown("GeneratorExit", 1), thrown("BaseException", 2)], [], []
        )
        loop = ast.While(
            ast.Constant(True),
            [_store(kind, ast.Constant(0)), rest, ast.Try([go_on], ended(ast.Break()), [], [])],
            [],
        )
        return [
            _store(iterator, iterate),
            ast.Try([_store(item, following())], ended(), [loop], []),
        ]


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _store(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _driving(call: ast.Call, how: str) -> ast.Call:
    call.sj_drives = how  # type: ignore[attr-defined]  # our own mark: may run a generator
    return call


def _lowered(value: ast.expr) -> ast.expr:
    value.sj_plain = True  # type: ignore[attr-defined]  # our own mark: nothing is left to rewrite
    return value
