"""Receiving one segment: all of it, checked, or nothing.

Only what comes from elsewhere lives here; own commits are writing.py's.
"""

from sojourn.errors import HeapError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable

    from sojourn.heap.pages import Pages


def write_segment(pages: "Pages", sequence: int, name: str, chunks: "Iterable[bytes]") -> None:
    """See Pages.write_segment."""
    writer = pages.writer(sequence)
    done = False
    try:
        for piece in chunks:
            writer.write(piece)
        writer.check()
        if sequence in pages.sequences():
            if pages.sha256(name) != writer.sha256():
                raise HeapError(
                    "segment %s is already here with other bytes; receive this process into a new folder" % name
                )
            writer.abort()
        else:
            writer.finish()
        done = True
    finally:
        if not done:
            writer.abort()
