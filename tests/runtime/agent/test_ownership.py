"""The device's transitions, and the relay's decisions, against each other: every failure point of a move."""

import itertools

import pytest

from sojourn.agent import ownership
from sojourn.agent.ownership import Refused
from sojourn_host.relay.decisions import reconcile
from sojourn_host.store.ledger import Change, Entry, apply

OWNER = {"epoch": 3, "state": "stopped", "folder": "h3.a", "version": 7, "last": 7, "console": 10}
STAGED = {"txn": "t", "nonce": "n", "epoch": 4, "folder": "h4.t", "version": 7, "last": 7, "console": 10}


def test_a_move():
    voted = ownership.vote(OWNER, "t", 3)
    assert voted["state"] == "voted"
    arrived = ownership.go(None, ownership.stage(None, STAGED), "t", "n", 4)
    assert (arrived["state"], arrived["epoch"], arrived["folder"]) == ("stopped", 4, "h4.t")
    assert ownership.go(arrived, None, "t", "n", 4) is arrived, "a repeated GO changes nothing"
    assert ownership.start(arrived, 4)["state"] == "running"
    assert ownership.gone(voted, 4)["state"] == "gone"


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (ownership.vote, (None, "t", 3)),
        (ownership.vote, (OWNER, "t", 2)),
        (ownership.vote, ({**OWNER, "state": "running"}, "t", 3)),
        (ownership.vote, ({**OWNER, "state": "voted", "txn": "other"}, "t", 3)),
        (ownership.stage, ({**OWNER, "epoch": 4}, STAGED)),
        (ownership.go, (None, STAGED, "t", "other", 4)),
        (ownership.go, (None, STAGED, "other", "n", 4)),
        (ownership.go, (None, STAGED, "t", "n", 5)),
        (ownership.go, (None, None, "t", "n", 4)),
        (ownership.abort, (OWNER, "t", 3)),
        (ownership.abort, ({**OWNER, "state": "voted", "txn": "u"}, "t", 3)),
        (ownership.start, ({**OWNER, "state": "voted"}, 3)),
        (ownership.start, ({**OWNER, "state": "gone"}, 3)),
        (ownership.start, (OWNER, 4)),
        (ownership.start, (None, 0)),
    ],
)
def test_refusals(function, args):
    with pytest.raises(Refused) as caught:
        function(*args)
    assert len(caught.value.args) == 2


def test_a_late_gone_does_not_kill_what_came_back():
    back = {**OWNER, "epoch": 5, "state": "running"}
    assert ownership.gone(back, 4) is back
    assert ownership.gone(back, 5) is back
    assert ownership.gone(back, 6)["state"] == "gone"


class World:
    """A ledger and two devices' durable records; each step may be the last before everybody forgets the rest."""

    def __init__(self):
        self.entry = Entry("p", 3, "a", "running", 7)
        self.owner = {"a": {**OWNER, "state": "running"}, "b": None}
        self.staged = {"a": None, "b": None}

    def steps(self):
        yield lambda: self.set("a", ownership.changed(self.owner["a"], state="stopped"))
        yield lambda: self.staged.update(b=ownership.stage(self.owner["b"], STAGED))
        yield lambda: self.set("a", ownership.vote(self.owner["a"], "t", 3))
        yield lambda: self.change(Change(3, epoch=4, owner="b", txn="t"))
        yield lambda: self.do("b", "go", {"txn": "t", "nonce": "n", "epoch": 4})
        yield lambda: self.do("b", "start", {"epoch": 4})
        yield lambda: self.do("a", "gone", {"epoch": 4})

    def set(self, device, record):
        self.owner[device] = record

    def change(self, change):
        self.entry = apply(self.entry, "p", change)

    def do(self, device, kind, fields):
        owner, staged = self.owner[device], self.staged[device]
        if kind == "go":
            self.set(device, ownership.go(owner, staged, **fields))
            self.staged[device] = None
        elif kind == "unstage":
            self.staged[device] = None
        elif kind == "end_transaction":
            self.change(Change(fields["epoch"] - 1, epoch=fields["epoch"], txn=""))
        elif kind in ("gone", "abort", "start"):
            self.set(device, getattr(ownership, kind)(owner, **fields))
        else:
            raise AssertionError(kind)

    def reconcile(self, device):
        for action in reconcile(self.entry, device, self.owner[device], self.staged[device]):
            self.do(device, action.kind, action.fields)

    def runners(self):
        return [d for d in "ab" if self.owner[d] and self.owner[d]["state"] == "running"]


@pytest.mark.parametrize("order", list(itertools.permutations("aab", 3)))
@pytest.mark.parametrize("done", range(8))
def test_a_relay_that_dies_after_any_step(done, order):
    """Whoever connects first to the next relay: never two runners, and in the end one."""
    world = World()
    for step in list(world.steps())[:done]:
        step()
        assert len(world.runners()) <= 1
    for device in [*order, "a", "b"]:
        world.reconcile(device)
        assert len(world.runners()) <= 1, (done, order)
    assert world.runners() == [world.entry.owner] == ["b" if done > 3 else "a"]
    assert world.owner[world.entry.owner]["epoch"] == world.entry.epoch
    assert not any(world.staged.values())
