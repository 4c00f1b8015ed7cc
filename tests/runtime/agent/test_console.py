"""The console of a device: a ring of bytes against the simplest thing that does the same."""

from hypothesis import given
from hypothesis import strategies as st

from sojourn.agent.console import CHUNK, Console

pieces = st.one_of(st.binary(max_size=40), st.integers(0, 3 * CHUNK).map(lambda n: bytes(i & 255 for i in range(n))))


@given(st.integers(1, 2000), st.lists(st.one_of(pieces, st.integers(0, 700)), max_size=30))
def test_keeps_the_newest_and_counts_the_rest(limit, steps):
    console = Console(limit)
    console.begin(b"p 1", 7)
    kept, position, lost = b"", 7, 0
    for step in steps:
        if isinstance(step, bytes):
            kept += step
            console.add(step)
            over = max(0, len(kept) - limit)
            lost += over
        else:
            over = min(step, len(kept))
            console.take(over)
        kept, position = kept[over:], position + over
        assert console.first() == kept[:CHUNK]
        assert (console.waiting(), console.room()) == (len(kept), limit - len(kept))
        assert (console.position, console.end(), console.lost) == (position, position + len(kept), lost)
    console.begin(b"p 2", 3)
    assert (console.first(), console.end(), console.lost) == (b"", 3, lost + len(kept))
