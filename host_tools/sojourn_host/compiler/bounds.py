"""What runs as part of a function, and how often its loops may run.

Lives here: walks over a function's own nodes, inner functions left out, and over a graph of calls.  What a call may
reach is calls.py's.
"""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .model import Function, IterFor, RangeFor

if TYPE_CHECKING:
    from .scopes import Scopes

BOUND = 128  # iterations that a loop may run without a look at the flag
WORKING = 16  # the same where each iteration runs loops of its own
TINY = 8  # iterations of a loop that count as a part of an iteration around it


def own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Every node that runs as part of these statements: inner functions left out, their defaults kept."""
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            arguments = node.args
            pending += [default for default in [*arguments.defaults, *arguments.kw_defaults] if default is not None]
            if isinstance(node, ast.FunctionDef):
                pending += node.decorator_list
        else:
            pending += reversed(list(ast.iter_child_nodes(node)))


def own_calls(function: Function, scopes: "Scopes") -> Iterator[ast.Call]:
    assert not isinstance(function.node, ast.Lambda)
    for node in own_nodes(function.node.body):
        if isinstance(node, ast.Call):
            yield node
        elif isinstance(node, (ast.With,)):
            for item in node.items:
                for name in ("__enter__", "__exit__"):
                    yield ast.Call(ast.Attribute(item.context_expr, name, ast.Load()), [], [])
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            for decorator in node.decorator_list:
                yield ast.Call(decorator, [], [])
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            yield ast.Call(node.exc, [], [])


def own_headers(function: Function) -> Iterator[ast.expr]:
    """What the loops of a function run over, comprehensions and `yield from` among them."""
    assert not isinstance(function.node, ast.Lambda)
    for node in own_nodes(function.node.body):
        if isinstance(node, (ast.For, ast.comprehension)):
            yield node.iter
        elif isinstance(node, ast.YieldFrom):
            yield node.value


def bounded(node: ast.stmt) -> int | None:
    """How often a `for` over a literal runs, when that can be read off it; None for every other loop."""
    if not isinstance(node, ast.For):
        return None
    header = node.iter
    if isinstance(header, (ast.Tuple, ast.List)) and not any(isinstance(item, ast.Starred) for item in header.elts):
        return len(header.elts)
    if isinstance(header, ast.Constant) and isinstance(header.value, (str, bytes)):
        return len(header.value)
    if isinstance(header, ast.Call) and isinstance(header.func, ast.Name) and header.func.id == "range":
        values: list[int] = []
        if len(header.args) == 2 and isinstance(header.args[1], ast.BinOp) and isinstance(header.args[1].op, ast.Add):
            start, stop = header.args[0], header.args[1]
            width = stop.right.value if isinstance(stop.right, ast.Constant) else None
            if isinstance(start, ast.Name) and ast.dump(stop.left) == ast.dump(start) and isinstance(width, int):
                return max(width, 0)
        for argument in header.args:
            try:
                value = ast.literal_eval(argument)
            except (ValueError, TypeError, SyntaxError):
                return None
            if not isinstance(value, int):
                return None
            values.append(value)
        if values and (len(values) < 3 or values[2] != 0) and not header.keywords and len(values) <= 3:
            return len(range(*values))
    return None


def once(node: ast.While) -> bool:
    """Whether a `while` runs its body at most once: it ends by leaving, and nothing goes on before that."""
    leaves = isinstance(node.body[-1], (ast.Break, ast.Return, ast.Raise))
    inside = (leaf for statement in node.body for leaf in ast.walk(statement))
    return leaves and not any(isinstance(leaf, ast.Continue) for leaf in inside)


def breaks(statements: list[ast.stmt], kind: type[ast.stmt] = ast.Break) -> bool:
    """Whether these statements leave (or go on with) the loop around them."""
    for statement in statements:
        if isinstance(statement, kind):
            return True
        if isinstance(statement, (ast.For, ast.While, RangeFor, IterFor)):
            if breaks(statement.orelse, kind):
                return True
            continue
        for field in ("body", "orelse", "finalbody"):
            if not isinstance(statement, (ast.ClassDef, ast.FunctionDef)) and breaks(
                getattr(statement, field, []), kind
            ):
                return True
        for handler in getattr(statement, "handlers", []):
            if breaks(handler.body, kind):
                return True
    return False


def reaches(graph: dict[Function, set[Function]], start: Function, goal: Function) -> bool:
    """Whether calls lead from one function to another, in one step or more."""
    pending, seen = list(graph.get(start, ())), set[Function]()
    while pending:
        current = pending.pop()
        if current is goal:
            return True
        if current not in seen:
            seen.add(current)
            pending.extend(graph.get(current, ()))
    return False
