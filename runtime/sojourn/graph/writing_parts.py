"""A large builtin as several records, so that a small change writes little.

A device loads this when a save meets such an object; reading_parts.py is its mirror.
"""

from sojourn.graph.codec import REFERENCE, SET
from sojourn.graph.encoding import put_bytes, put_head, put_int, put_str, text_bytes
from sojourn.graph.kinds import MICRO
from sojourn.graph.recording import PART_BYTES, PART_ITEMS, SPLIT

if MICRO:
    from sojourn.graph.order_measuring import measure
else:
    from sojourn.graph.order_cpython import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.recording import Recording


def split(record: "Recording", obj: "Any", kind: "Any") -> None:
    """Encode a large builtin as parts, each a record of its own, so that a small change writes little."""
    flavour = SPLIT[kind]
    known = record.table.parts.get(id(obj), ()) if record.fits and id(obj) in record.table.ids else ()
    parts = record.new.parts[id(obj)] = list(known)
    order = None
    if flavour < 3:
        data: "Any" = text_bytes(obj) if flavour == 0 else obj
        step = PART_BYTES
    else:
        data = obj if kind is list else list(obj.items() if flavour == 4 else obj)
        step = PART_ITEMS
        if kind is set or kind is dict and MICRO:
            order = measure(obj)
    used = 0
    for at in range(0, len(data), step):
        piece = data[at : at + step]
        record.out = bytearray()
        record.refs = {}
        if flavour < 3:
            put_bytes(record.out, piece)
        elif flavour == 4:
            record.pairs(piece, len(piece), 1)
        else:
            if kind is set:
                record.out.append(0xC0 | SET)
            record.array(piece, 1)
        if used == len(parts):
            parts.append(record.allocate())
        record.put(parts[used], 0)
        used += 1
    record.new.parts[id(obj)] = parts[:used]
    record.out = bytearray(b"\xcf")
    record.refs = {}
    put_head(record.out, 128, used + 4)
    put_str(record.out, "parts")
    put_str(record.out, kind.__name__)
    put_int(record.out, order[0] if order else 0)
    put_bytes(record.out, order[1] if order else b"")
    for at in range(used):
        record.refs[parts[at]] = at
        record.out.append(0xC0 | REFERENCE)
        put_int(record.out, at)
