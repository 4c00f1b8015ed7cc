"""What the bytes of one segment mean: header, pages, commit record, trailer.

The small parts of the heap's byte layouts live here, commit records in commit.py (SPEC.md describes the same bytes); no
file is opened here.

    header   16 bytes  b"SOJOURN1", sequence u32, zero u32
    page     varint key = number << 4 | level, varint length, bytes       (level 0: record of oid `number`)
    commit   the commit record, see Commit.encode
    trailer  16 bytes  commit offset u32, commit length u32, crc32 of both and of the commit record u32, b"SJE1"
"""

import hashlib
import struct

from sojourn.errors import HeapCorrupt

HEADER = 16
TRAILER = 16
ENTRY = 20  # sequence u32, offset u32, length u32, first 8 bytes of SHA-256
OVERLAY_MOST = 64
KEPT_MOST = 8
META_MOST = 1024
COMMIT_MOST = 65536
DEPTH_MOST = 11
CHUNK = 512


def digest8(data: "bytes | bytearray | memoryview") -> bytes:
    """The first 8 bytes of the SHA-256 of `data`: the heap's guard against accidents."""
    return hashlib.sha256(data).digest()[:8]


def put_varint(out: bytearray, number: int) -> None:
    """Append `number` (0 or more) in 7-bit groups, lowest first, the top bit saying that more follow."""
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def get_varint(data: "bytes | memoryview", at: int) -> "tuple[int, int]":
    """The varint at `at` and the position behind it; HeapCorrupt when it is cut off or longer than 5 bytes."""
    number = shift = 0
    while shift < 35:
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7
    raise HeapCorrupt("bad number in a heap record at byte %d" % at)


def header(sequence: int) -> bytes:
    """The 16 bytes that open segment `sequence`."""
    return struct.pack(">8sII", b"SOJOURN1", sequence, 0)


def name_of(sequence: int) -> str:
    """The name of segment `sequence`: eight hexadecimal digits and `.seg`."""
    return "%08x.seg" % sequence


def sequence_of(name: str) -> int:
    """The sequence number in a segment's name, or -1 if it is no segment's name."""
    if len(name) == 12 and name.endswith(".seg"):
        try:
            sequence = int(name[:8], 16)
        except ValueError:
            return -1
        if name_of(sequence) == name:
            return sequence
    return -1
