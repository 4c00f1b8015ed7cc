"""What the names of a module stand for that it imports from elsewhere: `dataclass` is dataclasses.dataclass.

Lives here: reading import statements.  What is made of a construct that is found by its meaning is each pass's own.
"""

import ast

from .model import Module


class Meanings:
    """The dotted meanings of a module's imported names."""

    def __init__(self, module: Module) -> None:
        self.names: dict[str, str] = {}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.names[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    self.names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        for statement in module.tree.body:  # names that the module binds itself
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                self.names.pop(statement.name, None)

    def of(self, node: ast.expr | None) -> str:
        """What a name or a dotted name stands for, as "module.name"; "" for anything else."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, "")
        if isinstance(node, ast.Attribute):
            before = self.of(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""


def import_first(module: Module, name: str, local: str) -> None:
    """Have a module import the library's module `name` under a name of ours, before anything else."""
    place_first(module.tree, ast.Import([ast.alias(name, local)]))


def place_first(tree: ast.Module, statement: ast.stmt) -> None:
    """Put a statement of ours before anything else that a module does."""
    at = 0
    for number, first in enumerate(tree.body):
        future = isinstance(first, ast.ImportFrom) and first.module == "__future__"
        text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        if not (future or text and number == 0):
            break
        at = number + 1
    statement.lineno, statement.col_offset = 1, 0
    tree.body.insert(at, statement)
    ast.fix_missing_locations(tree)
