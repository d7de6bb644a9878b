"""What was known about a deadline on a day before it."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import DAY, a_row
from winset.process.deadlines.history import OUTCOMES, Row, shipped
from winset.process.deadlines.situation import absence, days_before, situation, when_set

ROWS = st.builds(
    lambda index, start, window, lead, outcome, move: a_row(
        index=index,
        date=DAY + timedelta(days=start + window),
        set_on=DAY + timedelta(days=start) if window % 5 else None,
        decided_on=DAY + timedelta(days=start + max(0, window - lead)),
        outcome=outcome,
        new_date=DAY + timedelta(days=start + window + move)
        if move and outcome == "extended"
        else None,
    ),
    index=st.integers(1, 6),
    start=st.integers(0, 60),
    window=st.integers(0, 40),
    lead=st.integers(-3, 30),
    outcome=st.sampled_from(OUTCOMES),
    move=st.integers(0, 90),
)
CASES = st.lists(ROWS, min_size=1, max_size=6, unique_by=lambda row: row.index)


@given(CASES, st.integers(0, 40))
def test_a_situation_is_what_a_reader_of_the_case_would_count(case: list[Row], days: int) -> None:
    row, *others = case
    as_of = Date.fromordinal(row.date.toordinal() - days)
    moves, lapses = [], 0
    for other in sorted(others, key=lambda other: (other.decided_on, other.index)):
        if other.decided_on <= as_of:
            moves += [other] if other.outcome == "extended" else []
            lapses += other.outcome == "lapsed"
    found = situation(row, case, as_of)
    assert (len(moves), lapses) == (found.extensions, found.lapses)
    assert tuple((o.new_date - o.date).days for o in moves if o.new_date) == found.lengths
    assert days == found.days_left


@given(CASES, st.integers(0, 40))
def test_a_row_counts_while_it_is_set_and_open(case: list[Row], days: int) -> None:
    row = case[0]
    as_of = row.date.toordinal() - days
    was_set = row.set_on is None or row.set_on.toordinal() <= as_of
    is_open = row.decided_on.toordinal() > as_of
    assert (was_set and is_open) == (absence(row, days) is None)
    assert (absence(row, days) is None) == (days_before(row, case, days) is not None)


@given(CASES, st.integers(0, 40))
def test_what_comes_later_changes_nothing(case: list[Row], days: int) -> None:
    row = case[0]
    as_of = row.date - timedelta(days=days)
    known = [other for other in case if other.decided_on <= as_of]
    assert situation(row, known, as_of) == situation(row, case, as_of)


def test_rows_of_other_negotiations_do_not_count() -> None:
    other = a_row("Other", 2, outcome="extended", decided_on=Date(2020, 1, 1))
    assert 0 == situation(a_row(), [a_row(), other], DAY).extensions


@pytest.mark.parametrize(
    ("days", "not_set", "decided"), [(14, 42, 8), (3, 9, 26)], ids=["14 days", "3 days"]
)
def test_rows_of_the_shipped_history_that_drop_out(days: int, not_set: int, decided: int) -> None:
    found = [absence(row, days) for row in shipped()]
    assert (not_set, decided) == (found.count("not yet set"), found.count("already decided"))


def test_a_deadline_set_on_an_unknown_day_is_known_from_its_date() -> None:
    assert (DAY, None) == (when_set(a_row(), []).as_of, when_set(a_row(), []).window)
