"""The pass `records`: what `@dataclass` makes of a class is written into the class.

Lives here: reading the fields of a class statement and of those above it, and writing `__init__`, `__repr__`, `__eq__`
and the rest.  At run time MicroPython knows neither annotations nor the order of a class body.  What the methods call
is in library/dataclasses.py.
"""

import ast
import copy
from dataclasses import dataclass, field

from .errors import CompileError, Refusal
from .meanings import Meanings, import_first
from .model import Module, Program

_OPTIONS = {
    "init": True, "repr": True, "eq": True, "order": False, "unsafe_hash": False, "frozen": False,
    "match_args": True, "kw_only": False, "slots": False, "weakref_slot": False,
}  # fmt: skip
_FIELD = {"default", "default_factory", "init", "repr", "compare", "hash", "kw_only", "metadata"}
_LIBRARY = "_sojourn_dataclasses"
_ORDER = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}


@dataclass
class _Part:
    """A field as it is written."""

    name: str
    owner: str = ""  # the class above that it comes from
    default: ast.expr | None = None
    factory: ast.expr | None = None
    init: bool = True
    repr: bool = True
    compare: bool = True
    hash: bool | None = None
    kw_only: bool = False
    metadata: ast.expr | None = None
    passed: bool = False  # an InitVar: given to __post_init__, and kept nowhere


@dataclass
class _Record:
    node: ast.ClassDef
    module: Module
    parts: list[_Part] = field(default_factory=list)
    options: dict[str, bool] = field(default_factory=dict)
    post: bool = False


def record_program(program: Program) -> None:
    """Write the methods of every dataclass of the program. CompileError for one that cannot be read."""
    if program.module("dataclasses") is None:
        return
    refusals: list[Refusal] = []
    known: dict[tuple[str, str], _Record | None] = {}
    classes: dict[tuple[str, str], ast.ClassDef] = {}
    for module in program.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                classes[module.name, node.name] = node
    records = _Records(program, known, classes, refusals)
    for module in program.modules:
        if not module.library:
            for node in [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]:
                records.record(module, node)
    for module in program.modules:
        if module.name in records.written:
            import_first(module, "dataclasses", _LIBRARY)
    if refusals:
        raise CompileError(refusals)


class _Records:
    def __init__(
        self,
        program: Program,
        known: dict[tuple[str, str], _Record | None],
        classes: dict[tuple[str, str], ast.ClassDef],
        refusals: list[Refusal],
    ) -> None:
        self.program = program
        self.known = known
        self.classes = classes
        self.refusals = refusals
        self.meanings = {other.name: Meanings(other) for other in program.modules}
        self.written: set[str] = set()  # modules whose classes got methods

    def refuse(self, module: Module, node: ast.AST, reason: str, advice: str) -> None:
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
        self.refusals.append(Refusal(module.display, line, column, "dataclass", reason, advice))

    def meaning(self, module: Module, node: ast.expr | None) -> str:
        return self.meanings[module.name].of(node).removeprefix("dataclasses.")

    def record(self, module: Module, node: ast.ClassDef) -> _Record | None:
        """What is known of a class: None if neither it nor one above it is a dataclass."""
        key = (module.name, node.name)
        if key in self.known:
            return self.known[key]
        self.known[key] = None
        above = [self.above(module, base) for base in node.bases]
        options: dict[str, bool] | None = None
        for decorator in list(node.decorator_list):
            call = decorator if isinstance(decorator, ast.Call) else None
            if self.meanings[module.name].of(call.func if call else decorator) == "dataclasses.dataclass":
                node.decorator_list.remove(decorator)
                options = self.options(module, call)
        parts: dict[str, _Part] = {}
        post = any(isinstance(s, ast.FunctionDef) and s.name == "__post_init__" for s in node.body)
        for record in reversed(above):
            if record is not None:
                post |= record.post
                for part in record.parts:
                    inherited = copy.copy(part)
                    inherited.owner = inherited.owner or ast.unparse(node.bases[above.index(record)])
                    parts.pop(part.name, None) if part.name not in parts else None
                    parts[part.name] = inherited
        if options is None:
            if any(record is not None for record in above):
                self.known[key] = _Record(node, module, list(parts.values()), {}, post)
            return self.known[key]
        for base, record in zip(node.bases, above, strict=True):
            if record is None and not self.plain(module, base):
                advice = "name a class of the program"
                self.refuse(module, base, "the fields of this base class cannot be read", advice)
        made = _Record(node, module, [], options, post)
        for part in self.own(module, node, options["kw_only"]):
            parts[part.name] = part
        made.parts = list(parts.values())
        self.known[key] = made
        self.write(made)
        return made

    def above(self, module: Module, base: ast.expr) -> _Record | None:
        name = base.id if isinstance(base, ast.Name) else ""
        if (module.name, name) in self.classes:
            return self.record(module, self.classes[module.name, name])
        owner, _, name = self.meanings[module.name].of(base).rpartition(".")
        other = self.program.module(owner)
        if other is None or (owner, name) not in self.classes:
            return None
        return self.record(other, self.classes[owner, name])

    def plain(self, module: Module, base: ast.expr) -> bool:
        """Whether a base class is known not to be a dataclass."""
        if isinstance(base, ast.Name) and (module.name, base.id) in self.classes:
            return True
        return isinstance(base, (ast.Name, ast.Attribute))

    def options(self, module: Module, call: ast.Call | None) -> dict[str, bool]:
        found = dict(_OPTIONS)
        for keyword in call.keywords if call else []:
            if keyword.arg not in _OPTIONS or not isinstance(keyword.value, ast.Constant):
                self.refuse(module, keyword.value, "an option that is no constant", "write True or False")
            else:
                found[keyword.arg] = bool(keyword.value.value)
        return found

    def own(self, module: Module, node: ast.ClassDef, kw_only: bool) -> list[_Part]:
        parts: list[_Part] = []
        body: list[ast.stmt] = []
        for statement in node.body:
            body.append(statement)
            if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
                continue
            kind = self.annotated(module, statement.annotation)
            if kind == "typing.ClassVar":
                continue
            if kind == "KW_ONLY":
                kw_only = True
                body.pop()
                continue
            part = _Part(statement.target.id, kw_only=kw_only, passed=kind == "InitVar")
            value = statement.value
            if isinstance(value, ast.Call) and self.meaning(module, value.func) == "field":
                self.described(module, part, value)
            elif value is not None:
                _keep_places(value)
                part.default = value
            if part.default is not None:
                statement.value = part.default
            elif value is not None:
                body.pop()
            parts.append(part)
        node.body = body
        return parts

    def annotated(self, module: Module, annotation: ast.expr) -> str:
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            annotation = ast.parse(annotation.value, mode="eval").body
        if isinstance(annotation, ast.Subscript):
            annotation = annotation.value
        return self.meaning(module, annotation)

    def described(self, module: Module, part: _Part, call: ast.Call) -> None:
        """`field(...)`."""
        for keyword in call.keywords:
            if keyword.arg not in _FIELD:
                self.refuse(module, keyword.value, f"field() takes no {keyword.arg}", "drop it")
            elif keyword.arg == "default":
                _keep_places(keyword.value)
                part.default = keyword.value
            elif keyword.arg == "default_factory":
                _keep_places(keyword.value)
                part.factory = keyword.value
            elif keyword.arg == "metadata":
                _keep_places(keyword.value)
                part.metadata = keyword.value
            elif not isinstance(keyword.value, ast.Constant):
                self.refuse(module, keyword.value, "an option that is no constant", "write True or False")
            else:
                setattr(part, keyword.arg, keyword.value.value)

    # writing -----------------------------------------------------------------------------------------

    def write(self, record: _Record) -> None:
        """Add the methods to the class."""
        self.written.add(record.module.name)
        node, options = record.node, record.options
        own = {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
        kept = [part for part in record.parts if not part.passed]
        made: list[ast.stmt] = []
        if options["init"] and "__init__" not in own:
            made.append(self.init(record))
        if options["repr"] and "__repr__" not in own:
            names = [part.name for part in kept if part.repr]
            made += _parsed(
                f"def __repr__(self): return {_LIBRARY}._shown(self, type(self).__qualname__, {tuple(names)!r})"
            )
        compared = [part.name for part in kept if part.compare]
        if options["eq"] and "__eq__" not in own:
            made += _compared("__eq__", "==", compared)
        if options["order"]:
            for name, operator in _ORDER.items():
                made += _compared(f"__{name}__", operator, compared)
        hashed = [part.name for part in kept if (part.compare if part.hash is None else part.hash)]
        bound = own | {n.id for s in node.body for n in ast.walk(s) if isinstance(n, ast.Name)}
        if "__hash__" not in bound and options["eq"]:
            if options["frozen"] or options["unsafe_hash"]:
                made += _parsed(f"def __hash__(self): return hash({_values('self', hashed)})")
            else:
                made += _parsed("__hash__ = None")
        if options["frozen"]:
            for method, what, more in (("setattr", "assign to", ", value"), ("delattr", "delete", "")):
                made += _parsed(f"def __{method}__(self, name{more}): {_LIBRARY}._frozen({what!r}, name)")
        if options["match_args"] and "__match_args__" not in bound:
            names = [part.name for part in record.parts if part.init and not part.kw_only]
            made += _parsed(f"__match_args__ = {tuple(names)!r}")
        made.append(self.fields(record, kept))
        for statement in made:
            for leaf in ast.walk(statement):
                if isinstance(leaf, (ast.expr, ast.stmt, ast.arg, ast.keyword)) and not hasattr(leaf, "sj_own"):
                    ast.copy_location(leaf, node)
        node.body = [*node.body, *made]

    def fields(self, record: _Record, kept: list[_Part]) -> ast.stmt:
        entries: list[ast.expr] = []
        for part in kept:
            if part.owner:
                number = self.number(record, part)
                source = f"{part.owner}.__dataclass_fields__[{number}]"
                entries.append(ast.parse(source, mode="eval").body)
                continue
            keywords = [
                ast.keyword(name, ast.Constant(getattr(part, name)))
                for name, usual in (("init", True), ("repr", True), ("compare", True), ("kw_only", False))
                if getattr(part, name) != usual
            ]
            if part.default is not None:
                keywords.append(ast.keyword("default", self.default(part)))
            if part.factory is not None:
                keywords.append(ast.keyword("default_factory", part.factory))
            if part.metadata is not None:
                keywords.append(ast.keyword("metadata", part.metadata))
            maker = ast.Attribute(ast.Name(_LIBRARY, ast.Load()), "_field_of", ast.Load())
            entries.append(ast.Call(maker, [ast.Constant(part.name)], keywords))
        return ast.Assign([ast.Name("__dataclass_fields__", ast.Store())], ast.Tuple(entries, ast.Load()))

    def number(self, record: _Record, part: _Part) -> int:
        """Where a field stands among those of the class that it comes from."""
        for base in record.node.bases:
            above = self.above(record.module, base)
            if above is not None and ast.unparse(base) == part.owner:
                return [p.name for p in above.parts if not p.passed].index(part.name)
        raise AssertionError(part.name)

    def default(self, part: _Part) -> ast.expr:
        """The value of a default: a constant, or what the class holds under the field's name."""
        if isinstance(part.default, ast.Constant) and not (part.owner and isinstance(part.default.value, float)):
            return copy.copy(part.default)
        name: ast.expr = ast.Name(part.name, ast.Load())
        if part.owner:
            name = ast.Attribute(ast.parse(part.owner, mode="eval").body, part.name, ast.Load())
        return name

    def init(self, record: _Record) -> ast.stmt:
        given = [part for part in record.parts if part.init]
        plain = [part for part in given if not part.kw_only]
        arguments = ast.arguments([], [ast.arg("self")], None, [], [], None, [])
        seen = False
        for part in plain:
            arguments.args.append(ast.arg(part.name))
            value = self.given(part)
            if value is not None:
                arguments.defaults.append(value)
                seen = True
            elif seen:
                reason = f"non-default argument {part.name!r} follows default argument"
                self.refuse(record.module, record.node, reason, "give it a default, or make it kw_only")
        for part in given:
            if part.kw_only:
                arguments.kwonlyargs.append(ast.arg(part.name))
                arguments.kw_defaults.append(self.given(part))
        body: list[ast.stmt] = []
        frozen = record.options["frozen"]
        number = -1
        for part in record.parts:
            if part.passed:
                continue
            number += 1
            factory = f"self.__dataclass_fields__[{number}].default_factory()"
            if not part.init:
                if part.factory is not None:
                    body += _stored(part.name, factory, frozen)
                elif part.default is not None and record.options["slots"]:
                    body += _stored(part.name, f"self.{part.name}", frozen)
                continue
            if part.factory is not None:
                unset = f"{self.program.prefix}u"
                body += _parsed(f"if {part.name} is {unset}: {part.name} = {factory}")
            body += _stored(part.name, part.name, frozen)
        if record.post:
            passed = ", ".join(part.name for part in record.parts if part.passed)
            body += _parsed(f"self.__post_init__({passed})")
        made = ast.FunctionDef("__init__", arguments, body or [ast.Pass()], [])
        if "type_params" in ast.FunctionDef._fields:
            made.type_params = []  # type: ignore[attr-defined,unused-ignore]  # 3.12 and later
        return made

    def given(self, part: _Part) -> ast.expr | None:
        if part.factory is not None:
            return ast.Name(f"{self.program.prefix}u", ast.Load())
        return None if part.default is None else self.default(part)


def _keep_places(written: ast.expr) -> None:
    """What the program wrote stays where it stands: floats are read again from there."""
    for node in ast.walk(written):
        node.sj_own = True  # type: ignore[attr-defined]  # our own mark


def _parsed(source: str) -> list[ast.stmt]:
    return ast.parse(source).body


def _stored(name: str, value: str, frozen: bool) -> list[ast.stmt]:
    return _parsed(f"object.__setattr__(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")


def _values(holder: str, names: list[str]) -> str:
    return "(" + "".join(f"{holder}.{name}, " for name in names) + ")"


def _compared(method: str, operator: str, names: list[str]) -> list[ast.stmt]:
    return _parsed(
        f"def {method}(self, other):\n"
        f"    if other.__class__ is not self.__class__: return NotImplemented\n"
        f"    return {_values('self', names)} {operator} {_values('other', names)}\n"
    )
