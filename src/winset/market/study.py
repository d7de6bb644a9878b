"""An event study: events times series, what each did beyond the ordinary, and every test of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from winset.market.days import Frame, Placed
from winset.market.events import Event, known_by
from winset.market.models import STILL, Convention, Fit, Model, fit, on_days
from winset.market.panels import Panel, panels_of
from winset.market.placebo import placebo, stretches
from winset.market.prices import Floats, Prices
from winset.market.samples import Samples, joined
from winset.market.sheet import MarketError
from winset.market.significance import Test, significance
from winset.market.traces import units_of


@dataclass(frozen=True, kw_only=True)
class EventStudy:
    """What E events did to S series, in a window of W days.

    Log returns: `event` [E, S, W] beyond the model, `total` [E, S] their sum, with z and two-sided
    p (Student's t) and the rank test of each alone. Then how often ordinary stretches moved as much
    (see `placebo`), all [E, S]. `across_series` has every test of each event over the series,
    `across_events` of each series over the events (None with one event), `across_all` of all at
    once (None unless both are many). `kept_back` are the events after `as_of`, `days_apart` the
    days that series and market do not share, by series.
    """

    events: tuple[Event, ...]
    series: tuple[Prices, ...]
    frame: Frame
    model: Model
    convention: Convention
    as_of: Date | None
    event: Floats
    z: Floats
    p: Floats
    total: Floats
    total_z: Floats
    total_p: Floats
    rank_z: Floats
    rank_p: Floats
    share: Floats
    low: Floats
    high: Floats
    hits: NDArray[np.int64]
    stretches: NDArray[np.int64]
    apart: NDArray[np.int64]
    across_series: dict[str, Test]
    across_events: dict[str, Test] | None
    across_all: dict[str, Test] | None
    kept_back: tuple[Event, ...]
    days_apart: dict[str, int]
    panels: tuple[Panel, ...]

    def placed(self, event: int, series: int) -> Placed:
        """Return on which trading day of a series an event counts."""
        panel, _ = self.home(series)
        return panel.at[event]

    def home(self, series: int) -> tuple[Panel, int]:
        """Return the panel that holds a series, and its column there."""
        panel = next(panel for panel in self.panels if series in panel.series)
        return panel, panel.series.index(series)

    def ordinary(self, event: int, series: int) -> Floats:
        """Return the abnormal returns of the ordinary stretches that an event is compared with."""
        panel, column = self.home(series)
        at = panel.at[event].at
        found = _fit(self, panel, at)
        quiet = panel.ordinary[self.frame.estimation_at(at)]
        ordinary: Floats = stretches(found.residuals[[column]], self.frame.length, quiet)[0]
        return ordinary


def event_study(
    events: Sequence[Event],
    series: Sequence[Prices],
    *,
    market: Prices | None = None,
    model: Model = "constant-mean",
    frame: Frame | None = None,
    convention: Convention = "textbook",
    as_of: Date | None = None,
) -> EventStudy:
    """Test `events` against `series`.

    `market` is the series of the market, which the models `market` and `adjusted` need; `frame` the
    days of estimation, gap and window; nothing later than `as_of` is used. Raises MarketError, with
    every reason, if an event lies outside the prices or lacks the days that it needs, if a series
    does not move, or if no event is left.
    """
    frame = frame or Frame()
    if model == "constant-mean" and market is not None:
        raise MarketError(
            f"the model `{model}` needs no market, and {market.name} would go unstudied: leave it "
            "out, or take the model `market` or `adjusted`"
        )
    if not series:
        raise MarketError("there is no price series to test the events against")
    known = tuple(events) if as_of is None else known_by(events, as_of)
    if not known:
        why = f" by {as_of}: all {len(events)} came later" if events else ""
        raise MarketError(f"there is no event to test{why}")
    if model != "constant-mean" and market is None:
        raise MarketError(f"the model `{model}` needs the prices of the market: name its series")
    panels, days_apart = panels_of(known, series, market, frame, as_of)
    setting = _Setting(known, tuple(series), frame, model, convention, tuple(panels))
    kept_back = tuple(event for event in events if event not in known)
    return _tested(setting, _Rest(as_of, kept_back, days_apart))


@dataclass(frozen=True)
class _Setting:
    """What is tested, and how."""

    events: tuple[Event, ...]
    series: tuple[Prices, ...]
    frame: Frame
    model: Model
    convention: Convention
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class _Rest:
    """What a study says of itself beside its numbers."""

    as_of: Date | None
    kept_back: tuple[Event, ...]
    days_apart: dict[str, int]


def _fit(study: EventStudy | _Setting, panel: Panel, at: int) -> Fit:
    before, during = study.frame.estimation_at(at), study.frame.window_at(at)
    of_market = None if panel.market is None else (panel.market[before], panel.market[during])
    return fit(
        study.model,
        panel.returns[:, before],
        panel.returns[:, during],
        of_market,
        study.convention,
    )


def _tested(study: _Setting, rest: _Rest) -> EventStudy:
    """Go through the events one by one: a block of all series each, so that memory stays small.

    Series are compared on the days of the calendar that most of them have: counted from the event,
    one holiday would set all days before it against the wrong ones, and hide what moves together.
    """
    width = study.frame.length
    samples = Samples()
    common = max(study.panels, key=lambda panel: len(panel.series))
    rows: dict[str, list[Floats]] = {name: [] for name in _ALONE}
    for number in range(len(study.events)):
        blocks, shared, dates = [], [], {}
        axis = common.days[study.frame.estimation_at(common.at[number].at)]
        row = {name: np.empty(len(study.series)) for name in _ALONE}
        for panel in study.panels:
            at, mine = panel.at[number].at, list(panel.series)
            each = _moving(study, panel, number)
            quiet = panel.ordinary[study.frame.estimation_at(at)]
            beside = placebo(each.residuals, each.event.sum(axis=1), width, quiet)
            for name in _PLACEBO:
                row[name][mine] = getattr(beside, name)
            own = units_of(each, study.convention)
            blocks.append((panel.series, own))
            if panel is not common:
                days = panel.days[study.frame.estimation_at(at)]
                own = units_of(on_days(each, days, axis), study.convention)
            shared.append((panel.series, own))
            dates.update(dict.fromkeys(panel.series, panel.at[number].day))
        block = joined(blocks)
        row["total_z"] = block.event.sum(axis=1) / block.deviation / block.widening_sum
        within = np.sqrt((block.ranks**2).mean(axis=1) * width)
        row["rank_z"] = block.ranks[:, -width:].sum(axis=1) / within
        samples.add(block, joined(shared), [dates[series] for series in range(len(study.series))])
        for name, values in row.items():
            rows[name].append(values)
    return _concluded(study, samples, {name: np.stack(each) for name, each in rows.items()}, rest)


def _concluded(
    study: _Setting, samples: Samples, alone: dict[str, Floats], rest: _Rest
) -> EventStudy:
    """Return the study with all its tests."""
    traces = samples.by_event()
    several, series = len(study.events) > 1, len(study.series) > 1
    freedom = float(traces.freedom.flat[0])
    z = traces.event / traces.deviation[..., None] / traces.widening
    return EventStudy(
        events=study.events,
        series=study.series,
        frame=study.frame,
        model=study.model,
        convention=study.convention,
        as_of=rest.as_of,
        event=traces.event,
        z=z,
        p=2 * stats.t.sf(np.abs(z), freedom),
        total=traces.event.sum(axis=-1),
        total_z=alone["total_z"],
        total_p=2 * stats.t.sf(np.abs(alone["total_z"]), freedom),
        rank_z=alone["rank_z"],
        rank_p=2 * stats.norm.sf(np.abs(alone["rank_z"])),
        share=alone["share"],
        low=alone["low"],
        high=alone["high"],
        hits=alone["hits"].astype(np.int64),
        stretches=alone["stretches"].astype(np.int64),
        apart=alone["apart"].astype(np.int64),
        across_series=significance(traces, study.convention),
        across_events=significance(samples.by_series(traces), study.convention)
        if several
        else None,
        across_all=significance(samples.of_all(traces), study.convention)
        if several and series
        else None,
        kept_back=rest.kept_back,
        days_apart=rest.days_apart,
        panels=study.panels,
    )


def _moving(study: _Setting, panel: Panel, number: int) -> Fit:
    """Return the fit of an event; raises MarketError if a price does not move before it."""
    event = study.events[number]
    named = event.named(panel.at[number].day)
    try:
        found = _fit(study, panel, panel.at[number].at)
    except ValueError as error:
        raise MarketError(f"{named}: {error}") from None
    still = np.flatnonzero(found.deviation < STILL)
    if still.size:
        name = study.series[panel.series[int(still[0])]].name
        raise MarketError(
            f"{named}: series {name} does not move by itself in the estimation window, so that "
            "nothing can be said of a move"
        )
    return found


_PLACEBO = ("share", "low", "high", "hits", "stretches", "apart")
_ALONE = (*_PLACEBO, "total_z", "rank_z")
