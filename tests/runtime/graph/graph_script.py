# ruff: noqa: RUF005
"""Builds one of everything, saves it; or loads it in another interpreter and checks every bit. Runs on both.

    graph_script.py save FOLDER | check FOLDER | again FOLDER | order FOLDER SEED | compare FOLDER | memory | deep LENGTH

May live here: what runs on MicroPython and CPython alike. The classes' special methods all raise: none may run.
"""

import gc
import struct
import sys
from array import array
from collections import OrderedDict, deque, namedtuple

from sojourn.errors import Unstorable
from sojourn.graph import ObjectTable, load, save
from sojourn.graph.classes import ClassInfo
from sojourn.graph.payloads import payload
from sojourn.heap import FolderPages, Heap
from sojourn.heap.ram import RamPages

MICRO = sys.implementation.name == "micropython"


class NeverRun(Exception):
    pass


class Node:
    shared = 1

    def __init__(self, *_):
        raise NeverRun

    def __setattr__(self, name, value):
        raise NeverRun

    def __getattr__(self, name):
        raise NeverRun

    def __eq__(self, other):
        raise NeverRun

    def __hash__(self):
        raise NeverRun

    def __repr__(self):
        raise NeverRun

    def __len__(self):
        raise NeverRun

    def __bool__(self):
        raise NeverRun


class MyList(list):
    def __iter__(self):
        raise NeverRun

    def __len__(self):
        raise NeverRun

    def __getitem__(self, at):
        raise NeverRun

    def append(self, item):
        raise NeverRun

    def extend(self, items):
        raise NeverRun

    def copy(self):
        raise NeverRun


class MyDict(dict):
    def __setitem__(self, key, value):
        raise NeverRun

    def __getitem__(self, key):
        raise NeverRun

    def items(self):
        raise NeverRun

    def update(self, *_):
        raise NeverRun

    def copy(self):
        raise NeverRun


class LowerList(MyList):
    pass


class MyTuple(tuple):
    def __getitem__(self, at):
        raise NeverRun


class MyStr(str):
    def encode(self, *_):
        raise NeverRun

    def __str__(self):
        raise NeverRun


class MyInt(int):
    def __add__(self, other):
        raise NeverRun

    def __int__(self):
        raise NeverRun


class MyFloat(float):
    def __float__(self):
        raise NeverRun

    def __add__(self, other):
        raise NeverRun


class MyBytes(bytes):
    pass


class MyBytearray(bytearray):
    pass


class MySet(set):
    def add(self, item):
        raise NeverRun

    def update(self, *_):
        raise NeverRun


class MyOrdered(OrderedDict):
    pass


class Failure(ValueError):
    def __init__(self):
        raise NeverRun


class Lower(Failure):
    pass


class Key:
    def __hash__(self):
        return self.number

    def __eq__(self, other):
        return type(other) is Key and self.number == other.number


Point = namedtuple("Point", ("x", "y"))


def function():
    return 7


class World:
    """Classes and functions by name; what a real one describes in full."""

    def __init__(self, fail_at=-1):
        self.places = {}  # no globals() are kept
        natives = (object, ValueError, KeyError, OSError, ZeroDivisionError, Exception)
        programs = (
            Node,
            MyList,
            LowerList,
            MyDict,
            MyTuple,
            MyStr,
            MyInt,
            MyFloat,
            MyBytes,
            MyBytearray,
            MySet,
            MyOrdered,
        )
        programs = programs + (Failure, Lower, Key, Point)
        self.names = {"function": function}
        self.users = {}
        for cls in natives + programs:
            self.names[cls.__name__] = cls
        for cls in programs:
            if not (MICRO and cls is Point):
                self.users[id(cls)] = cls
        self.known = {}
        for name in self.names:
            self.known[id(self.names[name])] = name
        self.calls = 0
        self.fail_at = fail_at

    def describe(self, obj):
        self.calls += 1
        if self.calls == self.fail_at:
            raise MemoryError
        if id(obj) in self.known:
            return ("named", [self.known[id(obj)]], [])
        return None

    def make(self, tag, early):
        return self.names[early[0]]

    def fill(self, obj, tag, late):
        pass

    def entries(self, error):
        return ""

    def is_user_class(self, cls):
        return id(cls) in self.users


def new(cls, *arguments, base=None):
    """An instance without running the class's own code."""
    if MICRO:
        made = object.__new__(cls)
        if base is not None:
            super(base, made).__init__(*arguments)
        return made
    if base is None:
        return object.__new__(cls)
    native = ClassInfo(cls, World()).base
    if native is BaseException:
        native = ValueError
    made = native.__new__(cls, *arguments)
    if native in (list, dict, set, bytearray, OrderedDict, ValueError):
        native.__init__(made, *arguments)
    return made


def give(obj, **attributes):
    for name in sorted(attributes):
        object.__setattr__(obj, name, attributes[name])
    return obj


def build():
    node = new(Node)
    shared = [1, 2]
    data = bytearray(b"shared bytes")
    give(
        node,
        me=node,
        one=shared,
        two=shared,
        text="h\u00e9" * 400,
        raw=b"r" * 700,
        data=[data, data],
        big=list(range(700)),
    )
    key = give(new(Key), number=5)
    cycle = [1]
    cycle.append(cycle)
    tuple_cycle = ([], 2)
    tuple_cycle[0].append(tuple_cycle)
    failure = give(new(Failure, 1, "two", base=Failure), extra=node)
    nan = struct.unpack(">d", b"\x7f\xf8\x00\x00\x00\x00\x12\x34")[0]
    ordered = OrderedDict([("z", 1), ("a", 2), (3, [4])])
    atoms = [
        None,
        True,
        False,
        Ellipsis,
        NotImplemented,
        0,
        -1,
        23,
        24,
        -25,
        255,
        256,
        65536,
        1 << 32,
        -(1 << 63),
        1 << 63,
    ]
    atoms.extend(
        [(1 << 64) - 1, 1 << 64, -(1 << 64), -(1 << 64) - 1, 1 << 400, -(1 << 400), 0.0, -0.0, 1.5, float("inf"), nan]
    )
    atoms.extend(
        [
            "",
            "a",
            "\ud800x",
            "\U0001f600",
            b"",
            b"\x00\xff",
            bytearray(),
            bytearray(b"q"),
            (),
            (1,),
            ((),),
            [],
            {},
            set(),
        ]
    )
    atoms.extend(
        [
            range(0),
            range(9, 1, -2),
            array("d", [1.5, nan]),
            array("h", [1, -2]),
            array("B"),
            frozenset(),
            frozenset((1, "a")),
        ]
    )
    atoms.extend(
        [complex(1, -2.5), {"k": [{"n": ()}]}, {1, 2, 3}, ordered, deque([1, [2]], 5), slices()[1:2:3], slices()[:]]
    )
    things = [
        node, give(new(MyList, [1, 2], base=MyList), x=node), give(new(LowerList, [3], base=MyList), x=1),
        give(new(MyDict, {1: node, "k": 2}, base=MyDict), y=2), give(new(MyTuple, (1, node), base=MyTuple), z=3),
        give(new(MyStr, "text", base=MyStr), s=1), new(MyInt, 1 << 70, base=MyInt), new(MyInt, -3, base=MyInt),
        new(MyFloat, -0.0, base=MyFloat), new(MyBytes, b"by", base=MyBytes), new(MyBytearray, b"ba", base=MyBytearray),
        new(MySet, [4, 5], base=MySet), failure, new(Lower, "low", base=Failure), ValueError("plain", [node]), KeyError(3),
        Point(1, node), {key: "key", (key, 1): "pair"}, {key}, frozenset([key, 7]), function, Node, cycle, tuple_cycle,
        object(), atoms,
    ]  # fmt: skip
    ordered_sub = MyOrdered()
    ordered_sub["q"] = 1
    ordered_sub["b"] = 2
    things.append(ordered_sub)
    for _ in range(12):  # deeper than what is written inline
        atoms = [atoms, {"d": (_,)}]
    things.append(atoms)
    return things


class slices:
    def __getitem__(self, found):
        return found


def bits(number):
    return struct.pack(">d", number)


def plain_equal(a, b):
    assert type(a) is type(b), (a, b)
    if type(a) is float:
        assert bits(a) == bits(b), (a, b)
    elif type(a) is complex:
        assert bits(a.real) == bits(b.real)
        assert bits(a.imag) == bits(b.imag)
    elif type(a) in (list, tuple, deque):
        assert len(a) == len(b), (a, b)
        for at in range(len(a)):
            plain_equal(list(a)[at], list(b)[at])
    elif type(a) is array:
        assert bytes(memoryview(a)) == bytes(memoryview(b))
        assert repr(a) == repr(b)
    elif type(a) in (range, type(slices()[:])):
        assert (a.start, a.stop, a.step) == (b.start, b.stop, b.step)
    else:
        assert a == b, (a, b)
        if type(a) is OrderedDict:
            assert list(a.items()) == list(b.items())


def check(things):
    world = World()

    def held(obj):
        return payload(obj, ClassInfo(type(obj), world))

    expected = build()
    assert len(things) == len(expected)
    for at in range(len(things)):
        assert type(things[at]) is type(expected[at]), at
    node = things[0]
    own = node.__dict__
    assert own["me"] is node
    assert own["one"] is own["two"]
    assert own["one"] == [1, 2]
    assert own["text"] == "h\u00e9" * 400
    assert own["raw"] == b"r" * 700
    assert own["data"][0] is own["data"][1]
    assert own["big"] == list(range(700))
    assert held(things[1]) == [1, 2]
    assert things[1].x is node
    assert held(things[2]) == [3]
    assert things[2].x == 1
    pairs = held(things[3])
    assert len(pairs) == 2
    assert next(value for key, value in pairs if key == 1) is node
    assert things[3].y == 2
    assert held(things[4])[0] == 1
    assert held(things[4])[1] is node
    assert things[4].z == 3
    assert held(things[5]) == "text"
    assert things[5].s == 1
    assert held(things[6]) == 1 << 70
    assert held(things[7]) == -3
    assert bits(held(things[8])) == bits(-0.0)
    assert held(things[9]) == b"by"
    assert held(things[10]) == b"ba"
    assert sorted(held(things[11])) == [4, 5]
    assert things[12].args == (1, "two")
    assert things[12].extra is node
    assert things[13].args == ("low",)
    assert things[14].args[1][0] is node
    assert things[15].args == (3,)
    assert things[16].x == 1
    assert things[16].y is node
    key = next(key for key in things[17] if type(key) is Key)
    assert things[17][key] == "key"
    assert things[17][(key, 1)] == "pair"
    assert key in things[18]
    assert key in things[19]
    assert 7 in things[19]
    assert things[20] is function
    assert things[21] is Node
    assert things[22][1] is things[22]
    assert things[23][0][0] is things[23]
    plain_equal(things[25], expected[25])
    assert held(things[26]) == [("q", 1), ("b", 2)]
    deep = things[27]
    for _ in range(11, -1, -1):
        assert deep[1] == {"d": (_,)}
        deep = deep[0]
    assert deep is things[25]


def labelled(things):
    return [("thing%d" % at, things[at]) for at in range(len(things))]


def random_tables(seed):
    """Dicts and sets with a history of insertions and deletions."""
    state = [seed]

    def below(limit):
        state[0] = (state[0] * 1103515245 + 12345) & 0x7FFFFFFF
        return (state[0] >> 8) % limit

    made = []
    for turn in range(60):
        table = [{}, set(), {"a": 1, "b": 2, "c": 3}, {1, 2, 3, 4, 5}][turn % 4]
        for _ in range(below(40) if turn % 20 else below(700)):
            key = [below(60) - 30, "s%d" % below(80), below(1 << 40), "k" * below(9)][below(4)]
            if table and below(6) == 0 and (MICRO or turn % 2 == 0):
                victim = list(table)[below(len(table))]
                table.discard(victim) if type(table) is set else table.pop(victim)
            elif type(table) is set:
                table.add(key)
            else:
                table[key] = turn
        made.append(table)
    return made


def grow(tables):
    """What later insertions make of the order."""
    for table in tables:
        for number in range(15):
            if type(table) is set:
                table.add("new%d" % number)
            else:
                table["new%d" % number] = number


def mode_memory():
    """A save that runs out of memory, wherever it does, leaves heap, table and objects as they were."""
    world = World()
    heap = Heap.create(RamPages(), "memory")
    table = ObjectTable()
    things = build()
    save(heap, lambda: world, table, labelled(things))
    heap.commit()
    failed = succeeded = 0
    ballast = [None] * 3000
    room = 256
    while succeeded < 3:
        things[0].me.one.append(room)
        before = len(list(heap.oids()))
        gc.collect()
        size = 65536
        used = 0
        while size >= 16 and used < len(ballast):
            try:
                ballast[used] = bytearray(size)
                used += 1
            except MemoryError:
                size >>= 1
        while used and gc.mem_free() < room:
            used -= 1
            ballast[used] = None
            gc.collect()
        ids = table.ids
        try:
            save(heap, lambda: world, table, labelled(things))
            succeeded += 1
        except MemoryError:
            for at in range(used):
                ballast[at] = None
            failed += 1
            assert table.ids is ids
            assert len(list(heap.oids())) == before
            assert not heap._pending
        for at in range(used):
            ballast[at] = None
        save(heap, lambda: world, table, labelled(things))
        heap.commit()
        heap.check()
        check_numbers = load(heap, world, ObjectTable())[0].me.one
        assert check_numbers == things[0].me.one
        room += 512 if room < 8192 else 4096
    things[0].me.one[2:] = []
    save(heap, lambda: world, table, labelled(things))
    heap.commit()
    check(load(heap, world, ObjectTable()))
    print("failed", failed > 3)


def mode_deep(length):
    world = World()
    head = None
    for number in range(length):
        node = new(Key)
        node.number = number
        node.next = head
        head = node
    deep = ()
    for number in range(10000):
        deep = (deep,) if number % 3 else [deep]
    heap = Heap.create(RamPages(), "deep")
    save(heap, lambda: world, ObjectTable(), [("head", head), ("deep", deep)])
    heap.commit()
    head, deep = load(heap, world, ObjectTable())
    count = depth = 0
    while head is not None:
        count += 1
        head = head.next
    while deep:
        depth += 1
        deep = deep[0]
    print(count, depth)


def main(mode, *arguments):
    world = World()
    table = ObjectTable()
    if mode == "memory":
        mode_memory()
    elif mode == "deep":
        mode_deep(int(arguments[0]))
    elif mode == "save":
        heap = Heap.create(FolderPages(arguments[0]), "one of everything", 1)
        save(heap, lambda: world, table, labelled(build()))
        heap.commit(b"saved")
        heap.check()
        save(heap, lambda: world, table, labelled(load(heap, world, table)))
        print("changed", len(heap._pending))
    elif mode == "check" or mode == "again":
        heap = Heap.mount(FolderPages(arguments[0]))
        things = load(heap, world, table)
        check(things)
        if mode == "again":
            save(heap, lambda: world, table, labelled(things))
            heap.commit(b"again")
        heap.check()
        print("same")
    elif mode == "order":
        heap = Heap.create(FolderPages(arguments[0]), "order", 1)
        tables = random_tables(int(arguments[1]))
        save(heap, lambda: world, table, [("tables", tables)])
        heap.commit()
        print([list(one) for one in tables])
        grow(tables)
        print([list(one) if type(one) is dict else 0 for one in tables])
    elif mode == "compare":
        tables = load(Heap.mount(FolderPages(arguments[0])), world, table)[0]
        print([list(one) for one in tables])
        grow(tables)
        print([list(one) if type(one) is dict else 0 for one in tables])


try:
    main(*sys.argv[1:])
except Unstorable as error:
    print(error)
    sys.exit(1)
