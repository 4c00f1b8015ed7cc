"""The link: messages on channels, each delivered once and in order, over a wire that may lose, repeat or garble bytes.

May live here: the state machine of one end, the same for device and host; bytes and milliseconds are passed in.
May not: sockets, clocks, threads, and what a message means.

Theory of operation. Both ends say HELLO with a fresh session number until each knows that the other has its own
(opening -> open). Messages are cut into packets, numbered across all channels; at most a window of them is in flight
(go back N): the receiver takes only the one it expects, asks with NAK once when it sees a gap, and acknowledges what it
took. Silence while something is in flight repeats it, ever more rarely, up to `timeout`; then the link is lost. A lost
link never opens again: dial and make a new one.

Errors are ours (LinkUsageError), the peer's (PeerError) or the wire's (LinkLost). Unmeasured: real radios; 16-bit
sequence numbers assume that a packet is never delayed by 65,000 others.
"""

import binascii
import struct

from sojourn_transports import packet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PROTOCOL = 1

# Channels. A link carries up to sixteen; these three have a meaning.
CONTROL = 0
BULK = 1
CONSOLE = 2

_MOST_PACKETS = 64  # in the queue, so that empty messages are bounded too

_HELLO = ">BBHBII"  # protocol, open?, max payload, window, own session, the other's session (0: not known yet)


class LinkError(Exception):
    """Any error of a link."""


class LinkUsageError(LinkError):
    """We used the link wrongly: a message too long, or a full queue (ask `room()` first)."""


class PeerError(LinkError):
    """The other end broke the protocol in a packet whose check was right; the link is lost."""


class LinkLost(LinkError):
    """The wire, or the other end, is gone. What was acknowledged has arrived; the rest may or may not have."""


class Link:
    """One end of a link.

    session: a number in 1 .. 2**32-1 no earlier connection of this end used (random).
    now: milliseconds of a clock that never runs backwards; every later `now` is of the same clock.
    max_payload: bytes of a message in one packet; the smaller of both ends' is used.
    window: packets this end is ready to receive unacknowledged.
    buffer: bytes of messages that may wait to be sent; also the bound of a message on any channel, both ways.
    timeout: milliseconds of silence, while an answer is due, after which the link is lost.
    """

    def __init__(
        self, session: int, now: int, max_payload: int = 512, window: int = 8, buffer: int = 4096, timeout: int = 30000
    ) -> None:
        if not 0 < session < 1 << 32 or not 16 <= max_payload <= 0xFFFF or not 0 < window < 256:
            raise LinkUsageError("session must be 1..2**32-1, max_payload 16..65535, window 1..255")
        self.state = "opening"
        self.peer = 0
        self.why = ""
        self.messages: "list[tuple[int, bytes]]" = []  # what has arrived; the owner takes them from the front
        self.repeated = 0
        self._me = session
        self._max = max_payload
        self._window = window
        self._buffer = buffer
        self._timeout = timeout
        self._reader = packet.PacketReader(session, max_payload)
        self._partial: "dict[int, bytearray]" = {}
        self._send_max = max_payload
        self._send_window = 1
        self._queue: "list[Any]" = []  # (kind, channel, payload), the first of them numbered _base
        self._queued = 0
        self._in_flight = 0  # how many from the queue's front were sent since the last rewind
        self._base = 0
        self._expected = 0
        self._hello_due = True
        self._ack_due = False
        self._nak_due = False
        self._nak_sent = False
        self._wait = 250
        self._retry_at = now
        self._heard = now
        self._rested = True

    @property
    def skipped(self) -> int:
        """Bytes received that belonged to no valid packet."""
        return self._reader.skipped

    def room(self) -> int:
        """How many bytes of messages `send` takes now; 0 while the link is not open."""
        if self.state != "open" or len(self._queue) >= _MOST_PACKETS:
            return 0
        return max(0, self._buffer - self._queued)

    def idle(self) -> bool:
        """Whether everything sent was acknowledged."""
        return not self._queue

    def send(self, channel: int, message: "bytes | bytearray | memoryview") -> None:
        """Queues a message of at most `buffer` bytes. LinkUsageError when it does not fit, LinkLost on a lost link."""
        self._check()
        n = len(message)
        if not 0 <= channel < 16 or n > self._buffer:
            raise LinkUsageError("channel %d, %d bytes: at most 15 and %d" % (channel, n, self._buffer))
        if self.state != "open" or n > self._buffer - self._queued or len(self._queue) >= _MOST_PACKETS:
            raise LinkUsageError("not open, or no room for %d bytes; ask room() first" % n)
        at = 0
        while n - at > self._send_max:
            self._queue.append((packet.DATA, channel, bytes(message[at : at + self._send_max])))
            at += self._send_max
        self._queue.append((packet.LAST, channel, bytes(message[at:])))
        self._queued += n

    def receive(self, data: "bytes | bytearray | memoryview", now: int) -> None:
        """Takes bytes from the wire; complete messages are appended to `messages`. PeerError, LinkLost."""
        self._check()
        view = memoryview(data)
        at = 0
        while at < len(view):
            at += self._reader.push(view[at:])
            while True:
                got = self._reader.take()
                if got is None:
                    break
                self._heard = now
                if got[0] == packet.HELLO:
                    self._take_hello(got[4], now)
                else:
                    self._take(got, now)

    def outgoing(self, now: int) -> "bytes | bytearray":
        """The next bytes for the wire, at most one packet, or b"" when there is nothing to say now. LinkLost."""
        self._check()
        if self.state == "opening" or not self._rested:
            if now - self._heard > self._timeout and now >= self._retry_at:
                self._lose("no answer for %d s" % (self._timeout // 1000))
                self._check()
            if now >= self._retry_at:
                self._hello_due = self._hello_due or self.state == "opening"
                if self._in_flight:
                    self.repeated += self._in_flight
                    self._in_flight = 0
                self._retry_at = now + self._wait
                self._wait = min(self._wait * 2, 4000)
        if self._hello_due:
            self._hello_due = False
            hello = struct.pack(_HELLO, PROTOCOL, self.state == "open", self._max, self._window, self._me, self.peer)
            return packet.encode(packet.HELLO, 0, 0, 0, hello, 0)
        if self.state != "open":
            return b""
        if self._in_flight < min(len(self._queue), self._send_window):
            kind, channel, payload = self._queue[self._in_flight]
            seq = (self._base + self._in_flight) & 0xFFFF
            if not self._in_flight:
                self._retry_at = now + self._wait
                if self._rested:  # silence while nothing was asked does not count
                    self._rested = False
                    self._heard = now
            self._in_flight += 1
            self._ack_due = False
            return packet.encode(kind, channel, seq, self._expected, payload, self.peer)
        if self._nak_due or self._ack_due:
            kind = packet.NAK if self._nak_due else packet.ACK
            self._nak_due = self._ack_due = False
            return packet.encode(kind, 0, 0, self._expected, b"", self.peer)
        return b""

    def deadline(self) -> "int | None":
        """When `outgoing` must be asked again even if nothing arrives, in ms; None when only input matters."""
        return self._retry_at if self.state == "opening" or (self.state == "open" and self._queue) else None

    def close(self) -> "bytes | bytearray":
        """Ends the link; returns a last packet for the wire that tells the other end."""
        last = packet.encode(packet.BYE, 0, 0, self._expected, b"", self.peer) if self.state == "open" else b""
        self._lose("closed")
        return last

    def lost(self, why: str) -> None:
        """The owner of the wire says that it is gone: every later call raises LinkLost(why)."""
        self._lose(why)

    def _lose(self, why: str) -> None:
        if self.state != "lost":
            self.state = "lost"
            self.why = why
            self._queue = []
            self._partial = {}

    def _check(self) -> None:
        if self.state == "lost":
            raise LinkLost("link lost: " + self.why)

    def _broken(self, why: str) -> None:
        self._lose("the other end broke the protocol: " + why)
        raise PeerError(why)

    def _opened(self, now: int) -> None:
        if self.state == "opening":
            self.state = "open"
            self._wait = 250
            self._retry_at = now + self._wait

    def _take_hello(self, payload: bytes, now: int) -> None:
        if len(payload) != struct.calcsize(_HELLO):
            self._broken("HELLO of %d bytes" % len(payload))
        protocol, is_open, size, window, session, mine = struct.unpack(_HELLO, payload)
        if protocol != PROTOCOL or not session or size < 16 or not window:
            self._broken("HELLO of protocol %d, ours is %d; install the same version on both" % (protocol, PROTOCOL))
        if session == self._me:
            self._broken("HELLO with our own session: the wire is looped back")
        if self.peer and session != self.peer:
            self._lose("the other end started again")
            self._check()
        if not self.peer:
            self.peer = session
            self._send_max = min(size, self._max)
            self._send_window = window
        if mine == self._me:
            self._opened(now)
        # Answer until the other end is open too; once it is, it need not be told again.
        if not is_open or mine != self._me:
            self._hello_due = True

    def _take(self, got: "tuple[int, int, int, int, bytes]", now: int) -> None:
        kind, channel, seq, ack, payload = got
        if not self.peer:
            return  # its HELLO was lost; it will repeat both
        self._opened(now)  # the check was right, so the other end knows our session
        done = (ack - self._base) & 0xFFFF
        if done > len(self._queue):
            if done < 0x8000:
                self._broken("acknowledged what was never sent")
            done = 0  # an old packet, delayed
        if done:
            for item in self._queue[:done]:
                self._queued -= len(item[2])
            del self._queue[:done]
            self._base = ack
            self._rested = not self._queue
            self._in_flight = max(0, self._in_flight - done)
            self._wait = 250
            self._retry_at = now + self._wait
        if kind == packet.NAK:
            self.repeated += self._in_flight
            self._in_flight = 0
        elif kind == packet.BYE:
            self._lose("closed by the other end")
            self._check()
        elif kind == packet.DATA or kind == packet.LAST:
            if seq == self._expected:
                self._expected = (seq + 1) & 0xFFFF
                self._nak_sent = False
                self._ack_due = True
                self._join(kind, channel, payload)
            else:
                ahead = (seq - self._expected) & 0xFFFF < 0x8000
                self._nak_due = self._nak_due or (ahead and not self._nak_sent)
                self._nak_sent = self._nak_sent or ahead
                self._ack_due = True  # a repeat: our acknowledgement was lost
        elif kind != packet.ACK:
            self._broken("packet of unknown kind %d" % kind)

    def _join(self, kind: int, channel: int, payload: bytes) -> None:
        part = self._partial.get(channel)
        if part is None:
            if kind == packet.LAST:
                self.messages.append((channel, payload))
                return
            part = self._partial[channel] = bytearray()
        if len(part) + len(payload) > self._buffer:
            self._broken("a message of more than %d bytes" % self._buffer)
        part.extend(payload)
        if kind == packet.LAST:
            del self._partial[channel]
            self.messages.append((channel, bytes(part)))


def session_from(entropy: bytes) -> int:
    """A session number from at least four bytes of entropy."""
    return binascii.crc32(entropy) & 0xFFFFFFFF or 1
