"""What a program printed and the host has not taken yet, with its position in the whole output.

May live here: a bounded buffer of bytes. May not: links. Position 0 is the process' first byte ever; a process that
goes on from a version goes on at that version's position, so that the host's log replaces what a rollback took back.
"""

CHUNK = 480  # with its header one packet


class Console:
    """At most `limit` bytes wait here; when nobody listens the oldest are lost, and `lost` counts them."""

    def __init__(self, limit: int = 1440) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self.label = b""  # process and epoch, sent along with the text
        self.position = 0  # of the first byte in the buffer
        self.lost = 0

    def begin(self, label: bytes, position: int) -> None:
        """A program starts to print at `position`; what an earlier one left is lost."""
        self.lost += len(self._buffer)
        self.label = label
        self._buffer = bytearray()
        self.position = position

    def end(self) -> int:
        """The position behind the last byte printed."""
        return self.position + len(self._buffer)

    def note(self) -> bytes:
        """What is kept with a version that is stored now."""
        return b"console %d" % self.end()

    def add(self, data: bytes) -> None:
        """Keeps `data`; drops the oldest bytes when there are too many."""
        self._buffer.extend(data)
        over = len(self._buffer) - self._limit
        if over > 0:
            self.lost += over
            self.take(over)

    def room(self) -> int:
        """Bytes that `add` takes without losing any."""
        return self._limit - len(self._buffer)

    def first(self) -> bytes:
        """The next bytes for the host, at most CHUNK; `take` them once they are sent."""
        return bytes(self._buffer[:CHUNK])

    def take(self, n: int) -> None:
        """Forgets the first n bytes."""
        self._buffer = self._buffer[n:]
        self.position += n
