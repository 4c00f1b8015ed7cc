"""The heap against a dict: over RAM and over a folder, with crashes, damage and failing writes.

Every test ends with check(). May live here: what CPython alone can drive (hypothesis, injected faults). What must hold on
MicroPython too is in heap_script.py.
"""

import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sojourn.errors import HeapCorrupt, HeapError
from sojourn.heap import FolderPages, Heap
from sojourn.heap.pages import Pages
from sojourn.heap.ram import RamPages

RUNTIME = Path(__file__).resolve().parents[3] / "runtime"


@pytest.fixture(params=["ram", "folder"])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made: Pages = RamPages() if request.param == "ram" else FolderPages(str(tmp_path / "heap"))
    yield made
    if made.sequences():
        Heap.mount(made).check()


def contents(heap: Heap) -> dict[int, bytes]:
    return {oid: heap.get(oid) for oid in heap.oids()}


def test_puts_are_there_before_and_after_a_commit_and_a_mount(pages: Any) -> None:
    heap = Heap.create(pages, "walk", 3)
    oid = heap.allocate()
    heap.put(oid, b"one")
    assert heap.get(oid) == b"one"
    assert heap.commit(b"note") == 1
    again = Heap.mount(pages)
    assert (again.get(oid), again.process, again.epoch, again.version) == (b"one", "walk", 3, 1)
    info = again.versions()[-1]
    assert (info.version, info.parent, info.epoch, info.sequence, info.meta) == (1, 0, 3, 1, b"note")
    assert info.bytes_written == pages.length(1)
    with pytest.raises(KeyError):
        again.get(oid + 1)
    with pytest.raises(HeapError, match="mount it"):
        Heap.create(pages, "walk")
    with pytest.raises(HeapError, match="meta"):
        heap.commit(b"m" * 1025)


def test_what_did_not_change_is_not_written(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    for _ in range(200):
        heap.put(heap.allocate(), b"x" * 50)
    heap.commit()
    for oid in range(200):
        heap.put(oid, b"x" * 50)
    heap.put(7, b"y" * 50)
    heap.commit()
    assert heap.versions()[-1].bytes_written < 400


def test_the_last_eight_versions_mount_and_their_segments_are_bounded(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    states: dict[int, dict[int, bytes]] = {}
    for _ in range(40):
        heap.put(heap.allocate(), b"start" * 9)
    for turn in range(120):
        heap.put(turn % 40, b"%d" % turn * 9)
        states[heap.commit()] = contents(heap)
    kept = [info.version for info in heap.versions()]
    assert kept == list(range(113, 121))
    for version in kept:
        assert contents(Heap.mount(pages, version)) == states[version]
    assert len(pages.sequences()) <= 48
    with pytest.raises(HeapError, match="not kept"):
        Heap.mount(pages, 112)
    assert heap.check()["versions"] == 8


def test_a_heap_with_much_garbage_is_cleaned(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    for turn in range(60):
        heap.put(0, bytes([turn]) * 20000)
        heap.put(turn % 10 + 1, b"small%d" % turn)
        heap.commit()
    assert sum(pages.length(sequence) for sequence in pages.sequences()) < 12 * 20000 + 32768


def test_revert_goes_on_from_an_older_version_with_new_numbers(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    heap.put(1, b"old")
    first = heap.commit()
    heap.put(1, b"new")
    heap.put(2, b"more")
    second = heap.commit()
    heap.revert(first)
    assert contents(heap) == {1: b"old"}
    third = heap.commit()
    assert third == second + 1
    assert heap.versions()[-1].parent == first
    assert heap.allocate() > 2  # 2 is in use in a kept version
    assert contents(Heap.mount(pages, second)) == {1: b"new", 2: b"more"}
    heap.skip_to(50)
    assert heap.commit() == 51


def test_abandon_forgets_what_was_not_committed(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    heap.put(1, b"a")
    heap.commit()
    heap.put(1, b"b")
    heap.put(9, b"c")
    heap.drop(1)
    heap.abandon()
    assert contents(heap) == {1: b"a"}


def test_ids_stay_dense_and_are_not_reused_while_a_kept_version_has_them(pages: Any) -> None:
    heap = Heap.create(pages, "p")
    live: list[int] = []
    kept: list[set[int]] = []
    for turn in range(60):
        for _ in range(20):
            oid = heap.allocate()
            assert all(oid not in version for version in kept[-8:])
            assert oid not in live
            heap.put(oid, b"%d" % turn)
            live.append(oid)
        while len(live) > 60:
            heap.drop(live.pop(0))
        heap.commit()
        kept.append(set(live))
    assert max(live) < 800  # 1,200 were allocated; 8 versions hold 20 * 8 + 60 of them


def copy_of(pages: Pages) -> RamPages:
    made = RamPages()
    for sequence in pages.sequences():
        made.contents[sequence] = pages.read(sequence, 0, pages.length(sequence))
    return made


def small_heap() -> tuple[RamPages, dict[int, bytes], dict[int, bytes]]:
    pages = RamPages()
    heap = Heap.create(pages, "p", 1)
    for oid in range(70):
        heap.put(oid, b"%d" % oid)
    heap.commit(b"first")
    before = contents(heap)
    heap.put(3, b"changed")
    heap.drop(4)
    heap.commit(b"second")
    return pages, before, contents(heap)


def test_a_segment_cut_at_any_byte_gives_the_old_version_or_the_new() -> None:
    pages, before, after = small_heap()
    whole = pages.contents[2]
    for cut in range(len(whole)):
        pages.contents[2] = whole[:cut]
        heap = Heap.mount(pages)
        assert heap.version == 1
        assert heap.fell_back
        assert "using version 1" in heap.fell_back
        assert contents(heap) == before
        heap.check()
    pages.contents[2] = whole
    heap = Heap.mount(pages)
    assert heap.fell_back is None
    assert contents(heap) == after


@pytest.mark.micropython
@pytest.mark.parametrize("interpreter", ["cpython", "micropython"])
def test_a_power_cut_at_any_byte_of_any_commit(interpreter: str, micropython: str, tmp_path: Path) -> None:
    program = micropython if interpreter == "micropython" else sys.executable
    done = subprocess.run(
        [program, str(Path(__file__).with_name("heap_script.py")), str(tmp_path / "heap")],
        env={"MICROPYPATH": f"{RUNTIME}:.frozen", "PYTHONPATH": str(RUNTIME)},
        capture_output=True,
        text=True,
    )
    assert re.fullmatch(r"torn [0-9]{4,} times, 8 versions\n", done.stdout), done.stdout + done.stderr


def test_after_falling_back_numbers_do_not_repeat() -> None:
    pages, before, _ = small_heap()
    pages.contents[2] = pages.contents[2][:-1]
    heap = Heap.mount(pages)
    heap.put(1, b"x")
    assert heap.commit() == 3
    assert pages.sequences() == [1, 3]
    assert contents(Heap.mount(pages)) == {**before, 1: b"x"}


def test_a_flipped_bit_is_an_error_or_an_older_version_and_never_wrong_data() -> None:
    pages, before, after = small_heap()
    for sequence in (1, 2):
        whole = pages.contents[sequence]
        for at in range(len(whole)):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << at % 8
            pages.contents[sequence] = bytes(damaged)
            try:
                heap = Heap.mount(pages)
                found = contents(heap)
            except HeapCorrupt as error:
                assert "segment" in str(error) or "version" in str(error)
            else:
                assert found == (before if heap.version == 1 else after)
            with pytest.raises(HeapCorrupt):
                Heap.mount(pages).check()
                if sequence == 2:
                    raise HeapCorrupt("it fell back to version 1, whose check succeeds")
        pages.contents[sequence] = whole


def test_any_bytes_as_a_segment_are_refused(pages: Any) -> None:
    good, _, _ = small_heap()
    heap = Heap.create(pages, "p")
    heap.put(0, b"x")
    heap.commit()
    tail = good.contents[2][-16:]
    for data in (b"", b"x", bytes(40), b"\xff" * 3000, tail * 20, struct.pack(">II", 16, 1 << 31) + tail[8:]):
        with pytest.raises(HeapCorrupt):
            pages.write_segment("00000002.seg", [data])
    with pytest.raises(HeapError, match="name"):
        pages.write_segment("../x.seg", [b""])
    assert pages.sequences() == [1]


def test_a_copy_of_the_needed_segments_mounts(pages: Any, tmp_path: Path) -> None:
    heap = Heap.create(pages, "p", 5)
    for turn in range(50):
        heap.put(turn % 7, b"%d" % turn * 20)
        heap.commit(b"m%d" % turn)
    for version in (None, 45):
        target = FolderPages(str(tmp_path / (f"copy{version}")))
        for name, length, digest in heap.segments(version):
            target.write_segment(name, pages.read_segment(name, 100))
            assert (target.length(int(name[:8], 16)), target.sha256(name)) == (length, digest)
        arrived = Heap.mount(target)
        assert arrived.version == (version or heap.version)
        assert arrived.fell_back is None
        assert contents(arrived) == contents(Heap.mount(pages, version))
        arrived.put(99, b"goes on")
        arrived.commit()
        arrived.check()


class FailingPages(RamPages):
    """RAM whose n-th write from now fails, as a full or broken device's would."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 1 << 30
        self.error: type[BaseException] = OSError

    def writer(self, sequence: int) -> Any:
        inner = super().writer(sequence)
        outer = self

        class Writer:
            def write(self, data: bytes) -> None:
                outer.left -= 1
                if outer.left < 0:
                    raise outer.error(28)
                inner.write(data)

            def finish(self) -> None:
                outer.left -= 1
                if outer.left < 0:
                    raise outer.error(28)
                inner.finish()

            abort = inner.abort

        return Writer()


@pytest.mark.parametrize("error", [OSError, MemoryError, KeyboardInterrupt])
def test_a_write_that_fails_loses_nothing(error: type[BaseException]) -> None:
    for fail in range(1000):
        pages = FailingPages()
        heap = Heap.create(pages, "p")
        for oid in range(100):
            heap.put(oid, b"%d" % oid)
        heap.commit()
        before = contents(heap)
        for oid in range(0, 100, 9):
            heap.put(oid, b"changed")
        pages.left = fail
        pages.error = error
        try:
            heap.commit()
        except error:
            pages.left = 1 << 30
            assert contents(Heap.mount(pages)) == before
            assert pages.sequences() == [1]
            heap.commit()
            assert contents(Heap.mount(pages)) == {oid: b"%d" % oid if oid % 9 else b"changed" for oid in range(100)}
            heap.check()
        else:
            assert fail > 20
            return
    pytest.fail("the commit never succeeded")


def test_a_partial_file_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = FolderPages(str(tmp_path))
    heap = Heap.create(pages, "p")
    heap.put(0, b"x")

    def refuse(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("os.rename", refuse)
        with pytest.raises(OSError, match="no space"):
            heap.commit()
    assert list(tmp_path.iterdir()) == []
    assert heap.commit() == 1
    (tmp_path / "00000002.new").write_bytes(b"left by a killed writer")
    assert Heap.mount(FolderPages(str(tmp_path))).get(0) == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["00000001.seg"]


class HeapAgainstDict(RuleBasedStateMachine):
    """Random puts, drops, commits, mounts, reverts and crashes; the model is a dict for each version."""

    @initialize()
    def start(self) -> None:
        self.pages = RamPages()
        self.heap = Heap.create(self.pages, "model")
        self.model: dict[int, bytes] = {}
        self.committed: dict[int, dict[int, bytes]] = {}

    @rule(data=st.binary(max_size=40), count=st.integers(1, 30))
    def add(self, data: bytes, count: int) -> None:
        for _ in range(count):
            oid = self.heap.allocate()
            assert oid not in self.model
            self.heap.put(oid, data)
            self.model[oid] = data

    @precondition(lambda self: self.model)
    @rule(pick=st.integers(0, 1 << 20), data=st.binary(max_size=40))
    def change(self, pick: int, data: bytes) -> None:
        oid = sorted(self.model)[pick % len(self.model)]
        self.heap.put(oid, data)
        self.model[oid] = data

    @precondition(lambda self: self.model)
    @rule(pick=st.integers(0, 1 << 20), count=st.integers(1, 40))
    def remove(self, pick: int, count: int) -> None:
        for _ in range(min(count, len(self.model))):
            oid = sorted(self.model)[pick % len(self.model)]
            self.heap.drop(oid)
            del self.model[oid]

    @rule(times=st.integers(1, 12))
    def commit(self, times: int) -> None:
        for _ in range(times):
            version = self.heap.commit(b"m")
            assert version not in self.committed
            self.committed[version] = dict(self.model)

    @rule()
    def abandon(self) -> None:
        self.heap.abandon()
        self.model = dict(self.committed.get(self.heap.version, {}))

    @precondition(lambda self: self.committed)
    @rule()
    def mount(self) -> None:
        self.heap = Heap.mount(self.pages)
        self.model = dict(self.committed[max(self.committed)])
        assert self.heap.version == max(self.committed)

    @precondition(lambda self: self.committed)
    @rule(pick=st.integers(0, 7))
    def revert(self, pick: int) -> None:
        kept = [info.version for info in self.heap.versions()]
        version = kept[pick % len(kept)]
        self.heap.revert(version)
        self.model = dict(self.committed[version])

    @precondition(lambda self: len(self.committed) > 1)
    @rule(cut=st.integers(1, 60))
    def crash(self, cut: int) -> None:
        newest = max(self.pages.contents)
        kept = [info.version for info in self.heap.versions()]
        if len(kept) < 2:
            return
        self.pages.contents[newest] = self.pages.contents[newest][:-cut]
        self.heap = Heap.mount(self.pages)
        assert self.heap.fell_back
        assert self.heap.version == kept[-2]
        self.model = dict(self.committed[self.heap.version])
        # The torn segment's number is never used again; the next commit removes the file.
        self.committed[self.heap.commit()] = dict(self.model)

    @invariant()
    def same(self) -> None:
        assert contents(self.heap) == self.model

    def teardown(self) -> None:
        if self.committed:
            stats = self.heap.check()
            assert stats["versions"] <= 8
            for info in self.heap.versions():
                assert contents(Heap.mount(self.pages, info.version)) == self.committed[info.version]


TestHeapAgainstDict = HeapAgainstDict.TestCase
TestHeapAgainstDict.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
