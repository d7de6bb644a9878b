"""The days that each step may take, and what binds them: a Problem from a calendar as known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from winset.case.path import Step
from winset.case.places import in_words
from winset.process.calendar.attendance import attendance, diaries, journeys
from winset.process.calendar.known import MOST_DAYS, Known
from winset.process.calendar.problem import Cause, DayRule, Due, Order, Problem, Task, Wish

POINT = 1_000_000
"""Units of price in a point."""

PRICE = POINT
"""Price of moving a deadline whose cost the case does not state: one point."""

PRICE_A_DAY = POINT // 100
"""Price of each day by which a deadline moves: a hundredth of a point."""

PRICE_OF_A_WISH = POINT // 10
"""Price of not keeping to a soft precedence: a tenth of a point."""


def problem(known: Known) -> Problem:
    """Return what a calendar asks for."""
    first, last = known.as_of.toordinal(), _last(known)
    every = range(first, last + 1)
    return Problem(
        first=first,
        last=last,
        tasks=tuple(_task(name, step) for name, step in known.steps.items()),
        day_rules=tuple(
            rule
            for name in known.steps
            for rules in (_limits(known, name, every), attendance(known, name, every))
            for rule in rules
        ),
        orders=tuple(
            Order(before, after, cause)
            for before, after, cause in _sequence(known)
            if before in known.steps
        ),
        diaries=diaries(known),
        aparts=tuple(journeys(known)),
        dues=tuple(_dues(known)),
        wishes=tuple(
            Wish(position, line.before, line.after, PRICE_OF_A_WISH)
            for position, line in known.precedence
            if line.strength == "soft" and {line.before, line.after} <= known.steps.keys()
        ),
    )


def _last(known: Known) -> int:
    """Return a day by which every step fits, whatever it waits for, once its bounds are lifted.

    What a calendar names beyond three years is out of reach, whatever is lifted.
    """
    calendar = known.case.calendar
    away = max([calendar.travel_days or 0, *(hop.days for hop in calendar.travel)])
    named = [known.until, *known.deadlines.values(), *(window.end for _, window in known.windows)]
    named += [end for _, end in known.held.values()]
    for step in known.steps.values():
        named += [day for day in (step.earliest, step.latest) if day]
    room = sum(step.days + away for step in known.steps.values())
    last = min(max(named).toordinal(), known.as_of.toordinal() + MOST_DAYS)
    return last + away + room


def _task(name: str, step: Step) -> Task:
    text = f"{name} takes {step.days} days"
    duration = Cause("duration", ("calendar", "steps", name, "days"), text)
    return Task(name, step.days, duration if step.days > 1 else None)


def _limits(known: Known, name: str, every: range) -> Iterator[DayRule]:
    """Yield the first and last days of a step: its own, of hard deadlines, after steps held."""
    step, here = known.steps[name], ("calendar", "steps", name)
    if step.earliest:
        text = f"{name} starts on {step.earliest} at the earliest"
        days = _since(every, step.earliest.toordinal())
        yield DayRule(name, days, (Cause("earliest", (*here, "earliest"), text),))
    if step.latest:
        text = f"{name} ends on {step.latest} at the latest"
        days = _till(every, step.latest.toordinal())
        yield DayRule(name, days, (Cause("latest", (*here, "latest"), text),))
    for deadline in step.by:
        if deadline in known.deadlines and known.case.calendar.deadlines[deadline].hard:
            date = known.deadlines[deadline]
            text = f"deadline {deadline} is {date}, and nobody can move it"
            cause = Cause("deadline", ("calendar", "deadlines", deadline), text)
            yield DayRule(name, _till(every, date.toordinal()), (cause,))
    for before, after, cause in _sequence(known):
        if after == name and before in known.held:
            days = _since(every, known.held[before][1].toordinal() + 1)
            yield DayRule(name, days, (cause,))
    plan = Cause("horizon", (), f"the plan ends on {known.until}")
    yield DayRule(name, _till(every, known.until.toordinal()), (plan,))


def _sequence(known: Known) -> Iterator[tuple[str, str, Cause]]:
    """Yield what must end before what: a step held or to come, before a step to come.

    What comes before a step that is left out comes before all that waits for it.
    """
    links = tuple(_links(known))
    earlier: dict[str, list[str]] = {}
    for before, after, _ in links:
        earlier.setdefault(after, []).append(before)
    for before, after, cause in links:
        if after not in known.steps:
            continue
        trail = [before]
        for name in trail:  # grows as it goes
            if name in known.steps or name in known.held:
                text = cause.text if name == before else f"{cause.text}, and so {name}"
                yield name, after, replace(cause, text=text)
            else:
                trail += [step for step in earlier.get(name, ()) if step not in trail]


def _links(known: Known) -> Iterator[tuple[str, str, Cause]]:
    """Yield the needs of all steps, also of those left out, and the binding precedences."""
    for name, step in known.case.calendar.steps.items():
        for position, need in enumerate(step.needs):
            here = ("calendar", "steps", name, "needs", position)
            yield need, name, Cause("needs", here, f"{name} needs {need}")
    for position, line in known.precedence:
        if line.strength != "soft":
            where = ("calendar", "precedence", position)
            text = f"{line.before} before {line.after} ({in_words(where)}, {line.strength})"
            yield line.before, line.after, Cause("precedence", where, text)


def _dues(known: Known) -> Iterator[Due]:
    """Yield the deadlines that can be moved, with the steps that must end by them."""
    for name, date in known.deadlines.items():
        deadline = known.case.calendar.deadlines[name]
        steps = tuple(step for step in known.steps if name in known.steps[step].by)
        if steps and not deadline.hard:
            cost = deadline.cost
            later = cost and any(known.case.facts[f].known_by > known.as_of for f in cost.facts)
            price = PRICE if cost is None or later else round(cost.mid * POINT)
            yield Due(name, date.toordinal(), steps, price, PRICE_A_DAY)


def _since(every: range, start: int) -> frozenset[int]:
    return frozenset(day for day in every if day >= start)


def _till(every: range, end: int) -> frozenset[int]:
    return frozenset(day for day in every if day <= end)
