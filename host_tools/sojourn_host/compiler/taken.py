"""Which builtins a module's fast bodies find among their own globals on MicroPython.

Lives here: the choice. Writing the import is build.py's.

There a builtin is looked for in the module first, and what is not there takes a search through a part of its names, and
then another dictionary: about twice what a global takes. A name is taken only if nothing in the program could tell.
"""

import ast

from .bounds import own_nodes
from .model import Function, Module, Program
from .paths import by_text

# In every build of MicroPython that the runtime works on.
_EVERYWHERE = {
    "abs", "all", "any", "bool", "bytearray", "bytes", "chr", "dict", "divmod", "float", "getattr", "hasattr", "hash",
    "int", "isinstance", "iter", "len", "list", "map", "next", "ord", "pow", "range", "repr", "round", "set", "setattr",
    "sorted", "str", "sum", "tuple", "type", "zip", "enumerate", "filter", "max", "min", "reversed",
    "AttributeError", "Exception", "IndexError", "KeyError", "OSError", "StopIteration", "TypeError", "ValueError",
}  # fmt: skip


def takers(program: Program) -> set[Module]:
    """The modules of which every global is known: none if the program could look up names by text."""
    if any(by_text(module) for module in program.modules):
        return set()
    return {module for module in program.modules if not _imports_all(module)}


def taken(module: Module, taking: set[Module], only: Function | None = None) -> list[str]:
    """The builtins that functions of a module name, or only one of them does, and the program binds not.

    None where the module is not in `taking`, which is what `takers` says.
    """
    if module not in taking:
        return []
    found: set[str] = set()
    for function in [only] if only else module.functions:
        if not function.is_main:
            found |= _named(function)
    return sorted((found & _EVERYWHERE) - module.globals)


def _imports_all(module: Module) -> bool:
    return any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(module.tree))


def _named(function: Function) -> set[str]:
    """What a function reads that is neither its own nor captured."""
    assert not isinstance(function.node, ast.Lambda)
    own = function.bound | function.comprehended | set(function.free) | set(function.params)
    names = {
        node.id
        for node in own_nodes(function.node.body)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return names - own
