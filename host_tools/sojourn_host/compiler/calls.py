"""Which calls and functions may suspend: a closed-world analysis over the whole program.

A function may suspend when it loops without a small bound, calls something that may suspend, or can call
itself again; everything else stays exactly as written.  A method name that no class of the program defines
and no attribute store names is native.  Functions that native code calls (operators, properties, iteration)
are atomic: a process is never cut inside them, since native code would see the cut as a returned None
(DESIGN section 3, trap 1).  `setattr` with a computed name makes every attribute call unknown.
"""

import ast
from collections.abc import Iterable

from .bounds import own_calls, own_headers, own_nodes, reaches
from .escapes import Escapes
from .families import Families
from .generators import CONSUMERS, CONSUMING_METHODS, DRIVING_METHODS, LAZY, PLAIN_BUILTINS, Generators
from .lengths import Lengths
from .model import Class, Function, Module, Program
from .prepare import definition_of
from .receivers import Receivers
from .scopes import Scopes, public_names
from .source import absolute

_EXPLICIT = {"__init__", "__call__", "__enter__", "__exit__"}  # dunders whose callers are transparent or lowered
NATIVE: list[Function] = []
_ANY_NAME = {"__getattr__", "__getattribute__"}  # methods that give any attribute, so also any function
# Attributes of native objects that are, or hold, a function of the program.
_HOLDS_FUNCTION = {"__call__", "__class__", "__func__", "__wrapped__", "__get__", "fget", "fset", "fdel", "func"}
_LAZY = {"map", "filter", "zip", "enumerate", "reversed", "iter"}
_NEVER_CALLS = {"getattr", "setattr", "hasattr", "callable", "isinstance", "issubclass", "id", "type"}
_CALLBACKS = {"sorted", "min", "max", "map", "filter", "sum", "any", "all", "list", "tuple", "set", "dict", "next"}
_QUIET_MODULES = {
    "math", "cmath", "time", "struct", "sys", "gc", "os", "errno", "binascii", "hashlib", "random", "micropython",
    "machine", "array", "json", "io", "uctypes", "platform", "string", "zlib", "uos", "utime", "ustruct", "copy",
}  # fmt: skip


class Calls:
    """Answers, for any call of the program, whether the process may be cut inside it."""

    def __init__(self, program: Program, scopes: Scopes) -> None:
        self.program = program
        self.scopes = scopes
        self.methods: dict[str, list[Function]] = {}
        self.attributes: set[str] = set()  # names stored as attributes or bound in class bodies
        self.grafted: set[str] = set()  # of those, what is given to a class as a method
        self.computed = False
        self.facts: dict[tuple[Module, str], object] = {}
        self.escaping: set[Function] = set()
        self.receivers: Receivers | None = None
        self.cut = False  # some generator may be cut while it runs
        self.graph: dict[Function, set[Function]] = {}  # what each function may run; empty in the dense form
        for module in program.modules:
            for cls in module.classes:
                for name, functions in cls.methods.items():
                    self.methods.setdefault(name, []).extend(functions)
                    if not all(_plainly_bound(function) for function in functions):
                        self.attributes.add(name)  # what is called is what the decorator, or the property, gave
                for name in cls.names - set(cls.methods):
                    self.attributes.add(name)
            self._facts(module)
        self.by_item = any(_runs_by_item(cls) for module in program.modules for cls in module.classes)
        self.mappings = any(_derives_from_dict(cls) for module in program.modules for cls in module.classes)
        self.halves = any(_half_managed(cls) for module in program.modules for cls in module.classes)
        self.families = Families(program, self.fact)
        if not _ANY_NAME.isdisjoint(self.methods):
            self.computed = True
        self.members = self._members()
        for module in program.modules:
            Escapes(self, module).visit(module.tree)
        for functions in self.methods.values():
            for function in functions:
                function.atomic = function.atomic or _implicit(function)
        for function in program.functions:
            if function.owner is None and _accessor(function):
                function.atomic = True  # of a property that a function makes
            if function.name in ("__getattr__", "__dir__") and function.parent is not None and function.parent.is_main:
                function.atomic = True  # a module's own: native code calls it
        if "__getitem__" in self.methods:  # `**mapping` and dict(mapping) call it
            for function in self.methods.get("keys", []):
                function.atomic = True
        for function in program.functions:
            if function.generator:
                function.atomic = False  # native code only makes it
        self.receivers = Receivers(self)
        self.generators = Generators(self)
        self.lengths = Lengths(self)
        self._fixpoint()
        self.cut = self.generators.cut()
        self.program.tells = self.generators.tell()

    # facts about global names ------------------------------------------------------------------------

    def _facts(self, module: Module) -> None:
        for statement in module.tree.body:
            if isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
                self._fact(module, statement.name, self.scopes.functions[id(statement)])
            elif isinstance(statement, ast.ClassDef) and not statement.decorator_list:
                self._fact(module, statement.name, self.scopes.classes[id(statement)])
            elif isinstance(statement, ast.Import):
                for alias in statement.names:
                    target = alias.name if alias.asname else alias.name.split(".")[0]
                    self._fact(
                        module, alias.asname or target, self.program.imported(module, target) or f"native:{target}"
                    )
            elif isinstance(statement, ast.ImportFrom):
                base = absolute(module, statement)
                wanted = self.program.imported(module, base)
                for alias in statement.names:
                    name = alias.asname or alias.name
                    inner = self.program.module(f"{base}.{alias.name}")
                    if wanted is not None and name == "*":
                        for public in public_names(wanted):
                            self._fact(module, public, (wanted, public, None))
                    elif wanted is not None:
                        self._fact(module, name, (wanted, alias.name, inner))
                    elif inner is None:
                        self._fact(module, name, f"native:{base}.{alias.name}")

    def _fact(self, module: Module, name: str, fact: object) -> None:
        if name not in module.rebound and name not in module.deleted:
            self.facts[module, name] = fact

    def fact(self, module: Module, name: str) -> object:
        """What a global name stands for: Function, Class, Module, 'native:...' or None for unknown."""
        fact = self.facts.get((module, name))
        for _ in range(20):
            if not isinstance(fact, tuple):
                return fact
            wanted, original, inner = fact
            known = self.facts.get((wanted, original))
            if known is None and original not in wanted.globals:
                return inner
            fact = known
        return None

    # what a call may reach ---------------------------------------------------------------------------

    def targets(self, call: ast.Call, function: Function) -> list[Function] | None:
        """The program functions that a call may run directly; None when that is unknown."""
        func = call.func
        if isinstance(func, ast.Lambda):
            return [self.scopes.functions[id(definition_of(func))]]
        if isinstance(func, ast.Name):
            return self.named(func.id, function)
        if isinstance(func, ast.Attribute):
            return self.attribute(func, function)
        return None

    def named(self, name: str, function: Function) -> list[Function] | None:
        holder: Function | None = function
        while holder is not None and not holder.is_main and name not in holder.globals:
            if name in holder.bound:
                sites = self.scopes.of[holder].sites.get(name, [])
                if len(sites) == 1 and sites[0].maker is not None and self.scopes.of[sites[0].maker].simple:
                    return [sites[0].maker]
                return None
            if name in holder.comprehended:
                return None
            holder = holder.parent
        if name not in function.module.globals:
            # Of module code also what lowering has named anew: the variable of a comprehension.
            return None if name in function.comprehended | function.bound else NATIVE
        return self._of_fact(self.fact(function.module, name))

    def _of_fact(self, fact: object) -> list[Function] | None:
        if isinstance(fact, Function):
            return [fact]
        if isinstance(fact, Class):
            return self.constructors(fact)
        if isinstance(fact, str):
            return NATIVE
        return None

    def attribute(self, func: ast.Attribute, function: Function) -> list[Function] | None:
        if isinstance(func.value, (ast.Constant, ast.JoinedStr)):
            return NATIVE
        if isinstance(func.value, ast.Name):
            name = func.value.id
            if name in function.module.globals and not self.is_local(name, function):
                fact = self.fact(function.module, name)
                if isinstance(fact, Module):
                    if self.program.module(f"{fact.name}.{func.attr}") is not None:
                        return None
                    return self._of_fact(self.fact(fact, func.attr))
                if isinstance(fact, str):
                    return NATIVE
        if self.receivers is not None and self.receivers.certain(func.value, function):
            return NATIVE
        if self.computed or func.attr in self.attributes:
            return None
        above = self.scopes.method_of.get(id(func.value)) if isinstance(func.value, ast.Call) else None
        if above is not None and self.families.known:
            return self.families.above(above, func.attr)
        if func.attr in _HOLDS_FUNCTION:
            return None
        return self.methods.get(func.attr, NATIVE) + self.members.get(func.attr, NATIVE)

    def _members(self) -> dict[str, list[Function]]:
        """What a name may mean as an attribute of an imported module that is reached through a value."""
        found: dict[str, list[Function]] = {}
        for module in self.program.modules[1:]:
            for name in module.globals:
                targets = self._of_fact(self.fact(module, name))
                if targets is None:
                    self.attributes.add(name)
                elif targets:
                    found.setdefault(name, []).extend(targets)
        return found

    def may_run(self, call: ast.Call, function: Function) -> Iterable[Function]:
        """The program functions that a call may run directly; of an unknown value all that escape."""
        targets = self.targets(call, function)
        if targets is not None:
            return targets
        if isinstance(call.func, ast.Attribute) and call.func.attr in self.methods:
            return self.escaping.union(self.methods[call.func.attr])
        return self.escaping

    def is_local(self, name: str, function: Function) -> bool:
        holder: Function | None = function
        while holder is not None and not holder.is_main:
            if name in holder.globals:
                return False
            if name in holder.bound:
                return True
            holder = holder.parent
        return False

    def constructors(self, cls: Class) -> list[Function] | None:
        """What `C(...)` runs: __init__ and __new__ of the class and of its bases."""
        found: list[Function] = []
        pending, seen = [cls], set[Class]()
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            found += current.methods.get("__init__", []) + current.methods.get("__new__", [])
            for base in current.node.bases:
                fact = self.fact(current.module, base.id) if isinstance(base, ast.Name) else None
                if isinstance(fact, Class):
                    pending.append(fact)
                elif not (isinstance(base, ast.Name) and base.id not in current.module.globals):
                    if not isinstance(fact, str):
                        return [*found, *self.methods.get("__init__", []), *self.methods.get("__new__", [])]
        return found

    def suspends(self, call: ast.Call, function: Function) -> bool:
        """Whether the process may be cut while this call runs."""
        if self.program.dense and not function.module.ours:
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            # What these give is no value that a cut could keep.
            kept = self.of_here(call, function) or not call.args and name in ("super", "globals", "locals")
            return not kept or name in function.module.globals
        if self.cut and not hasattr(call, "sj_undriven") and self.drives(call, function):
            return True
        return any(target.suspends and not target.generator for target in self.may_run(call, function))

    def of_here(self, node: ast.expr, function: Function) -> bool:
        """Whether this gives a number that is another one after a move."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in ("hash", "id"):
            return False
        return len(node.args) == 1 and not node.keywords and self.named(node.func.id, function) == NATIVE

    def drives(self, call: ast.Call, function: Function) -> str:
        """How a call may run a generator directly: "next", "send", "close", or "" if it does not."""
        func = call.func
        if hasattr(call, "sj_drives"):
            return str(call.sj_drives)
        if isinstance(func, ast.Name):
            if func.id != "next" or not call.args or self.named("next", function) != NATIVE:
                return ""
            return "next" if self.generators.may_be(call.args[0], function) else ""
        if isinstance(func, ast.Attribute) and func.attr in DRIVING_METHODS:
            if self.generators.may_be(func.value, function):
                return "close" if func.attr == "close" else "send"
        return ""

    def runs_over(self, node: ast.expr, function: Function) -> bool:
        """Whether running over this value may run a generator that can be cut."""
        if not self.cut:
            return False
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LAZY:
            if self.named(node.func.id, function) == NATIVE:
                return any(self.runs_over(argument, function) for argument in node.args)
        return self.generators.may_be(node, function)

    def guarded(self, call: ast.Call, function: Function) -> bool:
        """Whether a native call may run program code that would be cut: it is then one atomic step."""
        targets = self.targets(call, function)
        func = call.func
        if targets is None and isinstance(func, ast.Attribute) and func.attr in CONSUMING_METHODS - self.attributes:
            if func.attr not in self.methods and func.attr not in self.members:
                return any(self.runs_over(value, function) for value in call.args)
        if targets is None or targets:
            return False
        if isinstance(func, ast.Name) and func.id in _NEVER_CALLS:
            return False
        if self.cut and self.drives(call, function):
            return False
        if self.cut and self._consumes(func) and any(self.runs_over(value, function) for value in call.args):
            return True
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            fact = self.fact(function.module, func.value.id)
            if isinstance(fact, str) and fact.split(":")[1].split(".")[0] in _QUIET_MODULES:
                return any(
                    target.suspends
                    for value in [*call.args, *(keyword.value for keyword in call.keywords)]
                    for target in self._handed(value, function)
                )
        for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
            if self._runs(value.value if isinstance(value, ast.Starred) else value, function, call):
                return True
        return False

    def sorts(self, call: ast.Call, function: Function) -> bool:
        """Whether a function, which may be a list's `sort`, is given a key that may be cut."""
        return any(word.arg == "key" and self._runs(word.value, function, call) for word in call.keywords)

    def _consumes(self, func: ast.expr) -> bool:
        if isinstance(func, ast.Name):
            return func.id in CONSUMERS and func.id != "print"
        return isinstance(func, ast.Attribute) and func.attr in CONSUMING_METHODS | CONSUMERS

    def _runs(self, value: ast.expr, function: Function, call: ast.Call) -> bool:
        """Whether a value handed to native code is a callable, or lazy iteration, that may suspend."""
        if isinstance(value, ast.Lambda):
            return self.scopes.functions[id(definition_of(value))].suspends
        if isinstance(value, ast.GeneratorExp):
            return any(
                isinstance(node, ast.Call) and self.suspends(node, function) and not self._is_native(node, function)
                for node in ast.walk(value)
            ) or any(self.runs_over(generator.iter, function) for generator in value.generators)
        if isinstance(value, ast.Call):
            if isinstance(value.func, ast.Name) and value.func.id in _LAZY:
                return any(self._runs(argument, function, value) for argument in value.args)
        if isinstance(value, ast.Attribute) and value.attr in self.methods and value.attr not in self.attributes:
            return any(target.suspends for target in self.methods[value.attr])
        if isinstance(value, ast.Name):
            targets = self.named(value.id, function)
            if targets is not None:
                return any(target.suspends for target in targets)
            if self._takes_callable(call, value):
                return any(target.suspends for target in self.escaping)
        elif _calls_back(call, value) and not isinstance(value, ast.Constant):
            return any(target.suspends for target in self.escaping)
        return False

    def _is_native(self, call: ast.Call, function: Function) -> bool:
        return self.targets(call, function) == NATIVE and not self.guarded(call, function)

    def _takes_callable(self, call: ast.Call, value: ast.expr) -> bool:
        """Whether an unknown variable in this argument may be a callable that the native code calls."""
        if any(keyword.value is value for keyword in call.keywords):
            return any(keyword.value is value and keyword.arg in (None, "key", "default") for keyword in call.keywords)
        if isinstance(call.func, ast.Name):
            if call.func.id in ("map", "filter"):
                return call.args[:1] == [value]
            return call.func.id not in PLAIN_BUILTINS
        return (
            isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and (call.func.attr not in _PLAIN_METHODS)
        )

    # which functions suspend -------------------------------------------------------------------------

    def _fixpoint(self) -> None:
        functions = self.program.functions
        if self.program.dense:
            for function in functions:
                function.suspends = not function.atomic
            return
        graph = self.graph
        for function in functions:
            reached: set[Function] = set()
            for call in own_calls(function, self.scopes):
                targets = self.targets(call, function)
                reached.update(t for t in self.may_run(call, function) if not t.generator)
                if self.drives(call, function):
                    reached.update(self.generators.functions)
                if targets is not None and not targets:
                    for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
                        reached.update(self._handed(value, function))
            for header in own_headers(function):
                if self.generators.may_be(header, function):
                    reached.update(self.generators.functions)
            reached.update(self._loaded(function))
            graph[function] = {target for target in reached if not target.atomic}
            function.suspends = not function.atomic and (self.lengths.long(function) or function.is_main)
        for function in functions:
            if not function.atomic and reaches(graph, function, function):
                function.suspends = True
        changed = True
        while changed:
            changed = False
            for function in functions:
                if not function.suspends and not function.atomic and any(t.suspends for t in graph[function]):
                    function.suspends = changed = True

    def _loaded(self, function: Function) -> Iterable[Function]:
        """The bodies of the modules that import statements of a function may run."""
        assert not isinstance(function.node, ast.Lambda)
        for node in own_nodes(function.node.body):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = absolute(function.module, node)
                names = [f"{base}.{alias.name}" for alias in node.names]
            for name in names:
                parts = name.split(".")
                if self.program.imported(function.module, parts[0]) is not None:
                    found = [self.program.module(".".join(parts[:count])) for count in range(1, len(parts) + 1)]
                    yield from (module.main for module in found if module is not None)

    def _handed(self, value: ast.expr, function: Function) -> list[Function]:
        if isinstance(value, ast.Lambda):
            return [self.scopes.functions[id(definition_of(value))]]
        if isinstance(value, ast.Name):
            return self.named(value.id, function) or []
        return []


_PLAIN_METHODS = {
    "append", "add", "get", "pop", "extend", "insert", "remove", "discard", "update", "index", "count", "join",
    "split", "strip", "format", "startswith", "endswith", "find", "replace", "write", "setdefault", "appendleft",
    "popleft", "lower", "upper", "encode", "decode", "lstrip", "rstrip", "rfind", "splitlines", "clear", "copy",
    "read", "to_bytes", "from_bytes", "center", "ljust", "rjust", "zfill", "isdigit", "isalpha", "rsplit", "reverse",
    "__new__", "hex", "__init__", "__setattr__",
}  # fmt: skip


def _plainly_bound(function: Function) -> bool:
    """Whether the attribute under a method's name is that method, and not what a decorator made of it."""
    assert not isinstance(function.node, (ast.Module, ast.Lambda))
    return all(
        isinstance(decorator, ast.Name) and decorator.id in ("staticmethod", "classmethod")
        for decorator in function.node.decorator_list
    )


def _runs_by_item(cls: Class) -> bool:
    """Whether running over an object of this class may call its `__getitem__`."""
    natives = {"dict", "list", "tuple", "str", "bytes", "bytearray", "OrderedDict", "_Ordered"}
    given = any(isinstance(base, ast.Name) and base.id in natives for base in cls.node.bases)
    return (
        "__getitem__" in cls.names | set(cls.methods) and "__iter__" not in cls.names | set(cls.methods) and not given
    )


def _derives_from_dict(cls: Class) -> bool:
    return any(
        isinstance(base, ast.Name) and base.id in ("dict", "OrderedDict", "_OrderedDict") for base in cls.node.bases
    )


def _half_managed(cls: Class) -> bool:
    return ("__enter__" in cls.names | set(cls.methods)) != ("__exit__" in cls.names | set(cls.methods))


def _calls_back(call: ast.Call, value: ast.expr) -> bool:
    """Whether native code calls what stands in this place."""
    if any(keyword.value is value and keyword.arg == "key" for keyword in call.keywords):
        return True
    return isinstance(call.func, ast.Name) and call.func.id in ("map", "filter") and call.args[:1] == [value]


def _implicit(function: Function) -> bool:
    name = function.name
    if name.startswith("__") and name.endswith("__"):
        return name not in _EXPLICIT
    return _accessor(function)


def _accessor(function: Function) -> bool:
    """Whether a function is made into a property, or a part of one."""
    node = function.node
    if isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id in ("property", "cached_property"):
                return True
            if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter"):
                return True
    return False
