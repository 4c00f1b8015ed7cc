"""What can be read off a single statement before it is printed, and how a swap is spelled.

Lives here: small questions about one statement or target.  Printing is text.py's; what is alive where is flow.py's.
"""

import ast
from collections.abc import Iterator

# Names by which a program reaches variables and attributes by their text.
BY_TEXT = {
    "globals", "locals", "vars", "exec", "eval", "compile", "__dict__", "__builtins__", "builtins", "__import__",
    "import_module",
}  # fmt: skip


def names_in(node: ast.AST) -> Iterator[str]:
    """The names that a node itself reads, binds or imports."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.alias):
        yield from node.name.split(".")


def bound_in(statement: ast.stmt) -> set[str]:
    """The names that a statement of a class body binds."""
    found: set[str] = set()
    for leaf in ast.walk(statement):
        if isinstance(leaf, ast.Name) and not isinstance(leaf.ctx, ast.Load):
            found.add(leaf.id)
        elif isinstance(leaf, ast.ClassDef):
            found.add(leaf.name)
    return found


def own_names(target: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The object and the key of `object.__dict__[key]`, which MicroPython does not let anyone change."""
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Attribute):
        if target.value.attr == "__dict__" and not isinstance(target.slice, ast.Slice):
            return target.value.value, target.slice
    return None


def bare(node: ast.stmt) -> str:
    """`a, b = c, d` without parentheses: MicroPython then swaps without making a tuple."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.value, ast.Tuple):
        return ""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple) or len(target.elts) != len(node.value.elts):
        return ""
    if any(isinstance(item, ast.Starred) for item in [*target.elts, *node.value.elts]) or len(target.elts) < 2:
        return ""
    sides = [", ".join(_item(item) for item in side.elts) for side in (target, node.value)]
    return " = ".join(sides)


def _item(node: ast.expr) -> str:
    text = ast.unparse(ast.fix_missing_locations(node))
    return f"({text})" if isinstance(node, (ast.Lambda, ast.NamedExpr)) else text
