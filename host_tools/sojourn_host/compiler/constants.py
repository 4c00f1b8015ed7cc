"""Which expressions are constants: they can be written into a function instead of being evaluated for it.

Nothing else lives here.
"""

import ast


def _constant(node: ast.expr | None) -> bool:
    if node is None or isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.operand, ast.Constant)
    return isinstance(node, ast.Tuple) and all(_constant(item) for item in node.elts)


def constant_defaults(node: ast.FunctionDef) -> bool:
    return all(_constant(default) for default in [*node.args.defaults, *node.args.kw_defaults])


def is_constant(node: ast.expr | None) -> bool:
    """Whether a default can be written into the function itself."""
    return _constant(node)
