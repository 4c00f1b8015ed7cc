"""async and await become generators, which the program's own event loop drives.

Lives here: the pass that rewrites them, before anything looks at names.  `await x` hands on what the awaited gives, as
`yield from` does; `async for` and `async with` are spelled out with it (PEP 492).  The loop is an ordinary module
of the runtime's library, compiled with the program, so that tasks and timers move with the process.
"""

import ast

from .generators import yields
from .model import Program

STREAMS = "sojourn_streams"  # the library's module of asynchronous generators
_STREAM, _GIVEN = "sojourn_stream_", "sojourn_given_"  # what a module that has some calls its parts


def import_streams(tree: ast.Module) -> None:
    """Let a module with asynchronous generators import what they are made of."""
    if not any(isinstance(node, ast.AsyncFunctionDef) and yields(node) for node in ast.walk(tree)):
        return
    at = 0
    for number, statement in enumerate(tree.body):
        docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and not number
        if docstring or isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            at = number + 1
    names = [ast.alias("stream", _STREAM), ast.alias("Given", _GIVEN)]
    tree.body.insert(at, ast.ImportFrom(STREAMS, names, 0, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0))


def coroutine_program(program: Program) -> None:
    for module in program.modules:
        module.tree = _Coroutines(program.prefix).visit(module.tree)
        module.main.node = module.tree


class _Coroutines(ast.NodeTransformer):
    def __init__(self, prefix: str, kind: str = "a") -> None:
        self.prefix = prefix
        self.kind = kind
        self.count = 0

    def name(self) -> str:
        self.count += 1
        return f"{self.prefix}{self.kind}{self.count}_"

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        made = ast.FunctionDef(node.name, node.args, node.body, node.decorator_list, node.returns)
        if "type_params" in ast.FunctionDef._fields:
            made.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
        ast.copy_location(made, node)
        if yields(node):
            _Give().block(made)
            made.decorator_list = [*node.decorator_list, ast.copy_location(_load(_STREAM), node)]
        self.generic_visit(made)
        made.sj_coroutine = True  # type: ignore[attr-defined]  # our own mark: a generator, whatever is in it
        return made

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return awaited(node.value, node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> list[ast.stmt]:
        self.generic_visit(node)
        source, going = self.name(), self.name()
        start = ast.Call(ast.Attribute(node.iter, "__aiter__", ast.Load()), [], [])
        following = ast.Call(ast.Attribute(_load(source), "__anext__", ast.Load()), [], [])
        fetch = ast.Assign([node.target], awaited(following, node))
        over = ast.ExceptHandler(_load("StopAsyncIteration"), None, [_assign(going, ast.Constant(False))])
        loop = ast.While(_load(going), [ast.Try([fetch], [over], node.body, [])], node.orelse)
        return _placed(node, [_assign(source, start), _assign(going, ast.Constant(True)), loop])

    def visit_AsyncWith(self, node: ast.AsyncWith) -> list[ast.stmt]:
        self.generic_visit(node)
        body = node.body
        for item in reversed(node.items):
            body = self.managed(node, item, body)
        return body

    def managed(self, node: ast.AsyncWith, item: ast.withitem, body: list[ast.stmt]) -> list[ast.stmt]:
        manager, entered, handled, caught = self.name(), self.name(), self.name(), self.name()

        def leave(*arguments: ast.expr) -> ast.expr:
            call = ast.Call(ast.Attribute(_load(manager), "__aexit__", ast.Load()), list(arguments), [])
            return awaited(call, node)

        none = ast.Constant(None)
        enter = ast.Call(ast.Attribute(_load(manager), "__aenter__", ast.Load()), [], [])
        bind: list[ast.stmt] = []
        if item.optional_vars is not None:
            bind = [ast.Assign([item.optional_vars], _load(entered))]
        failed = ast.ExceptHandler(
            _load("BaseException"),
            caught,
            [
                _assign(handled, ast.Constant(True)),
                ast.If(
                    ast.UnaryOp(ast.Not(), leave(ast.Call(_load("type"), [_load(caught)], []), _load(caught), none)),
                    [ast.Raise(None, None)],
                    [],
                ),
            ],
        )
        inner = ast.Try([*bind, *body], [failed], [], [])
        final = ast.If(ast.UnaryOp(ast.Not(), _load(handled)), [ast.Expr(leave(none, none, none))], [])
        return _placed(
            node,
            [
                _assign(manager, item.context_expr),
                _assign(entered, awaited(enter, node)),
                _assign(handled, ast.Constant(False)),
                ast.Try([inner], [], [], [final]),
            ],
        )


class _Give(ast.NodeTransformer):
    """In an asynchronous generator's own body: what it gives is marked, so that it is told from what it awaits."""

    def block(self, function: ast.FunctionDef) -> None:
        function.body = [self.visit(statement) for statement in function.body]

    def inner(self, node: ast.AST) -> ast.AST:
        return node

    visit_FunctionDef = inner
    visit_AsyncFunctionDef = inner
    visit_Lambda = inner
    visit_ClassDef = inner

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        self.generic_visit(node)
        value = ast.Constant(None) if node.value is None else node.value
        given = ast.Call(_load(_GIVEN), [value], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Yield(given), node))


def spell_out(prefix: str, statements: list[ast.stmt]) -> list[ast.stmt]:
    """Statements with `async for` in them, without."""
    whole = ast.Module(statements, [])
    _Coroutines(prefix, "ac").visit(whole)
    return whole.body


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def awaited(value: ast.expr, place: ast.AST) -> ast.expr:
    """`await value`."""
    made = ast.copy_location(ast.YieldFrom(value), place)
    made.sj_await = True  # type: ignore[attr-defined]  # our own mark: what is awaited is asked for its iterator
    return made


def _placed(place: ast.AST, statements: list[ast.stmt]) -> list[ast.stmt]:
    for statement in statements:
        for child in ast.walk(statement):
            if "lineno" in child._attributes and not hasattr(child, "lineno"):
                ast.copy_location(child, place)
        ast.fix_missing_locations(statement)
    return statements
