"""The chain: whole as it was made, and broken at the place where somebody changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.room.record.chain import Head, checked
from winset.room.record.events import START, TABLE, Draft, Event, Sealed, recorded, sealed


def chain(length: int) -> list[Event]:
    """Return a record of remarks."""
    events: list[Event] = []
    for seq in range(1, length + 1):
        draft = Draft("comment.made", "p_1", "A person", "north", "analyst", TABLE, {"n": seq})
        prev = events[-1].hash if events else START
        events.append(recorded(draft, room="r_1", seq=seq, at=f"{seq:027}", prev=prev))
    return events


def head(events: Sequence[Event | Sealed]) -> Head:
    """Return the head of a whole record."""
    return Head(events[-1].seq, events[-1].hash)


def test_a_record_as_it_was_made_is_whole() -> None:
    events = chain(5)
    assert [] == checked(events, head(events))
    assert [] == checked([], Head(0, START))


@given(st.sets(st.integers(1, 6)))
def test_a_record_is_whole_with_any_of_its_events_sealed(which: set[int]) -> None:
    events = chain(6)
    shown = [sealed(event) if event.seq in which else event for event in events]
    assert [] == checked(shown, head(events))


@given(st.integers(1, 6), st.sampled_from(["act", "at", "salt", "digest", "hash"]))
def test_an_event_that_was_changed_is_named(seq: int, what: str) -> None:
    events = chain(6)
    old = events[seq - 1]
    changes = {
        "act": replace(old, act=replace(old.act, why="changed")),
        "at": replace(old, at="0" * 27),
        "salt": replace(old, salt="0" * 32),
        "digest": replace(old, digest="0" * 64),
        "hash": replace(old, hash="0" * 64),
    }
    events[seq - 1] = changes[what]
    assert seq in {found.seq for found in checked(events, head(chain_of(events, old)))}


def chain_of(events: list[Event], old: Event) -> list[Event]:
    """Return the record with the old event back in its place."""
    return [old if event.seq == old.seq else event for event in events]


@given(st.integers(1, 5))
def test_an_event_that_was_taken_out_is_missed(seq: int) -> None:
    events = chain(6)
    left = [event for event in events if event.seq != seq]
    assert checked(left, head(events))[0].seq in (seq, seq + 1)  # the gap, or what is behind it


def test_a_record_cut_short_is_noticed() -> None:
    events = chain(6)
    (found,) = checked(events[:-1], head(events))
    assert "missing" in found.what


def test_a_record_with_a_foreign_end_is_noticed() -> None:
    events = chain(6)
    assert [] != checked(events, head(chain(6)))


@pytest.mark.parametrize("seq", [2, 3, 4])
def test_two_events_that_changed_places_are_noticed(seq: int) -> None:
    events = chain(5)
    events[seq - 1], events[seq] = events[seq], events[seq - 1]
    assert [] != checked(events, head(chain_of(events, events[-1])))
