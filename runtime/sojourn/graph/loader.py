"""Records to objects: first everything is made, then filled, then what hashes its keys.

Reading lives here; it is the mirror of saver.py. Rules: no __init__, __new__ or __setattr__ of the program runs; its
__hash__
and __eq__ run only once the keys are complete; nothing recurses by data beyond DEPTH_MOST levels inside a record; bytes
that are no
record give HeapCorrupt.
"""

from collections import OrderedDict

from sojourn.errors import HeapCorrupt
from sojourn.graph.classes import MICRO, ClassInfo
from sojourn.graph.codec import (
    BYTEARRAY,
    DEPTH_MOST,
    FROZENSET,
    INSTANCE,
    OTHER,
    REFERENCE,
    SET,
    SURROGATES,
    TABLE,
    TUPLE,
    WORLD,
)
from sojourn.graph.decoding import get_head, get_surrogates, get_text, unpack_float
from sojourn.modules import Thrifty, free

if not MICRO:
    from sojourn.graph.order_cpython import freeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn.graph.table import ObjectTable
    from sojourn.heap import Heap

UNHASHABLE = {list: 0, dict: 0, set: 0, bytearray: 0}
PLAIN = {str: 0, int: 0, bytes: 0, float: 0, bool: 0, type(None): 0}
HELD_SHARE = 16  # of what is free for records kept between making and filling; further ones are read a second time
HELD_MOST = 8192
SETTLE_MOST = 8  # frozensets of objects that hold frozensets of objects ...


def load(heap: "Heap", world: "Any", table: "ObjectTable") -> "list[Any]":
    """The root objects in the order they were saved, with everything reachable from them; fills `table`.

    Raises HeapCorrupt for bytes that are no object graph, KeyError never, and whatever the world raises.
    """
    with Thrifty():
        return Loader(heap, world, table).run()


class Loader:
    def __init__(self, heap: "Heap", world: "Any", table: "ObjectTable") -> None:
        self.heap = heap
        self.world = world
        self.kept = table
        self.made: "dict[int, Any]" = {}
        self.classes: "dict[int, ClassInfo]" = {}
        self.due: "list[int]" = []  # oids to make
        self.fills: "list[tuple[int, Any]]" = []  # (oid, record or None)
        self.parts: "dict[int, list[int]]" = {}
        self.worlds: "list[tuple[Any, str, Any]]" = []
        self.hashed: "list[tuple[Any, list[Any], Any]]" = []
        self.later: "list[tuple[Any, bytes, list[int], int]]" = []
        self.lenient = False
        self.outside = False  # in the world's code
        self.oid = 0  # being made or filled, for errors
        self.held = 0
        self.room = min(HELD_MOST, free() // HELD_SHARE)
        self.settling = 0
        self.data = b""
        self.at = 0
        self.refs: "list[int]" = []

    def run(self) -> "list[Any]":
        data = self.record(0)
        self.open(data)
        refs = self.refs
        for oid in reversed(refs):
            self.due.append(oid)
        try:
            self.settle()
            self.open(data)
            roots = self.value(0)
        except (TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
            if self.outside:
                raise  # the world's own, not ours to explain
            raise HeapCorrupt("record %d cannot be made into an object: %s" % (self.oid, error))
        for obj, tag, late in self.worlds:
            self.world.fill(obj, tag, late)
        if self.hashed:
            ready = getattr(self.world, "ready", None)
            if ready is not None:
                ready(roots)  # the program's __hash__ and __eq__ run now, and look at its globals
            from sojourn.graph.reading_hashed import fill_hashed

            fill_hashed(self)
        table = self.kept
        table.ids = {}
        table.objects = []
        table.parts = {}
        table.deques = {}
        for oid in self.made:
            obj = self.made[oid]
            table.ids[id(obj)] = oid
            table.objects.append(obj)
            if oid in self.parts:
                table.parts[id(obj)] = self.parts[oid]
        table.generation = self.heap.generation
        table.heap = self.heap
        if type(roots) is not list:
            raise HeapCorrupt("record 0 does not hold the roots")
        return roots

    def settle(self) -> None:
        """Make everything due and all that hangs on it, then fill it."""
        while self.due or self.fills or self.later:
            while self.due:
                self.make(self.due.pop())
            fills = self.fills
            self.fills = []
            self.held = 0
            for oid, data in fills:
                self.fill(oid, data if data is not None else self.record(oid))
            later = self.later
            self.later = []
            for obj, data, refs, at in later:
                self.data, self.refs, self.at = data, refs, at
                self.value(0, obj)

    def record(self, oid: int) -> bytes:
        try:
            return self.heap.get(oid)
        except KeyError:
            raise HeapCorrupt("record %d is missing" % oid)

    def open(self, data: bytes) -> int:
        """Start reading a record; the number of references needed before its object can be made."""
        self.data = data
        if data[:1] != b"\x83":
            raise HeapCorrupt("a record does not start as one")
        self.at = 1
        early = self.number(0)
        count = self.number(4)
        if count > len(data):
            raise HeapCorrupt("a record is cut off in its references")
        self.refs = [self.number(0) for _ in range(count)]
        return early

    def number(self, major: int) -> int:
        at = self.at
        if at < len(self.data):
            first = self.data[at]
            if first >> 5 == major and first & 31 < 24:  # the usual case, without the tuple that get_head makes
                self.at = at + 1
                return first & 31
        found, number, self.at = get_head(self.data, at)
        if found != major:
            raise HeapCorrupt("a record has something else than a number at byte %d" % self.at)
        return number

    def make(self, first: int) -> None:
        """Make the object of a record, and before it those it cannot be made without."""
        made = self.made
        opened: "dict[int, bytes]" = {}
        stack = [first]
        while stack:
            oid = stack[-1]
            if oid in made:
                stack.pop()
                continue
            data = opened.get(oid)
            again = data is not None
            if data is None:
                data = self.record(oid)
            early = self.open(data)
            missing = [ref for ref in self.refs[:early] if ref not in made]
            if missing and not again:
                opened[oid] = data
                stack.extend(missing)
                continue
            stack.pop()
            refs = self.refs
            # A cycle, which can only close in a list, dict or set written inline: such are left empty for now.
            self.lenient = len(missing) > 0
            more = self.make_one(oid)
            self.lenient = False
            if again:
                del opened[oid]
            whole = True
            if oid in self.parts:  # what it refers to are its parts, which are no objects
                refs = []
            for ref in refs:
                if ref not in made:
                    self.due.append(ref)
                    whole = False
            if more and whole and oid not in self.parts:
                self.fill(oid, data)
            elif more:
                keep = self.held + len(data) <= self.room
                if keep:
                    self.held += len(data)
                self.fills.append((oid, data if keep else None))

    def make_one(self, oid: int) -> bool:
        """Make the object whose record is open; whether it is to be filled."""
        self.oid = oid
        major, number, at = get_head(self.data, self.at)
        if major == 4:
            self.made[oid] = []
            return True
        if major == 5:
            self.made[oid] = {}
            return True
        if major == 6:
            if number == SET:
                self.made[oid] = set()
                return True
            if number == TABLE:
                self.at = at
                from sojourn.graph.reading_tables import table_shell

                self.made[oid] = table_shell(self)
                return True
            if number == FROZENSET and self.refs and self.settling < SETTLE_MOST:
                data, refs, at = self.data, self.refs, self.at
                self.settling += 1  # its elements are hashed as it is made: they must be complete
                due = self.due
                self.due = []
                self.settle()
                self.due = due
                self.settling -= 1
                self.data, self.refs, self.at = data, refs, at
            elif number == INSTANCE:
                from sojourn.graph.instances import make_instance

                return make_instance(self, oid, at)
            elif number == WORLD:
                self.at = at
                self.expect(3)
                tag = self.value(1)
                early = self.value(0)
                self.outside = True
                self.made[oid] = self.world.make(tag, early)
                self.outside = False
                return True
            elif number == OTHER:
                self.at = at
                count = self.number(4)
                kind = self.value(1)
                if kind == "parts":
                    from sojourn.graph.reading_parts import make_parts

                    return make_parts(self, oid, count - 4)
                if kind == "odict":
                    self.made[oid] = OrderedDict()
                    return True
                if kind == "deque":
                    from sojourn.graph.reading_others import new_deque

                    self.made[oid] = new_deque(self.value(1), count)
                    return True
                self.at = at - 1
        self.made[oid] = self.value(0)
        return False

    def expect(self, count: int) -> None:
        if self.number(4) != count:
            raise HeapCorrupt("a record has the wrong number of parts at byte %d" % self.at)

    def info(self, cls: "Any") -> ClassInfo:
        info = self.classes.get(id(cls))
        if info is None:
            if type(cls) is not type and not isinstance(cls, type):
                raise HeapCorrupt("an instance refers to something that is no class")
            info = self.classes[id(cls)] = ClassInfo(cls, self.world)
        return info

    def fill(self, oid: int, data: bytes) -> None:
        """Give an object that was made its contents; all it refers to exists by now."""
        self.open(data)
        self.oid = oid
        obj = self.made[oid]
        major, number, at = get_head(data, self.at)
        if major == 4 or major == 5 or number in (SET, TABLE):
            self.value(0, obj)
            return
        self.at = at
        if number == INSTANCE:
            self.expect(3)
            info = self.info(self.value(1))
            if info.kind is None:
                self.value(1)
            else:
                from sojourn.graph.instances import fill_payload, read_payload

                held = read_payload(self, info, False)
                if info.kind == "dict" or info.kind == "odict" or info.kind == "set":
                    self.hashed.append((obj, held, info))
                else:
                    fill_payload(obj, info, held, self.world)
            own = self.value(1)
            if type(own) is not dict:
                raise HeapCorrupt("record %d has no attributes" % oid)
            if own:
                from sojourn.graph.instances import set_attributes

                set_attributes(obj, info, own)
        elif number == WORLD:
            self.expect(3)
            tag = self.value(1)
            self.value(1)
            late = self.value(1)
            if late:
                self.worlds.append((obj, tag, late))
        else:
            count = self.number(4)
            kind = self.value(1)
            if kind == "parts":
                from sojourn.graph.reading_parts import fill_parts

                fill_parts(self, oid, obj)
            elif kind == "odict":
                self.hashed.append((obj, [self.value(1) for _ in range(count - 1)], None))
            else:
                self.value(1)
                for _ in range(count - 2):
                    obj.append(self.value(1))

    def value(self, depth: int, into: "Any" = None) -> "Any":
        """The value at the reading position; `into` is an empty container to be filled instead of a new one."""
        if depth > DEPTH_MOST:
            raise HeapCorrupt("a record is nested deeper than %d levels" % DEPTH_MOST)
        data = self.data
        start = self.at
        first = data[start] if start < len(data) else 255
        number = first & 31
        if number < 24:  # the usual case, without the tuple that get_head makes
            major = first >> 5
            self.at = at = start + 1
        else:
            major, number, at = get_head(data, start)
            self.at = at
        if major == 3:
            text = get_text(data, at, number)
            self.at = at + number
            return text
        if major == 0:
            return number
        if major == 1:
            return -1 - number
        if major == 2:
            if at + number > len(data):
                raise HeapCorrupt("a byte string in a record is cut off at byte %d" % at)
            self.at = at + number
            return data[at : at + number]
        if self.lenient and into is None and (major == 4 or major == 5 or major == 6 and number == SET) and depth > 0:
            shell: "Any" = [] if major == 4 else {} if major == 5 else set()
            self.later.append((shell, data, self.refs, start))
            self.at = start
            from sojourn.graph.reading_hashed import skip

            skip(self)
            return shell
        if major == 4:
            items = into if into is not None else []
            for _ in range(number):
                items.append(self.value(depth + 1))
            return items
        if major == 5:
            return self.pairs(number, depth, {} if into is None else into)
        if major == 6:
            return self.tagged(number, depth, into)
        if number == 22:
            return None
        if number == 20 or number == 21:
            return number == 21
        if data[start] == 0xFB:
            return unpack_float(data, start + 1)
        raise HeapCorrupt("a record has an unknown value at byte %d" % at)

    def pairs(self, count: int, depth: int, found: "Any") -> "Any":
        items: "list[Any]" = []
        plain = True
        for _ in range(count):
            key = self.value(depth + 1)
            if type(key) not in PLAIN:
                plain = False
            if type(key) in UNHASHABLE:
                raise HeapCorrupt("record %d has a %s as a key" % (self.oid, type(key).__name__))
            if plain:
                found[key] = self.value(depth + 1)
            else:
                items.append(key)
                items.append(self.value(depth + 1))
        if items:
            self.hashed.append((found, items, None))
        return found

    def tagged(self, tag: int, depth: int, into: "Any") -> "Any":
        if tag == REFERENCE:
            at = self.number(0)
            if at >= len(self.refs) or self.refs[at] not in self.made:
                raise HeapCorrupt("a record refers to what is not in its list")
            return self.made[self.refs[at]]
        if tag == TUPLE:
            return tuple(self.items(depth))
        if tag == SET:
            found: "Any" = set() if into is None else into
            items = self.items(depth)
            for item in items:
                if type(item) not in PLAIN:
                    self.hashed.append((found, items, None))
                    return found
            found.update(items)
            return found
        if tag == FROZENSET:
            frozen = self.items(depth)
            return frozenset(frozen) if MICRO or len(frozen) < 2 else freeze(frozen)
        if tag == TABLE:
            from sojourn.graph.reading_tables import table_of

            return table_of(self, depth, into)
        held = self.value(depth + 1)
        if tag == OTHER:
            from sojourn.graph.reading_others import made_of

            return made_of(self, held)
        if type(held) is not bytes:
            raise HeapCorrupt("tag %d in a record is not followed by bytes" % tag)
        if tag == BYTEARRAY:
            return bytearray(held)
        if tag == SURROGATES:
            return get_surrogates(held)
        if tag == 2:
            return int.from_bytes(held, "big")
        if tag == 3:
            return -1 - int.from_bytes(held, "big")
        raise HeapCorrupt("a record has the unknown tag %d" % tag)

    def items(self, depth: int) -> "list[Any]":
        return [self.value(depth + 1) for _ in range(self.number(4))]
