"""The link's promise: every message once, in order, on its channel, over any wire that delivers something."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn_transports import packet
from sojourn_transports.link import CONTROL, Link, LinkError, LinkLost, LinkUsageError, PeerError
from wires import LinkPair

WIRES = {
    "perfect": {},
    "one byte": {"one_byte": True},
    "lossy": {"loss": 0.3},
    "repeating": {"repeat": 0.4},
    "garbling": {"garble": 0.2},
    "reordering": {"reorder": 0.5},
    "noisy": {"noise": 0.5},
    "all of it": {"loss": 0.1, "repeat": 0.1, "garble": 0.1, "reorder": 0.2, "noise": 0.1},
    "small packets": {"max_payload": 16},
    "unequal ends": {"max_payload": 1000, "small": {"max_payload": 30, "window": 2}},
}


def some_messages(seed, count=60, most=900):
    r = random.Random(seed)
    sizes = [r.choice([0, 1, 15, 16, 17, 511, 512, 513, r.randrange(most)]) for _ in range(count)]
    return [(r.randrange(3), bytes(r.randrange(256) for _ in range(n))) for n in sizes]


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("seed", range(4))
def test_every_message_arrives_once_and_in_order(wire, seed):
    pair = LinkPair(seed=seed, **WIRES[wire]).open()
    messages = some_messages(seed)
    assert pair.transfer(pair.a, pair.b, messages) == messages, f"wire {wire}, seed {seed}"
    assert pair.transfer(pair.b, pair.a, messages) == messages, f"wire {wire}, seed {seed}, back"


def test_both_ways_at_once_over_a_bad_wire():
    pair = LinkPair(seed=5, **WIRES["all of it"]).open()
    there, back = some_messages(1, 100), some_messages(2, 100)
    left, right, got_a, got_b = list(there), list(back), [], []
    for _ in range(20000):
        while left and len(left[0][1]) <= pair.a.room() and pair.a.room():
            pair.a.send(*left.pop(0))
        while right and len(right[0][1]) <= pair.b.room() and pair.b.room():
            pair.b.send(*right.pop(0))
        pair.settle(10)
        got_b += pair.b.messages
        got_a += pair.a.messages
        pair.a.messages.clear()
        pair.b.messages.clear()
        if len(got_a) == len(back) and len(got_b) == len(there):
            break
    assert got_b == there
    assert got_a == back


def test_sequence_numbers_wrap():
    pair = LinkPair(max_payload=16).open()
    for link in (pair.a, pair.b):
        link._base = link._expected = 0xFFF0
    messages = [(0, bytes([n & 255])) for n in range(100)]
    assert pair.transfer(pair.a, pair.b, messages) == messages


def test_nothing_is_repeated_over_a_perfect_wire():
    pair = LinkPair().open()
    messages = some_messages(3)
    pair.transfer(pair.a, pair.b, messages)
    assert pair.a.repeated == pair.b.repeated == 0
    assert pair.a.skipped == pair.b.skipped == 0


def test_silence_ends_the_link_only_when_an_answer_is_due():
    pair = LinkPair(timeout=2000).open()
    pair.now += 1_000_000
    assert pair.a.outgoing(pair.now) == b""
    pair.a.send(CONTROL, b"hello")
    pair.settle(50)
    assert pair.b.messages == [(CONTROL, b"hello")]
    pair.loss = 1.0
    pair.a.send(CONTROL, b"anyone?")
    with pytest.raises(LinkLost, match="no answer"):
        pair.settle(20000)
    with pytest.raises(LinkLost):
        pair.a.send(CONTROL, b"")
    assert pair.a.room() == 0


def test_an_opening_link_gives_up():
    pair = LinkPair(loss=1.0, timeout=3000)
    with pytest.raises(LinkLost, match="no answer"):
        pair.settle(30000)


def test_close_tells_the_other_end():
    pair = LinkPair().open()
    last = pair.a.close()
    with pytest.raises(LinkLost, match="closed by the other end"):
        pair.b.receive(last, pair.now)
    with pytest.raises(LinkLost, match="closed"):
        pair.a.outgoing(pair.now)


def test_a_peer_that_started_again_is_noticed():
    pair = LinkPair().open()
    again = Link(0x3333, pair.now)
    with pytest.raises(LinkLost, match="started again"):
        pair.b.receive(again.outgoing(pair.now), pair.now)


def test_packets_of_an_earlier_session_are_garbage():
    pair = LinkPair().open()
    pair.a.send(CONTROL, b"old")
    old = bytes(pair.a.outgoing(pair.now))
    pair.a, pair.b = Link(0x4444, pair.now), Link(0x5555, pair.now)
    pair.open()
    pair.b.receive(old, pair.now)
    assert pair.b.messages == []
    assert pair.b.skipped > 0


@pytest.mark.parametrize(
    ("payload", "why"),
    [(b"", "0 bytes"), (b"\x09" + bytes(12), "protocol 9"), (bytes(12), "0 bytes|protocol|12 bytes")],
)
def test_a_bad_hello_is_the_peers_error(payload, why):
    link = Link(1, 0)
    with pytest.raises(PeerError, match=why):
        link.receive(packet.encode(packet.HELLO, 0, 0, 0, payload, 0), 0)
    assert link.state == "lost"


def test_a_looped_wire_is_noticed():
    link = Link(7, 0)
    with pytest.raises(PeerError, match="looped"):
        link.receive(link.outgoing(0), 0)


def test_a_message_past_the_bound_is_the_peers_error():
    pair = LinkPair(buffer=2000, small={"buffer": 500}).open()
    pair.a.send(0, bytes(1500))
    with pytest.raises(PeerError, match="more than 500"):
        pair.settle(100)


def test_an_acknowledgement_of_nothing_is_the_peers_error():
    pair = LinkPair().open()
    with pytest.raises(PeerError, match="never sent"):
        pair.a.receive(packet.encode(packet.ACK, 0, 0, 5, b"", 0x1111), 0)


def test_wrong_use_is_ours():
    pair = LinkPair(buffer=1000)
    with pytest.raises(LinkUsageError, match="not open"):
        pair.a.send(0, b"x")
    pair.open()
    for channel, message in ((16, b""), (0, bytes(1001))):
        with pytest.raises(LinkUsageError):
            pair.a.send(channel, message)
    pair.a.send(0, bytes(600))
    with pytest.raises(LinkUsageError, match="no room"):
        pair.a.send(0, bytes(600))
    for session in (0, 1 << 32):
        with pytest.raises(LinkUsageError):
            Link(session, 0)


def test_empty_messages_are_bounded_too():
    pair = LinkPair().open()
    while pair.a.room():
        pair.a.send(0, b"")
    with pytest.raises(LinkUsageError, match="no room"):
        pair.a.send(0, b"")


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_any_bytes_before_and_during_a_session(pieces):
    for link in (Link(1, 0), LinkPair().open().a):
        try:
            for now, piece in enumerate(pieces):
                link.receive(piece, now)
                while link.outgoing(now):
                    pass
        except LinkError:
            assert link.state == "lost"


@given(st.integers(0, 8), st.integers(0, 15), st.integers(0, 65535), st.integers(0, 65535), st.binary(max_size=400))
def test_any_packet_with_a_right_check(kind, channel, seq, ack, payload):
    pair = LinkPair().open()
    seed = 0x1111 if kind else 0
    try:
        pair.a.receive(packet.encode(kind, channel, seq, ack, payload, seed), 0)
    except LinkError:
        assert pair.a.state == "lost"
    assert all(len(message) <= 4096 for _, message in pair.a.messages)


@given(st.binary(max_size=200), st.binary(max_size=100), st.integers(1, 9))
def test_a_packet_is_found_behind_any_garbage(garbage, payload, step):
    reader = packet.PacketReader(9, 128)
    good = bytes(packet.encode(packet.LAST, 1, 2, 3, payload, 9))
    # Garbage may look like the start of a packet; what follows twice, with a packet's length between, must be found.
    stream = garbage + good + bytes(200) + good + bytes(200)
    found = []
    at = 0
    while at < len(stream):
        at += reader.push(stream[at : at + step])
        while (one := reader.take()) is not None:
            found.append(one)
    assert (packet.LAST, 1, 2, 3, payload) in found
    assert all(one == (packet.LAST, 1, 2, 3, payload) for one in found)


def test_a_flipped_bit_anywhere_is_never_a_packet():
    good = bytes(packet.encode(packet.DATA, 1, 2, 3, b"payload", 77))
    for bit in range(len(good) * 8):
        broken = bytearray(good)
        broken[bit // 8] ^= 1 << bit % 8
        reader = packet.PacketReader(77, 64)
        reader.push(broken)
        assert reader.take() is None, f"bit {bit}"
