"""Python's own parser, safe to call from several threads.

May live here: its two calls. May not: what a tree means; that is the compiler's.
"""

import ast
import threading
import warnings

# CPython 3.11 counts the depth of the tree it makes in one place for all threads, and a garbage collection in the
# middle lets another thread in: "AST constructor recursion depth mismatch".
_ONE_AT_A_TIME = threading.Lock()


def parse(source: str, filename: str = "<unknown>") -> ast.Module:
    """The tree of a module's source. SyntaxError and ValueError as from ast.parse."""
    with _ONE_AT_A_TIME:
        return ast.parse(source, filename=filename)


def check_whole(tree: ast.Module, filename: str) -> None:
    """What Python's compiler refuses besides: `break` outside a loop, a parameter twice. SyntaxError and ValueError."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(tree, filename, "exec", dont_inherit=True)
