"""The fast bodies: what runs when nothing is asked for, with a look at the flag after calls and in loops.

Nothing about resuming is in here.  A frame never grows for the sake of a cut: what is saved is pushed in
calls of few arguments (DESIGN section 3, "Never grow the frame").
"""

import ast
from collections.abc import Callable

from .leaving import Around, Leaving, may_stay
from .model import (
    Descent,
    Function,
    Handler,
    IterFor,
    Point,
    Poll,
    RangeFor,
    Susp,
    TryP,
    Wait,
    YieldP,
    has_points,
)
from .repeats import repeats
from .text import HIDDEN, Writer

_DRIVEN = {"loop": "dl", "next": "dn", "send": "dn"}  # how the hook is called that says what was driven


class FastBody(Leaving):
    """Emits lowered statements in their fast form."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.prefix = writer.prefix
        self.around: list[Around] = []
        self.pairs: list[tuple[str, str]] = []  # (source, iterator) of the loops around

    def block(self, statements: list[ast.stmt]) -> None:
        self.writer.indent += 1
        self.statements(statements)
        self.writer.indent -= 1

    def statements(self, statements: list[ast.stmt]) -> None:
        if not statements:
            self.writer.put("pass")
        for statement in statements:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        writer = self.writer
        writer.line = getattr(node, "lineno", writer.line)
        if isinstance(node, Susp):
            call = writer.expression(node.call)
            target = writer.place(node.target) if node.target else None
            writer.put(f"{target} = {call}" if target else call)
            self.check(node, target)
        elif isinstance(node, Descent):
            self.descent(node)
        elif isinstance(node, Poll):
            self.check(node, None)
        elif isinstance(node, YieldP):
            self.yield_(node)
        elif isinstance(node, Wait):
            self.check(node, None)
        elif isinstance(node, ast.If):
            self.if_(node, writer.expression(node.test))
        elif isinstance(node, ast.While):
            self.while_(node)
        elif isinstance(node, RangeFor):
            self.range_for(node, writer.expression(node.start))
        elif isinstance(node, IterFor):
            self.iter_for(node, writer.expression(node.header))
        elif isinstance(node, ast.For):
            header = writer.expression(node.iter)
            if isinstance(node.iter, ast.Tuple):
                header = f"({header})" if not header.startswith("(") else header
            writer.put(f"for {writer.expression(node.target)} in {header}:")
            self.loop(node.body, node.orelse)
        elif isinstance(node, TryP):
            self.try_(node)
        elif isinstance(node, ast.Try):
            self.native_try(node)
        elif isinstance(node, ast.With):
            items = [
                writer.expression(item.context_expr)
                + (f" as {writer.expression(item.optional_vars)}" if item.optional_vars is not None else "")
                for item in node.items
            ]
            writer.put(f"with {', '.join(items)}:")
            self.block(node.body)
        elif isinstance(node, ast.Break):
            self.break_()
        elif isinstance(node, ast.Continue):
            self.continue_()
        elif isinstance(node, ast.Return):
            self.return_(None if node.value is None else writer.expression(node.value))
        else:
            writer.plain_statement(node)

    # points ------------------------------------------------------------------------------------------

    def check(self, node: "Susp | Poll | Wait", target: str | None) -> None:
        writer, prefix = self.writer, self.prefix
        driven: tuple[str, str] | None = None
        hook = "s"
        if isinstance(node, Wait):
            driven, hook = ("loop", node.iterator), "sl"
        elif isinstance(node, Susp):
            driven = node.driven
        generator = writer.function.generator
        calls = self.pushes(node, target)
        if driven:
            calls.append(f"{prefix}{_DRIVEN[driven[0]]}({driven[1]})")
        look = f"{prefix}{hook}{'g' if generator else ''}({-node.point if target else node.point})"
        writer.put(f"if {writer.flag} and {look}:")
        if not generator:
            self.leave(calls)
            return
        writer.indent += 1
        for call in calls:
            writer.put(call)
        self.rest(node.target if isinstance(node, (Susp, Wait)) else None)
        if isinstance(node, Wait):
            writer.put(f"if {node.target} is {prefix}ye: continue")
        writer.indent -= 1

    def descent(self, node: Descent) -> None:
        """A look at the native stack, which CPython does not need: calls of Python functions take none of it there."""
        if self.writer.target == "cpython" or not self.writer.first:
            return
        prefix = self.prefix
        where = "" if self.writer.function.closes_depth else "g"
        self.writer.put(f"if {prefix}k{where}() > {prefix}t{where} and {prefix}o({node.point}):")
        self.leave(self.pushes(node, None))

    def leave(self, calls: list[str]) -> None:
        """The inside of a look: what is pushed, and the return."""
        self.writer.indent += 1
        for call in calls[:-1]:
            self.writer.put(call)
        self.writer.put(f"return {calls[-1]}" if calls else "return")
        self.writer.indent -= 1

    def pushes(self, node: Point, target: str | None) -> list[str]:
        """The calls that push what a point saves, few arguments in each."""
        prefix = self.prefix
        plain, pairs = split_live(node.live, self.pairs)
        values = ([target] if target else []) + [self.writer.place(name) for name in plain]
        room = self.writer.room
        groups = [values[start : start + room] for start in range(0, len(values), room)]
        calls = [f"{prefix}p({', '.join(group)})" for group in groups]
        if self.writer.function.generator:  # it lives on, with an iterator in the place of the one that was counted
            return calls + [f"{iterator} = {prefix}wg({source}, {iterator})" for source, iterator in pairs]
        return calls + [f"{prefix}w({source}, {iterator})" for source, iterator in pairs]

    def rest(self, target: str | None) -> None:
        """A generator that was cut, or asked, gives nothing; it goes on with what it is sent."""
        self.writer.put(f"{target} = yield {self.prefix}yc" if target else f"yield {self.prefix}yc")

    def yield_(self, node: YieldP) -> None:
        writer = self.writer
        if node.value is not None:
            value = writer.expression(node.value)
            value = "" if value == "None" else f" {value}"
            writer.put(f"{node.target} = yield{value}" if node.target else f"yield{value}")
        self.asked(node)

    def asked(self, node: YieldP) -> None:
        """What a generator does when it is resumed only to be asked for its frame."""
        writer, prefix = self.writer, self.prefix
        writer.put(f"while {writer.flag} and {prefix}sy({node.point}):")
        writer.indent += 1
        for call in self.pushes(node, None):
            writer.put(call)
        self.rest_at(node)
        writer.indent -= 1

    def rest_at(self, node: YieldP) -> None:
        if node.value is not None:
            self.rest(node.target)
            return
        looks = any(function.generator and function.suspends for function in self.writer.program.functions)
        self.writer.put(f"while (yield {self.prefix}yc) is not None: {self.prefix}yu({looks})")

    # compound ----------------------------------------------------------------------------------------

    def if_(self, node: ast.If, test: str) -> None:
        writer = self.writer
        writer.put(f"if {test}:")
        self.block(node.body)
        if node.orelse:
            writer.put("else:")
            self.block(node.orelse)

    def loop(self, body: list[ast.stmt], orelse: list[ast.stmt]) -> None:
        self.around.append(Around("loop"))
        self.block(body)
        self.around.pop()
        if orelse:
            self.writer.put("else:")
            self.block(orelse)

    def while_(self, node: ast.While) -> None:
        writer = self.writer
        test = writer.expression(node.test)
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        between: list[ast.stmt] = [ast.If(ast.UnaryOp(ast.Not(), node.test), [ast.Break()], [], lineno=writer.line)]
        again = node.body[:-1] if endless else [*node.body[:-1], *between]
        writer.put(f"while {test}:")
        self.loop([*again * (repeats(node) - 1), *node.body], node.orelse)

    def range_for(self, node: RangeFor, start: str) -> None:
        writer = self.writer
        writer.line = node.lineno
        stop, step = writer.expression(node.stop), writer.expression(node.step)
        if step != "1":
            header = f"range({start}, {stop}, {step})"
        elif start != "0":
            header = f"range({start}, {stop})"
        else:
            header = f"range({stop})"
        writer.put(f"for {node.var} in {header}:")
        self.loop(node.body, node.orelse)

    def iter_for(self, node: IterFor, header: str) -> None:
        self.kept_no_longer(node, lambda: self.iterated(node, header))

    def kept_no_longer(self, node: IterFor, write: Callable[[], None]) -> None:
        """CPython closes a generator as soon as the loop over it is left, so no variable may hold it longer."""
        writer = self.writer
        names = [] if node.keeps else [name for pair in node.pairs for name in pair if name.endswith("_")]
        if writer.function.generator:
            names.append(begun(node))
        if not names or not writer.program.tells or writer.target != "cpython":
            write()
            return
        writer.put("try:", HIDDEN)
        writer.indent += 1
        write()
        writer.indent -= 1
        writer.put("finally:", HIDDEN)
        writer.put(f"    {self.prefix}a(1)", HIDDEN)  # the interpreter runs what closes one: no place for a cut
        writer.put("    " + " = ".join([*names, "None"]), HIDDEN)
        writer.put(f"    {self.prefix}a(-1)", HIDDEN)

    def iterated(self, node: IterFor, header: str) -> None:
        self.writer.line = node.lineno
        write = self.again_for if self.writer.function.generator else self.plain_for
        write(node, header)

    def plain_for(self, node: IterFor, header: str) -> None:
        writer = self.writer
        writer.put(f"for {writer.expression(node.target)} in {header}:")
        self.pairs += node.pairs
        self.around.append(Around("loop"))
        self.block(node.body)
        self.around.pop()
        del self.pairs[len(self.pairs) - len(node.pairs) :]
        if node.orelse:
            writer.put("else:")
            self.block(node.orelse)

    def again_for(self, node: IterFor, header: str) -> None:
        """A loop of a generator: where that rested the iterator was counted, and another one was put in its place."""
        writer = self.writer
        iterator = node.pairs[0][1]
        before = begun(node)
        if node.counter:
            assert isinstance(node.header, ast.Call)
            if header:
                first = "0" if len(node.header.args) == 1 else writer.expression(node.header.args[1])
                writer.put(f"{node.counter} = {first} - 1")
            header = f"enumerate({iterator}, {node.counter} + 1)"
        writer.put(f"{before} = None")
        writer.put(f"while {before} is not {iterator}:")
        writer.indent += 1
        writer.put(f"{before} = {iterator}")
        writer.put(f"for {writer.expression(node.target)} in {header}:")
        self.pairs += node.pairs
        self.around.append(Around("loop"))
        self.block(node.body)
        self.around.pop()
        del self.pairs[len(self.pairs) - len(node.pairs) :]
        writer.put("else: continue")
        writer.put("break")
        writer.indent -= 1
        if node.orelse:
            writer.put("else:")
            self.block(node.orelse)

    def native_try(self, node: ast.Try) -> None:
        writer = self.writer
        writer.put("try:")
        self.narrowed(node.handlers, lambda: self.block(node.body))
        for handler in node.handlers:
            writer.line = handler.lineno
            write = self.staying(self.block) if may_stay(node.body) else self.block
            self.handler(handler.type, handler.name, handler.body, write)
        if node.orelse:
            writer.put("else:")
            self.block(node.orelse)
        if node.finalbody:
            self.around.append(Around("leaving"))
            writer.put("finally:")
            self.block(node.finalbody)
            self.around.pop()

    def narrowed(self, handlers: "list[Handler] | list[ast.ExceptHandler]", body: Callable[[], None]) -> None:
        """The body of a `try`; on MicroPython what it raises gets the name that CPython gives it, if a clause asks."""
        writer, prefix = self.writer, self.prefix
        if writer.lacking is None or not writer.lacking.narrows([handler.type for handler in handlers]):
            body()
            return
        writer.indent += 1
        writer.put("try:", HIDDEN)
        body()
        writer.put(f"except OSError as {prefix}o:", HIDDEN)
        writer.put(f"    raise {prefix}x.plain_narrowed({prefix}o)", HIDDEN)
        writer.indent -= 1

    def handler(
        self, type_: ast.expr | None, name: str | None, body: list[ast.stmt], write: Callable[[list[ast.stmt]], None]
    ) -> None:
        """An `except` clause; where its name is a global reached through the module, that is bound by hand."""
        writer = self.writer
        if name is None or not writer.remote or not writer.is_global(name):
            self.except_(type_, name)
            write(body)
            return
        caught, place = f"{self.prefix}g", f"{self.prefix}m.{name}"
        self.except_(type_, caught)
        writer.indent += 1
        writer.put(f"{place} = {caught}")
        writer.indent -= 1
        write(body)
        writer.indent += 1
        writer.put(f"{place} = None")
        writer.put(f"del {place}")
        writer.indent -= 1

    def except_(self, type_: ast.expr | None, name: str | None) -> None:
        writer = self.writer
        if type_ is None:
            writer.put(f"except BaseException as {name}:" if name else "except:")
        else:
            text = writer.expression(type_)
            writer.put(f"except {text} as {name}:" if name else f"except {text}:")

    def try_(self, node: TryP) -> None:
        writer = self.writer
        if node.kind:
            writer.put(f"{node.kind} = 0")
            writer.put(f"{node.value} = None")
        self.try_parts(
            node,
            lambda: self.block(node.body),
            self.block,
            lambda: self.block(node.orelse),
            lambda: self.statements(node.finalbody),
        )

    def try_parts(
        self,
        node: TryP,
        body: Callable[[], None],
        handle: Callable[[list[ast.stmt]], None],
        orelse: Callable[[], None],
        final: Callable[[], None],
        pending: Callable[[], None] | None = None,
    ) -> None:
        """The frame of a `try` with points; its parts are written by the functions given.

        `pending` raises what was on its way when the `finally` was cut, past the handlers.
        """
        writer, prefix = self.writer, self.prefix
        if node.kind:
            self.around.append(Around("final", node.kind, node.value))
        nested = bool(node.kind and (node.handlers or node.orelse))
        writer.put("try:")
        if nested:
            writer.indent += 1
            writer.put("try:")
        self.narrowed(node.handlers, body)
        for handler in node.handlers:
            writer.line = handler.lineno
            write = self.staying(handle) if may_stay(node.body) else handle
            self.handler(handler.type, handler.caught or handler.name, handler.body, write)
        if node.orelse:
            writer.put("else:")
            orelse()
        if nested:
            writer.indent -= 1
        if pending is not None:
            writer.indent += 1
            pending()
            writer.indent -= 1
        if node.kind:
            caught = f"{prefix}z"
            writer.put(f"except BaseException as {caught}:", HIDDEN)
            writer.indent += 1
            writer.put(f"{node.value} = {caught}", HIDDEN)
            writer.put(f"{node.kind} = 1", HIDDEN)
            writer.put("raise", HIDDEN)
            writer.indent -= 1
            self.around.pop()
        if node.finalbody:
            writer.put("finally:")
            writer.indent += 1
            self.around.append(Around("leaving"))
            parts = [node.body, node.orelse, *(handler.body for handler in node.handlers)]
            if any(has_points(part) for part in parts):
                writer.put(f"if {writer.flag} != 2:")
                writer.indent += 1
                final()
                writer.indent -= 1
            else:
                final()
            self.around.pop()
            writer.indent -= 1


def begun(node: IterFor) -> str:
    """The variable of a generator's loop in which the iterator stands that the loop runs over now."""
    return f"{node.pairs[0][1]}b_"


def split_live(live: list[str], pairs: list[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """What a point pushes: plain values, then the loops' iterators with their sources.

    The iterators of a `zip` or of nested loops come in the order of the loops; a source of ours needs no
    plain slot, since it comes back from the iterator's position.
    """
    wanted = [pair for pair in pairs if pair[1] in live]
    held = {iterator for _, iterator in wanted}
    hidden = {source for source, _ in wanted if source.endswith("_")}
    return [name for name in live if name not in held and name not in hidden], wanted


def native_name(function: Function, prefix: str) -> str:
    """The name in a `def` on MicroPython; a generator is told by it."""
    return f"{plain_name(function)}{prefix}{function.fid}" if function.generator else plain_name(function)


def plain_name(function: Function) -> str:
    """The name in a `def`; lambdas and comprehensions have none that can be written."""
    return function.name.replace("<", "_").replace(">", "") if function.name.startswith("<") else function.name


__all__ = ["Around", "FastBody", "Handler", "native_name", "plain_name", "split_live"]
