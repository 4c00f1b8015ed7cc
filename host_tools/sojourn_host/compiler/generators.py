"""Which expressions may give a generator of the program: what runs over one may be cut inside it.

Lives here: finding generator functions, and whether generators get out of the function that makes them.  A generator
that is only run over where it is made, or held in a variable of that function, cannot turn up anywhere else; otherwise
any expression whose value is not evident may be one.  What a cut does to a generator is fast.py's and resume.py's.
"""

import ast
from typing import TYPE_CHECKING

from .bounds import own_nodes
from .model import Function

if TYPE_CHECKING:
    from .calls import Calls

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# Calls that use up what they run over before they return.
CONSUMERS = {
    "list", "tuple", "set", "frozenset", "dict", "sum", "min", "max", "any", "all", "sorted", "bytes", "bytearray",
    "deque", "array", "OrderedDict", "Counter", "print",
}  # fmt: skip
LAZY = {"map", "filter", "zip", "enumerate", "iter"}
CONSUMING_METHODS = {
    "extend", "update", "join", "union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset",
    "isdisjoint", "fromkeys", "extendleft", "writelines", "intersection_update", "difference_update",
    "symmetric_difference_update", "from_iterable",
}  # fmt: skip
DRIVING_METHODS = {"send", "throw", "close", "__next__"}
PLAIN_BUILTINS = {
    "print", "len", "str", "repr", "int", "float", "abs", "isinstance", "issubclass", "range", "chr", "ord", "hex",
    "oct", "bin", "hash", "id", "type", "bool", "divmod", "pow", "round", "bytes", "bytearray", "getattr", "hasattr",
    "setattr", "delattr", "callable", "object", "super", "slice", "format", "input", "open", "dir", "complex",
    "memoryview", "list", "tuple", "set", "dict", "frozenset", "sum", "any", "all", "enumerate", "zip", "reversed",
    "iter", "next", "sorted", "min", "max",
}  # fmt: skip
_PLAIN = {
    "list", "tuple", "set", "frozenset", "dict", "sorted", "range", "str", "bytes", "bytearray", "int", "float", "len",
    "sum", "abs", "repr", "zip", "enumerate", "map", "filter", "reversed", "chr", "ord", "open", "input", "bool",
    "type", "round", "divmod", "hash", "id", "object", "memoryview", "globals", "dir", "pow", "hex", "bin", "oct",
}  # fmt: skip
_PLAIN_METHODS = {
    "items", "keys", "values", "split", "splitlines", "encode", "decode", "strip", "lstrip", "rstrip", "lower", "upper",
    "replace", "join", "readlines", "rsplit", "partition", "format", "title", "to_bytes",
}  # fmt: skip
_EVIDENT = (
    ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.JoinedStr,
    ast.Compare, ast.Lambda, ast.UnaryOp,
)  # fmt: skip


def yields(node: ast.AST) -> bool:
    """Whether a function's own body has a `yield`."""
    pending: list[ast.AST] = list(getattr(node, "body", []))
    while pending:
        leaf = pending.pop()
        if isinstance(leaf, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(leaf, SCOPES):
            pending += leaf.decorator_list if not isinstance(leaf, ast.Lambda) else []
        else:
            pending += ast.iter_child_nodes(leaf)
    return False


def _tidies(function: Function) -> bool:
    for node in own_nodes(getattr(function.node, "body", [])):
        if isinstance(node, ast.With) or isinstance(node, ast.Try) and node.finalbody:
            return True
        if isinstance(node, ast.ExceptHandler):
            names = {leaf.id for leaf in ast.walk(node.type) if isinstance(leaf, ast.Name)} if node.type else set[str]()
            if not names or names & {"BaseException", "GeneratorExit"}:
                return True
    return False


class Generators:
    """Answers whether an expression may be a generator of the program."""

    def __init__(self, calls: "Calls") -> None:
        self.calls = calls
        self.functions = [function for function in calls.program.functions if function.generator]
        self.escape = False
        self.held: dict[Function, set[str]] = {}  # local names that may hold one
        if self.functions:
            self.escape = any(function.name == "__iter__" for function in self.functions)
            for function in calls.program.functions:
                self._look(function)

    def tell(self) -> bool:
        """Whether some generator does something when it is closed."""
        return any(_tidies(function) for function in self.functions)

    def cut(self) -> bool:
        """Whether some generator can be cut while it runs."""
        return any(function.suspends for function in self.functions)

    def makes(self, node: ast.AST, function: Function) -> bool:
        """Whether this very expression may make a generator."""
        if not isinstance(node, ast.Call):
            return False
        targets = self.calls.targets(node, function)
        if targets is not None:
            return any(target.generator for target in targets)
        if any(target.generator for target in self.calls.escaping):
            return True
        named = self.calls.methods.get(node.func.attr, []) if isinstance(node.func, ast.Attribute) else []
        return any(target.generator for target in named)

    def may_be(self, node: ast.expr, function: Function) -> bool:
        """Whether the value of an expression may be a generator of the program."""
        if not self.functions or isinstance(node, _EVIDENT):
            return False
        if self.calls.receivers is not None and self.calls.receivers.certain(node, function):
            return False
        if self.makes(node, function):
            return True
        if isinstance(node, ast.Name) and node.id in self.held.get(function, ()):
            return True
        if isinstance(node, ast.Starred):
            return self.may_be(node.value, function)
        if isinstance(node, ast.IfExp):
            return self.may_be(node.body, function) or self.may_be(node.orelse, function)
        if isinstance(node, ast.BoolOp):
            return any(self.may_be(value, function) for value in node.values)
        if isinstance(node, ast.NamedExpr):
            return self.may_be(node.value, function)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and self.calls.named(node.func.id, function) == []:
                if node.func.id == "iter" and len(node.args) == 1:
                    return self.may_be(node.args[0], function)
                if node.func.id in _PLAIN:
                    return False
            if isinstance(node.func, ast.Attribute) and self.calls.attribute(node.func, function) == []:
                if node.func.attr in _PLAIN_METHODS:
                    return False
        if isinstance(node, ast.BinOp):
            return False
        return self.escape

    # whether they get out ----------------------------------------------------------------------------

    def _look(self, function: Function) -> None:
        parents: dict[int, ast.AST] = {}
        own: list[ast.AST] = []
        pending: list[ast.AST] = list(getattr(function.node, "body", []))
        while pending:
            node = pending.pop()
            own.append(node)
            inner: list[ast.AST]
            if isinstance(node, (ast.FunctionDef, ast.Lambda)):
                inner = [d for d in [*node.args.defaults, *node.args.kw_defaults] if d is not None]
                inner += node.decorator_list if isinstance(node, ast.FunctionDef) else []
            else:
                inner = list(ast.iter_child_nodes(node))
            for child in inner:
                parents[id(child)] = node
            pending += inner
        held: set[str] = set()
        for node in own:
            if self.makes(node, function):
                name = self._kept(node, parents, function)
                if name is None:
                    self.escape = True
                elif name:
                    held.add(name)
        self.held[function] = held
        for node in own:
            if isinstance(node, ast.Name) and node.id in held and isinstance(node.ctx, ast.Load):
                if self._kept(node, parents, function) is None:
                    self.escape = True
        for inner_function in self.calls.program.functions:
            if inner_function.parent is function and held & set(inner_function.free):
                self.escape = True

    def _kept(self, node: ast.AST, parents: dict[int, ast.AST], function: Function) -> str | None:
        """'' for a use that keeps no reference, the local's name it is stored in, None where it gets out."""
        parent = parents.get(id(node))
        if isinstance(parent, ast.For) and parent.iter is node:
            return ""
        if isinstance(parent, ast.comprehension) and parent.iter is node:
            return ""
        if isinstance(parent, ast.YieldFrom):
            return ""
        if isinstance(parent, ast.Expr):
            return ""
        if isinstance(parent, ast.Starred):
            return ""
        if isinstance(parent, ast.Compare) and all(isinstance(op, (ast.In, ast.NotIn, ast.Is)) for op in parent.ops):
            return ""
        if isinstance(parent, ast.Attribute) and parent.attr in DRIVING_METHODS:
            return "" if isinstance(parents.get(id(parent)), ast.Call) else None
        if isinstance(parent, ast.Assign) and parent.value is node and len(parent.targets) == 1:
            target = parent.targets[0]
            if isinstance(target, (ast.Tuple, ast.List)):
                return ""
            if isinstance(target, ast.Name) and target.id in function.bound and not function.is_main:
                return target.id
            return None
        if isinstance(parent, ast.Call) and node in parent.args:
            func = parent.func
            if isinstance(func, ast.Name) and self.calls.named(func.id, function) == []:
                if func.id in CONSUMERS or func.id in ("next", "type", "isinstance", "id"):
                    return ""
            elif isinstance(func, ast.Attribute) and self.calls.attribute(func, function) == []:
                if func.attr in CONSUMING_METHODS:
                    return ""
        return None


__all__ = ["CONSUMERS", "CONSUMING_METHODS", "DRIVING_METHODS", "LAZY", "PLAIN_BUILTINS", "Generators", "yields"]
