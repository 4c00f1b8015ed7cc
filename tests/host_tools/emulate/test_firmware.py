"""What an emulated device is built from, and how much of its memory the runtime leaves."""

import subprocess

import pytest

from sojourn_host.emulate import Device, EmulateError
from sojourn_host.emulate.firmware import build, micropython, sources


def test_the_build_holds_device_files_only_and_is_cached():
    folder = build()
    assert folder == build()
    built = {path.relative_to(folder).as_posix() for path in folder.rglob("*.mpy")}
    assert built == {name[:-2] + "mpy" for name, _ in sources()}
    assert "sojourn/agent/agent.mpy" in built
    assert not any("/host/" in name for name in built)


def test_agent_and_link_leave_a_device_most_of_its_memory():
    code = "import sojourn_transports.device.unix, gc; gc.collect(); print(gc.mem_free())"
    done = subprocess.run(
        [micropython(), "-X", "heapsize=128k", "-c", code],
        env={"MICROPYPATH": str(build())},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert int(done.stdout) > 90_000, done.stdout + done.stderr


@pytest.mark.parametrize("fields", [{"name": ".."}, {"name": "a", "vm": "pypy"}, {"name": "a", "heap": "0k"}])
def test_a_wrong_description_is_refused(fields):
    with pytest.raises(EmulateError) as caught:
        Device(**fields)
    assert caught.value.code == "bad-request"


def test_a_missing_interpreter_is_told(monkeypatch):
    monkeypatch.setenv("SOJOURN_MICROPYTHON", "/nowhere/micropython")
    with pytest.raises(EmulateError, match="pip install"):
        micropython()
