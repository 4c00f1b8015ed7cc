"""The check that captured frames form a path of calls: native code in between is found, and nothing stored is lost.

Programs whose native callbacks lost their guard are cut at every safepoint: what could be captured goes on with the same
output, everything else is a CaptureError, and the version before still runs to the same end. May live here: that, and
frames made wrong by hand. May not: that legal programs pass (test_first_law.py, test_random_programs.py).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cuts import CUTTER, cut
from sojourn.capture import fault
from sojourn.code import FolderCode
from sojourn.engine import Engine
from sojourn.errors import CaptureError, ImageError
from sojourn.heap import FolderPages, Heap
from sojourn.points import key_of
from sojourn.process import Process
from sojourn_host.compiler import build_image, build_program
from sojourn_host.compiler.build import Build
from sojourn_host.compiler.calls import Calls
from sojourn_host.compiler.output import write_folder
from sojourn_host.verify import InterpreterPool, verify

BOTH = ["cpython", "micropython"]
NATIVES = {
    "sort key": ("print(sorted([5, 3, 9], key=slow))", BOTH),
    "method's key": ("xs = [5, 3, 9]\nxs.sort(key=slow)\nprint(xs)", BOTH),
    "min key": ("def least(xs):\n    return min(xs, key=slow)\nprint(least([5, 3, 9]) + 1)", BOTH),
    "key handed on": ("def by(xs, how):\n    return sorted(xs, key=how)\nprint(by([5, 3, 9], slow))", BOTH),
    "any": ("print(any(slow(x) > 7 for x in [5, 3, 9]))", BOTH),
    "sub": ("import re\nprint(re.sub('b', lambda m: str(slow(3)), 'abab'))", ["cpython"]),
    "class": (
        "class K:\n    def __init__(self, n):\n        self.n = slow(n)\nprint(min([5, 3], key=lambda n: K(n).n))",
        BOTH,
    ),
}
SLOW = """
def slow(n):
    total = 0
    for i in range(4):
        total += n * i
    return total

print("begin")
for again in range(2):
    print(again, slow(again))
"""


@pytest.fixture(scope="module")
def cutters() -> Iterator[InterpreterPool]:
    """Interpreters that cut."""
    with InterpreterPool(runner=CUTTER) as made:
        yield made


def unguarded(program: Path) -> Build:
    """The program as a compiler would make it that has forgotten about native code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Calls, "guarded", lambda *_: False)
        return build_program(program, dense=True)


@pytest.mark.micropython
@pytest.mark.parametrize("name", NATIVES)
def test_native_code_without_a_guard_is_found(name: str, cutters: InterpreterPool) -> None:
    source, vms = NATIVES[name]
    program = cutters.folder / "program.py"
    program.write_text(SLOW + source + "\nprint('end', slow(2))\n", encoding="utf-8")
    image = cutters.folder / "image"
    for vm in vms:
        for folder in (image, cutters.folder / "cut"):
            shutil.rmtree(folder, ignore_errors=True)
        (cutters.folder / "cut").mkdir()
        build_image(unguarded(program), image)
        state, count, text, whole = cut(cutters, vm, "count", [])[0]
        assert state == "exited", text
        cuts = list(range(1, count + 1))
        before = cut(cutters, vm, "capture", cuts)
        after = cut(cutters, vm, "resume", cuts)
        found = 0
        for k in cuts:
            state, _, text, printed = before[k]
            if state == "broken":
                assert text.startswith("CaptureError("), text
                assert "native code" in text or "raised" in text, text
                found += 1
                printed = ""  # it is the version before that goes on
            assert state in ("broken", "stopped"), text
            assert after[k][0] == "exited", after[k]
            assert printed + after[k][3] == whole, f"{vm}, cut at {k} of {count}"
            Heap.mount(FolderPages(str(cutters.folder / "cut" / str(k)))).check()
        assert 0 < found < count, f"{vm}: {found} of {count}"


def test_guards_make_the_same_programs_legal(tmp_path: Path) -> None:
    """What is found above is the missing guard and nothing else."""
    program = tmp_path / "program.py"
    program.write_text(SLOW + "\n".join(source for source, _ in NATIVES.values()))
    with program.open("a") as file:
        file.write(
            "\nprint([k.n for k in map(K, [5, 3])], list(map(slow, [5, 3])), sum(map(slow, [5])), *map(slow, [1]))\n"
        )
    report = verify(program, on=("cpython",), moves=60)
    assert report.result == "same", report.reason


HOOKS = """
import json

def hook(found):
    total = 0
    for i in range(300):
        total += i
    found["total"] = total
    return found

def load(text, how):
    return json.loads(text, object_hook=how)

for text in ('{"a": {"b": 1}}', '[{}, {"c": [{}]}]'):
    print(json.loads(text, object_hook=hook), hook({}))
"""


@pytest.mark.parametrize("dense", [True, False])
def test_hooks_of_quiet_modules_are_guarded(dense: bool, tmp_path: Path) -> None:
    program = tmp_path / "hooks.py"
    program.write_text(HOOKS)
    report = verify(program, on=("cpython",), dense=dense)
    assert report.result == "same", report.reason


SHAPES = """
class A:
    def __init__(self):
        self.x = leaf(1)
    def go(self):
        return leaf(2)

class B:
    def go(self):
        return leaf(3)
    def only(self):
        return leaf(4)

def leaf(n):
    return n

def value(n):
    return leaf(n)

def main(f):
    leaf(0)
    A()
    A().go()
    f(1)
    print(1)
    return f

kept = value
main(value)
"""


def engine_of(source: str, folder: Path) -> tuple[Engine, dict[str, int], dict[int, list[int]]]:
    """An engine for the program, the functions' keys by name, and the points of each line."""
    program = folder / "program.py"
    program.write_text(source)
    build = build_program(program, dense=True)
    write_folder(build, folder, "cpython")
    engine = Engine(FolderCode(str(folder / "code")))
    keys = {function.qualname: function.fid for function in build.program.functions}
    points: dict[int, list[int]] = {}
    from sojourn_host.compiler.model import Susp, points_of

    for function in build.program.functions:
        for point in points_of(function.body):
            if isinstance(point, Susp):
                points.setdefault(point.lineno, []).append(point.point)
    return engine, keys, points


def test_what_each_call_runs(tmp_path: Path) -> None:
    engine, keys, points = engine_of(SHAPES, tmp_path)
    first = dict.fromkeys(keys, engine.infos[0]["first"])
    assert first
    starts = {fid: point for point, fid in engine.infos[0]["first"]}

    def legal(line: int, inner: str, result: Any = None, which: int = 0) -> bool:
        outer = [0, points[line][which], result, [], []]
        engine.entered = key_of(engine, outer)
        return not fault(engine, [outer, [0, starts[keys[inner]], None, [], []]])

    names = {"A.__init__", "A.go", "B.go", "B.only", "leaf", "value", "main", "<module>"}
    lines = SHAPES.split("\n")

    def at(text: str) -> int:
        return 1 + lines.index(text)

    def allowed(line: int, which: int = 0) -> set[str]:
        return {name for name in names if legal(line, name, None, which)}

    assert allowed(at("    leaf(0)")) == {"leaf"}
    assert allowed(at("    A()")) == {"A.__init__"}
    assert allowed(at("    A().go()"), 1) == {"A.go", "B.go"}
    assert allowed(at("    f(1)")) == {"value", "A.__init__"}
    assert allowed(at("    print(1)")) == set()
    assert allowed(at("main(value)")) == {"main"}
    made = object.__new__(type("A", (), {}))
    assert legal(at("    A()"), "A.__init__", made)
    assert not legal(at("    A()"), "A.__init__", [1])
    assert not legal(at("    leaf(0)"), "leaf", made)


def test_programs_that_find_names_by_their_text_may_run_anything(tmp_path: Path) -> None:
    source = SHAPES.replace("kept = value", "kept = globals()")
    engine, keys, points = engine_of(source, tmp_path)
    outer = [0, points[1 + source.split("\n").index("    print(1)")][0], None, [], []]
    starts = {fid: point for point, fid in engine.infos[0]["first"]}
    engine.entered = key_of(engine, outer)
    assert not fault(engine, [outer, [0, starts[keys["B.only"]], None, [], []]])


def test_a_broken_engine_stays_broken(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(SLOW + "print(sorted([5, 3, 9], key=slow))\n")
    build_image(unguarded(program), tmp_path / "image")
    printed: list[str] = []
    process = Process.mount(FolderPages(str(tmp_path / "image")), printed.append)
    process.engine.count_to(40)
    with pytest.raises(CaptureError, match="native code"):
        process.run()
    for again in (process.run, process.checkpoint):
        with pytest.raises(CaptureError, match="native code"):
            again()
    assert process.heap.version == 1
    printed.clear()
    process = Process.mount(FolderPages(str(tmp_path / "image")), printed.append)
    assert process.run() == "exited"
    assert "".join(printed).endswith("[3, 5, 9]\n")


def test_an_image_of_another_format_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(SLOW)
    write_folder(build_program(program), tmp_path, "cpython")
    manifest = tmp_path / "code" / "program.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 1}))
    with pytest.raises(ImageError, match="compile it again"):
        Engine(FolderCode(str(tmp_path / "code")))
