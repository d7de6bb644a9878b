"""Models of normal returns beside the library's regression, one unit at a time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from winset.market.models import MODELS, Model, deviation, fit
from winset.market.prices import Floats


def returns(seed: int, width: int = 3) -> tuple[Floats, Floats, Floats, Floats]:
    """Return estimation and window returns of three units, and of the market."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0.0005, 0.01, 60 + width)
    units = 0.001 + np.array([[0.5], [1.0], [2.0]]) * market + rng.normal(0, 0.01, (3, 60 + width))
    return units[:, :60], units[:, 60:], market[:60], market[60:]


@given(st.integers(0, 200))
def test_the_market_model_is_the_librarys_regression(seed: int) -> None:
    before, during, market, at = returns(seed)
    found = fit("market", before, during, (market, at))
    for n in range(3):
        line = stats.linregress(market, before[n])
        expected = before[n] - line.intercept - line.slope * market
        assert_allclose(found.residuals[n], expected, atol=1e-14)
        assert_allclose(found.event[n], during[n] - line.intercept - line.slope * at, atol=1e-14)
        assert_allclose(found.deviation[n], math.sqrt((expected**2).sum() / 58), rtol=1e-10)


def test_the_constant_mean_and_the_adjusted_model_subtract() -> None:
    before, during, market, at = returns(1)
    mean = fit("constant-mean", before, during)
    assert_allclose(mean.event, during - before.mean(axis=1, keepdims=True))
    assert_allclose(fit("adjusted", before, during, (market, at)).event, during - at)


@pytest.mark.parametrize(("model", "lost"), [("constant-mean", 1), ("market", 2), ("adjusted", 1)])
def test_the_textbook_loses_a_day_for_each_parameter(model: Model, lost: int) -> None:
    before, during, market, at = returns(2)
    ours = fit(model, before, during, (market, at), "textbook")
    theirs = fit(model, before, during, (market, at), "sample")
    assert 60 - lost == ours.freedom
    assert_allclose(theirs.deviation, before_deviation(ours.residuals))
    assert_allclose(ours.deviation, theirs.deviation * math.sqrt(59 / (60 - lost)))


def before_deviation(residuals: Floats) -> Floats:
    found: Floats = residuals.std(axis=1, ddof=1)
    return found


@pytest.mark.parametrize("model", MODELS)
def test_a_forecast_is_less_certain_than_a_residual(model: Model) -> None:
    """Fit many noises of deviation 1: the spread of a forecast must be its widening."""
    rng = np.random.default_rng(3)
    market = rng.normal(0, 1, 23)
    noise = rng.normal(0, 1, (40_000, 23))
    found = fit(
        model,
        noise[:, :20] + (market[:20] if model == "adjusted" else 0),
        noise[:, 20:] + (market[20:] if model == "adjusted" else 0),
        (market[:20], market[20:]),
    )
    assert_allclose(found.event.std(axis=0), found.widening, rtol=0.02)
    assert_allclose(found.event.sum(axis=1).std(), found.widening_sum, rtol=0.02)


def test_a_market_that_does_not_move_is_refused() -> None:
    before, during, _, at = returns(1)
    with pytest.raises(ValueError, match="does not move"):
        fit("market", before, during, (np.zeros(60), at))


def test_missing_days_do_not_count_in_a_deviation() -> None:
    row = np.array([[1.0, np.nan, 2.0, 4.0]])
    assert_allclose(deviation(row, 2), [np.std([1, 2, 4], ddof=1)])
