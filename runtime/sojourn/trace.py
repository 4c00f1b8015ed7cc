"""Tracebacks of compiled and resumed code, as the program was written.

On CPython the code objects already carry original lines; our own frames are taken out of the chain.  On
MicroPython the printed traceback is rewritten line by line with the units' line maps.  An exception that is stored
takes its entries along as text, which is printed after those that it gets later.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HEADER = "Traceback (most recent call last):"
ENTRY = '  File "'
MICRO = sys.implementation.name == "micropython"


def strip(error: BaseException) -> None:
    """Take our own frames and hidden lines out of an exception's traceback (CPython)."""
    kept = []
    entry = error.__traceback__
    while entry is not None:
        if not _hidden(entry):
            kept.append(entry)
        entry = entry.tb_next
    following = None
    for entry in reversed(kept):
        entry.tb_next = following
        following = entry
    error.__traceback__ = following


def _hidden(entry: "Any") -> bool:
    """Whether an entry is of our own code, or of a line that the program does not have (CPython)."""
    from sojourn.units_cpython import HIDDEN_LINE

    name = entry.tb_frame.f_globals.get("__name__", "")
    ours = isinstance(name, str) and (name == "sojourn" or name.startswith("sojourn."))
    return ours or entry.tb_lineno == HIDDEN_LINE


def text_of(error: BaseException, engine: "Any") -> str:
    """The traceback of an uncaught exception, as the untouched program's interpreter would print it."""
    if not MICRO:
        import traceback

        strip(error)
        seen = error
        while seen.__context__ is not None or seen.__cause__ is not None:
            seen = seen.__cause__ or seen.__context__  # type: ignore[assignment]  # one of them is not None
            strip(seen)
        summary = traceback.TracebackException(type(error), error, error.__traceback__)
        _extend(summary, error, engine)
        return "".join(summary.format())
    lines = _printed(error, engine)
    at = 1
    while at < len(lines) and lines[at][:8] == ENTRY:
        at += 1
    kept = held(error, engine)
    if kept:
        if lines[0] != HEADER:
            lines.insert(0, HEADER)
        more = kept.split("\n")
        for place in range(0, len(more), 3):
            lines.insert(at, '%s%s", line %s, in %s' % (ENTRY, more[place], more[place + 1], more[place + 2]))
            at += 1
    return "\n".join(lines)


def entries(error: BaseException, engine: "Any") -> str:
    """The entries of an exception that is stored, outermost first: file, line and function, each a line of text.

    What it had when it was stored the last time comes last. None of the program's code runs.
    """
    found = []
    if MICRO:
        lines = _silently(error, engine)
        at = 1
        while at < len(lines) and lines[at][:8] == ENTRY:
            file, rest = lines[at][8:].split('", line ')
            line, name = rest.split(", in ")
            found += [file, line, name]
            at += 1
    else:
        entry = error.__traceback__
        while entry is not None:
            if not _hidden(entry):
                code = entry.tb_frame.f_code
                found += [code.co_filename, str(entry.tb_lineno), code.co_name]
            entry = entry.tb_next
    kept = held(error, engine)
    if kept:
        found.append(kept)
    return "\n".join(found)


_LOST = "-"  # there was no memory for the text


def shorten(error: "Any", engine: "Any") -> None:
    """Keep the innermost entries as text, and let go of the rest (MicroPython).

    An exception that goes through thousands of captured frames would copy its whole traceback at each.
    """
    if not engine.innermost:
        try:
            engine.innermost = entries(error, engine)
        except MemoryError:
            engine.innermost = _LOST
    error.__traceback__ = None


def held(error: BaseException, engine: "Any") -> str:
    """The entries that an exception was stored with before it came here; "" if there are none."""
    if error is engine.rising and engine.innermost:
        return "" if engine.innermost == _LOST else str(engine.innermost)
    for known, text in engine.held:
        if known is error:
            return str(text)
    return ""


def _extend(summary: "Any", error: "Any", engine: "Any") -> None:
    """Put the entries that exceptions were stored with after the newer ones (CPython)."""
    from traceback import FrameSummary, StackSummary  # CPython only

    kept = held(error, engine)
    if kept:
        if summary.stack is None:
            summary.stack = StackSummary()
        more = kept.split("\n")
        for place in range(0, len(more), 3):
            summary.stack.append(FrameSummary(more[place], int(more[place + 1]), more[place + 2]))
    if summary.__cause__ is not None:
        _extend(summary.__cause__, error.__cause__, engine)
    if summary.__context__ is not None:
        _extend(summary.__context__, error.__context__, engine)


def _printed(error: BaseException, engine: "Any") -> "list[str]":
    """The lines that MicroPython prints of an exception, as of the program."""
    import io

    buffer = io.StringIO()
    sys.print_exception(error, buffer)  # type: ignore[attr-defined]  # MicroPython's own
    return rewrite(buffer.getvalue(), engine).split("\n")


def _silently(error: BaseException, engine: "Any") -> "list[str]":
    """The same without the program's own `__repr__`, which MicroPython calls to print an exception."""
    pending = [type(error)]
    written: "list[tuple[Any, Any]]" = []
    while pending:
        cls: "Any" = pending.pop()
        own: "dict[str, Any]" = getattr(cls, "__dict__", {})
        if "__repr__" in own:
            written.append((cls, own["__repr__"]))
        pending += getattr(cls, "__bases__", ())
    try:
        for cls, _ in written:
            cls.__repr__ = _nothing
        return _printed(error, engine)
    finally:
        for cls, own_repr in written:
            cls.__repr__ = own_repr


def _nothing(_: "Any") -> str:
    return ""


def rewrite(text: str, engine: "Any") -> str:
    """A MicroPython traceback with the units' lines turned into the program's."""
    import json

    lines: "list[str]" = []
    maps: "dict[str, bytes]" = {}
    names: "dict[int, Any]" = {}
    for line in text.split("\n"):
        if not line.startswith(ENTRY):
            lines.append(line)
            continue
        file = line[8:].split('"')[0]
        number = int(line.split("line ")[1].split(",")[0])
        if not file.startswith(engine.prefix):
            # Our own modules are named by their stem alone where they come as bytecode.
            if file.endswith(".py") and "sojourn/" not in file:
                lines.append(line)
            continue
        key = file[len(engine.prefix) :]
        if key not in maps:
            maps[key] = engine.code.data(key + ".map")
        index = int(key[1:].split("_")[0])
        at = (number - 1) * 4
        entry = maps[key][at : at + 4]
        original = entry[0] | entry[1] << 8
        if original == 65535:
            continue
        fid = entry[2] | entry[3] << 8
        if index not in names:
            names[index] = json.loads(engine.code.data("d%d" % index))
        place = line.split(" in ")[-1]
        if place[:1] != "<":  # the interpreter's own name of a comprehension that it runs as a function
            place = names[index][fid][0]
        lines.append('  File "%s", line %d, in %s' % (engine.infos[index]["file"], original, place))
    return "\n".join(lines)
