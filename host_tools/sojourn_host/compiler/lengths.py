"""How long a loop may run without a look at the flag: by what it runs over, and by what each iteration does.

Lives here: which loops end by themselves within what the memory holds, and which functions are long because of their
loops. What a call may reach is calls.py's; counts that can be read off the text are bounds.py's.
"""

import ast
from typing import TYPE_CHECKING

from .bounds import BOUND, TINY, WORKING, bounded, once, own_calls, own_nodes, reaches
from .model import Function, Program

if TYPE_CHECKING:
    from .calls import Calls

LIGHT = 45  # nodes of syntax in the body of a loop over a container that need not look
_FILLED = (ast.ListComp, ast.SetComp, ast.DictComp)  # they can be written as loops
_COMPREHENSIONS = (*_FILLED, ast.GeneratorExp)


class Lengths:
    """Answers, for any loop of the program, whether it must look."""

    def __init__(self, calls: "Calls") -> None:
        self.calls = calls
        self.endless = _endless(calls.program)
        self.heavy: set[Function] = set()  # they run loops, themselves or in what they call
        self.callees: dict[Function, set[Function]] = {}
        self._weigh()

    def finite(self, node: ast.stmt, function: Function) -> bool:
        """Whether a loop runs over a container, or counts one, so that it is no longer than the memory.

        Not if its body is so large that a look is nothing beside it: without one a stop would wait long.
        """
        if not isinstance(node, ast.For) or self.endless or self.calls.program.dense:
            return False
        if sum(1 for statement in node.body for _ in ast.walk(statement)) > LIGHT:
            return False
        if not any(isinstance(leaf, ast.Name) and leaf.id == "range" for leaf in ast.walk(node.iter)):
            return True
        return self._counts(node.iter, function)

    def _counts(self, header: ast.expr, function: Function) -> bool:
        """Whether this is a `range` that is no longer than some container: `range(1, len(x))` and the like."""
        if not isinstance(header, ast.Call) or not isinstance(header.func, ast.Name) or header.func.id != "range":
            return False
        if self.calls.named("range", function) or header.keywords:
            return False
        arguments = header.args
        start: ast.expr = arguments[0] if len(arguments) > 1 else ast.Constant(0)
        stop = arguments[1] if len(arguments) > 1 else arguments[0]
        step = _constant(arguments[2]) if len(arguments) > 2 else 1
        if step is None or not step:
            return False
        if step < 0:
            start, stop = stop, start
        least = _constant(start)
        return least is not None and least >= -BOUND and self._sized(stop, function)

    def _sized(self, node: ast.expr, function: Function) -> bool:
        """Whether a number is no more than a little above the length of a container."""
        if isinstance(node, ast.BinOp):
            right = _constant(node.right)
            if right is None or not self._sized(node.left, function):
                return False
            if isinstance(node.op, ast.FloorDiv):
                return right > 0
            return isinstance(node.op, (ast.Add, ast.Sub)) and abs(right) <= BOUND
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "len":
            return False
        return self.calls.named("len", function) == [] and "__len__" not in self.calls.methods

    def works(self, body: list[ast.stmt], function: Function) -> bool:
        """Whether these statements, in a loop, run loops of their own: here, or in a function that cannot be cut."""
        for node in own_nodes(body):
            if _runs_long(node):
                return True
            if isinstance(node, ast.Call) and self._is_heavy(node, function):
                return True
        return False

    def toils(self, node: ast.AST, function: Function) -> bool:
        """Whether this is a comprehension that runs loops for its elements, in functions that cannot be cut."""
        if not isinstance(node, _FILLED):
            return False
        first = node.generators[0].iter
        parts = [child for child in ast.walk(node) if isinstance(child, ast.Call)]
        outside = {id(child) for child in ast.walk(first)}
        return any(id(part) not in outside and self._is_heavy(part, function) for part in parts)

    def _is_heavy(self, call: ast.Call, function: Function) -> bool:
        return not self.heavy.isdisjoint(self.calls.may_run(call, function))

    def _weigh(self) -> None:
        calls = self.calls
        for function in calls.program.functions:
            self.callees[function] = {
                target for call in own_calls(function, calls.scopes) for target in calls.may_run(call, function)
            }
        functions = [function for function in calls.program.functions if not function.generator]
        for function in functions:
            assert not isinstance(function.node, ast.Lambda)
            if any(_runs_long(node) for node in own_nodes(function.node.body)):
                self.heavy.add(function)
        changed = True
        while changed:
            changed = False
            for function in functions:
                if function not in self.heavy and not self.heavy.isdisjoint(self.callees[function]):
                    self.heavy.add(function)
                    changed = True

    def branches(self, function: Function) -> bool:
        """Whether this is a generator that makes more of its kind: a walk, each part of which may look as it begins."""
        return function.generator and reaches(self.callees, function, function)

    def long(self, function: Function) -> bool:
        """Whether a function must look because of its own loops."""
        assert not isinstance(function.node, ast.Lambda)
        body = function.node.body
        return any(self.toils(node, function) for node in own_nodes(body)) or self._unbounded(body, 1, function)

    def _unbounded(self, body: list[ast.stmt], times: int, function: Function) -> bool:
        for statement in body:
            if isinstance(statement, ast.While) and not once(statement):
                return True
            inner = times
            if isinstance(statement, ast.For):
                count = bounded(statement)
                works = self.works(statement.body, function)
                if count is None and not works and times == 1 and self.finite(statement, function):
                    count = BOUND  # the only loop of a nest
                if works and count is not None and count > WORKING:
                    return True
                if count is None or count * times > BOUND:
                    return True
                inner = times * max(count, 1)
            for field in ("body", "orelse", "finalbody"):
                if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and self._unbounded(
                    getattr(statement, field, []), inner, function
                ):
                    return True
            for handler in getattr(statement, "handlers", []):
                if self._unbounded(handler.body, inner, function):
                    return True
        return False


def _endless(program: Program) -> bool:
    """Whether the program can run over something that need not fit into memory: its own iterators, kept ranges."""
    for module in program.modules:
        headers = {id(node.iter) for node in ast.walk(module.tree) if isinstance(node, (ast.For, ast.comprehension))}
        for node in ast.walk(module.tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in ("__next__", "__getitem__"):
                return True
            if isinstance(node, ast.Name) and node.id in ("open", "map", "filter", "iter"):
                return True
            if isinstance(node, ast.alias) and node.name.split(".")[0] in (
                "itertools",
                "csv",
                "os",
                "glob",
                "socket",
            ):
                return True
            if isinstance(node, ast.Attribute) and node.attr in ("stdin", "readlines", "finditer"):
                return True
            if isinstance(node, ast.Call):
                consumed = isinstance(node.func, ast.Name) and node.func.id in (
                    "list",
                    "tuple",
                    "set",
                    "sum",
                    "sorted",
                )
                if consumed:
                    headers.update(id(argument) for argument in node.args)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
                if id(node) not in headers:
                    return True
    return False


def _runs_long(node: ast.AST) -> bool:
    """Whether this is a loop of more than a few iterations."""
    if isinstance(node, ast.For):
        return (bounded(node) or TINY + 1) > TINY
    return isinstance(node, (ast.While, *_COMPREHENSIONS))


def _constant(node: ast.expr) -> int | None:
    """The value of a constant integer; None for everything else."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if type(value) is int else None
