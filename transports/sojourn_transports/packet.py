"""Packets: the bytes of one piece of a link, and how a reader finds them in a stream that may hold anything.

May live here: packing, checking and finding packets. May not: sequence rules, time, channels' meaning (link.py).

    offset size
    0      2    magic, 53 6A ("Sj")
    2      1    kind in the high four bits, channel in the low four
    3      2    seq: number of this packet among those that are acknowledged, modulo 65536 (0 in the others)
    5      2    ack: the seq expected next from the other end
    7      2    n, the payload's length, 0 .. the reader's bound
    9      2    check of the header: the low 16 bits of the CRC-32 of bytes 2 .. 8
    11     n    payload
    11+n   4    CRC-32 (IEEE 802.3, as binascii.crc32) of bytes 2 .. 11+n-1, started from `seed`

All numbers are big endian. The seed is 0 for HELLO and the receiver's session number for every other kind, so that a
packet of an earlier connection fails its check. A header whose packet fails is skipped by one byte and the search goes
on inside it: garbage costs the packets it overlaps and nothing else. The header has a check of its own because a wrong
length would hold up the short packets behind it until it is filled.
"""

import binascii
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAGIC = b"Sj"
HEADER = 11
TRAILER = 4
HEAD = ">2sBHHHH"  # the last is the check

# Kinds. DATA and LAST are numbered and acknowledged: a message is any number of DATA packets and one LAST.
HELLO = 0
DATA = 1
LAST = 2
ACK = 3
NAK = 4
BYE = 5


def encode(kind: int, channel: int, seq: int, ack: int, payload: "bytes | memoryview", seed: int) -> bytearray:
    """The bytes of one packet. `seed` is the receiver's session number (0 for HELLO)."""
    n = len(payload)
    out = bytearray(HEADER + n + TRAILER)
    struct.pack_into(HEAD, out, 0, MAGIC, kind << 4 | channel, seq, ack, n, 0)
    view = memoryview(out)
    struct.pack_into(">H", out, 9, binascii.crc32(view[2:9]) & 0xFFFF)
    view[HEADER : HEADER + n] = payload
    struct.pack_into(">I", out, HEADER + n, binascii.crc32(view[2 : HEADER + n], seed) & 0xFFFFFFFF)
    return out


class PacketReader:
    """Finds packets in a stream. Holds at most one packet of `max_payload` bytes; never raises on any input.

    `skipped` counts the bytes that belonged to no valid packet.
    """

    def __init__(self, session: int, max_payload: int) -> None:
        self._session = session
        self._max = max_payload
        self._buffer = bytearray(HEADER + max_payload + TRAILER)
        self._view = memoryview(self._buffer)
        self._used = 0
        self.skipped = 0

    def push(self, data: "bytes | bytearray | memoryview") -> int:
        """Takes as many of `data`'s bytes as there is room for, and returns how many that was.

        Call `take` until it returns None before pushing more; then at least one byte is always taken.
        """
        n = min(len(data), len(self._buffer) - self._used)
        self._view[self._used : self._used + n] = memoryview(data)[:n]
        self._used += n
        return n

    def take(self) -> "tuple[int, int, int, int, bytes] | None":
        """The next packet as (kind, channel, seq, ack, payload), or None when more bytes are needed."""
        while True:
            at = self._buffer.find(MAGIC, 0, self._used)
            if at != 0:
                if at < 0:  # keep a last byte that may be the first of a magic
                    at = self._used
                    if at and self._buffer[at - 1] == MAGIC[0]:
                        at -= 1
                self._drop(at)
                self.skipped += at
            if self._used < HEADER:
                return None
            head: "Any" = struct.unpack_from(HEAD, self._buffer, 0)
            n: int = head[4]
            kind: int = head[1] >> 4
            if n <= self._max and head[5] == binascii.crc32(self._view[2:9]) & 0xFFFF:
                if self._used < HEADER + n + TRAILER:
                    return None
                crc = binascii.crc32(self._view[2 : HEADER + n], self._session if kind else 0) & 0xFFFFFFFF
                if crc == struct.unpack_from(">I", self._buffer, HEADER + n)[0]:
                    payload = bytes(self._view[HEADER : HEADER + n])
                    self._drop(HEADER + n + TRAILER)
                    return kind, head[1] & 15, head[2], head[3], payload
            self._drop(1)
            self.skipped += 1

    def _drop(self, n: int) -> None:
        if n:
            self._view[0 : self._used - n] = self._view[n : self._used]
            self._used -= n
