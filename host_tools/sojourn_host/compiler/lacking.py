"""What MicroPython's builtins lack, as calls of the runtime's stand-ins for it, in code printed for MicroPython.

Lives here: the tables of methods, functions and exceptions, and the rewriting of one call or name.  What each does
there is in runtime/sojourn/lacking.  CPython's code stays as it is, and so does a program without such names.
"""

import ast
import string
from collections.abc import Callable

# Methods that no builtin type has there. A class of the program may have one too: the stand-in looks what it is given.
METHODS = {
    "ljust", "rjust", "center", "zfill", "expandtabs", "title", "istitle", "capitalize", "swapcase", "casefold",
    "isalnum", "isdecimal", "isnumeric", "isidentifier", "isprintable", "isascii", "removeprefix", "removesuffix",
    "translate", "maketrans", "format_map", "bit_length", "bit_count", "is_integer", "as_integer_ratio",
    "tolist", "tobytes",
}  # fmt: skip
# Attributes of numbers that whole ones lack there. Those of complex numbers are read in loops that must be quick.
PARTS = {"real", "imag", "numerator", "denominator"}
FUNCTIONS = {"format", "ascii", "exit", "quit"}
# Those of the operating system are raised there as OSError, with a number.
OS_ERRORS = {
    "FileNotFoundError", "FileExistsError", "PermissionError", "IsADirectoryError", "NotADirectoryError",
    "InterruptedError", "BlockingIOError", "ChildProcessError", "ProcessLookupError", "TimeoutError", "ConnectionError",
    "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError",
}  # fmt: skip
ERRORS = OS_ERRORS | {
    "BufferError", "ReferenceError", "SystemError", "FloatingPointError", "TabError", "Warning", "UserWarning",
    "DeprecationWarning", "FutureWarning", "RuntimeWarning", "SyntaxWarning", "ImportWarning", "UnicodeWarning",
    "BytesWarning", "ResourceWarning", "PendingDeprecationWarning",
}  # fmt: skip
_UTF8 = {"utf-8", "utf8", "UTF-8", "UTF8"}


def _keywords(call: ast.Call) -> bool:
    return bool(call.keywords)


def _words(call: ast.Call) -> bool:
    """rsplit of words from the right, or with keywords."""
    first = call.args[0] if call.args else None
    return bool(call.keywords) or len(call.args) > 1 and not (isinstance(first, ast.Constant) and first.value)


def _encoded(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    plain = len(values) == 1 and isinstance(values[0], ast.Constant) and values[0].value in _UTF8
    return bool(values) and not (plain and not call.keywords)


def _several(call: ast.Call) -> bool:
    return len(call.args) != 1 or isinstance(call.args[0], ast.Starred)


def _grouping(call: ast.Call) -> bool:
    """hex of bytes with marks between groups of them."""
    return len(call.args) > 1 or bool(call.keywords)


def parts_of_numbers(trees: list[ast.Module]) -> set[str]:
    """Those of PARTS that only numbers have in this program; none where it may have complex ones."""
    own: set[str] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, complex):
            return set()
        if isinstance(node, ast.Name) and node.id == "complex" or isinstance(node, ast.alias) and node.name == "cmath":
            return set()
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            own.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            own |= {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)}
            own |= {leaf.name for leaf in ast.walk(node) if isinstance(leaf, ast.FunctionDef)}
    return PARTS - own


def _formatted(call: ast.Call) -> bool:
    """A format text with fields of a kind that is not known there."""
    assert isinstance(call.func, ast.Attribute)
    text = call.func.value
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return False
    try:
        fields = list(string.Formatter().parse(text.value))
    except ValueError:
        return False  # the program is told when it gets there
    for _, name, spec, conversion in fields:
        if name is not None and ("." in name or "[" in name or conversion == "a" or is_grouped(spec or "")):
            return True
    return False


# Methods that are there, and take less: name -> whether this call is one of those.
FORMS: dict[str, Callable[[ast.Call], bool]] = {
    "split": _keywords, "rsplit": _words, "encode": _encoded, "decode": _encoded, "from_bytes": _keywords,
    "union": _several, "intersection": _several, "format": _formatted, "hex": _grouping,
}  # fmt: skip


def is_grouped(spec: str) -> bool:
    """Whether a format specification wants marks at the thousands, which are there for whole numbers only."""
    return "," in spec or "_" in spec


class Lacking:
    """Rewrites what one unit names, for MicroPython.

    `is_builtin`: whether a name means the builtin where it stands; `formats`: the program has a __format__ of its own;
    `parts`: attributes that only numbers have in it.
    """

    def __init__(self, prefix: str, is_builtin: Callable[[str], bool], formats: bool, parts: set[str]) -> None:
        self.formats = formats
        self.parts = parts
        self.prefix = prefix
        self.is_builtin = is_builtin

    def stand_in(self, name: str) -> ast.expr:
        return ast.Attribute(ast.Name(self.prefix + "x", ast.Load()), name, ast.Load())

    def call(self, node: ast.Call) -> ast.Call | None:
        """What stands for this call; None where it may stay."""
        func = node.func
        if isinstance(func, ast.Attribute):
            name = func.attr
            asks = name == "format" and self.formats and isinstance(func.value, ast.Constant)
            if asks or name in METHODS or name in FORMS and FORMS[name](node):
                return ast.Call(self.stand_in("call_" + name), [func.value, *node.args], node.keywords)
            return None
        if not isinstance(func, ast.Name) or not self.is_builtin(func.id):
            return None
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if func.id == "print" and isinstance(given.get("flush"), ast.Constant):
            return ast.Call(func, node.args, [keyword for keyword in node.keywords if keyword.arg != "flush"])
        if (func.id, *given) in (("sum", "start"), ("int", "base")) and len(node.args) == 1:
            return ast.Call(func, [*node.args, *given.values()], [])
        if func.id == "zip" and "strict" in given:
            return ast.Call(self.stand_in("plain_zip"), node.args, node.keywords)
        if func.id == "pow" and len(node.args) == 3 and isinstance(node.args[1], ast.UnaryOp):
            return ast.Call(self.stand_in("plain_pow"), node.args, node.keywords)
        return None

    def name(self, name: str) -> ast.expr | None:
        """What stands for a builtin of this name; None where there is one."""
        if name in ERRORS and self.is_builtin(name):
            return self.stand_in("error_" + name)
        if name in FUNCTIONS and self.is_builtin(name):
            return self.stand_in("plain_" + name)
        return None

    def attribute(self, node: ast.Attribute) -> ast.expr | None:
        """What stands for an attribute that is read; None where it may stay."""
        if node.attr in METHODS:
            return ast.Call(self.stand_in("bound"), [node.value, ast.Constant(node.attr)], [])
        if node.attr in ("strerror", "errno"):
            return ast.Call(self.stand_in("plain_" + node.attr), [node.value], [])
        if node.attr in self.parts:
            return ast.Call(self.stand_in("plain_part"), [node.value, ast.Constant(node.attr)], [])
        return None

    def narrows(self, types: list[ast.expr | None]) -> bool:
        """Whether handlers of these types tell errors of the operating system apart, which are all one there."""
        names = [leaf.id for type_ in types if type_ for leaf in ast.walk(type_) if isinstance(leaf, ast.Name)]
        return any(name in OS_ERRORS and self.is_builtin(name) for name in names)
