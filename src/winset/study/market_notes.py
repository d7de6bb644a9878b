"""The data of an event study: its series, and what was moved, shared or left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from winset.case.document import Case
from winset.market.days import gaps, overlaps
from winset.market.sheet import fold
from winset.market.study import EventStudy
from winset.study import market_words as words
from winset.study.market import SeriesLine
from winset.study.market_lines import DETAILED

ROUNDING = 1e-5
"""Closes that differ by less, as a share, are the same."""


def series_lines(study: EventStudy) -> tuple[SeriesLine, ...]:
    """Return each series as far as it is used, with its blanks and gaps."""
    used = [each if study.as_of is None else each.until(study.as_of) for each in study.series]
    return tuple(
        SeriesLine(
            name=each.name,
            source=Path(each.source).name,
            first=each.days[0].item(),
            last=each.days[-1].item(),
            days=len(each.days),
            blanks=len(each.blanks),
            gaps=gaps(each.days),
        )
        for each in used
    )


def notes(study: EventStudy, case: Case | None) -> tuple[str, ...]:
    """Return what the reader must know: days moved, windows that overlap, closes that differ."""
    moved = [place.moved for place in study.panels[0].at if place.moved]
    found = words.moved_note(moved, len(study.events))
    at = [place.at for place in study.panels[0].at]
    pairs = [
        (study.events[one].id, study.events[other].id) for one, other in overlaps(at, study.frame)
    ]
    busy = []
    for number, event in enumerate(study.events):
        panel = study.panels[0]
        held = int((~panel.ordinary[study.frame.estimation_at(at[number])]).sum())
        if held:
            busy.append((held, event.id))
    found += words.overlap_notes(pairs, busy, study.frame.estimation)
    untimed = sum(event.time is None and event.trading_day is None for event in study.events)
    if untimed:
        found.append(
            f"{untimed} events have no time of day; they count as known before the close of their "
            "day."
        )
    found += [
        f"{days} days of {name} have no price of the market; they are left out of that series."
        for name, days in study.days_apart.items()
    ]
    if len(study.events) * len(study.series) > DETAILED:
        found.append(f"Price paths and histograms are kept for the first {DETAILED} readings.")
    return (*found, *(_differing(study, case) if case else ()))


def _differing(study: EventStudy, case: Case) -> list[str]:
    """Return where a close that the case cites is not the one in the prices."""
    found = []
    for entry in case.market.series.values():
        for series in study.series:
            if fold(series.name) != fold(entry.name):
                continue
            for close in entry.closes:
                at = np.flatnonzero(series.days == np.datetime64(close.date, "D"))
                if at.size and abs(series.closes[at[0]] / float(close.value) - 1) > ROUNDING:
                    found.append(
                        f"{series.name} on {close.date}: {close.value} in the case, "
                        f"{series.closes[at[0]]:g} in the prices."
                    )
    return found
