"""A schedule as an iCalendar file (RFC 5545): all-day events for steps and deadlines."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from typing import TYPE_CHECKING

from winset.case.errors import CannotRun
from winset.process.calendar.schedule import Due, Planned, Schedule

if TYPE_CHECKING:
    import icalendar

PRODID = "-//winset//schedule//EN"
"""What the file says made it."""


def to_ics(schedule: Schedule) -> str:
    """Return the schedule as an iCalendar text, lines ended by CRLF.

    Steps held are confirmed, steps to come tentative; deadlines take no time. The same schedule
    gives the same bytes: each event is stamped with the as-of date and named by its id and that of
    the case, so that a newer file replaces it. Raises CannotRun if icalendar is not installed.
    """
    try:
        import icalendar  # noqa: PLC0415  an extra
    except ImportError:
        raise CannotRun(
            "an .ics file needs the extra `calendar`: pip install 'winset[calendar]'."
        ) from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    for step in schedule.steps:
        calendar.add_component(_step(icalendar.Event(), schedule, step))
    for due in schedule.deadlines:
        calendar.add_component(_deadline(icalendar.Event(), schedule, due))
    text: str = calendar.to_ical().decode()
    return text


def _step(event: icalendar.Event, schedule: Schedule, step: Planned) -> icalendar.Event:
    _head(event, schedule, f"step-{step.step}", step.start, step.end)
    event.add("summary", step.name)
    if step.place:
        event.add("location", step.place)
    event.add("description", ", ".join(step.who))
    event.add("categories", ["STEP"])
    event.add("status", "CONFIRMED" if step.held else "TENTATIVE")
    return event


def _deadline(event: icalendar.Event, schedule: Schedule, due: Due) -> icalendar.Event:
    _head(event, schedule, f"deadline-{due.deadline}", due.date, due.date)
    event.add("summary", due.what)
    for move in schedule.moved:
        if move.deadline == due.deadline:
            event.add("description", f"The plan needs it moved to {move.to}.")
    event.add("categories", ["DEADLINE"])
    event.add("transp", "TRANSPARENT")
    return event


def _head(event: icalendar.Event, schedule: Schedule, name: str, start: Date, end: Date) -> None:
    event.add("uid", f"{name}@{schedule.case}.winset")
    event.add("dtstamp", datetime.combine(schedule.as_of, time(), UTC))
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(1))
