"""Names that the first passes put into a program: temporaries, builtins, and the runtime's stand-ins.

Lives here: making such names so that they collide with nothing of the program, and the marks on them.  What is
built out of them is each pass's own.
"""

import ast

from .model import Module, Program


class Hidden:
    """Makes hidden names for one module of a program."""

    def __init__(self, program: Program, module: Module) -> None:
        self.prefix = program.prefix
        self.taken = bound_names(module.tree)
        self.depth = 0  # temporaries in use

    def temporary(self) -> str:
        """The name of a variable of the function around; free again once `depth` is set back."""
        self.depth += 1
        return f"{self.prefix}z{self.depth}_"

    def builtin(self, name: str) -> ast.expr:
        """A builtin, also where the program has something else of that name."""
        if name in self.taken:
            return self.stand_in("builtin_" + name)
        return ast.Name(name, ast.Load())

    def stand_in(self, name: str) -> ast.expr:
        """What the runtime offers under `_jx` (runtime/sojourn/natives.py)."""
        return ast.Attribute(ast.Name(self.prefix + "x", ast.Load()), name, ast.Load())

    def unset(self) -> ast.expr:
        """An object that no program has."""
        return ast.Name(self.prefix + "u", ast.Load())


def bound_names(tree: ast.AST) -> set[str]:
    """Every name that a module binds anywhere, in whatever scope."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            names.update(node.names)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
    return names


def native(func: ast.expr, *arguments: ast.expr) -> ast.Call:
    """A call in which nothing is cut: of native code that runs none of the program's but its operators."""
    call = ast.Call(func, list(arguments), [])
    call.sj_native = True  # type: ignore[attr-defined]  # our own mark: never a point
    return call


def store(name: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())
