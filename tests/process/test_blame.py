"""Minimal clashes: none can be spared, all are found, and what can be bought is never in one."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schedule_twin import Clashes, case_with, on, random_calendar, small, violations
from winset.process.calendar.blame import MOST, blame
from winset.process.calendar.days import problem
from winset.process.calendar.known import known
from winset.process.calendar.problem import Cause, Problem

MOST_TRIED = 4
"""Bounds of the largest sets that are all tried."""


def asked(**calendar: Any) -> Problem:
    """Return the problem of a calendar."""
    case = case_with(**calendar)
    return problem(known(case, case.as_of))


def clash(violated: Clashes, causes: frozenset[Cause]) -> bool:
    """Return True if every choice of dates breaks a rule that `causes` keep in force."""
    return all(any(rule <= causes for rule in rules) for rules in violated)


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_clashes_are_all_the_minimal_ones(seed: int) -> None:
    case = small().model_copy(update={"calendar": random_calendar(seed, 2)})
    tight = problem(known(case, case.as_of, on(5)))
    violated = violations(tight)
    found, complete = blame(tight)
    for causes in map(frozenset, found):
        assert clash(violated, causes)
        assert not any(clash(violated, causes - {cause}) for cause in causes)
    if not complete:
        assert len(found) == MOST
        return
    expected: list[frozenset[Cause]] = []
    for size in range(min(MOST_TRIED, len(tight.causes)) + 1):
        for causes in map(frozenset, combinations(tight.causes, size)):
            if not any(less <= causes for less in expected) and clash(violated, causes):
                expected.append(causes)
    assert set(expected) == {frozenset(causes) for causes in found if len(causes) <= MOST_TRIED}
    assert sorted(map(len, found)) == list(map(len, found))


def test_nothing_is_to_blame_where_all_fits() -> None:
    assert ((), True) == blame(asked(steps={"talks": {"name": "T", "who": ["Ann"]}}))


def test_a_missing_window_is_to_blame_by_itself() -> None:
    talks = {"name": "T", "who": ["Ann"], "place": "Spain"}
    ((causes,), complete) = blame(asked(steps={"talks": talks}))
    assert complete
    assert ["no window has Ann in Spain"] == [cause.text for cause in causes]


def test_a_hard_deadline_is_to_blame_and_one_that_can_be_moved_is_not() -> None:
    late = {"name": "T", "who": ["Ann"], "earliest": on(5), "by": ["due"]}
    due = {"date": on(3), "what": "It lapses", "owner": ["x"]}
    ((causes,), _) = blame(asked(steps={"talks": late}, deadlines={"due": {**due, "hard": True}}))
    assert {"earliest", "deadline"} == {cause.kind for cause in causes}
    assert ((), True) == blame(asked(steps={"talks": late}, deadlines={"due": due}))


def test_travel_is_to_blame_with_what_it_leads_to() -> None:
    windows = [
        {"who": ["Ann"], "start": on(1), "end": on(1), "place": "Spain"},
        {"who": ["Ann"], "start": on(2), "end": on(2), "place": "London", "busy": True},
    ]
    talks = {"name": "T", "who": ["Ann"], "place": "Spain"}
    ((causes,), _) = blame(asked(steps={"talks": talks}, windows=windows, travel_days=1))
    assert [
        "Ann can be in Spain only on 2025-09-16 (window 1)",
        "Ann busy on 2025-09-17 in London (window 2)",
        "1 day of travel between London and Spain",
    ] == [cause.text for cause in causes]


def test_more_clashes_than_are_listed_are_said_to_be_there() -> None:
    steps = {f"s{n}": {"name": "S", "who": [f"P{n}"], "place": "Spain"} for n in range(MOST + 1)}
    found, complete = blame(asked(steps=steps))
    assert (MOST, False) == (len(found), complete)
