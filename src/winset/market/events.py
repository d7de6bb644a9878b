"""Dated news: from a case, or from a CSV file of dates and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Literal, get_args

from winset.case.document import Case
from winset.market.sheet import Sheet, column, read_sheet

Time = Literal["before_open", "during", "after_close"]
"""When on its day an event became known, by the hours of the exchange."""

TIMES: tuple[Time, ...] = get_args(Time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """News of one day.

    `time`: None if nobody said; it then counts as `during`. `trading_day` overrides what follows
    from date and time. `group` is the kind of news (as escalation), `period` the stretch of talks
    it belongs to. `known_by` is the day on which it was known, if that is a later one than its
    date. `place` tells where it was read.
    """

    id: str
    date: Date
    label: str
    time: Time | None = None
    trading_day: Date | None = None
    group: str | None = None
    period: str | None = None
    confounders: tuple[str, ...] = ()
    known_by: Date | None = None
    place: str = ""

    def named(self, day: Date) -> str:
        """Return what messages call it: events.csv:3: event e2 on 2025-09-15."""
        return f"{self.place}{': ' if self.place else ''}event {self.id} on {day}"


@dataclass(frozen=True, slots=True)
class Confounder:
    """Other news of a day, which may have moved prices as well."""

    date: Date
    what: str


def read_events(path: str | Path) -> tuple[Event, ...]:
    """Return the events of a CSV file, in its order.

    Columns: `date` and `label` (or `title`, `what`); and, where there are any, `id` (or
    `event_id`), `time` (before_open, during, after_close), `trading_day`, `group` (or `direction`),
    `period` (or `phase`), `confounders` (or `known_confounders`). Other columns are not read.
    Raises MarketError, with every mistake at its line and column.
    """
    sheet = read_sheet(Path(path))
    at, label = column(sheet, "date"), column(sheet, "label", "title", "what")
    if at is None or label is None:
        missing = "date" if at is None else "label"
        sheet.wrong(1, 0, f"no column `{missing}`", "events need at least the columns date,label")
        sheet.refuse()
        return ()
    events = [_event(sheet, line, cells, at, label) for line, cells in sheet.rows]
    _note_repeats(sheet, events)
    if not events:
        sheet.wrong(1, 0, "there is no event in this file", "add a row under the columns")
    sheet.refuse()
    return tuple(event for event in events if event)


def events_of(case: Case) -> tuple[Event, ...]:
    """Return the market events of a case, each known once all its facts were."""
    return tuple(
        Event(
            id=key,
            date=event.date,
            label=event.label,
            time=event.time,
            known_by=max((case.facts[fact].known_by for fact in event.facts), default=None),
            place=f"case {case.id}, market.events.{key}",
        )
        for key, event in case.market.events.items()
    )


def confounders_of(case: Case, as_of: Date) -> tuple[Confounder, ...]:
    """Return the other news that the case knows of, as far as it was known by `as_of`."""
    return tuple(
        Confounder(entry.date, entry.what)
        for entry in case.market.confounders
        if entry.date <= as_of and all(case.facts[fact].known_by <= as_of for fact in entry.facts)
    )


def known_by(events: Sequence[Event], as_of: Date) -> tuple[Event, ...]:
    """Return the events that had happened, and were known, by `as_of`."""
    return tuple(
        event for event in events if max(event.date, event.known_by or event.date) <= as_of
    )


def _event(sheet: Sheet, line: int, cells: list[str], at: int, label: int) -> Event | None:
    def text(*names: str) -> str | None:
        place = column(sheet, *names)
        return cells[place] or None if place is not None else None

    day = sheet.day(line, at, cells[at])
    given = column(sheet, "trading_day")
    trading = sheet.day(line, given, cells[given]) if given is not None and cells[given] else None
    if not cells[label]:
        sheet.wrong(line, label, f"{sheet.header[label]}: this cell is empty", "say what happened")
    time = text("time")
    if time is not None and time not in TIMES:
        place = column(sheet, "time")
        assert place is not None  # noqa: S101  a text was read there
        sheet.wrong(line, place, f"time: `{time}` is not one of {', '.join(TIMES)}")
        time = None
    if day is None:
        return None
    other = text("confounders", "known_confounders")
    return Event(
        id=text("id", "event_id") or f"event_{line}",
        date=day,
        label=cells[label],
        time=next((known for known in TIMES if known == time), None),
        trading_day=trading,
        group=text("group", "direction"),
        period=text("period", "phase"),
        confounders=tuple(part.strip() for part in other.split(";")) if other else (),
        place=f"{sheet.source.name}:{line}",
    )


def _note_repeats(sheet: Sheet, events: Sequence[Event | None]) -> None:
    place = column(sheet, "id", "event_id") or 0
    seen: dict[str, int] = {}
    for (line, _), event in zip(sheet.rows, events, strict=True):
        if event is not None and seen.setdefault(event.id, line) != line:
            said = f"event `{event.id}` is there twice, on line {seen[event.id]} too"
            sheet.wrong(line, place, said, "ids must differ")
