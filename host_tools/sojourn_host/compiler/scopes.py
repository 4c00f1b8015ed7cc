"""What every name means: local, boxed, captured, global.  Functions and classes get their numbers here.

A variable captured by an inner function is passed to that function's maker by value when it is bound once,
before the function is made; otherwise it lives in a box, a one-element list that all of them share
(DESIGN section 3, trap 6: MicroPython cannot look into a closure, but it can be asked for what it holds).
Nothing is rewritten here; lowering asks `Function.boxed` and `Function.free_boxed`.
"""

import ast
import builtins

from .constants import constant_defaults
from .declarations import ClassNames, Declarations
from .generators import yields
from .model import Class, Function, Module, Program
from .prepare import definition_of

_MODULE_NAMES = {"__name__", "__file__", "__doc__", "__path__", "__package__"}
_KNOWN = _MODULE_NAMES | set(dir(builtins))


class Site:
    """Where a function binds a name: the index of the top-level statement, whether nested or in a loop."""

    def __init__(self, index: int, nested: bool, loop: bool, maker: "Function | None") -> None:
        self.index = index
        self.nested = nested
        self.loop = loop
        self.maker = maker  # of a `def`


class Scope:
    """What scopes.py knows of one function while it works; kept for the lowering's questions."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.sites: dict[str, list[Site]] = {}
        self.uses: set[str] = set()
        self.created: tuple[int, bool] = (0, False)  # where in its parent: top-level index, in a loop
        self.children: list[Scope] = []
        self.simple = False  # made by a plain undecorated `def` statement


class Scopes:
    """Every function's scope and every node's function or class, for the passes that follow."""

    def __init__(self) -> None:
        self.of: dict[Function, Scope] = {}
        self.functions: dict[int, Function] = {}  # by id() of the FunctionDef node
        self.classes: dict[int, Class] = {}  # by id() of the ClassDef node
        self.method_of: dict[int, Class] = {}  # super() calls, by id() of the Call node


def resolve_program(program: Program) -> Scopes:
    scopes = Scopes()
    for module in program.modules:
        _Builder(program, module, scopes).build()
    for module in program.modules:
        for function in module.functions:
            _resolve(function, scopes)
        for function in module.functions:
            if not function.is_main:
                _box(function, scopes)
                _doubt(function, scopes)
        for function in reversed(module.functions):
            function.free_boxed = {name for name in function.free if _owner_boxes(function, name)}
        for function in module.functions:
            function.static = _is_static(function, scopes)
        main = scopes.of[module.main]
        module.globals |= {name for name in main.sites if not name.startswith(program.prefix)}
        module.rebound |= {name for name, sites in main.sites.items() if len(sites) > 1 or sites[0].loop}
        given = _given_at_run_time(program, module, scopes)
        module.globals |= given
        module.rebound |= given
        module.deleted |= given
    return scopes


class _Builder(ast.NodeVisitor):
    def __init__(self, program: Program, module: Module, scopes: Scopes) -> None:
        self.program = program
        self.module = module
        self.scopes = scopes
        self.function = module.main
        self.scope = Scope(module.main)
        scopes.of[module.main] = self.scope
        self.index = 0
        self.nesting = 0
        self.loops = 0
        self.hidden: list[set[str]] = []  # comprehension variables
        self.cls: Class | None = None  # class body being visited

    def build(self) -> None:
        self.statements(self.module.tree.body)

    def statements(self, body: list[ast.stmt]) -> None:
        for index, statement in enumerate(body):
            self.index = index
            self.visit(statement)

    # binding and use ---------------------------------------------------------------------------------

    def bind(self, name: str, maker: Function | None = None) -> None:
        if any(name in hidden for hidden in self.hidden):
            return
        if self.cls is not None:
            self.cls.names.add(name)
            return
        if name in self.function.globals:
            self.module.globals.add(name)
            self.module.rebound.add(name)
            return
        if name in self.function.nonlocals:
            self.scope.uses.add(name)
            return
        self.scope.sites.setdefault(name, []).append(Site(self.index, self.nesting > 0, self.loops > 0, maker))
        self.function.bound.add(name)

    def use(self, name: str) -> None:
        if any(name in hidden for hidden in self.hidden):
            return
        if self.cls is not None and name in self.cls.names:
            return
        self.scope.uses.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node.id)
        else:
            self.bind(node.id)
            if isinstance(node.ctx, ast.Del):
                self.bind(node.id)
                if self.function.is_main or node.id in self.function.globals:
                    self.module.deleted.add(node.id)

    def visit_Global(self, node: ast.Global) -> None:
        if not self.function.is_main:
            self.function.globals.update(node.names)
            self.module.globals.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.function.nonlocals.update(node.names)
        self.scope.uses.update(node.names)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.bind(alias.asname or alias.name.split(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.star(node)
            else:
                self.bind(alias.asname or alias.name)

    def star(self, node: ast.ImportFrom) -> None:
        from .source import absolute

        wanted = self.program.imported(self.module, absolute(self.module, node))
        if wanted is not None:
            for name in public_names(wanted):
                self.bind(name)

    # nested scopes -----------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        function = self.define(node)
        self.scopes.of[function].simple = not node.decorator_list
        self.bind(node.name, function)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.define(definition_of(node))

    def define(self, node: ast.FunctionDef) -> Function:
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        outer = self.function, self.scope, self.index, self.nesting, self.loops, self.hidden, self.cls
        function = self.module.new_function(node, node.name, self.qualname(node.name), self.function, self.cls)
        scope = Scope(function)
        scope.created = (self.index, self.loops > 0)
        self.scope.children.append(scope)
        self.scopes.of[function] = scope
        self.scopes.functions[id(node)] = function
        if self.cls is not None:
            self.cls.methods.setdefault(node.name, []).append(function)
        self.function, self.scope = function, scope
        self.nesting = self.loops = 0
        self.hidden = []
        self.cls = None
        declared = Declarations()
        for statement in node.body:
            declared.visit(statement)
        function.globals |= declared.globals
        function.nonlocals |= declared.nonlocals
        self.module.globals |= declared.globals
        arguments = node.args
        for argument in [
            *arguments.posonlyargs,
            *arguments.args,
            arguments.vararg,
            *arguments.kwonlyargs,
            arguments.kwarg,
        ]:
            if argument is not None:
                function.params.append(argument.arg)
                function.bound.add(argument.arg)
                scope.sites[argument.arg] = [Site(-1, False, False, None)]
        self.statements(node.body)
        function.generator = yields(node) or hasattr(node, "sj_coroutine")
        self.function, self.scope, self.index, self.nesting, self.loops, self.hidden, self.cls = outer
        return function

    def qualname(self, name: str) -> str:
        if self.cls is not None:
            return f"{self.cls.qualname}.{name}"
        return name if self.function.is_main else f"{self.function.qualname}.<locals>.{name}"

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for expression in [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]:
            self.visit(expression)
        cls = Class(self.module, len(self.module.classes), node, self.function, self.qualname(node.name))
        self.module.classes.append(cls)
        self.scopes.classes[id(node)] = cls
        outer, self.cls = self.cls, cls
        declared = Declarations()
        for statement in node.body:
            ClassNames(cls.names).visit(statement)
            declared.visit(statement)
        cls.names -= declared.globals
        self.module.globals |= declared.globals
        self.module.rebound |= declared.globals
        for statement in node.body:
            self.visit(statement)
        cls.names -= declared.globals
        self.cls = outer
        self.bind(node.name)

    def visit_Call(self, node: ast.Call) -> None:
        for name in getattr(node, "sj_binds", ()):  # by `:=` in a comprehension that has become a function
            self.bind(name)
            self.bind(name)
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
            holder: Function | None = self.function
            while holder is not None and holder.owner is None:
                holder = holder.parent
            if holder is not None and holder.owner is not None:
                cls = holder.owner
                self.scopes.method_of[id(node)] = cls
                cell = f"{self.program.prefix}c{cls.number}"
                if not cls.needs_cell:
                    cls.needs_cell = True
                    if not cls.parent.is_main:
                        cls.parent.bound.add(cell)
                        self.scopes.of[cls.parent].sites[cell] = [Site(0, True, True, None)]
                self.scope.uses.add(self.function.params[0] if self.function.params else "self")
                if not cls.parent.is_main:
                    self.scope.uses.add(cell)
        self.generic_visit(node)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        names: set[str] = set()
        for generator in node.generators:
            names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
        self.function.comprehended |= names
        self.visit(node.generators[0].iter)
        self.hidden.append(names)
        self.loops += 1
        for number, generator in enumerate(node.generators):
            if number:
                self.visit(generator.iter)
            for condition in generator.ifs:
                self.visit(condition)
        if isinstance(node, ast.DictComp):
            self.visit(node.key)
            self.visit(node.value)
        else:
            self.visit(node.elt)
        self.loops -= 1
        self.hidden.pop()

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        hidden, self.hidden = self.hidden, []
        self.visit(node.target)
        self.hidden = hidden

    # nesting -----------------------------------------------------------------------------------------

    def loop(self, node: ast.For | ast.While) -> None:
        self.loops += 1
        self.block(node)
        self.loops -= 1

    def block(self, node: ast.stmt) -> None:
        self.nesting += 1
        self.generic_visit(node)
        self.nesting -= 1

    visit_For = loop
    visit_While = loop
    visit_If = block
    visit_With = block

    def visit_Try(self, node: ast.Try) -> None:
        self.block(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self.visit(node.type)
        if node.name:
            self.bind(node.name)
            self.bind(node.name)  # bound, and unbound at the end
            if self.function.is_main or node.name in self.function.globals:
                self.module.deleted.add(node.name)
        for statement in node.body:
            self.visit(statement)


def public_names(module: Module) -> list[str]:
    """What `from module import *` binds: `__all__` where it is a literal, else the names without underscore."""
    names: set[str] = set()
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets
        ):
            if isinstance(statement.value, (ast.List, ast.Tuple)):
                return [
                    item.value
                    for item in statement.value.elts
                    if isinstance(item, ast.Constant) and isinstance(item.value, str)
                ]
        found = Class(module, 0, ast.ClassDef("", [], [], [statement], []), module.main, "")
        ClassNames(found.names).visit(statement)
        names |= found.names
    return sorted(name for name in names if not name.startswith("_"))


def _resolve(function: Function, scopes: Scopes) -> None:
    """Find the owner of every free name and put the name on the path down to its user."""
    if function.is_main:
        return
    scope = scopes.of[function]
    for name in sorted(scope.uses):
        if name in function.bound or name in function.globals:
            continue
        chain = [function]
        owner = function.parent
        while owner is not None and not owner.is_main and name not in owner.bound:
            if name in owner.globals:
                owner = None
                break
            chain.append(owner)
            owner = owner.parent
        if owner is None or owner.is_main:
            continue
        for inner in chain:
            if name not in inner.free:
                inner.free.append(name)


def _given_at_run_time(program: Program, module: Module, scopes: Scopes) -> set[str]:
    """Names that functions read and nothing here binds: `globals()` or another module may give them a value."""
    found: set[str] = set()
    for function in module.functions:
        found |= scopes.of[function].uses - function.bound - set(function.free) - function.comprehended
    found -= module.globals | _KNOWN
    return {name for name in found if not name.startswith((program.prefix, "__"))}


def _captures(scope: Scope, name: str) -> list[Scope]:
    return [child for child in scope.children if name in child.function.free]


def _box(function: Function, scopes: Scopes) -> None:
    scope = scopes.of[function]
    for name in sorted(function.bound):
        users = _captures(scope, name)
        if not users:
            continue
        sites = scope.sites.get(name, [])
        if _assigned_inside(users, name):
            function.boxed.add(name)
            continue
        if len(sites) != 1 or sites[0].loop or sites[0].nested:
            function.boxed.add(name)
            continue
        site = sites[0]
        later = all(user.created[0] > site.index and not (user.created[1] and site.loop) for user in users)
        if later:
            continue
        if site.maker is not None and scopes.of[site.maker].simple:
            own = scopes.of[site.maker]
            others = [user for user in users if user is not own]
            if own in users and all(user.created[0] > site.index for user in others):
                site.maker.self_name = True
                site.maker.free.remove(name)
                continue
        function.boxed.add(name)


def _doubt(function: Function, scopes: Scopes) -> None:
    """Find the boxes that an inner function may read before they are filled."""
    scope = scopes.of[function]
    for name in function.boxed:
        sites = scope.sites.get(name, [])
        if name in function.params or all(site.maker is not None for site in sites):
            continue
        deleted = any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Del) for n in _nodes(function))
        first = min((site.index for site in sites if not site.nested and not site.loop), default=None)
        users = _captures(scope, name)
        if deleted or first is None or any(user.created[0] <= first for user in users):
            function.doubtful.add(name)


def _nodes(function: Function) -> list[ast.AST]:
    return [node for statement in getattr(function.node, "body", []) for node in ast.walk(statement)]


def owner_doubts(function: Function, name: str) -> bool:
    """Whether a captured variable's box may still be empty when this function reads it."""
    owner = function.parent
    while owner is not None and name not in owner.bound:
        owner = owner.parent
    return owner is not None and name in owner.doubtful


def _assigned_inside(users: list[Scope], name: str) -> bool:
    for user in users:
        if name in user.function.nonlocals or _assigned_inside(_captures(user, name), name):
            return True
    return False


def _owner_boxes(function: Function, name: str) -> bool:
    owner = function.parent
    while owner is not None and name not in owner.bound:
        owner = owner.parent
    return owner is not None and name in owner.boxed


def _is_static(function: Function, scopes: Scopes) -> bool:
    if function.is_main:
        return True
    scope = scopes.of[function]
    if function.free or function.self_name or not isinstance(function.node, ast.FunctionDef):
        return False
    if function.name.startswith("<"):
        return False
    parent = function.parent
    assert parent is not None
    if constant_defaults(function.node):
        return parent.is_main and not scope.created[1] or function.owner is not None
    return parent.is_main and not scope.created[1] and function.owner is None
