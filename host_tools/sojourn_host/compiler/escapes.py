"""Which functions are used as values, so that a call of something unknown may run them.

Lives here: one walk over a module that notes escaping functions, stored attribute names and computed ones.
What a call may reach is decided in calls.py.
"""

import ast
from typing import TYPE_CHECKING

from .model import Class, Function, Module
from .prepare import definition_of
from .source import absolute

if TYPE_CHECKING:
    from .calls import Calls


class Escapes(ast.NodeVisitor):
    """Functions used as values, attribute names that are stored, and computed attribute names."""

    def __init__(self, calls: "Calls", module: Module) -> None:
        self.calls = calls
        self.module = module
        self.direct: set[int] = set()

    def visit_Call(self, node: ast.Call) -> None:
        self.direct.add(id(node.func))
        if isinstance(node.func, ast.Name):
            name = node.func.id
            if name in ("setattr", "getattr") and len(node.args) > 1:
                wanted = node.args[1]
                literal = wanted.value if isinstance(wanted, ast.Constant) else None
                if name == "setattr":
                    if isinstance(literal, str):
                        self.calls.attributes.add(literal)
                        self.special(literal, node.args[-1])
                    elif not self.module.library:
                        self.calls.computed = True
                if name == "getattr":
                    for method, functions in self.calls.methods.items():
                        if literal is None or literal == method:
                            self.calls.escaping.update(functions)
            if name == "type" and len(node.args) == 3:
                self.dictionary(node)
            if name == "namedtuple":
                self.fields(node)
            if name == "property":
                for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    self.atomic(argument)
        if not isinstance(node.func, ast.Name) or not isinstance(self.calls.fact(self.module, node.func.id), Function):
            # A native class may make attributes of its keywords, as SimpleNamespace does.
            self.calls.attributes.update(
                keyword.arg for keyword in node.keywords if keyword.arg and self.callable(keyword.value)
            )
        self.generic_visit(node)

    def dictionary(self, node: ast.Call) -> None:
        """`type(name, bases, {...})`: what stands there are attributes; one that cannot be read off may be any."""
        own = node.args[2]
        displays = (
            [leaf for leaf in ast.walk(self.module.tree) if isinstance(leaf, ast.Dict)] if self.module.ours else [own]
        )
        for display in displays:
            if not isinstance(display, ast.Dict) or None in display.keys:
                self.calls.computed = True
                return
            for key, value in zip(display.keys, display.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    self.calls.computed |= not self.module.ours
                    continue
                self.calls.attributes.add(key.value)
                self.special(key.value, value)

    def special(self, name: str, value: ast.expr) -> None:
        """A function that gets a name with two underscores as an attribute of a class: native code calls it."""
        if name.startswith("__") and name.endswith("__") and name not in ("__call__", "__enter__", "__exit__"):
            self.called_by_native(value)

    def called_by_native(self, value: ast.expr) -> None:
        if isinstance(value, ast.Lambda):
            self.calls.scopes.functions[id(definition_of(value))].atomic = True
        elif isinstance(value, ast.Name):
            for function in self.module.functions:
                if function.name == value.id:
                    function.atomic = True

    def fields(self, node: ast.Call) -> None:
        """The fields of a named tuple are attributes; fields that cannot be read off make every attribute unknown."""
        try:
            fields = ast.literal_eval(node.args[1])
        except (IndexError, ValueError):
            self.calls.computed = True
            return
        self.calls.attributes.update(fields.replace(",", " ").split() if isinstance(fields, str) else fields)

    def callable(self, value: ast.expr) -> bool:
        """Whether this is certainly a function or class of the program."""
        if isinstance(value, ast.Name):
            return isinstance(self.calls.fact(self.module, value.id), (Function, Class))
        return isinstance(value, ast.Lambda)

    def atomic(self, argument: ast.expr) -> None:
        if isinstance(argument, ast.Name):
            for functions in (self.calls.methods.get(argument.id, []),):
                for function in functions:
                    function.atomic = True
            fact = self.calls.fact(self.module, argument.id)
            if isinstance(fact, Function):
                fact.atomic = True
        elif isinstance(argument, ast.Lambda):
            self.calls.scopes.functions[id(definition_of(argument))].atomic = True

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            if id(node) not in self.direct:
                self.calls.escaping.update(self.calls.methods.get(node.attr, []))
                for module in self.calls.program.modules:
                    fact = self.calls.fact(module, node.attr)
                    self.value(fact)
        else:
            self.calls.attributes.add(node.attr)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """A function that becomes an attribute of a class is a method under that name too."""
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                self.special(target.attr, node.value)
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and self.callable(node.value):
                if isinstance(self.calls.fact(self.module, target.value.id), Class):
                    self.calls.grafted.add(target.attr)
        self.generic_visit(node)

    def value(self, fact: object) -> None:
        if isinstance(fact, Function):
            self.calls.escaping.add(fact)
        elif isinstance(fact, Class):
            self.calls.escaping.update(self.calls.constructors(fact) or [])

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and id(node) not in self.direct:
            self.value(self.calls.fact(self.module, node.id))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        function = self.calls.scopes.functions[id(node)]
        known = function.owner is not None or self.calls.fact(self.module, node.name) is function
        if not known or node.decorator_list or node.name == "__call__":
            self.calls.escaping.add(function)
        for decorator in node.decorator_list:
            self.direct.add(id(decorator))
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """What is imported under a name that has other meanings too is reached as an unknown value."""
        wanted = self.calls.program.imported(self.module, absolute(self.module, node))
        top = any(node is statement for statement in self.module.tree.body)
        for alias in node.names:
            if wanted is not None and (not top or (self.module, alias.asname or alias.name) not in self.calls.facts):
                self.value(self.calls.fact(wanted, alias.name))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for base in node.bases:
            self.direct.add(id(base))
        cls = self.calls.scopes.classes[id(node)]
        for statement in node.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Name, ast.Lambda)):
                value = statement.value
                if isinstance(value, ast.Lambda) or value.id in cls.methods or self.callable(value):
                    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
                    self.calls.grafted.update(names)
                    for name in names:
                        self.special(name, value)
        if node.decorator_list or self.calls.fact(self.module, node.name) is not cls:
            self.calls.escaping.update(self.calls.constructors(cls) or [])
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            for leaf in ast.walk(node.type):
                if isinstance(leaf, ast.Name):
                    self.direct.add(id(leaf))
        self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        definition = definition_of(node)
        self.calls.escaping.add(self.calls.scopes.functions[id(definition)])
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        for statement in definition.body:
            self.visit(statement)
