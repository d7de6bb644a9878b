"""Deadlines as they stood on a day."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import moved, with_deadlines
from winset.process.deadlines.standing import Standing, standings

AUGUST = moved("2025-08-11", "2025-08-12", "2025-11-10")
NOVEMBER = moved("2025-11-04", "2025-11-10", "2026-11-10")


def stood(as_of: str, **deadline: Any) -> Standing:
    (found,) = standings(with_deadlines(truce=deadline), Date.fromisoformat(as_of)).ahead
    return found


def left_out(as_of: str, **deadline: Any) -> str:
    found = standings(with_deadlines(truce=deadline), Date.fromisoformat(as_of))
    assert found.ahead == ()
    return found.left_out[0].why


def test_a_deadline_stands_where_its_last_move_by_then_put_it() -> None:
    found = stood("2025-09-15", set_on="2025-08-11", history=[AUGUST])
    assert (Date(2025, 11, 10), Date(2025, 8, 11), 1, (90,)) == (
        found.date,
        found.set_on,
        found.extensions,
        found.lengths,
    )


def test_a_later_move_is_not_known_yet() -> None:
    found = stood("2025-09-15", history=[AUGUST, NOVEMBER], date="2026-11-10")
    assert (found.date, found.extensions) == (Date(2025, 11, 10), 1)


def test_on_a_later_day_it_is() -> None:
    found = stood("2025-11-04", history=[AUGUST, NOVEMBER])
    assert (found.date, found.lengths) == (Date(2026, 11, 10), (90, 365))


def test_before_its_first_move_it_stood_where_that_moved_it_from() -> None:
    found = stood("2025-08-01", known_by="2025-05-14", history=[AUGUST], set_on="2025-08-11")
    assert (found.date, found.set_on, found.window) == (Date(2025, 8, 12), None, None)


def test_days_left_and_window_run_to_its_date() -> None:
    found = stood("2025-09-15", set_on="2025-08-11", history=[AUGUST])
    assert (found.days_left, found.window) == (56, 91)


def test_on_its_date_a_deadline_is_still_ahead() -> None:
    assert stood("2025-11-10").days_left == 0


def test_the_day_after_it_is_past() -> None:
    assert left_out("2025-11-11") == "it was past: its date was 2025-11-10"


@pytest.mark.parametrize(
    "said",
    [
        {"known_by": "2025-09-16", "set_on": "2025-08-11"},
        {"set_on": "2025-09-16"},
        {"history": [moved("2025-09-16", "2025-09-17", "2025-11-10")]},
    ],
)
def test_what_became_known_later_is_left_out_by_name(said: dict[str, Any]) -> None:
    assert left_out("2025-09-15", **said) == "it is known only from 2025-09-16 on"


def test_a_deadline_of_which_no_day_is_named_was_always_known() -> None:
    assert stood("2025-01-01").set_on is None


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.integers(0, 400))
def test_a_move_counts_from_the_day_on_which_it_was_made(gaps: list[int], day: int) -> None:
    # each move is made two days before the date that it moves
    dates = [Date(2025, 1, 10)]
    for gap in gaps:
        dates.append(dates[-1] + timedelta(days=gap))
    history = [
        moved(str(old - timedelta(days=2)), str(old), str(new)) for old, new in pairwise(dates)
    ]
    as_of = Date(2025, 1, 1) + timedelta(days=day)
    made = sum(old - timedelta(days=2) <= as_of for old in dates[:-1])
    case = with_deadlines(it={"history": history, "date": str(dates[-1]), "known_by": "2025-01-01"})
    found = standings(case, as_of)
    assert [d.date for d in found.ahead] == [date for date in [dates[made]] if date >= as_of]
    assert [d.lengths for d in found.ahead] in ([], [tuple(gaps[:made])])
