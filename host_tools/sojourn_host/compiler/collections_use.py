"""What a program asks of deque, OrderedDict and namedtuple that MicroPython's own cannot do.

Lives here: that choice, by name and for the whole program. What such a program gets is library/collections/richer.py.
"""

import ast
from collections.abc import Iterable

_MORE = {
    "deque": {"rotate", "extendleft", "maxlen"},
    "OrderedDict": {"move_to_end"},
    "namedtuple": {"_replace", "_make", "_asdict", "_fields", "_field_defaults"},
}
_ASKED_ABOUT = {"isinstance", "issubclass", "type"}


def richer(trees: Iterable[ast.Module]) -> set[str]:
    """Which of the names the interpreter's own does not suffice for."""
    found: set[str] = set()
    for tree in trees:
        names = _names(tree)
        parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                found |= {name for name, more in _MORE.items() if node.attr in more}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "popitem":
                if node.args or node.keywords:
                    found.add("OrderedDict")
            meant = _meant(node, names)
            if meant == "namedtuple":
                call = parents.get(id(node))
                if isinstance(call, ast.Call) and call.func is node and call.keywords:
                    found.add(meant)
            elif meant == "deque" and not _suffices(node, parents):
                found.add(meant)
    return found


def _names(tree: ast.Module) -> dict[str, str]:
    """What the names mean that a module imports from collections."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "collections" and not node.level:
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
    return found


def _meant(node: ast.AST, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "collections":
        return node.attr
    return ""


def _suffices(node: ast.AST, parents: dict[int, ast.AST]) -> bool:
    """Whether this use of deque is one that MicroPython takes: an iterable and a number of places, or a question."""
    parent = parents.get(id(node))
    if isinstance(parent, ast.Call) and parent.func is node:
        plain = not parent.keywords and not any(isinstance(argument, ast.Starred) for argument in parent.args)
        return plain and len(parent.args) > 1 and getattr(parent.args[1], "value", parent) is not None
    while isinstance(parent, ast.Tuple):
        parent = parents.get(id(parent))
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in _ASKED_ABOUT
    return isinstance(parent, (ast.Compare, ast.ClassDef, ast.arg, ast.AnnAssign, ast.FunctionDef))
