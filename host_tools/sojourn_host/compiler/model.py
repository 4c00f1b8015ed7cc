"""The nouns that the passes share: program, module, function, class, and the lowered statements.

No pass lives here and nothing here decides anything; a pass reads some fields and fills in others.
Lowered statements are `ast.stmt` nodes of our own: they stand beside Python's in a function's body and
mark where a process may be cut.
"""

import ast
from pathlib import Path


class Program:
    """A program: its modules (the first one is `__main__`), the prefix of hidden names, and the options."""

    def __init__(self, name: str, dense: bool) -> None:
        self.name = name
        self.dense = dense
        self.prefix = "_j"
        self.modules: list[Module] = []
        self.warnings: list[str] = []
        self.wraps = False  # it uses functools.wraps
        self.views = False  # it uses memoryview
        self.tells = False  # some generator of it does something when it is closed
        self.specials = 0  # methods under decorators that have got a hidden name
        self.parts: set[str] | None = None  # attributes that only numbers have in it (lacking.py)
        self.hooks = False  # it has class keywords, or methods that a class statement calls

    def module(self, name: str) -> "Module | None":
        for module in self.modules:
            if module.name == name:
                return module
        return None

    def imported(self, importing: "Module", name: str) -> "Module | None":
        """The module that an import of `name` in `importing` means; None for the interpreter's own.

        A module of the library that imports its own name, or that of its package, wants what it stands for.
        """
        return None if importing.library and f"{importing.name}.".startswith(f"{name}.") else self.module(name)

    @property
    def functions(self) -> "list[Function]":
        return [function for module in self.modules for function in module.functions]


class Module:
    """One source file.  `name` is what the program imports it by; `display` is what tracebacks show."""

    def __init__(self, name: str, path: Path, display: str, index: int, package: bool) -> None:
        self.name = name
        self.path = path
        self.display = display
        self.index = index
        self.package = package
        self.library = False  # not the program's own: library.py put it there
        self.ours = False  # of our library: what is verified densely is the program
        self.source = ""
        self.tree = ast.Module([], [])
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.globals: set[str] = set()  # names bound at module level or by a `global` statement
        self.rebound: set[str] = set()  # of those, the ones with more than one binding
        self.deleted: set[str] = set()  # of those, the ones that `del` or a handler's end may unbind
        self.points: list[Function] = []  # the function of point n is points[n]; point 0 is none
        self.new_function(self.tree, "<module>", "<module>", None, None)

    def new_function(
        self, node: "FunctionNode", name: str, qualname: str, parent: "Function | None", owner: "Class | None"
    ) -> "Function":
        function = Function(self, len(self.functions), node, name, qualname, parent, owner)
        self.functions.append(function)
        return function

    @property
    def main(self) -> "Function":
        return self.functions[0]


_MANY = 5  # parameters: together with what it captures MicroPython has room for 5 without the heap
ROOM = 3  # values that one call pushes, at most

FunctionNode = ast.Module | ast.FunctionDef | ast.Lambda


class Class:
    """A class statement: where it stands, its methods by name, and whether its class is needed by `super()`."""

    def __init__(self, module: Module, number: int, node: ast.ClassDef, parent: "Function", qualname: str) -> None:
        self.module = module
        self.number = number
        self.node = node
        self.parent = parent
        self.qualname = qualname
        self.methods: dict[str, list[Function]] = {}
        self.needs_cell = False
        self.names: set[str] = set()  # names bound in the class body


class Function:
    """A function, lambda or module body, from its source to its points."""

    def __init__(
        self,
        module: Module,
        fid: int,
        node: FunctionNode,
        name: str,
        qualname: str,
        parent: "Function | None",
        owner: Class | None,
    ) -> None:
        self.module = module
        self.fid = fid
        self.node = node
        self.name = name
        self.qualname = qualname
        self.parent = parent
        self.owner = owner  # the class whose body defines it
        # scopes
        self.params: list[str] = []
        self.bound: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.comprehended: set[str] = set()  # bound by comprehensions
        self.boxed: set[str] = set()  # own variables kept in one-element lists
        self.free: list[str] = []  # captured from outside, in the order of the maker's parameters
        self.free_boxed: set[str] = set()
        self.doubtful: set[str] = set()  # own boxes that an inner function may find empty
        self.self_name = False  # it refers to itself by its own name, bound inside its maker
        self.hidden_defaults: list[tuple[str, str]] = []  # (parameter, hidden global) of static functions
        self.maker_defaults: list[tuple[str, str]] = []  # (parameter, maker parameter) of dynamic ones
        self.static = False  # made once, when its module is loaded
        # calls
        self.suspends = False
        self.atomic = False  # called by native code: never cut inside
        self.escapes = False
        self.property_like = False
        self.generator = False  # calling it makes a generator
        self.bodies = 1  # on MicroPython; of several, which call each other, only the first looks at the stack's depth
        self.closes = True  # there is room in its frame to close over what tells the stack's depth
        # lowering
        self.body: list[ast.stmt] = []
        self.temps = 0
        self.hidden = 0
        self.first_point = 0
        self.last_point = -1
        self.slots: list[str] = []  # the resume body's parameters
        self.places: dict[str, str] = {}  # temporaries that share a variable's place on MicroPython
        self.unset: set[str] = set()  # locals that start as the sentinel
        self.checked: set[int] = set()  # id() of loads that may find the sentinel

    @property
    def is_main(self) -> bool:
        return isinstance(self.node, ast.Module)

    @property
    def apart(self) -> bool:
        """Whether it reads the flag as a global on MicroPython, where a closure's call of many arguments allocates."""
        return self.static and len(self.params) >= _MANY

    @property
    def closes_bodies(self) -> bool:
        """Whether its several bodies are variables for each other, and not globals, on MicroPython."""
        return self.bodies > 1 and len(self.params) + 2 <= _MANY

    @property
    def descends(self) -> bool:
        """Whether it looks how deep the native stack is."""
        return any(isinstance(point, Descent) for point in points_of(self.body))

    @property
    def closes_depth(self) -> bool:
        """Whether what it looks with is closed over, as the flag is: two more arguments of a closure's call."""
        return self.closes and self.descends and self.static and len(self.params) + 2 < _MANY

    @property
    def tag(self) -> str:
        """What the hidden global of this function is called, after the program's prefix."""
        return f"f{self.fid}" if self.static else f"k{self.fid}"


class ExitLine(int):
    """The line of a `with` statement whose `__exit__` is called; MicroPython says `last`, its body's last line."""

    last: int


class Susp(ast.stmt):
    """`target = call`, after which the process may be cut.  Target None: the value is not used."""

    _fields = ("call",)

    def __init__(
        self,
        target: str | None,
        call: ast.expr,
        lineno: int,
        reach: "frozenset[Function] | None",
        driven: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.target = target
        self.call = call
        self.reach = reach  # the functions that the call may run directly; None: any
        self.driven = driven  # (how, variable): the call runs the generator in this variable
        self.lineno = lineno
        self.point = 0
        self.live: list[str] = []


class YieldP(ast.stmt):
    """`target = yield value`, at which a generator rests: it is asked there for its frame.

    Without a value it is the beginning: a generator that was not started rests there.
    """

    _fields = ("value",)

    def __init__(self, target: str | None, value: ast.expr | None, lineno: int) -> None:
        super().__init__()
        self.target = target
        self.value = value
        self.lineno = lineno
        self.point = 0
        self.live: list[str] = []


class Wait(ast.stmt):
    """First in the body of a loop over what may be a generator: `target` is what it gave, unless it was cut."""

    _fields = ()

    def __init__(self, target: str, iterator: str, lineno: int) -> None:
        super().__init__()
        self.target = target
        self.iterator = iterator
        self.lineno = lineno
        self.point = 0
        self.live: list[str] = []


class Poll(ast.stmt):
    """A place where the process may be cut between two statements."""

    _fields = ()

    def __init__(self, lineno: int) -> None:
        super().__init__()
        self.lineno = lineno
        self.point = 0
        self.live: list[str] = []


class Descent(Poll):
    """A place from which calls may lead back into the function: where the native stack is deep, it is emptied there."""


class RangeFor(ast.stmt):
    """`for var in range(start, stop, step)` whose position is `var` itself."""

    _fields = ("start", "stop", "step", "body", "orelse")

    def __init__(
        self,
        var: str,
        start: ast.expr,
        stop: ast.expr,
        step: ast.expr,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        lineno: int,
    ) -> None:
        super().__init__()
        self.var = var
        self.start = start
        self.stop = stop
        self.step = step
        self.body = body
        self.orelse = orelse
        self.lineno = lineno
        self.partial_only = False


class IterFor(ast.stmt):
    """`for target in header`, where header runs over the iterators named in `pairs` (source, iterator)."""

    _fields = ("target", "header", "body", "orelse")

    def __init__(
        self,
        target: ast.expr,
        header: ast.expr,
        pairs: list[tuple[str, str]],
        counter: str | None,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        lineno: int,
    ) -> None:
        super().__init__()
        self.target = target
        self.header = header
        self.pairs = pairs
        self.counter = counter  # of enumerate: its next value is counter + 1
        self.keeps = False  # what it runs over is wanted after it
        self.body = body
        self.orelse = orelse
        self.lineno = lineno


class Handler:
    """One `except` clause: `caught` is the hidden local that keeps the exception for a later cut."""

    def __init__(self, type: ast.expr | None, caught: str | None, name: str | None, body: list[ast.stmt], lineno: int):
        self.type = type
        self.caught = caught
        self.name = name
        self.body = body
        self.lineno = lineno


class TryP(ast.stmt):
    """A `try` with a point inside.  `kind` and `value` keep what is pending while its `finally` is cut."""

    _fields = ("body", "orelse", "finalbody")

    def __init__(
        self,
        body: list[ast.stmt],
        handlers: list[Handler],
        orelse: list[ast.stmt],
        finalbody: list[ast.stmt],
        kind: str | None,
        value: str | None,
        lineno: int,
    ) -> None:
        super().__init__()
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.finalbody = finalbody
        self.kind = kind
        self.value = value
        self.lineno = lineno


Point = Susp | Poll | YieldP | Wait
POINTS = (Susp, Poll, YieldP, Wait)


def has_points(statements: list[ast.stmt]) -> bool:
    """Whether a process can be cut inside these lowered statements."""
    return bool(points_of(statements))


def points_of(statements: list[ast.stmt]) -> list["Point"]:
    """The points inside lowered statements, in order."""
    found: list[Point] = []
    for statement in statements:
        if isinstance(statement, POINTS):
            found.append(statement)
        elif isinstance(statement, TryP):
            found += points_of(statement.body)
            for handler in statement.handlers:
                found += points_of(handler.body)
            found += points_of(statement.orelse) + points_of(statement.finalbody)
        elif isinstance(statement, (ast.If, ast.While, ast.For, RangeFor, IterFor)):
            found += points_of(statement.body) + points_of(statement.orelse)
    return found
