"""Which method a class means where its bases meet again: MicroPython looks depth first, and `super()` stays in a line.

Lives here: both orders of looking, for the classes of a program, and where they find different methods.
"""

import ast
from collections.abc import Iterator

from .model import Module, Program

Place = tuple[Module, ast.ClassDef]


def find_diamonds(program: Program) -> Iterator[tuple[Module, ast.ClassDef, str, str]]:
    """(module, class, what differs, what to write) of each class for which the interpreters differ."""
    known: dict[str, Place] = {}
    for module in program.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and not module.ours:
                known.setdefault(node.name, (module, node))
    for module, node in known.values():
        if len(node.bases) > 1:
            yield from _of_class(module, node, known)


def _of_class(
    module: Module, node: ast.ClassDef, known: dict[str, Place]
) -> Iterator[tuple[Module, ast.ClassDef, str, str]]:
    theirs = _linear(node, known)
    ours = _depth_first(node, known)
    if theirs is None:
        return  # CPython does not make such a class either
    for name in sorted({name for cls in theirs for name in _own(cls)}):
        there = next(cls for cls in theirs if name in _own(cls))
        here = next(cls for cls in ours if name in _own(cls))
        if there is not here:
            what = f"MicroPython takes {name} from {here.name}, CPython from {there.name}: it looks depth first"
            yield module, node, what, f"define {name} in {node.name} and call the one you mean"
            return
    for at, cls in enumerate(theirs[:-1]):
        after = theirs[at + 1 :]
        above = _depth_first(cls, known)[1:]
        for name in _calling_above(cls):
            there_ = next((other for other in after if name in _own(other)), None)
            here_ = next((other for other in above if name in _own(other)), None)
            if there_ is not here_ and there_ is not None:
                to = f"{here_.name}.{name}" if here_ is not None else "nothing"
                what = f"super() in {cls.name} means {there_.name}.{name} for a {node.name}, and {to} on MicroPython"
                yield module, node, what, f"call {there_.name}.{name}(self, ...) by its name"
                return


def _bases(node: ast.ClassDef, known: dict[str, Place]) -> list[ast.ClassDef]:
    return [known[base.id][1] for base in node.bases if isinstance(base, ast.Name) and base.id in known]


def _depth_first(node: ast.ClassDef, known: dict[str, Place], deep: int = 0) -> list[ast.ClassDef]:
    found = [node]
    for base in _bases(node, known) if deep < 50 else []:
        found += [cls for cls in _depth_first(base, known, deep + 1) if cls not in found]
    return found


def _linear(node: ast.ClassDef, known: dict[str, Place], deep: int = 0) -> list[ast.ClassDef] | None:
    """CPython's order of looking (C3); None where there is none."""
    bases = _bases(node, known)
    if deep > 50:
        return None
    lines = [_linear(base, known, deep + 1) for base in bases]
    pending = [list(line) for line in lines if line is not None] + [list(bases)]
    if None in lines:
        return None
    found = [node]
    while any(pending):
        for line in pending:
            first = line[0] if line else None
            if first is not None and not any(first in other[1:] for other in pending):
                break
        else:
            return None
        assert first is not None
        found.append(first)
        pending = [[cls for cls in line if cls is not first] for line in pending]
    return found


def _own(node: ast.ClassDef) -> set[str]:
    """What a class body binds; `__init__` among it."""
    names: set[str] = set()
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign):
            names |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            names |= {statement.target.id} if isinstance(statement.target, ast.Name) else set[str]()
    return names - {"__slots__", "__doc__"}


def _calling_above(node: ast.ClassDef) -> list[str]:
    """The methods that a class calls by `super()`."""
    found: set[str] = set()
    for leaf in ast.walk(node):
        if isinstance(leaf, ast.Attribute) and isinstance(leaf.value, ast.Call):
            func = leaf.value.func
            if isinstance(func, ast.Name) and func.id == "super" and not leaf.value.args:
                found.add(leaf.attr)
    return sorted(found)
