"""Which temporaries of a fast body on MicroPython live in the place of a variable that is not needed meanwhile.

Lives here: the choice, from what flow.py found to be alive where something is bound. Writing the names is text.py's.

A frame of more than 11 words is allocated at each call there, which makes a small recursive function three times as
slow, and a call that stands alone needs a word for its result. On CPython an object would be dropped earlier than in
the untouched program, and nothing is gained.
"""

import ast

from .model import Function, IterFor, RangeFor, Susp, TryP

_SCOPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.FunctionDef, ast.ClassDef)
_BINDING = (ast.For, RangeFor, IterFor, ast.With, ast.NamedExpr, ast.Import, ast.ImportFrom, ast.Delete)


def places(function: Function, alive: dict[str, set[str]], prefix: str) -> dict[str, str]:
    """For each temporary that can share a variable's place, that variable.

    alive: for each name what is alive where it is bound.
    """
    if function.is_main or function.generator or _catches(function.body):
        return {}
    closed = _closed(function.body)
    own = (function.bound | set(function.params)) - function.boxed - function.globals - function.unset
    own -= closed | set(function.free)
    found: dict[str, str] = {}
    inside: dict[str, set[str]] = {}  # what lives in a variable's place besides
    for temporary in sorted(name for name in alive if name[len(prefix) :].isdigit() and name.startswith(prefix)):
        if temporary in closed:
            continue
        for name in [*function.params, *sorted(own - set(function.params))]:
            if name not in own or name.startswith(prefix):
                continue
            others = {name} | inside.get(name, set())
            if all(_apart(alive, temporary, other) for other in others):
                found[temporary] = name
                inside.setdefault(name, set()).add(temporary)
                break
    return found


def _apart(alive: dict[str, set[str]], one: str, other: str) -> bool:
    """Whether neither is alive where the other is bound."""
    return one not in alive.get(other, ()) and other not in alive.get(one, ())


def _catches(body: list[ast.stmt]) -> bool:
    return any(isinstance(node, (TryP, ast.Try, ast.With)) for statement in body for node in ast.walk(statement))


def _closed(body: list[ast.stmt]) -> set[str]:
    """Names that are bound in another way than by an assignment, or that another scope reads."""
    names: set[str] = set()
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, _SCOPES):
                names |= {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)}
            elif isinstance(node, RangeFor):
                names.add(node.var)
            elif isinstance(node, _BINDING):
                names |= _bound(node)
            if isinstance(node, Susp) and node.driven:
                names.add(node.driven[1])
    return names


def _bound(node: ast.AST) -> set[str]:
    """The names that a node binds itself, not those in its body."""
    if isinstance(node, IterFor):
        held = {name for pair in node.pairs for name in pair}
        return held | ({node.counter} if node.counter else set()) | _stored(node.target)
    if isinstance(node, (ast.For, ast.NamedExpr)):
        return _stored(node.target)
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return _stored(node)


def _stored(node: ast.AST) -> set[str]:
    return {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name) and not isinstance(leaf.ctx, ast.Load)}
