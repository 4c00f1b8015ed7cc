"""Shorter memory for names: what only the runtime calls by a name gets one that the interpreter holds already.

MicroPython keeps each name that bytecode mentions (of functions, attributes, parameters, globals) in memory for good,
some 25 bytes a name, but for those that are part of its firmware. So private names become names of the firmware that
our source does not use otherwise, alike in all modules and classes; what several modules share gets one of its own.

May live here: renaming. May not: leaving out code (device_source.py). Names that stay: those a program or a host sees
(modules that programs reach, classes with bases, keywords), those that are a string somewhere, those that callers keep.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import cmath
import errno
import hashlib
import heapq
import keyword
import math
import random
import socket
import ssl
import string
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sojourn_host.emulate.device_source import REACHED
from sojourn_host.parsing import parse

# Sources that are left as they are. They name methods of builtins, which would be lost to all the others.
_APART = "/lacking/"
# Further names that an interpreter may hold, besides those that it tells itself.
_VOCABULARY = (builtins, str, set, math, cmath, errno, random, time, hashlib, heapq, socket, ssl, asyncio)
# Not to be taken: an interpreter looks these up in objects of ours, and its compiler computes `const(...)`.
_LOOKED_UP = frozenset(
    "args chdir close const errno flush getcwd ilistdir ioctl keys mkdir mount open read readblocks readinto readline"
    " remove rename rmdir send stat statvfs throw umount utime value write writeblocks".split()
)
_OFFERED = {*string.ascii_letters, *(name for some in _VOCABULARY for name in dir(some) if name[:1] != "_")}


@dataclass
class Renamed:
    """Sources by path with shorter names, and a line for each new name of what it stands for, to read tracebacks."""

    sources: dict[str, str]
    legend: str


def candidates(sources: dict[str, str]) -> set[str]:
    """Every name of `sources`, and every name that one could get: what to ask an interpreter whether it has it."""
    return {name for text in sources.values() for name in _every_name(parse(text))} | _OFFERED


def names_in(text: str) -> set[str]:
    """Every identifier of a source: what is to stay for code that calls the runtime from outside."""
    return set(_every_name(parse(text)))


def rename(sources: dict[str, str], native: set[str], kept: set[str], offered: Iterable[str] = ()) -> Renamed:
    """`sources` with shorter names. native: those of `candidates` and of `offered` that the interpreter holds.

    kept: those to stay.
    """
    apart = {path: text for path, text in sources.items() if _APART in path}
    trees = {path: parse(text) for path, text in sources.items() if path not in apart}
    used = {name for tree in trees.values() for name in _every_name(tree)}
    said = {name for tree in trees.values() for name in _texts(tree)}
    ours = used | kept | said
    names = _Supply((_OFFERED.union(offered) & native) - ours - _LOOKED_UP, ours)
    stays = native | kept | said | _seen_from_outside(trees)
    stays |= {name for text in apart.values() for name in _bound(parse(text))}
    for path, tree in trees.items():
        if not _reached(path):
            _Parameters(stays, names).visit(tree)
    places = _Places(trees, stays)
    legend: list[str] = []
    of_class: dict[ast.ClassDef, dict[str, str]] = {}
    for cls, own in places.attributes.items():
        of_class[cls] = {name: names.shared("attribute", at) for at, name in enumerate(own)}
        legend += [f"{new} {cls.name}.{old}" for old, new in of_class[cls].items()]
    of_module: dict[str, dict[str, str]] = {}
    for path, own in places.globals.items():
        of_module[path] = {name: names.shared("global", at) for at, name in enumerate(own)}
        legend += [f"{new} {path}:{old}" for old, new in of_module[path].items()]
    everywhere = {name: names.single() for name in places.shared}
    legend += [f"{new} {old}" for old, new in everywhere.items()]
    for path, tree in trees.items():
        _Names(everywhere, of_module[path], of_class).visit(tree)
    made = {path: ast.unparse(tree) + "\n" for path, tree in trees.items()}
    return Renamed(made | apart, "\n".join(legend) + "\n")


def _reached(path: str) -> bool:
    return path.rpartition("/")[2][:-3] in REACHED


def _every_name(tree: ast.AST) -> Iterator[str]:
    """Every identifier, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Global | ast.Nonlocal):
            yield from node.names
        elif isinstance(node, ast.ImportFrom | ast.Import):
            for name in _modules(node):
                yield from name.split(".")
            for alias in node.names:
                yield from (alias.name, alias.asname or "")
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler):
            yield node.name or ""


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]


def _seen_from_outside(trees: dict[str, ast.Module]) -> set[str]:
    """Names that somebody besides the runtime uses, or that are data."""
    seen: set[str] = set()
    for path, tree in trees.items():
        seen.update(path[:-3].split("/"))
        if _reached(path):
            seen.update(_every_name(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg:
                seen.add(node.arg)
            elif isinstance(node, ast.arguments):
                seen.update(argument.arg for argument in node.kwonlyargs)
            elif isinstance(node, ast.ClassDef) and node.bases:
                seen.add(node.name)  # errors are told by it
            elif isinstance(node, ast.FunctionDef) and node.name[:4] == "_on_":
                seen.add(node.name)  # called by what a message says
            elif isinstance(node, ast.ImportFrom | ast.Import):
                seen.update(part for name in _modules(node) for part in name.split("."))
    return seen


class _Supply:
    """New names: free ones that the interpreter has, while there are any."""

    def __init__(self, free: set[str], used: set[str]) -> None:
        usable = [name for name in free if name.isidentifier() and not keyword.iskeyword(name) and name[:2] != "__"]
        self.free = sorted(usable, key=lambda name: (-len(name), name))
        self.used = used
        self.count = 0
        self.kinds: defaultdict[str, list[str]] = defaultdict(list)

    def single(self) -> str:
        """A name that nothing else gets."""
        if self.free:
            return self.free.pop()
        while True:
            self.count += 1
            name = f"z{self.count}"
            if name not in self.used:
                return name

    def shared(self, kind: str, at: int) -> str:
        """Name number `at` of those that every scope of this kind gets."""
        names = self.kinds[kind]
        while len(names) <= at:
            names.append(self.single())
        return names[at]


class _Places:
    """Which names are one class's or one module's own, and which are shared."""

    def __init__(self, trees: dict[str, ast.Module], stays: set[str]) -> None:
        classes = {path: [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)] for path, tree in trees.items()}
        bases = {n.id for some in classes.values() for c in some for b in c.bases for n in _names(b)}
        plain = [c for some in classes.values() for c in some if not c.bases and c.name not in bases]
        inside = {cls: _own_attributes(cls) for cls in plain}
        ours = {id(node) for nodes in inside.values() for node in nodes}
        known = {_attribute_name(n) for nodes in inside.values() for n in nodes}
        elsewhere: set[str] = set()
        imported: set[str] = set()
        bound = {path: _bound(tree) for path, tree in trees.items()}
        for tree in trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and id(node) not in ours:
                    elsewhere.add(node.attr)
                elif isinstance(node, ast.ImportFrom):
                    imported.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ClassDef):
                    data = [s for s in node.body if not isinstance(s, ast.FunctionDef)]
                    elsewhere.update(n.id for s in data for n in _names(s))
                    if node not in inside:
                        elsewhere.update(s.name for s in node.body if isinstance(s, ast.FunctionDef))
        attributes = {n.attr for tree in trees.values() for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        methods = {s.name for some in classes.values() for c in some for s in c.body if isinstance(s, ast.FunctionDef)}
        globals_ = {name for names in bound.values() for name in names}
        own = known - elsewhere - imported - globals_ - stays
        local = globals_ - attributes - methods - elsewhere - imported - stays
        own = {name for name in own if name[:2] != "__"}
        local = {name for name in local if name[:2] != "__"}
        self.attributes = {cls: sorted({_attribute_name(n) for n in nodes} & own) for cls, nodes in inside.items()}
        self.globals = {path: sorted(names & local) for path, names in bound.items()}
        lasting = attributes | methods | globals_ | imported | elsewhere & globals_
        self.shared = sorted(name for name in lasting - own - local - stays if name[:2] != "__")


def _names(node: ast.AST) -> list[ast.Name]:
    return [n for n in ast.walk(node) if isinstance(n, ast.Name)]


def _attribute_name(node: ast.AST) -> str:
    assert isinstance(node, ast.Attribute | ast.FunctionDef)
    return node.attr if isinstance(node, ast.Attribute) else node.name


def _own_attributes(cls: ast.ClassDef) -> list[ast.AST]:
    """The methods of a class, and every `self.name` in them."""
    found: list[ast.AST] = []
    for method in cls.body:
        if isinstance(method, ast.FunctionDef):
            found.append(method)
            for node in ast.walk(method):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                    found.append(node)
    return found


def _bound(tree: ast.Module) -> set[str]:
    """The names of a module's globals, and of the functions inside of functions."""
    methods = {id(s) for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for s in c.body}
    found = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef) and id(n) not in methods}
    for statement in tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            found.update(n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
            if isinstance(statement, ast.ImportFrom | ast.Import):
                found.update(alias.asname or alias.name for alias in statement.names if "." not in alias.name)
    return found


class _Locals(ast.NodeTransformer):
    """Renames variables, and whatever has the same name in functions inside."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def new(self, name: str) -> str:
        """The new name of a variable."""
        return self.names.get(name, name)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.new(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.new(node.arg)
        return node

    def visit_Global(self, node: ast.Global) -> ast.AST:
        node.names = [self.new(name) for name in node.names]
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [self.new(name) for name in node.names]
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.name = self.new(node.name) if node.name else None
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.new(node.name)
        return self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        for alias in node.names:
            was = alias.asname or alias.name
            if self.new(was) != was:
                alias.asname = self.new(was)
        return node


class _Parameters(ast.NodeTransformer):
    """Names parameters by their place: the same few names in all functions, further ones in functions inside."""

    def __init__(self, stays: set[str], names: _Supply) -> None:
        self.stays = stays
        self.names = names
        self.depth = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self.function(node, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return self.function(node, [node.body])

    def function(self, node: ast.FunctionDef | ast.Lambda, body: list[ast.stmt] | list[ast.expr]) -> ast.AST:
        before = self.depth
        new: dict[str, str] = {}
        for argument in node.args.args:
            if argument.arg not in self.stays:
                new[argument.arg] = self.names.shared("parameter", self.depth)
                self.depth += 1
        for part in body:  # defaults belong to the scope outside
            _Locals(new).visit(part)
        for argument in node.args.args:
            argument.arg = new.get(argument.arg, argument.arg)
        self.generic_visit(node)
        self.depth = before
        return node


class _Names(_Locals):
    """Renames everything that is not a parameter."""

    def __init__(
        self, names: dict[str, str], own: dict[str, str], of_class: dict[ast.ClassDef, dict[str, str]]
    ) -> None:
        super().__init__(names)
        self.own = own
        self.of_class = of_class
        self.attributes: dict[str, str] = {}

    def new(self, name: str) -> str:
        return self.own.get(name) or self.names.get(name, name)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        node.attr = self.attributes.get(node.attr) or self.names.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.new(node.name)
        before, self.attributes = self.attributes, self.of_class.get(node, {})
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                name = statement.name
                self.visit(statement)
                statement.name = self.attributes.get(name) or self.names.get(name, name)
            else:
                self.visit(statement)
        node.bases = [self.visit(base) for base in node.bases]
        self.attributes = before
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        for alias in node.names:
            was = alias.asname or alias.name
            alias.name = self.names.get(alias.name, alias.name)
            alias.asname = self.new(was)
            if alias.asname == alias.name:
                alias.asname = None
        return node
