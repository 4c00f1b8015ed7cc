"""f-strings that MicroPython's parser does not take, written as calls of `format`, as it does itself.

Lives here: that one rewriting, done when code is printed for MicroPython.
"""

import ast

_HARD = (ast.JoinedStr, ast.NamedExpr, ast.Lambda, ast.Dict, ast.Set, ast.DictComp, ast.SetComp, ast.Slice)


def is_hard(node: ast.JoinedStr) -> bool:
    """Whether an expression inside has quotes, braces or colons of its own."""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
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


def format_call(node: ast.JoinedStr) -> ast.expr:
    """`"text {:>4}".format(value)`; the values are evaluated in the order of the f-string."""
    values: list[ast.expr] = []
    text = "".join(_part(part, values) for part in node.values)
    return ast.Call(ast.Attribute(ast.Constant(text), "format", ast.Load()), values, [])


def _part(part: ast.expr, values: list[ast.expr]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value).replace("{", "{{").replace("}", "}}")
    assert isinstance(part, ast.FormattedValue)
    values.append(part.value)
    conversion = "" if part.conversion < 0 else "!" + chr(part.conversion)
    spec = ""
    if part.format_spec is not None:
        assert isinstance(part.format_spec, ast.JoinedStr)
        spec = ":"
        for inner in part.format_spec.values:  # a brace in a specification means nothing to `format`
            spec += str(inner.value) if isinstance(inner, ast.Constant) else _part(inner, values)
    return "{" + conversion + spec + "}"
