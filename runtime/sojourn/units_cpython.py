"""A generated unit's code object with the lines, names and file of the program (CPython only).

Lives here: rewriting code objects.  Not here: what a unit finds in its globals (loading.py).  The lines are put in the
compiled code and not into a syntax tree, which took longer than all else when a process goes on.
"""

import hashlib
import json
import marshal  # CPython only
import os
import struct
from importlib.util import MAGIC_NUMBER  # CPython only

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

HIDDEN = 65535  # the line map's word for a line of ours
HIDDEN_LINE = 9999999  # of lines that no traceback shows
# The location table of Python 3.11 and later: an entry's first byte is one of these plus the number of instructions
# less one, at most 7.
_LINE = 0x80 | 13 << 3  # a step from the entry before follows; no columns, those of the generated text say nothing
_NO_LINE = 0x80 | 15 << 3

cache = ""  # a private folder for compiled units, by their content; whoever sets it trusts what is there


def original(code: "Any", prefix: str, key: str, index: int, file: str, fids: "dict[int, int]") -> "Any":
    """The code object of unit `key` of module `index`.

    `fids` receives the function's number for the id() of every code object of the program's functions.
    """
    compiled = _compiled(code.source(key).encode(), code.data(key + ".map"), file)
    return _rename(compiled, prefix, json.loads(code.data("d%d" % index)), fids)


def _compiled(source: bytes, packed: bytes, file: str) -> "Any":
    """The unit's code with the program's lines, from the cache if it is there."""
    if not cache:
        return _relined(compile(source, file, "exec"), _lines(packed))
    # The magic number tells the versions apart: bytecode of another one ends the process.
    whole = hashlib.sha256(b"%d %d %s " % (len(source), len(packed), file.encode()) + MAGIC_NUMBER + source + packed)
    path = cache + "/" + whole.hexdigest()
    try:
        with open(path, "rb") as there:
            return marshal.loads(there.read())
    except (OSError, ValueError, EOFError, TypeError):
        made = _relined(compile(source, file, "exec"), _lines(packed))
    with open(path + ".new", "wb") as new:
        new.write(marshal.dumps(made))
    os.replace(path + ".new", path)
    return made


def _rename(code: "Any", prefix: str, names: "list[Any]", fids: "dict[int, int]") -> "Any":
    """Give generated functions the names that the program gave them: `_jf17` and `_jg17` are function 17."""
    changed: "dict[str, Any]" = {"co_consts": _nested(code, lambda inner: _rename(inner, prefix, names, fids))}
    name = code.co_name
    number = name[len(prefix) + 1 :]
    fid = -1
    if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1] in ("f", "g") and number.isdigit():
        fid = int(number)
        changed["co_name"], changed["co_qualname"] = names[fid][0], names[fid][1]
    elif name == prefix + "main":
        changed["co_name"] = changed["co_qualname"] = "<module>"
    made = code.replace(**changed)
    if fid >= 0:
        fids[id(made)] = fid
    return made


def _relined(code: "Any", lines: "list[int]") -> "Any":
    """`code` with the program's lines."""
    return code.replace(
        co_consts=_nested(code, lambda inner: _relined(inner, lines)),
        co_firstlineno=_line(code.co_firstlineno, lines),
        co_linetable=_table(code, lines),
    )


def _nested(code: "Any", change: "Callable[[Any], Any]") -> "tuple[Any, ...]":
    """The constants of `code`, of which those that are code are changed."""
    return tuple([change(constant) if type(constant) is type(code) else constant for constant in code.co_consts])


def _lines(packed: bytes) -> "list[int]":
    """The program's line for each line of the unit, from its line map (SPEC.md)."""
    words = struct.unpack("<%dH" % (len(packed) // 2), packed)
    return [HIDDEN_LINE if line == HIDDEN else line for line in words[::2]]


def _line(line: int, lines: "list[int]") -> int:
    """The program's line for a line of the unit."""
    return lines[line - 1] if 0 < line <= len(lines) else HIDDEN_LINE


def _table(code: "Any", lines: "list[int]") -> bytes:
    """The location table with the program's lines."""
    table = bytearray()
    add = table.append
    count = len(lines)
    before = _line(code.co_firstlineno, lines)
    for start, end, generated in code.co_lines():
        left = (end - start) // 2
        if generated is None:
            first = _NO_LINE
            step = b""
        else:
            line = lines[generated - 1] if 0 < generated <= count else HIDDEN_LINE
            step = _STEPS[line - before] if -64 < line - before < 64 else _step(line - before)
            first = _LINE
            before = line
        while left > 0:
            add(first | (left if left < 8 else 8) - 1)
            left -= 8
            table += step
            if step:
                step = _STEPS[0]
    return bytes(table)


def _step(step: int) -> bytes:
    """A difference of lines as the table has it: the sign in the lowest bit, six bits a byte, the lowest first."""
    rest = -step << 1 | 1 if step < 0 else step << 1
    made = bytearray()
    while rest > 63:
        made.append(64 | rest & 63)
        rest >>= 6
    made.append(rest)
    return bytes(made)


_STEPS = {step: _step(step) for step in range(-63, 64)}
