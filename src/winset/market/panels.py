"""The trading days of the series, and every event in its place on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

import numpy as np
from numpy.typing import NDArray

from winset.market.days import Frame, Placed, disturbed, fits, placed
from winset.market.events import Event
from winset.market.prices import Days, Floats, Prices
from winset.market.sheet import MarketError


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Series with the same trading days: log `returns` [S, T] (the first is not a number).

    `series` [S] are their numbers in the study, `market` [T] the returns of the market, `at` the
    place of each event, `ordinary` [T] the days on which no event's window falls.
    """

    days: Days
    series: tuple[int, ...]
    returns: Floats
    market: Floats | None
    at: tuple[Placed, ...]
    ordinary: NDArray[np.bool_]


def panels_of(
    events: Sequence[Event],
    series: Sequence[Prices],
    market: Prices | None,
    frame: Frame,
    as_of: Date | None,
) -> tuple[list[Panel], dict[str, int]]:
    """Return the series by their trading days, and the days that each does not share with `market`.

    Raises MarketError, with every reason, if an event cannot be placed or lacks days.
    """
    apart: dict[str, int] = {}
    alike: dict[bytes, list[tuple[int, Prices]]] = {}
    for number, whole in enumerate(series):
        prices = whole if as_of is None else whole.until(as_of)
        if market is not None:
            shared = np.isin(prices.days, market.days)
            if not shared.all():
                apart[prices.name] = int((~shared).sum())
                prices = prices.only(shared)
        if not len(prices.days):
            raise MarketError(f"series {prices.name} has no price that can be used")
        alike.setdefault(prices.days.tobytes(), []).append((number, prices))
    panels, wrong = [], []
    for group in alike.values():
        days = group[0][1].days
        later = as_of and any(series[n].days[-1] > np.datetime64(as_of, "D") for n, _ in group)
        at = []
        for event in events:
            try:
                place = placed(event, days, as_of if later else None)
                fits(event, place.at, group[0][1], frame, as_of if later else None)
                at.append(place)
            except MarketError as error:
                wrong.append(str(error))
        if not wrong:
            panels.append(_panel(group, market, days, at, frame))
    if wrong:
        raise MarketError(*dict.fromkeys(wrong))
    return panels, apart


def _panel(
    group: Sequence[tuple[int, Prices]],
    market: Prices | None,
    days: Days,
    at: Sequence[Placed],
    frame: Frame,
) -> Panel:
    logs = np.log(np.stack([prices.closes for _, prices in group]))
    returns = np.full(logs.shape, np.nan)
    returns[:, 1:] = np.diff(logs, axis=1)
    of_market = None
    if market is not None:
        of_market = np.full(len(days), np.nan)
        of_market[1:] = np.diff(np.log(market.closes[np.isin(market.days, days)]))
    return Panel(
        days=days,
        series=tuple(number for number, _ in group),
        returns=returns,
        market=of_market,
        at=tuple(at),
        ordinary=~disturbed([place.at for place in at], frame, len(days)),
    )
