"""Which globals certainly have a value where they are read.

Lives here: one walk over a module's own statements. A resume body on MicroPython reads globals as attributes of the
module, where one without a value would raise AttributeError; text.py has the doubtful ones looked up instead.
"""

import ast
from functools import lru_cache

from .model import Function, Module

_ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_SCOPES = (ast.FunctionDef, ast.Lambda, ast.ClassDef)
_HARMLESS = {
    "set", "dict", "list", "tuple", "frozenset", "bytearray", "bytes", "object", "range", "len", "int", "str", "float",
    "namedtuple", "deque", "OrderedDict", "defaultdict", "Counter", "print", "property", "staticmethod", "classmethod",
}  # fmt: skip
Known = set[str] | None  # None: the end of these statements is never reached


class Bound:
    """What is known of one module; asked by function, name and line."""

    def __init__(self, module: Module) -> None:
        self.main = module.main
        self.sure: set[tuple[str, int]] = set()
        self.doubtful: set[tuple[str, int]] = set()
        self.after: list[set[str]] = []  # for each statement of the module what has a value behind it
        self.last: list[int] = []  # its last line
        known: set[str] = set()
        for statement in module.tree.body:
            known = self.walk([statement], known) or known
            self.after.append(known)
            self.last.append(statement.end_lineno or statement.lineno if hasattr(statement, "lineno") else 0)
        self.quiet = [_quiet(statement) for statement in module.tree.body]

    def certain(self, function: Function, name: str, line: int) -> bool:
        """Whether the global `name`, read at `line` of a function, certainly has a value."""
        if function is self.main:
            return (name, line) in self.sure and (name, line) not in self.doubtful
        while function.parent is not None and not function.parent.is_main:
            function = function.parent
        first = getattr(function.node, "lineno", 0)
        at = next((index for index, last in enumerate(self.last) if last >= first), None)
        if at is None:
            return False
        while at + 1 < len(self.quiet) and self.quiet[at + 1]:  # it cannot be called before these have run
            at += 1
        return name in self.after[at]

    def walk(self, statements: list[ast.stmt], known: set[str]) -> Known:
        """What has a value behind these statements."""
        for statement in statements:
            self.read(statement, known)
            after = self.step(statement, known)
            if after is None:
                return None
            known = after
        return known

    def step(self, node: ast.stmt, known: set[str]) -> Known:
        if isinstance(node, _ENDS):
            return None
        if isinstance(node, ast.If):
            return _both(self.walk(node.body, known), self.walk(node.orelse, known))
        if isinstance(node, ast.For):
            self.walk(node.body, known | _stored(node.target))
            self.walk(node.orelse, known)
            return known
        if isinstance(node, ast.While):
            self.walk(node.body, known)
            self.walk(node.orelse, known)
            return known
        if isinstance(node, ast.With):
            for item in node.items:
                known = known | (_stored(item.optional_vars) if item.optional_vars is not None else set())
            self.walk(node.body, known)
            return known  # an exception in its body may have been swallowed
        if isinstance(node, ast.Try):
            body = self.walk(node.body, known)
            ends: Known = self.walk(node.orelse, body) if body is not None else None
            for handler in node.handlers:
                named = {handler.name} if handler.name else set[str]()
                ends = _both(ends, self.walk(handler.body, known | named))
            final = self.walk(node.finalbody, known)
            return None if ends is None or final is None else ends | final
        return known | _stored(node)

    def read(self, node: ast.stmt, known: set[str]) -> None:
        """Note every name that this statement itself reads, not the statements inside it."""
        pending: list[ast.AST] = [node]
        while pending:
            leaf = pending.pop()
            if isinstance(leaf, ast.Name):
                for line in {getattr(place, "lineno", 0) for place in (node, leaf)}:
                    (self.sure if leaf.id in known else self.doubtful).add((leaf.id, line))
            for child in ast.iter_child_nodes(leaf):
                if isinstance(child, ast.stmt) and not isinstance(leaf, ast.ClassDef):
                    continue
                if not isinstance(child, (ast.FunctionDef, ast.Lambda, ast.ExceptHandler)):
                    pending.append(child)
                elif isinstance(child, ast.ExceptHandler) and child.type is not None:
                    pending.append(child.type)


@lru_cache(maxsize=8)
def bound_of(module: Module) -> Bound:
    """The same for each unit of a module."""
    return Bound(module)


def _both(one: Known, other: Known) -> Known:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _stored(node: ast.AST) -> set[str]:
    """The names that a simple statement, or a target, binds."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.AnnAssign) and node.value is None:
        return set()
    found: set[str] = set()
    pending: list[ast.AST] = [node]
    while pending:
        leaf = pending.pop()
        if isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Store):
            found.add(leaf.id)
        if not isinstance(leaf, (*_SCOPES, ast.NamedExpr, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            pending.extend(ast.iter_child_nodes(leaf))
    return found


def _quiet(node: ast.stmt) -> bool:
    """Whether a statement of a module calls no function of the program."""
    if isinstance(node, ast.FunctionDef):
        defaults = [d for d in [*node.args.defaults, *node.args.kw_defaults] if d is not None]
        return not node.decorator_list and not any(_calls(default) for default in defaults)
    if isinstance(node, ast.ClassDef):
        parts = [*node.decorator_list, *node.bases, *node.keywords]
        if node.decorator_list or any(_calls(part) for part in parts):
            return False
        return all(isinstance(inner, ast.FunctionDef) or _quiet(inner) for inner in node.body)
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.Pass)):
        return not _calls(node)
    return False


def _calls(node: ast.AST) -> bool:
    calls = [leaf for leaf in ast.walk(node) if isinstance(leaf, ast.Call)]
    return any(not isinstance(call.func, ast.Name) or call.func.id not in _HARMLESS for call in calls)
