"""Who can be where: windows, busy days, steps that were held, and the travel between places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from winset.case.path import Calendar, Step
from winset.case.places import in_words
from winset.process.calendar.known import Known
from winset.process.calendar.problem import Apart, Cause, DayRule, Diary


def attendance(known: Known, name: str, every: range) -> Iterator[DayRule]:
    """Yield what the people of a step leave of the days in `every`, a rule for each cause."""
    step = known.steps[name]
    place = _place(step)
    if place:
        for person in dict.fromkeys(step.who):
            yield DayRule(name, *_presence(known, person, place, every))
    for cause, start, end, where in _blocks(known, step):
        yield DayRule(name, _outside(every, start, end), (cause,))
        free = gap(known.case.calendar, place, where)
        if free:
            causes = (cause, _journey(known.case.calendar, place, where))
            yield DayRule(name, _outside(every, start - free, end + free), causes)


def diaries(known: Known) -> tuple[Diary, ...]:
    """Return the diary of everybody who attends more than one step."""
    people = dict.fromkeys(person for step in known.steps.values() for person in step.who)
    attended = {
        person: tuple(name for name, step in known.steps.items() if person in step.who)
        for person in people
    }
    return tuple(
        Diary(steps, Cause("person", (), f"{person} attends one step at a time"))
        for person, steps in attended.items()
        if steps[1:]
    )


def journeys(known: Known) -> Iterator[Apart]:
    """Yield the journeys from step to step that take whole days."""
    calendar = known.case.calendar
    for diary in diaries(known):
        for one, other in combinations(diary.steps, 2):
            first, second = _place(known.steps[one]), _place(known.steps[other])
            free = gap(calendar, first, second)
            if free:
                yield Apart((one, other), free, (diary.cause, _journey(calendar, first, second)))


def gap(calendar: Calendar, one: str | None, other: str | None) -> int:
    """Return the free days that a journey between two places needs; none if one is not stated."""
    if one is None or other is None or one == other:
        return 0
    return _hops(calendar).get(frozenset((one, other)), calendar.travel_days or 0)


def _hops(calendar: Calendar) -> dict[frozenset[str], int]:
    return {frozenset(hop.between): hop.days for hop in calendar.travel}


def _place(step: Step) -> str | None:
    return None if step.remote else step.place


def _presence(
    known: Known, person: str, place: str, every: range
) -> tuple[frozenset[int], tuple[Cause]]:
    """Return the days of `every` on which somebody can be at a place, and what that is called."""
    hops = _hops(known.case.calendar)
    there = [
        (position, window)
        for position, window in known.windows
        if person in window.who
        and not window.busy
        and (window.place in (None, place) or hops.get(frozenset((str(window.place), place))) == 0)
    ]
    if not there:
        nowhere = f"no window has {person} in {place}"
        return frozenset(), (Cause("window", ("calendar", "windows"), nowhere),)
    spans = " and ".join(
        f"{_span(window.start.isoformat(), window.end.isoformat())} ({_window(position)})"
        for position, window in there
    )
    days = frozenset(
        day
        for _, window in there
        for day in every
        if window.start.toordinal() <= day <= window.end.toordinal()
    )
    where = ("calendar", "windows", there[0][0])
    return days, (Cause("window", where, f"{person} can be in {place} only on {spans}"),)


def _blocks(known: Known, step: Step) -> Iterator[tuple[Cause, int, int, str | None]]:
    """Yield what keeps people from a step: the cause, its first and last day, and its place."""
    for position, window in known.windows:
        if window.busy and not step.remote and set(window.who) & set(step.who):
            busy = " and ".join(person for person in window.who if person in step.who)
            text = (
                f"{busy} busy on {_span(window.start.isoformat(), window.end.isoformat())}"
                f"{f' in {window.place}' if window.place else ''}"
                f"{f': {window.what}' if window.what else ''} ({_window(position)})"
            )
            cause = Cause("busy", ("calendar", "windows", position), text)
            yield cause, window.start.toordinal(), window.end.toordinal(), window.place
    for name, (start, end) in known.held.items():
        held = known.case.calendar.steps[name]
        if set(held.who) & set(step.who):
            text = f"{name} held on {_span(start.isoformat(), end.isoformat())}"
            cause = Cause("held", ("calendar", "steps", name, "round"), text)
            yield cause, start.toordinal(), end.toordinal(), _place(held)


def _journey(calendar: Calendar, one: str | None, other: str | None) -> Cause:
    free = gap(calendar, one, other)
    first, second = sorted((str(one), str(other)))
    for position, hop in enumerate(calendar.travel):
        if set(hop.between) == {one, other}:
            where: tuple[str | int, ...] = ("calendar", "travel", position)
            break
    else:
        where = ("calendar", "travel_days")
    days = "1 day" if free == 1 else f"{free} days"
    return Cause("travel", where, f"{days} of travel between {first} and {second}")


def _outside(every: range, start: int, end: int) -> frozenset[int]:
    return frozenset(day for day in every if not start <= day <= end)


def _span(start: str, end: str) -> str:
    return start if start == end else f"{start} to {end}"


def _window(position: int) -> str:
    return in_words(("calendar", "windows", position)).removesuffix(" of the calendar")
