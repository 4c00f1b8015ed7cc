"""Wires between two links for tests: perfect, lossy, repeating, reordering, garbling, one byte at a time.

May live here: a pair of links with a virtual clock. May not: assertions.
"""

import random

from sojourn_transports.link import Link


class LinkPair:
    """Two links and a wire on which time passes only when nothing moves. `seed` decides every accident."""

    def __init__(
        self, seed=0, loss=0.0, repeat=0.0, garble=0.0, reorder=0.0, one_byte=False, noise=0.0, small=None, **fields
    ):
        self.random = random.Random(seed)
        self.now = 0
        self.a = Link(0x1111, 0, **fields)
        self.b = Link(0x2222, 0, **{**fields, **(small or {})})
        self.loss, self.repeat, self.garble, self.reorder, self.noise = loss, repeat, garble, reorder, noise
        self.one_byte = one_byte
        self.sent = 0

    def accidents(self, data):
        """What arrives of one packet, as a list of pieces."""
        r = self.random
        if r.random() < self.loss:
            return []
        pieces = [bytes(data)] * (2 if r.random() < self.repeat else 1)
        if r.random() < self.garble:
            broken = bytearray(data)
            broken[r.randrange(len(broken))] ^= 1 << r.randrange(8)
            pieces[0] = bytes(broken)
        if r.random() < self.noise:
            pieces.insert(0, bytes(r.randrange(256) for _ in range(r.randrange(40))))
        return pieces

    def carry(self, source, target):
        """Moves everything `source` has to say now; returns whether it said anything."""
        pieces = []
        while True:
            data = source.outgoing(self.now)
            if not data:
                break
            self.sent += len(data)
            pieces += self.accidents(data)
            if len(pieces) > 1 and self.random.random() < self.reorder:
                pieces[-1], pieces[-2] = pieces[-2], pieces[-1]
            spoke = True
        spoke = bool(pieces)
        stream = b"".join(pieces)
        if self.one_byte:
            for i in range(len(stream)):
                target.receive(stream[i : i + 1], self.now)
        else:
            target.receive(stream, self.now)
        return spoke

    def settle(self, ms=100):
        """Lets `ms` milliseconds pass, in steps of 10 when nobody has anything to say."""
        until = self.now + ms
        while self.now < until:
            moved = self.carry(self.a, self.b)
            moved = self.carry(self.b, self.a) or moved
            if not moved:
                self.now += 10

    def open(self, ms=60000):
        """Lets time pass until both ends are open."""
        until = self.now + ms
        while (self.a.state, self.b.state) != ("open", "open") and self.now < until:
            self.settle(10)
        return self

    def transfer(self, source, target, messages, ms=600000):
        """Sends (channel, bytes) messages as there is room; returns what arrived at the other end."""
        waiting, until, got = list(messages), self.now + ms, []
        while (len(got) < len(messages) or not source.idle()) and self.now < until:
            while waiting and len(waiting[0][1]) <= source.room() and source.room():
                source.send(*waiting.pop(0))
            self.settle(10)
            got += target.messages
            target.messages.clear()
        return got
