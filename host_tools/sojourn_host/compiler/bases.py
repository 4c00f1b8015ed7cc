"""The pass `bases`: base classes that only say something to a type checker, or to a metaclass.

Lives here: Generic and Protocol leave class statements, with what stands in brackets behind a class; a class with
abstract methods gets a `__new__` that refuses.  MicroPython has no metaclasses, and calls nothing for brackets.
"""

import ast

from .meanings import Meanings
from .model import Module, Program

_FORMS = {"typing.Generic", "typing.Protocol"}
_BUILTIN = {"list", "dict", "set", "frozenset", "tuple", "type"}
_ABSTRACT = {"abc.abstractmethod", "abc.abstractproperty", "abc.abstractclassmethod", "abc.abstractstaticmethod"}


def bases_program(program: Program) -> None:
    """Take out what only a type checker reads, and have abstract classes refuse to be instantiated."""
    classes: dict[tuple[str, str], tuple[Module, ast.ClassDef]] = {}
    for module in program.modules:
        meanings = Meanings(module)
        defined = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
        bases = _Bases(meanings, {node.name for node in defined})
        bases.generic = {node.name for node in defined if any(bases.bracketed(base) for base in node.bases)}
        module.tree = bases.visit(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                classes[module.name, node.name] = (module, node)
    known = {module.name: Meanings(module) for module in program.modules}
    _Abstract(classes, known).mark()


class _Bases(ast.NodeTransformer):
    def __init__(self, meanings: Meanings, defined: set[str]) -> None:
        self.meanings = meanings
        self.defined = defined
        self.generic: set[str] = set()

    def bracketed(self, base: ast.expr) -> bool:
        """Whether this is a class with something for a type checker behind it, and no item of a container."""
        if not isinstance(base, ast.Subscript):
            return False
        meaning = self.meanings.of(base.value)
        if meaning.split(".")[0] in ("typing", "collections", "abc"):
            return True
        return isinstance(base.value, ast.Name) and (base.value.id in self.defined or base.value.id in _BUILTIN)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        bases: list[ast.expr] = []
        for base in node.bases:
            plain = base.value if isinstance(base, ast.Subscript) and self.bracketed(base) else base
            if self.meanings.of(plain) not in _FORMS:
                bases.append(plain)
        node.bases = bases
        node.keywords = [
            keyword
            for keyword in node.keywords
            if keyword.arg != "metaclass" or self.meanings.of(keyword.value) != "abc.ABCMeta"
        ]
        self.generic_visit(node)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id in self.generic and isinstance(node.ctx, ast.Load):
            return node.value
        return node


class _Abstract:
    """Finds out which classes have abstract methods left, and marks them and what is derived from them."""

    def __init__(self, classes: dict[tuple[str, str], tuple[Module, ast.ClassDef]], known: dict[str, Meanings]) -> None:
        self.classes = classes
        self.known = known
        self.left: dict[int, list[str] | None] = {}  # by id of the node: what is abstract still, None: has no such base

    def mark(self) -> None:
        for module, node in list(self.classes.values()):
            left = self.abstract(module, node)
            if left is None:
                continue
            names = ast.Tuple([ast.Constant(name) for name in left], ast.Load())
            node.body.append(ast.Assign([ast.Name("_abstract_", ast.Store())], names))
            above = [self.found(module, base) for base in node.bases]
            inherited = any(entry is not None and self.abstract(*entry) is not None for entry in above)
            if not inherited and not any(isinstance(s, ast.FunctionDef) and s.name == "__new__" for s in node.body):
                node.body += ast.parse(_NEW).body
            for statement in node.body:
                for leaf in ast.walk(statement):
                    if not hasattr(leaf, "lineno") or statement.lineno < node.lineno:
                        ast.copy_location(leaf, node)
            ast.fix_missing_locations(node)

    def found(self, module: Module, base: ast.expr) -> tuple[Module, ast.ClassDef] | None:
        if isinstance(base, ast.Name) and (module.name, base.id) in self.classes:
            return self.classes[module.name, base.id]
        owner, _, name = self.known[module.name].of(base).rpartition(".")
        return self.classes.get((owner, name))

    def abstract(self, module: Module, node: ast.ClassDef) -> list[str] | None:
        """The abstract methods that a class has left; None if it never had any."""
        if id(node) in self.left:
            return self.left[id(node)]
        self.left[id(node)] = None
        meanings = self.known[module.name]
        inherited: list[str] | None = None
        for base in node.bases:
            entry = self.found(module, base)
            above = self.abstract(*entry) if entry is not None else None
            if above is not None:
                inherited = (inherited or []) + above
        own: set[str] = set()
        bound: set[str] = set()
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                bound.add(statement.name)
                kept = [d for d in statement.decorator_list if meanings.of(d) not in _ABSTRACT]
                if len(kept) < len(statement.decorator_list):
                    own.add(statement.name)
                statement.decorator_list = kept
            else:
                bound |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        if inherited is None and not own:
            return None
        left = sorted(own | {name for name in inherited or [] if name not in bound})
        self.left[id(node)] = left
        return left


_NEW = """
def __new__(cls, *args, **keywords):
    if cls._abstract_:
        raise TypeError(
            "Can't instantiate abstract class %s with abstract method%s %s"
            % (cls.__name__, "s" if len(cls._abstract_) > 1 else "", ", ".join(cls._abstract_))
        )
    return object.__new__(cls)
"""
