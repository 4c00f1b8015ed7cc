"""Formatting with what MicroPython's `format` lacks: attributes and items of fields, `!a`, commas in any number.

May live here: what reads a format text, and what formats one value. The plain parts are left to the interpreter.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def ascii_(value: "Any") -> str:
    """repr with nothing but ASCII, which MicroPython's is."""
    return repr(value)


def format_(value: "Any", spec: str = "") -> str:
    """format(value, spec)"""
    own = getattr(type(value), "__format__", None)
    if own is not None:
        return str(own(value, spec))
    if not spec:
        return str(value)
    mark = "," if "," in spec[1:] or spec[0] == "," else "_" if "_" in spec[1:] or spec[0] == "_" else ""
    if mark and isinstance(value, (int, float)):
        return _grouped(value, spec, mark)
    if isinstance(value, float) and not spec[-1].isalpha() and spec[-1] != "%":
        return _grouped(value, spec, "")
    if not isinstance(value, (str, int, float, complex)):
        raise TypeError("unsupported format string passed to %s.__format__" % type(value).__name__)
    return ("{:" + spec + "}").format(value)


def _grouped(value: "Any", spec: str, mark: str) -> str:
    """A number with a mark at each thousand; the fill, the width and the sign are put around it.

    Without a mark a number with a point in it, whose format says nothing of how it is to be shown.
    """
    fill, align, rest = " ", "", spec
    if rest[1:2] and rest[1] in "<>^=":
        fill, align, rest = rest[0], rest[1], rest[2:]
    elif rest[:1] and rest[0] in "<>^=":
        align, rest = rest[0], rest[1:]
    at = rest.find(mark or ".")
    if not mark and at < 0:
        at = len(rest)
    before, behind = rest[:at], rest[at + len(mark) :]
    sign = before[:1] if before[:1] and before[0] in "+- " else ""
    before = before[len(sign) :]
    if before[:1] == "#":
        sign, before = sign + "#", before[1:]
    if before[:1] == "0":
        fill, align = ("0", "=") if not align else (fill, align)
        before = before[1:]
    width = int(before) if before else 0
    text = ("{:" + sign + behind + "}").format(value)
    if isinstance(value, float) and not behind[-1:].isalpha() and behind[-1:] != "%":
        text = _pointed(value, text, sign, behind)
    head = ""
    while text and not text[0].isdigit() and text[0].lower() not in "in":
        head, text = head + text[0], text[1:]
    end = 0
    while end < len(text) and text[end].isdigit():
        end += 1
    size = 4 if behind[-1:] in ("x", "b", "o", "X") and behind else 3
    whole, tail = _groups(text[:end], mark, size), text[end:]
    if align == "=" and fill == "0":
        while len(head) + len(whole) + len(tail) < width:
            whole = _groups("0" + whole.replace(mark, ""), mark, size)
    made = head + whole + tail
    more = width - len(made)
    if more <= 0:
        return made
    if align == "<":
        return made + fill * more
    if align == "^":
        return fill * (more // 2) + made + fill * (more - more // 2)
    if align == "=":
        return head + fill * more + whole + tail
    return fill * more + made


def _pointed(value: float, text: str, sign: str, behind: str) -> str:
    """The text of a number, with at least one digit behind the point."""
    if not behind:
        text = str(value)
        text = text if text[0] == "-" or sign[:1] not in ("+", " ") else sign[0] + text
    return text if "." in text or "e" in text or "n" in text else text + ".0"


def _groups(digits: str, mark: str, size: int) -> str:
    made = digits[-size:]
    digits = digits[:-size]
    while digits:
        made = digits[-size:] + mark + made
        digits = digits[:-size]
    return made


def format(text: str, *args: "Any", **kwargs: "Any") -> str:
    return _filled(text, args, kwargs, [0])


def format_map(text: str, mapping: "Any") -> str:
    return _filled(text, (), mapping, [0])


def _filled(text: str, args: "Any", kwargs: "Any", counter: "list[int]") -> str:
    made = []
    at = 0
    while at < len(text):
        c = text[at]
        if c in "{}" and text[at + 1 : at + 2] == c:
            made.append(c)
            at += 2
            continue
        if c == "}":
            raise ValueError("Single '}' encountered in format string")
        if c != "{":
            made.append(c)
            at += 1
            continue
        end, depth = at + 1, 1
        while end < len(text):
            depth += (text[end] == "{") - (text[end] == "}")
            if not depth:
                break
            end += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        made.append(_field(text[at + 1 : end], args, kwargs, counter))
        at = end + 1
    return "".join(made)


def _field(field: str, args: "Any", kwargs: "Any", counter: "list[int]") -> str:
    spec = conversion = ""
    end = 0
    while end < len(field) and field[end] not in "!:":
        end = field.find("]", end) if field[end] == "[" and "]" in field[end:] else end + 1
    name, rest = field[:end], field[end:]
    if rest[:1] == "!":
        conversion, rest = rest[1:2], rest[2:]
    if rest[:1] == ":":
        spec = rest[1:]
    value = _value(name, args, kwargs, counter)
    if "{" in spec:
        spec = _filled(spec, args, kwargs, counter)
    if conversion:
        if conversion not in ("s", "r", "a"):
            raise ValueError("Unknown conversion specifier '%s'" % conversion)
        value = str(value) if conversion == "s" else repr(value)
    return format_(value, spec)


def _value(name: str, args: "Any", kwargs: "Any", counter: "list[int]") -> "Any":
    end = 0
    while end < len(name) and name[end] not in ".[":
        end += 1
    first, rest = name[:end], name[end:]
    if not first:
        first = str(counter[0])
        counter[0] += 1
    value: "Any"
    if first.isdigit():
        if int(first) >= len(args):
            raise IndexError("Replacement index %s out of range for positional args tuple" % first)
        value = args[int(first)]
    else:
        value = kwargs[first]
    while rest:
        if rest[0] == ".":
            end = 1
            while end < len(rest) and rest[end] not in ".[":
                end += 1
            value = getattr(value, rest[1:end])
        else:
            end = rest.find("]") + 1
            key = rest[1 : end - 1]
            value = value[int(key) if key.isdigit() else key]
        rest = rest[end:]
    return value
