"""Source text that a program runs: eval, exec and compile with the names that the text finds.

Lives here: what natives.py imports when a program first runs a text, and `Text`, which stands for a code object, since
no interpreter can store one.  The text runs natively in one atomic step.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Text:
    """What compile() gives: the source, made into code again where it is run."""

    def __init__(self, source: "Any", file: str, mode: str) -> None:
        self.source = source
        self.file = file
        self.mode = mode


class Evaluating:
    """The stand-ins of one engine."""

    def __init__(self, engine: "Any") -> None:
        self.engine = engine
        self.made: "dict[Any, Any]" = {}  # code by (source, mode)

    def compiled(self, source: "Any", file: str = "<string>", mode: str = "exec", *_: "Any") -> Text:
        made = Text(source, file, mode)
        self.code(made)
        return made

    def code(self, text: Text) -> "Any":
        key = (text.source, text.mode)
        if key not in self.made:
            self.made[key] = compile(text.source, text.file, text.mode)
        return self.made[key]

    def evaluate(self, source: "Any", *given: "Any") -> "Any":
        return self.run(eval, source, given[:-2], given[-2], given[-1])

    def execute(self, source: "Any", *given: "Any") -> "Any":
        return self.run(exec, source, given[:-2], given[-2], given[-1])

    def run(self, runner: "Any", source: "Any", given: "Any", local: "Any", names: "Any") -> "Any":
        """Run a text with the names that were given, or else with those of its module and what it sees there."""
        if given and given[0] is not None:
            names = given[0]
            local = given[1] if len(given) > 1 else None
        code = self.code(source) if isinstance(source, Text) else source
        before = "__builtins__" in names
        try:
            if local is None:
                return self.engine.atomic_call(runner, code, names)
            return self.engine.atomic_call(runner, code, names, local)
        finally:
            if not before and "__builtins__" in names:
                del names["__builtins__"]  # CPython puts it there, and it cannot be stored

    def name_in(self, names: "Any", name: str) -> "Any":
        """A global of a text that runs with names of its own, or a builtin."""
        if name in names:
            return names[name]
        import builtins

        if hasattr(builtins, name):
            return getattr(builtins, name)
        raise NameError("name '%s' isn't defined" % name)

    def names_of(self, names: "Any") -> "list[str]":
        """dir() of a module: what the program has named in it."""
        prefix = self.engine.prefix
        found = [name for name in names if not name.startswith(prefix)]
        if names.get("print") is self.engine.print:
            found.remove("print")
        return sorted(found)
