"""Small calendars for tests, and plain answers about them: no solver, one day after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any, TypeVar

from casefile import TEXT
from winset.case.document import Case
from winset.case.path import Calendar, Step
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.process.calendar.problem import Cause, Problem

START = Date(2025, 9, 15)
"""The as-of date of the small case, a Monday."""

T = TypeVar("T")
Starts = Mapping[str, Date]


@cache
def small() -> Case:
    """Return the small case, without a calendar."""
    return case_of(read(checked("case.yaml", TEXT)))


def case_with(rounds: tuple[dict[str, Any], ...] = (), **calendar: Any) -> Case:
    """Return the small case with a calendar, and rounds that were held."""
    written = small().model_dump(by_alias=True)
    return Case.model_validate({**written, "calendar": calendar, "rounds": rounds})


def on(day: int) -> Date:
    """Return the day that many days after the as-of date."""
    return START + timedelta(day)


@dataclass(frozen=True)
class Answer:
    """All starts that fit free or at any price, and the best dates with their price in points."""

    free: dict[str, set[Date]]
    priced: dict[str, set[Date]]
    best: dict[str, Date] | None
    price: Fraction | None


def plain_answer(calendar: Calendar, until: int) -> Answer:
    """Try every combination of start days from the as-of date up to `until` days later."""
    steps = list(calendar.steps)
    answer = Answer({s: set() for s in steps}, {s: set() for s in steps}, None, None)
    ranked = []
    for days in product(range(until + 1), repeat=len(steps)):
        starts = {step: on(day) for step, day in zip(steps, days, strict=True)}
        if not _possible(calendar, starts, on(until)):
            continue
        price = _price(calendar, starts)
        for step in steps:
            answer.priced[step].add(starts[step])
            if price == 0:
                answer.free[step].add(starts[step])
        last = max(_end(calendar.steps[step], starts[step]) for step in steps)
        ranked.append((price, last, list(starts.values())))
    if not ranked:
        return answer
    price, _, days_ = min(ranked)
    return Answer(answer.free, answer.priced, dict(zip(steps, days_, strict=True)), price)


def _end(step: Step, start: Date) -> Date:
    return start + timedelta(step.days - 1)


def _possible(calendar: Calendar, starts: Starts, until: Date) -> bool:
    ends = {name: _end(calendar.steps[name], start) for name, start in starts.items()}
    for name, step in calendar.steps.items():
        start, end = starts[name], ends[name]
        if end > min(until, step.latest or until) or start < (step.earliest or start):
            return False
        if any(calendar.deadlines[d].hard and end > calendar.deadlines[d].date for d in step.by):
            return False
        if any(ends[need] >= start for need in step.needs):
            return False
        if not step.remote and not all(_attends(calendar, step, p, start, end) for p in step.who):
            return False
    for line in calendar.precedence:
        if line.strength != "soft" and ends[line.before] >= starts[line.after]:
            return False
    names = list(starts)
    return not any(
        set(calendar.steps[one].who) & set(calendar.steps[other].who)
        and _free_days(starts[one], ends[one], starts[other], ends[other])
        < _gap(calendar, _place(calendar.steps[one]), _place(calendar.steps[other]))
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    )


def _attends(calendar: Calendar, step: Step, person: str, start: Date, end: Date) -> bool:
    hops = {frozenset(hop.between): hop.days for hop in calendar.travel}
    mine = [window for window in calendar.windows if person in window.who]
    for window in mine:
        gap = _gap(calendar, step.place, window.place)
        if window.busy and _free_days(start, end, window.start, window.end) < gap:
            return False
    if step.place is None:
        return True
    near = [
        window
        for window in mine
        if not window.busy
        and (
            window.place is None
            or window.place == step.place
            or hops.get(frozenset((window.place, step.place))) == 0
        )
    ]
    days = [start + timedelta(n) for n in range(step.days)]
    return all(any(window.start <= day <= window.end for window in near) for day in days)


def _free_days(start: Date, end: Date, other_start: Date, other_end: Date) -> int:
    """Return the days between two stretches, -1 if they overlap."""
    return max((other_start - end).days, (start - other_end).days, 0) - 1


def _place(step: Step) -> str | None:
    return None if step.remote else step.place


def _gap(calendar: Calendar, one: str | None, other: str | None) -> int:
    if one is None or other is None or one == other:
        return 0
    hops = {frozenset(hop.between): hop.days for hop in calendar.travel}
    return hops.get(frozenset((one, other)), calendar.travel_days or 0)


def _price(calendar: Calendar, starts: Starts) -> Fraction:
    price = Fraction(0)
    for name, deadline in calendar.deadlines.items():
        ends = [_end(s, starts[n]) for n, s in calendar.steps.items() if name in s.by]
        late = max([0, *((end - deadline.date).days for end in ends)])
        if late:
            price += Fraction(deadline.cost.mid if deadline.cost else 1) + Fraction(late, 100)
    for line in calendar.precedence:
        end = _end(calendar.steps[line.before], starts[line.before])
        if line.strength == "soft" and end >= starts[line.after]:
            price += Fraction(1, 10)
    return price


Clashes = set[frozenset[frozenset[Cause]]]


def violations(problem: Problem) -> Clashes:
    """Return what each choice of dates violates: the bounds that only together forbid it."""
    tasks = problem.tasks
    choices = [
        [(day, length) for length in {1, t.days} for day in range(problem.first, problem.last + 1)]
        for t in tasks
    ]
    return {
        frozenset(_violated(problem, {t.id: c for t, c in zip(tasks, chosen, strict=True)}))
        for chosen in product(*choices)
    }


def _violated(problem: Problem, dates: Mapping[str, tuple[int, int]]) -> Iterator[frozenset[Cause]]:
    ends = {step: start + length - 1 for step, (start, length) in dates.items()}
    if max(ends.values()) > problem.last:
        yield frozenset()
    for task in problem.tasks:
        if task.duration and dates[task.id][1] != task.days:
            yield frozenset([task.duration])
    for rule in problem.day_rules:
        if not rule.days.issuperset(range(dates[rule.step][0], ends[rule.step] + 1)):
            yield frozenset(rule.causes)
    for order in problem.orders:
        if ends[order.before] >= dates[order.after][0]:
            yield frozenset([order.cause])
    yield from _meetings(problem, dates, ends)


def _meetings(
    problem: Problem, dates: Mapping[str, tuple[int, int]], ends: Mapping[str, int]
) -> Iterator[frozenset[Cause]]:
    pairs = [(apart.steps, apart.gap, apart.causes) for apart in problem.aparts]
    for diary in problem.diaries:
        pairs += [((a, b), 0, (diary.cause,)) for a in diary.steps for b in diary.steps if a < b]
    for (one, other), gap, causes in pairs:
        if max(dates[other][0] - ends[one], dates[one][0] - ends[other]) - 1 < gap:
            yield frozenset(causes)


def random_calendar(seed: int, most_steps: int) -> Calendar:
    """Return a small calendar in which every kind of bound turns up now and then."""
    random = Random(seed)  # noqa: S311  tests, no secrets
    names = ["a", "b", "c"][: random.randint(1, most_steps)]

    def sometimes(chance: float, value: T) -> T | None:
        return value if random.random() < chance else None

    steps = {
        name: {
            "name": name,
            "who": random.choice([["Ann"], ["Bob"], ["Ann", "Bob"]]),
            "days": random.choice([1, 1, 2]),
            "place": sometimes(0.5, random.choice("PQ")),
            "remote": random.random() < 0.2,
            "earliest": sometimes(0.2, on(random.randint(0, 3))),
            "latest": sometimes(0.2, on(random.randint(1, 5))),
            "by": [d for d in "de" if random.random() < 0.4],
            "needs": [n for n in names if n < name and random.random() < 0.2],
        }
        for name in names
    }
    windows = [
        {
            "who": random.choice([["Ann"], ["Bob"], ["Ann", "Bob"]]),
            "start": on(start),
            "end": on(start + random.randint(0, 1 if busy else 4)),
            "place": sometimes(0.7, random.choice("PQR")),
            "busy": busy,
        }
        for busy in [random.random() < 0.3 for _ in range(random.randint(0, 6))]
        for start in [random.randint(0, 4)]
    ]
    deadlines = {
        d: {
            "date": on(random.randint(-1, 5)),
            "what": d,
            "owner": ["x"],
            "hard": random.random() < 0.3,
            "cost": sometimes(0.5, random.choice([0, 0.05, 2])),
        }
        for d in "de"
    }
    precedence = [
        {"before": b, "after": a, "strength": random.choice(["hard", "soft", "soft"])}
        for a in names
        for b in names
        if b < a and random.random() < 0.4
    ]
    written: dict[str, Any] = {
        "steps": steps,
        "windows": windows,
        "deadlines": deadlines,
        "precedence": precedence,
        "travel_days": sometimes(0.5, random.randint(0, 2)),
        "travel": [{"between": ["P", "R"], "days": random.randint(0, 1)}],
    }
    return case_with(**written).calendar
