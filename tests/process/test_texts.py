"""What the sides write at a stage and whose homes refuse it, beside the model in plain Python."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from staged import BOTH, EASY, FRAMEWORK, LINKED, SIGN, TEAMS, staged, stubborn, texts_of
from strategies import cases
from winset.case.document import Case
from winset.case.path import Stage
from winset.case.rules import Rule
from winset.process.staging.mandate import Known
from winset.process.staging.texts import NO_TEXT
from winset.space.compile import compile_case
from winset.space.worlds import mid

NOBODY, NOTHING = Known(), frozenset[int]()
SENATE = 2


def staged_talks(case: Case, **bargaining: Any) -> Case:
    """Return the case with three stages, whose last one the principals sign."""
    principals = [case.principal(party) for party in case.parties]
    stages = [
        {"id": "framework", "name": "Framework", "bargaining": bargaining},
        {"id": "teams", "name": "Teams", "bargaining": bargaining},
        {"id": "leaders", "name": "Leaders", "signs": principals},
    ]
    return case.model_copy(update={"stages": tuple(map(Stage.model_validate, stages))})


def rest(case: Case) -> dict[str, str]:
    return {name: issue.at_rest for name, issue in case.issues.items()}


def zone(case: Case) -> dict[int, list[Fraction]]:
    """Return the principals' gains of all packages but the one at rest that all homes ratify."""
    return {
        n: [oracle.gain(case, case.principal(party), package) for party in case.parties]
        for n, package in enumerate(oracle.packages(case))
        if package != rest(case) and oracle.in_zone(case, package)
    }


@settings(max_examples=40)
@given(cases(certain=True))
def test_offers_come_to_an_efficient_package_of_the_zone_wherever_there_is_one(case: Case) -> None:
    _, texts = texts_of(staged_talks(case))
    every = range(len(case.issues))
    agreed, inside = texts.written(0, NO_TEXT, every, NOBODY, NOTHING), zone(case)
    best = dict(zip(inside, oracle.efficient(list(inside.values())), strict=True))
    assert (agreed == NO_TEXT and not inside) or best[agreed]


@settings(max_examples=40)
@given(cases(certain=True))
def test_a_mediators_text_is_in_the_zone_wherever_it_holds_a_package(case: Case) -> None:
    _, texts = texts_of(staged_talks(case, protocol="single_text"))
    agreed = texts.written(0, NO_TEXT, range(len(case.issues)), NOBODY, NOTHING)
    inside = zone(case)
    assert agreed in inside if inside else agreed == NO_TEXT


@settings(max_examples=40)
@given(cases(certain=True))
def test_what_tracks_bring_home_together_is_in_the_zone(case: Case) -> None:
    _, texts = texts_of(staged_talks(case))
    agreed = texts.by_tracks(1, NO_TEXT, NOBODY, NOTHING)
    assert agreed == NO_TEXT or agreed in zone(case)


@settings(max_examples=40)
@given(cases(certain=True), st.integers(0, 1000))
def test_all_principals_sign_what_is_in_the_zone_and_nothing_else(case: Case, n: int) -> None:
    talks, texts = texts_of(staged_talks(case))
    packages = oracle.packages(case)
    text = n % len(packages)
    refused = texts.refusal(text, talks.stages[2].signs, NOTHING) is not None
    assert oracle.in_zone(case, packages[text]) == (not refused)


@settings(max_examples=40)
@given(cases(certain=True), st.integers(0, 1000))
def test_who_is_no_principal_signs_what_it_accepts_for_itself(case: Case, n: int) -> None:
    actor = next(name for name, each in case.actors.items() if each.level != "principal")
    stage = Stage.model_validate({"id": "close", "name": "Close", "signs": [actor]})
    talks, texts = texts_of(case.model_copy(update={"stages": (stage,)}))
    packages = oracle.packages(case)
    text = n % len(packages)
    refusal = texts.refusal(text, talks.stages[0].signs, NOTHING)
    assert oracle.accepts(case, actor, packages[text]) == (refusal is None)


@settings(max_examples=40)
@given(cases(certain=True), st.integers(0, 1000))
def test_joint_value_is_the_mean_of_what_the_sides_gain(case: Case, n: int) -> None:
    _, texts = texts_of(staged_talks(case))
    packages = oracle.packages(case)
    package = packages[n % len(packages)]
    gains = [max(0.0, float(oracle.gain(case, case.principal(p), package))) for p in case.parties]
    expected = np.prod(gains) ** (1 / len(gains))
    assert pytest.approx(expected, abs=1e-6) == texts.joint_value(n % len(packages))


STAGES = [FRAMEWORK, TEAMS, SIGN]


def test_neither_track_alone_settles_what_only_the_package_pays_for() -> None:
    _, texts = texts_of(staged(STAGES, LINKED))
    assert NO_TEXT == texts.by_tracks(1, NO_TEXT, NOBODY, NOTHING)
    assert BOTH == texts.written(2, NO_TEXT, (0, 1), NOBODY, NOTHING)


def test_what_is_still_open_is_added_to_the_text() -> None:
    _, texts = texts_of(staged(STAGES, EASY))
    assert BOTH == texts.written(2, 2, (1,), NOBODY, NOTHING)


def test_a_text_stays_where_nothing_can_be_added() -> None:
    _, texts = texts_of(staged(STAGES, {"us": (4, -1), "cn": (4, -1), "senate": (4, 4)}))
    assert 2 == texts.written(2, 2, (1,), NOBODY, NOTHING)


def test_nothing_open_leaves_the_text_as_it_is() -> None:
    _, texts = texts_of(staged(STAGES, EASY))
    assert 2 == texts.written(2, 2, (), NOBODY, NOTHING)


def test_tracks_whose_texts_do_not_go_together_leave_the_last_one_out() -> None:
    apart = {
        "apart": {
            "kind": "excludes",
            "between": [{"a": "settled"}, {"b": "settled"}],
            "says": "analyst",
        }
    }
    _, texts = texts_of(staged(STAGES, EASY, linkages=apart))
    assert frozenset({0}) == texts.moved(texts.by_tracks(1, NO_TEXT, NOBODY, NOTHING))


def test_what_a_home_will_bear_is_believed_to_be_in_the_middle_until_it_refuses() -> None:
    case = staged(STAGES, LINKED)
    talks, texts = texts_of(case, stubborn(mid(compile_case(case)), case, "senate", 9))
    assert BOTH == texts.written(0, NO_TEXT, (0, 1), NOBODY, NOTHING)
    refusal = texts.refusal(BOTH, talks.stages[2].signs, NOTHING)
    assert refusal is not None
    assert (frozenset({SENATE}), Known(frozenset({SENATE}))) == (refusal.actors, refusal.shown)
    assert NO_TEXT == texts.written(0, NO_TEXT, (0, 1), refusal.shown, NOTHING)


def test_moves_change_what_is_written_and_signed() -> None:
    moves = {"strike": {"name": "S", "by": "CN", "kind": "threat", "shifts": {"us": 6}}}
    talks, texts = texts_of(staged(STAGES, LINKED, moves=moves))
    made = frozenset({0})
    assert NO_TEXT == texts.written(0, NO_TEXT, (0, 1), NOBODY, made)
    refusal = texts.refusal(BOTH, talks.stages[2].signs, made)
    assert refusal is not None
    assert frozenset({0}) == refusal.actors


def test_no_text_is_written_that_one_who_must_sign_is_known_to_refuse() -> None:
    close = {"id": "close", "signs": ["senate"]}  # it has no vote, but signs
    case = staged([*STAGES, close], {**LINKED, "senate": (-4, 1)})
    no_vote = Rule.model_validate("us")
    us = case.parties["US"].model_copy(update={"ratification": no_vote})
    case = case.model_copy(update={"parties": {**case.parties, "US": us}})
    _, texts = texts_of(case)
    assert NO_TEXT == texts.written(0, NO_TEXT, (0, 1), NOBODY, NOTHING)


def test_a_vote_that_went_against_a_text_is_known_from_then_on() -> None:
    house = {"legislature": {"members": 1, "p": 0.6, "needs": 1}}
    case = staged(STAGES, EASY)
    us = case.parties["US"].model_copy(update={"ratification": Rule.model_validate(house)})
    case = case.model_copy(update={"parties": {**case.parties, "US": us}})
    talks, texts = texts_of(case, chance=0.9)
    assert BOTH == texts.written(0, NO_TEXT, (0, 1), NOBODY, NOTHING)
    refusal = texts.refusal(BOTH, talks.stages[2].signs, NOTHING)
    assert refusal is not None
    us_alone = frozenset({talks.space.actors.index("us")})  # it took the text, its house did not
    assert (us_alone, Known(us_alone, frozenset({0}))) == (refusal.actors, refusal.shown)
    assert NO_TEXT == texts.written(0, NO_TEXT, (0, 1), refusal.shown, NOTHING)


def test_no_text_moves_nothing_and_is_worth_nothing() -> None:
    _, texts = texts_of(staged(STAGES))
    assert (frozenset(), 0.0) == (texts.moved(NO_TEXT), texts.joint_value(NO_TEXT))
