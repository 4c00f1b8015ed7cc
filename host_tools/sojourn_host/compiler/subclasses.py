"""The pass `subclasses`: class keywords, `__init_subclass__` and `__set_name__`, all called by the runtime.

Lives here: giving these methods hidden names and finding out whether a program has any.  MicroPython knows the first
two not at all, and a class that arrives on a device is made again, where CPython would call them a second time.  The
calls themselves are put behind class statements by definitions.py.
"""

import ast

from .model import Program

_HOOKS = {"__init_subclass__": "i_subclass", "__set_name__": "i_name"}


def subclass_program(program: Program) -> None:
    """Rename the hooks of every class and set `program.hooks` if there is anything to call."""
    for module in program.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                program.hooks = program.hooks or bool(node.keywords)
                for statement in node.body:
                    program.hooks |= isinstance(statement, ast.FunctionDef) and statement.name in _HOOKS
    if program.hooks:
        for module in program.modules:
            module.tree = _Hooks(program.prefix).visit(module.tree)
            ast.fix_missing_locations(module.tree)


class _Hooks(ast.NodeTransformer):
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        for statement in node.body:
            if not isinstance(statement, ast.FunctionDef) or statement.name not in _HOOKS:
                continue
            if statement.name == "__init_subclass__":
                known = [d.id for d in statement.decorator_list if isinstance(d, ast.Name)]
                if "classmethod" not in known:
                    statement.decorator_list.append(_at(statement, ast.Name("classmethod", ast.Load())))
            statement.name = self.prefix + _HOOKS[statement.name]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`super().__init_subclass__(...)`: where no class of the program has one, it is object's."""
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr == "__init_subclass__":
            holder = self.visit(func.value)
            given = ast.Tuple([self.visit(argument) for argument in node.args], ast.Load())
            names = keyword_dict([(keyword.arg, self.visit(keyword.value)) for keyword in node.keywords])
            stand_in = ast.Attribute(ast.Name(self.prefix + "x", ast.Load()), "init_subclass", ast.Load())
            return _at(node, ast.Call(ast.Name(self.prefix + "at", ast.Load()), [stand_in, holder, given, names], []))
        self.generic_visit(node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr in _HOOKS:
            node.attr = self.prefix + _HOOKS[node.attr]
        return node


def keyword_dict(pairs: "list[tuple[str | None, ast.expr]]") -> ast.Dict:
    """Keyword arguments as a dictionary display; a name of None stands for `**value`."""
    keys = [None if name is None else ast.Constant(name) for name, _ in pairs]
    return ast.Dict(list[ast.expr | None](keys), [value for _, value in pairs])


def _at(origin: ast.AST, node: ast.expr) -> ast.expr:
    return ast.copy_location(node, origin)
