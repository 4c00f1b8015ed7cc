"""The pass `displays`: stars in displays, `{**d}`, and steps in slices that are stored, none of which MicroPython has.

Lives here: expressions and statements that become calls of builtins and of runtime/sojourn/displays.py.  Each part
is evaluated, and run over, exactly when Python would do it: `[f(), *g(), h()]` is `[f()] + list(g()) + [h()]`.
"""

import ast
from typing import TypeVar

from .hidden import Hidden, native
from .model import Program

Node = TypeVar("Node", bound=ast.AST)


def display_program(program: Program) -> None:
    """Replace every such display of the program."""
    for module in program.modules:
        module.tree = _Displays(Hidden(program, module)).visit(module.tree)
        ast.fix_missing_locations(module.tree)


class _Displays(ast.NodeTransformer):
    def __init__(self, hidden: Hidden) -> None:
        self.hidden = hidden

    def call(self, name: str, *arguments: ast.expr) -> ast.Call:
        """A call of a builtin that runs over its argument, which may be the program's own iterator."""
        return ast.Call(self.hidden.builtin(name), list(arguments), [])

    # lists, tuples, sets -----------------------------------------------------------------------------

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load) or not _starred(node.elts):
            return node
        return _at(node, _sum([self.part(group, "list") for group in _groups(node.elts)]))

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load) or not _starred(node.elts):
            return node
        return _at(node, _sum([self.part(group, "tuple") for group in _groups(node.elts)]))

    def part(self, group: list[ast.expr], kind: str) -> ast.expr:
        if isinstance(group[0], ast.Starred):
            return _at(group[0], self.call(kind, group[0].value))
        return _at(group[0], ast.List(group, ast.Load()) if kind == "list" else ast.Tuple(group, ast.Load()))

    def visit_Set(self, node: ast.Set) -> ast.AST:
        self.generic_visit(node)
        if not _starred(node.elts):
            return node
        made: ast.expr | None = None
        for group in _groups(node.elts):
            if isinstance(group[0], ast.Starred):
                more: ast.expr = self.call("list", group[0].value)
                if made is None:
                    made = self.call("set", group[0].value)
                    continue
            else:
                more = ast.Tuple(group, ast.Load())
                if made is None:
                    made = ast.Set(group)
                    continue
            made = native(self.hidden.stand_in("set_with"), made, _at(group[0], more))
        assert made is not None
        return _at(node, made)

    # dictionaries ------------------------------------------------------------------------------------

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        pairs = zip(node.keys, node.values, strict=True)
        if any(key is not None and _acts(key) and _acts(value) for key, value in pairs):
            return self.in_order(node)
        if all(key is not None for key in node.keys):
            return node
        made: ast.expr = ast.Dict([], [])
        plain = ast.Dict([], [])
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                plain.keys.append(key)
                plain.values.append(value)
                continue
            made = self.merged(made, plain)
            plain = ast.Dict([], [])
            made = _at(value, native(self.hidden.stand_in("dict_with"), made, value))
        return _at(node, self.merged(made, plain))

    def in_order(self, node: ast.Dict) -> ast.AST:
        """A key is evaluated before its value; MicroPython's own code does it the other way round."""
        made: ast.expr | None = None
        flat: list[ast.expr] = []
        for key, value in [*zip(node.keys, node.values, strict=True), (None, None)]:
            if key is not None and value is not None:
                flat += [key, value]
                continue
            if made is None or flat:
                plain = native(self.hidden.stand_in("dict_of"), *flat)
                made = plain if made is None else native(self.hidden.stand_in("dict_with"), made, _at(node, plain))
                flat = []
            if value is not None:
                made = native(self.hidden.stand_in("dict_with"), made, value)
            _at(node, made)
        assert made is not None
        return made

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        self.generic_visit(node)
        if not _acts(node.key) or not _acts(node.value):
            return node
        pair = _at(node, ast.Tuple([node.key, node.value], ast.Load()))
        return _at(node, self.call("dict", _at(node, ast.ListComp(pair, node.generators))))

    def merged(self, made: ast.expr, plain: ast.Dict) -> ast.expr:
        if not plain.keys:
            return made
        if isinstance(made, ast.Dict):
            return plain
        return native(self.hidden.stand_in("dict_with"), made, plain)

    # calls -------------------------------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`f(*a, g())` runs over `a` before it calls g; `f(*a, key=g())` does so last, on both interpreters."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass") and len(node.args) == 2:
            if node.func.id not in self.hidden.taken and isinstance(node.args[1], ast.BinOp):
                node.args[1] = _union(node.args[1])
        for number, argument in enumerate(node.args):
            later = node.args[number + 1 :]
            if len(node.args) > 1:
                later += [keyword.value for keyword in node.keywords]
            if isinstance(argument, ast.Starred) and any(_acts(value) for value in later):
                if not isinstance(argument.value, (ast.Tuple, ast.List)):
                    argument.value = _at(argument, self.call("tuple", argument.value))
        return node

    # slices with a step ------------------------------------------------------------------------------

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target = node.targets[0]
        if len(node.targets) > 1 or not _stepped(target):
            return node
        return _at(node, ast.Expr(_at(node, self.slice_call("set_stepped", target, node.value))))

    def visit_Delete(self, node: ast.Delete) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        if not any(_stepped(target) for target in node.targets):
            return node
        made: list[ast.stmt] = []
        for target in node.targets:
            if _stepped(target):
                made.append(ast.Expr(_at(node, self.slice_call("delete_stepped", target))))
            else:
                made.append(ast.Delete([target]))
        return [_at(node, statement) for statement in made]

    def slice_call(self, name: str, target: ast.expr, *first: ast.expr) -> ast.Call:
        assert isinstance(target, ast.Subscript)
        assert isinstance(target.slice, ast.Slice)
        bounds = [bound or ast.Constant(None) for bound in (target.slice.lower, target.slice.upper, target.slice.step)]
        return native(self.hidden.stand_in(name), *first, target.value, *bounds)


def _starred(elements: list[ast.expr]) -> bool:
    return any(isinstance(element, ast.Starred) for element in elements)


def _stepped(target: ast.expr) -> bool:
    return isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice) and target.slice.step is not None


def _groups(elements: list[ast.expr]) -> list[list[ast.expr]]:
    """The elements, those between two stars together."""
    groups: list[list[ast.expr]] = []
    for element in elements:
        if isinstance(element, ast.Starred) or not groups or isinstance(groups[-1][0], ast.Starred):
            groups.append([element])
        else:
            groups[-1].append(element)
    return groups


def _sum(parts: list[ast.expr]) -> ast.expr:
    made = parts[0]
    for part in parts[1:]:
        made = ast.copy_location(ast.BinOp(made, ast.Add(), part), part)
    return made


def _union(node: ast.expr) -> ast.expr:
    """`int | str | None`, as the second argument of isinstance, as a tuple of types."""
    found: list[ast.expr] = []
    pending: list[ast.expr] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr):
            pending += [part.right, part.left]
        elif isinstance(part, ast.Constant) and part.value is None:
            found.append(native(ast.Name("type", ast.Load()), part))
        elif isinstance(part, (ast.Name, ast.Attribute, ast.Tuple)):
            found.append(part)
        else:
            return node
    return _at(node, ast.Tuple(found, ast.Load()))


def _acts(node: ast.expr) -> bool:
    """Whether evaluating this may do more than give a value."""
    return any(isinstance(leaf, (ast.Call, ast.NamedExpr, ast.Await, ast.Yield)) for leaf in ast.walk(node))


def _at(origin: ast.AST, node: Node) -> Node:
    return ast.copy_location(node, origin)
