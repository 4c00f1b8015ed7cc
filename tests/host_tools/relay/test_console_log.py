"""A process' output on the host: exact over moves, rollbacks and devices that do not know yet that they lost it."""

from sojourn_host.relay.console_log import ConsoleLog


def test_pieces_gaps_rollbacks_and_late_devices(tmp_path):
    path = tmp_path / "p.log"
    log = ConsoleLog(path)
    assert log.write(2, 0, b"one two three") == 0
    assert log.write(2, 13, b" four") == 0
    assert log.write(3, 4, b"TWO") == 14  # rolled back
    assert path.read_bytes() == b"one TWO"
    assert log.write(2, 18, b" five") == 0  # the device that lost it
    assert ConsoleLog(path).write(2, 0, b"late") == 0  # ... and after the relay started again
    assert path.read_bytes() == b"one TWO"
    log.write(3, 9, b"gap")
    assert path.read_bytes() == b"one TWO??gap"
    log.forget()
    assert not list(tmp_path.iterdir())
    log.write(1, 0, b"new")
    assert path.read_bytes() == b"new"
