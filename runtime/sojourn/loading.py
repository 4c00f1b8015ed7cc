"""Loading units: a program's modules and resume bodies, with the names that the engine gives them.

Lives here: what a generated unit finds in its globals; a device lets go of this when a unit is loaded. On CPython fast
and resume bodies share the module's dictionary, are compiled with the original line numbers, and functions get their
original names; on MicroPython a unit is a module of its own and the program's globals are reached through the owner.
"""

from sojourn.engine import UNSET
from sojourn.units import MICRO, ProgramModule, Resume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hooks(engine: "Any", index: int) -> "dict[str, Any]":
    """The names that the code of module `index` finds, without the prefix."""
    found: "dict[str, Any]" = {} if engine.console is None else {"": engine.print}
    found.update(
        {
            "s": engine.safepoint(index),
            "o": engine.overflowing(index),
            "p": engine.push_values,
            "w": engine.push_pair,
            "a": engine.atomic,
            "at": engine.atomic_call,
            "e": engine.reply,
            "u": UNSET,
            "ub": engine.x.unbound,
            "x": engine.x,
            "gl": engine.looked_up(index),
            "n": engine.x.name,
            "im": engine.importing("import_module"),
            "mg": engine.importing("imported"),
            "mf": engine.importing("imported_member"),
            "vw": engine.x.view,
        }
    )
    if engine.infos[index].get("generators"):
        from sojourn.resting import hooks as resting

        found.update(resting(engine, index))
    return found


def load_fast(engine: "Any", index: int) -> ProgramModule:
    """Load the fast bodies of module `index`."""
    code = engine.code
    prefix: str = engine.prefix
    info = engine.infos[index]
    given = hooks(engine, index)
    name = info["name"]
    key = "m%d" % index
    fids: "dict[int, int]" = {}
    if MICRO:
        module = code.module(key, prefix + key)
        names: "dict[str, Any]" = module.__dict__
    else:
        import types

        from sojourn.units_cpython import original

        module = types.ModuleType(name)
        names = module.__dict__
        names["__builtins__"] = __builtins__
        code_object = original(code, prefix, key, index, info["file"], fids)
    names["__name__"] = name
    names["__file__"] = info["file"]
    if info["package"]:
        names["__path__"] = [name]
    if not MICRO:
        names["__package__"] = name if info["package"] else name.rpartition(".")[0]
        give(module, prefix, given)
        exec(code_object, names)
    give(module, prefix, given)
    made = ProgramModule(index, name, info["file"], info["package"], module, names)
    made.fids = fids
    made.flag_name = prefix + "q"
    if MICRO:
        made.set = names[prefix + "set"]
        spread(module, names, info["globals"])
    return made


def give(unit: "Any", prefix: str, given: "dict[str, Any]") -> None:
    """Put the engine's names into a unit; the one without a name stands in for `print`.

    With setattr, which interns: one key in the globals that is not makes every look at a global 3 times as dear
    on MicroPython.
    """
    for hook in given:
        setattr(unit, prefix + hook if hook else "print", given[hook])


def spread(unit: "Any", names: "dict[str, Any]", more: int) -> None:
    """Make room in a unit's globals for `more` names and leave every third place free (MicroPython).

    A dictionary there grows only when every place is taken, and then a look for a builtin goes through all of it
    (measured: 440 instructions each).  The names that fill it for a moment are known to the interpreter already.
    """
    import builtins

    wanted = (len(names) + more) * 3 // 2
    fillers: "list[str]" = []
    for name in builtins.__dict__:  # dir() would make a list of them all
        if len(names) < wanted and name not in names:
            setattr(unit, name, None)
            fillers.append(name)
    for name in reversed([name for name in names if name in fillers]):  # from the back: what is free stays in one piece
        delattr(unit, name)


def load_resume(engine: "Any", owner: ProgramModule, fid: int) -> Resume:
    """Load one function's resume body."""
    code = engine.code
    prefix: str = engine.prefix
    key = "r%d_%d" % (owner.index, fid)
    if MICRO:
        unit = code.module(key, prefix + key)
        names: "dict[str, Any]" = unit.__dict__
        give(unit, prefix, hooks(engine, owner.index))
        setattr(unit, prefix + "m", owner.module)
        for name in names[prefix + "h"]:
            setattr(unit, name, owner.names[name])
        spread(unit, names, 0)
    else:
        from sojourn.units_cpython import original

        names = {}
        exec(original(code, prefix, key, owner.index, owner.file, {}), owner.names, names)
    set_flag = names[prefix + "set"] if MICRO else owner.set
    generator = prefix + "yr" in names
    return Resume(names[prefix + "r"], names[prefix + "l"], names[prefix + "c"], set_flag, generator)
