"""What the program's import statements do.

Lives here: modules of the program by name, the body of each run once. A device loads this at the first such statement.
Loading units is loading.py's.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.engine import Engine


def import_module(engine: "Engine", name: str) -> "Any":
    """What to call so that module `name` has run: its body the first time, nothing later."""
    index = index_of(engine, name)
    module = engine.module(index)
    parent = ".".join(name.split(".")[:-1])
    if parent:
        setattr(engine.module(index_of(engine, parent)).module, name.split(".")[-1], module.module)
    if module.started:
        return nothing
    module.started = True
    return module.names[engine.prefix + "main"]


def imported(engine: "Engine", name: str) -> "Any":
    """Module `name` of the program."""
    return engine.module(index_of(engine, name)).module


def imported_member(engine: "Engine", base: str, name: str) -> "Any":
    """What `from base import name` binds."""
    module = imported(engine, base)
    try:
        return getattr(module, name)
    except AttributeError:
        raise ImportError("cannot import name '%s' from '%s'" % (name, base))


def index_of(engine: "Engine", name: str) -> int:
    """The number of module `name`."""
    for index, info in enumerate(engine.infos):
        if info["name"] == name:
            return index
    raise ImportError("no module named '%s'" % name)


def nothing() -> None:
    """What `import_module` gives for a module that has run."""
