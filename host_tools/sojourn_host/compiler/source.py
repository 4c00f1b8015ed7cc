"""Finding and parsing the modules of a program.

Lives here: which import means which file, reading, parsing, the prefix of hidden names.  Not here: what is
allowed inside (check.py) and what names mean (scopes.py).  A module found beside the program, or below a
library folder given with --path, is part of the program; so are the modules that a device lacks (library.py).
Every other import is the interpreter's own.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from sojourn_host.parsing import check_whole, parse

from .coroutines import import_streams
from .driving import import_driving
from .errors import CompileError, Refusal
from .library import LIBRARY, WHOLE, add_library
from .model import Module, Program

_PREFIXES = ["_j", "_sj", "_jj", "_sjq", "_jx9", "_sojourn"]


def load_program(
    path: Path,
    name: str | None = None,
    libraries: list[Path] | None = None,
    dense: bool = False,
    lacking: list[Refusal] | None = None,
) -> Program:
    """Read the program at `path` with every program module it imports, directly or not.

    Raises CompileError for a syntax error or a file that cannot be read, and for what the library lacks, unless the
    caller wants that in `lacking`, to look at the rest of the program as well.
    """
    program = Program(name or path.stem, dense)
    roots = [path.parent, *(libraries or [])]
    refusals: list[Refusal] = []
    _add(program, "__main__", path, path.name, False, refusals)
    done = 0
    while done < len(program.modules):
        module = program.modules[done]
        done += 1
        for wanted in imported_names(module):
            _find(program, wanted, roots, refusals)
    if refusals or lacking is None:
        lacking = refusals
    add_library(program, lacking)
    if refusals:
        raise CompileError(refusals)
    program.prefix = _free_prefix(program)
    return program


def _add(program: Program, name: str, path: Path, display: str, package: bool, refusals: list[Refusal]) -> None:
    module = Module(name, path, display, len(program.modules), package)
    try:
        module.source = path.read_bytes().decode("utf-8-sig")
        tree = parse(module.source, display)
        check_whole(tree, display)
        import_streams(tree)
        if not path.is_relative_to(LIBRARY):
            import_driving(tree)
    except SyntaxError as error:
        refusals.append(
            Refusal(display, error.lineno or 0, error.offset or 0, "syntax error", error.msg or "cannot be parsed")
        )
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        refusals.append(Refusal(str(path), 0, 0, "file", f"cannot be read: {reason}"))
        return
    module.tree = tree
    module.main.node = tree
    module.ours = path.is_relative_to(LIBRARY)
    program.modules.append(module)


def _find(program: Program, name: str, roots: list[Path], refusals: list[Refusal]) -> None:
    parts = name.split(".")
    if parts[0] in WHOLE:
        roots = [*roots, LIBRARY]
    for count in range(1, len(parts) + 1):
        partial = ".".join(parts[:count])
        if program.module(partial) is not None:
            continue
        if any(refusal.file == partial for refusal in refusals):
            return
        for root in roots:
            base = root.joinpath(*parts[:count])
            init = base / "__init__.py"
            plain = base.with_suffix(".py")
            if init.is_file():
                _add(program, partial, init, init.relative_to(root).as_posix(), True, refusals)
                break
            if plain.is_file() and plain != program.modules[0].path:
                _add(program, partial, plain, plain.relative_to(root).as_posix(), False, refusals)
                break
        else:
            return


def absolute(module: Module, node: ast.ImportFrom) -> str:
    """The absolute name of the module that a `from` import names."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    if not module.package:
        parts = parts[:-1]
    parts = parts[: len(parts) - (node.level - 1)]
    if node.module:
        parts.append(node.module)
    return ".".join(parts)


def imported_names(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            yield base
            for alias in node.names:
                if alias.name != "*":
                    yield f"{base}.{alias.name}"


def _identifiers(program: Program) -> set[str]:
    names: set[str] = set()
    for module in program.modules:
        for node in ast.walk(module.tree):
            for field in ("id", "name", "attr", "arg", "asname"):
                value = getattr(node, field, None)
                if isinstance(value, str):
                    names.add(value)
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                names.update(node.names)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
    return names


def _free_prefix(program: Program) -> str:
    """A prefix that no name and no string of the program starts with, so that nothing can collide."""
    names = _identifiers(program)
    for prefix in _PREFIXES:
        if not any(name.startswith(prefix) for name in names):
            return prefix
    number = 0
    while any(name.startswith(f"_sj{number}_") for name in names):
        number += 1
    return f"_sj{number}_"
