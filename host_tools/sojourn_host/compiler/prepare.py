"""First changes to the tree: private names, lambdas as definitions, comprehensions that lambdas capture.

After this pass every function is an `ast.FunctionDef`: a lambda keeps its place in the expression, and its
attribute `definition` holds the function.  A comprehension whose variables are captured by a lambda inside
becomes a call of such a function, since each run of it has variables of its own.
"""

import ast

from .check import consumes
from .coroutines import awaited, spell_out
from .model import Program


def prepare_program(program: Program) -> None:
    own = _own_names(program)
    for module in program.modules:
        _float_texts(module.tree, module.source)
        tree = _Mangle().visit(module.tree)
        module.tree = _Lambdas(program.prefix, own).visit(tree)
        module.main.node = module.tree
        ast.fix_missing_locations(module.tree)


def _own_names(program: Program) -> set[str]:
    """Every name that the program, or our library in it, binds anywhere."""
    found: set[str] = set()
    for module in program.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
                found.add(node.id if isinstance(node, ast.Name) else node.attr)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
    return found


def _float_texts(tree: ast.AST, source: str) -> None:
    """Floats keep the text they were written with: MicroPython may read another spelling differently."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            text = ast.get_source_segment(source, node)
            if text:
                node.sj_text = text  # type: ignore[attr-defined]  # our own mark


def definition_of(node: ast.Lambda) -> ast.FunctionDef:
    """The function that a prepared lambda stands for."""
    definition = getattr(node, "definition")  # noqa: B009 - set by this pass, no field of ast.Lambda
    assert isinstance(definition, ast.FunctionDef)
    return definition


class _Mangle(ast.NodeTransformer):
    """`self.__x` inside class C is `self._C__x` (CPython's rule; MicroPython has none)."""

    def __init__(self) -> None:
        self.owner: str | None = None

    def name(self, name: str) -> str:
        if self.owner and name.startswith("__") and not name.endswith("__") and "." not in name:
            return f"_{self.owner}{name}"
        return name

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.name(node.name)
        node.bases = [self.visit(base) for base in node.bases]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        outer, self.owner = self.owner, node.name.lstrip("_") or self.owner
        node.body = [self.visit(statement) for statement in node.body]
        self.owner = outer
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in ("id", "attr", "arg", "name", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self.name(value))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self.name(name) for name in node.names]
        return super().generic_visit(node)


class _Lambdas(ast.NodeTransformer):
    def __init__(self, prefix: str, own: set[str]) -> None:
        self.prefix = prefix
        self.own = own  # names that the program gives a meaning, perhaps that of a builtin or of a native method
        self.consumed: set[int] = set()  # generator expressions that a native call uses up at once
        self.around: list[set[str]] = []  # what each function around declares global, innermost last

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if consumes(node) and name not in self.own:
            self.consumed.update(id(argument) for argument in node.args if isinstance(argument, ast.GeneratorExp))
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        declared = [inner for statement in node.body for inner in ast.walk(statement) if isinstance(inner, ast.Global)]
        self.around.append({name for inner in declared for name in inner.names})
        self.generic_visit(node)
        self.around.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.around.append(set())
        self.generic_visit(node)
        self.around.pop()
        _define(node, "<lambda>", node.args, [ast.copy_location(ast.Return(node.body), node.body)])
        return node

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        generator = isinstance(node, ast.GeneratorExp)
        outward = self.outward(node)
        kept = generator and (id(node) not in self.consumed or any(part.names for part in outward))
        self.generic_visit(node)
        waits = any(hasattr(inside, "sj_await") for inside in ast.walk(node))
        if any(part.is_async for part in node.generators) or (waits and _captured(node)):
            return awaited(_as_function(node, self.prefix, outward, coroutine=True), node)
        return _as_function(node, self.prefix, outward) if kept or _captured(node) else node

    def outward(self, node: "Comprehension") -> "list[ast.Global | ast.Nonlocal]":
        """Declarations for what `:=` binds inside: variables of the function around the comprehension."""
        names = _walrus(node)
        declared = names & self.around[-1] if self.around else names
        found: list[ast.Global | ast.Nonlocal] = [ast.Global(sorted(declared)), ast.Nonlocal(sorted(names - declared))]
        return [declaration for declaration in found if declaration.names]

    visit_ListComp = _comprehension
    visit_SetComp = _comprehension
    visit_DictComp = _comprehension
    visit_GeneratorExp = _comprehension

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
        return node


def _define(node: ast.Lambda, name: str, arguments: ast.arguments, body: list[ast.stmt]) -> None:
    definition = ast.FunctionDef(name=name, args=arguments, body=body, decorator_list=[], returns=None)
    if "type_params" in ast.FunctionDef._fields:
        definition.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
    ast.copy_location(definition, node)
    node.definition = definition  # type: ignore[attr-defined]  # our own field


Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def _targets(node: Comprehension) -> set[str]:
    names: set[str] = set()
    for generator in node.generators:
        names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
    return names


def _captured(node: Comprehension) -> bool:
    names = _targets(node)
    for child in ast.walk(node):
        if isinstance(child, ast.Lambda):
            own = {argument.arg for argument in ast.walk(child.args) if isinstance(argument, ast.arg)}
            used = {leaf.id for leaf in ast.walk(definition_of(child)) if isinstance(leaf, ast.Name)}
            defaults = [default for default in [*child.args.defaults, *child.args.kw_defaults] if default is not None]
            given = {leaf.id for default in defaults for leaf in ast.walk(default) if isinstance(leaf, ast.Name)}
            if used & (names - own) or given & names:
                return True
    return False


def _walrus(node: ast.AST) -> set[str]:
    """What `:=` binds in a comprehension, functions inside left out."""
    names = {node.target.id} if isinstance(node, ast.NamedExpr) else set[str]()
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            names |= _walrus(child)
    return names


def _as_function(
    node: Comprehension, prefix: str, outward: "list[ast.Global | ast.Nonlocal]", coroutine: bool = False
) -> ast.Call:
    """The call of a function that does what the comprehension does."""
    given, made = f"{prefix}source_", f"{prefix}result_"
    result = ast.Name(made, ast.Load())
    innermost: ast.stmt
    if isinstance(node, ast.DictComp):
        innermost = ast.Assign([ast.Subscript(result, node.key, ast.Store())], node.value)
        empty: ast.expr = ast.Dict([], [])
        name = "<dictcomp>"
    elif isinstance(node, ast.GeneratorExp):
        innermost = ast.Expr(ast.Yield(node.elt))
        empty = ast.Constant(None)
        name = "<genexpr>"
    elif isinstance(node, ast.ListComp):
        innermost = ast.Expr(ast.Call(ast.Attribute(result, "append", ast.Load()), [node.elt], []))
        empty = ast.List([], ast.Load())
        name = "<listcomp>"
    else:
        innermost = ast.Expr(ast.Call(ast.Attribute(result, "add", ast.Load()), [node.elt], []))
        empty = ast.Call(ast.Name("set", ast.Load()), [], [])
        name = "<setcomp>"
    body: list[ast.stmt] = [innermost]
    first = node.generators[0].iter
    for index in range(len(node.generators) - 1, -1, -1):
        generator = node.generators[index]
        for condition in reversed(generator.ifs):
            body = [ast.If(condition, body, [])]
        source = generator.iter if index else ast.Name(given, ast.Load())
        loop = ast.AsyncFor if generator.is_async else ast.For
        body = [loop(generator.target, source, body, [])]
    statements = body
    if not isinstance(node, ast.GeneratorExp):
        statements = [ast.Assign([ast.Name(made, ast.Store())], empty), *body, ast.Return(result)]
    statements = [*outward, *statements]
    arguments = ast.arguments([], [ast.arg(given)], None, [], [], None, [])
    maker = ast.Lambda(arguments, ast.Constant(None))
    call = ast.Call(maker, [first], [])
    call.sj_binds = [name for part in outward for name in part.names]  # type: ignore[attr-defined]  # our own mark
    for statement in statements:
        for child in ast.walk(statement):
            if not hasattr(child, "lineno"):
                ast.copy_location(child, node)
    ast.copy_location(maker, node)
    ast.copy_location(call, node)
    _define(maker, name, arguments, spell_out(prefix, statements) if coroutine else statements)
    if coroutine:
        definition_of(maker).sj_coroutine = True  # type: ignore[attr-defined]  # our own mark
    ast.fix_missing_locations(call)
    return call
