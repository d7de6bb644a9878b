"""From a case to the plan of its talks: what each stage does, who sits, where the talks stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from staged import AS_OF, FRAMEWORK, SIGN, TEAMS, ends, on_day, staged
from winset.case.errors import CannotRun
from winset.case.rules import Rule
from winset.process.staging.plan import Lane
from winset.process.staging.talks import latest_states, plan

TRACKS: dict[str, dict[str, Any]] = {
    "first": {"name": "First", "issues": ["a"]},
    "then": {"name": "Then", "issues": ["a", "b"], "needs": ["first", "idle"]},
    "idle": {"name": "Idle"},
}


@pytest.mark.parametrize(
    ("signs", "roles"),
    [
        ([0], ["signature"]),
        ([], ["framework"]),
        ([1], ["framework", "signature"]),
        ([2, 3], ["framework", "tracks", "signature", "carriage"]),
        ([3], ["framework", "tracks", "text", "signature", "carriage"]),
        ([], ["framework", "tracks", "text"]),
    ],
)
def test_what_a_stage_does_follows_from_its_place(signs: list[int], roles: list[str]) -> None:
    stages = [{"id": f"s{j}", "signs": ["us"] if j in signs else []} for j in range(len(roles))]
    talks = plan(staged(stages), AS_OF)
    assert roles == [stage.role for stage in talks.stages]


def test_middle_stages_that_name_tracks_work_by_tracks_and_no_other() -> None:
    stages: list[dict[str, Any]] = [FRAMEWORK, TEAMS, {"id": "more", "tracks": ["first"]}, SIGN]
    talks = plan(staged(stages, tracks=TRACKS), AS_OF)
    assert ["framework", "text", "tracks", "signature"] == [stage.role for stage in talks.stages]


def test_groups_of_issues_sit_where_no_tracks_have_issues() -> None:
    talks = plan(staged([FRAMEWORK, TEAMS, SIGN]), AS_OF)
    assert (Lane("a", (0,)), Lane("b", (1,))) == talks.stages[1].lanes


def test_tracks_with_issues_sit_where_the_stage_names_none() -> None:
    talks = plan(staged([FRAMEWORK, TEAMS, SIGN], tracks=TRACKS), AS_OF)
    assert (Lane("first", (0,)), Lane("then", (1,), (0,))) == talks.stages[1].lanes


def test_one_track_with_issues_is_no_division_of_the_work() -> None:
    talks = plan(staged([FRAMEWORK, TEAMS, SIGN], tracks={"first": TRACKS["first"]}), AS_OF)
    assert ["a", "b"] == [lane.name for lane in talks.stages[1].lanes]


def test_the_tracks_that_a_stage_names_sit_also_without_issues() -> None:
    teams = {**TEAMS, "tracks": ["idle", "then"]}
    talks = plan(staged([FRAMEWORK, teams, SIGN], tracks=TRACKS), AS_OF)
    assert (Lane("idle", ()), Lane("then", (0, 1), (0,))) == talks.stages[1].lanes


def test_a_stage_works_on_its_own_issues() -> None:
    talks = plan(staged([FRAMEWORK, {**TEAMS, "issues": ["b"]}, SIGN]), AS_OF)
    assert ((1,), (Lane("b", (1,)),)) == (talks.stages[1].issues, talks.stages[1].lanes)


def test_sides_concede_evenly_unless_the_case_says_otherwise() -> None:
    stage = {**FRAMEWORK, "bargaining": {"tactics": {"CN": "boulware"}}}
    talks = plan(staged([stage, SIGN]), AS_OF)
    assert ("linear", "boulware") == talks.stages[0].tactics
    assert ("linear", "linear") == talks.stages[1].tactics


def test_the_deal_is_signed_where_all_issues_are_and_each_issue_where_it_is_signed_last() -> None:
    stages: list[dict[str, Any]] = [
        FRAMEWORK,
        {"id": "part", "signs": ["us"], "issues": ["b"]},
        SIGN,
        {"id": "close", "signs": ["senate"], "issues": ["a"]},
    ]
    talks = plan(staged(stages), AS_OF)
    assert (2, (3, 2)) == (talks.sign_off, talks.closing)


def test_without_signatures_the_last_stage_settles_the_deal() -> None:
    talks = plan(staged([FRAMEWORK, TEAMS]), AS_OF)
    assert (1, (1, 1)) == (talks.sign_off, talks.closing)


def test_who_must_sign_is_asked_even_without_a_vote() -> None:
    case = staged([FRAMEWORK, {**SIGN, "signs": ["us", "cn", "senate"]}])
    us = case.parties["US"].model_copy(update={"ratification": Rule.model_validate("us")})
    talks = plan(case.model_copy(update={"parties": {**case.parties, "US": us}}), AS_OF)
    assert ("us", "cn", "senate") == talks.space.actors


def held(day: int, **after: str) -> dict[str, Any]:
    when = date(2024, 12, day).isoformat()
    return {"id": f"r{day}", "name": "A round", "start": when, "end": when, "after": after}


def test_talks_start_at_the_first_stage() -> None:
    assert 0 == plan(staged([FRAMEWORK, TEAMS, SIGN]), AS_OF).start


def test_a_framework_left_by_a_round_stands() -> None:
    case = staged([FRAMEWORK, TEAMS, SIGN], rounds=[held(5, a="ad_referendum")])
    assert (1, 0) == (plan(case, AS_OF).start, plan(case, date(2024, 12, 4)).start)


def test_what_a_later_round_says_of_an_issue_replaces_what_an_earlier_one_said() -> None:
    rounds = [held(5, a="ad_referendum", b="open"), held(9, a="parked")]
    case = staged([FRAMEWORK, TEAMS, SIGN], rounds=rounds)
    assert {"a": ("parked", "r9"), "b": ("open", "r5")} == latest_states(case, AS_OF)
    assert 0 == plan(case, AS_OF).start


def test_deadlines_ahead_are_counted_in_days() -> None:
    end = on_day("end", 9)
    case = staged([SIGN], calendar=ends(end, end={"issue": "b", "hard": True}))
    [found] = plan(case, AS_OF, [end]).deadlines
    assert ("end", 9, 1, True, None) == (
        found.id,
        found.day,
        found.issue,
        found.hard,
        found.lapse,
    )


def test_a_case_without_stages_cannot_be_simulated() -> None:
    with pytest.raises(CannotRun, match="no `stages`"):
        plan(staged([]), AS_OF)
