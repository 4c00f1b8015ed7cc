"""Reading what the loader cannot make at once: keys that the program's own code hashes, and cycles.

A device loads this only when a record has such.
"""

from sojourn.errors import HeapCorrupt
from sojourn.graph.decoding import get_head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sojourn.graph.loader import Loader


def fill_hashed(load: "Loader") -> None:
    """Fill what hashes its keys with the program's code, the last met first: keys before what is keyed by them."""
    while load.hashed:
        obj, items, info = load.hashed.pop()
        try:
            if info is not None:
                from sojourn.graph.instances import fill_payload

                fill_payload(obj, info, items, load.world)
            elif isinstance(obj, set):
                for item in items:
                    obj.add(item)
            else:
                for at in range(0, len(items), 2):
                    obj[items[at]] = items[at + 1]
        except (TypeError, IndexError) as error:
            raise HeapCorrupt("a %s cannot be filled: %s" % (type(obj).__name__, error))


def skip(load: "Loader") -> None:
    """Move the reading position behind the value it stands at."""
    left = 1
    while left:
        left -= 1
        major, number, load.at = get_head(load.data, load.at)
        if major == 2 or major == 3:
            load.at += number
        elif major == 6:
            left += 1
        elif major == 4 or major == 5:
            left += number << (major - 4)
            if left > len(load.data):
                raise HeapCorrupt("a record is cut off at byte %d" % load.at)
