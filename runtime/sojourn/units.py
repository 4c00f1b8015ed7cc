"""Loaded units: a program's modules and resume bodies.

Lives here: what the engine keeps of one. Loading them is loading.py's, which a device lets go of afterwards.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MICRO = sys.implementation.name == "micropython"


class Resume:
    """A loaded resume body: the function, its table of points, and how many slots it takes."""

    def __init__(self, body: "Any", table: "dict[int, Any]", count: int, set_flag: "Any", generator: bool) -> None:
        self.body = body
        self.set = set_flag
        self.table = table
        self.count = count
        self.generator = generator  # calling the body makes a generator


class ProgramModule:
    """One module of the running program."""

    def __init__(self, index: int, name: str, file: str, package: bool, module: "Any", names: "dict[str, Any]") -> None:
        self.index = index
        self.name = name
        self.file = file
        self.package = package
        self.module = module
        self.names = names
        self.started = False
        self.flag_name = ""
        self.set: "Any" = self.set_global
        self.fids: "dict[int, int]" = {}  # function number by id() of a code object, on CPython

    def set_global(self, value: int) -> None:
        """Set the flag where it is a global of the module (CPython)."""
        self.names[self.flag_name] = value
