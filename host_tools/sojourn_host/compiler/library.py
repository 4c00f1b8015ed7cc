"""The library that a device lacks: which of its modules a program is given, and which of their definitions.

Lives here: what a program wants of `itertools` and its like, by name, taking along only that, and the refusal of names
that the library has not.  The modules themselves are ordinary Python in sojourn_host/library; they are compiled along
with the program, on both interpreters, so that whatever they make moves with it.  A module whose names are all wanted
of what every interpreter has (`NATIVE` lists these) is left to the interpreter, unless one that `KEYWORDS` lists is
called with keyword arguments.  Of a module that is `PARTIAL` the other names are the interpreter's.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from sojourn_host.parsing import parse

from .collections_use import richer
from .errors import Refusal
from .model import Module, Program

# Modules that devices lack, or have with objects that cannot be stored: compiled with the program that imports them.
LIBRARY = Path(__file__).resolve().parent.parent / "library"
WHOLE = {"asyncio"}  # packages that are taken as they are, as if they stood beside the program
Wanted = dict[str, set[str]]


def library_path(name: str) -> Path | None:
    """The file of the library's module `name`, dotted; None if it has none."""
    parts = name.split(".")
    if parts[0] in WHOLE:
        return None
    base = LIBRARY.joinpath(*parts)
    for path in (base / "__init__.py", base.with_suffix(".py")):
        if path.is_file():
            return path
    return None


def library_modules() -> list[str]:
    """The dotted names of all modules of the library."""
    found: list[str] = []
    for path in sorted(LIBRARY.rglob("*.py")):
        parts = path.relative_to(LIBRARY).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in found if name]


def add_library(program: Program, refusals: list[Refusal]) -> None:
    """Give the program the modules of the library that it imports, as far as it uses them."""
    wanted: Wanted = {}
    ours = richer(module.tree for module in program.modules)
    trees: dict[str, ast.Module] = {}
    for module in program.modules:
        _Wants(program, module.name, module.tree, module.display, wanted, refusals).look()
    before = -1
    while before != sum(len(names) + 1 for names in wanted.values()):
        before = sum(len(names) + 1 for names in wanted.values())
        for name in list(wanted):
            if name not in trees:
                path = library_path(name)
                assert path is not None
                trees[name] = parse(path.read_text(encoding="utf-8"), name)
            kept = ast.Module(_kept(trees[name], wanted[name], name, ours), [])
            _Wants(program, name, kept, name, wanted, refusals).look()
    keyworded = {name for module in program.modules for name in _keyworded(module.tree)}
    for name in wanted:
        inside = any(other.startswith(name + ".") for other in wanted)
        used = wanted[name] & offered(trees[name]) if _listed(trees[name], "PARTIAL") else wanted[name]
        plain = used <= natives_of(trees[name]) - ours
        if inside or not plain or used & _listed(trees[name], "KEYWORDS") & keyworded:
            _add(program, name, trees[name], wanted[name], ours)
            program.wraps |= name == "functools" and bool(wanted[name] & {"wraps", "update_wrapper"})


def natives_of(tree: ast.Module) -> set[str]:
    """The names of a module of the library that every interpreter's own module has too."""
    return _listed(tree, "NATIVE")


def _listed(tree: ast.Module, name: str) -> set[str]:
    """What a module of the library lists under such a name for this file."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and _binds(statement) == {name}:
            return set(ast.literal_eval(statement.value))
    return set()


def _keyworded(tree: ast.Module) -> Iterator[str]:
    """The names of what is called with keyword arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.keywords:
            if isinstance(node.func, (ast.Name, ast.Attribute)):
                yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr


def offered(tree: ast.Module) -> set[str]:
    """What may be imported from a module of the library."""
    found: set[str] = set()
    for statement in tree.body:
        found |= _binds(statement)
    return {name for name in found if not name.startswith("_")} - {"NATIVE", "KEYWORDS", "PARTIAL"}


def _add(program: Program, name: str, tree: ast.Module, wanted: set[str], ours: set[str]) -> None:
    path = library_path(name)
    assert path is not None
    package = path.name == "__init__.py"
    module = Module(name, path, path.relative_to(LIBRARY).as_posix(), len(program.modules), package)
    module.library = module.ours = True
    module.source = path.read_text(encoding="utf-8")
    other = wanted - {bound for statement in tree.body for bound in _binds(statement)}
    module.tree = ast.Module([*_passed_on(name, other), *_kept(tree, wanted, name, ours)], [])
    module.main.node = module.tree
    program.modules.append(module)


def _passed_on(name: str, wanted: set[str]) -> list[ast.stmt]:
    """The names of the interpreter's own module that a partial one does not define; some have only one of them."""
    made: list[ast.stmt] = []
    for one in sorted(wanted):
        made.append(ast.parse(f"try:\n    from {name} import {one}\nexcept ImportError:\n    pass\n").body[0])
    return made


def _binds(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module binds."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in statement.names}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _kept(tree: ast.Module, wanted: set[str], name: str, ours: set[str]) -> list[ast.stmt]:
    """The statements that define `wanted`, with what these use; in their order.

    Of what module `name` imports under its own name and from its part `richer`, the latter is taken for `ours`.
    """
    names, kept = set(wanted), set[int]()
    grown = True
    while grown:
        grown = False
        for number, statement in enumerate(tree.body):
            bound = _binds(statement)
            if number not in kept and (bound & names or not bound and not isinstance(statement, ast.Expr)):
                kept.add(number)
                grown = True
                names |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    found: list[ast.stmt] = []
    for number in sorted(kept):
        statement = tree.body[number]
        if isinstance(statement, ast.ImportFrom):
            aliases = [alias for alias in statement.names if (alias.asname or alias.name) in names]
            if statement.module in (name, f"{name}.richer"):
                own = statement.module != name
                aliases = [alias for alias in aliases if alias.asname or (alias.name in ours) == own]
            statement = ast.copy_location(ast.ImportFrom(statement.module, aliases, statement.level), statement)
            if not aliases:
                continue
        found.append(statement)
    return found


class _Wants:
    """What one module uses of the library, by its imports."""

    def __init__(
        self, program: Program, name: str, tree: ast.Module, display: str, wanted: Wanted, refusals: list[Refusal]
    ) -> None:
        self.program = program
        self.name = name
        self.tree = tree
        self.display = display
        self.wanted = wanted
        self.refusals = refusals

    def look(self) -> None:
        for node, guarded in _imports(self.tree, False):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.whole(alias, guarded)
            elif node.module and not node.level:
                self.members(node, node.module, guarded)

    def ours(self, name: str) -> bool:
        """Whether an import of `name` in this module means the library's module."""
        if library_path(self.name) is not None and f"{self.name}.".startswith(f"{name}."):
            return False  # what it stands for
        return name != self.name and self.program.module(name.split(".")[0]) is None and library_path(name) is not None

    def want(self, name: str) -> set[str]:
        parts = name.split(".")
        for count in range(1, len(parts)):
            self.wanted.setdefault(".".join(parts[:count]), set())
        return self.wanted.setdefault(name, set())

    def members(self, node: ast.ImportFrom, base: str, guarded: bool) -> None:
        if not self.ours(base):
            return
        names = self.want(base)
        known = self.known(base)
        if library_path(self.name) is not None and self.program.module(self.name) is None:
            names.update(alias.name for alias in node.names)  # the library's own modules know each other
            return
        for alias in node.names:
            if alias.name == "*":
                names |= set() if self.partial(base) else known
            elif library_path(f"{base}.{alias.name}") is not None:
                self.want(f"{base}.{alias.name}").update(self.known(f"{base}.{alias.name}"))
            elif alias.name in known or self.partial(base):
                names.add(alias.name)
            elif not guarded:
                self.refuse(alias, f"from {base} import {alias.name}", base, known)

    def whole(self, alias: ast.alias, guarded: bool) -> None:
        if not self.ours(alias.name):
            return
        names = self.want(alias.name)
        known = self.known(alias.name)
        local = alias.asname or alias.name.split(".")[0]
        path = [] if alias.asname else alias.name.split(".")[1:]
        used: list[ast.Attribute] = []
        whole = _bindings(self.tree, local) > 1
        parents = {id(child): node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(self.tree):
            if not (isinstance(node, ast.Name) and node.id == local and isinstance(node.ctx, ast.Load)):
                continue
            parent = parents.get(id(node))
            for part in path:
                if isinstance(parent, ast.Attribute) and parent.attr == part:
                    parent = parents.get(id(parent))
            if isinstance(parent, ast.Attribute):
                used.append(parent)
            else:
                whole = True
        if whole:
            names |= set() if self.partial(alias.name) else known
            return
        for attribute in used:
            if attribute.attr in known or self.partial(alias.name) and not attribute.attr.startswith("__"):
                names.add(attribute.attr)
            elif library_path(f"{alias.name}.{attribute.attr}") is None and not guarded:
                if not attribute.attr.startswith("__"):
                    self.refuse(attribute, f"{alias.name}.{attribute.attr}", alias.name, known)

    def known(self, name: str) -> set[str]:
        return offered(self.library_tree(name))

    def partial(self, name: str) -> bool:
        """Whether what the library lacks of a module is the interpreter's."""
        return bool(_listed(self.library_tree(name), "PARTIAL"))

    def library_tree(self, name: str) -> ast.Module:
        path = library_path(name)
        assert path is not None
        return parse(path.read_text(encoding="utf-8"), name)

    def refuse(self, node: ast.alias | ast.Attribute, what: str, base: str, known: set[str]) -> None:
        reason = f"the library for devices has no such name in {base}"
        advice = f"it has {', '.join(sorted(known))}; or put a module {base.split('.')[0]}.py beside the program"
        self.refusals.append(Refusal(self.display, node.lineno, node.col_offset + 1, what, reason, advice))


def _imports(node: ast.AST, guarded: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Each import statement, and whether it stands in a `try` with handlers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, guarded
        else:
            yield from _imports(child, guarded or isinstance(child, ast.Try) and bool(child.handlers))


def _bindings(tree: ast.Module, name: str) -> int:
    """In how many places a module binds a name, in whatever scope."""
    return sum(_bound(node) == name for node in ast.walk(tree))


def _bound(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return None if isinstance(node.ctx, ast.Load) else node.id
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.alias):
        return node.asname or node.name.split(".")[0]
    if isinstance(node, ast.MatchMapping):
        return node.rest
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
    return node.name if isinstance(node, named) else None
