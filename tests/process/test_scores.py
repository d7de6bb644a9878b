"""Scores against plain arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.process.deadlines.scores import (
    EDGES,
    brier_scores,
    clustered_interval,
    log_scores,
    reliability,
)

FORECASTS = st.lists(
    st.tuples(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1), st.integers(0, 2)),
    min_size=1,
    max_size=30,
).map(
    lambda lines: (
        np.array([[a / (a + b + c), b / (a + b + c), c / (a + b + c)] for a, b, c, _ in lines]),
        np.eye(3)[[k for *_, k in lines]],
    )
)
Forecasts = tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], ...]


@given(FORECASTS)
def test_the_log_score_is_minus_the_log_of_what_came_true(forecasts: Forecasts) -> None:
    chances, outcomes = forecasts
    expected = [
        -math.log(line[list(came).index(1)]) for line, came in zip(chances, outcomes, strict=True)
    ]
    assert expected == pytest.approx(list(log_scores(chances, outcomes)))


@given(FORECASTS)
def test_the_brier_score_is_the_summed_squared_error(forecasts: Forecasts) -> None:
    chances, outcomes = forecasts
    expected = [
        sum((p - y) ** 2 for p, y in zip(line, came, strict=True))
        for line, came in zip(chances, outcomes, strict=True)
    ]
    assert expected == pytest.approx(list(brier_scores(chances, outcomes)))


@pytest.mark.parametrize(("chance", "brier"), [([1, 0, 0], 0.0), ([0, 1, 0], 2.0)])
def test_the_brier_score_runs_from_0_to_2(chance: list[float], brier: float) -> None:
    assert [brier] == list(brier_scores(np.array([chance]), np.array([[1, 0, 0]])))


@given(FORECASTS)
def test_each_forecast_is_in_one_bin_of_its_outcome(forecasts: Forecasts) -> None:
    chances, outcomes = forecasts
    found = reliability(chances, outcomes)
    for k, outcome in enumerate(("agreed", "extended", "lapsed")):
        bins = [held for held in found if held.outcome == outcome]
        assert len(chances) == sum(held.count for held in bins)
        assert outcomes[:, k].sum() == sum(held.came_true for held in bins)
        for held in bins:
            inside = [p for p in chances[:, k] if held.low <= p < held.high or p == held.high == 1]
            assert len(inside) == held.count
            assert sum(inside) / len(inside) == pytest.approx(held.forecast)


def test_a_forecast_on_a_bound_is_in_the_upper_bin() -> None:
    found = reliability(np.array([[EDGES[5], 0.3, 0.2]]), np.array([[1.0, 0, 0]]))
    assert [(0.5, 0.6), (0.3, 0.4), (0.2, 0.3)] == [(held.low, held.high) for held in found]


def test_the_same_seed_gives_the_same_interval() -> None:
    values, cases = np.linspace(-1, 1, 30), np.arange(30) // 3
    assert clustered_interval(values, cases, seed=4) == clustered_interval(values, cases, seed=4)
    assert clustered_interval(values, cases, seed=4) != clustered_interval(values, cases, seed=5)


def test_rows_that_stand_and_fall_together_widen_the_interval() -> None:
    values = np.repeat([-1.0, 1.0], 20)
    low, high = clustered_interval(values, np.arange(40) // 10, seed=1)
    narrow_low, narrow_high = clustered_interval(values, np.arange(40), seed=1)
    assert low < narrow_low < narrow_high < high


def test_resampling_cases_is_resampling_their_rows() -> None:
    values, cases = np.array([1.0, 2.0, 6.0]), np.array([0, 0, 1])
    rng, means = np.random.default_rng(0), []
    for _ in range(4000):
        picked = [
            rows for c in rng.integers(0, 2, 2) for rows in ([1.0, 2.0] if c == 0 else [6.0],)
        ]
        flat = [value for rows in picked for value in rows]
        means.append(sum(flat) / len(flat))
    assert tuple(np.quantile(means, [0.025, 0.975])) == clustered_interval(values, cases, seed=1)
