"""The functions of a fast unit: what stands around a body, so that it can be made once or by a maker.

Lives here: `def` lines, makers, second bodies of small recursive functions.  What stands in a body is fast.py's.
"""

import ast
import textwrap
from types import CodeType

from .fast import FastBody, native_name, plain_name
from .model import ROOM, Function
from .text import HIDDEN, Writer, parameters

# Words of a frame that MicroPython keeps on the native stack: a larger one is allocated and freed at every call.
FRAME_WORDS = 11


def emit_function(writer: Writer, function: Function) -> None:
    """A fast function, or the maker of one that is made more than once.

    On MicroPython what stands in a look must not make the frame larger than the stack takes: then it pushes fewer
    values at a time, and finds what tells the stack's depth among the globals.
    """
    lines, origin = writer.unit.lines, writer.unit.origin
    start = len(lines)
    _emit(writer, function)
    if writer.target != "micropython" or function.generator:
        return
    words = _frame_words(lines[start:], function, writer.prefix)
    if words + 1 + ROOM <= FRAME_WORDS or words > FRAME_WORDS:
        return
    if function.closes_depth and words + 2 > FRAME_WORDS:
        function.closes = False
        words -= 2
    room = min(FRAME_WORDS - words - 1, ROOM)
    if room > 0:
        del lines[start:], origin[start:]
        writer.room = room
        _emit(writer, function)
        writer.room = ROOM


def body_names(function: Function, prefix: str) -> list[str]:
    """What the bodies of a function with several are called on MicroPython."""
    return [f"{plain_name(function)}{prefix}{function.fid}{letter}" for letter in ("", "b", "c", "d")][
        : function.bodies
    ]


def bodies_called(function: Function, prefix: str) -> list[str]:
    """What they call each other: variables around them, or hidden globals."""
    names = body_names(function, prefix)
    if function.closes_bodies:
        return names
    return [f"{prefix}{function.tag}{letter}" for letter in ("", "b", "c", "d")][: function.bodies]


def _frame_words(lines: list[str], function: Function, prefix: str) -> int:
    """The words of the largest frame of these functions that are variables: its own, and what it closes over."""
    shared = {prefix + name for name in "qkt"}
    if function.closes_bodies:
        shared.update(body_names(function, prefix))
    pending: list[object] = [compile(textwrap.dedent("\n".join(lines)), "fast", "exec")]
    most = 0
    while pending:
        code = pending.pop()
        if isinstance(code, CodeType):
            pending.extend(code.co_consts)
            if code.co_name != "<module>":
                most = max(most, code.co_nlocals + len(code.co_freevars) + len(shared.intersection(code.co_names)))
    return most


def _emit(writer: Writer, function: Function) -> None:
    writer.function = function
    node = function.node
    assert isinstance(node, ast.FunctionDef)
    writer.line = node.lineno
    prefix = writer.prefix
    name = native_name(function, prefix)
    if function.static and writer.target == "cpython":
        writer.put(f"def {prefix}f{function.fid}({parameters(writer, function)}):")
        _body(writer, function)
        return
    if function.static and function.bodies > 1:
        names, called = body_names(function, prefix), bodies_called(function, prefix)
        for number, made in enumerate(names):
            writer.first = number == 0
            writer.following = called[(number + 1) % len(names)]
            writer.put(f"def {made}({parameters(writer, function)}):")
            _body(writer, function)
            if not function.closes_bodies and number:
                writer.put(f"{called[number]} = {made}", HIDDEN)
                writer.put(f"del {made}", HIDDEN)
        writer.first, writer.following = True, ""
        writer.put(f"{prefix}{function.tag} = {names[0]}", HIDDEN)
        if not function.closes_bodies:
            writer.put(f"del {names[0]}", HIDDEN)
        return
    if function.static:
        writer.put(f"def {name}({parameters(writer, function)}):")
        _body(writer, function)
        writer.put(f"{prefix}{function.tag} = {name}", HIDDEN)
        writer.put(f"del {name}", HIDDEN)
        return
    passed = [*function.free, *(maker for _, maker in function.maker_defaults)]
    writer.put(f"def {prefix}k{function.fid}({', '.join(passed)}):", HIDDEN)
    writer.indent += 1
    made = f"{prefix}g{function.fid}" if writer.target == "cpython" else f"{plain_name(function)}{prefix}{function.fid}"
    writer.put(f"def {made}({parameters(writer, function)}):")
    _body(writer, function)
    if function.self_name:
        writer.put(f"{plain_name(function)} = {made}", HIDDEN)
    writer.put(f"return {made}", HIDDEN)
    writer.indent -= 1


def _body(writer: Writer, function: Function) -> None:
    prefix = writer.prefix
    writer.indent += 1
    if writer.target == "micropython" and not function.static and (function.free or function.maker_defaults):
        values = [str(function.fid), *function.free, *(parameter for parameter, _ in function.maker_defaults)]
        writer.put(f"if {prefix}q and {prefix}q > 3: return {prefix}e({', '.join(values)})", HIDDEN)
    writer.global_statement()
    for name in sorted(function.unset - set(function.params)):
        writer.put(f"{name} = {prefix}u")
    FastBody(writer).statements(function.body or [ast.Pass()])
    writer.indent -= 1


def emit_main(writer: Writer, function: Function) -> None:
    writer.function = function
    writer.line = 1
    writer.put(f"def {writer.prefix}main():", HIDDEN)
    writer.indent += 1
    writer.global_statement()
    for name in sorted(function.unset):
        writer.put(f"{name} = {writer.prefix}u")
    FastBody(writer).statements(function.body or [ast.Pass()])
    writer.indent -= 1
