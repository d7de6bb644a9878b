"""The data of an event study: its series, and what was moved, shared or left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from winset.case.document import Case
from winset.market.days import FURTHEST, gaps, overlaps
from winset.market.sheet import fold
from winset.market.study import EventStudy
from winset.study import market_words as words
from winset.study.market import SeriesLine
from winset.study.market_lines import DETAILED

LONG = 0.1
"""A window longer than this share of the estimation window gets a warning."""

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
    found = words.moved_note(_moved(study), len(study.events))
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
    found += _gaps(study)
    if study.frame.length > LONG * study.frame.estimation:
        found.append(
            f"A window of {study.frame.length} days is long beside the {study.frame.estimation} "
            "that the model is fitted to: ordinary stretches among these add up to too little, so "
            "that the share of them that moved as much is too low. Take a longer estimation window."
        )
    if _calendars_differ(study):
        found.append(
            "The series have different trading days; tests over series compare them on the days of "
            "the calendar that most of them have."
        )
    if len(study.events) * len(study.series) > DETAILED:
        found.append(f"Price paths and histograms are kept for the first {DETAILED} readings.")
    return (*found, *(_differing(study, case) if case else ()))


def _moved(study: EventStudy) -> list[str]:
    """Return which events count on another day; for one series only where calendars differ."""
    found: dict[tuple[int, str], list[str]] = {}
    for panel in study.panels:
        for number, place in enumerate(panel.at):
            if place.moved:
                names = [study.series[series].name for series in panel.series]
                found.setdefault((number, place.moved), []).extend(names)
    events: dict[int, list[str]] = {}
    for (number, said), names in sorted(found.items(), key=lambda item: item[0][0]):
        where = "" if len(names) == len(study.series) else f" (in {', '.join(names)})"
        events.setdefault(number, []).append(said + where)
    return [", and ".join(said) for said in events.values()]


def _gaps(study: EventStudy) -> list[str]:
    """Return the gaps of each series on the days that the study uses."""
    found = []
    for number, series in enumerate(study.series):
        at = [place.at for place in study.home(number)[0].at]
        days = study.home(number)[0].days
        used = slice(study.frame.estimation_at(min(at)).start - 1, max(at) + study.frame.last + 1)
        wide = gaps(days[used])
        if wide:
            before, after = max(wide, key=lambda gap: gap[1] - gap[0])
            found.append(
                f"Gaps of more than {FURTHEST} days in {series.name}: {len(wide)}, the longest "
                f"between {before} and {after}; the move over a gap counts as one day's."
            )
    return found


def _calendars_differ(study: EventStudy) -> bool:
    """Return whether any estimation window has other days in one series than in another."""
    windows = [
        [panel.days[study.frame.estimation_at(place.at)].tobytes() for place in panel.at]
        for panel in study.panels
    ]
    return any(window != windows[0] for window in windows)


def _differing(study: EventStudy, case: Case) -> list[str]:
    """Return where a close that the case cites is not the one in the prices."""
    found = []
    for entry in case.market.series.values():
        for series in study.series:
            if fold(series.name) != fold(entry.name):
                continue
            for close in entry.closes:
                if study.as_of is not None and close.date > study.as_of:
                    continue
                at = np.flatnonzero(series.days == np.datetime64(close.date, "D"))
                if at.size and abs(series.closes[at[0]] / float(close.value) - 1) > ROUNDING:
                    found.append(
                        f"{series.name} on {close.date}: {close.value} in the case, "
                        f"{series.closes[at[0]]:g} in the prices."
                    )
    return found
