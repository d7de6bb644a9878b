"""An event: what its digest covers, how it is linked, what it shows sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.room.record.events import (
    START,
    TABLE,
    Draft,
    bound,
    canonical,
    digest_of,
    linked,
    recorded,
    sealed,
)

DRAFT = Draft("comment.made", "p_1", "A person", "north", "analyst", TABLE, {"text": "x"}, "why")

data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    st.lists,
    max_leaves=5,
)


def test_the_same_content_in_the_same_place_has_the_same_digest() -> None:
    first, second = (
        bound(DRAFT, room="r_1", seq=1, at="t", prev=START, salt="s") for _ in range(2)
    )
    assert first == second
    assert linked(START, first.digest) == first.hash


@pytest.mark.parametrize(
    "changed",
    [
        replace(DRAFT, kind="x"),
        replace(DRAFT, who="x"),
        replace(DRAFT, name="x"),
        replace(DRAFT, delegation=None),
        replace(DRAFT, role="x"),
        replace(DRAFT, audience="north"),
        replace(DRAFT, data={"text": "y"}),
        replace(DRAFT, why=""),
    ],
)
def test_the_digest_covers_all_that_an_event_says(changed: Draft) -> None:
    place = {"room": "r_1", "at": "2025-03-03T09:00:00.000000Z", "salt": "s"}
    assert digest_of(DRAFT, seq=1, **place) != digest_of(changed, seq=1, **place)


@pytest.mark.parametrize(
    ("room", "seq", "at", "salt"),
    [("r_2", 1, "t", "s"), ("r_1", 2, "t", "s"), ("r_1", 1, "u", "s"), ("r_1", 1, "t", "z")],
)
def test_the_digest_covers_place_time_and_salt(room: str, seq: int, at: str, salt: str) -> None:
    first = digest_of(DRAFT, room="r_1", seq=1, at="t", salt="s")
    assert first != digest_of(DRAFT, room=room, seq=seq, at=at, salt=salt)


def test_each_event_has_a_salt_of_its_own_so_that_its_content_cannot_be_guessed() -> None:
    first, second = (
        recorded(DRAFT, room="r_1", seq=1, at="2025-03-03T09:00:00.000000Z", prev=START)
        for _ in range(2)
    )
    assert first.salt != second.salt
    assert first.digest != second.digest
    assert 32 == len(first.salt)


def test_a_sealed_event_shows_its_place_in_the_chain_alone() -> None:
    event = recorded(DRAFT, room="r_1", seq=1, at="2025-03-03T09:00:00.000000Z", prev=START)
    assert {"room": "r_1", "seq": 1, "digest": event.digest, "hash": event.hash} == vars(
        sealed(event)
    )


def test_a_number_that_is_not_finite_has_no_spelling() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"x": float("nan")})


@given(st.dictionaries(st.text(), data, max_size=4))
def test_plain_data_has_one_spelling_whatever_the_order_of_its_keys(
    value: dict[str, object],
) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))
