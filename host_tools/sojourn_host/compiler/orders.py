"""Where the order of a dictionary or a set shows: MicroPython's have another one than CPython's.

Lives here: finding such places in one module, by what each name is certainly given.  A place is left out where nothing
can tell: sorted, counted, summed up, put into another such container.  Not here: what is said about them
(differences.py).
"""

import ast
from collections.abc import Callable

from .hidden import bound_names
from .meanings import Meanings
from .model import Module

DICT, SET = "dict", "set"
_ORDERED = "ordered"  # a dictionary that keeps its order everywhere
_MAKERS = {
    "dict": DICT, "set": SET, "frozenset": SET, "vars": DICT, "globals": DICT,
    "collections.defaultdict": DICT, "collections.Counter": DICT,
    "collections.OrderedDict": _ORDERED,
}  # fmt: skip
_ANNOTATIONS = {
    "dict": DICT, "set": SET, "frozenset": SET, "Dict": DICT, "Set": SET, "FrozenSet": SET, "defaultdict": DICT,
    "Counter": DICT, "DefaultDict": DICT, "OrderedDict": _ORDERED,
}  # fmt: skip
_BLIND = {
    "sorted", "sum", "len", "any", "all", "min", "max", "set", "frozenset", "dict", "isinstance", "bool", "type", "id",
    "collections.Counter", "collections.defaultdict", "math.fsum", "math.prod", "pprint.pprint", "pprint.pformat",
    "statistics.mean", "statistics.median", "statistics.fmean", "json.loads",
}  # fmt: skip
_IN_TURN = {
    "list", "tuple", "enumerate", "zip", "map", "filter", "reversed", "iter", "next", "itertools.chain",
    "itertools.islice", "collections.deque", "random.choice", "random.sample",
}  # fmt: skip
_SHOWN = {"print", "str", "repr", "format"}
_TAKEN = {"join", "extend", "writelines", "from_iterable"}  # methods that run over what they are given
_VIEWS = {"keys", "items", "values"}
_SET_METHODS = {"union", "intersection", "difference", "symmetric_difference"}
_PUT = {"add", "discard", "update", "setdefault", "remove"}  # what a loop may do in any order
Found = Callable[[ast.expr, str, str], None]
Names = dict[str, str]


def find_orders(module: Module, found: Found) -> None:
    """Call `found(node, kind, how)` for each place of a module; how: "loop", "list", "text" or "one"."""
    own = {n.name for n in ast.walk(module.tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
    _Scope(module, own, _attributes(module.tree, Meanings(module)), found).block(module.tree.body)


def _attributes(tree: ast.AST, meanings: Meanings) -> Names:
    """What each attribute of any object holds, as far as all assignments agree."""
    given: list[tuple[str, ast.expr | None, ast.expr | None]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            given += [(t.attr, node.value, None) for t in node.targets if isinstance(t, ast.Attribute)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute):
            given.append((node.target.attr, node.value, node.annotation))
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                    given.append((inner.target.id, None, inner.annotation))
    return _agreed(given, meanings)


def _agreed(given: list[tuple[str, ast.expr | None, ast.expr | None]], meanings: Meanings) -> Names:
    kinds: dict[str, set[str]] = {}
    for name, value, annotation in given:
        if isinstance(value, ast.Constant) and value.value is None and annotation is None:
            continue
        kinds.setdefault(name, set()).add(_annotated(annotation) or _made(value, meanings))
    return {name: next(iter(some)) for name, some in kinds.items() if len(some) == 1 and "" not in some}


def _annotated(node: ast.expr | None) -> str:
    if isinstance(node, ast.Subscript):
        node = node.value
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return _ANNOTATIONS.get(name, "")


def _made(node: ast.expr | None, meanings: Meanings) -> str:
    """The kind of container that an expression makes, seen without its names."""
    if isinstance(node, (ast.Dict, ast.DictComp)):
        return DICT
    if isinstance(node, (ast.Set, ast.SetComp)):
        return SET
    if isinstance(node, ast.Call):
        name = meanings.of(node.func) or (node.func.id if isinstance(node.func, ast.Name) else "")
        if name == "dataclasses.field":
            factory = next((k.value for k in node.keywords if k.arg == "default_factory"), None)
            return _MAKERS.get(factory.id, "") if isinstance(factory, ast.Name) else ""
        return _MAKERS.get(name, "")
    return ""


class _Scope:
    """One function or module: what its names hold, and a walk over its statements."""

    def __init__(
        self, module: Module, own: set[str], attributes: Names, found: Found, outer: "_Scope | None" = None
    ) -> None:
        self.module = module
        self.own = own  # names of functions and methods of the program
        self.attributes = attributes
        self.found = found
        self.outer = outer
        self.meanings: Meanings = outer.meanings if outer else Meanings(module)
        self.bound: set[str] = outer.bound if outer else bound_names(module.tree)
        self.names: dict[str, str] | None = None
        self.sorted: set[str] = set()  # variables that are sorted where they stand
        self.text: set[str] = set()  # variables that begin as text or a list

    # what names hold ---------------------------------------------------------------------------------

    def learn(self, body: list[ast.stmt], arguments: ast.arguments | None) -> None:
        """Look at everything that this scope binds."""
        given: list[tuple[str, ast.expr | None, ast.expr | None]] = []
        if arguments is not None:
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            given += [(argument.arg, None, argument.annotation) for argument in every]
        for node in _own(body):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        given.append((target.id, node.value, None))
                        if isinstance(node.value, (ast.List, ast.ListComp, ast.JoinedStr)) or _is_text(node.value):
                            self.text.add(target.id)
                    elif isinstance(target, (ast.Tuple, ast.List)):
                        values = node.value.elts if isinstance(node.value, (ast.Tuple, ast.List)) else []
                        pairs = values if len(values) == len(target.elts) else [None] * len(target.elts)
                        for one, value in zip(target.elts, pairs, strict=True):
                            given += [(n.id, value, None) for n in ast.walk(one) if isinstance(n, ast.Name)]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                given.append((node.target.id, node.value, node.annotation))
            elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
                given += [(n.id, None, None) for n in ast.walk(node.target) if isinstance(n, ast.Name)]
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                given += [(n.id, None, None) for n in ast.walk(node.optional_vars) if isinstance(n, ast.Name)]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sort":
                if isinstance(node.func.value, ast.Name):
                    self.sorted.add(node.func.value.id)
        self.names = {}
        for _ in range(2):  # the second time what is made of the first ones
            self.names = self.settled(given)
        if arguments is not None and arguments.kwarg is not None:
            self.names[arguments.kwarg.arg] = DICT

    def settled(self, given: list[tuple[str, ast.expr | None, ast.expr | None]]) -> Names:
        kinds: dict[str, set[str]] = {}
        for name, value, annotation in given:
            if isinstance(value, ast.Constant) and value.value is None:
                continue
            kinds.setdefault(name, set()).add(_annotated(annotation) or ("" if value is None else self.kind_of(value)))
        return {name: "" if len(some) > 1 else next(iter(some)) for name, some in kinds.items()}

    def kind(self, node: ast.expr) -> str:
        """DICT or SET if this is certainly one (or a view of one) whose order may show here, else ""."""
        found = self.kind_of(node)
        return "" if found == _ORDERED or _small(node) else found

    def kind_of(self, node: ast.expr) -> str:
        made = _made(node, self.meanings)
        if made:
            return "" if self.shadows(node) else made
        if isinstance(node, ast.Name):
            scope: _Scope | None = self
            while scope is not None:
                if scope.names is not None and node.id in scope.names:
                    return scope.names[node.id]
                scope = scope.outer
            return ""
        if isinstance(node, ast.Attribute):
            return DICT if node.attr == "__dict__" else self.attributes.get(node.attr, "")
        if isinstance(node, ast.NamedExpr):
            return self.kind_of(node.value)
        if isinstance(node, ast.IfExp):
            return self.kind_of(node.body) or self.kind_of(node.orelse)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitOr, ast.BitAnd, ast.BitXor, ast.Sub)):
            found = self.kind_of(node.left) or self.kind_of(node.right)
            return SET if found and _is_view(node.left) else found
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self.kind_of_call(node, node.func)
        return ""

    def kind_of_call(self, node: ast.Call, func: ast.Attribute) -> str:
        if func.attr in self.own:
            return ""
        if func.attr in _VIEWS and not node.args and not node.keywords:
            return _ORDERED if self.meanings.of(func) or self.kind_of(func.value) == _ORDERED else DICT
        if func.attr == "copy" or func.attr in _SET_METHODS:
            return self.kind_of(func.value)
        if func.attr == "fromkeys" and isinstance(func.value, ast.Name) and func.value.id == "dict":
            return DICT
        return ""

    def shadows(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.own

    # statements --------------------------------------------------------------------------------------

    def block(self, body: list[ast.stmt], arguments: ast.arguments | None = None) -> None:
        self.learn(body, arguments)
        self.statements(body)

    def statements(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for default in [*node.args.defaults, *node.args.kw_defaults, *node.decorator_list]:
                if default is not None:
                    self.expression(default, False)
            _Scope(self.module, self.own, self.attributes, self.found, self).block(node.body, node.args)
        elif isinstance(node, ast.ClassDef):
            _Scope(self.module, self.own, self.attributes, self.found, self).block(node.body)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            blind = self.blind(node.body)
            self.run_over(node.iter, "loop", blind)
            self.statements([*node.body, *node.orelse])
        elif isinstance(node, ast.Assign):
            first = node.targets[0]
            if isinstance(first, (ast.Tuple, ast.List)) and self.kind(node.value):
                self.found(node.value, self.kind(node.value), "list")
            again = isinstance(first, ast.Name) and first.id in self.sorted
            self.expression(node.value, again)
        else:
            for field, value in ast.iter_fields(node):
                if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                    self.statements(value)
                elif field != "annotation":
                    for child in value if isinstance(value, list) else [value]:
                        self.part(child)

    def part(self, node: object) -> None:
        """An expression of a statement, or what holds some (a handler, an item of `with`, a case)."""
        if isinstance(node, ast.expr):
            self.expression(node, False)
        elif isinstance(node, ast.AST):
            for value in ast.iter_child_nodes(node):
                if isinstance(value, ast.stmt):
                    self.statement(value)
                else:
                    self.part(value)

    def blind(self, body: list[ast.stmt]) -> bool:
        """Whether it is all the same in which order a loop runs these statements."""
        return all(self.blind_statement(statement) for statement in body)

    def blind_statement(self, node: ast.stmt) -> bool:
        if isinstance(node, (ast.Pass, ast.Continue, ast.Raise, ast.Assert, ast.Global, ast.Nonlocal)):
            return True
        if isinstance(node, ast.Return):
            return node.value is None or isinstance(node.value, ast.Constant)
        if isinstance(node, ast.Assign):
            return not any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in ast.walk(node.value))
        if isinstance(node, ast.AugAssign):
            grows = isinstance(node.target, ast.Name) and node.target.id in self.text
            return not grows and not _is_text(node.value) and not isinstance(node.value, (ast.List, ast.JoinedStr))
        if isinstance(node, ast.Expr):
            call = node.value
            if isinstance(call, ast.Constant):
                return True
            return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _PUT
        if isinstance(node, ast.Delete):
            return True
        if isinstance(node, (ast.If, ast.For, ast.While)):
            return self.blind([*node.body, *node.orelse])
        return False

    # expressions -------------------------------------------------------------------------------------

    def run_over(self, node: ast.expr, how: str, blind: bool) -> None:
        """Something that is run over in its order."""
        kind = self.kind(node)
        if kind and not blind:
            self.found(node, kind, how)
        self.expression(node, blind)

    def expression(self, node: ast.expr, blind: bool) -> None:
        """Look into an expression; `blind`: the order of what it gives shows nowhere."""
        if isinstance(node, ast.Call):
            self.call(node, blind)
        elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
            self.comprehension(node, blind or isinstance(node, (ast.SetComp, ast.DictComp)))
        elif isinstance(node, ast.Lambda):
            _Scope(self.module, self.own, self.attributes, self.found, self).block(
                [ast.copy_location(ast.Return(node.body), node)], node.args
            )
        elif isinstance(node, ast.Starred):
            self.run_over(node.value, "list", blind)
        elif isinstance(node, ast.FormattedValue):
            self.shown(node.value)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_text(node.left):
            for value in node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]:
                self.shown(value)
        elif isinstance(node, ast.Compare):
            for value in [node.left, *node.comparators]:
                self.expression(value, isinstance(node.ops[0], (ast.In, ast.NotIn)))
        else:
            inside = blind and isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.BinOp, ast.IfExp, ast.BoolOp))
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.expression(child, inside)

    def shown(self, node: ast.expr) -> None:
        kind = self.kind(node)
        if kind:
            self.found(node, kind, "text")
        self.expression(node, False)

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp, blind: bool) -> None:
        for generator in node.generators:
            self.run_over(generator.iter, "loop", blind)
            for test in generator.ifs:
                self.expression(test, False)
        for part in [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]:
            self.expression(part, False)

    def call(self, node: ast.Call, blind: bool) -> None:
        func = node.func
        name = self.meanings.of(func)
        if not name and isinstance(func, ast.Name) and func.id not in self.bound:
            name = func.id
        self.expression(func, False)
        for keyword in node.keywords:
            self.expression(keyword.value, False)
        arguments = node.args
        if name in _BLIND:
            for value in arguments:
                self.expression(value, True)
        elif name in _IN_TURN:
            for value in arguments:
                self.run_over(value, "one" if name in ("next", "random.choice") else "list", blind)
        elif name in _SHOWN:
            for value in arguments:
                if isinstance(value, ast.Starred):
                    self.expression(value, False)
                else:
                    self.shown(value)
        elif name in ("json.dumps", "json.dump") and not any(k.arg == "sort_keys" for k in node.keywords):
            for value in arguments[:1]:
                self.expression(value, blind) if blind else self.shown(value)
        elif isinstance(func, ast.Attribute):
            self.method(node, func, blind)
        else:
            for value in arguments:
                self.expression(value, False)

    def method(self, node: ast.Call, func: ast.Attribute, blind: bool) -> None:
        kind = self.kind(func.value)
        if kind == SET and func.attr == "pop" and not node.args or kind == DICT and func.attr == "popitem":
            self.found(node, kind, "one")
        for value in node.args:
            if func.attr in _TAKEN and func.attr not in self.own:
                self.run_over(value, "list", blind)
            elif func.attr == "format":
                self.shown(value)
            else:
                self.expression(value, func.attr in _PUT)


def _own(body: list[ast.stmt]) -> list[ast.AST]:
    """All nodes of a scope, functions and classes inside left out."""
    found: list[ast.AST] = []
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            pending += reversed(list(ast.iter_child_nodes(node)))
    return found


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _is_view(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _VIEWS


def _small(node: ast.expr) -> bool:
    """A display of one at most, which has no order."""
    if isinstance(node, ast.Dict):
        return len(node.keys) < 2 and None not in node.keys
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and not node.args and not node.keywords
    return isinstance(node, ast.Set) and len(node.elts) == 1 and not isinstance(node.elts[0], ast.Starred)
