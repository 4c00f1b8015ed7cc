"""Lowering expressions: every call that may suspend ends up alone in a statement of its own.

Lives here: evaluation order (what is evaluated before a cut is kept in a temporary), boolean and conditional
operators, comprehensions whose parts suspend, and the plain rewriting of names.  Operands stay where they
are when nothing after them can suspend, so an expression without a suspending call is left as written.
"""

import ast
import copy
from collections.abc import Sequence

from .calls import Calls
from .fstrings import is_float
from .methods import MethodLowering
from .model import Class, Function, Module, Program, Susp
from .paths import Paths
from .prepare import definition_of
from .rewriting import Plain
from .scopes import Scopes
from .statements import own_names


class ExpressionLowering(MethodLowering):
    def __init__(
        self, program: Program, module: Module, function: Function, scopes: Scopes, calls: Calls, paths: Paths
    ) -> None:
        self.program = program
        self.module = module
        self.function = function
        self.scopes = scopes
        self.calls = calls
        self.paths = paths
        self.out: list[ast.stmt] = []
        self.line = 1
        self.temps = 0
        self.held = 0  # temporaries that the statement around keeps
        self.spelled = 0  # inside statements of our own, between which the dense form has no points
        self.tries = 0
        self.class_names: set[str] | None = None
        self.hidden_vars: list[set[str]] = []  # of native comprehensions around
        self.walrus = self._walrus()

    def _walrus(self) -> set[str]:
        from .bounds import own_nodes

        assert not isinstance(self.function.node, ast.Lambda)
        return {node.target.id for node in own_nodes(self.function.node.body) if isinstance(node, ast.NamedExpr)}

    # names -------------------------------------------------------------------------------------------

    def temp(self) -> str:
        self.temps += 1
        self.function.temps = max(self.function.temps, self.temps)
        return f"{self.program.prefix}{self.temps - 1}"

    def hidden(self, kind: str) -> str:
        self.function.hidden += 1
        return f"{self.program.prefix}{kind}{self.function.hidden}_"

    def is_temp(self, node: ast.expr) -> bool:
        prefix = self.program.prefix
        return isinstance(node, ast.Name) and node.id.startswith(prefix) and node.id[len(prefix) :].isdigit()

    def hidden_name(self, kind: str) -> ast.Name:
        return ast.Name(self.program.prefix + kind, ast.Load())

    def hidden_call(self, kind: str, *arguments: ast.expr) -> ast.Call:
        return ast.Call(self.hidden_name(kind), list(arguments), [])

    def raw(self, name: str) -> ast.Name:
        return ast.Name(name, ast.Load())

    def store_raw(self, name: str, value: ast.expr) -> ast.stmt:
        return ast.Assign([ast.Name(name, ast.Store())], value, lineno=self.line)

    def boxes(self, name: str) -> bool:
        """Whether this name lives in a box here."""
        if any(name in hidden for hidden in self.hidden_vars):
            return False
        if self.class_names is not None and name in self.class_names:
            return False
        return bool(name in self.function.boxed or name in self.function.free_boxed)

    def is_plain_local(self, name: str) -> bool:
        """Whether this name is a variable of this very function, in no box."""
        if self.function.is_main or name in self.function.globals or self.boxes(name):
            return self.is_temp(ast.Name(name)) or name.startswith(self.program.prefix)
        return name in self.function.bound or name in self.function.free or name.startswith(self.program.prefix)

    def direct(self, name: str) -> bool:
        """Whether a call's result may be stored there before it is known that the call was not cut."""
        return self.tries == 0 and not self.function.is_main and name in self.function.bound and not self.boxes(name)

    # what suspends -----------------------------------------------------------------------------------

    def suspending_call(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Call)
            and not self.function.atomic
            and not hasattr(node, "sj_native")
            and not self.expanded(node)
            and not self.guard(node)
            and self.calls.suspends(node, self.function)
        )

    def guard(self, node: ast.Call) -> bool:
        return self.calls.guarded(node, self.function)

    def native(self, node: ast.Call) -> ast.Call:
        node.sj_native = True  # type: ignore[attr-defined]  # our own mark: never a point
        return node

    def contains(self, node: ast.AST) -> bool:
        """Whether the process may be cut while this expression is evaluated; a class body is one atomic step."""
        if self.function.atomic or self.class_names is not None:
            return False
        if isinstance(node, ast.expr) and (self.suspending_call(node) or self.expanded(node)):
            return True
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
            if any(self.calls.runs_over(generator.iter, self.function) for generator in node.generators):
                return True
            if self.calls.lengths.toils(node, self.function):
                return True
        if isinstance(node, ast.Lambda):
            defaults = [*node.args.defaults, *node.args.kw_defaults]
            return any(default is not None and self.contains(default) for default in defaults)
        if isinstance(node, ast.GeneratorExp):
            return self.contains(node.generators[0].iter)
        return any(self.contains(child) for child in ast.iter_child_nodes(node))

    def stable(self, node: ast.expr) -> bool:
        """Whether evaluating this later gives the same: constants, own variables, names bound for good."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            if self.is_temp(node):
                return True
            if self.is_plain_local(node.id):
                return node.id not in self.walrus
            if node.id not in self.module.globals or self.calls.is_local(node.id, self.function):
                return node.id.startswith(self.program.prefix) or node.id not in self.module.globals
            return self.calls.fact(self.module, node.id) is not None
        if isinstance(node, ast.Call):
            return isinstance(node.func, ast.Name) and node.func.id == "super"
        if isinstance(node, ast.Subscript):
            return False
        if isinstance(node, ast.Tuple):
            return all(self.stable(item) for item in node.elts)
        return False

    # lowering ----------------------------------------------------------------------------------------

    def spill(self, value: ast.expr, force: bool = False) -> ast.expr:
        """The value kept in a temporary, unless evaluating it later gives the same."""
        if isinstance(value, ast.Starred):
            return ast.Starred(self.spill(value.value, force), ast.Load())
        if not force and self.stable(value):
            return value
        name = self.temp()
        self.out.append(self.store_raw(name, value))
        return ast.Name(name, ast.Load())

    def as_store(self, name: ast.expr) -> ast.Name:
        assert isinstance(name, ast.Name)
        return ast.Name(name.id, ast.Store())

    def ordered(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        """Lower expressions that are evaluated one after the other."""
        last = max((index for index, node in enumerate(nodes) if self.contains(node)), default=-1)
        values: list[ast.expr] = []
        for index, node in enumerate(nodes):
            if index < last:
                if hasattr(node, "sj_consumed"):
                    del node.sj_consumed  # the value is kept over a point
                values.append(self.kept(node))
            elif index == last:
                values.append(self.expression(node))
            else:
                values.append(self.plain(node))
        return values

    def kept(self, node: ast.expr) -> ast.expr:
        """The value kept over a point; of hash(x) and id(x), which a move changes, x is kept."""
        if self.calls.of_here(node, self.function):
            assert isinstance(node, ast.Call)
            made = ast.copy_location(
                ast.Call(self.plain(node.func), [self.spill(self.expression(node.args[0]))], []), node
            )
            return self.native(made)
        return self.spill(self.expression(node))

    def expression(self, node: ast.expr) -> ast.expr:
        """An expression with the same value that cannot suspend; what can is put before it."""
        if not self.contains(node):
            return self.plain(node)
        if isinstance(node, ast.Yield):
            return self.yielded(node)
        if isinstance(node, ast.YieldFrom):
            return self.delegated(node)
        if isinstance(node, ast.Call):
            if self.expanded(node):
                return self.next_default(node) if isinstance(node.func, ast.Name) else self.closed(node)
            if self.suspending_call(node):
                free = self.temps
                call = self.call_parts(node)
                if not hasattr(call, "sj_driven"):
                    self.temps = free  # the call has used up what was kept for it
                target = self.temp()
                self.suspend(target, call, node)
                return ast.Name(target, ast.Load())
            call = self.call_parts(node)
            return self.guarded_call(call) if self.guard(node) else call
        if isinstance(node, ast.BoolOp):
            return self.bool_op(node)
        if isinstance(node, ast.IfExp):
            return self.if_exp(node)
        if isinstance(node, ast.Compare):
            return self.compare(node)
        if isinstance(node, ast.NamedExpr):
            value = self.spill(self.expression(node.value), force=True)
            self.assign(node.target, value)
            return value
        if isinstance(node, ast.Lambda):
            return ast.copy_location(self.make(self.scopes.functions[id(definition_of(node))]), node)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
            return self._comprehension(node)
        if isinstance(node, ast.GeneratorExp):
            made = copy.copy(node)
            first = copy.copy(node.generators[0])
            first.iter = self.spill(self.expression(first.iter))
            first.iter.sj_plain = True  # type: ignore[attr-defined]  # already lowered
            made.generators = [first, *node.generators[1:]]
            return self.plain(made)
        if isinstance(node, ast.Starred) and self.calls.runs_over(node.value, self.function):
            return ast.Starred(self.hidden_method("drained", self.expression(node.value)), ast.Load())
        if isinstance(node, ast.Dict):
            return self._dict(node)
        if isinstance(node, ast.JoinedStr):
            return self._joined(node)
        return self._generic(node)

    def call_parts(self, node: ast.Call) -> ast.Call:
        """The call with its function and arguments lowered, in Python's order."""
        func = node.func
        self.mark_consumed(node)
        if hasattr(node, "sj_consumed") and self.suspending_call(node):
            del node.sj_consumed  # the value is kept over a point
        late = self.starred_last(node)
        arguments = [*(node.args if late is None else [late]), *(keyword.value for keyword in node.keywords)]
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call):
            if self.calls.targets(func.value, self.function) == []:
                self.native(func.value)  # what a native gave, and is used at once, need not be storable
        if isinstance(func, ast.Name) and not self.boxes(func.id) and not self.shadowed(func.id):
            first: ast.expr = ast.copy_location(ast.Name(func.id, ast.Load()), func)
            rest = self.ordered(arguments)
        else:
            values = self.ordered([func.value if isinstance(func, ast.Attribute) else func, *arguments])
            first, rest = values[0], values[1:]
        rest = rest if late is None else self.drained_last(rest)
        if isinstance(func, ast.Attribute):
            first = ast.copy_location(ast.Attribute(first, func.attr, ast.Load()), func)
        count = len(node.args)
        keywords = [ast.keyword(old.arg, value) for old, value in zip(node.keywords, rest[count:], strict=False)]
        if isinstance(func, ast.Name) and isinstance(first, ast.Name) and first.id == func.id:
            replaced = self.builtin(node, func)
            if replaced is not None:
                first = replaced
        if id(node) in self.scopes.method_of:
            return self.super_call(node)
        how = self.calls.drives(node, self.function) if self.calls.cut and not hasattr(node, "sj_undriven") else ""
        if how == "next":
            rest[0] = self.variable(rest[0])
        elif how:
            assert isinstance(first, ast.Attribute)
            first.value = self.variable(first.value)
        made = ast.copy_location(ast.Call(first, rest[:count], keywords), node)
        if not how and self.hands_on(node):
            made = ast.copy_location(ast.Call(self.hook("called"), [first, *rest[:count]], keywords), node)
        elif self.finds(func):
            made = ast.copy_location(ast.Call(self.hook("listed"), [first, *rest[:count]], keywords), node)
        if how:
            made.sj_driven = rest[0] if how == "next" else first.value  # type: ignore[attr-defined]  # our own mark
            made.sj_drives = how  # type: ignore[attr-defined]  # our own mark
        self.mark_getattr(node, made)
        self.mark_mapping(node, made)
        self.mark_sort(node, made)
        if hasattr(node, "sj_native"):
            self.native(made)
        if self.is_view(node) and not hasattr(node, "sj_consumed"):
            made.sj_view = True  # type: ignore[attr-defined]  # our own mark: gives a view that may be kept
        return made

    def hands_on(self, node: ast.Call) -> bool:
        """Whether an unknown function, which may be native, gets what may be a generator, or what it sorts by."""
        keyed = any(keyword.arg == "key" for keyword in node.keywords)
        if not (self.calls.cut or keyed) or self.calls.targets(node, self.function) is not None:
            return False
        if keyed and self.calls.sorts(node, self.function):
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in self.calls.methods:
            return False
        return any(self.calls.runs_over(argument, self.function) for argument in node.args)

    def hook(self, name: str) -> ast.expr:
        return ast.Attribute(self.hidden_name("x"), name, ast.Load())

    def suspend(self, target: str | None, call: ast.expr, written: ast.Call | Function) -> None:
        """A call as a point; `written` is what the program wrote, or the one function that the call runs."""
        reach = frozenset([written]) if isinstance(written, Function) else self.paths.of(written, self.function)
        driven = getattr(call, "sj_driven", None)
        if driven is None:
            self.out.append(Susp(target, call, self.line, reach))
            return
        if driven.id == target:  # what is driven must still be there when the call was cut
            name = self.temp()
            self.out.append(self.store_raw(name, ast.Name(driven.id, ast.Load())))
            driven.id = name
        self.out.append(Susp(target, call, self.line, reach, (str(getattr(call, "sj_drives", "")), driven.id)))

    def guarded_call(self, call: ast.Call) -> ast.Call:
        """A native call that runs program code: one atomic step."""
        if hasattr(call, "sj_sort"):
            call = self.sort_call(call)
        made = ast.Call(self.hidden_name("at"), [call.func, *call.args], call.keywords)
        if hasattr(call, "sj_mapping"):
            made.sj_mapping = True  # type: ignore[attr-defined]  # our own mark: takes a mapping
        return made

    def atomic_expression(self, node: ast.expr) -> ast.expr:
        """An expression that stands where nothing can be put before it: its calls are atomic steps."""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and self.suspending_call(call):
                call.args.insert(0, call.func)
                call.func = self.hidden_name("at")
                self.native(call)
        return self.plain(node)

    def _branch(self, node: ast.expr, target: str) -> list[ast.stmt]:
        """Statements that leave the value of `node` in `target`."""
        outer, self.out = self.out, []
        if self.suspending_call(node):
            assert isinstance(node, ast.Call)
            self.suspend(target, self.call_parts(node), node)
        else:
            value = self.expression(node)
            self.out.append(self.store_raw(target, value))
        made, self.out = self.out, outer
        return made

    def _joined(self, node: ast.JoinedStr) -> ast.expr:
        """An f-string: what stands before a suspending part is formatted before it."""
        last = max(number for number, value in enumerate(node.values) if self.contains(value))
        values: list[ast.expr] = []
        for index, part in enumerate(node.values):
            if not isinstance(part, ast.FormattedValue):
                values.append(part)
                continue
            spec: ast.expr | None = None
            if part.format_spec is not None and self.contains(part.format_spec):
                value = self.spill(self.expression(part.value))
                spec = self.expression(part.format_spec)
            else:
                value = self.expression(part.value)
                spec = None if part.format_spec is None else self.plain(part.format_spec)
            made = ast.FormattedValue(value, part.conversion, spec)
            made.sj_float = is_float(part.value)  # type: ignore[attr-defined]  # our own mark, read when printing
            if index < last:
                text = self.spill(ast.JoinedStr([made]), force=True)
                made = ast.FormattedValue(text, -1, None)
            values.append(made)
        return ast.JoinedStr(values)

    def _dict(self, node: ast.Dict) -> ast.expr:
        flat: list[ast.expr] = []
        for key, value in zip(node.keys, node.values, strict=False):
            flat += [value] if key is None else [key, value]
        values = iter(self.ordered(flat))
        keys: list[ast.expr | None] = []
        items: list[ast.expr] = []
        for key in node.keys:
            keys.append(None if key is None else next(values))
            items.append(next(values))
        return ast.Dict(keys, items)

    def _generic(self, node: ast.expr) -> ast.expr:
        """Any other expression: its parts in order, then itself over the values."""
        made = copy.copy(node)
        fields: list[tuple[str, int | None]] = []
        parts: list[ast.expr] = []
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                fields.append((field, None))
                parts.append(value)
            elif isinstance(value, list):
                setattr(made, field, list(value))
                for index, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        fields.append((field, index))
                        parts.append(item)
        for (name, at), part in zip(fields, self.ordered(parts), strict=True):
            if at is None:
                setattr(made, name, part)
            else:
                getattr(made, name)[at] = part
        if isinstance(made, ast.Attribute) and self.takes_method(made.attr):
            made.sj_bound = True  # type: ignore[attr-defined]  # our own mark: may give a bound method
        return made

    def statement(self, node: ast.stmt) -> None:
        raise NotImplementedError

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """Store a lowered value; the target's own parts may suspend."""
        if isinstance(target, (ast.Tuple, ast.List)) and self.contains(target):
            names: list[ast.expr] = []
            later: list[tuple[ast.expr, ast.expr]] = []
            for item in target.elts:
                name = self.temp()
                inner = item.value if isinstance(item, ast.Starred) else item
                load: ast.expr = ast.Name(name, ast.Load())
                store: ast.expr = ast.Name(name, ast.Store())
                names.append(ast.Starred(store, ast.Store()) if isinstance(item, ast.Starred) else store)
                later.append((inner, load))
            self.out.append(ast.Assign([ast.Tuple(names, ast.Store())], value, lineno=self.line))
            for inner, load in later:
                self.assign(inner, load)
            return
        if self.contains(target):
            value = self.spill(value)
            if isinstance(target, ast.Attribute):
                target = ast.Attribute(self.expression(target.value), target.attr, ast.Store())
            elif isinstance(target, ast.Subscript):
                own = own_names(target)
                base, index = self.ordered([target.value, target.slice] if own is None else own)
                base = base if own is None else ast.Attribute(base, "__dict__", ast.Load())
                target = ast.Subscript(base, index, ast.Store())
            self.out.append(ast.Assign([target], value, lineno=self.line))
            return
        self.out.append(ast.Assign([self.target(target)], value, lineno=self.line))

    # plain rewriting ---------------------------------------------------------------------------------

    def plain(self, node: ast.expr) -> ast.expr:
        """The expression with boxes, makers, super() and guarded natives put in; nothing in it suspends."""
        if hasattr(node, "sj_plain"):
            return node
        made = Plain(self).visit(node)
        assert isinstance(made, ast.expr)
        return made

    def plain_statement(self, node: ast.stmt) -> ast.stmt:
        made = Plain(self).visit(node)
        assert isinstance(made, ast.stmt)
        return made

    def target(self, node: ast.expr) -> ast.expr:
        return self.plain(node)

    def make(self, function: Function) -> ast.expr:
        raise NotImplementedError

    def super_call(self, node: ast.Call) -> ast.Call:
        cls: Class = self.scopes.method_of[id(node)]
        cell = ast.Name(f"{self.program.prefix}c{cls.number}", ast.Load())
        where: ast.expr = cell
        if not cls.parent.is_main:
            where = ast.Subscript(cell, ast.Constant(0), ast.Load())
        first = self.function.params[0] if self.function.params else "self"
        return self.native(
            ast.Call(ast.Name("super", ast.Load()), [where, self.plain(ast.Name(first, ast.Load()))], [])
        )

    def shadowed(self, name: str) -> bool:
        return (
            name in self.module.globals
            or self.calls.is_local(name, self.function)
            or any(name in hidden for hidden in self.hidden_vars)
            or name in self.function.comprehended
        )
