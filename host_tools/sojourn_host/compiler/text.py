"""Printing lowered code as Python text, with the original line of every line kept beside it.

Lives here: the writer and the rewriting of names that differ between the two interpreters.  What is written
in which order is decided in fast.py and resume.py.
"""

import ast
import builtins
import copy

from .bound import bound_of
from .fstrings import format_call, is_hard
from .lacking import Lacking, parts_of_numbers
from .model import ROOM, Function, Module, Program
from .statements import bare, bound_in, own_names

BUILTINS = set(dir(builtins))
HIDDEN = -1  # a line whose entry in a traceback is left out
_TOLD = {"__name__", "__qualname__", "__doc__", "__wrapped__"}  # what functools.wraps has a wrapper say
_MODULE_NAMES = {"__name__", "__file__", "__doc__"}


class Unit:
    """One piece of generated code: its text, and for each line the original line and function."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.origin: list[tuple[int, int]] = []  # (original line, fid)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


class Writer:
    """Writes statements of one function into a unit."""

    def __init__(self, program: Program, module: Module, target: str, unit: Unit) -> None:
        self.program = program
        self.module = module
        self.target = target
        self.unit = unit
        self.prefix = program.prefix
        self.function = module.main
        self.indent = 0
        self.line = 0
        self.following = ""  # of a function with several bodies, what the one being written calls instead of itself
        self.first = True  # whether that is the first one
        self.room = ROOM
        self.resuming = False  # in a resume unit, whose globals are not the module's on MicroPython
        self.lacking: Lacking | None = None
        if target == "micropython":
            own = any("__format__" in cls.methods for other in program.modules for cls in other.classes)
            if program.parts is None:
                program.parts = parts_of_numbers([other.tree for other in program.modules])
            self.lacking = Lacking(self.prefix, self.is_builtin, own, program.parts)

    @property
    def remote(self) -> bool:
        """Whether the program's globals are reached through the module object."""
        return self.resuming and self.target == "micropython"

    @property
    def flag(self) -> str:
        """The flag: a variable around the functions that look, or a global (build.py says where)."""
        apart = self.target == "micropython" and not self.resuming and self.function.apart
        return f"{self.prefix}qg" if apart else f"{self.prefix}q"

    def place(self, name: str) -> str:
        """What a variable is called: on MicroPython a temporary may share another one's place."""
        if self.target != "micropython" or self.resuming:
            return name
        return self.function.places.get(name, name)

    def put(self, text: str, line: int | None = None) -> None:
        self.unit.lines.append("    " * self.indent + text)
        self.unit.origin.append((self.line if line is None else line, self.function.fid))

    def expression(self, node: ast.expr) -> str:
        printed = ast.unparse(ast.fix_missing_locations(_Print(self).visit(node)))
        if isinstance(node, (ast.NamedExpr, ast.Yield, ast.YieldFrom)) and not printed.startswith("("):
            printed = f"({printed})"
        return printed

    def plain_statement(self, node: ast.stmt) -> None:
        """A statement without points, as it stands."""
        for made in self.rewritten(node):
            text = bare(made) or ast.unparse(ast.fix_missing_locations(made))
            lines = text.split("\n")
            if isinstance(made, ast.ClassDef) or "\n" in text:
                self._several(made)
            else:
                self.put(lines[0])

    def _several(self, node: ast.stmt) -> None:
        """A statement of several lines, printed so that every line knows where it came from."""
        for text in ast.unparse(node).split("\n"):
            self.put(text)

    def rewritten(self, node: ast.stmt) -> list[ast.stmt]:
        """The statement for this target; in a remote unit bindings of globals go to the module object."""
        if isinstance(node, ast.Delete):
            return self._delete(node)
        if isinstance(node, ast.Assign) and self._unsets(node):
            return [node]
        if self.target == "micropython" and isinstance(node, (ast.Import, ast.ImportFrom)):
            node = _replaced(node)
        if self.remote and isinstance(node, (ast.Import, ast.ImportFrom)):
            return self._remote_import(node)
        if self.target == "micropython" and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if any(own_names(target) is not None for target in node.targets):
                value = ast.Name(node.targets[0].id, ast.Load())
                one = ast.Assign([node.targets[0]], node.value, lineno=node.lineno)
                others = [ast.Assign([target], value, lineno=node.lineno) for target in node.targets[1:]]
                return [made for assign in (one, *others) for made in self.rewritten(assign)]
        if self.target == "micropython" and isinstance(node, ast.Assign) and len(node.targets) == 1:
            own = own_names(node.targets[0])
            if own is not None:
                return [ast.Expr(self._printed(self.stand_in("set_own", node.value, *own)))]
        if self.target == "micropython" and isinstance(node, ast.Assign) and self.program.views:
            if any(isinstance(t, ast.Subscript) and isinstance(t.slice, ast.Slice) for t in node.targets):
                node = copy.copy(node)
                node.value = self.stand_in("view_of", node.value)
        made = _Print(self).visit(node)
        assert isinstance(made, ast.stmt)
        checks: list[ast.stmt] = []
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and self.doubts(node):
            load = ast.Name(node.target.id, ast.Load())
            load.sj_check = True  # type: ignore[attr-defined]  # our own mark
            checks.append(ast.Expr(self._printed(load)))
        if self.remote and isinstance(node, ast.ClassDef) and self.is_global(node.name):
            place = ast.Attribute(ast.Name(self.prefix + "m", ast.Load()), node.name, ast.Store())
            return [made, ast.Assign([place], ast.Name(node.name, ast.Load()), lineno=0)]
        return [*checks, made]

    def stand_in(self, name: str, *arguments: ast.expr) -> ast.Call:
        return ast.Call(ast.Attribute(ast.Name(self.prefix + "x", ast.Load()), name, ast.Load()), list(arguments), [])

    def doubts(self, node: ast.AugAssign) -> bool:
        """Whether the variable that is added to may have no value, and would not say so by itself."""
        assert isinstance(node.target, ast.Name)
        name = node.target.id
        return hasattr(node, "sj_check") or self.remote and self.is_global(name) and self.may_be_unbound(name)

    def _printed(self, node: ast.expr) -> ast.expr:
        made = _Print(self).visit(node)
        assert isinstance(made, ast.expr)
        return made

    def _unsets(self, node: ast.Assign) -> bool:
        return isinstance(node.value, ast.Name) and node.value.id == self.prefix + "u"

    def _delete(self, node: ast.Delete) -> list[ast.stmt]:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in self.function.unset:
            load = ast.Name(target.id, ast.Load())
            load.sj_check = True  # type: ignore[attr-defined]  # our own mark
            unset = ast.Name(self.prefix + "u", ast.Load())
            look: list[ast.stmt] = [ast.Expr(self._printed(load))]
            return [*look, ast.Assign([ast.Name(target.id, ast.Store())], unset, lineno=0)]
        own = own_names(target) if self.target == "micropython" else None
        if own is not None:
            return [ast.Expr(self._printed(self.stand_in("delete_own", *own)))]
        made = _Print(self).visit(node)
        assert isinstance(made, ast.stmt)
        if self.remote and isinstance(target, ast.Name) and self.is_global(target.id):
            return [ast.Expr(self._printed(ast.Name(target.id, ast.Load()))), made]
        return [made]

    def _remote_import(self, node: "ast.Import | ast.ImportFrom") -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            single = copy.copy(node)
            temporary = self.prefix + "import"
            single.names = [ast.alias(alias.name, temporary)]
            if isinstance(node, ast.Import) and not alias.asname and "." in alias.name:
                single.names = [ast.alias(alias.name.split(".")[0], temporary)]
                made.append(ast.Import([ast.alias(alias.name)]))
            made.append(single)
            if not self.is_global(name):
                place: ast.expr = ast.Name(name, ast.Store())
            else:
                place = ast.Attribute(ast.Name(self.prefix + "m", ast.Load()), name, ast.Store())
            made.append(ast.Assign([place], ast.Name(temporary, ast.Load()), lineno=0))
        return made

    def is_global(self, name: str) -> bool:
        """Whether a name in this function means a global of the program's module."""
        function = self.function
        if function.is_main:
            return name in self.module.globals or name in _MODULE_NAMES
        if name in function.globals:
            return True
        if name in function.bound or name in function.free or (function.self_name and name == function.name):
            return False
        return name in self.module.globals or name in _MODULE_NAMES

    def is_builtin(self, name: str) -> bool:
        """Whether a name in this function means the builtin."""
        function = self.function
        return not self.is_global(name) and name not in function.bound | function.comprehended | set(function.free)

    def may_be_unbound(self, name: str) -> bool:
        """Whether a global of the program may have no value here."""
        if name in BUILTINS or name in self.module.deleted:
            return True
        return not bound_of(self.module).certain(self.function, name, self.line)

    def global_statement(self) -> None:
        """Declare the globals that this function binds."""
        names = self.module.globals if self.function.is_main else self.function.globals
        if names and not self.remote:
            self.put("global " + ", ".join(sorted(names)))


# Exceptions that a device raises under the name of the one above.
OTHERWISE = {
    "RecursionError": "RuntimeError", "UnboundLocalError": "NameError", "ModuleNotFoundError": "ImportError",
    "UnicodeDecodeError": "UnicodeError", "UnicodeEncodeError": "UnicodeError",
    "IOError": "OSError", "EnvironmentError": "OSError",
}  # fmt: skip
REPLACED = {"re": "sojourn.patterns"}  # the device's own modules whose objects cannot be looked into


def _replaced(node: "ast.Import | ast.ImportFrom") -> "ast.Import | ast.ImportFrom":
    """An import of a device's module as one of ours, where that can be stored and the device's cannot."""
    made = copy.copy(node)
    if isinstance(made, ast.ImportFrom):
        made.module = REPLACED.get(made.module or "", made.module)
    else:
        made.names = [ast.alias(REPLACED[a.name], a.asname or a.name) if a.name in REPLACED else a for a in made.names]
    return made


class _Print(ast.NodeTransformer):
    """A copy of a lowered node, for one target: original float text, sentinel checks, remote globals."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.local: list[set[str]] = []  # comprehension and class-body names
        self.bodies: list[set[str]] = []  # of the sets in `local` those of class bodies
        self.classes: list[set[str]] = []  # what each class body around binds

    def visit(self, node: ast.AST) -> ast.AST:
        made = super().visit(copy.copy(node))
        assert isinstance(made, ast.AST)
        return made

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(node, field, [self.visit(item) if isinstance(item, ast.AST) else item for item in value])
            elif isinstance(value, ast.AST):
                setattr(node, field, self.visit(value))
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        text = getattr(node, "sj_text", None)
        if text is not None:
            return ast.Name(text, ast.Load())
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        writer = self.writer
        if writer.following and hasattr(node, "sj_self"):
            return ast.Name(writer.following, ast.Load())
        name = node.id = writer.place(node.id)
        if any(name in local for local in self.local):
            return node
        if self.classes and not isinstance(node.ctx, ast.Load) and name in self.classes[-1]:
            return node
        if isinstance(node.ctx, ast.Load) and hasattr(node, "sj_check") and name in writer.function.unset:
            return self._checked(ast.Name(name, ast.Load()), name)
        if writer.remote and writer.is_global(name):
            if isinstance(node.ctx, ast.Load) and writer.may_be_unbound(name):
                return ast.Call(ast.Name(writer.prefix + "gl", ast.Load()), [ast.Constant(name)], [])
            return ast.Attribute(ast.Name(writer.prefix + "m", ast.Load()), name, node.ctx)
        if writer.lacking is not None and isinstance(node.ctx, ast.Load):
            if name in OTHERWISE and writer.is_builtin(name):
                return ast.Name(OTHERWISE[name], ast.Load())
            return writer.lacking.name(name) or node
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        unsure = self._unsure(node)
        self.generic_visit(node)
        if unsure:
            node.test = ast.BoolOp(ast.And(), [*(self._whole(bound, ast.Is()) for bound in unsure), node.test])
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        unsure = self._unsure(node)
        self.generic_visit(node)
        if unsure:
            return ast.BoolOp(ast.Or(), [*(self._whole(bound, ast.IsNot()) for bound in unsure), node])
        return node

    def _unsure(self, node: ast.AST) -> list[ast.expr]:
        """The bounds of a range that CPython must be asked about, since they may be no numbers."""
        shadowed = "int" in self.writer.module.globals or "int" in self.writer.function.bound
        return [] if self.writer.target != "cpython" or shadowed else getattr(node, "sj_unsure", [])

    def _whole(self, bound: ast.expr, how: ast.cmpop) -> ast.expr:
        kind = ast.Attribute(self._expr(bound), "__class__", ast.Load())
        return ast.Compare(kind, [how], [ast.Name("int", ast.Load())])

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        boxed = getattr(node, "sj_boxed", None)
        checked = hasattr(node, "sj_check")
        if self.writer.target == "micropython" and isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Slice):
            if node.slice.step is not None and not hasattr(node.slice, "sj_list"):  # a list has steps there, a text not
                bounds = [bound or ast.Constant(None) for bound in (node.slice.lower, node.slice.upper)]
                stepped = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "stepped", ast.Load())
                return self.visit(ast.Call(stepped, [node.value, *bounds, node.slice.step], []))
        made = self.generic_visit(node)
        if boxed is not None and checked and isinstance(node.ctx, ast.Load):
            own = boxed in self.writer.function.boxed
            return self._checked(made, boxed if own else "*" + boxed)
        return made

    def _checked(self, load: ast.AST, name: str) -> ast.AST:
        assert isinstance(load, ast.expr)
        unset = ast.Name(self.writer.prefix + "u", ast.Load())
        raised = ast.Call(ast.Name(self.writer.prefix + "ub", ast.Load()), [ast.Constant(name)], [])
        return ast.IfExp(ast.Compare(load, [ast.IsNot()], [unset]), load, raised)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        number = isinstance(node.value, ast.Constant) and hasattr(node.value, "sj_text")
        self.generic_visit(node)
        if number and isinstance(node.value, ast.Name):  # MicroPython does not read `2.5.hex`
            node.value.id = f"({node.value.id})"
        if isinstance(node.ctx, ast.Load):
            if self.writer.program.wraps and node.attr in _TOLD:
                told = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "told", ast.Load())
                return ast.Call(told, [node.value, ast.Constant(node.attr)], [])
            if node.attr == "__name__" and self.writer.target == "micropython":
                return ast.Call(ast.Name(self.writer.prefix + "n", ast.Load()), [node.value], [])
            if self.writer.lacking is not None and (made := self.writer.lacking.attribute(node)) is not None:
                return made
        if hasattr(node, "sj_bound") and self.writer.target == "micropython":
            value = node.value
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "super":
                if len(value.args) == 2:
                    above = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "bound_above", ast.Load())
                    return ast.Call(above, [*value.args, ast.Constant(node.attr)], [])
            bound = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "bound", ast.Load())
            return ast.Call(bound, [node.value, ast.Constant(node.attr)], [])
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        lacking = self.writer.lacking
        if lacking is not None and is_hard(node, lacking.formats):
            return self.visit(format_call(node, lacking.stand_in("plain_format"), lacking.formats))
        return self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        """`name := value`, also where the name is an attribute of the program's module."""
        name = node.target.id
        place: ast.expr = self._expr(node.target)
        node.value = self._expr(node.value)
        if isinstance(place, ast.Name):
            return node
        stand_in = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "assign", ast.Load())
        return ast.Call(stand_in, [ast.Name(self.writer.prefix + "m", ast.Load()), ast.Constant(name), node.value], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        view = hasattr(node, "sj_view") and self.writer.target == "micropython"
        if self.writer.remote and isinstance(node.func, ast.Name) and node.func.id == "globals" and not node.args:
            if not self.writer.is_global("globals") and "globals" not in self.writer.function.bound:
                return ast.Attribute(ast.Name(self.writer.prefix + "m", ast.Load()), "__dict__", ast.Load())
        if self.writer.lacking is not None:
            node = self.writer.lacking.call(node) or node
        self.generic_visit(node)
        if hasattr(node, "sj_getattr") and self.writer.target == "micropython":
            node.func = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "getattr", ast.Load())
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr == "update" and self.writer.target == "micropython":
            if isinstance(func.value, ast.Attribute) and func.value.attr == "__dict__":
                node.args.insert(0, func.value.value)
                node.func = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "update_own", ast.Load())
                return node
        if hasattr(node, "sj_sort") and isinstance(func, ast.Attribute) and self.writer.target == "micropython":
            node.args = [func.value]
            node.func = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "sort_by", ast.Load())
            return node
        if hasattr(node, "sj_mapping") and self.writer.target == "micropython":
            as_dict = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "as_dict", ast.Load())
            atomic = ast.Name(self.writer.prefix + "at", ast.Load())
            node.args[-1] = ast.Call(atomic, [as_dict, node.args[-1]], [])
        if view and isinstance(node.func, ast.Attribute):
            made = ast.Attribute(ast.Name(self.writer.prefix + "x", ast.Load()), "dict_view", ast.Load())
            return ast.Call(made, [node.func.value, ast.Constant(node.func.attr)], [])
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.bases = [self._expr(base) for base in node.bases]
        declared = {name for s in node.body if isinstance(s, ast.Global) for name in s.names}
        if self.writer.remote:
            node.body = [s for s in node.body if not isinstance(s, ast.Global)] or [ast.Pass()]
        given = [bound_in(statement) - declared for statement in node.body]
        self.local.append(set())  # `x = x` reads a global: until a statement has bound it a name is none of the class's
        self.bodies.append(self.local[-1])
        self.classes.append(set().union(*given))
        made: list[ast.stmt] = []
        for statement, names in zip(node.body, given, strict=True):
            if isinstance(statement, ast.AugAssign) and self.writer.remote:
                for name in (name for name in names - self.local[-1] if self.writer.is_global(name)):
                    first = ast.Assign([ast.Name(name, ast.Store())], ast.Name(name, ast.Load()), lineno=0)
                    made.append(self._stmt(first))  # `x += 1` adds to the global, and gives the class an x of its own
            if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
                self.local[-1] |= names
            made.append(self._stmt(statement))
            self.local[-1] |= names
        node.body = made
        self.classes.pop()
        self.bodies.pop()
        self.local.pop()
        return node

    def _expr(self, node: ast.expr) -> ast.expr:
        made = self.visit(node)
        assert isinstance(made, ast.expr)
        return made

    def _stmt(self, node: ast.stmt) -> ast.stmt:
        made = self.visit(node)
        assert isinstance(made, ast.stmt)
        return made

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        names: set[str] = set()
        for generator in node.generators:
            names.update(leaf.id for leaf in ast.walk(generator.target) if isinstance(leaf, ast.Name))
        first = self._expr(node.generators[0].iter)
        outer = self.local
        self.local = [known for known in outer if not any(known is body for body in self.bodies)]  # sees no class's
        self.local.append(names)
        made = self.generic_visit(node)
        self.local = outer
        made.generators[0].iter = first  # type: ignore[attr-defined]  # every comprehension has one
        return made

    visit_ListComp = comprehension
    visit_SetComp = comprehension
    visit_DictComp = comprehension
    visit_GeneratorExp = comprehension


def parameters(writer: Writer, function: Function) -> str:
    """The parameter list as written, defaults replaced where they are evaluated elsewhere."""
    node = function.node
    assert isinstance(node, ast.FunctionDef)
    prefix = writer.prefix
    hidden = {parameter for parameter, _ in function.hidden_defaults}
    makers = dict(function.maker_defaults)

    def with_default(argument: ast.arg, default: ast.expr | None) -> str:
        if default is None:
            return argument.arg
        if argument.arg in hidden:
            return f"{argument.arg}={prefix}u"
        if argument.arg in makers:
            return f"{argument.arg}={makers[argument.arg]}"
        return f"{argument.arg}={writer.expression(default)}"

    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults
    parts = [with_default(argument, default) for argument, default in zip(positional, defaults, strict=False)]
    if arguments.vararg is not None:
        parts.append("*" + arguments.vararg.arg)
    elif arguments.kwonlyargs:
        parts.append("*")
    parts += [with_default(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False)]
    if arguments.kwarg is not None:
        parts.append("**" + arguments.kwarg.arg)
    return ", ".join(parts)
