"""From source to units of code: the passes in order, and what they make for each interpreter.

Lives here: the table of passes and the assembly of units.  A unit is one piece of generated code that is
loaded by itself: the fast bodies of a module ("m0"), or the resume body of one function ("r0_17").  Writing
units into a folder or a heap is output.py's.
"""

import ast
import json
from collections.abc import Callable
from pathlib import Path

from .bases import bases_program
from .calls import Calls
from .check import check_program
from .coroutines import coroutine_program
from .differences import difference_program
from .displays import display_program
from .enums import enum_program
from .errors import CompileError, Refusal
from .fast import native_name, plain_name
from .flow import analyse_program
from .functions import bodies_called, body_names, emit_function, emit_main
from .lower import lower_program
from .matching import match_program
from .model import ExitLine, Function, Module, Program, points_of
from .parameters import parameter_program
from .prepare import prepare_program
from .records import record_program
from .resume import emit_resume
from .scopes import Scopes, resolve_program
from .source import load_program
from .specials import special_program
from .subclasses import subclass_program
from .taken import taken, takers
from .text import HIDDEN, Unit, Writer
from .texts import text_program

FORMAT = 3
TARGETS = ("micropython", "cpython")


class Build:
    """A program on its way through the passes."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scopes = Scopes()
        self.calls: Calls | None = None
        self.units: dict[str, dict[str, Unit]] = {}  # by target, then by key


def _scopes(build: Build) -> None:
    build.scopes = resolve_program(build.program)


def _calls(build: Build) -> None:
    build.calls = Calls(build.program, build.scopes)


def _lower(build: Build) -> None:
    assert build.calls is not None
    lower_program(build.program, build.scopes, build.calls)


def _fast(build: Build) -> None:
    taking = takers(build.program)
    for target in TARGETS:
        units = build.units.setdefault(target, {})
        for module in build.program.modules:
            units[f"m{module.index}"] = fast_unit(build.program, module, target, taken(module, taking))


def _resume(build: Build) -> None:
    taking = takers(build.program)
    for target in TARGETS:
        units = build.units.setdefault(target, {})
        for function in build.program.functions:
            if points_of(function.body):
                builtins = taken(function.module, taking, function)
                units[f"r{function.module.index}_{function.fid}"] = resume_unit(
                    build.program, function, target, builtins
                )


PASSES: list[tuple[str, str, Callable[[Build], None]]] = [
    ("differences", "what MicroPython does differently, as warnings", lambda build: difference_program(build.program)),
    ("bases", "base classes for type checkers, abstract classes", lambda build: bases_program(build.program)),
    ("records", "what @dataclass writes into a class", lambda build: record_program(build.program)),
    ("enums", "what the metaclass of Enum does", lambda build: enum_program(build.program)),
    ("texts", "source text that is run, in its place", lambda build: text_program(build.program)),
    ("check", "refuse what cannot be captured", lambda build: check_program(build.program)),
    ("coroutines", "async and await as generators", lambda build: coroutine_program(build.program)),
    ("match", "match as if/elif", lambda build: match_program(build.program)),
    ("parameters", "positional-only parameters under hidden names", lambda build: parameter_program(build.program)),
    ("subclasses", "what a class statement calls, under hidden names", lambda build: subclass_program(build.program)),
    ("specials", "decorated methods that native code calls", lambda build: special_program(build.program)),
    ("displays", "stars and {**d} as calls", lambda build: display_program(build.program)),
    ("prepare", "private names, lambdas as functions", lambda build: prepare_program(build.program)),
    ("scopes", "what every name means", _scopes),
    ("calls", "which functions may suspend", _calls),
    ("lower", "calls that may suspend stand alone", _lower),
    ("flow", "what every point saves", lambda build: analyse_program(build.program)),
    ("fast", "the fast bodies", _fast),
    ("resume", "the resume bodies", _resume),
]


_LOOKING = ["differences", "bases", "records", "enums", "texts", "check"]  # all that these refuse is told at once
_TREES = [name for name, _, _ in PASSES[: [name for name, _, _ in PASSES].index("scopes")]]  # they leave Python


def build_program(
    path: Path,
    name: str | None = None,
    libraries: list[Path] | None = None,
    dense: bool = False,
    until: str | None = None,
) -> Build:
    """Run the passes over the program at `path`; stop after the pass named `until`.

    Raises CompileError with every reason found.
    """
    refusals: list[Refusal] = []
    build = Build(load_program(path, name, libraries, dense, refusals))
    for pass_name, _, run in PASSES:
        try:
            run(build)
        except CompileError as error:  # the passes up to `check` only look, or leave alone what they refuse
            refusals += error.refusals
        if refusals and (pass_name == until or pass_name not in _LOOKING[:-1]):
            raise CompileError(sorted(refusals, key=lambda refusal: (refusal.file, refusal.line, refusal.column)))
        if pass_name == until:
            break
    return build


def fast_unit(program: Program, module: Module, target: str, builtins: list[str]) -> Unit:
    """The fast bodies of a module; `builtins` are to be among its globals on MicroPython.

    On MicroPython the flag is a variable that all functions of the unit close over: reading it takes a tenth of
    what reading a global takes there (measured: 180 instructions a look for a global).
    """
    unit = Unit()
    writer = Writer(program, module, target, unit)
    prefix = program.prefix
    functions = [function for function in module.functions if not function.is_main]
    if target == "cpython":
        writer.put(f"{prefix}q = False", HIDDEN)
        for function in functions:
            emit_function(writer, function)
        emit_main(writer, module.main)
        return unit
    # A default of a hoisted function is evaluated before the engine can give the unit its names.
    writer.put(f"from sojourn.engine import UNSET as {prefix}u", HIDDEN)
    take(writer, builtins)
    for function in functions:
        if function.apart or not looks(function):
            emit_function(writer, function)
    apart = any(function.apart and looks(function) for function in functions)
    flagged = [function for function in functions if looks(function) and not function.apart]
    names = {prefix + function.tag for function in flagged} | {f"{prefix}main", f"{prefix}set"}
    names |= {native_name(function, prefix) for function in flagged if function.static and function.bodies == 1}
    for function in flagged:
        if function.bodies > 1 and not function.closes_bodies:
            names.update(body_names(function, prefix), bodies_called(function, prefix))
    deep = any(function.closes_depth for function in flagged)
    if any(function.descends for function in functions):
        writer.put(f"from sojourn.frames import LIMIT as {prefix}tg, stack_use as {prefix}kg", HIDDEN)
    open_unit(writer, names, apart, deep)
    for function in flagged:
        emit_function(writer, function)
    emit_main(writer, module.main)
    close_unit(writer, deep)
    if apart:
        writer.put(f"{prefix}set(False)", HIDDEN)
    asked = [f"{f.fid}: {_arity(f)}" for f in module.functions if f.free or f.maker_defaults]
    if asked:
        writer.put(f"{prefix}y = {{{', '.join(asked)}}}", HIDDEN)
    return unit


def looks(function: Function) -> bool:
    """Whether a function's code reads the flag."""
    return bool(points_of(function.body)) or bool(not function.static and (function.free or function.maker_defaults))


def take(writer: Writer, builtins: list[str]) -> None:
    """On MicroPython: builtins among the globals of a unit."""
    if builtins:
        writer.put(f"from builtins import {', '.join(builtins)}", HIDDEN)


def open_unit(writer: Writer, names: set[str], apart: bool = False, deep: bool = False) -> None:
    """On MicroPython: the function whose variable is the flag of everything defined inside it.

    `apart`: some functions stand outside and read it as a global, since the call of a closure with many arguments
    allocates. `deep`: what tells how deep the native stack is comes in the same way.
    """
    prefix = writer.prefix
    more = f", {prefix}k, {prefix}t" if deep else ""
    writer.put(f"def {prefix}unit({prefix}q{more}):", HIDDEN)
    writer.indent += 1
    writer.put("global " + ", ".join(sorted(names)), HIDDEN)
    writer.put(f"def {prefix}set({prefix}v):", HIDDEN)
    writer.put(f"    nonlocal {prefix}q", HIDDEN)
    writer.put(f"    {prefix}q = {prefix}v", HIDDEN)
    if apart:
        writer.put(f"    global {prefix}qg", HIDDEN)
        writer.put(f"    {prefix}qg = {prefix}v", HIDDEN)


def close_unit(writer: Writer, deep: bool = False) -> None:
    prefix = writer.prefix
    writer.indent -= 1
    writer.put(f"{prefix}unit(False, {prefix}kg, {prefix}tg)" if deep else f"{prefix}unit(False)", HIDDEN)
    writer.put(f"del {prefix}unit", HIDDEN)


def resume_unit(program: Program, function: Function, target: str, builtins: list[str]) -> Unit:
    unit = Unit()
    writer = Writer(program, function.module, target, unit)
    if target == "cpython":
        emit_resume(writer, function)
        return unit
    prefix = program.prefix
    take(writer, builtins)
    open_unit(writer, {prefix + name for name in ("set", "r", "l", "c", "h", "yr")})
    emit_resume(writer, function)
    close_unit(writer)
    return unit


def _arity(function: Function) -> str:
    """How a closure is called to ask it for its cells: positional arguments needed, keywords needed."""
    node = function.node
    assert isinstance(node, ast.FunctionDef)
    arguments = node.args
    needed = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
    keywords = [
        a.arg for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False) if default is None
    ]
    return f"({needed}, {tuple(keywords)!r})"


def manifest(program: Program) -> dict[str, object]:
    """What the runtime needs to know of a program before it loads any unit."""
    taking = takers(program)
    return {
        "format": FORMAT,
        "name": program.name,
        "prefix": program.prefix,
        "dense": program.dense,
        "natives": natives(program),
        "modules": [
            {
                "name": module.name,
                "file": module.display,
                "package": module.package,
                "globals": len(module.globals),
                "taken": taken(module, taking),
                "first": [[f.first_point, f.fid] for f in module.functions if f.last_point >= f.first_point],
                "generators": any(function.generator for function in program.functions),
            }
            for module in program.modules
        ],
    }


def natives(program: Program) -> list[str]:
    """The interpreter's own modules that the program imports."""
    found: set[str] = set()
    for module in program.modules:
        for node in ast.walk(module.tree):
            wanted: list[str] = []
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                wanted = [node.module]
            found.update(name for name in wanted if program.imported(module, name.split(".")[0]) is None)
    found.discard("__future__")
    return sorted(found)


def names(module: Module) -> bytes:
    """Debugging names of a module's functions: [name, qualified name, slots] by function number, as JSON."""
    return json.dumps([[f.name, f.qualname, f.slots] for f in module.functions]).encode()


def line_map(unit: Unit, target: str) -> bytes:
    """For each line of a unit 4 bytes: the original line and the function's number; line 65535 is hidden."""
    made = bytearray()
    for line, fid in unit.origin:
        if target == "micropython" and isinstance(line, ExitLine):
            line = line.last
        made += (65535 if line == HIDDEN else min(max(line, 1), 65534)).to_bytes(2, "little")
        made += min(fid, 65535).to_bytes(2, "little")
    return bytes(made)


def dump(build: Build, wanted: str) -> str:
    """The program after the pass `wanted`, for people to read."""
    parts: list[str] = []
    if wanted in ("fast", "resume"):
        for target in TARGETS:
            for key, unit in build.units[target].items():
                if key.startswith("m" if wanted == "fast" else "r"):
                    parts.append(f"# {target} {key}\n{unit.text}")
        return "\n".join(parts)
    for module in build.program.modules:
        parts.append(f"# {module.name} ({module.display})")
        if wanted in _TREES:
            parts.append(ast.unparse(module.tree))
            continue
        for function in module.functions:
            parts.append(_describe(function, wanted))
    return "\n".join(parts) + "\n"


def _describe(function: Function, wanted: str) -> str:
    head = f"{function.fid} {function.qualname}:"
    if wanted == "scopes":
        kind = "static" if function.static else "made by a maker"
        return f"{head} {kind}, bound {sorted(function.bound)}, boxed {sorted(function.boxed)}, free {function.free}"
    if wanted == "calls":
        return f"{head} {'atomic' if function.atomic else 'suspends' if function.suspends else 'free'}"
    points = [f"  point {p.point} line {p.lineno}: saves {p.live}" for p in points_of(function.body)]
    return "\n".join([head, *points])


__all__ = [
    "FORMAT",
    "PASSES",
    "TARGETS",
    "Build",
    "build_program",
    "dump",
    "line_map",
    "manifest",
    "names",
    "plain_name",
]
