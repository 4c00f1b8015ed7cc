"""What a class statement calls when its class is there: `__set_name__` and `__init_subclass__`.

Lives here: finding and calling them, under the names that the compiler gave them.  native_finding.py finds this for a
program that has some.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Subclasses:
    """The calls, for one engine's program."""

    def __init__(self, prefix: str) -> None:
        self.hook = prefix + "i_subclass"
        self.namer = prefix + "i_name"

    def subclassed(self, cls: "Any", names: "tuple[str, ...]", given: "dict[str, Any]") -> "Any":
        """A class has been made: tell what it holds under `names`, then its parents; gives the class."""
        held = cls.__dict__
        for name in names:
            if name in held:
                namer = getattr(held[name], self.namer, None)
                if namer is not None:
                    namer(cls, name)
        hook = getattr(super(cls, cls), self.hook, None)
        if hook is not None:
            hook(**given)
        elif given:
            self.refuse(cls)
        return cls

    def subclass_hook(self, names: "tuple[str, ...]", given: "dict[str, Any]") -> "Any":
        """The same as a decorator, for a class in a class body."""
        return lambda cls: self.subclassed(cls, names, given)

    def init_subclass(self, holder: "Any", args: "tuple[Any, ...]", given: "dict[str, Any]") -> None:
        """`holder.__init_subclass__(*args, **given)`, with object's where no class of the program has one."""
        hook = getattr(holder, self.hook, None)
        if hook is not None:
            hook(*args, **given)
        elif args or given:
            self.refuse(holder)

    def refuse(self, cls: "Any") -> None:
        name = getattr(cls, "__name__", "object")
        raise TypeError("%s.__init_subclass__() takes no keyword arguments" % name)
