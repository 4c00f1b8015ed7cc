"""What the language of this version cannot capture, refused before anything is built.

One table line for each construct, with the reason and what to write instead.  Nothing is changed here.
"""

import ast
from collections.abc import Iterator

from .errors import CompileError, Refusal
from .model import Module, Program

UNSUPPORTED: dict[str, tuple[str, str, str]] = {
    "TryStar": ("except*", "MicroPython has no exception groups", "write except"),
    "TypeAlias": ("type statement", "MicroPython has no type aliases", "assign the alias"),
    "TemplateStr": ("template string", "MicroPython has no template strings", "write an f-string"),
}

CALLS: dict[str, tuple[str, str]] = {
    "locals": ("a frame's variables have other names once it is captured", "name the variables you need"),
    "breakpoint": ("a debugger waits inside native code, where nothing can be cut", "print what you want to see"),
    "__import__": ("a module named at run time cannot be compiled along", "write an import statement"),
}

# Without an argument these look at the frame that calls them.
_FRAME_CALLS = {"vars": "use the object's __dict__", "dir": "name the variables you need"}

# Functions of modules, by the attribute that is called.
METHODS: dict[str, tuple[str, str]] = {
    "_getframe": ("frames are made again when a process goes on", "pass on what you need"),
    "currentframe": ("frames are made again when a process goes on", "pass on what you need"),
    "settrace": ("what is traced is not what you wrote", "trace the untouched program"),
    "setprofile": ("what is profiled is not what you wrote", "profile the untouched program"),
    "import_module": ("a module named at run time cannot be compiled along", "write an import statement"),
    "start_new_thread": ("a thread of the interpreter cannot be stored", "take turns in one loop"),
}

_THREADS = ("a thread of the interpreter cannot be stored", "take turns in one loop")
_PROCESSES = ("another process of the operating system cannot be stored", "do the work in this one")
_MEMORY = ("memory outside the interpreter cannot be stored", "use bytearray or array")
IMPORTS: dict[str, tuple[str, str]] = {
    "threading": _THREADS,
    "_thread": _THREADS,
    "concurrent": _THREADS,
    "multiprocessing": _PROCESSES,
    "subprocess": _PROCESSES,
    "ctypes": _MEMORY,
    "mmap": _MEMORY,
}


def check_program(program: Program) -> None:
    """Raise CompileError with everything in the program that cannot be captured."""
    refusals: list[Refusal] = []
    for module in program.modules:
        _Checker(program, module, refusals).visit(module.tree)
    if refusals:
        raise CompileError(sorted(refusals, key=lambda r: (r.file, r.line, r.column)))


class _Checker(ast.NodeVisitor):
    def __init__(self, program: Program, module: Module, refusals: list[Refusal]) -> None:
        self.program = program
        self.module = module
        self.called: set[int] = set()  # what stands before the parentheses of a call
        self.used: set[int] = set()  # what stands before the dot of an attribute
        self.refusals = refusals
        self.shadows_super = any(
            isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == "super" for node in module.tree.body
        )
        self.depth = 0
        imports = [node for node in ast.walk(module.tree) if isinstance(node, ast.Import)]
        aliases = [alias for node in imports for alias in node.names]
        self.modules = {alias.asname or alias.name.split(".")[0] for alias in aliases}
        self.builtins = {alias.asname or alias.name for alias in aliases if alias.name == "builtins"}

    def refuse(self, node: ast.AST, construct: str, reason: str, advice: str = "") -> None:
        line = getattr(node, "lineno", 0)
        column = getattr(node, "col_offset", -1) + 1
        self.refusals.append(Refusal(self.module.display, line, column, construct, reason, advice))

    def visit(self, node: ast.AST) -> None:
        entry = UNSUPPORTED.get(type(node).__name__)
        if entry is not None:
            self.refuse(node, *entry)
            return
        super().visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        func = node.func
        self.called.add(id(func))
        if isinstance(func, ast.Attribute):
            self.used.add(id(func.value))
        if isinstance(func, ast.Name) and func.id == "super" and id(node) not in self.used and not self.shadows_super:
            reason = "what it gives cannot be stored"
            self.refuse(node, "super() as a value", reason, "write super().method() where you need it")
        if isinstance(func, ast.Name) and func.id in _FRAME_CALLS:
            if not node.args:
                reason = "a frame's variables have other names once it is captured"
                self.refuse(node, f"{func.id}()", reason, _FRAME_CALLS[func.id])
        elif isinstance(func, ast.Name) and func.id in ("setattr", "delattr") and node.args[:1]:
            if self.is_builtins(node.args[0]):
                reason = "the interpreter's builtins do not move with the process"
                self.refuse(node, f"{func.id}() of builtins", reason, "define it in the module that uses it")
        elif isinstance(func, ast.Name) and func.id in CALLS:
            self.refuse(node, f"{func.id}()", *CALLS[func.id])
        elif isinstance(func, ast.Attribute) and func.attr in METHODS and self.is_module(func.value):
            self.refuse(node, f"{ast.unparse(func)}()", *METHODS[func.attr])
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.used.add(id(node.value))
        if not isinstance(node.ctx, ast.Load) and self.is_builtins(node.value):
            reason = "the interpreter's builtins do not move with the process"
            advice = f"define {node.attr} in the module that uses it"
            self.refuse(node, f"setting {ast.unparse(node)}", reason, advice)
        self.generic_visit(node)

    def is_builtins(self, node: ast.expr) -> bool:
        """Whether this is the module `builtins`, under the name that an import gave it."""
        return isinstance(node, ast.Name) and (node.id in self.builtins or node.id == "__builtins__")

    def is_module(self, node: ast.expr) -> bool:
        """Whether a name is one that some import statement of the module binds."""
        return isinstance(node, ast.Name) and node.id in self.modules

    def imported(self, node: ast.stmt, name: str) -> None:
        first = name.split(".")[0]
        if first in IMPORTS and self.program.module(first) is None:
            self.refuse(node, f"import {first}", *IMPORTS[first])

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.imported(node, alias.name)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
        if any(isinstance(part, ast.Starred) for part in parts):
            for part in parts:
                if isinstance(part, ast.Slice):
                    reason = "MicroPython makes slices in plain subscripts only"
                    self.refuse(node, "slice beside a star", reason, "write out what the star stands for")
                    break
        self.generic_visit(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        for inside in ast.walk(node):
            if isinstance(inside, ast.Await) or isinstance(inside, ast.comprehension) and inside.is_async:
                inside = node if isinstance(inside, ast.comprehension) else inside
                self.refuse(inside, "asynchronous generator expression", "it cannot be stored yet", "write a list")
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if any(keyword.arg == "metaclass" for keyword in node.keywords):
            reason = "MicroPython has no metaclasses"
            self.refuse(node, "class keyword metaclass", reason, "write a class decorator or __init_subclass__")
        if any(isinstance(base, ast.Name) and base.id == "type" for base in node.bases):
            self.refuse(node, "subclass of type", "MicroPython has no metaclasses", "write a class decorator")
        if getattr(node, "type_params", None):
            self.refuse(node, "type parameters", "MicroPython has none", "drop them")
        for inner in _class_level(node.body):
            if isinstance(inner, ast.Match):
                reason = "what a pattern needs on the way would become attributes of the class"
                self.refuse(inner, "match in a class body", reason, "match in a function, and call that")
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module == "__future__":
            return
        if node.module and not node.level:
            self.imported(node, node.module)
            for alias in node.names:
                if alias.name in METHODS and self.program.module(node.module) is None:
                    self.refuse(node, f"{node.module}.{alias.name}()", *METHODS[alias.name])
        if any(alias.name == "*" for alias in node.names) and self.depth:
            self.refuse(node, "import *", "only at module level", "name what you import")

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == "super" and id(node) not in self.called:
            self.refuse(node, "super as a value", "it would not know its class", "call it where you need it")
        if node.id == "__class__":
            self.refuse(node, "__class__", "the compiler names the class itself", "write the class's name")


def _class_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that a class body itself runs."""
    for statement in body:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for child in ast.iter_child_nodes(statement):
                if isinstance(child, ast.stmt):
                    yield from _class_level([child])
                elif isinstance(child, ast.ExceptHandler):
                    yield from _class_level(child.body)


_CONSUMERS = {
    "sum", "list", "tuple", "set", "dict", "frozenset", "sorted", "min", "max", "any", "all", "bytes", "bytearray",
}  # fmt: skip


def consumes(node: ast.Call) -> bool:
    """Whether the call uses up a generator expression before it returns."""
    if isinstance(node.func, ast.Name):
        return node.func.id in _CONSUMERS
    return isinstance(node.func, ast.Attribute) and node.func.attr in {"join", "extend", "update"}
