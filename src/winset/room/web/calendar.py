"""The deadlines of a room as an iCalendar feed (RFC 5545), with a reminder each."""

from __future__ import annotations

from datetime import datetime, timedelta

import icalendar

from winset.room.state.state import Deadline, State

PRODID = "-//winset//room//EN"

REMINDER = timedelta(days=-2)
"""How long before a deadline its reminder comes."""


def calendar(state: State) -> bytes:
    """Return the deadlines in `state` as a calendar; the same state gives the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("x-wr-calname", state.title)
    for deadline in state.deadlines.values():
        made.add_component(_event(state, deadline))
    body: bytes = made.to_ical()
    return body


def _event(state: State, deadline: Deadline) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{deadline.key}@{state.room}.winset")
    event.add("dtstamp", datetime.fromisoformat(deadline.last.at))
    event.add("sequence", len(deadline.moved))
    event.add("dtstart", deadline.date)
    event.add("dtend", deadline.date + timedelta(1))
    event.add("summary", f"{deadline.what}{_ending(deadline)}")
    event.add("description", _told(deadline))
    event.add("transp", "TRANSPARENT")
    if not deadline.met and not deadline.lapsed:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", deadline.what)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
    return event


def _ending(deadline: Deadline) -> str:
    if deadline.met:
        return " (met)"
    return " (lapsed)" if deadline.lapsed else ""


def _told(deadline: Deadline) -> str:
    lines = [f"Owner: {', '.join(deadline.owner)}."]
    lines += [f"Moved from {m.old} to {m.new} by {m.mark.name}." for m in deadline.moved[-1:]]
    return " ".join(lines)
