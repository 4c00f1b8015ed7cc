"""Lowering definitions and imports: functions and their makers, classes, modules of the program.

Lives here: what makes an object of code.  Other statements are lowered in lower.py.  A class body is one atomic
step; its methods are made outside of it, so that they can be made again by number.
"""

import ast
import copy
from typing import TypeGuard

from .bounds import own_nodes
from .constants import is_constant
from .loops import LoopLowering
from .model import Class, Function
from .scopes import public_names
from .source import absolute
from .subclasses import keyword_dict


class DefinitionLowering(LoopLowering):
    # definitions -------------------------------------------------------------------------------------

    def lower_FunctionDef(self, node: ast.FunctionDef) -> None:
        function = self.scopes.functions[id(node)]
        places = [decorator.value if _is_accessor(decorator) else decorator for decorator in node.decorator_list]
        decorators = [self.spill(self.expression(decorator)) for decorator in places]
        value = self.make(function)
        for decorator, written in zip(reversed(decorators), reversed(node.decorator_list), strict=True):
            value = self.apply(decorator, value, written)
        self.assign(ast.Name(node.name, ast.Store()), value)

    def apply(self, decorator: ast.expr, value: ast.expr, written: ast.expr) -> ast.expr:
        """The decorated value; the decorator's own call may suspend."""
        if _is_accessor(written):  # here `decorator` is the property
            return self.native(ast.Call(self.hook("accessor"), [decorator, ast.Constant(written.attr), value], []))
        if self.function.atomic or not self.calls.suspends(ast.Call(written, [value], []), self.function):
            return ast.Call(decorator, [value], [])
        target = self.temp()
        self.suspend(target, ast.Call(decorator, [value], []), ast.Call(written, [], []))
        return ast.Name(target, ast.Load())

    def make(self, function: Function) -> ast.expr:
        """The expression that makes a function object, its defaults evaluated now."""
        node = function.node
        assert isinstance(node, ast.FunctionDef)
        name = ast.Name(self.program.prefix + function.tag, ast.Load())
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs: list[tuple[str, ast.expr]] = []
        for parameter, default in zip(
            positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=False
        ):
            if not is_constant(default):
                pairs.append((parameter.arg, default))
        for keyword, kw_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False):
            if kw_default is not None and not is_constant(kw_default):
                pairs.append((keyword.arg, kw_default))
        values = self.ordered([default for _, default in pairs])
        if function.static:
            for (given, _), value in zip(pairs, values, strict=True):
                hidden = f"{self.program.prefix}d{function.fid}_{given}"
                if all(known != given for known, _ in function.hidden_defaults):
                    function.hidden_defaults.append((given, hidden))
                self.module.globals.add(hidden)
                self.out.append(ast.Assign([ast.Name(hidden, ast.Store())], value))
            return name
        if not function.maker_defaults:
            function.maker_defaults = [(p, f"{self.program.prefix}d_{p}") for p, _ in pairs]
        passed: list[ast.expr] = [self.pass_free(free) for free in function.free]
        return ast.Call(name, passed + values, [])

    def pass_free(self, name: str) -> ast.expr:
        return self.raw(name)

    def lower_ClassDef(self, node: ast.ClassDef) -> None:
        cls = self.scopes.classes[id(node)]
        decorators = [self.spill(self.expression(decorator)) for decorator in node.decorator_list]
        values = self.ordered([*node.bases, *(keyword.value for keyword in node.keywords)])
        if node.keywords:
            values = [self.spill(value) for value in values]  # evaluated before the body, but needed after it
        bases, given = values[: len(node.bases)], values[len(node.bases) :]
        nested: list[tuple[Class, list[str]]] = []
        body = self.class_body(cls, nested, [node.name])
        made = ast.ClassDef(name=node.name, bases=bases, keywords=[], body=body, decorator_list=[])
        if "type_params" in ast.ClassDef._fields:
            made.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
        made.lineno = self.line
        boxed = self.boxes(node.name)
        if boxed:
            made.name = f"{self.program.prefix}n{cls.number}"
        outward = (ast.Call, ast.ClassDef) if self.program.hooks else ast.Call
        calls_out = any(isinstance(inner, outward) for inner in own_nodes(node.body))
        decorated = any(isinstance(s, ast.FunctionDef) and s.decorator_list for s in node.body)
        if not self.function.atomic and (calls_out or decorated or self.program.dense):
            release = ast.Expr(self.hidden_call("a", ast.Constant(-1)))
            self.out.append(ast.Expr(self.hidden_call("a", ast.Constant(1))))
            self.out.append(ast.Try([made], [], [], [release]))
        else:
            self.out.append(made)
        reference: ast.expr = ast.Name(made.name, ast.Load())
        for inner, path in [(cls, [node.name]), *nested]:
            if inner.needs_cell:
                value = reference
                for attribute in path[1:]:
                    value = ast.Attribute(value, attribute, ast.Load())
                self.assign(ast.Name(f"{self.program.prefix}c{inner.number}", ast.Store()), value)
                if inner.parent.is_main:
                    self.module.globals.add(f"{self.program.prefix}c{inner.number}")
        if self.program.hooks:
            self.out.append(
                ast.Expr(self.hidden_call("at", self.hook("subclassed"), reference, *self.told(node, given)))
            )
        if decorators or boxed:
            for decorator, written in zip(reversed(decorators), reversed(node.decorator_list), strict=True):
                reference = self.apply(decorator, reference, written)
            self.assign(ast.Name(node.name, ast.Store()), reference)

    def class_body(self, cls: Class, nested: list[tuple[Class, list[str]]], path: list[str]) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        outer, self.class_names = self.class_names, cls.names
        outer_out, self.out = self.out, body
        if not cls.parent.is_main or len(path) > 1:
            body.append(ast.Assign([ast.Name("__qualname__", ast.Store())], ast.Constant(cls.qualname)))
        self.class_block(cls.node.body, body, nested, path)
        self.class_names = outer
        self.out = outer_out
        return body or [ast.Pass()]

    def told(self, node: ast.ClassDef, given: list[ast.expr]) -> list[ast.expr]:
        """What the runtime is told of a class: names in the order of the body, and keywords."""
        names: list[ast.expr] = []
        for statement in node.body:
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            if isinstance(statement, ast.AnnAssign) and statement.value is not None:
                targets = [statement.target]
            names += [ast.Constant(target.id) for target in targets if isinstance(target, ast.Name)]
            if isinstance(statement, ast.FunctionDef) and statement.decorator_list:
                names.append(ast.Constant(statement.name))
        pairs = [(keyword.arg, value) for keyword, value in zip(node.keywords, given, strict=True)]
        keywords: ast.expr = keyword_dict([(name, value) for name, value in pairs if name is not None])
        for name, value in pairs:
            if name is None:
                keywords = self.native(ast.Call(self.hook("dict_with"), [keywords, value], []))
        return [ast.Tuple(names, ast.Load()), keywords]

    def class_block(
        self,
        statements: list[ast.stmt],
        body: list[ast.stmt],
        nested: list[tuple[Class, list[str]]],
        path: list[str],
    ) -> None:
        """Append what a class body's statements become to `body`."""
        for statement in statements:
            start = len(body)
            if isinstance(statement, ast.FunctionDef):
                value = self.make_in_class(self.scopes.functions[id(statement)])
                for decorator in reversed(statement.decorator_list):
                    value = self.descriptor(decorator, value)
                body.append(ast.Assign([ast.Name(statement.name, ast.Store())], value))
            elif isinstance(statement, ast.ClassDef):
                inner = self.scopes.classes[id(statement)]
                inner_path = [*path, statement.name]
                nested.append((inner, inner_path))
                inner_body = self.class_body(inner, nested, inner_path)
                made = ast.ClassDef(statement.name, [self.plain(base) for base in statement.bases], [], inner_body, [])
                for decorator in reversed(statement.decorator_list):
                    made.decorator_list.insert(0, self.plain(decorator))
                if self.program.hooks:
                    told = self.told(statement, [self.plain(keyword.value) for keyword in statement.keywords])
                    made.decorator_list.append(ast.Call(self.hook("subclass_hook"), told, []))
                if "type_params" in ast.ClassDef._fields:
                    made.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
                body.append(made)
            elif isinstance(statement, ast.AnnAssign):
                if statement.value is not None:
                    body.append(ast.Assign([self.target(statement.target)], self.plain(statement.value)))
            elif isinstance(statement, (ast.If, ast.For, ast.While, ast.Try, ast.With)):
                body.append(self.class_compound(statement, nested, path))
            else:
                body.append(self.plain_statement(statement))
            for made_statement in body[start:]:
                made_statement.lineno = statement.lineno

    def class_compound(self, node: ast.stmt, nested: list[tuple[Class, list[str]]], path: list[str]) -> ast.stmt:
        """A statement in a class body that has statements inside, where methods may be defined as well."""
        made = copy.copy(node)
        for field in ("body", "orelse", "finalbody", "handlers"):
            inside = getattr(node, field, [])
            setattr(made, field, [ast.Pass()] if inside and field != "handlers" else [])
        made = self.plain_statement(made)
        for field in ("body", "orelse", "finalbody"):
            if getattr(node, field, []):
                block: list[ast.stmt] = []
                outer, self.out = self.out, block
                self.class_block(getattr(node, field), block, nested, path)
                self.out = outer
                setattr(made, field, block)
        if isinstance(node, ast.Try) and isinstance(made, ast.Try):
            for handler in node.handlers:
                block = []
                outer, self.out = self.out, block
                self.class_block(handler.body, block, nested, path)
                self.out = outer
                type_ = None if handler.type is None else self.plain(handler.type)
                made.handlers.append(ast.copy_location(ast.ExceptHandler(type_, handler.name, block), handler))
        return made

    def descriptor(self, decorator: ast.expr, value: ast.expr) -> ast.expr:
        """A decorated method; accessors go through the runtime, since MicroPython cannot look into a property."""
        if _is_accessor(decorator):
            accessor = ast.Attribute(self.hidden_name("x"), "accessor", ast.Load())
            return ast.Call(accessor, [self.plain(decorator.value), ast.Constant(decorator.attr), value], [])
        return ast.Call(self.plain(decorator), [value], [])

    def make_in_class(self, function: Function) -> ast.expr:
        return self.make(function)

    # imports -----------------------------------------------------------------------------------------

    def lower_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if self.program.imported(self.module, alias.name.split(".")[0]) is None:
                self.native_import(alias)
                continue
            self.load_module(alias.name)
            wanted = alias.name if alias.asname else alias.name.split(".")[0]
            self.assign(ast.Name(alias.asname or wanted, ast.Store()), self.hidden_call("mg", ast.Constant(wanted)))

    def native_import(self, alias: ast.alias) -> None:
        name = alias.asname or alias.name.split(".")[0]
        if not self.boxes(name):
            self.out.append(ast.Import([alias]))
            return
        temporary = self.temp()
        self.out.append(ast.Import([ast.alias(alias.name, temporary)]))
        self.assign(ast.Name(name, ast.Store()), ast.Name(temporary, ast.Load()))

    def load_module(self, name: str) -> None:
        """Run the bodies of the modules on the path to `name` that have not run yet."""
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            partial = ".".join(parts[:count])
            starter = self.temp()
            self.out.append(self.store_raw(starter, self.hidden_call("im", ast.Constant(partial))))
            started = self.program.module(partial)
            assert started is not None
            if self.function.atomic:
                self.out.append(ast.Expr(self.hidden_call("at", ast.Name(starter, ast.Load()))))
                continue
            self.suspend(None, ast.Call(ast.Name(starter, ast.Load()), [], []), started.main)

    def load_lacking(self, base: str, name: str) -> None:
        """Run the part `name` of a package that may itself bind that name, unless it has done so."""
        has = self.native(
            ast.Call(self.hook("builtin_hasattr"), [self.hidden_call("mg", ast.Constant(base)), ast.Constant(name)], [])
        )
        outer, self.out = self.out, []
        self.load_module(f"{base}.{name}")
        body, self.out = self.out, outer
        self.out.append(ast.If(ast.UnaryOp(ast.Not(), has), body, [], lineno=self.line))

    def lower_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module == "__future__":
            return
        base = absolute(self.module, node)
        if self.program.imported(self.module, base) is None:
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if self.program.module(inner) is not None:
                    self.load_module(inner)
                    place = ast.Name(alias.asname or alias.name, ast.Store())
                    self.assign(place, self.hidden_call("mg", ast.Constant(inner)))
                else:
                    self.native_from(base, alias)
            return
        self.load_module(base)
        wanted = self.program.module(base)
        assert wanted is not None
        for alias in node.names:
            if alias.name == "*":
                for name in public_names(wanted):
                    self.assign(ast.Name(name, ast.Store()), self.member(base, name))
                continue
            inner = f"{base}.{alias.name}"
            place = ast.Name(alias.asname or alias.name, ast.Store())
            if self.program.module(inner) is not None and alias.name not in wanted.globals:
                self.load_module(inner)
                self.assign(place, self.hidden_call("mg", ast.Constant(inner)))
            else:
                if self.program.module(inner) is not None:
                    self.load_lacking(base, alias.name)
                self.assign(place, self.member(base, alias.name))

    def native_from(self, base: str, alias: ast.alias) -> None:
        name = alias.asname or alias.name
        if alias.name == "*" or not self.boxes(name):
            self.out.append(ast.ImportFrom(base, [alias], 0))
            return
        temporary = self.temp()
        self.out.append(ast.ImportFrom(base, [ast.alias(alias.name, temporary)], 0))
        self.assign(ast.Name(name, ast.Store()), ast.Name(temporary, ast.Load()))

    def member(self, base: str, name: str) -> ast.expr:
        return self.hidden_call("mf", ast.Constant(base), ast.Constant(name))


def _is_accessor(decorator: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter")
