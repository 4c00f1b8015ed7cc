"""What a program printed and the host has not taken yet, with its position in the whole output.

May live here: a bounded buffer of bytes. May not: links. Position 0 is the process' first byte ever; a process that
goes on from a version goes on at that version's position, so that the host's log replaces what a rollback took back.
"""

CHUNK = 480  # with its header one packet


class Console:
    """At most `limit` bytes wait here; when nobody listens the oldest are lost, and `lost` counts them."""

    def __init__(self, limit: int = 1440) -> None:
        # A ring made once, while memory is whole: a buffer that grows asks for a KiB in one piece while a program runs.
        self._ring = bytearray(limit)
        self._at = 0  # of the first byte in the ring
        self._used = 0
        self.label = b""  # process and epoch, sent along with the text
        self.position = 0  # of that byte in the whole output
        self.lost = 0

    def begin(self, label: bytes, position: int) -> None:
        """A program starts to print at `position`; what an earlier one left is lost."""
        self.lost += self._used
        self.label = label
        self._used = 0
        self.position = position

    def end(self) -> int:
        """The position behind the last byte printed."""
        return self.position + self._used

    def note(self) -> bytes:
        """What is kept with a version that is stored now."""
        return b"console %d" % self.end()

    def add(self, data: bytes) -> None:
        """Keeps `data`; drops the oldest bytes when there are too many."""
        ring = self._ring
        limit = len(ring)
        if len(data) > limit:
            self.lost += len(data) - limit
            self.position += len(data) - limit
            data = data[-limit:]
        over = self._used + len(data) - limit
        if over > 0:
            self.lost += over
            self.take(over)
        start = (self._at + self._used) % limit
        self._used += len(data)
        until_end = min(len(data), limit - start)
        ring[start : start + until_end] = data[:until_end]
        ring[: len(data) - until_end] = data[until_end:]

    def room(self) -> int:
        """Bytes that `add` takes without losing any."""
        return len(self._ring) - self._used

    def waiting(self) -> int:
        """Bytes that the host has not taken."""
        return self._used

    def first(self) -> bytes:
        """The next bytes for the host, at most CHUNK; `take` them once they are sent."""
        n = min(CHUNK, self._used)
        text = bytes(self._ring[self._at : self._at + n])
        return text + bytes(self._ring[: n - len(text)]) if len(text) < n else text

    def take(self, n: int) -> None:
        """Forgets the first n bytes."""
        self._at = (self._at + n) % len(self._ring)
        self._used -= n
        self.position += n
