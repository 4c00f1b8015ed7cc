"""What the program's import statements and its `print` do.

Lives here: modules of the program by name, the body of each run once; text to the console. Loading units is units.py's.
"""

import sys

from sojourn.units import MICRO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Importing:
    """The part of the engine that generated import statements, and `print`, call."""

    console: "Any"
    infos: "list[Any]"
    prefix: str

    def module(self, index: int) -> "Any":
        """Module `index` of the program, loaded when it is first wanted."""
        raise NotImplementedError

    def index_of(self, name: str) -> int:
        for index, info in enumerate(self.infos):
            if info["name"] == name:
                return index
        raise ImportError("no module named '%s'" % name)

    def import_module(self, name: str) -> "Any":
        """What to call so that module `name` has run: its body the first time, nothing later."""
        index = self.index_of(name)
        module = self.module(index)
        parent = name.rpartition(".")[0] if not MICRO else ".".join(name.split(".")[:-1])
        if parent:
            setattr(self.module(self.index_of(parent)).module, name.split(".")[-1], module.module)
        if module.started:
            return nothing
        module.started = True
        return module.names[self.prefix + "main"]

    def imported(self, name: str) -> "Any":
        return self.module(self.index_of(name)).module

    def imported_member(self, base: str, name: str) -> "Any":
        module = self.imported(base)
        try:
            return getattr(module, name)
        except AttributeError:
            raise ImportError("cannot import name '%s' from '%s'" % (name, base))

    def global_name(self, index: int, name: str) -> "Any":
        """A global that may be unbound or a builtin, read from a resume body on MicroPython."""
        names = self.module(index).names
        if name in names:
            return names[name]
        import builtins

        if hasattr(builtins, name):
            return getattr(builtins, name)
        raise NameError("name '%s' isn't defined" % name)

    def print_(
        self, *values: "Any", sep: "Any" = " ", end: "Any" = "\n", file: "Any" = None, flush: bool = False
    ) -> None:
        """print() of a program whose console is elsewhere."""
        if self.console is None or file is not None and file is not sys.stdout:
            print(*values, sep=sep, end=end, file=file)
            return
        texts = [str(value) for value in values]
        self.console((" " if sep is None else sep).join(texts) + ("\n" if end is None else end))


def nothing() -> None:
    """What `import_module` gives for a module that has run."""
