"""Where recursion looks at the native stack: before the calls that may lead back to the function they are in.

Lives here: the choice of functions and places. What a look costs is fast.py's, what happens at one engine's. Only
functions on a cycle of calls look, one on each cycle where that is enough, and only once they are past the exits that
do not go deeper (DESIGN section 3, trap 3: a whole stack goes by before any timer). The dense form needs none of this:
it stops before every statement, where the engine looks.
"""

import ast

from .bounds import reaches
from .calls import Calls
from .model import Descent, Function, IterFor, Program, Susp, TryP, points_of

Graph = dict[Function, set[Function]]


def find_descents(program: Program, calls: Calls) -> None:
    """Put a `Descent` before the calls from which the program may come back to the function that makes them."""
    if program.dense:
        return
    graph: Graph = {f: {t for t in to if not t.atomic} for f, to in calls.graph.items() if not f.atomic}
    for function in looking(graph):
        circle = {g for g in graph if reaches(graph, function, g) and reaches(graph, g, function)}
        function.body = _Placing(circle).block(function.body)
        function.bodies = _bodies(function, circle, calls)


def looking(graph: Graph) -> list[Function]:
    """The functions that look: without them no cycle is left, but for those of generators, which rest by themselves."""
    left = {f: {t for t in to if t in graph} for f, to in graph.items()}
    chosen: list[Function] = []
    while True:
        ring = [f for f in left if not f.generator and not f.is_main and reaches(left, f, f)]
        if not ring:
            return chosen
        best = max(ring, key=lambda f: (f in left[f], sum(f in left[g] for g in ring), -f.module.index, -f.fid))
        chosen.append(best)
        del left[best]
        for to in left.values():
            to.discard(best)


# How many bodies a function of so much syntax gets: one that is larger gains less.
SIZES = ((50, 4), (220, 2))


def _bodies(function: Function, circle: set[Function], calls: Calls) -> int:
    """How many bodies a function gets: several if it only calls itself, by its own name, and is small.

    They call each other in turn, and only the first looks: for fib a look is a quarter of a call. A body that is
    called as a variable of the unit also needs no search for a global. What the first looks with is no variable where
    the next body has taken the room.
    """
    name = function.name
    if not function.static or function.owner is not None or function.parent is not function.module.main:
        return 1
    if calls.computed or name in calls.attributes or calls.fact(function.module, name) is not function:
        return 1
    size = sum(1 for statement in function.body for _ in ast.walk(statement))
    bodies = next((number for most, number in SIZES if size <= most), 1)
    deeper = [
        point
        for point in points_of(function.body)
        if isinstance(point, Susp) and (point.reach is None or not circle.isdisjoint(point.reach))
    ]
    for point in deeper:
        call = point.call
        if (
            point.reach != frozenset({function})
            or not isinstance(call, ast.Call)
            or not isinstance(call.func, ast.Name)
        ):
            return 1
        if call.func.id != name or name in function.bound:
            return 1
    if not deeper:  # it calls itself in native code only
        return 1
    for point in deeper:
        assert isinstance(point.call, ast.Call)
        point.call.func.sj_self = True  # type: ignore[attr-defined]  # our own mark, read when printing
    if bodies > 1 and len(function.params) > 1:
        function.closes = False
    return bodies


def _before(statements: list[ast.stmt], index: int) -> int:
    """Where the loop at `index` begins, with what it runs over: an iterator that no loop runs yet cannot be stored."""
    loop = statements[index]
    iterators = {iterator for _, iterator in loop.pairs} if isinstance(loop, IterFor) else set[str]()
    for at, statement in enumerate(statements[:index]):
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id in iterators for target in statement.targets
        ):
            return at
    return index


class _Placing:
    """Puts the looks into one function's lowered statements."""

    def __init__(self, circle: set[Function]) -> None:
        self.circle = circle

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """The statements with a look before the first that goes deeper; what comes after that need not look again."""
        placed: list[ast.stmt] = []
        for index, statement in enumerate(statements):
            if not self.goes_deeper(statement):
                placed.append(statement)
            elif isinstance(statement, ast.If):
                statement.body = self.block(statement.body)
                statement.orelse = self.block(statement.orelse)
                placed.append(statement)
            elif isinstance(statement, TryP):
                statement.body = self.block(statement.body)
                statement.orelse = self.block(statement.orelse)
                statement.finalbody = self.block(statement.finalbody)
                for handler in statement.handlers:
                    handler.body = self.block(handler.body)
                placed.append(statement)
            else:
                at = _before(statements, index)
                line = getattr(statements[at], "lineno", 1)
                return [*placed[:at], Descent(line), *statements[at:]]
        return placed

    def goes_deeper(self, statement: ast.stmt) -> bool:
        """Whether a call in it may lead back here."""
        return any(
            isinstance(point, Susp) and (point.reach is None or not self.circle.isdisjoint(point.reach))
            for point in points_of([statement])
        )
