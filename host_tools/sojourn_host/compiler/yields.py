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

    def generator(self, name: str) -> ast.expr:
        """Whether a variable holds a generator, asked without a call into the runtime."""
        kind = self.native(ast.Call(_name("type"), [_name(name)], []))
        return ast.Compare(kind, [ast.Is()], [ast.Attribute(self.hidden_name("x"), "generator", ast.Load())])

    def once(self, kind: str) -> str:
        """The hidden variable for what one `yield from` after the other needs: so frames stay small."""
        made: dict[str, str] = self.__dict__.setdefault("made_once", {})
        if kind not in made:
            made[kind] = self.own(kind)
        return made[kind]

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

    def closed(self, node: ast.Call, used: bool = True) -> ast.expr:
        """`g.close()`: natively it would take the cut of a generator for a refusal to end."""
        assert isinstance(node.func, ast.Attribute)
        held = self.variable(self.expression(node.func.value))
        assert isinstance(held, ast.Name)
        source, result = held.id, self.own("r") if used else ""
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
        nothing = [_store(result, ast.Constant(None))] if used else []
        self.inside(
            ast.If(
                self.generator(source),
                [
                    *nothing,
                    ast.Try(
                        [ast.Expr(_driving(throw, "send"))],
                        [ast.ExceptHandler(over, None, [ast.Pass()])],
                        [ast.Raise(ignored, None)],
                        [],
                    ),
                ],
                [_store(result, other) if used else ast.Expr(other)],
            )
        )
        return ast.Name(result, ast.Load()) if used else ast.Constant(None)

    def next_default(self, node: ast.Call) -> ast.expr:
        source, default = self.ordered(node.args)
        source, default = self.variable(source), self.spill(default)
        result = self.own("r")
        call = _driving(ast.Call(ast.Name("next", ast.Load()), [source], []), "next")
        other = ast.ExceptHandler(ast.Name("StopIteration", ast.Load()), None, [_store(result, _lowered(default))])
        self.inside(ast.Try([_store(result, call)], [other], [], []))
        return ast.Name(result, ast.Load())

    # yield from --------------------------------------------------------------------------------------

    def delegated(self, node: ast.YieldFrom, used: bool = True) -> ast.expr:
        value = self.expression(node.value)
        source, item, kind = self.once("s"), self.once("v"), self.once("k")
        result = self.own("r") if used else ""
        if hasattr(node, "sj_await"):
            value = self.hidden_method("awaited", value)
        self.out.append(self.store_raw(source, value))
        # What is sent to an iterator that takes nothing ends with the interpreter's own complaint.
        sent = self.once("w")
        made = self.native(ast.Call(_name("iter"), [_name(source)], []))
        complain = ast.Expr(ast.Attribute(made, "send", ast.Load()))
        given = ast.Compare(_name(sent), [ast.IsNot()], [ast.Constant(None)])
        plain = ast.For(
            ast.Name(item, ast.Store()),
            ast.Name(source, ast.Load()),
            [_store(sent, ast.Yield(ast.Name(item, ast.Load()))), ast.If(given, [complain], [])],
            [],
        )
        plain.sj_plain_loop = plain.sj_shared = True  # type: ignore[attr-defined]  # our own marks: never over a generator
        first = [_store(result, ast.Constant(None))] if used else []
        if hasattr(node, "sj_await"):
            start = [_store(kind, ast.Constant(0)), _store(source, self.hidden_method("delegate", _name(source)))]
            self.inside(*first, *start, *self.delegation(source, result, item, kind, False))
        elif self.calls.generators.may_be(node.value, self.function):
            # Asking for the type first saves the runtime's answer for what nearly always stands here.
            asked = self.hidden_method("delegates", _name(source))
            delegates = _store(kind, ast.IfExp(self.generator(source), ast.Constant(3), asked))
            delegation = self.delegation(source, result, item, kind, not used)
            self.inside(*first, delegates, ast.If(_name(kind), delegation, [plain]))
        else:
            self.inside(*first, plain)
        return ast.Name(result, ast.Load()) if used else ast.Constant(None)

    def delegation(self, iterator: str, result: str, item: str, kind: str, quick: bool) -> list[ast.stmt]:
        """What PEP 380 says `yield from` does with a generator, or an iterator that is one of the program's objects.

        `kind` says what the delegate is given next: 0 a value, 1 GeneratorExit, 2 another exception; 3: it is a
        generator, or was one and has ended. At first it is what `delegates` of the runtime says.
        Where nobody wants the value that it returns (no `result`), a `for` runs over a generator for as long as it is
        only asked for the next item; for a coroutine, which gives few, that would be more code for nothing (`quick`).
        """
        sent, caught = self.once("w"), self.once("e")

        def method(name: str) -> ast.Call:
            return _driving(ast.Call(ast.Attribute(_name(iterator), name, ast.Load()), [_name(sent)], []), "send")

        def thrown(exception: str, number: int, *before: ast.stmt) -> ast.ExceptHandler:
            kept = [*before, _store(kind, ast.Constant(number)), _store(sent, _name(caught))]
            return ast.ExceptHandler(_name(exception), caught, kept)

        def is_kind(number: int) -> ast.expr:
            return ast.Compare(_name(kind), [ast.Eq()], [ast.Constant(number)])

        def nothing() -> ast.expr:
            return ast.Compare(_name(sent), [ast.Is()], [ast.Constant(None)])

        following = _driving(ast.Call(ast.Name("next", ast.Load()), [_name(iterator)], []), "next")
        close = ast.Call(ast.Attribute(_name(iterator), "close", ast.Load()), [], [])
        close.sj_undriven = True  # type: ignore[attr-defined]  # our own mark: no generator
        # A generator is closed by what its `close` throws into it.
        ignored = self.native(ast.Call(_name("RuntimeError"), [ast.Constant("generator ignored GeneratorExit")], []))
        closes = ast.BoolOp(ast.And(), [is_kind(1), ast.UnaryOp(ast.Not(), self.generator(iterator))])
        go_on = ast.If(
            is_kind(0),
            [ast.If(nothing(), [_store(item, following)], [_store(item, method("send"))])],
            [
                ast.If(
                    closes,
                    [
                        ast.If(self.hidden_method("closes", _name(iterator)), [ast.Expr(close)], []),
                        ast.Raise(_name(sent), None),
                    ],
                    [],
                ),
                ast.If(
                    ast.UnaryOp(ast.Not(), self.hidden_method("rests", _name(iterator))),
                    [ast.Raise(_name(sent), None)],
                    [],
                ),
                _store(item, method("throw")),
                ast.If(is_kind(1), [ast.Raise(ignored, None)], []),
            ],
        )
        value = ast.Attribute(_name(caught), "value", ast.Load())
        over: list[ast.stmt] = [ast.If(is_kind(1), [ast.Raise(_name(sent), None)], [])]
        over += [_store(result, value), ast.Break()] if result else [ast.Break()]
        ended = ast.ExceptHandler(_name("StopIteration"), caught if result else None, over)
        rest: ast.stmt = ast.Try(
            [_store(sent, ast.Yield(_name(item)))], [thrown("GeneratorExit", 1), thrown("BaseException", 2)], [], []
        )
        loop: ast.stmt = ast.While(
            ast.Constant(True), [ast.Try([go_on], [ended], [], []), _store(kind, ast.Constant(0)), rest], []
        )
        first: list[ast.stmt] = [_store(sent, ast.Constant(None))]
        begin: list[ast.stmt] = [
            ast.If(is_kind(1), [_store(iterator, self.hidden_method("delegate", _name(iterator)))], []),
            _store(kind, ast.Constant(0)),
        ]
        if not quick:
            return [*begin, *first, loop]
        # While it stands at the yield, `sent` is 0: then an exception comes from outside, else from the delegate.
        asked = ast.Compare(_name(sent), [ast.IsNot()], [ast.Constant(None)])
        run = ast.For(
            ast.Name(item, ast.Store()),
            _name(iterator),
            [
                _store(sent, ast.Constant(0)),
                _store(sent, ast.Yield(_name(item))),
                ast.If(asked, [_store(kind, ast.Constant(0)), ast.Break()], []),
            ],
            [],
        )

        run.sj_over = True  # type: ignore[attr-defined]  # our own mark: over a generator that may be cut
        run.sj_shared = True  # type: ignore[attr-defined]  # our own mark: its hidden variables are those of `once`

        def own() -> ast.stmt:
            return ast.If(nothing(), [ast.Raise(None, None)], [])

        run_over: ast.stmt = ast.Try(
            [run],
            [thrown("GeneratorExit", 1, own()), thrown("BaseException", 2, own())],
            [],
            [],
        )
        more = ast.Compare(_name(kind), [ast.NotEq()], [ast.Constant(3)])
        return [*first, ast.If(is_kind(3), [run_over], begin), ast.If(more, [loop], [])]


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
