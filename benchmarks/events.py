"""Event studies of made-up prices: every test, over events times series."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from winset.market.days import Frame
from winset.market.events import Event
from winset.market.prices import Prices
from winset.market.study import event_study

Answer = dict[str, float]

DAYS = 2500
"""Ten years of trading."""


def events(count: int, series: int) -> Answer:
    """Study `count` events in `series` series that share a market, in windows of three days."""
    dice = np.random.default_rng(1)
    days = np.busday_offset(np.datetime64("2016-01-04"), np.arange(DAYS), roll="forward")
    market = dice.normal(0, 0.01, DAYS)
    closes = 100 * np.exp(np.cumsum(dice.standard_t(4, (series, DAYS)) * 0.01 + market, axis=1))
    prices = [Prices(name=f"s{n}", days=days, closes=row) for n, row in enumerate(closes)]
    index = Prices(name="market", days=days, closes=100 * np.exp(np.cumsum(market)))
    places = dice.integers(200, DAYS - 10, count)
    news = [Event(id=f"e{n}", date=days[at].item(), label="x") for n, at in enumerate(places)]
    frame = Frame(first=-1, last=1)
    start = perf_counter()
    found = event_study(news, prices, market=index, model="market", frame=frame)
    seconds = perf_counter() - start
    assert found.across_all is not None  # noqa: S101  many events, many series
    return {"seconds": seconds, "count": found.total.size, "tests": len(found.across_all)}
