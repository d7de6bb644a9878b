"""A schedule as an iCalendar file that calendar programs accept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest

from schedule_twin import case_with, on
from winset.process.calendar.ics import to_ics
from winset.process.calendar.schedule import schedule

LONG = "Talks; on \\ many things, with a name that is far too long for one line: " + "ä" * 60


@pytest.fixture(scope="module")
def text() -> str:
    windows = [{"who": ["Ann"], "start": on(2), "end": on(4), "place": "Spain"}]
    due = {"what": "It lapses", "owner": ["x"], "date": on(1)}
    steps = {
        "opening": {"name": "Opening", "who": ["Bob"], "round": "r"},
        "talks": {"name": LONG, "who": ["Ann"], "place": "Spain", "days": 2, "by": ["due"]},
    }
    held = {"id": "r", "name": "R", "start": on(-1), "end": on(-1)}
    calendar: dict[str, Any] = {"steps": steps, "windows": windows, "deadlines": {"due": due}}
    return to_ics(schedule(case_with((held,), **calendar)))


@pytest.fixture(scope="module")
def events(text: str) -> dict[str, icalendar.Component]:
    """Return the events by their UID, as a calendar program reads them."""
    calendar = icalendar.Calendar.from_ical(text)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_every_step_and_deadline_is_one_event(events: dict[str, icalendar.Component]) -> None:
    assert [
        "step-opening@small.winset",
        "step-talks@small.winset",
        "deadline-due@small.winset",
    ] == list(events)


def test_an_event_is_whole_days_and_ends_on_the_day_after(
    events: dict[str, icalendar.Component],
) -> None:
    talks = events["step-talks@small.winset"]
    assert (on(2), on(4)) == (talks.decoded("DTSTART"), talks.decoded("DTEND"))
    assert "DATE" == talks["DTSTART"].params["VALUE"]


def test_texts_come_back_as_they_were(events: dict[str, icalendar.Component]) -> None:
    talks = events["step-talks@small.winset"]
    assert (LONG, "Spain", "Ann") == (talks["SUMMARY"], talks["LOCATION"], talks["DESCRIPTION"])


def test_what_was_held_is_confirmed_and_what_is_planned_tentative(
    events: dict[str, icalendar.Component],
) -> None:
    states = [events[f"step-{step}@small.winset"]["STATUS"] for step in ("opening", "talks")]
    assert ["CONFIRMED", "TENTATIVE"] == states


def test_a_deadline_takes_no_time_and_says_where_the_plan_moves_it(
    events: dict[str, icalendar.Component],
) -> None:
    due = events["deadline-due@small.winset"]
    assert (on(1), "TRANSPARENT") == (due.decoded("DTSTART"), due["TRANSP"])
    assert "The plan needs it moved to 2025-09-18." == due["DESCRIPTION"]


def test_the_stamp_is_the_as_of_date(events: dict[str, icalendar.Component]) -> None:
    stamps = {event.decoded("DTSTAMP") for event in events.values()}
    assert {datetime(2025, 9, 15, tzinfo=UTC)} == stamps


def test_lines_keep_to_the_standard(text: str) -> None:
    lines = text.encode().split(b"\r\n")
    assert b"" == lines[-1]
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    unfolded = re.sub("\r\n[ \t]", "", text).rstrip("\r\n").split("\r\n")
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in unfolded)
    assert ["BEGIN:VCALENDAR", "END:VCALENDAR"] == [unfolded[0], unfolded[-1]]
    assert 1 == unfolded.count("VERSION:2.0")
    assert 1 == unfolded.count("PRODID:-//winset//schedule//EN")
    for name in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"):
        assert 3 == sum(line.startswith(f"{name}:") for line in unfolded)
