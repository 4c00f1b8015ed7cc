"""Objects to records: one walk to see what is reachable and what is shared, one to write what changed.

The order of the two, and what happens when one fails, live here; the walks are discovery.py and recording.py. A device
lets go of the first walk's code, and of what describes objects for it, before the second.
"""

from sojourn.errors import Unstorable
from sojourn.graph.kinds import Foreign, Found
from sojourn.modules import Thrifty, forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from sojourn.graph.table import ObjectTable
    from sojourn.heap import Heap

_FIRST = ("sojourn.graph.discovery", "sojourn.graph.payloads")
_SECOND = ("sojourn.graph.recording", "sojourn.graph.encoding", "sojourn.graph.order_measuring", "sojourn.graph.order",
           "sojourn.graph.payloads", "sojourn.graph.writing_parts", "sojourn.graph.writing_others")  # fmt: skip


def save(
    heap: "Heap",
    world: "Callable[[], Any]",
    table: "ObjectTable",
    roots: "list[tuple[str, Any]]",
    first: int = 1,
    describing: "tuple[str, ...]" = (),
) -> None:
    """Put the records of everything reachable from `roots` [(label, object), ...] into `heap`; commit is the caller's.

    Records that did not change are not written; those no longer reachable are dropped. Labels are for error messages
    only. `world()` makes what describes objects, out of the modules `describing`, which a device forgets after the
    first walk. Oids from 1 up to `first` belong to the caller (the program's code): they are neither used nor dropped.
    Raises Unstorable (naming the path from a label), MemoryError, OSError, HeapCorrupt: then the heap has abandoned
    whatever was pending, the table is as it was, and the process goes on.
    """
    found = Found()
    reserve = bytearray(512)  # freed on the error path, so that abandoning has what it needs
    done = False
    try:
        with Thrifty():
            _discover(world, found, [root for _, root in roots])
            forget(*_FIRST, *describing)
            new = _record(heap, found, table, [root for _, root in roots])
            found.clear()
            forget(*_SECOND)
            from sojourn.graph.finishing import finish

            finish(heap, table, new, first)
        done = True
    except Foreign as met:
        from sojourn.graph.path import path_to

        raise Unstorable(path_to(found, roots, met.obj), type(met.obj).__name__)
    finally:
        del reserve
        if not done:
            heap.abandon()


def _discover(world: "Callable[[], Any]", found: Found, roots: "list[Any]") -> None:
    from sojourn.graph.discovery import discover

    discover(world(), found, roots)


def _record(heap: "Heap", found: Found, table: "ObjectTable", roots: "list[Any]") -> "ObjectTable":
    from sojourn.graph.recording import Recording

    recording = Recording(heap, found, table)
    recording.write(roots)
    return recording.new
