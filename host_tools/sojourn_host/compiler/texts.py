"""The pass `texts`: source text that a program hands to eval, exec and compile, and the names of its module.

Lives here: text that stands in the program is put in its place, as far as it means the same there, and so can be cut
like the rest; any other is run by the interpreter, in one atomic step, with the names it would find.  What runs it is
the runtime's (sojourn/evaluating.py).  A program that has functions of its own under these names keeps them.
"""

import ast
import builtins
from typing import TypeVar

from .model import Module, Program
from .text_names import in_namespace

_Node = TypeVar("_Node", bound=ast.AST)
_CALLED = {"eval": "evaluate", "exec": "execute", "compile": "compiled"}
_NAMES = {"locals", "vars", "dir"}  # without an argument, at the level of a module


def text_program(program: Program) -> None:
    """Replace the calls of eval, exec and compile, and at module level those of locals, vars and dir."""
    for module in program.modules:
        if module.ours:
            continue
        own = _bound(module.tree)
        called = (set(_CALLED) | _NAMES) - own
        if any(isinstance(node, ast.Name) and node.id in called for node in ast.walk(module.tree)):
            module.tree = _Texts(module, called, program.prefix).visit(module.tree)
            module.main.node = module.tree
            ast.fix_missing_locations(module.tree)


def _bound(tree: ast.AST) -> set[str]:
    """What a module binds anywhere but in a class body itself."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.split(".")[0])
        elif not isinstance(node, ast.ClassDef):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    found.add(child.name)
    return found & (set(_CALLED) | _NAMES)


def _everything(tree: ast.AST) -> set[str]:
    """What a module binds anywhere."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return found | {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Names that a module binds once, at its top, by a plain assignment, and what they mean."""
    counts: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            counts[node.id] = counts.get(node.id, 0) + 1
        elif isinstance(node, ast.arg):
            counts[node.arg] = counts.get(node.arg, 0) + 2
    found: dict[str, ast.expr] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name) and counts[target.id] == 1:
                found[target.id] = statement.value
    return found


def _text(arguments: list[ast.expr]) -> str | None:
    """The text that is the only argument of a call."""
    if len(arguments) == 1 and isinstance(arguments[0], ast.Constant) and isinstance(arguments[0].value, str):
        return arguments[0].value
    return None


class _Texts(ast.NodeTransformer):
    def __init__(self, module: Module, called: set[str], prefix: str) -> None:
        self.module = module
        self.called = called
        self.prefix = prefix
        self.count = 0  # of texts with names of their own
        self.constant = _constants(module.tree)
        self.bound = {name for name in _everything(module.tree) if hasattr(builtins, name)}
        self.depth = 0  # of functions and classes
        self.known: list[set[str]] = []  # of each function around: what certainly has a value here

    # statements --------------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self.inside(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self.inside(node)

    def inside(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        node.args = self.visit(node.args)
        outside = self.known
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        self.known = [*outside, {argument.arg for argument in every if argument is not None}]
        self.depth += 1
        node.body = self.block(node.body)
        self.depth -= 1
        self.known = outside
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        self.known.append({argument.arg for argument in every if argument is not None})
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        self.known.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        outside = self.known
        self.known = []  # its own names are no variables of a function
        self.depth += 1
        node.body = self.block(node.body)
        self.depth -= 1
        self.known = outside
        return node

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        before = set(self.known[-1]) if self.known else set[str]()
        for statement in statements:
            found = self.visit(statement)
            made += found if isinstance(found, list) else [found]
            if self.known:
                self.known[-1] |= _assigned(statement)
        if self.known:
            self.known[-1] = before
        return made

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if self.known and isinstance(node, (ast.For, ast.AsyncFor)):
            self.known[-1] |= _names(node.target)
        if self.known and isinstance(node, (ast.With, ast.AsyncWith)):
            self.known[-1] |= {n for item in node.items if item.optional_vars for n in _names(item.optional_vars)}
        for field, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(node, field, self.block(value))
            elif isinstance(value, list):
                setattr(node, field, [self.visit(item) if isinstance(item, ast.AST) else item for item in value])
            elif isinstance(value, ast.AST):
                setattr(node, field, self.visit(value))
        return node

    def visit_Expr(self, node: ast.Expr) -> "ast.AST | list[ast.stmt]":
        """`exec("...")` of a module is what the text says; with names of its own it may stand in a function too."""
        call = node.value
        if (not self.depth or self.known) and isinstance(call, ast.Call) and self.calls(call) == "exec":
            tree = _parsed(self.text(call.args[:1]), "exec")
            if isinstance(tree, ast.Module) and len(call.args) == 1 and not self.depth:
                for statement in tree.body:
                    _placed(statement, node)
                return self.block(tree.body)
            if isinstance(tree, ast.Module) and len(call.args) == 2:
                made = self.named(tree, node, call.args[1])
                if made is not None:
                    return made
        return self.generic_visit(node)

    def text(self, arguments: list[ast.expr]) -> str | None:
        """The text that is the only argument of a call, also through a name that always means it."""
        if len(arguments) == 1 and isinstance(arguments[0], ast.Name):
            value = self.constant.get(arguments[0].id)
            if isinstance(value, ast.Call) and self.calls(value) == "compile" and len(value.args) == 3:
                return _text(value.args[:1])
            return None if value is None else _text([value])
        return _text(arguments)

    def named(self, tree: ast.Module, node: ast.Expr, names: ast.expr) -> list[ast.stmt] | None:
        """`exec("...", names)`: a function that gets the dictionary, and its call."""
        self.count += 1
        given = f"{self.prefix}names"
        body = in_namespace(tree, given, self.bound)
        if body is None:
            return None
        name = f"text_{self.count}_that_was_run"
        arguments = ast.arguments([], [ast.arg(given)], None, [], [], None, [])
        made = ast.FunctionDef(name=name, args=arguments, body=body or [ast.Pass()], decorator_list=[])
        if "type_params" in ast.FunctionDef._fields:
            made.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
        call = ast.Expr(ast.Call(ast.Name(name, ast.Load()), [self.visit(names)], []))
        statements: list[ast.stmt] = [made, call, ast.Delete([ast.Name(name, ast.Del())])]
        for statement in statements:
            ast.copy_location(statement, node)
            ast.fix_missing_locations(_placed(statement, node))
        return statements

    # calls -------------------------------------------------------------------------------------------

    def calls(self, node: ast.Call) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        plain = not node.keywords and not any(isinstance(argument, ast.Starred) for argument in node.args)
        return name if name in self.called and plain else ""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = self.calls(node)
        if name in _NAMES and not node.args and not self.depth:
            names = ast.Call(ast.Name("globals", ast.Load()), [], [])
            made = names if name != "dir" else _ours("names_of", [names])
            return ast.copy_location(made, node)
        if name == "eval":
            tree = _parsed(_text(node.args), "eval")
            if isinstance(tree, ast.Expression) and not _outside(tree, self.depth > 0):
                inside: ast.AST = self.visit(_placed(tree.body, node))
                return inside
        self.generic_visit(node)
        if name == "vars" and len(node.args) == 1:  # MicroPython has none
            return ast.copy_location(ast.Attribute(node.args[0], "__dict__", ast.Load()), node)
        if name not in _CALLED or not node.args:
            return node
        if name == "compile":
            return ast.copy_location(_ours(_CALLED[name], node.args), node)
        known = sorted(self.known[-1]) if self.known else []
        if len(node.args) > 1:
            known = []
        local: ast.expr = ast.Constant(None)
        if known:
            local = ast.Dict([ast.Constant(name) for name in known], [ast.Name(name, ast.Load()) for name in known])
        names = ast.Call(ast.Name("globals", ast.Load()), [], [])
        return ast.copy_location(_ours(_CALLED[name], [*node.args, local, names]), node)


def _ours(name: str, arguments: list[ast.expr]) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("__sojourn__", ast.Load()), name, ast.Load()), arguments, [])


def _parsed(text: str | None, mode: str) -> ast.AST | None:
    """The tree of a text, if it is one."""
    if text is None:
        return None
    try:
        if mode == "eval":
            return ast.parse(text.lstrip(), "<string>", "eval")
        return ast.parse(text, "<string>")
    except (SyntaxError, ValueError):
        return None  # the program is told when it gets there


def _outside(tree: ast.AST, function: bool) -> bool:
    """Whether a text means something else in its place: an inner function or `:=` would bind or see other names."""
    if not function:
        return False
    inner = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr)
    return any(isinstance(node, inner) for node in ast.walk(tree))


def _placed(tree: _Node, where: ast.AST) -> _Node:
    for node in ast.walk(tree):
        if "lineno" in node._attributes:
            ast.copy_location(node, where)
    return tree


def _names(node: ast.AST) -> set[str]:
    return {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)} - set(dir(builtins))


def _assigned(node: ast.stmt) -> set[str]:
    """What a statement certainly binds."""
    if isinstance(node, ast.Assign):
        targets = [leaf for target in node.targets for leaf in ast.walk(target)]
        return {leaf.id for leaf in targets if isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Store)}
    if isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
        return {node.target.id}
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return {node.name}
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return {name for statement in node.body for name in _assigned(statement)}
    return set()
