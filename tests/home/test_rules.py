"""Ratification rules: who must accept, in every form and nesting."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import oracle
from strategies import cases
from winset.case.document import Case
from winset.case.rules import Rule
from winset.home.rules import compile_rules, in_words, legislatures, passes, voters
from winset.space.grid import Bools

ACTORS = ("ann", "bob", "cyd")


def everyone(actors: int) -> Bools:
    """Every way to accept or refuse, [actors, 2 ** actors]."""
    return np.array(list(product((False, True), repeat=actors)), dtype=np.bool_).T


def carried(written: Any, luck: tuple[float, ...] = ()) -> set[str]:
    """Return who accepts, first letters joined, wherever the rule holds."""
    (rule,) = compile_rules([Rule.model_validate(written)], ACTORS)
    votes = everyone(3)
    won = passes(rule, votes, np.array(luck))
    return {
        "".join(name[0] for name, yes in zip(ACTORS, column, strict=True) if yes)
        for column in votes.T[won]
    }


@pytest.mark.parametrize(
    ("written", "holds_for"),
    [
        ("bob", {"b", "ab", "bc", "abc"}),
        ({"all": ["ann", "bob"]}, {"ab", "abc"}),
        ({"any": ["ann", "bob"]}, {"a", "b", "ab", "ac", "bc", "abc"}),
        ({"at_least": {"n": 2, "of": ["ann", "bob", "cyd"]}}, {"ab", "ac", "bc", "abc"}),
        ({"at_least": {"n": 2, "of": ["ann", "ann", "cyd"]}}, {"a", "ab", "ac", "abc"}),
        ({"at_least": {"n": 4, "of": ["ann", "bob", "cyd"]}}, set()),
        (
            {"weight_over": {"q": 50, "of": {"ann": 50, "bob": 30, "cyd": 20}}},
            {"ab", "ac", "abc"},
        ),
        ({"all": ["cyd", {"any": ["ann", "bob"]}]}, {"ac", "bc", "abc"}),
    ],
)
def test_a_rule_holds_for_these(written: Any, holds_for: set[str]) -> None:
    assert carried(written) == holds_for


def test_a_quota_is_passed_only_when_exceeded_and_tenths_add_up() -> None:
    """0.1 + 0.2 is 0.3 and no more, unlike in binary floats."""
    votes = {"ann": 0.1, "bob": 0.2, "cyd": 0.3}
    assert carried({"weight_over": {"q": 0.3, "of": votes}}) == {"ac", "bc", "abc"}


def test_votes_of_many_digits_are_weighed_exactly() -> None:
    votes = {"ann": 10**29, "bob": 10**29 + 1, "cyd": 1}
    assert carried({"weight_over": {"q": 10**29, "of": votes}}) == {"b", "ab", "ac", "bc", "abc"}


def test_many_large_votes_do_not_overflow() -> None:
    votes = dict.fromkeys(ACTORS, 4 * 10**18)
    assert carried({"weight_over": {"q": 11 * 10**18, "of": votes}}) == {"abc"}


@pytest.mark.parametrize(
    ("luck", "holds_for"),
    [(0.0, {"", "a"}), (0.25, {"", "a"}), (0.3, {"a"}), (0.7, {"a"}), (0.81, set())],
)
def test_a_house_carries_a_bill_if_its_luck_is_below_the_chance(
    luck: float, holds_for: set[str]
) -> None:
    bloc = {"members": 1, "p": 0.8, "actor": "ann", "p_against": 0.3}
    found = carried({"legislature": {"groups": [bloc], "needs": 1}}, (luck,))
    assert {who.strip("bc") for who in found} == holds_for


def test_an_even_bill_fails_at_middle_luck() -> None:
    house = {"legislature": {"members": 4999, "p": 0.5, "needs": 2500}}
    assert carried(house, (0.5,)) == set()


def test_each_house_has_luck_of_its_own() -> None:
    house = {"legislature": {"members": 1, "p": 0.5, "needs": 1}}
    both, either = {"all": [house, house]}, {"any": [house, house]}
    assert (carried(both, (0.1, 0.9)), len(carried(either, (0.1, 0.9)))) == (set(), 8)


def test_the_houses_of_all_parties_are_counted_in_one_row() -> None:
    house = {"legislature": {"members": 1, "p": 0.5, "needs": 1}}
    written = [Rule.model_validate(r) for r in (house, {"any": ["ann", house]}, "bob")]
    rules = compile_rules(written, ACTORS)
    assert legislatures(rules) == 2
    luck, votes = np.array([0.9, 0.1]), np.zeros((3, 1), dtype=np.bool_)
    assert [bool(passes(rule, votes, luck)[0]) for rule in rules] == [False, True, False]


def test_each_world_may_bring_its_own_luck() -> None:
    (rule,) = compile_rules(
        [Rule.model_validate({"legislature": {"members": 1, "p": 0.5, "needs": 1}})], ACTORS
    )
    won = passes(rule, np.zeros((3, 3), dtype=np.bool_), np.array([[0.1, 0.5, 0.9]]))
    assert won.tolist() == [True, False, False]


@given(cases())
def test_any_rule_holds_as_the_oracle_says(case: Case) -> None:
    actors = tuple(case.actors)
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, actors)
    luck = np.full(legislatures(rules), 0.5)
    votes = everyone(len(actors))[:, :: max(1, 2 ** len(actors) // 64)]
    for rule, text in zip(rules, written, strict=True):
        expected = [
            oracle.holds(text, {a for a, yes in zip(actors, column, strict=True) if yes})
            for column in votes.T
        ]
        assert passes(rule, votes, luck).tolist() == expected


@given(cases())
def test_only_voters_matter(case: Case) -> None:
    actors = tuple(case.actors)
    rules = compile_rules([party.ratification for party in case.parties.values()], actors)
    luck = np.full(legislatures(rules), 0.5)
    votes = everyone(len(actors))[:, :256]
    for rule in rules:
        others = votes.copy()
        strangers = [a for a in range(len(actors)) if a not in voters(rule)]
        others[strangers] = ~others[strangers]
        assert passes(rule, others, luck).tolist() == passes(rule, votes, luck).tolist()


@given(cases())
def test_one_more_acceptance_never_breaks_a_rule_whose_members_follow_their_leaders(
    case: Case,
) -> None:
    actors = tuple(case.actors)
    for party in case.parties.values():
        if '"legislature":{' in party.ratification.model_dump_json():
            continue  # members may be drawn to vote against what their leader accepts
        (rule,) = compile_rules([party.ratification], actors)
        votes = everyone(len(actors))[:, :256]
        before = passes(rule, votes, np.zeros(0))
        for actor in range(len(actors)):
            more = votes.copy()
            more[actor] = True
            assert (passes(rule, more, np.zeros(0)) >= before).all()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ann", "Ann"),
        ({"all": ["ann", {"any": ["bob", "cyd"]}]}, "Ann and (Bob or Cyd)"),
        ({"at_least": {"n": 2, "of": ["ann", "bob", "cyd"]}}, "at least 2 of (Ann, Bob, Cyd)"),
        (
            {"weight_over": {"q": 50, "of": {"ann": 60, "bob": 40}}},
            "votes weighing more than 50 of (Ann 60, Bob 40)",
        ),
        (
            {"legislature": {"members": 100, "p": 0.68, "needs": 67}},
            "67 of 100 members of a legislature",
        ),
    ],
)
def test_a_rule_in_words(written: Any, words: str) -> None:
    names = {actor: actor.title() for actor in ACTORS}
    assert in_words(Rule.model_validate(written), names) == words
