"""Dates for the steps to come: the best, all that fit, their price, and the Madrid week."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schedule_twin import START, case_with, on, plain_answer, random_calendar, small
from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.loading import load
from winset.process.calendar.schedule import Planned, Schedule, schedule

EVE = Date(2025, 9, 12)
DEADLINE = {"what": "It lapses", "owner": ["x"]}


def one(found: Schedule, step: str) -> Planned:
    """Return a step of a schedule."""
    return next(planned for planned in found.steps if planned.step == step)


def step(**fields: Any) -> dict[str, Any]:
    """Return a step of Ann's."""
    return {"name": "Talks", "who": ["Ann"], **fields}


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_the_plan_is_that_of_trying_every_day(seed: int) -> None:
    calendar, days = random_calendar(seed, 3), 7
    expected = plain_answer(calendar, days)
    found = schedule(small().model_copy(update={"calendar": calendar}), until=on(days))
    assert found.fits == (expected.best is not None)
    if expected.best is None:
        return
    assert expected.best == {planned.step: planned.start for planned in found.steps}
    assert expected.price == Fraction(found.price or 0)
    for planned in found.steps:
        free = expected.free[planned.step]
        assert sorted(free) == list(planned.fits)
        assert sorted(expected.priced[planned.step] - free) == list(planned.at_a_price)


def test_a_step_at_a_place_takes_the_days_on_which_everybody_is_there() -> None:
    windows = [
        {"who": ["Ann"], "start": on(2), "end": on(5), "place": "Spain"},
        {"who": ["Bob"], "start": on(3), "end": on(9), "place": "Spain"},
    ]
    both = step(who=["Ann", "Bob"], days=2, place="Spain")
    found = schedule(case_with(steps={"talks": both}, windows=windows))
    assert (on(3), on(4)) == one(found, "talks").fits


def test_a_call_may_be_held_on_a_busy_day_and_a_meeting_may_not() -> None:
    busy = {"who": ["Ann"], "start": on(0), "end": on(1), "busy": True}
    steps = {"call": step(remote=True), "meeting": step(who=["Ann"])}
    found = schedule(case_with(steps=steps, windows=[busy]))
    assert (on(0), on(2)) == (one(found, "call").start, one(found, "meeting").start)


def test_travel_to_a_busy_place_takes_its_days() -> None:
    windows = [
        {"who": ["Ann"], "start": on(0), "end": on(4), "place": "Spain"},
        {"who": ["Ann"], "start": on(4), "end": on(4), "place": "London", "busy": True},
    ]
    calendar: dict[str, Any] = {"steps": {"talks": step(place="Spain")}, "windows": windows}
    slow = schedule(case_with(**calendar, travel_days=2))
    hop = {"between": ["London", "Spain"], "days": 1}
    fast = schedule(case_with(**calendar, travel_days=2, travel=[hop]))
    assert (on(0), on(1)) == one(slow, "talks").fits
    assert (on(0), on(1), on(2)) == one(fast, "talks").fits


def test_a_deadline_is_moved_only_as_far_as_it_must_be_and_at_its_price() -> None:
    due = {**DEADLINE, "date": on(2), "cost": 3}
    found = schedule(
        case_with(steps={"talks": step(earliest=on(4), days=2, by=["due"])}, deadlines={"due": due})
    )
    (move,) = found.moved
    assert ("due", on(2), on(5), 3) == (move.deadline, move.date, move.to, move.days)
    assert Decimal("3.03") == move.points == found.price
    assert () == one(found, "talks").fits
    assert on(4) == one(found, "talks").at_a_price[0]


def test_one_move_of_a_deadline_serves_all_its_steps() -> None:
    late = {"earliest": on(4), "by": ["due"], "remote": True}
    steps = {"a": step(who=["Ann"], **late), "b": step(who=["Bob"], **late)}
    found = schedule(case_with(steps=steps, deadlines={"due": {**DEADLINE, "date": on(2)}}))
    assert Decimal("1.02") == found.price


def test_a_soft_precedence_is_given_up_at_its_price() -> None:
    steps = {"a": step(earliest=on(4)), "b": step(latest=on(2))}
    line = {"before": "a", "after": "b", "strength": "soft"}
    found = schedule(case_with(steps=steps, precedence=[line]))
    (broken,) = found.broken
    assert ("a", "b", Decimal("0.1")) == (broken.before, broken.after, broken.points)


def test_the_plan_ends_thirty_days_after_the_last_date_or_on_the_day_given() -> None:
    case = case_with(steps={"talks": step(earliest=on(7))})
    assert on(37) == schedule(case).until
    assert tuple(map(on, range(7, 10))) == one(schedule(case, until=on(9)), "talks").fits


@pytest.mark.parametrize("until", [on(-1), Date(2028, 9, 16)])
def test_a_plan_that_ends_before_it_starts_or_after_three_years_is_refused(until: Date) -> None:
    with pytest.raises(WinsetError, match=f"cannot end on {until}: choose a day from 2025-09-15"):
        schedule(case_with(steps={"talks": step()}), until=until)


def test_a_case_without_steps_is_refused() -> None:
    with pytest.raises(WinsetError, match="no steps to put on a calendar"):
        schedule(small())


def test_a_step_held_blocks_its_people_and_those_that_wait_for_it() -> None:
    held = {"id": "r", "name": "R", "start": START, "end": on(2)}
    steps = {
        "first": step(days=3, round="r"),
        "same": step(),
        "waiting": step(who=["Bob"], needs=["first"]),
    }
    found = schedule(case_with(rounds=(held,), steps=steps))
    assert (START, on(2), True) == (one(found, "first").start, one(found, "first").end, True)
    assert on(3) == one(found, "same").start == one(found, "waiting").start


def test_a_step_held_before_its_facts_were_known_counts_as_known_the_day_before() -> None:
    held = {"id": "r", "name": "R", "start": on(-20), "end": on(-20)}
    busy = {"who": ["Ann"], "start": on(-20), "end": on(-20), "busy": True}
    steps = {"talks": step(round="r", facts=["F1"], latest=on(-18))}
    found = one(schedule(case_with(rounds=(held,), steps=steps, windows=[busy])), "talks")
    assert (on(-21), (on(-21), on(-19), on(-18))) == (found.known_on, found.fits)


def test_the_madrid_round_had_one_start_as_known_the_day_before() -> None:
    held = one(schedule(load("madrid-2025")), "madrid_round")
    assert held.held
    assert Date(2025, 9, 13) == held.known_on
    assert (Date(2025, 9, 14),) == held.fits == (held.start,)
    assert () == held.at_a_price


def test_planned_two_days_before_the_madrid_round_has_the_same_one_start() -> None:
    planned = one(schedule(load("madrid-2025"), as_of=EVE), "madrid_round")
    assert not planned.held
    assert (Date(2025, 9, 14),) == planned.fits == (planned.start,)


def madrid(change: dict[int, dict[str, Any] | None]) -> Case:
    """Return the Madrid case with some windows changed, or taken away."""
    case = load("madrid-2025")
    windows = [
        window.model_copy(update=change.get(position) or {})
        for position, window in enumerate(case.calendar.windows)
        if change.get(position, {}) is not None
    ]
    calendar = case.calendar.model_copy(update={"windows": tuple(windows)})
    return case.model_copy(update={"calendar": calendar})


REEVES = "Meeting with Rachel Reeves"
LONDON = next(n for n, w in enumerate(load("madrid-2025").calendar.windows) if w.place == "London")
SPAIN = next(n for n, w in enumerate(load("madrid-2025").calendar.windows) if w.place == "Spain")


def test_without_the_london_day_there_are_two_starts() -> None:
    found = schedule(madrid({LONDON: None}), as_of=EVE)
    assert (Date(2025, 9, 14), Date(2025, 9, 15)) == one(found, "madrid_round").fits


def test_two_days_later_the_chinese_window_leaves_nothing_and_the_blame_is_named() -> None:
    moved = {"start": Date(2025, 9, 15), "end": Date(2025, 9, 17)}
    found = schedule(madrid({SPAIN: moved}), as_of=EVE)
    assert not found.fits
    assert found.blame_complete
    (clash,) = found.blame
    assert clash == (
        "madrid_round takes 2 days",
        f"He Lifeng can be in Spain only on 2025-09-15 to 2025-09-17 (window {SPAIN + 1})",
        f"Scott Bessent busy on 2025-09-16 in London: {REEVES} (window {LONDON + 1})",
    )
