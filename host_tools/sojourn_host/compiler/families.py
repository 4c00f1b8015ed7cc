"""Which classes stand above which: what a call through `super()` may reach.

Lives here: the bases of the program's classes, as far as they can be read off.  What any other call may reach is
decided in calls.py.
"""

import ast
from collections.abc import Callable

from .model import Class, Function, Module, Program


class Families:
    """Each class of the program with all its bases; `known` is false when a base of any of them is not known."""

    def __init__(self, program: Program, fact: Callable[[Module, str], object]) -> None:
        direct: dict[Class, list[Class]] = {}
        self.known = True
        for module in program.modules:
            for cls in module.classes:
                direct[cls] = []
                for written in cls.node.bases:
                    found = fact(module, written.id) if isinstance(written, ast.Name) else None
                    native = isinstance(written, ast.Name) and written.id not in module.globals
                    if isinstance(found, Class) and cls.parent.is_main:
                        direct[cls].append(found)
                    elif not cls.parent.is_main or not (native or isinstance(found, str)):
                        self.known = False
            self.known = self.known and not any(_makes_class(node) for node in ast.walk(module.tree))
        self._with_bases = {cls: {cls} for cls in direct}
        for _ in direct:
            for cls, bases in direct.items():
                for base in bases:
                    self._with_bases[cls] |= self._with_bases[base]

    def above(self, cls: Class, name: str) -> list[Function]:
        """The methods that `super().name` may give in a method of `cls`: of any class that may follow it in an MRO."""
        found: list[Function] = []
        for family in self._with_bases.values():
            if cls in family:
                for other in family:
                    if cls not in self._with_bases[other]:
                        found += [method for method in other.methods.get(name, []) if method not in found]
        return found


def _makes_class(node: ast.AST) -> bool:
    """Whether this makes a class without a class statement, or gives one other bases."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "type" and len(node.args) != 1
    return isinstance(node, ast.Attribute) and node.attr == "__bases__"
