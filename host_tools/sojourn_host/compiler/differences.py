"""The pass `differences`: what the kinds of interpreters do differently, each with its line and what to write instead.

Lives here: the questions asked of a program as it was written, and how each is answered.  Nothing is changed; what is
found are the program's warnings.  Where order shows is found in orders.py, which method is meant in diamonds.py, what
the device's modules have in device_modules.py.  What is refused is check.py's; what the compiler makes up for is no
difference.
"""

import ast
import re
from collections.abc import Iterator

from .device_modules import MODULES, NAMES, advice_for
from .diamonds import find_diamonds
from .library import library_path
from .meanings import Meanings
from .model import Module, Program
from .orders import find_orders

_DIGITS = 7  # of a float of single precision
_SAY = {
    ("dict", "loop"): "MicroPython's dicts keep no order, and this loop shows it",
    ("dict", "list"): "MicroPython's dicts keep no order, and this puts it into a sequence",
    ("dict", "text"): "MicroPython's dicts keep no order, and this shows it",
    ("dict", "one"): "MicroPython's dicts keep no order, and this takes whatever comes first",
    ("set", "loop"): "sets have another order on each interpreter, and this loop shows it",
    ("set", "list"): "sets have another order on each interpreter, and this puts it into a sequence",
    ("set", "text"): "sets have another order on each interpreter, and this shows it",
    ("set", "one"): "sets have another order on each interpreter, and this takes whatever comes first",
}
_INSTEAD = {
    ("dict", "text"): "print sorted(d.items()), or use collections.OrderedDict",
    ("set", "text"): "print sorted(s)",
    ("dict", "one"): "use collections.OrderedDict, or take min(...)",
    ("set", "one"): "take min(...), and discard it",
}
# Exceptions that the interpreters raise with a text of their own, and what for; for others the texts are the same.
_OWN_TEXTS: dict[str, tuple[type[ast.AST], ...]] = {
    "ZeroDivisionError": (ast.BinOp, ast.AugAssign, ast.Call), "TypeError": (ast.BinOp, ast.Compare, ast.For),
    "NameError": (ast.Name,), "UnboundLocalError": (ast.Name,), "ImportError": (ast.Import, ast.ImportFrom),
    "ModuleNotFoundError": (ast.Import, ast.ImportFrom), "ValueError": (), "UnicodeDecodeError": (ast.Call,),
}  # fmt: skip
# Attributes that nothing has there.
_ATTRIBUTES = {
    "__cause__": ("exceptions that know their cause", "keep it in an attribute of your own"),
    "__context__": ("exceptions that know what was handled", "keep it in an attribute of your own"),
    "with_traceback": ("exceptions whose traceback can be set", "raise the exception itself"),
    "add_note": ("notes on exceptions", "put it into the text"),
    "__annotations__": ("annotations", "keep the types in a dictionary of your own"),
    "__mro__": ("an order of looking that can be asked for", "ask isinstance"),
}
_LETTERS = {"upper", "lower", "capitalize", "title", "swapcase", "isalpha", "isupper", "islower"}
_REFUSING = {"int", "float", "max", "min", "bytes", "range", "remove", "index"}  # raise ValueError with such a text
# In a regular expression: what MicroPython's `re` has not.
_PATTERNS = (
    (re.compile(r"\((?!\?:)[^()]*\)\{\d+,"), "counted repetition {n,m} of a group that is kept", "write (?:...)"),
    (re.compile(r"\(\?<?[=!]"), "looking ahead and behind", "look in Python"),
    (re.compile(r"\(\?[aiLmsux]"), "flags inside of a pattern", "give flags=re.IGNORECASE"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[bB]"), r"\b and \B", "look at the characters around in Python"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P="), "groups inside of their own pattern", "compare groups in Python"),
)
_SINGLE_KEYS = {"str", "repr", "ord", "int", "float", "id"}  # keys that tell all but equal values apart


def difference_program(program: Program) -> None:
    """Find the program's warnings, in the order of files and lines."""
    found: list[tuple[int, int, int, str]] = []
    for number, module in enumerate(program.modules):
        if not module.ours:
            looking = _Looking(program, module)
            looking.look()
            found += [(number, line, column, text) for line, column, text in looking.found]
    found += [(program.modules.index(m), node.lineno, node.col_offset + 1, f"{what}; {instead}")
              for m, node, what, instead in find_diamonds(program)]  # fmt: skip
    for number, line, column, text in sorted(set(found)):
        program.warnings.append(f"{program.modules[number].display}:{line}:{column}: {text}")


class _Looking:
    """One module."""

    def __init__(self, program: Program, module: Module) -> None:
        self.program = program
        self.module = module
        self.meanings = Meanings(module)
        self.found: list[tuple[int, int, str]] = []
        self.raised = {name for other in program.modules if not other.ours for name in _raised(other.tree)}
        self.precise = False  # whether a float has been named already
        texts = [n.value for n in ast.walk(module.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        self.beyond = any(not text.isascii() for text in texts)  # whether there are letters beyond ASCII

    def say(self, node: ast.expr | ast.stmt | ast.alias | ast.ExceptHandler, what: str, instead: str) -> None:
        self.found.append((node.lineno, node.col_offset + 1, f"{what}; {instead}"))

    def look(self) -> None:
        find_orders(self.module, self.order)
        for node in ast.walk(self.module.tree):
            if isinstance(node, ast.Call):
                self.call(node)
            elif isinstance(node, ast.Constant):
                self.constant(node)
            elif isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES and isinstance(node.ctx, ast.Load):
                what, instead = _ATTRIBUTES[node.attr]
                self.say(node, f"MicroPython has no {what}", instead)
            elif isinstance(node, ast.ClassDef):
                self.class_(node)
            elif isinstance(node, ast.Try):
                for handler in node.handlers:
                    self.handler(handler, node.body)
        for imported, guarded in _imports(self.module.tree, False):
            if not guarded:
                self.imported(imported)

    def order(self, node: ast.expr, kind: str, how: str) -> None:
        instead = "run over sorted(...), or use collections.OrderedDict" if kind == "dict" else "run over sorted(...)"
        self.say(node, _SAY[kind, how], _INSTEAD.get((kind, how), instead))

    # calls -------------------------------------------------------------------------------------------

    def call(self, node: ast.Call) -> None:
        name = self.meanings.of(node.func)
        sorts = isinstance(node.func, ast.Name) and node.func.id == "sorted"
        if sorts or isinstance(node.func, ast.Attribute) and node.func.attr == "sort":
            key = next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)
            if key is not None and not _tells_all(key):
                self.say(
                    node,
                    "MicroPython's own sort does not keep the order of equal keys, the compiled program's does",
                    "make the key a tuple that ends in something unique",
                )
        if self.beyond and isinstance(node.func, ast.Attribute) and node.func.attr in _LETTERS:
            self.beyond = False  # said once
            self.say(node, "MicroPython knows upper and lower case of ASCII only", "replace the others yourself")
        if name.startswith("re.") and name != "re.escape" and node.args:
            self.pattern(node.args[0])

    def pattern(self, node: ast.expr) -> None:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, (str, bytes)):
            return
        text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        for lacking, what, instead in _PATTERNS:
            if lacking.search(text):
                self.say(node, f"MicroPython's re has no {what}", instead)

    # classes -----------------------------------------------------------------------------------------

    def class_(self, node: ast.ClassDef) -> None:
        own = {statement.name for statement in node.body if isinstance(statement, ast.FunctionDef)}
        bases = {leaf.id for base in node.bases for leaf in ast.walk(base) if isinstance(leaf, ast.Name)}
        if "__missing__" in own and "__getitem__" not in own and "dict" in bases:
            self.say(node, "MicroPython's dict never calls __missing__", "define __getitem__")
        if bases or node.decorator_list:
            return  # the others may come from there
        for one, other, sign in (("__lt__", "__gt__", ast.Gt), ("__gt__", "__lt__", ast.Lt)):
            if one in own and other not in own and _compares(self.module.tree, sign):
                self.say(node, f"MicroPython does not call {one} where {other} is missing", f"define {other} too")

    # numbers -----------------------------------------------------------------------------------------

    def constant(self, node: ast.Constant) -> None:
        if not isinstance(node.value, float) or self.precise:
            return
        text = ast.get_source_segment(self.module.source, node) or repr(node.value)
        digits = re.sub(r"[eE].*|[._]", "", text).lstrip("0")
        if len(digits.rstrip("0")) > _DIGITS:
            self.precise = True
            self.say(
                node,
                f"boards whose floats have single precision keep {_DIGITS} digits of {text}",
                "print rounded values, or use a board with double precision",
            )

    # exceptions --------------------------------------------------------------------------------------

    def handler(self, node: ast.ExceptHandler, body: list[ast.stmt]) -> None:
        if node.name is None or node.type is None:
            return
        types = [leaf.id for leaf in ast.walk(node.type) if isinstance(leaf, ast.Name)]
        for shown, as_repr in _shown(node.body, node.name):
            if as_repr:
                self.say(shown, "MicroPython shows an exception as Error('text',)", "print its type and its args")
            elif "KeyError" in types:
                self.say(shown, "the text of a KeyError has no quotes on MicroPython", "print repr(error.args[0])")
            elif any(name not in self.raised and _own_text(name, body) for name in types):
                what = "what the interpreter says in an exception of its own differs"
                self.say(shown, what, "print a text of the program's")

    # modules -----------------------------------------------------------------------------------------

    def imported(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.ImportFrom):
            if node.module and not node.level and self.of_the_device(node.module, node):
                for alias in node.names:
                    self.named(node.module, alias.name, alias)
            return
        for alias in node.names:
            if self.of_the_device(alias.name, alias):
                local = alias.asname or alias.name
                for used in ast.walk(self.module.tree):
                    if isinstance(used, ast.Attribute) and isinstance(used.value, ast.Name) and used.value.id == local:
                        self.named(alias.name, used.attr, used)

    def of_the_device(self, name: str, node: ast.Import | ast.ImportFrom | ast.alias) -> bool:
        """Whether a module is MicroPython's own; if nobody has it, that is said."""
        first = name.split(".")[0]
        if self.program.module(first) is not None or self.program.module(name) is not None or first == "__future__":
            return False
        if library_path(name) is not None:
            return False
        if first in MODULES and (first == name or name in MODULES):
            return True
        self.say(node, f"MicroPython has no module {name}", advice_for(name))
        return False

    def named(self, module: str, name: str, node: ast.alias | ast.Attribute) -> None:
        if name != "*" and module in NAMES and name not in NAMES[module] and name[:2] != "__":
            self.say(node, f"MicroPython's {module} has no {name}", advice_for(f"{module}.{name}"))


def _compares(tree: ast.Module, sign: type[ast.cmpop]) -> bool:
    """Whether two values that are not evidently numbers are compared so, or the greatest of some is looked for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], sign):
            sides = (node.left, node.comparators[0])
            if all(isinstance(side, (ast.Name, ast.Attribute, ast.Subscript)) for side in sides):
                return True
        if sign is ast.Gt and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "max":
            return True
    return False


def _imports(node: ast.AST, guarded: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Each import, and whether the program sees to it that it need not succeed (`try`, or for types only)."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, guarded
        else:
            typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from _imports(child, guarded or typing or isinstance(child, ast.Try) and bool(child.handlers))


def _tells_all(key: ast.expr) -> bool:
    """Whether a key gives equal values to what is equal anyway, as far as can be seen."""
    if isinstance(key, ast.Constant) or isinstance(key, ast.Name) and key.id in _SINGLE_KEYS:
        return True
    if not isinstance(key, ast.Lambda):
        return False
    own = {argument.arg for argument in key.args.args}
    parts = key.body.elts if isinstance(key.body, ast.Tuple) else [key.body]
    if len(parts) > 1:
        return True  # meant to tell them apart
    part = parts[0] if parts else key.body
    while isinstance(part, ast.UnaryOp):
        part = part.operand
    return isinstance(part, ast.Name) and part.id in own


def _raised(tree: ast.AST) -> Iterator[str]:
    """The names of exceptions that a module makes or raises itself."""
    for node in ast.walk(tree):
        kind = node.func if isinstance(node, ast.Call) else node.exc if isinstance(node, ast.Raise) else None
        if isinstance(kind, ast.Name):
            yield kind.id


def _own_text(name: str, body: list[ast.stmt]) -> bool:
    """Whether these statements may make the interpreter raise `name`, with a text of its own."""
    if name not in _OWN_TEXTS:
        return False
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, _OWN_TEXTS[name]):
                return True
            if name == "ValueError" and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                return True
            if name == "ValueError" and isinstance(node, ast.Call):
                func = node.func
                if (func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")) in _REFUSING:
                    return True
    return False


def _shown(body: list[ast.stmt], name: str) -> Iterator[tuple[ast.expr, bool]]:
    """Where a handler makes text of its exception, and whether by repr()."""
    for statement in body:
        for node in ast.walk(statement):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("print", "str", "repr")
            ):
                for value in node.args:
                    if isinstance(value, ast.Name) and value.id == name:
                        yield value, node.func.id == "repr"
            elif isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name) and node.value.id == name:
                yield node.value, node.conversion == ord("r")
