"""How often the body of a small `while` stands in its fast form, so that it looks once in several iterations.

Lives here: which loops are written so, and how often. Writing them is fast.py's, where a loop looks loops.py's.

A look takes about 80 instructions on MicroPython, as much as two operations of the program: in a loop of three
statements a fifth of its time. Between two copies stands the loop's own test, so nothing runs more often than before.
"""

import ast
from itertools import chain

from .model import Poll, has_points

_SIZES = ((40, 4), (60, 3), (90, 2))  # expressions in one iteration at most: copies of the body
_LONG = (ast.For, ast.While, ast.comprehension, ast.FunctionDef, ast.ClassDef, ast.With, ast.Try)


def repeats(node: ast.While) -> int:
    """How many copies of its body this loop has: 1 unless it is small and looks only at its end."""
    body = node.body
    if node.orelse or len(body) < 2 or not isinstance(body[-1], Poll) or has_points(body[:-1]):
        return 1
    size = 0
    for leaf in chain(ast.walk(node.test), *(ast.walk(statement) for statement in body[:-1])):
        if isinstance(leaf, (*_LONG, ast.Continue)):
            return 1
        size += isinstance(leaf, ast.expr)
    return next((copies for most, copies in _SIZES if size <= most), 1)
