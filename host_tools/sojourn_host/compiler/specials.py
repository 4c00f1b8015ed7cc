"""The pass `specials`: methods that native code calls, under decorators.

Lives here: `@traced def __add__` and `@property @traced def size`. What the decorator gives may be cut like any
function, and native code would see that as a returned None; so it gets a hidden name, and a plain method that calls it,
in one atomic step, stands in its place.
"""

import ast

from .model import Program

_EXPLICIT = {"__init__", "__call__", "__enter__", "__exit__", "__new__", "__init_subclass__", "__class_getitem__"}
_PLAIN = {"staticmethod", "classmethod", "abstractmethod", "overload", "override", "final", "cached_property"}
_ACCESSORS = {"setter", "getter", "deleter"}


def special_program(program: Program) -> None:
    for module in program.modules:
        if not module.ours:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef):
                    node.body = [made for statement in node.body for made in _special(statement, program)]


def _special(node: ast.stmt, program: Program) -> list[ast.stmt]:
    if not isinstance(node, ast.FunctionDef) or not node.args.args:
        return [node]
    outer = [decorator for decorator in node.decorator_list[:1] if _property(decorator)]
    inner = node.decorator_list[len(outer) :]
    native = node.name.startswith("__") and node.name.endswith("__") and node.name not in _EXPLICIT
    if not (native or outer) or not any(_changes(decorator) for decorator in inner):
        return [node]
    program.specials += 1
    hidden = f"{program.prefix}w{program.specials}_"
    node.decorator_list = inner
    first = "self"
    arguments = ast.arguments([], [ast.arg(first)], ast.arg("args"), [], [], ast.arg("keywords"), [])
    call = ast.Call(
        ast.Attribute(ast.Name(first, ast.Load()), hidden, ast.Load()),
        [ast.Starred(ast.Name("args", ast.Load()), ast.Load())],
        [ast.keyword(None, ast.Name("keywords", ast.Load()))],
    )
    method = ast.FunctionDef(name=node.name, args=arguments, body=[ast.Return(call)], decorator_list=outer)
    if "type_params" in ast.FunctionDef._fields:
        method.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
    made: list[ast.stmt] = [node, _same(hidden, node.name), method]
    if outer and isinstance(outer[0], ast.Attribute):  # an accessor of the property that has this name already
        made = [_same(f"{hidden}p", node.name), *made[:2], _same(node.name, f"{hidden}p"), method]
    for statement in made:
        if statement is node:
            continue
        ast.copy_location(statement, node)
        ast.fix_missing_locations(statement)
    return made


def _same(name: str, other: str) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], ast.Name(other, ast.Load()))


def _property(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Name)
        and node.id == "property"
        or (isinstance(node, ast.Attribute) and node.attr in _ACCESSORS)
    )


def _changes(node: ast.expr) -> bool:
    """Whether what a decorator gives may be another function."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name not in _PLAIN and not _property(node)
