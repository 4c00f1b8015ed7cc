"""Which values certainly are the interpreter's own containers, so that calls of their methods run no program code.

Lives here: what every store of a variable or attribute of the whole program puts there.  What a call may reach is
calls.py's.  `self.items.pop()` in a class that has a method `pop` of its own is the usual case: without this it counts
as recursion.  Whatever is not certain is no container; a program that reaches names by their text has none.
"""

import ast
import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .bounds import own_nodes
from .model import Class, Function, Module
from .statements import BY_TEXT, names_in

if TYPE_CHECKING:
    from .calls import Calls

_DISPLAYS = (
    ast.List, ast.ListComp, ast.Dict, ast.DictComp, ast.Set, ast.SetComp, ast.Tuple, ast.Constant, ast.JoinedStr,
)  # fmt: skip
_MAKERS = {"list", "dict", "set", "frozenset", "tuple", "bytearray", "sorted"}  # what they give is exactly of that type
_LISTS = {"list", "sorted"}
_GIVING = {"copy", "split", "rsplit", "splitlines", "keys", "values", "items", "encode", "decode"}
# Attributes by which the interpreter's own objects give what the program has put into them.
_HELD = {
    "value", "args", "func", "keywords", "start", "stop", "step", "obj", "name", "path", "code", "object", "reason",
    "string", "exceptions", "errno", "msg",
}  # fmt: skip
# Names by which attributes or variables are bound that no statement binds.
_UNSEEN = BY_TEXT | {"__setattr__", "SimpleNamespace", "Namespace", "__set__"}
# What texts.py makes of eval, exec and compile; and by what a module is reached without an import.
_RUNS_TEXT = {("__sojourn__", "evaluate"), ("__sojourn__", "execute"), ("__sojourn__", "compiled"), ("sys", "modules")}
_OPERATORS = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or"
_REFLECTED = {f"__r{name}__" for name in _OPERATORS.split()}
_Place = tuple[Function | Module, str]


class Receivers:
    """Answers whether an expression certainly gives one of the interpreter's own containers, strings or numbers."""

    def __init__(self, calls: "Calls") -> None:
        self.calls = calls
        self.attributes: dict[str, list[tuple[ast.expr | None, Function]]] = {}  # None: something unknown
        self.variables: dict[_Place, list[tuple[ast.expr | None, Function]]] = {}
        self.asked: set[object] = set()  # on the way to an answer: a cycle of stores adds nothing to it
        # Whether some class may have an operator for its right operand: its own, or one of a base that is not seen.
        self.reflected = not _REFLECTED.isdisjoint({*calls.methods, *calls.attributes}) or any(
            not self._plain_base(base, module)
            for module in calls.program.modules
            for cls in module.classes
            for base in cls.node.bases
        )
        self.starred: set[Module] = set()  # with names that `import *` gives
        self.in_class: set[int] = set()  # id() of nodes that run in a class body, whose names are no variables
        program = calls.program
        self.lists = False  # whether only lists are asked for
        self.blind = program.dense or "__setattr__" in calls.methods
        for module in program.modules:
            called = {id(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
            for node in ast.walk(module.tree):
                if module.ours:
                    break
                if _unseen(node) or isinstance(node, ast.Name) and node.id == "setattr" and id(node) not in called:
                    self.blind = True
            if "__getattr__" in module.globals:
                self.blind = True
        if self.blind:
            return
        for function in program.functions:
            if isinstance(function.node, ast.Lambda):
                continue
            for node in own_nodes(function.node.body):
                self._note(node, function)
        for module in program.modules:
            for cls in module.classes:
                for name in cls.names:
                    self._unknown(name)
        self._mark_steps()
        for function in program.functions:
            if not function.is_main and not isinstance(function.node, ast.Lambda):
                self._call_directly(function)

    def _mark_steps(self) -> None:
        """`x[::-1]` of what certainly is a list needs no help on MicroPython, which has steps for lists only."""
        self.lists = True
        for function in self.calls.program.functions:
            for node in [] if isinstance(function.node, ast.Lambda) else own_nodes(function.node.body):
                if (
                    isinstance(node, ast.Subscript)
                    and isinstance(node.slice, ast.Slice)
                    and node.slice.step is not None
                ):
                    if self.certain(node.value, function):
                        node.slice.sj_list = True  # type: ignore[attr-defined]  # our own mark, read when printing
        self.lists = False

    def _call_directly(self, function: Function) -> None:
        """`add = found.append` and then `add(x)`: called as `found.append(x)`, where that must be the same.

        A bound method in a variable is an object of ours on MicroPython, so that it can be stored: calling it is dear.
        """
        assert not isinstance(function.node, ast.Lambda)
        nodes = list(own_nodes(function.node.body))
        loads: dict[str, list[ast.Name]] = {}
        for node in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                loads.setdefault(node.id, []).append(node)
        calls = {id(node.func): node for node in nodes if isinstance(node, ast.Call)}
        for block in _blocks(function.node):
            for at, statement in enumerate(block):
                found = _method_of(statement)
                if found is None:
                    continue
                name, source, attribute = found
                used = loads.get(name, [])
                if not self._is_list(source, function) or not hasattr(list, attribute):
                    continue
                if not any(self._stores(earlier, source) for earlier in block[:at]):
                    continue
                after = {id(leaf) for later in block[at + 1 :] for leaf in ast.walk(later)}
                if not after.issuperset(id(load) for load in used):
                    continue
                if self._single(name, function) and all(id(load) in calls for load in used):
                    for load in used:
                        method = ast.Attribute(ast.Name(source, ast.Load()), attribute, ast.Load())
                        calls[id(load)].func = ast.copy_location(ast.fix_missing_locations(method), load)
                        ast.copy_location(method.value, load)

    def _single(self, name: str, function: Function) -> bool:
        """Whether a name is a variable of this frame alone, bound in one place."""
        place = (function, name)
        shared = function.boxed | function.globals | set(function.params) | function.comprehended
        inner = any(name in other.free for other in function.module.functions if other is not function)
        return name in function.bound and name not in shared and not inner and len(self.variables.get(place, [])) == 1

    def _is_list(self, name: str, function: Function) -> bool:
        self.lists = True
        answer = self._single(name, function) and self._variable(name, function)
        self.lists = False
        return answer

    def _stores(self, statement: ast.stmt, name: str) -> bool:
        """Whether this statement, itself, is the one that binds the name."""
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        return any(isinstance(target, ast.Name) and target.id == name for target in targets)

    def _plain_base(self, base: ast.expr, module: Module) -> bool:
        """Whether a class is of the program, or one of the interpreter's without operators."""
        if not isinstance(base, ast.Name):
            return False
        if isinstance(self.calls.fact(module, base.id), Class):
            return True
        found = getattr(builtins, base.id, None)
        return found is object or isinstance(found, type) and issubclass(found, BaseException)

    # what is stored where -----------------------------------------------------------------------------

    def _note(self, node: ast.AST, function: Function) -> None:
        if isinstance(node, ast.ClassDef):
            self.in_class.update(id(inner) for inner in own_nodes(node.body))
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._store(target, node.value, function)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._store(node.target, node.value, function)
            elif isinstance(node.target, ast.Name):
                self._unknown(node.target.id)  # in a class body it may become an attribute
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                self._store(target, None, function)
        elif isinstance(node, (ast.AugAssign, ast.NamedExpr)):
            self._store(node.target, node.value, function)
        elif isinstance(node, (ast.For, ast.comprehension)):
            self._store(node.target, None, function)
        elif isinstance(node, ast.With):
            for item in node.items:
                if item.optional_vars is not None:
                    self._store(item.optional_vars, None, function)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
            if node.name:
                self._bind(node.name, None, function)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if alias.name == "*":
                    self.starred.add(function.module)
                self._bind((alias.asname or alias.name).split(".")[0], None, function)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            self._bind(node.name, None, function)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            self._bind(node.rest, None, function)
        elif isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg:
                    self._unknown(keyword.arg)
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("namedtuple", "setattr", "NamedTuple", "type"):
                for leaf in ast.walk(node):
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                        for word in leaf.value.replace(",", " ").split():
                            self._unknown(word)

    def _store(self, target: ast.expr, value: ast.expr | None, function: Function) -> None:
        if isinstance(target, ast.Name):
            if id(target) not in self.in_class:
                self._bind(target.id, value, function)
        elif isinstance(target, ast.Attribute):
            self.attributes.setdefault(target.attr, []).append((value, function))
        elif isinstance(target, ast.Starred):
            self._store(target.value, None, function)
        elif isinstance(target, (ast.Tuple, ast.List)):
            values: list[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                if not any(isinstance(item, ast.Starred) for item in [*value.elts, *target.elts]):
                    values = [*value.elts]
            for inner, part in zip(target.elts, values, strict=True):
                self._store(inner, part, function)

    def _bind(self, name: str, value: ast.expr | None, function: Function) -> None:
        place = self._place(name, function)
        if place is not None:
            self.variables.setdefault(place, []).append((value, function))

    def _unknown(self, name: str) -> None:
        self.attributes.setdefault(name, []).append((None, self.calls.program.modules[0].main))

    def _place(self, name: str, function: Function) -> _Place | None:
        """Whose variable a name is; None for a builtin, and for what a comprehension binds."""
        holder: Function | None = function
        while holder is not None and not holder.is_main and name not in holder.globals:
            if name in holder.comprehended:
                return None
            if name in holder.bound:
                return holder, name
            holder = holder.parent
        if name in function.module.main.comprehended or name not in function.module.globals:
            return None
        return function.module, name

    # questions ----------------------------------------------------------------------------------------

    def certain(self, node: ast.expr, function: Function) -> bool:
        """Whether the value is certainly a container, string or number of the interpreter's own."""
        if self.blind or self.calls.computed:
            return False
        if isinstance(node, _DISPLAYS):
            return not self.lists or isinstance(node, (ast.List, ast.ListComp))
        if isinstance(node, ast.IfExp):
            return self.certain(node.body, function) and self.certain(node.orelse, function)
        if isinstance(node, ast.BoolOp):
            return all(self.certain(value, function) for value in node.values)
        if isinstance(node, ast.BinOp):
            return self._operation(node, function)
        if isinstance(node, ast.Subscript):
            return isinstance(node.slice, ast.Slice) and self.certain(node.value, function)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                makers = _LISTS if self.lists else _MAKERS
                return node.func.id in makers and self.calls.named(node.func.id, function) == []
            if isinstance(node.func, ast.Attribute):
                giving = node.func.attr == "copy" if self.lists else node.func.attr in _GIVING
                return giving and self.certain(node.func.value, function)
            return False
        if isinstance(node, ast.Name):
            return self._variable(node.id, function)
        if isinstance(node, ast.Attribute):
            return self._attribute(node.attr)
        return False

    def _operation(self, node: ast.BinOp, function: Function) -> bool:
        """`[0] * n`: the left operand decides, unless some class of the program has an operator for the right."""
        left = self.certain(node.left, function)
        if not left or isinstance(node.left, ast.Constant) and not isinstance(node.left.value, (str, bytes)):
            return False
        return self.certain(node.right, function) or not self.reflected

    def _variable(self, name: str, function: Function) -> bool:
        place = self._place(name, function)
        if place is None:
            return False
        holder = place[0]
        if isinstance(holder, Function):
            if name in holder.params:
                return False
        elif name in self.attributes or holder in self.starred:  # it may be stored through the module
            return False
        return self._all(place, self.variables.get(place, []))

    def _attribute(self, name: str) -> bool:
        if name in _HELD or name[:2] == "__" or name in self.calls.methods:
            return False
        if any(name in module.globals for module in self.calls.program.modules):
            return False
        return self._all(name, self.attributes.get(name, []))

    def _all(self, key: object, stores: list[tuple[ast.expr | None, Function]]) -> bool:
        if key in self.asked:
            return True
        self.asked.add(key)
        try:
            return bool(stores) and all(
                value is not None and self.certain(value, function) for value, function in stores
            )
        finally:
            self.asked.discard(key)


def _blocks(function: ast.Module | ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The blocks of statements of a function, inner functions and classes left out."""
    pending: list[ast.AST] = [function]
    while pending:
        node = pending.pop()
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                yield value
                pending += [one for one in value if not isinstance(one, (ast.FunctionDef, ast.ClassDef))]
            elif isinstance(value, list):
                pending += [one for one in value if isinstance(one, (ast.ExceptHandler, ast.match_case))]


def _method_of(statement: ast.stmt) -> tuple[str, str, str] | None:
    """(name, variable, attribute) of `name = variable.attribute`."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
            return target.id, value.value.id, value.attr
    return None


def _unseen(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type":
        return len(node.args) > 1
    if isinstance(node, ast.ClassDef):
        return any(isinstance(statement, ast.Global) for statement in node.body)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if (node.value.id, node.attr) in _RUNS_TEXT:
            return True
    return not _UNSEEN.isdisjoint(names_in(node))
