"""The pytest plugin `sojourn`: users test their own programs by moving them.

May live here: fixtures and their options. May not: imports at module level beyond pytest and the standard library;
every pytest run of everybody who has sojourn installed loads this file, whether it uses the fixtures or not.

    def test_my_app(migrates):
        migrates("app.py", every=7)

    def test_on_a_device(sojourn_device):
        board = sojourn_device("board", heap="144k")       # a real MicroPython, connected to a relay and a store
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sojourn_host.demo import Children
    from sojourn_host.relay import RelayClient
    from sojourn_host.store import StoreClient
    from sojourn_host.verify import InterpreterPool, Report

__all__ = ["Migrates", "RunningDevice", "migrates", "sojourn_device", "sojourn_store"]


class Migrates:
    """Moves programs and asserts that nobody can tell; the fixture `migrates` is one of these."""

    def __init__(self, folder: Path, pool: InterpreterPool) -> None:
        self._folder = folder
        self._pool = pool

    def __call__(
        self,
        program: str | Path,
        every: int = 1,
        on: Sequence[str] = ("micropython", "cpython"),
        moves: int = 100,
        dense: bool = True,
        timeout: float = 60.0,
    ) -> Report:
        """Move `program` at every `every`-th safepoint, at most `moves` times (0: no limit), going round `on`.

        A path that is not absolute is taken from the folder of the test's file. dense: with safepoints everywhere
        rather than as it ships; timeout: seconds for everything. Returns the report. Fails the test, with the first
        difference, unless the result is `same`.
        """
        __tracebackhide__ = True
        from sojourn_host.verify import verify

        path = Path(program) if Path(program).is_absolute() else self._folder / program
        if not path.is_file():
            raise FileNotFoundError(f"migrates: there is no program {path}")
        report = verify(path, every, moves, tuple(on), dense, timeout=timeout, pool=self._pool)
        if report.result != "same":
            form = "" if dense else " --sparse"
            again = f"sojourn verify {path} --every {every} --moves {moves} --on {','.join(on)}{form}"
            message = f"{path.name} is {report.result!r}: {report.reason}\nthe same again: {again}"
            pytest.fail(message, pytrace=False)
        return report


@pytest.fixture(scope="session")
def _sojourn_interpreters() -> Iterator[InterpreterPool]:
    """Interpreters that stay warm over the session."""
    from sojourn_host.verify import InterpreterPool

    with InterpreterPool() as pool:
        yield pool


@pytest.fixture
def migrates(request: pytest.FixtureRequest, _sojourn_interpreters: InterpreterPool) -> Migrates:
    """A function that moves a program between interpreters, and fails unless it does what it does unmoved."""
    return Migrates(request.path.parent, _sojourn_interpreters)


@pytest.fixture
def _sojourn_children() -> Iterator[Children]:
    """Processes of one test, in a folder of their own; SOJOURN_HOME points there meanwhile."""
    from sojourn_host.demo import Children

    with Children() as children:
        yield children


@pytest.fixture
def sojourn_store(_sojourn_children: Children) -> Iterator[StoreClient]:
    """A client of a store server that this test has for itself."""
    from sojourn_host.store import StoreClient

    _, url = _sojourn_children.serve()
    with StoreClient(url) as store:
        yield store


@dataclass(frozen=True)
class RunningDevice:
    """An emulated device that is connected: its name, its interpreter, its process id, and the relay it is known to."""

    name: str
    vm: str
    pid: int
    relay: RelayClient


@pytest.fixture
def sojourn_device(_sojourn_children: Children, sojourn_store: StoreClient) -> Iterator[Callable[..., RunningDevice]]:
    """A function (name, vm="micropython", heap="256k") that starts an emulated device and waits for it to connect."""
    from sojourn_host.relay import RelayClient

    _sojourn_children.relay(sojourn_store.url)
    with RelayClient() as relay:

        def start(name: str, vm: str = "micropython", heap: str = "256k") -> RunningDevice:
            pid = _sojourn_children.device(name, vm, heap)
            _sojourn_children.connected(relay, name)
            return RunningDevice(name, vm, pid, relay)

        yield start
