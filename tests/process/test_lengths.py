"""By how much a deadline is moved."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import DAY, a_row
from winset.process.deadlines.history import Row, shipped
from winset.process.deadlines.lengths import lengths


def moved(case: str, index: int, days: int | None) -> Row:
    new = None if days is None else DAY + timedelta(days=days)
    return a_row(case, index, outcome="extended", new_date=new)


POOLED = lengths(shipped())
OWN = st.lists(st.integers(1, 400), max_size=5).map(tuple)


def test_the_shipped_record() -> None:
    assert (83, 41) == (POOLED.rows, POOLED.cases)
    assert (1, 6, 17, 49, 232) == POOLED.new_date().quantiles()


@given(OWN)
def test_quantiles_rise_and_are_whole_days(own: tuple[int, ...]) -> None:
    found = POOLED.new_date(own).quantiles()
    assert sorted(found) == list(found)
    assert found[0] >= 1


@given(OWN, st.integers(0, 2000))
def test_the_chance_of_more_days_is_that_of_the_draws(own: tuple[int, ...], days: int) -> None:
    found = POOLED.new_date(own)
    drawn = found.draw(4000, np.random.default_rng(3))
    over = found.none + (1 - found.none) * float((drawn > days).mean())
    assert over == pytest.approx(found.chance_over(days), abs=0.04)


def test_a_negotiations_own_long_extensions_lengthen_the_next() -> None:
    medians = [POOLED.new_date(own).quantiles()[2] for own in ((), (75,), (75, 75, 90))]
    assert [17, 31, 48] == medians


def test_own_extensions_narrow_the_range() -> None:
    assert POOLED.new_date((17, 17)).scale < POOLED.new_date().scale


def test_a_move_without_a_new_date_is_counted_apart() -> None:
    found = lengths([moved("A", 1, 10), moved("B", 1, None), moved("C", 1, 12)])
    assert (2, 1.5 / 4) == (found.rows, found.none)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [a_row()],
        [moved("A", 1, None)],
        [moved("A", 1, 3)],
        [moved("A", 1, 3), moved("A", 2, 3)],
    ],
    ids=["none", "none extended", "no date", "one", "one case"],
)
def test_few_rows_leave_a_wide_range(rows: list[Row]) -> None:
    found = lengths(rows).new_date().quantiles()
    assert found[4] > 20 * found[0]


def test_cases_that_differ_are_told_from_rows_that_do() -> None:
    apart = [moved(case, n, days) for case, days in (("A", 2), ("B", 200)) for n in range(1, 9)]
    mixed = [moved(case, n, (2, 200)[n % 2]) for case in "AB" for n in range(1, 9)]
    assert lengths(apart).between > lengths(apart).within
    assert 0 == lengths(mixed).between
