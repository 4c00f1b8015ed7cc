"""What generated code calls under `_jx`: builtins that the compiler replaced, and small questions.

Only stand-ins live here, each with the builtin's own behaviour.  They exist because a native iterator or a
native descriptor cannot be looked into on MicroPython, or because a builtin calls back into the program.
Most are in files of their own, which are loaded when a program asks for one of them first.
"""

from sojourn.modules import forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Natives:
    """The stand-ins of one engine."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.wrapped: "list[Any]" = []  # (descriptor, kind, parts), on MicroPython
        self.native_iter = iter
        self.native_reversed = reversed

    def __getattr__(self, name: str) -> "Any":
        """What is wanted for the first time; then it is one object, so that a program can hold it."""
        from sojourn.native_finding import find

        found = find(self.engine, name)
        setattr(self, name, found)
        del find
        forget("sojourn.native_finding")
        return found

    def assign(self, holder: "Any", name: str, value: "Any") -> "Any":
        """`name := value` for a global of the module `holder`."""
        setattr(holder, name, value)
        return value

    def put(self, box: "list[Any]", value: "Any") -> "Any":
        """`name := value` for a variable that functions share."""
        box[0] = value
        return value

    def view(self, source: "Any", kind: str) -> "Any":
        """What a loop over source.items() and its like runs over."""
        from sojourn.positions import View

        return View(source, kind)

    def dict_view(self, source: "Any", kind: str) -> "Any":
        """source.items() and its like; of a dictionary as an object that can be stored."""
        if type(source) is not dict:
            made = getattr(source, kind)()
            if not isinstance(source, dict) or type(made) is not type({}.keys()):
                return made
        from sojourn.iterators import DictView

        return DictView(source, kind)

    def name(self, value: "Any") -> "Any":
        """value.__name__ as the program wrote it."""
        from sojourn.native_objects import Objects

        return Objects(self.engine).name(value)

    def unbound(self, name: str) -> "Any":
        """A local, or with a star a variable of an enclosing function, was read before it had a value."""
        from sojourn.native_objects import unbound

        unbound(name)

    def parts(self, descriptor: "Any") -> "Any":
        """(descriptor, kind, parts) of a descriptor made here; None for any other."""
        for entry in self.wrapped:
            if entry[0] is descriptor:
                return entry
        return None
