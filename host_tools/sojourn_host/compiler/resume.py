"""The resume bodies: how a captured frame goes on.

For each function with points one body: it is called with the point, an exception or a value to feed to it,
and the saved locals.  Guards on the point lead to the interrupted statement; a loop on the way finishes its
interrupted iteration in a loop that runs once, then goes on in a clean copy at full speed.
"""

import ast
from collections.abc import Callable

from .bounds import breaks
from .fast import Around, FastBody, native_name, plain_name, split_live
from .model import (
    POINTS,
    Descent,
    Function,
    IterFor,
    Point,
    Poll,
    RangeFor,
    Susp,
    TryP,
    Wait,
    YieldP,
    has_points,
    points_of,
)
from .text import HIDDEN, Writer


class ResumeBody(FastBody):
    """Emits lowered statements so that they can be entered at any of their points."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer)
        self.point = f"{self.prefix}R"
        self.error = f"{self.prefix}X"
        self.value = f"{self.prefix}V"
        self.numbers = 0
        self.reentry: list[Point] | None = None  # points of the clause written next
        self.reentries: dict[int, list[Point]] = {}  # by id() of a clause's body
        self.table: dict[int, tuple[list[str], list[tuple[str, str]]]] = {}

    def descent(self, node: Descent) -> None:
        """None is needed: a frame goes on with an empty stack, and the functions that it calls look themselves."""
        self.writer.put("pass")

    def number(self, kind: str) -> str:
        self.numbers += 1
        return f"{self.prefix}{kind}{self.numbers}"

    def handler(
        self, type_: ast.expr | None, name: str | None, body: list[ast.stmt], write: Callable[[list[ast.stmt]], None]
    ) -> None:
        self.reentry = self.reentries.get(id(body))
        super().handler(type_, name, body, write)

    def except_(self, type_: ast.expr | None, name: str | None) -> None:
        """A clause that is re-entered catches by point, whatever its types have come to be."""
        points, self.reentry = self.reentry, None
        if points is None:
            super().except_(type_, name)
            return
        text = "BaseException" if type_ is None else self.writer.expression(type_)
        other = f"() if {self.point} else {text}"
        if points:
            reached = f"{points[0].point} <= {self.point} <= {points[-1].point}"
            other = f"BaseException if {reached} else {other}"
        self.writer.put(f"except ({other}) as {name}:" if name else f"except ({other}):")

    def pushes(self, node: Point, target: str | None) -> list[str]:
        self.table[node.point] = split_live(node.live, self.pairs)
        return super().pushes(node, target)

    def entered(self, statements: list[ast.stmt], certain: bool = False) -> None:
        """Statements that may be entered at one of their points, or run from the start.

        `certain`: they are entered at a point, so what stands before the first one is dead.
        """
        writer = self.writer
        last = max((i for i, s in enumerate(statements) if has_points([s])), default=-1)
        index = 0
        if not statements:
            writer.put("pass")
        while index < len(statements):
            statement = statements[index]
            if has_points([statement]):
                points = points_of([statement])
                if index < last:
                    writer.put(f"if {self.point} <= {points[-1].point}:")
                    writer.indent += 1
                    self.enter(statement, certain)
                    writer.indent -= 1
                else:
                    self.enter(statement, certain)
                certain = False
                index += 1
                continue
            run = [statement]
            while index + len(run) < len(statements) and not has_points([statements[index + len(run)]]):
                run.append(statements[index + len(run)])
            if index > last:
                self.statements(run)
            elif not certain:
                writer.put(f"if not {self.point}:")
                self.block(run)
            index += len(run)

    def entered_block(self, statements: list[ast.stmt], certain: bool = False) -> None:
        self.writer.indent += 1
        self.entered(statements, certain)
        self.writer.indent -= 1

    def enter(self, node: ast.stmt, certain: bool) -> None:
        writer = self.writer
        writer.line = getattr(node, "lineno", writer.line)
        if isinstance(node, POINTS):
            self.enter_point(node, certain)
        elif isinstance(node, ast.If):
            self.enter_if(node, certain)
        elif isinstance(node, ast.While):
            self.enter_loop(node, [], lambda: self.statement(node), None, certain)
        elif isinstance(node, RangeFor):
            start = self.number("y")
            first = (start, writer.expression(node.start), f"{node.var} + {writer.expression(node.step)}")
            self.enter_loop(node, [], lambda: self.range_for(node, start), first, certain)
        elif isinstance(node, IterFor):
            self.enter_iter(node, certain)
        elif isinstance(node, ast.For):
            self.enter_native_for(node, certain)
        elif isinstance(node, TryP):
            self.enter_try(node, certain)
        else:
            raise NotImplementedError(type(node).__name__)

    def enter_point(self, node: Point, certain: bool) -> None:
        writer = self.writer
        self.table[node.point] = split_live(node.live, self.pairs)
        if not certain:
            writer.put(f"if {self.point}:")
            writer.indent += 1
        writer.put(f"{self.point} = 0")
        target = None if isinstance(node, Poll) else node.target
        if isinstance(node, YieldP):
            self.rest_at(node)
            self.asked(node)
        elif writer.function.generator:
            self.rest(target)
        else:
            writer.put(f"if {self.error} is not None: raise {self.error}")
            if target:
                writer.put(f"{target} = {self.value}")
                if writer.program.tells and writer.target == "cpython":
                    writer.put(f"{self.value} = None", HIDDEN)  # it may be a generator
        if isinstance(node, Wait):
            assert certain, "a loop over a generator begins with it"
            writer.put(f"if {target} is {self.prefix}ye: break")
        if not certain:
            writer.indent -= 1
            writer.put("else:")
            writer.indent += 1
            self.statement(node)
            writer.indent -= 1

    def enter_if(self, node: ast.If, certain: bool) -> None:
        writer = self.writer
        test = writer.expression(node.test)
        in_body, in_orelse = has_points(node.body), has_points(node.orelse)
        if certain and not (in_body and in_orelse):
            self.entered(node.body if in_body else node.orelse, True)
            return
        if in_body and in_orelse:
            reached = f"{self.point} <= {points_of(node.body)[-1].point}"
            writer.put(f"if {reached}:" if certain else f"if {reached} if {self.point} else {test}:")
        elif in_body:
            writer.put(f"if {self.point} or ({test}):")
        else:
            writer.put(f"if not {self.point} and ({test}):")
        if in_body:
            self.entered_block(node.body, certain)
        else:
            self.block(node.body)
        if node.orelse:
            writer.put("else:")
            if in_orelse:
                self.entered_block(node.orelse, certain)
            else:
                self.block(node.orelse)

    def enter_loop(
        self,
        node: "ast.While | RangeFor | IterFor",
        pairs: list[tuple[str, str]],
        clean: Callable[[], None],
        start: tuple[str, str, str] | None,
        certain: bool,
    ) -> None:
        """The interrupted iteration, once, and then the clean loop; or the loop's `else`."""
        writer = self.writer
        body_points = points_of(node.body)
        else_points = points_of(node.orelse)
        if else_points:
            bound = body_points[-1].point if body_points else else_points[0].point - 1
            writer.put(f"if {self.point} > {bound}:")
            self.entered_block(node.orelse, True)
            writer.put("else:")
            writer.indent += 1
        flag = self.number("b") if body_points and breaks(node.body) else None
        if flag:
            writer.put(f"{flag} = 0")
        if body_points:
            self.interrupted(node.body, pairs, start, flag, certain)
        elif start:
            writer.put(f"{start[0]} = {start[1]}")
        if flag:
            writer.put(f"if not {flag}:")
            writer.indent += 1
        clean()
        if flag:
            writer.indent -= 1
        if else_points:
            writer.indent -= 1

    def interrupted(
        self,
        body: list[ast.stmt],
        pairs: list[tuple[str, str]],
        start: tuple[str, str, str] | None,
        flag: str | None,
        certain: bool,
    ) -> None:
        writer = self.writer
        if not certain:
            writer.put(f"if {self.point}:")
            writer.indent += 1
        writer.put("while True:")
        self.pairs += pairs
        self.around.append(Around("partial", flag))
        writer.indent += 1
        self.entered(body, True)
        writer.put("break")
        writer.indent -= 1
        self.around.pop()
        if pairs:
            del self.pairs[len(self.pairs) - len(pairs) :]
        if start:
            writer.put(f"{start[0]} = {start[2]}")
        if not certain:
            writer.indent -= 1
            if start:
                writer.put("else:")
                writer.indent += 1
                writer.put(f"{start[0]} = {start[1]}")
                writer.indent -= 1

    def enter_iter(self, node: IterFor, certain: bool) -> None:
        writer = self.writer
        if not node.counter:
            plain = writer.expression(node.header)
            self.kept_no_longer(
                node, lambda: self.enter_loop(node, node.pairs, lambda: self.iterated(node, plain), None, certain)
            )
            return
        assert isinstance(node.header, ast.Call)
        first = "0" if len(node.header.args) == 1 else writer.expression(node.header.args[1])
        if writer.function.generator:
            if not certain:
                writer.put(f"if not {self.point}: {node.counter} = {first} - 1")
            self.enter_loop(node, node.pairs, lambda: self.iter_for(node, ""), None, certain)
            return
        start = self.number("y")
        header = f"enumerate({writer.expression(node.header.args[0])}, {start})"
        following = (start, first, f"{node.counter} + 1")
        self.enter_loop(node, node.pairs, lambda: self.iter_for(node, header), following, certain)

    def enter_native_for(self, node: ast.For, certain: bool) -> None:
        """A loop that is cut only in its `else`."""
        writer = self.writer
        if certain:
            self.entered(node.orelse, True)
            return
        writer.put(f"if {self.point}:")
        self.entered_block(node.orelse, True)
        writer.put("else:")
        writer.indent += 1
        self.statement(node)
        writer.indent -= 1

    def enter_try(self, node: TryP, certain: bool) -> None:
        writer, point = self.writer, self.point
        if node.kind and not certain:
            writer.put(f"if not {point}:")
            writer.indent += 1
            writer.put(f"{node.kind} = 0")
            writer.put(f"{node.value} = None")
            writer.indent -= 1
        later = any(has_points(part) for part in (node.orelse, node.finalbody, *(h.body for h in node.handlers)))
        body_points = points_of(node.body)

        def body() -> None:
            writer.indent += 1
            for handler in node.handlers:
                points = points_of(handler.body)
                if points:
                    writer.put(f"if {points[0].point} <= {point} <= {points[-1].point}: raise {handler.caught}", HIDDEN)
            if later and body_points:
                writer.put(f"if {point} <= {body_points[-1].point}:")
                self.entered_block(node.body, certain)
            elif later:
                if certain:
                    writer.put("pass")
                else:
                    writer.put(f"if not {point}:")
                    self.block(node.body)
            else:
                self.entered(node.body, certain)
            writer.indent -= 1

        def handle(part: list[ast.stmt]) -> None:
            (self.entered_block if has_points(part) else self.block)(part)

        def orelse() -> None:
            writer.indent += 1
            points = points_of(node.orelse)
            if points_of(node.finalbody):
                writer.put(f"if {point} <= {points[-1].point}:" if points else f"if not {point}:")
                (self.entered_block if points else self.block)(node.orelse)
            elif points:
                self.entered(node.orelse)
            else:
                self.statements(node.orelse)
            writer.indent -= 1

        def final() -> None:
            if has_points(node.finalbody):
                self.entered(node.finalbody)
            else:
                self.statements(node.finalbody)

        def pending() -> None:
            points = points_of(node.finalbody)
            inside = f"{points[0].point} <= {point} <= {points[-1].point}"
            writer.put(f"if {node.kind} == 1 and {inside}: raise {node.value}", HIDDEN)

        if any(has_points(handler.body) for handler in node.handlers):
            for handler in node.handlers:
                self.reentries[id(handler.body)] = points_of(handler.body)
        self.try_parts(node, body, handle, orelse, final, pending if node.kind else None)
        for handler in node.handlers:
            self.reentries.pop(id(handler.body), None)
        if node.kind:
            self.dispatch(node)

    def dispatch(self, node: TryP) -> None:
        """After a `finally` that was entered at a point: leave as it was about to when it began."""
        writer = self.writer
        assert node.value is not None
        parts = [node.body, node.orelse, *(handler.body for handler in node.handlers)]
        inside = [statement for part in parts for statement in part]
        writer.put(f"if {node.kind} == 2:")
        writer.indent += 1
        self.return_(node.value)
        writer.indent -= 1
        if breaks(inside):
            writer.put(f"if {node.kind} == 3:")
            writer.indent += 1
            self.break_()
            writer.indent -= 1
        if breaks(inside, ast.Continue):
            writer.put(f"if {node.kind} == 4:")
            writer.indent += 1
            self.continue_()
            writer.indent -= 1


def emit_resume(writer: Writer, function: Function) -> None:
    """One function's resume body, with the table of what each point saves (indexes of its parameters)."""
    prefix = writer.prefix
    writer.function = function
    writer.resuming = True
    writer.line = getattr(function.node, "lineno", 1)
    name = f"{prefix}main" if function.is_main else plain_name(function)
    if writer.target == "cpython" and not function.is_main:
        name = f"{prefix}f{function.fid}"
    body = ResumeBody(writer)
    given = [body.point, *function.slots]
    if not function.generator:
        given[1:1] = [body.error, body.value]
    if writer.target == "cpython":  # where what a call is given lives until it returns, so the list is emptied
        writer.put(f"def {name}({prefix}B):", HIDDEN)
        writer.indent += 1
        writer.put(f"{', '.join(given)}, = {prefix}B", HIDDEN)
        writer.put(f"{prefix}B.clear()", HIDDEN)
    elif function.generator:
        name = native_name(function, prefix)
        writer.put(f"def {name}({prefix}B):", HIDDEN)
        writer.indent += 1
        writer.put(f"{', '.join(given)}, = {prefix}B", HIDDEN)
        writer.put(f"{prefix}B = None", HIDDEN)
    else:
        writer.put(f"def {name}({', '.join(given)}):", HIDDEN)
        writer.indent += 1
    writer.global_statement()
    body.entered(function.body, True)
    writer.indent -= 1
    writer.put(f"{prefix}r = {name}", HIDDEN)
    slot = {name: index for index, name in enumerate(function.slots)}
    rows: list[str] = []
    points = points_of(function.body)
    for point in range(function.first_point, function.last_point + 1):
        plain, pairs = body.table[point]
        place = points[point - function.first_point]
        target = "1" if isinstance(place, Susp) and place.target else "0"
        saved = "".join(f"{slot[name]}, " for name in plain)
        held = "".join(f"({slot.get(source, -1)}, {slot[iterator]}), " for source, iterator in pairs)
        rows.append(f"{point}: (({saved}), ({held}), {target})")
    writer.put(f"{prefix}l = {{{', '.join(rows)}}}", HIDDEN)
    writer.put(f"{prefix}c = {len(function.slots)}", HIDDEN)
    if function.generator:
        writer.put(f"{prefix}yr = True", HIDDEN)
    used = sorted({word for line in writer.unit.lines for word in _hidden_functions(line, prefix)})
    writer.put(f"{prefix}h = ({''.join(repr(name) + ', ' for name in used)})", HIDDEN)


def _hidden_functions(line: str, prefix: str) -> set[str]:
    words = line.replace("(", " ").replace(")", " ").replace(",", " ").replace("=", " ").replace("[", " ").split()
    found: set[str] = set()
    for word in words:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest[:1] in ("f", "k") and rest[1:].isdigit():
            found.add(word)
    return found
