"""Rewriting expressions that do not suspend: copies with boxes, makers and stand-ins put in.

Lives here: the transformers, none of which changes the tree it is given.  When they are applied is decided in
expressions.py.
"""

import ast
import copy
from typing import TYPE_CHECKING

from .prepare import definition_of
from .scopes import Scopes, owner_doubts

if TYPE_CHECKING:
    from .expressions import ExpressionLowering

_VALUE_BUILTINS = {"getattr", "sorted", "min", "max", "map", "filter", "zip", "enumerate", "reversed", "iter"}


class Copying(ast.NodeTransformer):
    """A transformer that leaves the given tree as it is and returns a changed copy."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        made = copy.copy(node)
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(made, field, [self.visit(item) if isinstance(item, ast.AST) else item for item in value])
            elif isinstance(value, ast.AST):
                setattr(made, field, self.visit(value))
        return made


class Rename(Copying):
    """Give comprehension variables names of their own, so that the loop can stand in the function."""

    def __init__(self, table: dict[str, str], scopes: Scopes) -> None:
        self.table = table
        self.scopes = scopes

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.table:
            return ast.copy_location(ast.Name(self.table[node.id], node.ctx), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        made = self.generic_visit(node)
        if id(node) in self.scopes.method_of:
            self.scopes.method_of[id(made)] = self.scopes.method_of[id(node)]
            made.sj_keep = node  # type: ignore[attr-defined]  # keeps the id alive
        return made

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        made = copy.copy(node)
        made.value = self.visit(node.value)
        return made

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        names: set[str] = set()
        for generator in node.generators:
            names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
        first = self.visit(node.generators[0].iter)
        inner = Rename({name: new for name, new in self.table.items() if name not in names}, self.scopes)
        made = inner.generic_visit(node)
        made.generators[0].iter = first  # type: ignore[attr-defined]  # every comprehension has one
        return made

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension


class Plain(Copying):
    def __init__(self, lowering: "ExpressionLowering") -> None:
        self.lowering = lowering

    def visit(self, node: ast.AST) -> ast.AST:
        if hasattr(node, "sj_plain"):
            return node
        made = super().visit(node)
        assert isinstance(made, ast.AST)
        return made

    def expr(self, node: ast.expr) -> ast.expr:
        made = self.visit(node)
        assert isinstance(made, ast.expr)
        return made

    def visit_Name(self, node: ast.Name) -> ast.AST:
        lowering = self.lowering
        if lowering.boxes(node.id):
            place = ast.copy_location(ast.Name(node.id, ast.Load()), node)
            boxed = ast.copy_location(ast.Subscript(place, ast.Constant(0), node.ctx), node)
            boxed.sj_boxed = node.id  # type: ignore[attr-defined]  # for the unset analysis
            if isinstance(node.ctx, ast.Load) and node.id not in lowering.function.boxed:
                if not node.id.startswith(lowering.program.prefix) and owner_doubts(lowering.function, node.id):
                    boxed.sj_check = True  # type: ignore[attr-defined]  # our own mark
            return boxed
        if node.id == "__sojourn__":  # what modules of our library call
            return ast.copy_location(lowering.hidden_name("x"), node)
        known = _VALUE_BUILTINS | {"property", "staticmethod", "classmethod"}
        if isinstance(node.ctx, ast.Load) and node.id in known and not lowering.shadowed(node.id):
            return ast.copy_location(ast.Attribute(lowering.hidden_name("x"), node.id, ast.Load()), node)
        return ast.copy_location(ast.Name(node.id, node.ctx), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        made = ast.copy_location(ast.Attribute(self.expr(node.value), node.attr, node.ctx), node)
        if isinstance(node.ctx, ast.Load) and self.lowering.takes_method(node.attr):
            made.sj_bound = True  # type: ignore[attr-defined]  # our own mark: may give a bound method
        return made

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        made = self.generic_visit(node)
        assert isinstance(made, ast.Compare)
        return self.lowering.contained(made, node.comparators[-1])

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        made = self.generic_visit(node)
        assert isinstance(made, ast.Starred)
        if isinstance(node.ctx, ast.Load) and self.lowering.calls.runs_over(node.value, self.lowering.function):
            drained = "drained_late" if hasattr(node, "sj_late") else "drained"
            made.value = self.lowering.hidden_method(drained, made.value)
        return made

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        lowering = self.lowering
        if not lowering.boxes(node.target.id):
            return self.generic_visit(node)
        put = ast.Attribute(lowering.hidden_name("x"), "put", ast.Load())
        box = ast.Name(node.target.id, ast.Load())
        return ast.copy_location(lowering.native(ast.Call(put, [box, self.expr(node.value)], [])), node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        lowering = self.lowering
        function = lowering.scopes.functions[id(definition_of(node))]
        return ast.copy_location(lowering.make(function), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        lowering = self.lowering
        if id(node) in lowering.scopes.method_of:
            return lowering.super_call(node)
        lowering.mark_consumed(node)
        func: ast.expr
        if isinstance(node.func, ast.Name) and not lowering.boxes(node.func.id):
            func = lowering.builtin(node, node.func) or ast.copy_location(ast.Name(node.func.id, ast.Load()), node)
        elif isinstance(node.func, ast.Attribute):
            func = ast.copy_location(ast.Attribute(self.expr(node.func.value), node.func.attr, ast.Load()), node.func)
        else:
            func = self.expr(node.func)
        late = lowering.starred_last(node) is not None
        if late:
            node.args[0].sj_late = True  # type: ignore[attr-defined]  # our own mark: run over behind the keywords
        arguments = [self.expr(argument) for argument in node.args]
        keywords = [ast.keyword(keyword.arg, self.expr(keyword.value)) for keyword in node.keywords]
        made = ast.copy_location(ast.Call(func, arguments, keywords), node)
        if not late and lowering.hands_on(node) and not hasattr(node, "sj_native") and not lowering.guard(node):
            made = ast.copy_location(ast.Call(lowering.hook("called"), [func, *arguments], keywords), node)
        elif lowering.finds(node.func):
            made = ast.copy_location(ast.Call(lowering.hook("listed"), [func, *arguments], keywords), node)
        lowering.mark_getattr(node, made)
        lowering.mark_mapping(node, made)
        lowering.mark_sort(node, made)
        if hasattr(node, "sj_native"):
            lowering.native(made)
        if lowering.is_view(node) and not hasattr(node, "sj_consumed"):
            made.sj_view = True  # type: ignore[attr-defined]  # our own mark: gives a view that may be kept
        if lowering.guard(node):
            return lowering.guarded_call(made)
        return made

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        names: set[str] = set()
        for generator in node.generators:
            names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
            if isinstance(generator.iter, ast.Call) and not self.lowering.guard(generator.iter):
                generator.iter.sj_consumed = True  # type: ignore[attr-defined]  # our own mark
        first = self.visit(node.generators[0].iter)
        self.lowering.hidden_vars.append(names)
        made = self.generic_visit(node)
        self.lowering.hidden_vars.pop()
        made.generators[0].iter = first  # type: ignore[attr-defined]  # every comprehension has one
        return made

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension
