"""The base rate: how often each outcome came, and how sure that is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import a_row
from winset.process.deadlines.history import OUTCOMES, Row, shipped
from winset.process.deadlines.odds import base_rate

RECORDS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(OUTCOMES)), max_size=12).map(
    lambda pairs: [a_row(case, n + 1, outcome=outcome) for n, (case, outcome) in enumerate(pairs)]
)


@given(RECORDS)
def test_it_is_the_share_with_one_row_of_each_outcome_added(rows: list[Row]) -> None:
    found = base_rate(rows)
    assert [
        pytest.approx((sum(row.outcome == outcome for row in rows) + 1) / (len(rows) + 3))
        for outcome in OUTCOMES
    ] == list(found.chances)


@given(RECORDS)
def test_each_interval_holds_its_chance(rows: list[Row]) -> None:
    found = base_rate(rows)
    for chance, (low, high) in zip(found.chances, found.intervals, strict=True):
        assert 0 <= low <= chance <= high <= 1


def test_rows_of_cases_that_vary_together_tell_less() -> None:
    apart = [a_row(str(n), outcome="agreed" if n % 2 else "lapsed") for n in range(20)]
    together = [
        a_row(str(n // 5), n + 1, outcome="agreed" if n // 5 % 2 else "lapsed") for n in range(20)
    ]
    narrow, wide = base_rate(apart).agreed_interval, base_rate(together).agreed_interval
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_one_case_tells_as_much_as_one_row() -> None:
    many = [a_row(index=n + 1, outcome="lapsed") for n in range(9)]
    assert base_rate(many[:1]).lapsed_interval[0] == base_rate(many).lapsed_interval[0]


def test_the_shipped_record() -> None:
    assert (0.276, 0.512, 0.212) == tuple(round(p, 3) for p in base_rate(shipped()).chances)
