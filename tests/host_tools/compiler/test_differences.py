"""The warnings of `sojourn compile --for micropython`: by their text, line by line, and none where nothing differs.

May live here: programs with what they are told, held against both interpreters. May not: what the compiler makes up for
(tests/programs, by running it).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sojourn_host.cli.main import group
from sojourn_host.compiler import build_program

PROGRAMS = Path(__file__).resolve().parent.parent.parent / "programs"
LOOP = "MicroPython's dicts keep no order, and this loop shows it; run over sorted(...), or use collections.OrderedDict"
LIST = "MicroPython's dicts keep no order, and this puts it into a sequence; run over sorted(...), or use collections.OrderedDict"
TEXT = "MicroPython's dicts keep no order, and this shows it; print sorted(d.items()), or use collections.OrderedDict"
ONE = "MicroPython's dicts keep no order, and this takes whatever comes first; use collections.OrderedDict, or take min(...)"
SETS = "sets have another order on each interpreter, and this loop shows it; run over sorted(...)"
SET_LIST = "sets have another order on each interpreter, and this puts it into a sequence; run over sorted(...)"
SET_TEXT = "sets have another order on each interpreter, and this shows it; print sorted(s)"
SORT = "MicroPython's own sort does not keep the order of equal keys, the compiled program's does; make the key a tuple that ends in something unique"
OWN = "what the interpreter says in an exception of its own differs; print a text of the program's"
D = 'd = {"z": 1, "y": 2, "x": 3, "w": 4}\n'
S = "s = {3, 11, 2, 7, 29, 5}\n"
W = "words = ['pear', 'fig', 'date', 'plum', 'kiwi', 'lime', 'nut', 'yam', 'leek', 'okra', 'bean', 'pea', 'rye']\n"

# A program, and what is said of it: each line shows a difference between the two interpreters.
DIFFERENT = [
    (
        (
            "class A:\n    def __init__(self, n):\n        self.n = n\n    def __lt__(self, other):\n"
            "        return self.n < other.n\nprint(max([A(1), A(2)]).n)\n"
        ),
        ["1:1: MicroPython does not call __lt__ where __gt__ is missing; define __gt__ too"],
    ),
    (
        "class D(dict):\n    def __missing__(self, key):\n        return key\nprint(D()['x'])\n",
        ["1:1: MicroPython's dict never calls __missing__; define __getitem__"],
    ),
    (D + "for k in d:\n    print(k)\n", [f"2:10: {LOOP}"]),
    (D + "for k, v in d.items():\n    print(k, v)\n", [f"2:13: {LOOP}"]),
    (D + "print([v for v in d.values()])\n", [f"2:19: {LOOP}"]),
    (D + "print(list(d))\n", [f"2:12: {LIST}"]),
    (D + "print(*d)\n", [f"2:8: {LIST}"]),
    (D + "print(', '.join(d))\n", [f"2:17: {LIST}"]),
    (D + "print(d)\nprint(str(d), f'{d}')\n", [f"2:7: {TEXT}", f"3:11: {TEXT}", f"3:18: {TEXT}"]),
    (D + "import json\nprint(json.dumps(d))\n", [f"3:18: {TEXT}"]),
    (D + "print(next(iter(d)), d.popitem()[0])\n", [f"2:17: {LIST}", f"2:22: {ONE}"]),
    ("def f(**given):\n    for k in given:\n        print(k)\nf(zeta=1, alpha=2, mid=3, x=4)\n", [f"2:14: {LOOP}"]),
    (
        ("class C:\n    def __init__(self):\n        self.held = {}\n    def show(self):\n"
        "        for k in self.held:\n            print(k)\nc = C()\n"
        "for n in ['zeta', 'alpha', 'mid', 'x']:\n    c.held[n] = 1\nc.show()\n"),
        [f"5:18: {LOOP}"],
    ),
    (D + "found = ''\nfor k in d:\n    found += k\nprint(found)\n", [f"3:10: {LOOP}"]),
    (D + "def first():\n    for k in d:\n        return k\nprint(first())\n", [f"3:14: {LOOP}"]),
    (S + "for n in s:\n    print(n)\nprint(list(s), s)\n", [f"2:10: {SETS}", f"4:12: {SET_LIST}", f"4:16: {SET_TEXT}"]),
    (W + "print(sorted(words, key=len))\nwords.sort(key=lambda w: w[0])\nprint(words)\n", [f"2:7: {SORT}", f"3:1: {SORT}"]),
    (
        ("class A:\n    def who(self):\n        return 'A'\nclass B(A):\n    pass\nclass C(A):\n    def who(self):\n"
        "        return 'C'\nclass D(B, C):\n    pass\nprint(D().who())\n"),
        [
            ("9:1: MicroPython takes who from A, CPython from C: it looks depth first; "
            "define who in D and call the one you mean")
        ],
    ),
    (
        ("class A:\n    def who(self):\n        return 'A'\nclass B(A):\n    def who(self):\n"
        "        return 'B' + super().who()\nclass C(A):\n    def who(self):\n        return 'C' + super().who()\n"
        "class D(B, C):\n    pass\nprint(D().who())\n"),
        ["10:1: super() in B means C.who for a D, and A.who on MicroPython; call C.who(self, ...) by its name"],
    ),
    ("try:\n    {}['k']\nexcept KeyError as e:\n    print(e)\n",
     ["4:11: the text of a KeyError has no quotes on MicroPython; print repr(error.args[0])"]),
    ("try:\n    print(int('x'))\nexcept ValueError as e:\n    print(f'bad: {e}')\n", [f"4:19: {OWN}"]),
    ("n = 0\ntry:\n    print(1 // n)\nexcept ZeroDivisionError as e:\n    print(e)\n", [f"5:11: {OWN}"]),
    ("try:\n    raise ValueError('a')\nexcept ValueError as e:\n    print(repr(e))\n",
     ["4:16: MicroPython shows an exception as Error('text',); print its type and its args"]),
    (
        "import re\nprint(re.search('(?=a)a', 'a') is None)\nprint(re.search(r'\\bx', 'a x') is None)\n",
        [
            "2:17: MicroPython's re has no looking ahead and behind; look in Python",
            "3:17: MicroPython's re has no \\b and \\B; look at the characters around in Python",
        ],
    ),
    (
        ("try:\n    try:\n        raise ValueError\n    except ValueError as e:\n        raise KeyError from e\n"
        "except KeyError as e:\n    print(e.__cause__ is None)\n"),
        ["7:11: MicroPython has no exceptions that know their cause; keep it in an attribute of your own"],
    ),
    (
        "word = '\u00c4rger'\nprint(word, word.lower(), word.upper())\n",
        ["2:13: MicroPython knows upper and lower case of ASCII only; replace the others yourself"],
    ),
    ("import decimal\nprint(decimal.Decimal(1))\n", ["1:8: MicroPython has no module decimal; count in whole cents"]),
    ("import sys\nprint(sys.getsizeof(1) > 0)\n",
     ["2:7: MicroPython's sys has no getsizeof; measure with gc.mem_alloc on a device"]),
    ("from os import path\nprint(path.join('a', 'b'))\n",
     ["1:16: MicroPython's os has no path; put the parts together with +, and ask os.stat"]),
]  # fmt: skip

# Nothing can be seen of any order, and so nothing is said.
SAME = [
    D + "print(sorted(d), len(d), sum(d.values()), max(d), min(d.items()), 'x' in d, any(v > 4 for v in d.values()))\n",
    D + "total = 0\nfor k, v in d.items():\n    if v > 2:\n        total += v\nprint(total)\n",
    D + "turned = {}\nfor k, v in d.items():\n    turned[v] = k\nprint(sorted(turned.items()))\n",
    D + "names = list(d)\nnames.sort()\nprint(names, sorted(k for k in d), sorted(list(d.keys())))\n",
    D + "for k in sorted(d):\n    print(k, d[k])\n",
    D + "seen = set()\nfor k in d:\n    seen.add(k[0])\nprint(sorted(seen), sorted({k: 1 for k in d}), sorted({k for k in d}))\n",
    D + "def has(n):\n    for v in d.values():\n        if v == n:\n            return True\n    return False\nprint(has(3))\n",
    "from collections import OrderedDict\no = OrderedDict()\no['z'] = 1\no['a'] = 2\nfor k, v in o.items():\n    print(k, v)\n",
    S + "print(sorted(s), len(s | {99}), 3 in s, sum(s))\n",
    W + "print(sorted(words), sorted(words, key=lambda w: (len(w), w)), sorted([3, 1], key=lambda n: -n))\n",
    ("class A:\n    def who(self):\n        return 'A'\nclass M:\n    def more(self):\n        return 'M'\n"
    "class D(A, M):\n    pass\nprint(D().who(), D().more())\n"),
    "print('\u00e4', len('\u00e4\u20ac'), 'Ab'.replace('A', '\u00c4'))\n",
    "print(1.5, 0.25, 1e100 > 0, 3.14159)\n",
    "try:\n    raise ValueError('mine')\nexcept ValueError as e:\n    print(e)\n",
    "try:\n    [][1]\nexcept IndexError as e:\n    print(e)\n",
    "import re\nprint(re.match('(a+)b*', 'aab').group(1))\n",
    "try:\n    import decimal\nexcept ImportError:\n    decimal = None\nprint('ran')\n",
    "for x in [3, 1, 2]:\n    print(x)\nprint([y for y in (1, 2)], list(range(3)), {'a': 1}, {7})\n",
]  # fmt: skip


def warnings(text: str, folder: Path) -> list[str]:
    """The warnings of a program, without its file's name."""
    program = folder / "p.py"
    program.write_text(text, encoding="utf-8")
    found = build_program(program, until="differences").program.warnings
    assert all(line.startswith("p.py:") for line in found)
    return [line.removeprefix("p.py:") for line in found]


def printed(command: list[str], program: Path) -> str:
    """What an untouched program prints; on MicroPython its tracebacks too."""
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"}
    done = subprocess.run([*command, str(program)], env=environment, capture_output=True, text=True, timeout=60)
    return done.stdout


@pytest.mark.micropython
@pytest.mark.parametrize(("text", "expected"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_what_differs_is_said_and_does_differ(text: str, expected: list[str], micropython: str, tmp_path: Path) -> None:
    assert warnings(text, tmp_path) == expected
    assert printed([sys.executable, "-B"], tmp_path / "p.py") != printed([micropython], tmp_path / "p.py")


@pytest.mark.micropython
@pytest.mark.parametrize("text", SAME, ids=range(len(SAME)))
def test_what_does_not_differ_is_not_said(text: str, micropython: str, tmp_path: Path) -> None:
    assert warnings(text, tmp_path) == []
    assert printed([sys.executable, "-B"], tmp_path / "p.py") == printed([micropython], tmp_path / "p.py")


def test_a_long_float_is_said_once(tmp_path: Path) -> None:
    said = (
        "1:5: boards whose floats have single precision keep 7 digits of 3.14159265358979; "
        "print rounded values, or use a board with double precision"
    )
    assert warnings("a = 3.14159265358979\nb = 2.718281828459045\n", tmp_path) == [said]


def test_most_of_our_programs_show_no_difference() -> None:
    """They print the same on both interpreters; a few owe that to luck (keys that are all different, small numbers)."""
    programs = sorted(PROGRAMS.glob("*.py"))
    told = [path.stem for path in programs if build_program(path, until="differences").program.warnings]
    assert len(told) < len(programs) / 4, told
    real = {
        "bank_simulation",
        "dijkstra_heap",
        "expression_evaluator",
        "json_parser",
        "lisp_interpreter",
        "spreadsheet",
    }
    assert not real & set(told)


def call(*args: str) -> Result:
    """`sojourn compile`."""
    return CliRunner().invoke(group, ["compile", *args])


def test_the_verb_says_it_for_micropython_only(tmp_path: Path) -> None:
    program = tmp_path / "p.py"
    program.write_text(D + "print(d)\n", encoding="utf-8")
    said = f"p.py:2:7: {TEXT}"
    done = call(str(program), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0
    assert done.stderr == f"warning: {said}\n"
    assert call(str(program), "-o", str(tmp_path / "out"), "--for", "cpython").stderr == ""
    told = json.loads(call(str(program), "-o", str(tmp_path / "out"), "--json").stdout)
    assert told["warnings"] == [said]
    told = json.loads(call(str(program), "-o", str(tmp_path / "out"), "--json", "--for", "cpython").stdout)
    assert told["warnings"] == []


@pytest.mark.micropython
def test_verify_explains_a_difference(tmp_path: Path) -> None:
    program = tmp_path / "p.py"
    program.write_text(D + "for k in d:\n    print(k)\n", encoding="utf-8")
    done = CliRunner().invoke(group, ["verify", str(program)])
    assert done.exit_code == 3
    assert f"  where the interpreters differ:\n    p.py:2:10: {LOOP}\n" in done.stdout
    told = json.loads(CliRunner().invoke(group, ["verify", str(program), "--json"]).stdout)
    assert told["notes"] == [f"p.py:2:10: {LOOP}"]
    program.write_text(D + "for n in range(3):\n    print(n)\n", encoding="utf-8")
    told = json.loads(CliRunner().invoke(group, ["verify", str(program), "--json", "--moves", "1"]).stdout)
    assert (told["result"], told["notes"]) == ("same", [])
