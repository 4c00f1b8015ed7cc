"""The pass `parameters`: positional-only parameters, which MicroPython does not have.

Lives here: `def f(a, /)` becomes `def f(hidden)`, and every `a` that means the parameter is renamed, so that no caller
can give it by name and `**rest` may hold an `a` of its own.  Other parameters are as they were.
"""

import ast

from .model import Program


def parameter_program(program: Program) -> None:
    """Replace every positional-only parameter of the program."""
    for module in program.modules:
        module.tree = _Parameters(program.prefix).visit(module.tree)


class _Parameters(ast.NodeTransformer):
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.AST:
        self.generic_visit(node)
        arguments = node.args
        if not arguments.posonlyargs:
            return node
        table = {argument.arg: f"{self.prefix}p_{argument.arg}" for argument in arguments.posonlyargs}
        for argument in arguments.posonlyargs:
            argument.arg = table[argument.arg]
        arguments.args = arguments.posonlyargs + arguments.args
        arguments.posonlyargs = []
        renaming = _Rename(table)
        if isinstance(node, ast.Lambda):
            node.body = renaming.visit(node.body)
        else:
            node.body = [renaming.visit(statement) for statement in node.body]
        return node

    visit_FunctionDef = function
    visit_AsyncFunctionDef = function
    visit_Lambda = function


class _Rename(ast.NodeTransformer):
    """Rename variables of one function, also where inner functions use them."""

    def __init__(self, table: dict[str, str]) -> None:
        self.table = table

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.table.get(node.id, node.id)
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [self.table.get(name, name) for name in node.names]
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if node.name is not None:
            node.name = self.table.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> ast.AST:
        name = node.asname or node.name.split(".")[0]
        if name in self.table:
            node.asname = self.table[name]
        return node

    def inner(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.AST:
        """Defaults and decorators belong to the scope around; inside, names of its own hide ours."""
        arguments = node.args
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [None if default is None else self.visit(default) for default in arguments.kw_defaults]
        hidden = _bound_inside(node)
        rest = _Rename({name: new for name, new in self.table.items() if name not in hidden})
        if isinstance(node, ast.Lambda):
            node.body = rest.visit(node.body)
            return node
        node.name = self.table.get(node.name, node.name)
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        node.body = [rest.visit(statement) for statement in node.body]
        return node

    visit_FunctionDef = inner
    visit_AsyncFunctionDef = inner
    visit_Lambda = inner

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.table.get(node.name, node.name)
        node.bases = [self.visit(base) for base in node.bases]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        own = _bound(node.body)
        rest = _Class({name: new for name, new in self.table.items() if name not in own}, self.table)
        node.body = [rest.visit(statement) for statement in node.body]
        return node

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        """Its first source is evaluated outside."""
        first = self.visit(node.generators[0].iter)
        targets = {leaf.id for part in node.generators for leaf in ast.walk(part.target) if isinstance(leaf, ast.Name)}
        rest = _Rename({name: new for name, new in self.table.items() if name not in targets})
        node.generators[0].iter = ast.Constant(None)
        rest.generic_visit(node)
        node.generators[0].iter = first
        return node

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension


class _Class(_Rename):
    """A class body: what it binds itself hides our names from it, but not from its methods."""

    def __init__(self, table: dict[str, str], whole: dict[str, str]) -> None:
        super().__init__(table)
        self.methods = _Rename(whole)

    def method(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.AST:
        name = getattr(node, "name", None)
        made = self.methods.inner(node)
        if name is not None:
            made.name = name  # type: ignore[attr-defined]  # an attribute of the class, none of our names
        return made

    visit_FunctionDef = method
    visit_AsyncFunctionDef = method
    visit_Lambda = method


def _bound_inside(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    """The names that are a function's own, or the module's by a `global` statement."""
    names = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
    return names if isinstance(node, ast.Lambda) else names | _bound(node.body)


def _bound(body: list[ast.stmt]) -> set[str]:
    """The names that a body binds in its own scope, those of a `nonlocal` statement left out."""
    names: set[str] = set()
    outer: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            names.update(leaf.target.id for leaf in ast.walk(node) if isinstance(leaf, ast.NamedExpr))
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.Global):
            names.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            outer.update(node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        pending += ast.iter_child_nodes(node)
    return names - outer
