"""A text that runs with names of its own, `exec("...", names)`, as statements that keep them in that dictionary.

Lives here: that rewriting, for texts.py, which puts the statements into a function that gets the dictionary. Whatever
functions the text makes are then the program's own: they can be stored, and cut like any other.
"""

import ast
import builtins

_BUILTINS = set(dir(builtins))
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def in_namespace(tree: ast.Module, names: str, hidden: set[str]) -> list[ast.stmt] | None:
    """The statements of a text whose globals are in the dictionary `names`; None for what has no such form.

    `hidden`: builtins that mean something else where the statements will stand.
    """
    for node in ast.walk(tree):
        if isinstance(node, (ast.Nonlocal, ast.NamedExpr)):
            return None
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            return None
    stored = _stored(tree.body)
    return _Names(names, hidden | stored).block(tree.body)


def _stored(body: list[ast.stmt]) -> set[str]:
    """What is bound in a block, its inner functions and classes left out."""
    found: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
            pending += node.decorator_list
            continue
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        if not isinstance(node, (*_COMPREHENSIONS, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))
    return found


class _Names(ast.NodeTransformer):
    def __init__(self, names: str, given: set[str]) -> None:
        self.names = names
        self.given = given
        self.local: list[set[str]] = []  # what is no global in the scopes around

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for statement in body:
            found = self.visit(statement)
            made += found if isinstance(found, list) else [] if found is None else [found]
        return made

    def is_global(self, name: str) -> bool:
        return not any(name in scope for scope in self.local)

    def place(self, name: str, ctx: ast.expr_context) -> ast.expr:
        return ast.Subscript(ast.Name(self.names, ast.Load()), ast.Constant(name), ctx)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if not self.is_global(node.id):
            return node
        if not isinstance(node.ctx, ast.Load):
            return ast.copy_location(self.place(node.id, node.ctx), node)
        if node.id in _BUILTINS and node.id not in self.given:
            return node
        look = ast.Attribute(ast.Name("__sojourn__", ast.Load()), "name_in", ast.Load())
        made = ast.Call(look, [ast.Name(self.names, ast.Load()), ast.Constant(node.id)], [])
        return ast.copy_location(made, node)

    def kept(self, node: ast.stmt, name: str) -> list[ast.stmt]:
        """A statement that binds a name, and that name put into the dictionary if it is a global."""
        if not self.is_global(name) or (self.local and name not in self.given):
            return [node]
        store = ast.Assign([self.place(name, ast.Store())], ast.Name(name, ast.Load()))
        return [node, ast.copy_location(store, node)]

    def function(self, node: "ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda") -> None:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [default and self.visit(default) for default in arguments.kw_defaults]
        own = {argument.arg for argument in every if argument is not None}
        if isinstance(node, ast.Lambda):
            self.local.append(own)
            node.body = self.visit(node.body)
        else:
            declared = {name for leaf in ast.walk(node) if isinstance(leaf, ast.Global) for name in leaf.names}
            self.given |= declared
            self.local.append((own | _stored(node.body)) - declared)
            node.body = self.block(node.body) or [ast.Pass()]
        self.local.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> "ast.AST | list[ast.stmt]":
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        self.function(node)
        return self.kept(node, node.name)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.function(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> "ast.AST | list[ast.stmt]":
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        node.bases = [self.visit(base) for base in node.bases]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        own = _stored(node.body)
        made: list[ast.stmt] = []
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):  # its own variables are not the class's
                inner = self.visit_FunctionDef(statement)
                made.append(inner[0] if isinstance(inner, list) else statement)
                continue
            self.local.append(own)
            found = self.visit(statement)
            made += found if isinstance(found, list) else [found]
            self.local.pop()
        node.body = made
        return self.kept(node, node.name)

    def visit_Global(self, node: ast.Global) -> None:
        return None

    def visit_Import(self, node: "ast.Import | ast.ImportFrom") -> "list[ast.stmt]":
        made: list[ast.stmt] = [node]
        for alias in node.names:
            made += self.kept(node, alias.asname or alias.name.split(".")[0])[1:]
        return made

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.type = node.type and self.visit(node.type)
        self.local.append({node.name} if node.name else set())
        node.body = self.block(node.body)
        self.local.pop()
        return node

    def comprehension(self, node: "ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp") -> ast.AST:
        names = {
            leaf.id
            for generator in node.generators
            for leaf in ast.walk(generator.target)
            if isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Store)
        }
        self.local.append(names)
        self.generic_visit(node)
        self.local.pop()
        return node

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension
