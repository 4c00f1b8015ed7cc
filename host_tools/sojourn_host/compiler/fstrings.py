"""f-strings that MicroPython's parser does not take, written as calls of `format`, as it does itself.

Lives here: that one rewriting, done when code is printed for MicroPython.
"""

import ast

from .lacking import is_grouped

_HARD = (ast.JoinedStr, ast.NamedExpr, ast.Lambda, ast.Dict, ast.Set, ast.DictComp, ast.SetComp, ast.Slice)


def is_hard(node: ast.JoinedStr, own: bool) -> bool:
    """Whether an expression inside has quotes, braces or colons of its own, or a number is shown in another way there.

    `own`: the program has classes with a __format__, which the interpreter does not ask.
    """
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            if part.conversion == ord("a") or _left(part, own):
                return True
            inside = list(ast.walk(part.value))
            if part.format_spec is not None:
                assert isinstance(part.format_spec, ast.JoinedStr)
                if any(isinstance(v, ast.FormattedValue) for v in part.format_spec.values):
                    inside += ast.walk(part.format_spec)
                    inside = [leaf for leaf in inside if leaf is not part.format_spec]
            for leaf in inside:
                if isinstance(leaf, _HARD) or (isinstance(leaf, ast.Constant) and isinstance(leaf.value, (str, bytes))):
                    return True
    return False


def _left(part: ast.FormattedValue, own: bool) -> bool:
    """Whether the interpreter's `format` cannot be left to do this one."""
    if own and part.conversion < 0:
        return True
    spec = part.format_spec.values if isinstance(part.format_spec, ast.JoinedStr) else []
    last = str(spec[-1].value)[-1:] if spec and isinstance(spec[-1], ast.Constant) else ""
    if spec and not last.isalpha() and last != "%" and (getattr(part, "sj_float", False) or is_float(part.value)):
        return True
    return any(isinstance(inner, ast.Constant) and is_grouped(str(inner.value)) for inner in spec)


def is_float(node: ast.expr) -> bool:
    """Whether a value evidently has a point, which is left out there where nothing follows it: `f"{a / b:>8}"`."""
    if isinstance(node, ast.UnaryOp):
        return is_float(node.operand)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div) or is_float(node.left) or is_float(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "float" or node.func.id == "round" and len(node.args) == 2
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def format_call(node: ast.JoinedStr, formatting: ast.expr, own: bool) -> ast.expr:
    """`"text {:>4}".format(value)`; the values are evaluated in the order of the f-string.

    `formatting` is a function like the builtin `format`, for what the interpreter's `format` does not know.
    """
    values: list[ast.expr] = []
    text = "".join(_part(part, values, formatting, own) for part in node.values)
    return ast.Call(ast.Attribute(ast.Constant(text), "format", ast.Load()), values, [])


def _part(part: ast.expr, values: list[ast.expr], formatting: ast.expr, own: bool) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value).replace("{", "{{").replace("}", "}}")
    assert isinstance(part, ast.FormattedValue)
    if _left(part, own) and part.conversion < 0:
        values.append(ast.Call(formatting, [part.value, *([part.format_spec] if part.format_spec else [])], []))
        return "{}"
    values.append(part.value)
    conversion = "" if part.conversion < 0 else "!" + chr(part.conversion).replace("a", "r")  # its repr is ASCII
    spec = ""
    if part.format_spec is not None:
        assert isinstance(part.format_spec, ast.JoinedStr)
        spec = ":"
        for inner in part.format_spec.values:  # a brace in a specification means nothing to `format`
            spec += str(inner.value) if isinstance(inner, ast.Constant) else _part(inner, values, formatting, own)
    return "{" + conversion + spec + "}"
