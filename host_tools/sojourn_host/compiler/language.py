"""The language: every construct of Python, what each interpreter makes of it, and how it is captured.

Lives here: that table, and the page that is made of it. What is refused is not repeated: it is read from check.py's own
tables. tests/host_tools/compiler/test_language.py holds it against Python's grammar and against the test programs.
"""

from __future__ import annotations

from dataclasses import dataclass

from .check import CALLS, IMPORTS, METHODS, UNSUPPORTED

NATIVE, LOWERED, ABSENT = "as it is", "written out", "no"


@dataclass(frozen=True)
class Construct:
    """One line of the table. nodes: Python's names of it (module ast); program: a test program that uses it."""

    name: str
    micropython: str
    cpython: str
    captured: str
    nodes: tuple[str, ...]
    program: str
    since: str = "0.1"


def _line(name: str, captured: str, nodes: str, program: str, micropython: str = NATIVE) -> Construct:
    return Construct(
        name, micropython, NATIVE if micropython == NATIVE else LOWERED, captured, tuple(nodes.split()), program
    )


def _lacking(name: str, captured: str, program: str) -> Construct:
    """What the code printed for MicroPython makes up for; CPython's stays as it is."""
    return Construct(name, LOWERED, NATIVE, captured, ("Call",), program)


_STAND_IN = "a call of a small function of the runtime, for values of these types"
_PLAIN = "stays as written; cut before or after"
_OPERANDS = "operands that may be cut are evaluated first, in Python's order, into temporaries"

CONSTRUCTS = [
    # statements
    _line(
        "expression statement, call", "a look at the flag behind calls that may suspend", "Expr Call", "functions_basic"
    ),
    _line("assignment, unpacking", _OPERANDS, "Assign", "unpacking"),
    _line("annotated assignment", "as an assignment", "AnnAssign", "class_bodies"),
    _line(
        "augmented assignment",
        "target read, value computed, then stored: each may be cut",
        "AugAssign",
        "augmented_assignment",
    ),
    _line("pass", _PLAIN, "Pass", "class_bodies"),
    _line("del", "a deleted variable is stored as one that has no value", "Delete", "global_nonlocal"),
    _line("assert", "cut in its test and its message", "Assert", "boolean_chains"),
    _line("if, elif, else", "cut in the test and in each branch", "If", "boolean_chains"),
    _line("while, else", "cut in every iteration, by a look or behind a call", "While", "loops_all_forms"),
    _line(
        "for over range", "the loop variable is the position; long loops run in strips", "For", "loops_over_long_ranges"
    ),
    _line(
        "for over anything else",
        "the iterator is counted when it is cut, user iterators are kept",
        "For",
        "loops_all_forms",
    ),
    _line(
        "break, continue",
        "leave the clean copy of the loop, or its interrupted iteration",
        "Break Continue",
        "loops_all_forms",
    ),
    _line(
        "def, default, decorator",
        "functions are made again from their number and what they capture",
        "FunctionDef",
        "functions_as_attributes",
    ),
    _line("return", "through every finally on the way, which may be cut", "Return", "try_finally"),
    _line("lambda", "as a function", "Lambda", "lambdas_and_values"),
    _line(
        "class, inheritance, super()",
        "class bodies are atomic; the class is made again on arrival",
        "ClassDef",
        "classes_inheritance",
    ),
    _line(
        "class keyword arguments, __init_subclass__",
        "called behind the class statement",
        "ClassDef",
        "class_keywords",
        LOWERED,
    ),
    _line(
        "global, nonlocal",
        "rebound variables of functions live in one-element lists",
        "Global Nonlocal",
        "global_nonlocal",
    ),
    _line(
        "import, from import",
        "program modules are part of the heap; native ones are imported again",
        "Import ImportFrom",
        "several_modules",
    ),
    _line(
        "try, except, else, finally",
        "a handler is re-entered with its exception, a finally with what is pending",
        "Try ExceptHandler",
        "nested_loops_with_try",
    ),
    _line("raise, raise from", "an exception carries its traceback along as text", "Raise", "exceptions_state"),
    _line("with", "written out where its body may be cut; __exit__ is called once", "With", "with_blocks"),
    _line("match", "as if and elif over one expression a pattern", "Match", "match_patterns", LOWERED),
    # expressions
    _line(
        "constant, name, attribute, subscript, slice", _PLAIN, "Constant Name Attribute Subscript Slice", "containers"
    ),
    _line("arithmetic, comparison", _OPERANDS, "BinOp UnaryOp Compare", "evaluation_order"),
    _line(
        "and, or, conditional expression",
        "as if statements where an operand may be cut",
        "BoolOp IfExp",
        "boolean_chains",
    ),
    _line("tuple, list, set, dict", _OPERANDS, "Tuple List Set Dict", "containers"),
    _line("star in a display, {**d}", "each part is run over in its turn", "Starred", "star_displays", LOWERED),
    _line("star in a call", _OPERANDS, "Starred", "star_arguments"),
    _line(
        "comprehension",
        "as a loop in a function of its own where it may be cut",
        "ListComp SetComp DictComp",
        "comprehensions",
    ),
    _line("generator expression", "as a generator", "GeneratorExp", "generators_as_values"),
    _line(":=", "bound where it stands", "NamedExpr", "walrus"),
    _line("f-string", "parts that may be cut are computed first", "JoinedStr FormattedValue", "fstrings"),
    _line("positional-only parameters", "under hidden names", "FunctionDef", "positional_only", LOWERED),
    # generators and async
    _line(
        "yield",
        "it rests where it was cut, and answers with its variables when it is stored",
        "Yield",
        "generators_control",
    ),
    _line("yield from", "as a loop of its own (PEP 380)", "YieldFrom", "generators_delegation"),
    _line(
        "async def, await",
        "as generators; the event loop moves with the process",
        "AsyncFunctionDef Await",
        "async_tasks",
    ),
    _line("async for, async with", "spelled out (PEP 492)", "AsyncFor AsyncWith", "async_basics"),
    # libraries
    _line("dataclass", "its methods are written into the class", "ClassDef", "library_dataclasses", LOWERED),
    _line(
        "Enum, IntEnum, StrEnum, Flag, IntFlag",
        "members are objects, made behind the class",
        "ClassDef",
        "library_enum",
        LOWERED,
    ),
    _line(
        "functools, itertools, collections, contextlib",
        "compiled along with the program",
        "ImportFrom",
        "library_itertools",
        LOWERED,
    ),
    _line(
        "math, random, json, time, datetime, textwrap and more",
        "compiled along with the program, as far as the interpreter lacks what it uses",
        "Import",
        "library_math_random",
        LOWERED,
    ),
    _lacking("re: findall, counts, names, flags", "patterns are made again from their text", "library_patterns"),
    _lacking("methods of str and bytes; commas in numbers", _STAND_IN, "device_strings"),
    _lacking("methods of int, float, set; keys() as sets; zip(strict=)", _STAND_IN, "device_numbers"),
    _lacking("FileNotFoundError, TimeoutError and their like; warnings", "as other exceptions", "device_errors"),
    _line(
        "recursion deeper than the native stack",
        "captured, and gone on with an empty one",
        "Call",
        "recursion_deeper",
        LOWERED,
    ),
]


def page() -> str:
    """The page LANGUAGE.md."""
    lines = [
        "# The language",
        "",
        "What a program may use, and how it is cut there. *Written out*: the interpreter lacks it, or would hide where",
        "it is cut, and the compiler says it in plainer Python. Made from `compiler/language.py` by `make approve`;",
        "each line is held by the test program named at its end.",
        "",
        "| construct | MicroPython | CPython | how it is captured | since | program |",
        "|---|---|---|---|---|---|",
    ]
    for one in CONSTRUCTS:
        lines.append(
            f"| {one.name} | {one.micropython} | {one.cpython} | {one.captured} | {one.since} | `{one.program}` |"
        )
    lines += [
        "",
        "## Refused",
        "",
        "Each is a compile error with file, line, column, this reason and what to write instead.",
        "",
        "| construct | why | instead |",
        "|---|---|---|",
    ]
    for what, why, instead in refused():
        lines.append(f"| `{what}` | {why} | {instead} |")
    return "\n".join(lines) + "\n"


def refused() -> list[tuple[str, str, str]]:
    """(construct, reason, what to write instead), from the tables of check.py."""
    found = list(UNSUPPORTED.values())
    found += [(f"{name}()", *entry) for name, entry in CALLS.items()]
    found += [(f"{name}()", *entry) for name, entry in METHODS.items()]
    found += [(f"import {name}", *entry) for name, entry in IMPORTS.items()]
    return found
