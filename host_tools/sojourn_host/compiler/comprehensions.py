"""Lowering a comprehension whose parts may suspend: it becomes loops in the function itself.

Lives here: that, and the names of its own that its variables get.  One that cannot suspend stays as it is.
"""

import ast
import copy

from .rewriting import Rename
from .scopes import Scopes
from .yields import GeneratorLowering


class ComprehensionLowering(GeneratorLowering):
    scopes: Scopes

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.expr:
        result = self.hidden("r")
        self.function.bound.add(result)
        renamed = self._rename(node)
        place = ast.Name(result, ast.Load())
        innermost: ast.stmt
        empty: ast.expr
        if isinstance(renamed, ast.DictComp):
            innermost = ast.Assign([ast.Subscript(place, renamed.key, ast.Store())], renamed.value)
            empty = ast.Dict([], [])
        elif isinstance(renamed, ast.ListComp):
            innermost = ast.Expr(self.native(ast.Call(ast.Attribute(place, "append", ast.Load()), [renamed.elt], [])))
            empty = ast.List([], ast.Load())
        else:
            innermost = ast.Expr(self.native(ast.Call(ast.Attribute(place, "add", ast.Load()), [renamed.elt], [])))
            empty = self.native(ast.Call(ast.Name("set", ast.Load()), [], []))
        body: list[ast.stmt] = [innermost]
        for generator in reversed(renamed.generators):
            for condition in reversed(generator.ifs):
                body = [ast.If(condition, body, [])]
            body = [ast.For(generator.target, generator.iter, body, [])]
        loop = body[0]
        for child in ast.walk(loop):
            if not hasattr(child, "lineno"):
                child.lineno = self.line  # type: ignore[attr-defined]  # every node may carry one
        self.out.append(self.store_raw(result, empty))
        held, self.held = self.held, self.temps
        temps = self.temps
        self.statement(loop)
        self.temps, self.held = temps, held
        return ast.Name(result, ast.Load())

    def _rename(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.ListComp | ast.SetComp | ast.DictComp:
        names: set[str] = set()
        for generator in node.generators:
            names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
        table = {name: self.hidden("v") for name in sorted(names)}
        for hidden in table.values():
            self.function.bound.add(hidden)
        generators = list(node.generators)
        made = copy.copy(node)
        first = copy.copy(generators[0])
        first.target = Rename(table, self.scopes).visit(first.target)
        first.ifs = [Rename(table, self.scopes).visit(condition) for condition in first.ifs]
        rest = [Rename(table, self.scopes).visit(generator) for generator in generators[1:]]
        made.generators = [first, *rest]
        for field in ("elt", "key", "value"):
            value = getattr(node, field, None)
            if value is not None:
                setattr(made, field, Rename(table, self.scopes).visit(value))
        return made
