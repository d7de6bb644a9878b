"""The owner's view of a deadline, against the closed forms and worlds summed by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from winset.case.numbers import Judged
from winset.case.path import Deadline
from winset.process.deadlines.owner import (
    MOVES,
    TOUGH_EXTENDS,
    OwnerView,
    Stakes,
    belief,
    expected_extensions,
    extends,
    owner_view,
    stated,
    unsaid,
    value,
)


def deadline(**fields: Any) -> Deadline:
    return Deadline.model_validate(
        {"date": "2025-11-10", "what": "It ends", "owner": ["the President"]} | fields
    )


def alike(cost: float, hope: float, *, worlds: int = 4, holders: int = 1, **rest: Any) -> Stakes:
    """Worlds that are all the same: settlement 10, lapse 2."""
    return Stakes(
        cost=np.full(worlds, cost),
        hope=np.full(worlds, hope),
        settlement=np.full((worlds, holders), 10.0),
        lapse=np.full((worlds, holders), 2.0),
        deal=np.full(worlds, rest.get("deal", True)),
        alone=rest.get("alone"),
    )


def half_tough(worlds: int = 4, hope: float = 0.25) -> Stakes:
    """An extension is worth its cost in every second world."""
    cost = np.where(np.arange(worlds) % 2, 1.0, 3.0)
    same = alike(0, hope, worlds=worlds)
    return Stakes(cost, same.hope, same.settlement, same.lapse, same.deal, None)


@st.composite
def stakes(draw: st.DrawFn) -> Stakes:
    worlds, holders = draw(st.integers(1, 6)), draw(st.integers(1, 3))

    def points(*shape: int) -> Any:
        flat = draw(st.lists(st.integers(0, 100), min_size=int(np.prod(shape)), max_size=18))
        return np.array(flat[: int(np.prod(shape))], dtype=float).reshape(shape)

    return Stakes(
        cost=points(worlds) / 10,
        hope=points(worlds) / 100,
        settlement=points(worlds, holders),
        lapse=points(worlds, holders),
        deal=points(worlds) < 60,
        alone=draw(st.booleans()),
    )


def by_hand(given_stakes: Stakes, extensions: int, left: float) -> tuple[list[float], float]:
    """The three chances and the belief that the threat is real, world by world."""
    worlds, holders = given_stakes.settlement.shape
    with_deal = [w for w in range(worlds) if given_stakes.deal[w]]
    total, real, chances = 0.0, 0.0, [0.0, 0.0, 0.0]
    for w in range(worlds):
        softs = []
        for j in range(holders):
            s, e = given_stakes.settlement[w, j], given_stakes.lapse[w, j]
            if w not in with_deal:
                hoped = [given_stakes.settlement[v, j] for v in with_deal]
                s = sum(hoped) / len(hoped) if hoped else e
            softs.append(given_stakes.cost[w] <= given_stakes.hope[w] * (s - e))
        willing = [1.0 if soft else 0.2 for soft in softs]
        moved, none_moves = 1.0, 1.0
        for chance in willing:
            moved *= chance
            none_moves *= 1 - chance
        if given_stakes.alone:
            moved = 1 - none_moves
        threat = not (any(softs) if given_stakes.alone else all(softs))
        met = 1 - (1 - given_stakes.hope[w]) ** left if given_stakes.deal[w] else 0.0
        weight = moved**extensions
        total += weight
        real += weight * threat
        chances[0] += weight * met
        chances[1] += weight * (1 - met) * moved
        chances[2] += weight * (1 - met) * (1 - moved)
    return [chance / total for chance in chances], real / total


def test_a_deadline_is_extended_while_the_cost_is_below_the_hoped_for_gain() -> None:
    assert [True, True, False] == extends(np.array([1, 2, 2.1]), 0.25, 10, 2).tolist()


def test_with_little_hope_it_is_enforced() -> None:
    assert not extends(1, 0.1, 10, 2)


def test_extending_is_worth_settlement_less_the_cost_of_all_extensions() -> None:
    assert [6, 2, 2] == value(np.array([1, 2, 2.1]), 0.25, 10, 2).tolist()


def test_without_hope_nothing_is_gained_by_waiting() -> None:
    assert value(0, 0, 10, 2) == 2


@given(st.floats(0, 20), st.floats(0.01, 1), st.floats(0, 100), st.floats(0, 100))
def test_the_value_solves_the_owner_s_problem(c: float, h: float, s: float, e: float) -> None:
    v = float(value(c, h, s, e))
    assert v == pytest.approx(max(e, -c + h * s + (1 - h) * v), abs=1e-9)


def test_extensions_until_settlement_are_one_over_the_hope() -> None:
    assert expected_extensions(np.array([0.25, 1, 0])).tolist() == [4, 1, np.inf]


@pytest.mark.parametrize(
    ("extensions", "expected"), [(0, 0.5), (1, 0.1667), (2, 0.0385), (3, 0.0079)]
)
def test_each_extension_makes_a_tough_owner_less_likely(extensions: int, expected: float) -> None:
    assert float(belief(0.5, extensions)) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("extensions", range(4))
def test_over_worlds_the_belief_is_that_of_the_closed_form(extensions: int) -> None:
    view = owner_view(half_tough(), extensions, 0, 90)
    assert view.real == pytest.approx(float(belief(0.5, extensions)))
    assert view.real_before == 0.5


@pytest.mark.parametrize("extensions", range(4))
def test_on_the_date_it_is_moved_by_a_soft_owner_or_by_a_tough_one_that_trembles(
    extensions: int,
) -> None:
    tough = float(belief(0.5, extensions))
    odds = owner_view(half_tough(), extensions, 0, 90).odds
    assert odds.chances == pytest.approx((0, 1 - 0.8 * tough, 0.8 * tough))


def test_a_deal_comes_evenly_over_the_window() -> None:
    odds = owner_view(alike(1, 0.36), 0, 45, 90).odds
    assert odds.chances == pytest.approx((0.2, 0.8, 0))  # 1 - 0.64 ** 0.5


def test_the_days_left_are_the_window_where_nobody_says_when_it_was_set() -> None:
    odds = owner_view(alike(1, 0.36), 0, 45, None).odds
    assert odds.chances == pytest.approx((0.36, 0.64, 0))


def test_nothing_is_agreed_where_there_is_no_deal() -> None:
    odds = owner_view(alike(0, 0.36, deal=False), 0, 45, 90).odds
    assert odds.chances == (0, 1, 0)


def test_an_owner_does_not_know_that_there_is_no_deal() -> None:
    same = alike(1, 0.25)
    deal = np.array([True, True, False, False])
    settlement = np.where(deal[:, None], 10.0, np.nan)
    view = owner_view(Stakes(same.cost, same.hope, settlement, same.lapse, deal, None), 0, 0, 90)
    assert view.real == 0


@pytest.mark.parametrize(
    ("alone", "moved", "real"), [(False, TOUGH_EXTENDS, 1.0), (True, 1.0, 0.0)]
)
def test_those_who_hold_it_together_must_all_extend_and_one_alone_suffices(
    alone: bool,  # noqa: FBT001
    moved: float,
    real: float,
) -> None:
    both = alike(1, 0.25, holders=2, alone=alone)
    lapse = np.broadcast_to([2.0, 9.0], (4, 2))  # it is worth its cost to the first only
    view = owner_view(
        Stakes(both.cost, both.hope, both.settlement, lapse, both.deal, alone), 0, 0, 9
    )
    assert view.odds.extended == pytest.approx(moved)
    assert view.real == real


@given(stakes(), st.integers(0, 5), st.integers(0, 90))
def test_worlds_are_summed_as_by_hand(given_stakes: Stakes, extensions: int, left: int) -> None:
    view = owner_view(given_stakes, extensions, left, 90)
    chances, real = by_hand(given_stakes, extensions, left / 90)
    assert view.odds.chances == pytest.approx(tuple(chances))
    assert view.real == pytest.approx(real)


@given(stakes(), st.integers(0, 5), st.integers(1, MOVES))
def test_the_odds_after_a_further_extension_are_those_of_a_new_deadline(
    given_stakes: Stakes, extensions: int, further: int
) -> None:
    view = owner_view(given_stakes, extensions, 30, 90)
    chances, _ = by_hand(given_stakes, extensions + further, 1.0)
    assert view.after[further] == pytest.approx(tuple(chances))
    assert view.after[0] == view.odds.chances


@given(stakes(), st.integers(0, 1000), st.integers(0, 90))
def test_chances_sum_to_1_and_lie_in_their_intervals(
    given_stakes: Stakes, extensions: int, left: int
) -> None:
    view: OwnerView = owner_view(given_stakes, extensions, left, 90)
    assert sum(view.odds.chances) == pytest.approx(1)
    for chance, (low, high) in zip(view.odds.chances, view.odds.intervals, strict=True):
        assert 0 <= low <= chance <= high <= 1
    assert view.real_interval[0] <= view.real <= view.real_interval[1]
    assert 1 - 1e-9 <= view.effective <= len(given_stakes.deal) + 1e-9


@given(stakes(), st.integers(0, 20))
def test_one_more_extension_never_makes_the_threat_more_real(
    given_stakes: Stakes, extensions: int
) -> None:
    now, then = (owner_view(given_stakes, n, 30, 90) for n in (extensions, extensions + 1))
    assert then.real <= now.real + 1e-12


@given(stakes(), st.integers(0, 5), st.integers(0, 89))
def test_less_time_never_makes_agreement_more_likely(
    given_stakes: Stakes, extensions: int, left: int
) -> None:
    sooner, later = (owner_view(given_stakes, extensions, days, 90) for days in (left, left + 1))
    assert sooner.odds.agreed <= later.odds.agreed + 1e-12


def test_a_deal_in_every_world_is_certain_to_the_last_digit() -> None:
    assert 1.0 == owner_view(alike(1, 0.25, worlds=10), 0, 10, 30).deal


def test_the_interval_is_wilson_s_for_as_many_worlds_as_the_weighted_ones_are_worth() -> None:
    same = alike(0, 0.25, worlds=28)
    cost = np.array([1.0] * 3 + [3.0] * 25)  # after one extension the tough 25 weigh a fifth each
    view = owner_view(
        Stakes(cost, same.hope, same.settlement, same.lapse, same.deal, None), 1, 0, 90
    )
    expected = binomtest(10, 16).proportion_ci(method="wilson")
    assert (view.effective, view.real) == pytest.approx((16, 10 / 16))
    assert view.real_interval == pytest.approx((expected.low, expected.high))


def test_what_the_case_does_not_state_is_named() -> None:
    assert unsaid(deadline()) == (
        "Cannot say: the case does not state what an extension costs its owner (`cost`), nor the "
        "chance that an extension brings settlement (`hope`), nor which party decides on it "
        "(`held_by`)."
    )


def test_whether_two_holders_must_agree_has_to_be_stated() -> None:
    held = deadline(cost=1, hope=0.2, held_by=["us", "cn"])
    assert unsaid(held) == (
        "Cannot say: the case does not state whether one of them can move it alone (`alone`)."
    )


def test_a_single_holder_that_states_cost_and_hope_can_be_weighed() -> None:
    assert unsaid(deadline(cost=1, hope=0.2, held_by=["us"])) is None


def test_what_nobody_can_move_has_no_owner_to_weigh() -> None:
    held = deadline(cost=1, hope=0.2, held_by=["us"], hard=True)
    assert unsaid(held) == "Nobody can move it, so there is nothing for an owner to weigh."


def test_cost_and_hope_are_drawn_apart_for_each_deadline_and_the_same_in_fewer_worlds() -> None:
    judged = Judged.model_validate([0, 1, 4])
    few, many, other = (
        stated(judged, judged, worlds, 1, place)[0] for worlds, place in ((5, 0), (9, 0), (9, 1))
    )
    assert few.tolist() == many[:5].tolist()
    assert many.tolist() != other.tolist()
