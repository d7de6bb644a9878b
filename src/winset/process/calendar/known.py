"""The calendar of a case as known on a day: no window, deadline or step of later news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.path import Precedence, Step, Window
from winset.case.places import in_words

MARGIN = 30
"""Days that are planned beyond the last date that the calendar names."""

MOST_DAYS = 1096
"""Days that are planned at most: three years."""


@dataclass(frozen=True)
class Known:
    """What a calendar says as known on `as_of`, to be planned up to `until`.

    `held`: start and end of the steps whose round had begun; `steps`: those still to come;
    `windows`, `precedence`: with their positions in the case; `deadlines`: their dates as they
    stood then; `unknown`: in words, what is left out because it was not known yet.
    """

    case: Case
    as_of: Date
    until: Date
    held: Mapping[str, tuple[Date, Date]]
    steps: Mapping[str, Step]
    windows: tuple[tuple[int, Window], ...]
    precedence: tuple[tuple[int, Precedence], ...]
    deadlines: Mapping[str, Date]
    unknown: tuple[str, ...]


def known(case: Case, as_of: Date, until: Date | None = None) -> Known:
    """Return the calendar of `case` as known on `as_of`, to be planned up to `until`.

    A window or a deadline counts once its `known_by` has come (where left out: that of the last of
    a window's facts, the first day on which a deadline was set or moved; where there is none,
    always), a step or a precedence once all its facts are known. Left out, `until` is MARGIN days
    after the last date of windows, deadlines and steps, at most MOST_DAYS after `as_of`.

    Raises:
        WinsetError: `until` lies before `as_of` or more than MOST_DAYS after it.
    """
    calendar = case.calendar
    rounds = {held.id: (held.start, held.end) for held in case.rounds if held.start <= as_of}
    held = {name: rounds[s.round] for name, s in calendar.steps.items() if s.round in rounds}
    waiting = {name: step for name, step in calendar.steps.items() if name not in held}
    since: dict[tuple[str, str | int], Date | None] = {}
    for name, step in waiting.items():
        since["steps", name] = _facts(case, step.facts)
    for position, window in enumerate(calendar.windows):
        since["windows", position] = window.known_by or _facts(case, window.facts)
    for position, line in enumerate(calendar.precedence):
        since["precedence", position] = _facts(case, line.facts)
    for name, deadline in calendar.deadlines.items():
        since["deadlines", name] = deadline.known_since
    later = {place: day for place, day in since.items() if day and day > as_of}
    steps = {name: step for name, step in waiting.items() if ("steps", name) not in later}
    wanted = set(_wanted(case, steps))
    windows = tuple(
        (position, window)
        for position, window in enumerate(calendar.windows)
        if ("windows", position) not in later
    )
    deadlines = {
        name: deadline.stood(as_of)
        for name, deadline in calendar.deadlines.items()
        if ("deadlines", name) not in later
    }
    return Known(
        case=case,
        as_of=as_of,
        until=_checked(as_of, until) or _horizon(as_of, steps, windows, deadlines),
        held=held,
        steps=steps,
        windows=windows,
        precedence=tuple(
            (position, line)
            for position, line in enumerate(calendar.precedence)
            if ("precedence", position) not in later
        ),
        deadlines=deadlines,
        unknown=tuple(
            f"{in_words(('calendar', *place))}: known only from {day} on"
            for place, day in later.items()
            if place[0] == "steps" or place in wanted
        ),
    )


def _facts(case: Case, names: Iterable[str]) -> Date | None:
    """Return the day on which the last of some facts was known; None if there are none."""
    return max((case.facts[name].known_by for name in names), default=None)


def _wanted(case: Case, steps: Mapping[str, Step]) -> Iterator[tuple[str, str | int]]:
    """Yield the places of the windows, precedences and deadlines that bear on some step."""
    people: set[str] = set()
    for step in steps.values():
        people.update(step.who)
        yield from (("deadlines", name) for name in step.by)
    for position, line in enumerate(case.calendar.precedence):
        if line.after in steps:
            yield "precedence", position
    for position, window in enumerate(case.calendar.windows):
        if people & set(window.who):
            yield "windows", position


def _checked(as_of: Date, until: Date | None) -> Date | None:
    if until and not 0 <= (until - as_of).days <= MOST_DAYS:
        raise WinsetError(
            f"the plan cannot end on {until}: choose a day from {as_of} to "
            f"{_later(as_of, MOST_DAYS)}, three years later."
        )
    return until


def _horizon(
    as_of: Date,
    steps: Mapping[str, Step],
    windows: Iterable[tuple[int, Window]],
    deadlines: Mapping[str, Date],
) -> Date:
    named = [as_of, *deadlines.values(), *(window.end for _, window in windows)]
    for step in steps.values():
        named += [day for day in (step.earliest, step.latest) if day]
    return min(_later(max(named), MARGIN), _later(as_of, MOST_DAYS))


def _later(day: Date, days: int) -> Date:
    """Return the day `days` later, or the last day that there is."""
    return day + min(timedelta(days), Date.max - day)
