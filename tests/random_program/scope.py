"""What a statement of a random program may use: names that are certainly assigned there, and what a call costs.

No choices and no text are made here.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Function:
    """Something that can be called with `arity` integers and returns one; `cost` is its steps from above."""

    name: str
    arity: int
    cost: int
    raises: bool
    optional: tuple[str, ...] = ()
    star: bool = False


@dataclass(frozen=True)
class Class:
    name: str
    cost: int
    raises: bool
    methods: tuple[Function, ...]
    has: tuple[str, ...]


@dataclass
class Scope:
    """What the statement being made may use: a block gets a copy, so its names end with it."""

    reads: list[str] = field(default_factory=list[str])
    writes: list[str] = field(default_factory=list[str])
    lists: list[str] = field(default_factory=list[str])
    texts: list[str] = field(default_factory=list[str])
    foreign: list[str] = field(default_factory=list[str])  # lists of an enclosing function: changed, never rebound
    objects: list[tuple[str, Class]] = field(default_factory=list[tuple[str, Class]])
    functions: list[Function] = field(default_factory=list[Function])
    cells: list[str] = field(default_factory=list[str])
    times: int = 1
    depth: int = 0
    nesting: int = 0
    loop: bool = False
    function: bool = False
    guarded: bool = False
    handler: bool = False

    def block(self, **changes: object) -> "Scope":
        copy = replace(
            self,
            reads=list(self.reads),
            writes=list(self.writes),
            lists=list(self.lists),
            texts=list(self.texts),
            objects=list(self.objects),
            functions=list(self.functions),
            cells=list(self.cells),
            depth=self.depth + 1,
        )
        for name, value in changes.items():
            setattr(copy, name, value)
        return copy
