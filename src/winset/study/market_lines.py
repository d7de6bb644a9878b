"""The lines of a MarketStudy, from the arrays of an event study."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

import numpy as np

from winset.market.events import Confounder, Event
from winset.market.pooled import contrast, pools
from winset.market.prices import Days, Floats, Prices
from winset.market.significance import TESTS, Test
from winset.market.study import EventStudy
from winset.study import market_words as words
from winset.study.market import (
    Across,
    Bin,
    ContrastLine,
    DayMove,
    PoolLine,
    Reading,
    TestLine,
)

DETAILED = 60
"""Readings that carry a price path and a placebo histogram; those after them do not."""

BINS = 25
BEFORE, AFTER = 30, 10
"""Trading days of the price path before and after the window."""


def readings(study: EventStudy, others: Sequence[Confounder]) -> tuple[Reading, ...]:
    """Return a reading for each event in each series, event by event."""
    many = len(study.series)
    return tuple(
        _reading(study, place // many, place % many, others, whole=place < DETAILED)
        for place in range(len(study.events) * many)
    )


def _reading(
    study: EventStudy, event: int, number: int, others: Sequence[Confounder], *, whole: bool
) -> Reading:
    news, prices, place = study.events[event], study.series[number], study.placed(event, number)
    panel, _ = study.home(number)
    window = panel.days[study.frame.window_at(place.at)]
    first = int(np.searchsorted(prices.days, window[0]))
    last = int(np.searchsorted(prices.days, window[-1]))
    eve = int(np.searchsorted(prices.days, panel.days[place.at + study.frame.first - 1]))
    before, after = float(prices.closes[eve]), float(prices.closes[last])
    cell = (event, number)
    interval = (float(study.low[cell]), float(study.high[cell]))
    stretches = int(study.stretches[cell])
    return Reading(
        event=news.id,
        label=news.label,
        date=news.date,
        trading_day=place.day,
        moved=place.moved,
        group=news.group,
        series=prices.name,
        sentence=words.reading_sentence(
            prices.name, after / before - 1, interval, stretches, study.frame.length
        ),
        close_before=before,
        close=after,
        change=after / before - 1,
        abnormal=float(study.total[cell]),
        z=float(study.total_z[cell]),
        p=float(study.total_p[cell]),
        rank_z=float(study.rank_z[cell]),
        rank_p=float(study.rank_p[cell]),
        ordinary=float(study.share[cell]) if stretches else None,
        ordinary_interval=interval,
        hits=int(study.hits[cell]),
        stretches=stretches,
        apart=int(study.apart[cell]),
        days=tuple(
            DayMove(
                day=study.frame.first + day,
                date=date.item(),
                abnormal=float(study.event[event, number, day]),
                z=float(study.z[event, number, day]),
                p=float(study.p[event, number, day]),
            )
            for day, date in enumerate(window)
        ),
        confounders=_confounders(study, event, window, others),
        path=_path(study, prices, first, last) if whole else (),
        placebo=_bins(study.ordinary(event, number), study.total[cell]) if whole else (),
    )


def _confounders(
    study: EventStudy, event: int, window: Days, others: Sequence[Confounder]
) -> tuple[str, ...]:
    """Return the other news of an event's window: of its list, of the case, and other events."""
    news = study.events[event]
    first, last = min(window[0].item(), news.date), window[-1].item()
    found = [*news.confounders]
    found += [other.what for other in others if first <= other.date <= last]
    found += [
        other.label
        for place, other in enumerate(study.events)
        if place != event and first <= other.date <= last
    ]
    return tuple(dict.fromkeys(found))


def _path(
    study: EventStudy, prices: Prices, first: int, last: int
) -> tuple[tuple[Date, float], ...]:
    end = len(prices.days)
    if study.as_of is not None:
        end = int(np.searchsorted(prices.days, np.datetime64(study.as_of, "D"), "right"))
    shown = slice(max(first - BEFORE, 0), min(last + AFTER + 1, end))
    return tuple(
        (day.item(), float(value))
        for day, value in zip(prices.days[shown], prices.closes[shown], strict=True)
    )


def _bins(ordinary: Floats, event: float) -> tuple[Bin, ...]:
    """Return a histogram with an edge at the event's move and at its mirror, where that can be.

    So each bar lies on one side of what counts as moving as much.
    """
    if not len(ordinary):
        return ()
    size = abs(event)
    low, high = min(ordinary.min(), -size), max(ordinary.max(), size)
    width = (high - low) / BINS
    if 2 * size > width / 2:
        width = 2 * size / max(1, round(2 * size / width))
    below, above = (int(np.ceil((end - size) / width)) for end in (-low, high))
    edges = -size + width * np.arange(-below, round(2 * size / width) + above + 1)
    counts, edges = np.histogram(ordinary, bins=edges)
    return tuple(
        Bin(low=float(edges[n]), high=float(edges[n + 1]), count=int(count))
        for n, count in enumerate(counts)
    )


def across(study: EventStudy) -> tuple[Across, ...]:
    """Return the tests of each event over the series, of each series over the events, of all."""
    found = [
        Across(
            of="event",
            name=event.label,
            units=len(study.series),
            abnormal=float(study.total[place].mean()),
            tests=_tests(study.across_series, place),
        )
        for place, event in enumerate(study.events)
    ]
    if study.across_events:
        found += [
            Across(
                of="series",
                name=series.name,
                units=len(study.events),
                abnormal=float(study.total[:, place].mean()),
                tests=_tests(study.across_events, place),
            )
            for place, series in enumerate(study.series)
        ]
    if study.across_all:
        found.append(
            Across(
                of="all",
                name="all events, all series",
                units=study.total.size,
                abnormal=float(study.total.mean()),
                tests=_tests(study.across_all, 0),
            )
        )
    return tuple(found)


def _tests(found: dict[str, Test], place: int) -> tuple[TestLine, ...]:
    return tuple(
        TestLine(
            test=name,
            says=TESTS[name],
            statistic=_known(test.total[place]),
            p=_known(test.total_p[place]),
            by_day=tuple(
                (_known(statistic), _known(p))
                for statistic, p in zip(test.daily[place], test.daily_p[place], strict=True)
            ),
        )
        for name, test in found.items()
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _periods(study: EventStudy) -> list[str | None]:
    """Return None, for all periods, then each period if there is more than one."""
    named = list(dict.fromkeys(event.period for event in study.events if event.period))
    return [None, *(named if len(named) > 1 else [])]


def _part(
    study: EventStudy, series: int, period: str | None
) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int64]], list[Event]]:
    """Return the moves of a series in a period, their trading days, and the events."""
    mine = [n for n, event in enumerate(study.events) if period in (None, event.period)]
    days = np.array([study.placed(n, series).at for n in mine], dtype=np.int64)
    return study.total[mine, series], days, [study.events[n] for n in mine]


def pool_lines(study: EventStudy, seed: int) -> tuple[PoolLine, ...]:
    """Return the events of each kind together, in each series, of all periods and of each."""
    found = []
    for place, series in enumerate(study.series):
        for period in _periods(study):
            values, days, events = _part(study, place, period)
            found += [
                PoolLine(
                    series=series.name,
                    period=period,
                    kind=pool.name,
                    events=pool.events,
                    days=pool.days,
                    mean=pool.mean,
                    interval=pool.interval,
                )
                for pool in pools(values, days, [event.group for event in events], seed=seed)
            ]
    return tuple(found)


def contrast_lines(study: EventStudy, seed: int) -> tuple[ContrastLine, ...]:
    """Return escalation less de-escalation, in each series, of all periods and of each."""
    found = []
    for place, series in enumerate(study.series):
        for period in _periods(study):
            values, days, events = _part(study, place, period)
            kinds = [event.group for event in events]
            difference = contrast(values, days, kinds, seed=seed)
            if difference is not None:
                text = words.contrast_text(
                    series.name, period, difference.mean, difference.interval
                )
                found.append(
                    ContrastLine(
                        series=series.name,
                        period=period,
                        mean=difference.mean,
                        interval=difference.interval,
                        text=text,
                    )
                )
    return tuple(found)
