"""The pass `match`: match statements become if/elif over plain expressions, so that both interpreters have them.

Lives here: statements and patterns.  What a pattern asks of the subject that no expression says (is it a
sequence, which attributes do positions stand for) is asked of runtime/sojourn/matching.py.

The subject is evaluated once.  A pattern becomes one expression that is true when it matches, and the names
it captures are bound after it, before the guard, as CPython does it.  A flag tells whether a case has been
taken where a guard may send the search on; without guards there is none.
"""

import ast

from .hidden import Hidden, load, native, store
from .model import Module, Program

# A class pattern with one positional part gives these the subject itself.
_WHOLE = {"bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"}

Captures = list[tuple[str, ast.expr]]


def match_program(program: Program) -> None:
    """Replace every match statement of the program."""
    for module in program.modules:
        module.tree = _Match(program, module).visit(module.tree)
        ast.fix_missing_locations(module.tree)


class _Match(ast.NodeTransformer):
    def __init__(self, program: Program, module: Module) -> None:
        self.hidden = Hidden(program, module)

    def function(self, node: ast.AST) -> ast.AST:
        """A function has temporaries of its own."""
        depth, self.hidden.depth = self.hidden.depth, 0
        self.generic_visit(node)
        self.hidden.depth = depth
        return node

    visit_FunctionDef = function
    visit_AsyncFunctionDef = function
    visit_Lambda = function

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for statement in statements:
            made = self.visit(statement)
            found += made if isinstance(made, list) else [made]
        return found

    def visit_Match(self, node: ast.Match) -> list[ast.stmt]:
        start = self.hidden.depth
        subject = self.hidden.temporary()
        made: list[ast.stmt] = [store(subject, self.visit(node.subject))]
        flag = None
        if any(case.guard is not None for case in node.cases[:-1]):
            flag = self.hidden.temporary()
            made.append(store(flag, ast.Constant(True)))
        final = max((number for number, case in enumerate(node.cases[:-1]) if case.guard is not None), default=-1)
        chain: list[tuple[ast.expr | None, list[ast.stmt], ast.match_case]] = []
        first = True
        for number, case in enumerate(node.cases):
            base = self.hidden.depth
            test, captures = _Patterns(self.hidden).case(case.pattern, load(subject))
            self.hidden.depth = base
            last = number == len(node.cases) - 1
            body = self.block(case.body)
            searched = number <= final  # a later chain asks whether a case has been taken
            if searched and not isinstance(body[-1], (ast.Return, ast.Raise, ast.Break, ast.Continue)):
                assert flag is not None
                body = [store(flag, ast.Constant(False)), *body]
            bound: list[ast.stmt] = [store(name, value) for name, value in captures]
            if case.guard is not None:
                body = [ast.copy_location(ast.If(self.visit(case.guard), body, []), case.guard)]
            chain.append((test, _placed(bound, case.pattern) + body, case))
            if case.guard is not None or last:
                found = _chain(chain)
                if not first:
                    assert flag is not None
                    found = [ast.If(load(flag), found, [])]
                made += _placed(found, chain[0][2].pattern)
                chain, first = [], False
        self.hidden.depth = start
        return _placed(made, node)


def _chain(cases: list[tuple[ast.expr | None, list[ast.stmt], ast.match_case]]) -> list[ast.stmt]:
    """if ...: elif ...: else: of the cases, of which only the last may have no test."""
    rest: list[ast.stmt] = []
    for test, body, case in reversed(cases):
        rest = body if test is None else _placed([ast.If(test, body, rest)], case.pattern)
    return rest


def _placed(statements: list[ast.stmt], origin: "ast.AST") -> list[ast.stmt]:
    for statement in statements:
        if not hasattr(statement, "lineno"):
            ast.copy_location(statement, origin)
    return statements


class _Patterns:
    """What one case asks of the subject, in Python's order."""

    def __init__(self, hidden: Hidden) -> None:
        self.hidden = hidden
        self.shared: dict[str, str] | None = None  # inside an or-pattern: the temporary of each captured name

    def case(self, pattern: ast.pattern, place: ast.expr) -> tuple[ast.expr | None, Captures]:
        """An expression that is true when the pattern matches (None: always), and what it captures then."""
        tests: list[ast.expr] = []
        captures: Captures = []
        self.pattern(pattern, place, tests, captures)
        return _all(tests), captures

    def pattern(self, node: ast.pattern, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        """Add what `node` asks of the value at `place`, which costs nothing to read again if it is a name."""
        if isinstance(node, ast.MatchValue):
            tests.append(ast.copy_location(ast.Compare(place, [ast.Eq()], [node.value]), node))
        elif isinstance(node, ast.MatchSingleton):
            tests.append(ast.Compare(place, [ast.Is()], [ast.Constant(node.value)]))
        elif isinstance(node, ast.MatchAs):
            if node.pattern is not None:
                place = self.kept(place, tests)
                self.pattern(node.pattern, place, tests, captures)
            if node.name is not None:
                self.capture(node.name, place, tests, captures)
        elif isinstance(node, ast.MatchOr):
            self.alternatives(node, self.kept(place, tests), tests, captures)
        elif isinstance(node, ast.MatchSequence):
            self.sequence(node, self.kept(place, tests), tests, captures)
        elif isinstance(node, ast.MatchMapping):
            self.mapping(node, self.kept(place, tests), tests, captures)
        elif isinstance(node, ast.MatchClass):
            self.class_(node, self.kept(place, tests), tests, captures)
        else:
            raise NotImplementedError(type(node).__name__)

    def kept(self, place: ast.expr, tests: list[ast.expr]) -> ast.expr:
        """The value at `place` under a name, read once."""
        return place if isinstance(place, ast.Name) else self.given(place, tests)

    def given(self, value: ast.expr, tests: list[ast.expr]) -> ast.Name:
        """A name for `value`; goes on when that is something at all."""
        name = self.hidden.temporary()
        tests.append(ast.Compare(ast.NamedExpr(ast.Name(name, ast.Store()), value), [ast.IsNot()], [self.unset()]))
        return load(name)

    def unset(self) -> ast.expr:
        return self.hidden.unset()

    def capture(self, name: str, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        if self.shared is None:
            captures.append((name, place))
            return
        if name not in self.shared:
            self.shared[name] = self.hidden.temporary()
        kept = ast.NamedExpr(ast.Name(self.shared[name], ast.Store()), place)
        tests.append(ast.Compare(kept, [ast.IsNot()], [self.unset()]))  # always true

    def alternatives(self, node: ast.MatchOr, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        outermost = self.shared is None
        if self.shared is None:
            self.shared = {}
        found: list[ast.expr] = []
        for alternative in node.patterns:
            inner: list[ast.expr] = []
            self.pattern(alternative, place, inner, captures)
            found.append(_all(inner) or ast.Constant(True))
        tests.append(ast.BoolOp(ast.Or(), found))
        if outermost:
            captures += [(name, load(kept)) for name, kept in self.shared.items()]
            self.shared = None

    def sequence(self, node: ast.MatchSequence, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        tests.append(native(self.hidden.stand_in("is_sequence"), place))
        star = next((n for n, part in enumerate(node.patterns) if isinstance(part, ast.MatchStar)), None)
        count = len(node.patterns)
        length = native(self.hidden.builtin("len"), place)
        if star is None:
            tests.append(ast.Compare(length, [ast.Eq()], [ast.Constant(count)]))
        elif count > 1:
            tests.append(ast.Compare(length, [ast.GtE()], [ast.Constant(count - 1)]))
        for number, part in enumerate(node.patterns):
            if isinstance(part, ast.MatchStar):
                if part.name is not None:
                    behind = ast.Constant(count - 1 - number)
                    between = native(self.hidden.stand_in("between"), place, ast.Constant(number), behind)
                    self.capture(part.name, between, tests, captures)
                continue
            at = number if star is None or number < star else number - count
            index = ast.Constant(at) if at >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-at))
            self.pattern(part, ast.Subscript(place, index, ast.Load()), tests, captures)

    def mapping(self, node: ast.MatchMapping, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        tests.append(native(self.hidden.stand_in("is_mapping"), place))
        values: list[ast.Name] = []
        for key in node.keys:  # a class of the program may have a `get` that is cut inside: a call like any other
            get = ast.Call(ast.Attribute(place, "get", ast.Load()), [key, self.unset()], [])
            values.append(self.given(ast.copy_location(get, key), tests))
        for value, part in zip(values, node.patterns, strict=True):
            self.pattern(part, value, tests, captures)
        if node.rest is not None:
            keys = ast.Tuple(list(node.keys), ast.Load())
            self.capture(node.rest, native(self.hidden.stand_in("without"), place, keys), tests, captures)

    def class_(self, node: ast.MatchClass, place: ast.expr, tests: list[ast.expr], captures: Captures) -> None:
        cls = node.cls
        whole = isinstance(cls, ast.Name) and cls.id in _WHOLE and cls.id not in self.hidden.taken
        if node.patterns and not whole:
            cls = self.kept(cls, tests)
        wanted: ast.expr = cls
        if whole and isinstance(cls, ast.Name) and cls.id == "int":
            wanted = ast.Tuple([cls, ast.Name("bool", ast.Load())], ast.Load())  # MicroPython's bool is no int
        check = native(self.hidden.builtin("isinstance"), place, wanted)
        tests.append(ast.copy_location(check, node))
        parts: list[tuple[ast.expr, ast.pattern]] = []  # as CPython has it: every attribute is read, then all are tried
        if whole and len(node.patterns) == 1:
            parts.append((place, node.patterns[0]))
        elif node.patterns:
            names = ast.Tuple([ast.Constant(name) for name in node.kwd_attrs], ast.Load())
            asked = native(self.hidden.stand_in("positional"), place, cls, ast.Constant(len(node.patterns)), names)
            values = self.given(ast.copy_location(asked, node), tests)
            for number, part in enumerate(node.patterns):
                parts.append((ast.Subscript(values, ast.Constant(number), ast.Load()), part))
        for name, part in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
            asked = native(self.hidden.builtin("getattr"), place, ast.Constant(name), self.unset())
            parts.append((self.given(asked, tests), part))
        for value, part in parts:
            self.pattern(part, value, tests, captures)


def _all(tests: list[ast.expr]) -> ast.expr | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    return ast.BoolOp(ast.And(), tests)


__all__ = ["match_program"]
