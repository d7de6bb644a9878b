"""Intervals of shares."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.space.intervals import Z95, wilson


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_where_the_score_test_rejects(counted: tuple[int, int]) -> None:
    hits, count = counted
    share = hits / count
    for end in wilson(hits, count):
        if 0 < end < 1:
            error = math.sqrt(end * (1 - end) / count)
            assert Z95 == pytest.approx(abs(share - end) / error)
    assert wilson(hits, count)[0] <= share <= wilson(hits, count)[1]
