"""Leaving a block: what a break, a continue or a return must say on its way through the constructs around it.

Lives here: what is on its way in a `finally`, by which a resumed body goes on with it, and what becomes of that when
the `finally` raises or leaves some other way. The constructs themselves are fast.py's and resume.py's.
"""

import ast
from collections.abc import Callable

from .model import TryP
from .text import Writer


class Around:
    """A construct around a statement, innermost last: what a break, continue or return must do there."""

    def __init__(self, kind: str, flag: str | None = None, value: str | None = None) -> None:
        self.kind = kind  # "loop", "partial", "final", or "leaving": in the `finally` itself
        self.flag = flag  # partial: set before a break;  final: the pending kind
        self.value = value  # final: the pending value


class Leaving:
    """Emits what leaves the constructs in `around`, innermost last."""

    writer: Writer
    around: list[Around]

    def break_(self) -> None:
        around = self.passing(3)
        if around is not None and around.kind == "partial" and around.flag:
            self.writer.put(f"{around.flag} = 1")
        self.writer.put("break")

    def continue_(self) -> None:
        around = self.passing(4)
        self.writer.put("break" if around is not None and around.kind == "partial" else "continue")

    def passing(self, kind: int) -> Around | None:
        """Say what is on its way in each `finally` between here and the loop around, which is returned."""
        leaving = False
        for place in range(len(self.around) - 1, -1, -1):
            around = self.around[place]
            leaving |= around.kind == "leaving"
            if around.kind == "final":
                self.writer.put(f"{around.flag} = {kind}")
            elif around.kind != "leaving":
                if leaving:  # what was on its way before, past that loop perhaps, is so no more
                    self.stay(self.around[: place + 1])
                return around
        return None

    def stay(self, arounds: list[Around]) -> None:
        """Nothing is on its way out of these."""
        for around in arounds:
            if around.flag and around.kind in ("final", "partial"):
                self.writer.put(f"{around.flag} = 0")

    def staying(self, write: Callable[[list[ast.stmt]], None]) -> Callable[[list[ast.stmt]], None]:
        """A clause that takes the place of what was on its way when a `finally` raised."""

        def written(body: list[ast.stmt]) -> None:
            self.writer.indent += 1
            self.stay(self.around)
            self.writer.indent -= 1
            write(body)

        return written

    def return_(self, value: str | None) -> None:
        writer = self.writer
        for around in reversed(self.around):
            if around.kind == "final":
                writer.put(f"{around.value} = {value or None}")
                writer.put(f"{around.flag} = 2")
                value = around.value
        writer.put(f"return {value}" if value else "return")


def may_stay(statements: list[ast.stmt]) -> bool:
    """Whether a break, continue or return in here passes a `finally`, which may raise: then it does not leave."""
    for statement in statements:
        for part in _parts(statement):
            if may_stay(part):
                return True
        if isinstance(statement, (ast.Try, TryP)) and statement.finalbody and _leaves([statement]):
            return True
    return False


def _leaves(statements: list[ast.stmt]) -> bool:
    return any(
        isinstance(statement, (ast.Break, ast.Continue, ast.Return)) or any(_leaves(part) for part in _parts(statement))
        for statement in statements
    )


def _parts(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks of a statement that run in the same function."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return []
    handlers = [handler.body for handler in getattr(statement, "handlers", [])]
    return handlers + [getattr(statement, field, []) for field in ("body", "orelse", "finalbody")]
