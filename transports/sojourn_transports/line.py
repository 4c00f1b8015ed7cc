"""A line: one link over one polled wire, as a device uses it.

May live here: moving bytes between a wire (read_into, write, wait, close) and a Link. May not: how a wire is opened,
what a message means. Bounded: a read buffer of 512 bytes, one packet waiting to be written, the link's own buffers.
"""

from sojourn_transports.link import Link, LinkLost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable


class Line:
    """A link that a device polls. `clock()` returns milliseconds that never run backwards."""

    def __init__(self, wire: "Any", clock: "Callable[[], int]", session: int) -> None:
        self._wire = wire
        self._clock = clock
        self._link = Link(session, clock(), buffer=2048)
        self._buffer = bytearray(512)
        self._rest: "bytes | bytearray | memoryview" = b""
        self.messages = self._link.messages
        self.send = self._link.send
        self.room = self._link.room
        self.idle = self._link.idle

    def open(self) -> bool:
        """Whether the other end has answered."""
        return bool(self._link.state == "open")

    def poll(self) -> None:
        """Reads and writes what is possible without waiting; new messages are in `messages`.

        LinkLost and PeerError mean: close it and dial again.
        """
        try:
            now = self._clock()
            n = self._wire.read_into(self._buffer)
            if n:
                self._link.receive(memoryview(self._buffer)[:n], now)
            while True:
                if not self._rest:
                    self._rest = self._link.outgoing(now)
                    if not self._rest:
                        return
                n = self._wire.write(self._rest)
                if n < len(self._rest):
                    self._rest = memoryview(self._rest)[n:]
                    return
                self._rest = b""
        except LinkLost as e:
            self._link.lost(str(e))
            raise

    def wait(self, ms: int) -> None:
        """Waits for input, at most `ms` milliseconds, and less when the link has to repeat something."""
        due = self._link.deadline()
        if due is not None:
            ms = max(0, min(ms, due - self._clock()))
        self._wire.wait(ms)

    def close(self) -> None:
        """Says goodbye if the wire takes it, and closes the wire."""
        try:
            self._wire.write(self._link.close())
        except LinkLost:
            pass  # it is gone already, which is what we want
        self._wire.close()
