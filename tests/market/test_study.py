"""Event studies: events times series, beside each by itself and beside outside answers."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.testing import assert_allclose

from prices import from_returns, on, shared, wandering
from winset.market.days import Frame
from winset.market.events import read_events
from winset.market.models import MODELS, Model
from winset.market.prices import Prices, read_prices
from winset.market.sheet import MarketError
from winset.market.study import EventStudy, event_study

FRAME = Frame(estimation=60, gap=5, first=-1, last=1)
INDEX = wandering(seed=99, name="index")
SERIES = [wandering(seed=seed, name=f"s{seed}") for seed in (1, 2, 3)]
EVENTS = [on(SERIES[0], place) for place in (90, 130, 170)]


def jump(place: int, size: float) -> Prices:
    """Return prices that jump on one day."""
    returns = np.random.default_rng(4).normal(0, 0.01, 199)
    returns[place - 1] = size
    return from_returns(returns.tolist())


def close_to(one: EventStudy, other: EventStudy, event: int, series: int) -> None:
    for name in ("total", "total_z", "total_p", "rank_z", "share", "low", "high", "hits"):
        assert_allclose(getattr(one, name)[event, series], getattr(other, name)[0, 0], err_msg=name)
    for name in ("event", "z", "p"):
        assert_allclose(getattr(one, name)[event, series], getattr(other, name)[0, 0], err_msg=name)


@pytest.mark.parametrize("model", MODELS)
def test_events_times_series_are_each_event_in_each_series(model: Model) -> None:
    market = None if model == "constant-mean" else INDEX
    many = event_study(EVENTS, SERIES, model=model, market=market, frame=FRAME)
    for event in range(3):
        for series in range(3):
            others = [replace(e, id=f"x{n}") for n, e in enumerate(EVENTS) if n != event]
            alone = event_study(
                [EVENTS[event], *others], [SERIES[series]], model=model, market=market, frame=FRAME
            )
            close_to(many, alone, event, series)


def test_series_with_days_of_their_own_are_studied_on_those() -> None:
    kept = np.ones(200, dtype=np.bool_)
    kept[[20, 100, 140]] = False
    holiday = SERIES[1].only(kept)
    mixed = event_study(EVENTS, [SERIES[0], holiday, SERIES[2]], frame=FRAME)
    close_to(mixed, event_study(EVENTS, [holiday], frame=FRAME), 0, 1)
    close_to(mixed, event_study(EVENTS, SERIES[:1], frame=FRAME), 0, 0)
    assert 2 == len(mixed.panels)


def test_a_jump_is_noticed_and_an_ordinary_day_is_not() -> None:
    series = jump(160, 0.08)
    found = event_study([on(series, 160), on(series, 140)], [series])
    assert found.total_p[0, 0] < 0.001
    assert found.total_p[1, 0] > 0.05
    assert 0 == found.hits[0, 0]
    assert found.share[1, 0] > 0.1


def test_days_of_other_events_are_not_ordinary() -> None:
    series = jump(140, 0.08)
    alone = event_study([on(series, 160)], [series])
    both = event_study([on(series, 160), on(series, 140)], [series])
    assert (120, 119) == (alone.stretches[0, 0], both.stretches[0, 0])
    assert abs(alone.ordinary(0, 0)).max() > 0.07 > abs(both.ordinary(0, 0)).max()
    assert alone.total_z[0, 0] == both.total_z[0, 0]


def test_pools_of_one_series_are_events_and_of_one_event_are_series() -> None:
    found = event_study(EVENTS, SERIES, frame=FRAME)
    assert found.across_events is not None
    assert found.across_all is not None
    one = event_study(EVENTS[:1], SERIES, frame=FRAME)
    assert (None, None) == (one.across_events, one.across_all)
    expected = found.total.mean(axis=1) / (found.total.std(axis=1, ddof=1) / 3**0.5)
    assert_allclose(found.across_series["cross_section"].total, expected)
    expected = found.total.mean(axis=0) / (found.total.std(axis=0, ddof=1) / 3**0.5)
    assert_allclose(found.across_events["cross_section"].total, expected)
    values = found.total.ravel()
    expected = values.mean() / (values.std(ddof=1) / 3)
    assert_allclose(found.across_all["cross_section"].total[0], expected)


def test_an_event_listed_twice_is_no_evidence_twice() -> None:
    once = event_study(EVENTS[:1], SERIES, frame=FRAME).across_series["patell_adjusted"]
    twin = replace(EVENTS[0], id="again")
    twice = event_study([EVENTS[0], twin], SERIES, frame=FRAME).across_all
    assert twice is not None
    assert_allclose(twice["patell_adjusted"].total[0], once.total[0])


def test_nothing_after_the_as_of_date_is_used() -> None:
    as_of = EVENTS[1].date + timedelta(days=5)
    found = event_study(EVENTS, SERIES, frame=FRAME, as_of=as_of)
    cut = event_study(EVENTS[:2], [each.until(as_of) for each in SERIES], frame=FRAME)
    assert [EVENTS[2]] == list(found.kept_back)
    assert_allclose(found.total_z, cut.total_z)


def test_a_short_window_is_blamed_on_the_date_only_where_the_date_cuts_it() -> None:
    last = on(SERIES[0], 199)
    with pytest.raises(MarketError) as raised:
        event_study([last], SERIES, frame=FRAME, as_of=last.date + timedelta(days=9))
    assert "nothing after" not in str(raised.value)
    with pytest.raises(MarketError, match="since nothing after"):
        event_study(EVENTS[:1], SERIES, frame=FRAME, as_of=EVENTS[0].date)


def test_days_that_the_market_lacks_are_counted() -> None:
    kept = np.ones(200, dtype=np.bool_)
    kept[30] = False
    found = event_study(EVENTS, SERIES, model="market", market=INDEX.only(kept), frame=FRAME)
    assert {"s1": 1, "s2": 1, "s3": 1} == found.days_apart


def test_what_cannot_be_studied_is_refused_with_every_reason() -> None:
    early = [on(SERIES[0], 10), on(SERIES[0], 199), on(SERIES[0], 100)]
    with pytest.raises(MarketError) as raised:
        event_study(early, SERIES, frame=FRAME)
    assert "event e10" in str(raised.value)
    assert "event e199" in str(raised.value)
    assert "event e100" not in str(raised.value)


@pytest.mark.parametrize("model", ["market", "adjusted"])
def test_a_model_of_the_market_needs_one(model: Model) -> None:
    with pytest.raises(MarketError, match="needs the prices of the market"):
        event_study(EVENTS, SERIES, model=model)


def test_a_series_or_market_that_does_not_move_is_refused() -> None:
    still = from_returns([0.0] * 199, "flat")
    with pytest.raises(MarketError, match="series flat does not move"):
        event_study(EVENTS, [still], frame=FRAME)
    with pytest.raises(MarketError, match="the market does not move"):
        event_study(EVENTS, SERIES, model="market", market=still, frame=FRAME)
    with pytest.raises(MarketError, match="series s1 does not move by itself"):
        event_study(EVENTS, SERIES, model="market", market=SERIES[0], frame=FRAME)


def test_without_events_or_series_there_is_nothing_to_study() -> None:
    with pytest.raises(MarketError, match="there is no event to test"):
        event_study([], SERIES)
    with pytest.raises(MarketError, match="all 3 came later"):
        event_study(EVENTS, SERIES, as_of=EVENTS[0].date - timedelta(days=1))
    with pytest.raises(MarketError, match="no price series"):
        event_study(EVENTS, [])


def test_the_trade_talks_are_matched_as_they_were_computed_elsewhere() -> None:
    path = shared("trade_talk_events.csv")
    found = event_study(read_events(path), read_prices(shared("sp500_daily_fred_2016-2026.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert_allclose(100 * found.total[:, 0], [float(row["ar_cm_pct"]) for row in rows], atol=5e-4)
    assert_allclose(found.total_z[:, 0], [float(row["z"]) for row in rows], atol=5e-3)


@pytest.mark.parametrize(
    ("days", "gap", "abnormal", "z"), [(60, 10, 0.33, 0.54), (30, 0, 0.34, 0.50)]
)
def test_madrid_was_an_ordinary_day(days: int, gap: int, abnormal: float, z: float) -> None:
    (event,) = [e for e in read_events(shared("trade_talk_events.csv")) if e.id == "f10"]
    series = read_prices(shared("sp500_daily_fred_2016-2026.csv"))
    found = event_study([event], series, frame=Frame(estimation=days, gap=gap))
    assert (abnormal, z) == (round(100 * found.total[0, 0], 2), round(found.total_z[0, 0], 2))
    assert found.low[0, 0] > 0.4


def test_series_are_compared_on_the_same_days_though_one_has_holidays_of_its_own() -> None:
    """A holiday must not set the days before it against the wrong ones: twins stay twins."""
    event = on(SERIES[0], 160)
    noise = np.random.default_rng(8).normal(0, 1e-4, 200)
    twin = replace(SERIES[0], name="twin", closes=SERIES[0].closes * np.exp(noise))
    open_days = np.ones(200, dtype=np.bool_)
    open_days[140] = False
    alike = event_study([event], [SERIES[0], twin]).across_series
    apart = event_study([event], [SERIES[0], twin.only(open_days)]).across_series
    for test in ("brown_warner", "patell_adjusted", "rank"):
        assert_allclose(alike[test].total, apart[test].total, rtol=0.05, atol=0.02, err_msg=test)


def test_an_index_that_only_grows_evenly_moves_nothing() -> None:
    even = replace(INDEX, closes=100 * np.power(1.01, np.arange(200.0)))
    with pytest.raises(MarketError, match="the market does not move in the estimation window"):
        event_study(EVENTS, SERIES, model="market", market=even, frame=FRAME)


def test_a_market_that_the_model_does_not_need_is_refused_not_left_out() -> None:
    with pytest.raises(MarketError, match="needs no market, and index would go unstudied"):
        event_study(EVENTS, SERIES, market=INDEX, frame=FRAME)
