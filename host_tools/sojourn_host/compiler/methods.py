"""Marks on calls and attributes: what may give a bound method, takes a mapping, or uses up what it is given.

Lives here: these questions, and which builtins get a stand-in. MicroPython cannot look into a bound method, so that
those which a program keeps are printed as calls of stand-ins (text.py).
"""

import ast
import io
import re
from typing import TYPE_CHECKING

from .comprehensions import ComprehensionLowering

if TYPE_CHECKING:
    from .model import Module, Program

_LAZY = {"map", "filter", "zip", "enumerate", "reversed", "iter"}
_NATIVE_METHODS = {
    name
    for kind in (list, dict, str, bytes, bytearray, set, tuple, int, float, io.TextIOWrapper, re.Pattern, re.Match)
    for name in dir(kind)
    if not name.startswith("_")
}

_CONSUMERS = {
    "list", "tuple", "set", "dict", "frozenset", "sum", "sorted", "min", "max", "any", "all", "bytes", "bytearray",
    "print", "len",
}  # fmt: skip


class MethodLowering(ComprehensionLowering):
    module: "Module"
    program: "Program"

    def hidden_name(self, kind: str) -> ast.Name:
        raise NotImplementedError

    def contains(self, node: ast.AST) -> bool:
        raise NotImplementedError

    def shadowed(self, name: str) -> bool:
        raise NotImplementedError

    def hook(self, name: str) -> ast.expr:
        raise NotImplementedError

    def guard(self, node: ast.Call) -> bool:
        raise NotImplementedError

    def finds(self, func: ast.expr) -> bool:
        """Whether this is `finditer`, whose iterator does not tell on CPython where it stands."""
        name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
        if name != "finditer" or name in self.calls.methods:
            return False
        return isinstance(func, ast.Attribute) or isinstance(self.calls.fact(self.function.module, name), str)

    def starred_last(self, node: ast.Call) -> ast.expr | None:
        """What may be a generator in `f(*g(), key=k())`, which runs only when all else has been evaluated."""
        star = node.args[0] if len(node.args) == 1 and node.keywords else None
        return star.value if isinstance(star, ast.Starred) and self.calls.runs_over(star.value, self.function) else None

    def drained_last(self, values: list[ast.expr]) -> list[ast.expr]:
        """The first of these values with a star, run over behind the others."""
        kept = [self.spill(value, force=True) for value in values]
        return [ast.Starred(self.hidden_method("drained", kept[0]), ast.Load()), *kept[1:]]

    def takes_method(self, name: str) -> bool:
        """Whether an attribute read under this name may give a bound method, which MicroPython cannot look into."""
        if name in self.calls.methods:
            return name not in ("__init__", "__class__", "__name__")
        if name in self.calls.grafted:
            return True
        return name in _NATIVE_METHODS and name not in self.calls.attributes

    def mark_mapping(self, node: ast.Call, made: ast.Call) -> None:
        """MicroPython's dict() and update() take no object of a class that is derived from dict."""
        if self.module.ours or not self.calls.mappings or not node.args:
            return
        if isinstance(node.args[0], (ast.Starred, ast.Dict, ast.DictComp, ast.ListComp, ast.List)):
            return
        func = node.func
        whole = isinstance(func, ast.Name) and func.id == "dict" and not self.shadowed("dict")
        if whole or isinstance(func, ast.Attribute) and func.attr == "update":
            made.sj_mapping = True  # type: ignore[attr-defined]  # our own mark: takes a mapping

    def mark_sort(self, node: ast.Call, made: ast.Call) -> None:
        """`items.sort(key=...)`, which leaves equal items in their order on MicroPython too."""
        if isinstance(made.func, ast.Attribute) and made.func.attr == "sort" and not node.args and node.keywords:
            if all(word.arg in ("key", "reverse") for word in node.keywords) and "sort" not in self.calls.methods:
                made.sj_sort = True  # type: ignore[attr-defined]  # our own mark: printed as a call of ours

    def sort_call(self, call: ast.Call) -> ast.Call:
        assert isinstance(call.func, ast.Attribute)
        return ast.Call(self.hook("sort_by"), [call.func.value], call.keywords)

    def mark_getattr(self, node: ast.Call, made: ast.Call) -> None:
        """What getattr() gives may be a bound method, unless it is called at once, before anything can be cut."""
        func = node.func
        if isinstance(func, ast.Call) and not any(self.contains(part) for part in ast.iter_child_nodes(node)):
            if isinstance(made.func, ast.Call) and hasattr(made.func, "sj_getattr"):
                del made.func.sj_getattr
        if isinstance(func, ast.Name) and func.id == "getattr" and not self.shadowed("getattr") and len(node.args) > 1:
            name = node.args[1]
            if not isinstance(name, ast.Constant) or self.takes_method(str(name.value)):
                made.sj_getattr = True  # type: ignore[attr-defined]  # our own mark: may give a bound method

    def mark_consumed(self, node: ast.Call) -> None:
        """Lazy builtins handed to a call that uses them up stay native."""
        if isinstance(node.func, ast.Name):
            consumes = node.func.id in _CONSUMERS and not self.shadowed(node.func.id)
            consumes = consumes or (node.func.id in _LAZY and hasattr(node, "sj_consumed"))
        else:
            consumes = isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "extend", "update")
        if consumes:
            for argument in node.args:
                inner = argument.value if isinstance(argument, ast.Starred) else argument
                # A star runs before the call that is one atomic step.
                if isinstance(inner, ast.Call) and (inner is argument or not self.guard(inner)):
                    inner.sj_consumed = True  # type: ignore[attr-defined]  # our own mark

    def builtin(self, node: ast.Call, func: ast.Name) -> ast.expr | None:
        """Lazy builtins whose result is kept become our own, which can be stored."""
        if func.id == "sorted" and not self.shadowed("sorted") and any(word.arg == "key" for word in node.keywords):
            return self.hook("sorted_by")
        kept = not hasattr(node, "sj_consumed") or func.id == "iter" and len(node.args) == 2
        if func.id in _LAZY and not self.shadowed(func.id) and kept:
            return ast.Attribute(self.hidden_name("x"), func.id, ast.Load())
        if func.id in ("memoryview", "slice") and not self.shadowed(func.id) and not node.keywords:
            self.program.views |= func.id == "memoryview"
            return ast.Attribute(self.hidden_name("x"), func.id, ast.Load())
        if func.id in ("property", "staticmethod", "classmethod") and not self.shadowed(func.id):
            return ast.Attribute(self.hidden_name("x"), func.id, ast.Load())
        return None

    def is_view(self, node: ast.Call) -> bool:
        """Whether this call gives the view of a dictionary."""
        if not isinstance(node.func, ast.Attribute) or node.args or node.keywords:
            return False
        return node.func.attr in ("items", "keys", "values")
