"""What a save does when every record is written: records that nothing refers to any more are dropped.

A device loads this for that step and lets go of it then.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sojourn.graph.table import ObjectTable
    from sojourn.heap import Heap


def finish(heap: "Heap", table: "ObjectTable", new: "ObjectTable", first: int) -> None:
    """Drop what is no longer reachable and make the map `new` the table's; nothing allocates after the last drop."""
    live = {0: 0}
    for key in new.ids:
        live[new.ids[key]] = 0
    for key in new.parts:
        for oid in new.parts[key]:
            live[oid] = 0
    if table.fits(heap):
        for key in table.ids:
            if table.ids[key] not in live:
                heap.drop(table.ids[key])
        for key in table.parts:
            for oid in table.parts[key]:
                if oid not in live:
                    heap.drop(oid)
    else:
        for oid in [oid for oid in heap.oids() if oid >= first and oid not in live]:
            heap.drop(oid)
    table.ids = new.ids
    table.objects = new.objects
    table.parts = new.parts
    table.deques = new.deques
    table.generation = heap.generation
    table.heap = heap
