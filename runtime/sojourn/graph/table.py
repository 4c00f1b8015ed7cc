"""Which live object has which oid, kept between the saves of one running process.

Only the map lives here. It holds its objects strongly, so that an id() in it cannot come to mean another object; each
save replaces it by a map of what is reachable, so that it pins nothing for longer than until then.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ObjectTable:
    """Empty when new; filled by load() and save(). Belongs to one heap and one process.

    `ids` maps id(object) to its oid, `objects` keeps them alive, `parts` maps id(object) to the oids of further records
    of a large one, `deques` remembers the maxlen of deques where the interpreter does not tell.
    """

    def __init__(self) -> None:
        self.ids: "dict[int, int]" = {}
        self.objects: "list[Any]" = []
        self.parts: "dict[int, list[int]]" = {}
        self.deques: "dict[int, Any]" = {}
        self.generation = -1  # of the heap, when this map was right
        self.heap: "Any" = None

    def fits(self, heap: "Any") -> bool:
        """Whether every oid in the map is one of `heap` as it is now (nothing was abandoned or reverted since)."""
        return self.heap is heap and self.generation == heap.generation
