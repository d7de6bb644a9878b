"""Worlds: the numbers filled in, at the middle and by draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given

import oracle
from strategies import cases
from winset.case.document import Case
from winset.case.loading import load
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.worlds import Worlds, drawn, mid


def points(units: Any) -> Fraction:
    return Fraction(int(units), UNITS)


@given(cases())
def test_reservations_are_those_of_no_agreement_or_as_said_outright(case: Case) -> None:
    worlds = mid(compile_case(case))
    assert [points(d) for d in worlds.reservation[0]] == [
        oracle.reservation(case, actor) for actor in case.actors
    ]


@given(cases())
def test_margins_are_as_written_and_nothing_if_left_out(case: Case) -> None:
    worlds = mid(compile_case(case))
    assert [points(tau) for tau in worlds.margin[0]] == [
        Fraction(0 if actor.margin is None else actor.margin.mid) for actor in case.actors.values()
    ]


@given(cases())
def test_influence_is_as_written_and_nothing_if_left_out(case: Case) -> None:
    assert mid(compile_case(case)).influence[0].tolist() == [
        float(0 if actor.influence is None else actor.influence.mid)
        for actor in case.actors.values()
    ]


@given(cases())
def test_a_move_adds_what_no_agreement_then_is_worth_and_its_shifts(case: Case) -> None:
    worlds = mid(compile_case(case))
    before = oracle.without_agreement(case)
    for m, move in enumerate(case.moves.values()):
        after = {**before, **move.reversion}
        for a, actor in enumerate(case.actors):
            change = oracle.value(case, actor, after) - oracle.value(case, actor, before)
            added = Fraction(move.shifts[actor].mid) if actor in move.shifts else Fraction(0)
            assert points(worlds.shift[0, m, a]) == change + added


@given(cases())
def test_a_move_costs_its_owner_what_is_written(case: Case) -> None:
    assert [points(cost) for cost in mid(compile_case(case)).cost[0]] == [
        Fraction(0 if move.cost is None else move.cost.mid) for move in case.moves.values()
    ]


@given(cases())
def test_the_same_seed_gives_the_same_worlds_and_fewer_are_the_first(case: Case) -> None:
    space = compile_case(case)
    three, two = drawn(space, 3, seed=7), drawn(space, 2, seed=7)
    for field in fields(Worlds):
        whole = getattr(three, field.name)
        assert getattr(two, field.name).tolist() == whole[:2].tolist()
        assert getattr(three.part(1, 3), field.name).tolist() == whole[1:].tolist()


@given(cases(certain=True))
def test_draws_of_certain_numbers_are_the_middle_within_a_unit_a_term(case: Case) -> None:
    space = compile_case(case)
    exact, one = mid(space), drawn(space, 1, seed=3)
    terms = len(space.issues) + len(space.soft)
    for name, off in (
        ("contributions", 1),
        ("soft", 1),
        ("margin", 1),
        ("cost", 1),
        ("reservation", terms),
        ("shift", 2 * terms + 1),
    ):
        apart = np.abs(getattr(exact, name) - getattr(one, name))
        assert apart.max(initial=0) <= off


def two_actors(weights: Sequence[Any], scores: Sequence[dict[str, Any]]) -> Case:
    """Two parties of one actor each, who both see the issues alike; every rest is `no`."""
    issues = [f"issue{k}" for k in range(len(weights))]
    views = {
        issue: {"weight": weight, "scores": score}
        for issue, weight, score in zip(issues, weights, scores, strict=True)
    }
    return Case.model_validate(
        {
            "winset": 1,
            "id": "two",
            "title": "Two who agree",
            "as_of": "2025-01-01",
            "issues": {
                issue: {
                    "name": issue,
                    "options": {option: {"label": option} for option in score},
                    "status_quo": "no",
                }
                for issue, score in zip(issues, scores, strict=True)
            },
            "parties": {p: {"name": p, "ratification": f"{p}_leader"} for p in ("us", "them")},
            "actors": {
                f"{p}_leader": {"name": p, "party": p, "level": "principal", "views": views}
                for p in ("us", "them")
            },
        }
    )


SCORES: list[dict[str, Any]] = [
    {"no": 0, "yes": 100},
    {"no": 35, "yes": 70},
    {"no": 50, "yes": Decimal("33.3")},
]


def test_weights_of_one_and_of_a_hundred_mean_the_same() -> None:
    hundred = two_actors([20, 50, 30], SCORES)
    one = two_actors([Decimal("0.2"), Decimal("0.5"), Decimal("0.3")], SCORES)
    assert (
        mid(compile_case(hundred)).contributions.tolist()
        == mid(compile_case(one)).contributions.tolist()
    )


def test_sums_that_binary_floats_get_wrong_tie_here() -> None:
    """0.1 + 0.2 is 0.3: taking the first two issues is worth just what the third is."""
    scores = [{"no": 0, "yes": 100}] * 4
    weights = [Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")]
    table = mid(compile_case(two_actors(weights, scores))).contributions[0, 0]
    first, second, third = table[1], table[3], table[5]
    assert first + second == third
    assert 0.1 + 0.2 != 0.3


def test_drawn_weights_are_shares_of_their_drawn_sum() -> None:
    case = two_actors([[10, 30, 50], [50, 70, 90]], [{"no": 100}, {"no": 100}])
    worlds = drawn(compile_case(case), 50, seed=1)
    total = worlds.contributions.sum(axis=2)
    assert np.abs(total - 100 * UNITS).max() <= 1


def test_thirds_are_rounded_once_and_still_sum_to_the_reservation() -> None:
    third: list[dict[str, Any]] = [{"no": 100, "yes": 0}] * 3
    worlds = mid(compile_case(two_actors([1, 1, 1], third)))
    assert worlds.contributions[0, 0, ::2].tolist() == [33_333_333_333] * 3
    assert worlds.reservation[0, 0] == 3 * 33_333_333_333


def test_a_number_of_a_range_lies_between_the_drawn_scores_beside_it() -> None:
    space = compile_case(load("river-toll"))
    worlds = drawn(space, 50, 1)
    mayor, toll = 0, 0
    labels = [number.label for number in space.numbers]
    low, high = (
        worlds.theta[:, labels.index(f"Mayor of Upstream: score of “{at} crowns” on Toll")]
        for at in (0, 30)
    )
    weights = worlds.theta[:, [p for p in space.weights[mayor] if p is not None]]
    share = weights[:, 0] / weights.sum(axis=1)
    place = space.offsets[toll] + space.options[toll].index("v24")
    expected = share * (0.2 * low + 0.8 * high)
    assert np.allclose(expected * UNITS, worlds.contributions[:, mayor, place], rtol=0, atol=1)
    assert len(set(high)) == 50
