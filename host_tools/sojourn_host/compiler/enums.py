"""The pass `enums`: what the metaclass of `enum.Enum` does is written out, since devices have no metaclasses.

Lives here: finding the enumerations of a program, and writing their members, `auto()`, and what is done with such a
class itself (running over it, `len`, `in`, `Color["RED"]`) as calls of library/enum.py.  Other classes are not touched.
"""

import ast
import copy
from collections.abc import Iterator

from .errors import CompileError, Refusal
from .meanings import Meanings, import_first
from .model import Module, Program

_LIBRARY = "_sojourn_enum"
_BASES = {f"enum.{name}" for name in ("Enum", "ReprEnum", "IntEnum", "StrEnum", "Flag", "IntFlag")}
# Builtins that run over what they are given.
_CONSUMERS = {
    "list", "tuple", "set", "frozenset", "sorted", "len", "enumerate", "zip", "reversed", "map", "filter", "iter",
    "any", "all", "sum", "min", "max",
}  # fmt: skip
_DATA = {"int", "str", "float"}  # a builtin before Enum in the bases would show a member as its own
_SHOWN = {"__str__": "", "__repr__": "", "__format__": ", spec"}
_RENAMED = {"__init__": "_enum_init_", "__new__": "_enum_new_"}


def enum_program(program: Program) -> None:
    """Write out every enumeration of the program. CompileError for one that is no class statement."""
    if program.module("enum") is None:
        return
    enums = _Enums(program)
    for module in program.modules:
        if not module.library:
            enums.write(module)
    if enums.refusals:
        raise CompileError(enums.refusals)


class _Enums:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.refusals: list[Refusal] = []
        self.meanings = {module.name: Meanings(module) for module in program.modules}
        self.classes = {
            (module.name, node.name): node
            for module in program.modules
            if not module.library
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef)
        }
        self.found: dict[int, bool] = {}
        self.names = {name for (owner, name), node in self.classes.items() if self.is_enum(owner, node)}

    def is_enum(self, module: str, node: ast.ClassDef) -> bool:
        """Whether a class is an enumeration: by its bases, or theirs."""
        if id(node) not in self.found:
            self.found[id(node)] = False
            self.found[id(node)] = any(self.names_enum(module, base) for base in node.bases)
        return self.found[id(node)]

    def names_enum(self, module: str, base: ast.expr) -> bool:
        """Whether an expression names the library's base of enumerations, or one of the program's."""
        meaning = self.meanings[module].of(base)
        if meaning in _BASES:
            return True
        if isinstance(base, ast.Name) and (module, base.id) in self.classes:
            return self.is_enum(module, self.classes[module, base.id])
        owner, _, name = meaning.rpartition(".")
        if (owner, name) in self.classes:
            return self.is_enum(owner, self.classes[owner, name])
        return isinstance(base, ast.Attribute) and base.attr in getattr(self, "names", ())

    def makes(self, module: str, node: ast.Call) -> bool:
        """Whether a call makes an enumeration: of a base that has no members yet, with a name and theirs."""
        meaning = self.meanings[module].of(node.func)
        if meaning in _BASES:
            return True
        owner, _, name = meaning.rpartition(".")
        if isinstance(node.func, ast.Name) and (module, node.func.id) in self.classes:
            owner, name = module, node.func.id
        found = self.classes.get((owner, name))
        if found is None or len(node.args) + len(node.keywords) < 2 or not self.is_enum(owner, found):
            return False
        return not any(True for statement in found.body for _ in _bound(statement))

    def write(self, module: Module) -> None:
        used = False
        for node in list(ast.walk(module.tree)):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list):
                    made: list[ast.stmt] = []
                    for statement in block:
                        made.append(statement)
                        if isinstance(statement, ast.ClassDef) and self.is_enum(module.name, statement):
                            made += self.members(module, statement)
                            used = True
                    setattr(node, field, made)
        uses = _Uses(self, module)
        uses.visit(module.tree)
        if used or uses.used:
            import_first(module, "enum", _LIBRARY)

    # the class ---------------------------------------------------------------------------------------

    def members(self, module: Module, node: ast.ClassDef) -> list[ast.stmt]:
        """Rewrites the class statement; the statements that follow it and make its members."""
        meanings = self.meanings[module.name]
        names: list[str] = []
        own = {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
        generate = "_generate_next_value_" if "_generate_next_value_" in own else ""
        if not generate:
            base = next(base for base in node.bases if self.names_enum(module.name, base))
            generate = f"{ast.unparse(base)}._generate_next_value_"
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                self.method(statement)
            for name in _bound(statement):
                if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
                    auto = _Auto(meanings, generate, name, names)
                    statement.value = auto.visit(statement.value)
                if name not in names:
                    names.append(name)
        if any(isinstance(base, ast.Name) and base.id in _DATA for base in node.bases):
            for name, argument in _SHOWN.items():
                if name not in own:
                    source = f"def {name}(self{argument}): return {_LIBRARY}.Enum.{name}(self{argument})"
                    node.body += _parsed(source, node)
        names = [name for name in names if name not in _ignored(node)]
        made = _parsed(f"{_LIBRARY}._made({node.name}, {tuple(names)!r})", node)
        for decorator in list(node.decorator_list):
            if meanings.of(decorator) == "enum.unique":
                node.decorator_list.remove(decorator)
                made += _parsed(f"{_LIBRARY}.unique({node.name})", node)
        return made

    def method(self, node: ast.FunctionDef) -> None:
        node.name = _RENAMED.get(node.name, node.name)
        if node.name == "_generate_next_value_":
            node.decorator_list = []  # the class body calls it, which MicroPython cannot do with a staticmethod


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement of the class body gives a value which is a member's."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign) and not isinstance(statement.value, ast.Lambda):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    for target in targets:
        for leaf in ast.walk(target):
            if isinstance(leaf, ast.Name) and not leaf.id.startswith("_"):
                yield leaf.id


def _ignored(node: ast.ClassDef) -> set[str]:
    """The names in `_ignore_`."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "_ignore_":
            value = ast.literal_eval(statement.value)
            return set(value.replace(",", " ").split() if isinstance(value, str) else value)
    return set()


class _Auto(ast.NodeTransformer):
    """Writes the value of `auto()` in its place."""

    def __init__(self, meanings: Meanings, generate: str, name: str, before: list[str]) -> None:
        self.meanings = meanings
        self.generate = generate
        self.name = name
        self.before = list(before)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if self.meanings.of(node.func) != "enum.auto":
            return node
        values = "".join(f"{name}, " for name in self.before)
        made = _parsed(f"{_LIBRARY}._auto({self.generate}, {self.name!r}, ({values}))", node)[0]
        assert isinstance(made, ast.Expr)
        return made.value


class _Uses(ast.NodeTransformer):
    """Writes out what is done with an enumeration itself."""

    def __init__(self, enums: _Enums, module: Module) -> None:
        self.enums = enums
        self.module = module
        self.used = False
        self.inside: list[bool] = []  # for each class around: whether it is an enumeration
        self.own: list[set[str]] = []  # for each function around: names that mean its class
        self.unknown: list[set[str]] = []  # ... and its parameters, which may be one

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.inside.append(self.enums.is_enum(self.module.name, node))
        self.generic_visit(node)
        self.inside.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        method = bool(self.inside and self.inside[-1])
        by_class = any(isinstance(d, ast.Name) and d.id == "classmethod" for d in node.decorator_list)
        self.own.append({arguments[0]} if method and by_class and arguments else set())
        stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        self.unknown.append(set(arguments) - stored - self.own[-1])
        self.inside.append(False)
        self.generic_visit(node)
        self.inside.pop()
        self.unknown.pop()
        self.own.pop()
        return node

    def is_enum(self, node: ast.expr) -> bool:
        """Whether an expression is an enumeration: its name, or the class of one of its members."""
        if isinstance(node, ast.Name):
            if any(node.id in names for names in self.own):
                return True
            if any(node.id in names for names in self.unknown):
                return False
            return (
                (self.module.name, node.id) in self.enums.classes
                and node.id in self.enums.names
                or (self.enums.names_enum(self.module.name, node))
            )
        if isinstance(node, ast.Attribute):
            return node.attr in self.enums.names
        return False

    def run(self, node: ast.expr) -> ast.expr:
        """What is run over, where `node` is."""
        if isinstance(node, ast.Starred):
            node.value = self.run(node.value)
            return node
        if self.is_enum(node):
            return self.call(node, "_members_", [])
        if isinstance(node, ast.Name) and any(node.id in names for names in self.unknown):
            self.used = True
            function = ast.Attribute(ast.Name(_LIBRARY, ast.Load()), "_run", ast.Load())
            return _placed(ast.Call(function, [node], []), node)
        return node

    def call(self, node: ast.expr, method: str, arguments: list[ast.expr]) -> ast.expr:
        return _placed(ast.Call(ast.Attribute(copy.copy(node), method, ast.Load()), arguments, []), node)

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = self.run(node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = self.run(node.iter)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        self.generic_visit(node)
        return self.run(node) if isinstance(node.ctx, ast.Load) else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.targets[0], (ast.Tuple, ast.List)) and self.is_enum(node.value):
            node.value = self.run(node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _CONSUMERS:
            node.args = [self.run(argument) for argument in node.args]
        elif self.enums.makes(self.module.name, node):
            advice = f"write a class statement: class Color({ast.unparse(node.func)}): RED = 1"
            reason = "an enumeration made by a call cannot be stored"
            place = (self.module.display, node.lineno, node.col_offset + 1)
            self.enums.refusals.append(Refusal(*place, f"{ast.unparse(node.func)}()", reason, advice))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.In, ast.NotIn)):
            return node
        if not self.is_enum(node.comparators[0]):
            return node
        found = self.call(node.comparators[0], "_has_", [node.left])
        return found if isinstance(node.ops[0], ast.In) else _placed(ast.UnaryOp(ast.Not(), found), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and self.is_enum(node.value):
            return self.call(node.value, "_named_", [node.slice])
        return node


def _parsed(source: str, node: ast.AST) -> list[ast.stmt]:
    """Statements of ours, in the place of `node`."""
    made = ast.parse(source).body
    for statement in made:
        for leaf in ast.walk(statement):
            ast.copy_location(leaf, node)
    return made


def _placed(made: ast.expr, node: ast.AST) -> ast.expr:
    for leaf in ast.walk(made):
        if not hasattr(leaf, "lineno"):
            ast.copy_location(leaf, node)
    return made
