"""Ordinary days that moved as much, beside a count one stretch at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from winset.market.placebo import placebo, stretches, wilson

MOVES = st.lists(st.integers(-9, 9), min_size=4, max_size=14)
QUIET = st.lists(st.booleans(), min_size=14, max_size=14)


@given(
    MOVES, st.lists(st.booleans(), min_size=14, max_size=14), st.integers(1, 4), st.integers(-9, 9)
)
def test_hits_are_those_of_a_plain_count(
    moves: list[int], quiet: list[bool], width: int, event: int
) -> None:
    ordinary = quiet[: len(moves)]
    windows = [
        sum(moves[start : start + width])
        for start in range(len(moves) - width + 1)
        if all(ordinary[start : start + width])
    ]
    found = placebo(
        np.array([moves], dtype=np.float64), np.array([float(event)]), width, np.array(ordinary)
    )
    assert len(windows) == found.stretches
    assert sum(abs(total) >= abs(event) for total in windows) == found.hits[0]


@given(MOVES, QUIET, st.integers(1, 4))
def test_stretches_side_by_side_are_counted_without_overlap(
    moves: list[int], quiet: list[bool], width: int
) -> None:
    ordinary = quiet[: len(moves)]
    apart = start = 0
    while start + width <= len(moves):
        whole = all(ordinary[start : start + width])
        apart += whole
        start += width if whole else 1
    found = placebo(np.zeros((1, len(moves))), np.zeros(1), width, np.array(ordinary))
    assert apart == found.apart


@given(st.integers(1, 300), st.data())
def test_the_interval_is_the_librarys(count: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, count))
    expected = stats.binomtest(hits, count).proportion_ci(method="wilson")
    assert_allclose(
        np.array(wilson(np.array([hits / count]), count))[:, 0],
        [expected.low, expected.high],
        atol=1e-12,
    )


def test_overlapping_stretches_widen_the_interval() -> None:
    moves = np.random.default_rng(1).normal(0, 1, (1, 120))
    quiet = np.ones(120, dtype=np.bool_)
    day, week = (placebo(moves, np.array([0.7 * w**0.5]), w, quiet) for w in (1, 5))
    assert (120, 120, 116, 24) == (day.stretches, day.apart, week.stretches, week.apart)
    assert week.high[0] - week.low[0] > 1.5 * (day.high[0] - day.low[0])


def test_without_an_ordinary_day_nothing_is_known() -> None:
    found = placebo(np.ones((1, 5)), np.ones(1), 1, np.zeros(5, dtype=np.bool_))
    assert np.isnan(found.share[0])
    assert (0, 0.0, 1.0) == (found.stretches, found.low[0], found.high[0])


def test_stretches_are_sums_of_days_in_a_row() -> None:
    quiet = np.array([True, True, False, True, True, True])
    found = stretches(np.array([[1.0, 2, 4, 8, 16, 32]]), 2, quiet)
    assert [[3.0, 24.0, 48.0]] == found.tolist()
