"""Which functions a point's call may run directly, so that captured frames can be checked to form a path of calls.

Lives here: what is stored of it with a module, and the reading of one call.  Which calls may suspend is decided in
calls.py; the check itself is the runtime's (sojourn/path_check.py), and what it cannot see is in runtime/DESIGN.md.
A legal program must never be refused, so whatever is not certain is wide: an unknown value may be any function that the
program uses as a value, and in a program that reaches names by their text anything may run anything.
"""

import ast
import builtins
import io
import re
from array import array
from collections import OrderedDict, deque

from .calls import Calls
from .model import Class, Function, Module, Program, Susp, points_of
from .prepare import definition_of
from .statements import BY_TEXT, names_in

Reach = frozenset[Function] | None  # None: any function
NOTHING: frozenset[Function] = frozenset()
# Names by which a program finds functions that no other name of it leads to.
_FINDING = BY_TEXT | {
    "attrgetter", "methodcaller", "getmembers", "getattr_static", "__getattribute__", "partialmethod",
}  # fmt: skip
_NATIVE_TYPES: tuple[object, ...] = (
    list, dict, str, bytes, bytearray, set, frozenset, tuple, int, float, complex, range, slice, memoryview, deque,
    OrderedDict, array, BaseException, io.StringIO, io.BytesIO, io.TextIOWrapper, re.Pattern, re.Match,
)  # fmt: skip
# Methods of the interpreter's own types, and of nothing else that holds a function of the program.
_NATIVE_METHODS = {name for kind in _NATIVE_TYPES for name in dir(kind) if not name.startswith("_")}
_ANYTHING = 1
_CONSTRUCTOR = 1 << 31  # marks an __init__, whose caller gets the object although the call was cut


class Paths:
    """Answers, for any call of the program, which functions it may run with nothing but native code that passes on
    their results in between."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.open = any(by_text(module) for module in calls.program.modules)
        self.values = frozenset(calls.escaping).union(
            function for function in calls.program.functions if function.name[:2] == "__" == function.name[-2:]
        )
        self.by_name: dict[str, set[Function]] = {}
        for name, functions in calls.methods.items():
            self.by_name.setdefault(name, set()).update(functions)
        for module in calls.program.modules:
            for function in module.functions:
                if function.owner is None:
                    self.by_name.setdefault(function.name, set()).add(function)
            for cls in module.classes:
                made = calls.constructors(cls)
                self.by_name.setdefault(cls.node.name, set()).update(self.values if made is None else made)

    def of(self, call: ast.Call, function: Function) -> Reach:
        """What this call, which stands in `function`, may run directly."""
        if self.open:
            return None
        func = call.func
        if isinstance(func, ast.Lambda):
            return frozenset([self.calls.scopes.functions[id(definition_of(func))]])
        if isinstance(func, ast.Attribute):
            return self.attribute(func, function)
        targets = self.calls.targets(call, function)
        if targets is None:
            return self.values
        if isinstance(func, ast.Name):
            if self.calls.computed or func.id in self.calls.attributes:
                return self.values.union(targets)  # it may be replaced from outside its module
            if not targets and not self.native(func.id, function):
                return self.values
        return frozenset(targets)

    def native(self, name: str, function: Function) -> bool:
        """Whether a global that is no function of the program is certainly the interpreter's."""
        fact = self.calls.fact(function.module, name)
        return isinstance(fact, (str, Class)) or name not in function.module.globals and hasattr(builtins, name)

    def attribute(self, func: ast.Attribute, function: Function) -> Reach:
        targets = self.calls.attribute(func, function)
        if targets is None or func.attr in self.calls.attributes or self.calls.computed:
            return self.values | self.by_name.get(func.attr, set())
        if isinstance(func.value, ast.Name) and not self.calls.is_local(func.value.id, function):
            fact = self.calls.fact(function.module, func.value.id)
            if isinstance(fact, str):
                return NOTHING
            if isinstance(fact, Module):
                return frozenset(targets)
        if func.attr in self.by_name:
            return frozenset(targets) | self.by_name[func.attr]
        return NOTHING if func.attr in _NATIVE_METHODS else self.values


def by_text(module: Module) -> bool:
    return any(not _FINDING.isdisjoint(names_in(node)) for node in ast.walk(module.tree))


def path_table(program: Program, module: Module) -> bytes:
    """What the points of a module reach: for point n the two bytes at 2n, little-endian; then the sets.

    0: nothing, 1: anything, any other number times 2 is where a set stands: its count (2 bytes), then for each function
    4 bytes, the module's number shifted left by 16 with the function's own below; the highest bit marks an __init__.
    """
    reached: dict[int, Reach] = {}
    for function in module.functions:
        for point in points_of(function.body):
            reached[point.point] = point.reach if isinstance(point, Susp) else NOTHING
    count = len(module.points)
    entries = bytearray(2 * count)
    sets = bytearray()
    known: dict[bytes, int] = {}
    for number, reach in reached.items():
        if reach is None:
            place = _ANYTHING
        else:
            keys = sorted(_key(function) for function in reach if points_of(function.body))
            packed = len(keys).to_bytes(2, "little") + b"".join(key.to_bytes(4, "little") for key in keys)
            place = 0
            if keys:
                place = known.setdefault(packed, count + len(sets) // 2)
                if place == count + len(sets) // 2:
                    sets += packed
        if place > 65535:
            place = _ANYTHING  # too large to be told apart
        entries[2 * number : 2 * number + 2] = place.to_bytes(2, "little")
    return bytes(entries + sets)


def _key(function: Function) -> int:
    key = function.module.index << 16 | function.fid
    return key | _CONSTRUCTOR if function.name == "__init__" else key
