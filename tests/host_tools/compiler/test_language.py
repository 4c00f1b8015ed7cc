"""The language table says what the compiler does: held against Python's grammar and the test programs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sojourn_host.compiler import build_program
from sojourn_host.compiler.check import UNSUPPORTED
from sojourn_host.compiler.language import CONSTRUCTS, Construct, page, refused

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PROGRAMS = ROOT / "tests" / "programs"
# Nodes that stand for no construct of their own.
PARTS = {"Interpolation"}


def sources(name: str) -> list[Path]:
    """The files of a test program."""
    folder = PROGRAMS / name
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PROGRAMS / f"{name}.py"]


def test_every_construct_of_python_has_a_line() -> None:
    named = {node for one in CONSTRUCTS for node in one.nodes} | set(UNSUPPORTED) | PARTS
    for kind in (*ast.stmt.__subclasses__(), *ast.expr.__subclasses__()):
        if kind.__module__ != "ast" and kind.__module__ != "_ast":
            continue  # a lowered statement of ours
        assert kind.__name__ in named, f"{kind.__name__} is in Python's grammar and not in compiler/language.py"


@pytest.mark.parametrize("one", CONSTRUCTS, ids=lambda one: one.name)
def test_its_program_uses_it_and_compiles(one: Construct) -> None:
    files = sources(one.program)
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    found = {type(node).__name__ for tree in trees for node in ast.walk(tree)}
    assert set(one.nodes) <= found, f"{one.program} does not hold {set(one.nodes) - found}"
    build_program(PROGRAMS / one.program / "main.py" if len(files) > 1 else files[0], until="scopes")


def test_every_refusal_says_why_and_what_instead() -> None:
    for what, why, instead in refused():
        assert len(why) > 15, what
        assert len(instead) > 8, what


def test_the_page_is_made_from_the_table() -> None:
    text = (ROOT / "host_tools" / "LANGUAGE.md").read_text(encoding="utf-8")
    assert text == page(), "run `make approve` and look at what changed in host_tools/LANGUAGE.md"
