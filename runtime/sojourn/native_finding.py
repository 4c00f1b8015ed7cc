"""Where a stand-in that a program asks for first is found.

May live here: that table. A device loads this for each name that is new, and lets go of it then.
"""

from sojourn.modules import forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PARTS = {
    "native_calls": ("sorted", "min", "max", "map", "filter", "zip", "enumerate", "within"),
    "native_generators": (
        "taken", "drained", "added", "delegates", "awaited", "rests", "closes", "generator", "delegate", "clock",
        "wait",
    ),
    "handing": ("iter", "called", "drained_late"),
    "evaluating": ("evaluate", "execute", "compiled", "names_of", "name_in"),
    "native_objects": (
        "bound", "bound_above", "getattr", "memoryview", "slice", "told", "traceback", "property", "accessor",
        "staticmethod", "classmethod",
    ),
}  # fmt: skip
_FUNCTIONS = {
    "sorting": ("sorted_by", "sort_by"),
    "memory": ("view_of",),
    "native_objects": ("set_own", "delete_own", "update_own", "managed"),
    "matching": ("is_sequence", "is_mapping", "between", "without", "positional"),
    "displays": ("as_dict", "set_with", "dict_of", "dict_with", "set_stepped", "delete_stepped", "stepped"),
}
_CLASSES = {
    "native_calls": "Calls", "native_generators": "Generators", "native_objects": "Objects", "handing": "Handing",
    "evaluating": "Evaluating",
}  # fmt: skip
_ITERATORS = {"reversed": "make_reversed", "over": "over", "over_reversed": "over_reversed", "listed": "listed"}
_SUBCLASSES = ("subclassed", "subclass_hook", "init_subclass")


def find(engine: "Any", name: str) -> "Any":
    """The stand-in called `name` for this engine's program; AttributeError when there is none."""
    for module in _PARTS:
        if name in _PARTS[module]:
            holder = getattr(_module(module), _CLASSES[module])(engine)
            return getattr(holder, name if hasattr(holder, name) else name + "_")
    for module in _FUNCTIONS:
        if name in _FUNCTIONS[module]:
            return getattr(_module(module), name)
    if name in _ITERATORS:
        return getattr(_module("iterators"), _ITERATORS[name])
    if name in _SUBCLASSES:
        return getattr(_module("subclasses").Subclasses(engine.prefix), name)
    if name[:5] in ("call_", "plain", "error"):
        found = _module("lacking.finding").find(engine, name)
        forget("sojourn.lacking.finding")
        return found
    if name.startswith("builtin_"):
        import builtins

        return getattr(builtins, name[8:])
    raise AttributeError(name)


def _module(name: str) -> "Any":
    return __import__("sojourn." + name, None, None, ("x",))
