"""What of the device's source a MicroPython needs: the same modules without what only CPython runs.

May live here: leaving out code by what is known beforehand (MICRO is true, TYPE_CHECKING is not, a constant has its
value). May not: anything that changes what the code does. It is worth doing because bytecode and every name in it take
memory on a device, and the heap of one is small.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from typing import TypeGuard, cast

from sojourn_host.parsing import parse

_KNOWN = {"MICRO": True, "TYPE_CHECKING": False}
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
# Modules whose contents programs use.
REACHED = (
    "boot", "natives", "native_calls", "native_generators", "native_objects", "displays", "iterators", "positions",
    "patterns", "errors", "evaluating", "handing",
    "padding", "casing", "characters", "splitting", "codecs", "formatting", "numbers", "sets", "functions", "searching",
)  # fmt: skip
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def for_device(sources: dict[str, str], kept: Container[str]) -> dict[str, str]:
    """The sources of all device modules by path, reduced; a path stays, even if nothing is left in its file.

    kept: names that somebody else uses: a caller, or the interpreter itself (`readinto` of a stream).
    """
    trees = {name: _Fold().visit(parse(text)) for name, text in sources.items()}
    read = {n.attr for tree in trees.values() for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    constants = {name: _constants(tree, read) for name, tree in trees.items()}
    modules = {name[:-3].replace("/", "."): name for name in sources}
    for name, tree in trees.items():
        known = dict(constants[name])
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and modules.get(node.module or "") in constants:
                values = constants[modules[node.module or ""]]
                known.update({a.name: values[a.name] for a in node.names if a.name in values and not a.asname})
        trees[name] = _Fold(known).visit(_Inline(known).visit(tree))
    while _drop_unused(trees, kept):
        pass
    return {name: ast.unparse(ast.fix_missing_locations(tree)) + "\n" for name, tree in trees.items()}


def _constants(tree: ast.Module, read: set[str]) -> dict[str, int]:
    """Integers that a module names once in capitals, and nothing reads as an attribute."""
    found: dict[str, int] = {}
    stores = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
            target = node.targets[0]
            if isinstance(target, ast.Name) and _CONSTANT.fullmatch(target.id) and target.id not in read:
                if stores.count(target.id) == 1:
                    found[target.id] = node.value.value
    return found


def _is_constant(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant)


class _Inline(ast.NodeTransformer):
    """Puts integers where their names are read."""

    def __init__(self, known: dict[str, int]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if isinstance(node.ctx, ast.Load) and node.id in self.known:
            return ast.Constant(self.known[node.id])
        return node


class _Fold(ast.NodeTransformer):
    """Leaves out docstrings, annotations and the branches that are never taken."""

    def __init__(self, inlined: dict[str, int] | None = None) -> None:
        self.inlined = inlined or {}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if isinstance(node.ctx, ast.Load) and node.id in _KNOWN:
            return ast.Constant(_KNOWN[node.id])
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        return (
            ast.Constant(True) if ast.unparse(node) == "sys.implementation.name == 'micropython'" else self.deeper(node)
        )

    def deeper(self, node: ast.AST) -> ast.AST:
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and _is_constant(node.operand):
            return ast.Constant(not node.operand.value)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        stops = isinstance(node.op, ast.Or)
        kept: list[ast.expr] = []
        for value in node.values:
            if _is_constant(value) and isinstance(value.value, bool):
                if value.value is stops:
                    kept.append(value)
                    break
                continue
            kept.append(value)
        if not kept:
            return ast.Constant(not stops)
        if len(kept) == 1:
            return kept[0]
        node.values = kept
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if _is_constant(node.test):
            return node.body if node.test.value else node.orelse
        return node

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        if _is_constant(node.test):
            return node.body if node.test.value else node.orelse
        if not node.body:
            node.body = [ast.Pass()]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        target = node.targets[0]
        if isinstance(target, ast.Name) and (target.id in _KNOWN or target.id in self.inlined):
            return None
        return self.deeper(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        plain = ast.copy_location(ast.Assign([node.target], node.value), node)
        return cast("ast.AST | None", self.visit(plain))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        node.names = [a for a in node.names if a.asname or (a.name not in _KNOWN and a.name not in self.inlined)]
        return node if node.names else None

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return self.deeper(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                whole = _live(cast("list[ast.stmt]", body))
                needs = field == "body" and not isinstance(node, ast.Module)
                setattr(node, field, whole or ([ast.Pass()] if needs else []))
        return node


def _live(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that can be reached and do something."""
    kept: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.Expr) and _is_constant(statement.value):
            continue
        if isinstance(statement, ast.Assert) or _only_declares(statement):
            continue
        kept.append(statement)
        if isinstance(statement, _ENDS):
            break
    return [s for s in kept if not isinstance(s, ast.Pass)]


def _only_declares(statement: ast.stmt) -> bool:
    """Whether it is `__all__`, or a method that every subclass has."""
    if isinstance(statement, ast.Assign):
        return ast.unparse(statement.targets[0]) == "__all__"
    body = statement.body if isinstance(statement, ast.FunctionDef) else []
    return len(body) == 1 and ast.unparse(body[0]) == "raise NotImplementedError"


def _drop_unused(trees: dict[str, ast.Module], kept: Container[str]) -> bool:
    """Leave out imports and functions that nothing names any more; whether there were any."""
    everywhere: dict[str, int] = {}
    imported: set[str] = set()
    used_in: dict[str, set[str]] = {}
    for name, tree in trees.items():
        used = used_in.setdefault(name, set())
        for node in _reached(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                everywhere[node.attr] = 1
            elif isinstance(node, ast.ImportFrom):
                imported.update(f"{node.module}.{a.name}" for a in node.names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                everywhere[node.value] = 1
    dropped = False
    for name, tree in trees.items():
        module = name[:-3].replace("/", ".").removesuffix(".__init__")
        drop = _Drop(module, used_in[name], imported, everywhere, kept)
        drop.visit(tree)
        dropped = dropped or drop.dropped
    return dropped


def _reached(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node, but for what a function at the top says of itself."""
    for statement in tree.body:
        for node in ast.walk(statement):
            own = isinstance(statement, ast.FunctionDef) and isinstance(node, ast.Name) and node.id == statement.name
            if not own:
                yield node


class _Drop(ast.NodeTransformer):
    def __init__(
        self, module: str, used: set[str], imported: set[str], everywhere: dict[str, int], kept: Container[str]
    ) -> None:
        self.module = module
        self.kept = kept
        self.reached = module.rpartition(".")[2] in REACHED
        self.used = used
        self.imported = imported
        self.everywhere = everywhere
        self.dropped = False

    def wanted(self, name: str) -> bool:
        here = name in self.used or f"{self.module}.{name}" in self.imported
        return here or name in self.everywhere or name in self.kept

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        ours = node.name[0] == "_" or not self.reached
        if ours and node.name[:2] != "__" and node.name[:4] != "_on_" and not self.wanted(node.name):
            self.dropped = True
            return None
        return self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> ast.AST | None:
        return self.imports(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        return self.imports(node)

    def imports(self, node: ast.Import | ast.ImportFrom) -> ast.AST | None:
        names = [a for a in node.names if self.wanted((a.asname or a.name).split(".")[0])]
        if len(names) < len(node.names):
            self.dropped = True
            node.names = names
        return node if names else None

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        body = getattr(node, "body", None)
        if isinstance(body, list) and not body and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]  # type: ignore[attr-defined]  # it has one
        return node
