"""The second walk of a save: encodes each object that has a record of its own, and what stands inside it.

Bytes of values are encoding.py's; large builtins, rarer ones and payloads are in files of their own, which a device
loads when it meets such an object. Rules: none of the program's code runs (no __eq__, __hash__, __getattr__, __repr__);
nothing recurses by data; after an error heap and table are as they were.

Own records: instances, what the world describes, what is referenced more than once, what is large or deep. Other
containers are written inline in the record of their holder.
"""

from array import array
from collections import OrderedDict, deque

from sojourn.graph.codec import BYTEARRAY, FROZENSET, OTHER, REFERENCE, SET, TUPLE
from sojourn.graph.encoding import put_bytes, put_float, put_head, put_int, put_str
from sojourn.graph.kinds import ATOMS, MICRO, SLICE, attributes, parts_of
from sojourn.graph.table import ObjectTable

if MICRO:
    from sojourn.graph.order_measuring import measure
else:
    from sojourn.graph.order_cpython import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.kinds import Found
    from sojourn.heap import Heap

INLINE_DEPTH = 6  # containers nested deeper get a record of their own
INLINE_BYTES = 256  # so do larger ones,
LONG_TEXT = 512  # and texts and byte strings longer than this
PART_ITEMS = 64  # items in each part of a list, dict or set of more than MANY
MANY = 256
PART_BYTES = 1024  # bytes in each part of a text, bytes or bytearray of more than twice as many

PLAIN = {str: 0, int: 0, bytes: 0, float: 0, bool: 0, type(None): 0}
# How each type is split: 0 as a text's bytes, 1 and 2 as bytes, 3 as items, 4 as pairs.
SPLIT: "dict[Any, int]" = {str: 0, bytes: 1, bytearray: 2, list: 3, set: 3, dict: 4, OrderedDict: 4}
CONTAINERS = (list, dict, tuple, set, frozenset, bytearray, deque, array, OrderedDict)


class Recording:
    """One second walk, over what the first one found."""

    def __init__(self, heap: "Heap", found: "Found", table: "ObjectTable") -> None:
        self.heap = heap
        self.table = table
        self.fits = table.fits(heap)
        self.shared = found.shared
        self.described = found.described
        self.classes = found.classes
        self.texts: "dict[str, bytearray]" = {}
        self.new = ObjectTable()
        self.todo: "list[Any]" = []
        self.out = bytearray()
        self.refs: "dict[int, int]" = {}

    def write(self, roots: "list[Any]") -> None:
        """Encode every record and hand it to the heap, which writes those that changed."""
        self.array(roots, 1)
        self.put(0, len(self.refs))
        todo = self.todo
        while todo:
            obj = todo.pop()
            self.out = bytearray()
            self.refs = {}
            self.put(self.new.ids[id(obj)], self.record(obj))

    def put(self, oid: int, early: int) -> None:
        """Wrap what was encoded as the record [early, [oid, ...], value]."""
        head = bytearray(b"\x83")
        put_int(head, early)
        put_head(head, 128, len(self.refs))
        order = [0] * len(self.refs)
        for ref in self.refs:
            order[self.refs[ref]] = ref
        for ref in order:
            put_int(head, ref)
        head.extend(self.out)
        self.heap.put(oid, head)

    def record(self, obj: "Any") -> int:
        """Encode one object that has a record of its own; how many of its references are needed before it is made."""
        out = self.out
        described = self.described.get(id(obj))
        if described is not None:
            tag, early, late = parts_of(described)
            out.extend(b"\xcd\x83")  # tag WORLD
            put_str(out, tag)
            self.array(early, INLINE_DEPTH)  # a container in it may hold this object: it needs a record of its own
            count = len(self.refs)
            self.array(late, 2)
            return count
        kind: "Any" = type(obj)
        if kind in ATOMS or kind in CONTAINERS or kind is SLICE:
            if kind in SPLIT and len(obj) > (MANY if SPLIT[kind] > 2 else 2 * PART_BYTES):
                from sojourn.graph.writing_parts import split

                split(self, obj, kind)
                return 0
            self.plain(obj, kind, 0)
            whole = kind is tuple or kind is frozenset or kind is SLICE or kind is array
            return len(self.refs) if whole else 0
        info = self.classes[id(kind)]
        out.extend(b"\xce\x83")  # tag INSTANCE
        self.value(info.cls, 1)
        count = len(self.refs)
        if info.kind is None:
            out.append(0xF6)
        else:
            from sojourn.graph.payloads import put_payload

            count = put_payload(self, obj, info, count)
        self.named(attributes(obj, info))
        return count

    def named(self, own: "dict[str, Any]") -> None:
        """Encode attributes by name."""
        out = self.out
        put_head(out, 160, len(own))
        texts = self.texts
        for name in sorted(own) if MICRO else own:  # MicroPython's order is that of a table, and changes by itself
            encoded = texts.get(name)
            if encoded is None:
                encoded = bytearray()
                put_str(encoded, name)
                texts[name] = encoded
            out.extend(encoded)
            value = own[name]
            if value is None:
                out.append(0xF6)
            elif type(value) is int and 0 <= value < 24:
                out.append(value)
            else:
                self.value(value, 2)

    def pairs(self, items: "Any", count: int, depth: int) -> None:
        """Encode a map from its items."""
        put_head(self.out, 160, count)
        for key, value in items:
            self.value(key, depth)
            self.value(value, depth)

    def array(self, items: "Any", depth: int) -> None:
        put_head(self.out, 128, len(items))
        for item in items:
            self.value(item, depth)

    def value(self, obj: "Any", depth: int) -> None:
        """Encode a value inside a record: inline, or as a reference to a record that is then due."""
        kind: "Any" = type(obj)
        out = self.out
        if kind is str:
            if len(obj) <= LONG_TEXT:
                put_str(out, obj)
                return
        elif kind is int:
            put_int(out, obj)
            return
        elif obj is None:
            out.append(0xF6)
            return
        elif kind in ATOMS and not (kind is bytes and len(obj) > LONG_TEXT):
            self.plain(obj, kind, depth)
            return
        key = id(obj)
        if kind in CONTAINERS or kind is SLICE:
            if kind in (tuple, frozenset) and not obj:
                self.plain(obj, kind, depth)
                return
            if (
                key not in self.shared
                and depth < INLINE_DEPTH
                and key not in self.new.ids
                and not (self.fits and key in self.table.ids)
                and kind is not deque
                and kind is not OrderedDict
                and not (kind is frozenset and self.needs_objects(obj))
            ):
                start = len(out)
                before = len(self.refs)
                self.plain(obj, kind, depth)
                if len(out) - start <= INLINE_BYTES:
                    return
                out[start:] = b""  # too large after all: a record of its own
                if len(self.refs) > before:
                    for oid in [oid for oid in self.refs if self.refs[oid] >= before]:
                        del self.refs[oid]
        oid = self.oid(obj)
        at = self.refs.get(oid)
        if at is None:
            at = self.refs[oid] = len(self.refs)
        out.append(0xC0 | REFERENCE)
        put_int(out, at)

    def needs_objects(self, items: "Any") -> bool:
        for item in items:
            if type(item) not in PLAIN:
                return True
        return False

    def oid(self, obj: "Any") -> int:
        """The oid of an object with a record of its own; its record is due when it is met first."""
        key = id(obj)
        oid = self.new.ids.get(key)
        if oid is None:
            oid = self.table.ids.get(key) if self.table.ids else None
            if oid is not None and not self.fits:
                try:
                    self.heap.get(oid)
                except KeyError:
                    oid = None
            if oid is None:
                oid = self.allocate()
            self.new.ids[key] = oid
            self.new.objects.append(obj)
            self.todo.append(obj)
        return oid

    def plain(self, obj: "Any", kind: "Any", depth: int) -> None:
        """Encode an exact builtin here, whatever its size."""
        out = self.out
        if kind is str:
            put_str(out, obj)
        elif kind is int:
            put_int(out, obj)
        elif kind is float:
            put_float(out, obj)
        elif obj is None:
            out.append(0xF6)
        elif kind is bool:
            out.append(0xF5 if obj else 0xF4)
        elif kind is list:
            self.array(obj, depth + 1)
        elif kind is dict:
            if MICRO:
                self.table_of(obj)
            self.pairs(obj.items(), len(obj), depth + 1)
        elif kind is tuple:
            out.append(0xC0 | TUPLE)
            self.array(obj, depth + 1)
        elif kind is bytes:
            put_bytes(out, obj)
        elif kind is set:
            self.table_of(obj)
            out.append(0xC0 | SET)
            self.array(obj, depth + 1)
        elif kind is frozenset:
            out.append(0xC0 | FROZENSET)
            self.array(obj, depth + 1)
        elif kind is bytearray:
            out.append(0xC0 | BYTEARRAY)
            put_bytes(out, obj)
        else:
            from sojourn.graph.writing_others import parts_of

            out.append(0xC0 | OTHER)
            parts = parts_of(self, obj, kind)
            if kind is array and len(parts[3]) <= 2 * PART_BYTES:  # they are made for this record alone
                put_head(out, 128, len(parts))
                put_str(out, parts[0])
                put_str(out, parts[1])
                put_int(out, parts[2])
                put_bytes(out, parts[3])
            else:
                self.array(parts, depth + 1)

    def table_of(self, obj: "Any") -> None:
        """Encode what the hash table of a dict or set looks like, where it matters, before the dict or set itself."""
        found = measure(obj)
        if found is not None:
            self.out.extend(b"\xcc\x83")
            put_int(self.out, found[0])
            put_bytes(self.out, found[1])

    def allocate(self) -> int:
        return self.heap.allocate() or self.heap.allocate()  # oid 0 is the roots'
