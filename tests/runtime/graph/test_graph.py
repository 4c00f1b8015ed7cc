"""Object graphs between interpreters, and what a save must not do.

May live here: the runs of graph_script.py under both interpreters, and what only CPython can express (slots, causes, defaultdict,
hypothesis). What runs on both is in the script.
"""

import collections
import math
import os
import struct
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.errors import HeapCorrupt, Unstorable
from sojourn.graph import ObjectTable, load, save
from sojourn.heap import Heap
from sojourn.heap.ram import RamPages
from sojourn_host.emulate.firmware import build

SCRIPT = Path(__file__).parent / "graph_script.py"
RUNTIME = Path(__file__).resolve().parents[3] / "runtime"


class Runner:
    """Runs the script under an interpreter by name; its standard output."""

    def __init__(self, micropython: str) -> None:
        self.commands = {
            "cpython": [sys.executable, "-B"],
            "micropython": [micropython, "-X", "heapsize=64m"],
            "small": [micropython, "-X", "heapsize=1m"],
        }

    def __call__(self, interpreter: str, *arguments: str) -> str:
        environment = dict(os.environ, PYTHONPATH=str(RUNTIME), PYTHONHASHSEED="0")
        environment["MICROPYPATH"] = f"{build([SCRIPT])}:.frozen"
        done = subprocess.run(
            [*self.commands[interpreter], str(SCRIPT), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout


@pytest.fixture
def run(micropython: str) -> Runner:
    return Runner(micropython)


BOTH = ["cpython", "micropython"]


@pytest.mark.parametrize("first", BOTH)
@pytest.mark.parametrize("second", BOTH)
def test_one_of_everything_moves_and_comes_back(run: Runner, tmp_path: Path, first: str, second: str) -> None:
    folder = str(tmp_path / "heap")
    changed = run(first, "save", folder)
    assert run(second, "again", folder) == "same\n"
    assert run(first, "again", folder) == "same\n"
    assert run(second, "check", folder) == "same\n"
    if first == "cpython":
        assert changed == "changed 0\n"


@pytest.mark.parametrize("interpreter", BOTH)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_dicts_and_sets_iterate_as_before_and_so_after_later_insertions(
    run: Runner, tmp_path: Path, interpreter: str, seed: int
) -> None:
    folder = str(tmp_path / "heap")
    assert run(interpreter, "order", folder, str(seed)) == run(interpreter, "compare", folder)


def test_long_lists_and_deep_nesting_do_not_recurse(run: Runner) -> None:
    assert run("cpython", "deep", "100000") == "100000 10000\n"


@pytest.mark.timeout(60)
def test_long_lists_and_deep_nesting_do_not_recurse_on_micropython(run: Runner) -> None:
    run.commands["micropython"][2] = "heapsize=256m"
    # 100,000 work too, but take its collector more than a minute: it marks a long list again and again.
    assert run("micropython", "deep", "5000") == "5000 10000\n"


def test_running_out_of_memory_leaves_everything_as_it_was(run: Runner) -> None:
    assert run("small", "memory") == "failed True\n"


class World:
    """Classes of this file by name."""

    def __init__(self) -> None:
        found: list[Any] = [value for value in globals().values() if isinstance(value, type)]
        found += [
            Exception,
            ValueError,
            KeyError,
            list,
            OSError,
            FileNotFoundError,
            object,
            collections.defaultdict,
            collections.Counter,
            StopIteration,
        ]
        self.names = {cls.__name__: cls for cls in found}
        self.places: dict[int, int] = {}  # no globals() are kept
        self.calls = 0
        self.fail_at = -1

    def describe(self, obj: Any) -> Any:
        self.calls += 1
        if self.calls == self.fail_at:
            raise MemoryError
        if isinstance(obj, type) and self.names.get(obj.__name__) is obj:
            return ("class", [obj.__name__], [])
        return None

    def make(self, tag: str, early: list[Any]) -> Any:
        assert tag == "class"
        return self.names[early[0]]

    def fill(self, obj: Any, tag: str, late: list[Any]) -> None:
        assert late == []

    def entries(self, error: Any) -> str:
        return ""

    def hold(self, error: Any, entries: str) -> None:
        raise AssertionError(entries)

    def is_user_class(self, cls: Any) -> bool:
        return cls.__module__ == __name__


class Plain:
    value: Any
    other: Any


class Slotted:
    __slots__ = ("_Slotted__hidden", "left", "right")


class SlottedBelow(Slotted):
    extra: Any


def moved(*roots: Any, exactly: bool = True) -> list[Any]:
    """The roots after a save, a mount and a load; the second save of what was loaded writes nothing."""
    pages = RamPages()
    heap = Heap.create(pages, "test")
    save(heap, World, ObjectTable(), [("root", root) for root in roots])
    heap.commit()
    heap.check()
    again = Heap.mount(pages)
    table = ObjectTable()
    found = load(again, World(), table)
    save(again, World, table, [("root", root) for root in found])
    assert not exactly or not again._pending  # pyright: ignore[reportPrivateUsage]  # nothing changed, so nothing is written
    return found


def test_slots_causes_and_the_dicts_of_collections() -> None:
    slotted = SlottedBelow()
    slotted.left = 1
    slotted.extra = [slotted]
    cause = KeyError("inner")
    error = ValueError("outer")
    error.__cause__ = cause
    error.__context__ = cause
    error.add_note("a note")
    missing = collections.defaultdict(list, {"a": [1]})
    a, e, d, c, o, s = moved(
        slotted, error, missing, collections.Counter("abca"), OSError(2, "gone", "file"), StopIteration(5)
    )
    assert a.left == 1
    assert not hasattr(a, "right")
    assert a.extra[0] is a
    assert type(e.__cause__) is KeyError
    assert e.__context__ is e.__cause__
    assert e.__suppress_context__
    assert e.__notes__ == ["a note"]
    assert d["a"] == [1]
    assert d.default_factory is list
    assert type(c) is collections.Counter
    assert c == collections.Counter("abca")
    assert (o.errno, o.strerror, o.filename) == (2, "gone", "file") and type(o) is FileNotFoundError or o.args
    assert s.value == 5


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(1 << 200), 1 << 200),
    st.floats(),
    st.complex_numbers(),
    st.text(st.characters()),
    st.binary(),
    st.just(Ellipsis),
    st.builds(range, st.integers(), st.integers(), st.integers(1, 9)),
)
keys = st.one_of(
    st.integers(), st.text(max_size=8), st.binary(max_size=4), st.tuples(st.integers(), st.text(max_size=3))
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(keys, inner),
        st.sets(keys),
        st.frozensets(keys),
        st.lists(inner).map(collections.deque),
        st.dictionaries(keys, inner).map(collections.OrderedDict),
        st.binary().map(bytearray),
        st.lists(st.floats()).map(lambda items: array("d", items)),
    ),
    max_leaves=30,
)


def same(a: Any, b: Any) -> bool:
    """Equal in type, value, order and every bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, (list, tuple, collections.deque)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, array):
        return a.tobytes() == b.tobytes()
    return bool(a == b)


@settings(max_examples=150)
@given(values)
def test_any_plain_value_comes_back_exactly(value: Any) -> None:
    # A set of tuples may iterate otherwise afterwards, and is then written again.
    found, again = moved(value, value, exactly=False)
    assert same(found, value)
    if isinstance(value, (list, dict, bytearray)):
        assert found is again


@settings(max_examples=100)
@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.booleans()), max_size=80))
def test_any_shape_of_references_comes_back(count: int, edges: list[tuple[int, int, bool]]) -> None:
    nodes: list[Any] = [
        Plain() if number % 3 == 0 else [number] if number % 3 == 1 else {"n": number} for number in range(count)
    ]
    for a, b, wrapped in edges:
        target = nodes[b % count]
        if wrapped:
            target = ([target], b)
        node = nodes[a % count]
        if isinstance(node, list):
            node.append(target)
        elif isinstance(node, dict):
            node[len(node)] = target
        else:
            setattr(node, "a%d" % b, target)

    def shape(root: Any) -> list[Any]:
        names: dict[int, int] = {}
        out: list[Any] = []
        queue = [root]
        for obj in queue:
            if id(obj) in names:
                out.append(names[id(obj)])
                continue
            if isinstance(obj, (list, tuple, dict, Plain)):
                names[id(obj)] = len(names)
                inner = (
                    list(obj.values())
                    if isinstance(obj, dict)
                    else list(vars(obj).values())
                    if isinstance(obj, Plain)
                    else list(obj)
                )
                out.append((type(obj).__name__, len(inner)))
                queue.extend(inner)
            else:
                out.append(obj)
        return out

    (found,) = moved(nodes)
    assert shape(found) == shape(nodes)


def test_the_error_names_the_path_and_changes_nothing() -> None:
    heap = Heap.create(RamPages(), "test")
    table = ObjectTable()
    state = {"conn": None, "other": [1]}
    app = Plain()
    app.value = state
    namespace = {"app": app}
    save(heap, World, table, [("main", namespace)])
    heap.commit()
    ids = dict(table.ids)
    holder = Plain()
    state["conn"] = holder
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        holder.value = process.stdout
        with pytest.raises(Unstorable) as caught:
            save(heap, World, table, [("main", namespace)])
        process.wait()
    assert str(caught.value) == (
        "cannot store <BufferedReader> at main.app.value['conn'].value; lease a service or mark it transient"
    )
    assert table.ids == ids
    assert not list(heap._pending)
    holder.value = memoryview(b"x")
    with pytest.raises(Unstorable, match="memoryview"):
        save(heap, World, table, [("main", namespace)])
    holder.value = 5
    save(heap, World, table, [("main", namespace)])
    heap.commit()
    assert load(heap, World(), ObjectTable())[0]["app"].value["conn"].value == 5


def test_a_failure_at_any_call_of_the_world_is_survived() -> None:
    heap = Heap.create(RamPages(), "test")
    table = ObjectTable()
    nodes = [Plain() for _ in range(10)]
    for number, node in enumerate(nodes):
        node.value = nodes[number - 1]
    save(heap, World, table, [("nodes", nodes)])
    heap.commit()
    for fail in range(1, 50):
        nodes.append(Plain())
        nodes[0].other = fail
        world = World()
        world.fail_at = fail
        try:
            save(heap, lambda world=world: world, table, [("nodes", nodes)])
        except MemoryError:
            assert load(heap, World(), ObjectTable())[0][0].value is not None
            save(heap, World, table, [("nodes", nodes)])
        heap.commit()
        heap.check()
        found = load(heap, World(), ObjectTable())[0]
        assert len(found) == len(nodes)
        assert found[0].other == fail


def test_only_what_changed_is_written_and_what_nobody_reaches_is_dropped() -> None:
    pages = RamPages()
    heap = Heap.create(pages, "test")
    table = ObjectTable()
    nodes = [Plain() for _ in range(200)]
    for node in nodes:
        node.value = "x" * 100
    save(heap, World, table, [("nodes", nodes)])
    heap.commit()
    nodes[7].value = "changed"
    save(heap, World, table, [("nodes", nodes)])
    heap.commit()
    assert heap.versions()[-1].bytes_written < 600
    del nodes[1:]
    save(heap, World, table, [("nodes", nodes)])
    heap.commit()
    assert heap.check()["records"] < 6


def test_after_abandon_and_revert_the_same_table_still_saves_right() -> None:
    heap = Heap.create(RamPages(), "test")
    table = ObjectTable()
    nodes: list[Any] = [Plain()]
    nodes[0].value = 0
    save(heap, World, table, [("nodes", nodes)])
    first = heap.commit()
    for step in range(20):
        nodes.append(Plain())
        nodes[-1].value = step
        save(heap, World, table, [("nodes", nodes)])
        if step % 3 == 0:
            heap.abandon()
        elif step % 3 == 1:
            heap.revert(heap.versions()[0].version if step > 9 else first)
        else:
            heap.commit()
            assert [node.value for node in load(heap, World(), ObjectTable())[0]] == [0, *range(step + 1)]
            heap.check()


def test_records_are_cbor_that_others_decode() -> None:
    heap = Heap.create(RamPages(), "test")
    node = Plain()
    node.value = [1, -(1 << 70), 0.5, "text", b"bytes", None, True, (1,), {"k": 2}]
    save(heap, World, ObjectTable(), [("node", node)])
    early, references, roots = cbor2.loads(heap.get(0))
    assert early == 1
    assert len(references) == 1
    assert roots == [cbor2.CBORTag(6, 0)]
    early, references, body = cbor2.loads(heap.get(references[0]))
    assert early == 1
    assert body.tag == 14
    cls, payload, attributes = body.value
    assert cls == cbor2.CBORTag(6, 0)
    assert payload is None
    expected = [1, -(1 << 70), 0.5, "text", b"bytes", None, True]
    assert list(attributes["value"][:7]) == expected
    assert attributes["value"][8] == {"k": 2}
    assert attributes["value"][7].tag == 7
    assert list(attributes["value"][7].value) == [1]
    early, references, body = cbor2.loads(heap.get(references[0]))
    assert (early, list(references), body.tag) == (0, [], 13)
    assert [body.value[0], list(body.value[1]), list(body.value[2])] == ["class", ["Plain"], []]


class WorldsOwn(Exception):
    """The world found a description wrong: a damaged byte can make one of any record."""


class Checking(World):
    def make(self, tag, early):
        try:
            return super().make(tag, early)
        except (KeyError, IndexError, TypeError, AssertionError) as error:
            raise WorldsOwn from error

    def fill(self, obj, tag, late):
        try:
            super().fill(obj, tag, late)
        except (KeyError, IndexError, TypeError, AssertionError) as error:
            raise WorldsOwn from error


@settings(max_examples=300)
@given(st.binary(max_size=60), st.data())
def test_any_bytes_as_a_record_are_a_value_or_heap_corrupt(noise: bytes, data: st.DataObject) -> None:
    heap = Heap.create(RamPages(), "test")
    node = Plain()
    node.value = [1, 2.5, "text", (b"x", {3}), {"a": [None]}, collections.deque([1]), range(3), 1 << 80, math.pi]
    node.other = node
    table = ObjectTable()
    save(heap, World, table, [("node", node)])
    for oid in sorted(heap.oids()):
        good = heap.get(oid)
        damaged = bytearray(good)
        at = data.draw(st.integers(0, len(good) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
        for bad in (noise, bytes(damaged), good[:at], good[:at] + noise):
            heap.put(oid, bad)
            try:
                load(heap, Checking(), ObjectTable())
            except (HeapCorrupt, WorldsOwn):
                pass
        heap.put(oid, good)
