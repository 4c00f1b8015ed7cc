"""The ledger's compare-and-swap, as pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn_host.store.errors import StoreError
from sojourn_host.store.ledger import STATES, Change, Entry, apply

ENTRY = Entry("p", 5, "board", "running", 3, "t1")


def refused(code, *args):
    with pytest.raises(StoreError) as caught:
        apply(*args)
    assert caught.value.code == code
    return caught.value


def test_a_new_process():
    assert apply(None, "p", Change(0, owner="board", state="running"), 1) == Entry("p", 1, "board", "running", 1)


def test_a_move_is_one_change():
    moved = apply(ENTRY, "p", Change(5, epoch=6, owner="desk", txn="t2"))
    assert moved == Entry("p", 6, "desk", "running", 3, "t2")


def test_the_second_of_two_movers_is_refused_and_told_what_is():
    moved = apply(ENTRY, "p", Change(5, epoch=6, owner="desk"))
    error = refused("conflict", moved, "p", Change(5, epoch=6, owner="other"))
    assert error.details["entry"]["owner"] == "desk"


@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        (None, Change(4), "unknown-process"),
        (ENTRY, Change(0), "exists"),
        (ENTRY, Change(5, epoch=4), "bad-request"),
        (ENTRY, Change(5, owner="desk"), "bad-request"),
        (ENTRY, Change(5, state="asleep"), "bad-request"),
        (ENTRY, Change(6), "conflict"),
    ],
)
def test_refusals(entry, change, code):
    refused(code, entry, "p", change)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.none() | st.integers(0, 6),
            st.sampled_from([None, "a", "b"]),
            st.sampled_from([None, *STATES]),
        )
    )
)
def test_epochs_never_go_down_and_owners_change_with_them(changes):
    entry = None
    for expect, epoch, owner, state in changes:
        try:
            after = apply(entry, "p", Change(expect, epoch, owner, state))
        except StoreError:
            continue
        if entry is not None:
            assert after.epoch >= entry.epoch
            assert after.owner == entry.owner or after.epoch > entry.epoch
        entry = after


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"expect_epoch": "1"},
        {"expect_epoch": True},
        {"expect_epoch": 1, "owner": 3},
        {"expect_epoch": 1, "x": 1},
    ],
)
def test_a_change_from_bad_json(data):
    with pytest.raises(StoreError) as caught:
        Change.from_json(data)
    assert caught.value.code == "bad-request"
