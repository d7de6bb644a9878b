"""The dates of the steps to come: the best ones, all that fit, and what they would cost.

Least price first, then the earliest end of the last step, then the earliest start of each step in
the order of the file. Exact, on OR-Tools CP-SAT with one worker and a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.process.calendar.blame import blame
from winset.process.calendar.dates import Best, best_dates, every_start
from winset.process.calendar.days import POINT, problem
from winset.process.calendar.known import Known, known
from winset.process.calendar.problem import Problem

Starts = Mapping[str, frozenset[int]]
"""Days on which each step can start."""


@dataclass(frozen=True)
class Planned:
    """A step on the calendar: held, or on the best dates.

    `fits`: every start for which the rest can still be placed and nothing is moved; of a step that
    was held, as known on `known_on`, the day before it started. `at_a_price`: the starts besides
    that take a moved deadline or a broken soft precedence.
    """

    step: str
    name: str
    who: tuple[str, ...]
    place: str | None
    start: Date
    end: Date
    held: bool
    known_on: Date
    fits: tuple[Date, ...]
    at_a_price: tuple[Date, ...]


@dataclass(frozen=True)
class Moved:
    """A deadline that the best dates need moved: from when to when, how many days, its price."""

    deadline: str
    what: str
    date: Date
    to: Date
    days: int
    points: Decimal


@dataclass(frozen=True)
class Broken:
    """A soft precedence that the best dates do not keep to, and its price in points."""

    before: str
    after: str
    points: Decimal


@dataclass(frozen=True)
class Due:
    """A deadline as known on the day of the schedule."""

    deadline: str
    what: str
    date: Date


@dataclass(frozen=True)
class Schedule:
    """The steps of a case on the calendar, as known on `as_of`, planned up to `until`.

    `price` in points, None where nothing fits; then `blame` holds the minimal sets of bounds that
    clash, in words, all of them if `blame_complete`. `left_out`: what was not known yet.
    """

    case: str
    title: str
    as_of: Date
    until: Date
    steps: tuple[Planned, ...]
    price: Decimal | None
    moved: tuple[Moved, ...]
    broken: tuple[Broken, ...]
    blame: tuple[tuple[str, ...], ...]
    blame_complete: bool
    deadlines: tuple[Due, ...]
    left_out: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """True if all steps have a place."""
        return self.price is not None


def schedule(case: Case, as_of: Date | None = None, until: Date | None = None) -> Schedule:
    """Return the schedule of a case as known on `as_of` (default: its own), planned up to `until`.

    Raises:
        WinsetError: the case has no steps, or `until` is out of range.
        CannotRun: the solver is not installed, or gave up.
    """
    if not case.calendar.steps:
        raise WinsetError(
            "the case has no steps to put on a calendar: list them under `steps` of `calendar`."
        )
    calendar = known(case, as_of or case.as_of, until)
    asked = problem(calendar)
    best = best_dates(asked)
    steps = [_held(calendar, name) for name in calendar.held]
    clashes, complete = ((), True) if best else blame(asked)
    if best:
        steps += _placed(calendar, asked, best)
    order = list(case.calendar.steps)
    return Schedule(
        case=case.id,
        title=case.title,
        as_of=calendar.as_of,
        until=calendar.until,
        steps=tuple(sorted(steps, key=lambda planned: order.index(planned.step))),
        price=_points(best.price) if best else None,
        moved=tuple(_moved(calendar, asked, best)) if best else (),
        broken=tuple(
            Broken(wish.before, wish.after, _points(wish.price))
            for wish in asked.wishes
            if best and wish.position in best.broken
        ),
        blame=tuple(tuple(cause.text for cause in causes) for causes in clashes),
        blame_complete=complete,
        deadlines=tuple(
            Due(name, case.calendar.deadlines[name].what, date)
            for name, date in calendar.deadlines.items()
        ),
        left_out=calendar.unknown,
    )


def _held(calendar: Known, name: str) -> Planned:
    """Return a step that was held, with the starts that fitted as known the day before.

    The step itself counts as known then, whenever its facts became so: it was held.
    """
    start, end = calendar.held[name]
    step = calendar.case.calendar.steps[name]
    eve = start - timedelta(1)
    before = known(calendar.case, eve)
    asked = problem(replace(before, steps={**before.steps, name: step}))
    free, priced = _starts(asked, [name])
    return Planned(
        step=name,
        name=step.name,
        who=step.who,
        place=step.place,
        start=start,
        end=end,
        held=True,
        known_on=eve,
        fits=_dates(free[name]),
        at_a_price=_dates(priced[name] - free[name]),
    )


def _placed(calendar: Known, asked: Problem, best: Best) -> list[Planned]:
    """Return the steps to come on their best dates, each with all starts that fit."""
    free, priced = _starts(asked, calendar.steps)
    return [
        Planned(
            step=name,
            name=step.name,
            who=step.who,
            place=step.place,
            start=Date.fromordinal(best.starts[name]),
            end=Date.fromordinal(best.starts[name] + step.days - 1),
            held=False,
            known_on=calendar.as_of,
            fits=_dates(free[name]),
            at_a_price=_dates(priced[name] - free[name]),
        )
        for name, step in calendar.steps.items()
    ]


def _starts(asked: Problem, steps: Iterable[str]) -> tuple[Starts, Starts]:
    """Return the starts of some steps that fit with nothing moved, and those at any price."""
    free = every_start(asked, dict.fromkeys(steps, frozenset()), priced=False)
    if not asked.dues and not asked.wishes:  # there is nothing to buy
        return free, free
    return free, every_start(asked, free, priced=True)


def _moved(calendar: Known, asked: Problem, best: Best) -> Iterator[Moved]:
    for due in asked.dues:
        days = best.late[due.deadline]
        if days:
            yield Moved(
                deadline=due.deadline,
                what=calendar.case.calendar.deadlines[due.deadline].what,
                date=Date.fromordinal(due.day),
                to=Date.fromordinal(due.day + days),
                days=days,
                points=_points(due.price + days * due.price_a_day),
            )


def _dates(days: Iterable[int]) -> tuple[Date, ...]:
    return tuple(Date.fromordinal(day) for day in sorted(days))


def _points(units: int) -> Decimal:
    return Decimal(units) / POINT
