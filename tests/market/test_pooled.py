"""Kinds of events together, by trading days drawn whole."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_allclose

from prices import shared
from winset.market.events import read_events
from winset.market.pooled import SELECTION, contrast, pools
from winset.market.prices import read_prices
from winset.market.study import event_study

KINDS = ["escalation", "de-escalation"] * 20
VALUES = np.where(np.arange(40) % 2, 0.01, -0.02) + np.random.default_rng(1).normal(0, 0.005, 40)
DAYS = np.arange(40)


def test_each_kind_has_its_mean_within_its_interval() -> None:
    found = pools(VALUES, DAYS, KINDS, seed=1)
    assert [("escalation", 20), ("de-escalation", 20)] == [(p.name, p.events) for p in found]
    for pool, mean in zip(found, (VALUES[::2].mean(), VALUES[1::2].mean()), strict=True):
        assert pool.interval is not None
        assert_allclose(pool.mean, mean)
        assert pool.interval[0] < pool.mean < pool.interval[1]


def test_the_interval_is_about_the_usual_one_where_days_are_apart() -> None:
    (pool, _) = pools(VALUES, DAYS, KINDS, seed=1)
    error = VALUES[::2].std() / 20**0.5
    assert pool.interval is not None
    assert_allclose(pool.interval, pool.mean + 1.96 * error * np.array([-1, 1]), rtol=0.1)


def test_events_of_one_day_do_not_make_an_interval_narrower() -> None:
    (once,) = pools(VALUES[::2], DAYS[::2], ["news"] * 20, seed=1)
    twice = np.repeat(np.arange(20), 2)
    (again,) = pools(VALUES[::2][twice], DAYS[::2][twice], ["news"] * 40, seed=1)
    assert (40, 20) == (again.events, again.days)
    assert once.interval is not None
    assert again.interval is not None
    assert_allclose(again.interval, once.interval)


def test_fewer_than_three_days_have_no_interval() -> None:
    (pool,) = pools(VALUES[:4], np.array([0, 0, 1, 1]), ["news"] * 4, seed=1)
    assert (2, None) == (pool.days, pool.interval)


def test_events_without_a_kind_are_in_no_pool() -> None:
    assert () == pools(VALUES[:2], DAYS[:2], [None, None], seed=1)


def test_escalation_is_set_against_de_escalation_however_it_is_spelt() -> None:
    found = contrast(VALUES, DAYS, KINDS, seed=1)
    same = contrast(VALUES, DAYS, [k.replace("-", "") for k in KINDS], seed=1)
    assert found is not None
    assert found == same
    assert_allclose(found.mean, VALUES[::2].mean() - VALUES[1::2].mean())
    assert found.interval is not None
    assert found.interval[0] < found.mean < found.interval[1] < 0


def test_without_both_kinds_there_is_no_contrast() -> None:
    assert contrast(VALUES, DAYS, ["escalation"] * 40, seed=1) is None


def test_the_same_seed_gives_the_same_interval() -> None:
    assert pools(VALUES, DAYS, KINDS, seed=3) == pools(VALUES, DAYS, KINDS, seed=3)
    assert pools(VALUES, DAYS, KINDS, seed=3) != pools(VALUES, DAYS, KINDS, seed=4)


def test_what_picked_days_cannot_say_is_said() -> None:
    assert "picked after the fact" in SELECTION


def test_the_trade_talks_moved_the_index_apart() -> None:
    events = read_events(shared("trade_talk_events.csv"))
    found = event_study(events, read_prices(shared("sp500_daily_fred_2016-2026.csv")))
    days = np.array([found.placed(n, 0).at for n in range(len(events))])
    kinds = [event.group for event in events]
    apart = contrast(found.total[:, 0], days, kinds, seed=1)
    assert apart is not None
    assert apart.interval is not None
    assert apart.interval[1] < 0
