"""What of a calendar is known on a day, and what is planned of it."""

from __future__ import annotations

from typing import Any

from schedule_twin import START, case_with, on
from winset.process.calendar.days import problem
from winset.process.calendar.known import MOST_DAYS, Known, known

STEP = {"name": "Talks", "who": ["Ann"]}
DUE = {"what": "It lapses", "owner": ["x"]}


def as_of(day: int, **calendar: Any) -> Known:
    """Return a calendar as known some days after the date of the small case."""
    return known(case_with(**calendar), on(day))


def starts(calendar: Known, step: str) -> list[int]:
    """Return the starts that the rules on days leave a step, in days after the as-of date."""
    days = problem(calendar).open_starts[step]
    return sorted(day - START.toordinal() for day in days if day <= calendar.until.toordinal())


def test_a_window_counts_from_the_day_on_which_it_is_known() -> None:
    busy = {"who": ["Ann"], "start": on(3), "end": on(3), "busy": True, "known_by": on(1)}
    early, late = (as_of(n, steps={"talks": STEP}, windows=[busy]) for n in (0, 1))
    assert 3 in starts(early, "talks")
    assert 3 not in starts(late, "talks")
    assert ("window 1 of the calendar: known only from 2025-09-16 on",) == early.unknown
    assert () == late.unknown


def test_a_window_without_such_a_day_counts_once_its_facts_are_known() -> None:
    busy = {"who": ["Ann"], "start": on(3), "end": on(3), "busy": True, "facts": ["F1"]}
    before, after = (as_of(n, steps={"talks": STEP}, windows=[busy]) for n in (-14, -13))
    assert (3 in starts(before, "talks"), 3 in starts(after, "talks")) == (True, False)


def test_what_is_not_known_yet_of_other_people_is_not_listed() -> None:
    busy = {"who": ["Eve"], "start": on(3), "end": on(3), "busy": True, "known_by": on(1)}
    assert () == as_of(0, steps={"talks": STEP}, windows=[busy]).unknown


def test_a_deadline_stands_where_it_stood_before_later_moves() -> None:
    move = {"set_on": on(1), "old": on(2), "new": on(9)}
    due = {**DUE, "date": on(9), "history": [move]}
    deadline = case_with(deadlines={"due": due}).calendar.deadlines["due"]
    assert (on(2), on(9)) == (deadline.stood(on(0)), deadline.stood(on(1)))


def test_a_deadline_set_later_is_left_out() -> None:
    due = {**DUE, "date": on(9), "set_on": on(1)}
    step = {**STEP, "by": ["due"]}
    calendar = as_of(0, steps={"talks": step}, deadlines={"due": due})
    assert ("deadline due: known only from 2025-09-16 on",) == calendar.unknown
    assert () == problem(calendar).dues


def test_a_price_known_only_later_is_the_declared_one() -> None:
    cost = {"low": 5, "mid": 5, "high": 5, "facts": ["F1"]}
    due = {**DUE, "date": on(9), "cost": cost}
    step = {**STEP, "by": ["due"]}
    early, late = (
        problem(as_of(n, steps={"talks": step}, deadlines={"due": due})) for n in (-14, -13)
    )
    assert (1_000_000, 5_000_000) == (early.dues[0].price, late.dues[0].price)


def test_a_step_of_later_facts_is_left_out_and_passes_on_what_comes_before_it() -> None:
    steps = {
        "round": STEP,
        "call": {**STEP, "needs": ["round"], "facts": ["F1"]},
        "summit": {**STEP, "needs": ["call"]},
    }
    calendar = as_of(-14, steps=steps)
    assert ["round", "summit"] == list(calendar.steps)
    assert ("step call of the calendar: known only from 2025-09-02 on",) == calendar.unknown
    (order,) = problem(calendar).orders
    assert ("round", "summit") == (order.before, order.after)
    assert "summit needs call, and so round" == order.cause.text


def test_a_precedence_binds_once_its_facts_are_known() -> None:
    line = {"before": "call", "after": "round", "strength": "strong", "facts": ["F1"]}
    parts = {"steps": {"round": STEP, "call": STEP}, "precedence": [line]}
    before, after = (as_of(day, **parts) for day in (-14, -13))
    assert () == problem(before).orders
    assert ("precedence 1 of the calendar: known only from 2025-09-02 on",) == before.unknown
    (order,) = problem(after).orders
    assert (("call", "round"), ()) == ((order.before, order.after), after.unknown)


def test_a_window_elsewhere_serves_if_the_journey_takes_no_day() -> None:
    window = {"who": ["Ann"], "start": on(2), "end": on(3), "place": "Europe"}
    calendar: dict[str, Any] = {"steps": {"talks": {**STEP, "place": "Spain"}}, "windows": [window]}
    near = as_of(0, **calendar, travel=[{"between": ["Spain", "Europe"], "days": 0}])
    assert [2, 3] == starts(near, "talks")
    assert [] == starts(as_of(0, **calendar, travel_days=0), "talks")


def test_a_window_without_a_place_serves_everywhere() -> None:
    window = {"who": ["Ann"], "start": on(2), "end": on(3)}
    there = as_of(0, steps={"talks": {**STEP, "place": "Spain"}}, windows=[window])
    assert [2, 3] == starts(there, "talks")


def test_days_beyond_three_years_are_not_planned_whatever_the_calendar_names() -> None:
    due = {**DUE, "date": "9999-12-31"}
    there = {"who": ["Ann"], "start": on(0), "end": "9999-12-31", "place": "Rome"}
    calendar = as_of(
        0, steps={"talks": {**STEP, "place": "Rome"}}, deadlines={"due": due}, windows=[there]
    )
    assert len(problem(calendar).open_starts["talks"]) == MOST_DAYS + 1
    assert problem(calendar).last == START.toordinal() + MOST_DAYS + 1
