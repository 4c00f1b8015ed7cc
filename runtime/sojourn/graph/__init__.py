"""The object graph: Python objects to and from records of the persistent heap.

Start with saver.py and loader.py. What is not plain data goes through a `world` that the caller gives. Nothing lives
here but the two doors: a device loads the saver's and the loader's code for a save or load, and the caller (process.py)
lets go of it after that, since the two are large.
"""

from sojourn.graph.table import ObjectTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from sojourn.heap import Heap

__all__ = ["ObjectTable", "load", "save"]


def save(
    heap: "Heap",
    world: "Callable[[], Any]",
    table: "ObjectTable",
    roots: "list[tuple[str, Any]]",
    first: int = 1,
    describing: "tuple[str, ...]" = (),
) -> None:
    """Put the records of everything reachable from `roots` into `heap`: see saver.save."""
    from sojourn.graph.saver import save as run

    run(heap, world, table, roots, first, describing)


def load(heap: "Heap", world: "Any", table: "ObjectTable") -> "list[Any]":
    """The root objects in the order they were saved, with everything reachable from them: see loader.load."""
    from sojourn.graph.loader import load as run

    return run(heap, world, table)
