"""Mandates: whose numbers are known, what moves change, and whose consent a text needs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staged import EASY, FRAMEWORK, staged
from winset.home.rules import Consent, Count, House, Rule
from winset.process.staging.mandate import (
    Known,
    after_moves,
    houses,
    mandate,
    mandate_luck,
    with_signatures,
)
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.worlds import Worlds, drawn, mid

US, CN, SENATE = 0, 1, 2

MOVES = {
    "strike": {"name": "Strike", "by": "US", "kind": "threat", "shifts": {"cn": -2, "us": 1}},
    "answer": {"name": "Answer", "by": "CN", "kind": "threat", "shifts": {"us": 3}},
}


@pytest.fixture
def middle() -> Worlds:
    return mid(compile_case(staged([FRAMEWORK], EASY, moves=MOVES)))


@pytest.fixture
def truth() -> Worlds:
    """Two worlds, everything in the second one point above the middle for everybody."""
    both = drawn(compile_case(staged([FRAMEWORK], EASY, moves=MOVES)), 2, 1)
    one = UNITS * np.array([0, 1])
    return replace(
        both,
        contributions=both.contributions + one[:, None, None],
        reservation=both.reservation + one[:, None],
        margin=both.margin + one[:, None],
        shift=both.shift + one[:, None, None],
    )


@pytest.mark.parametrize("field", ["contributions", "reservation", "margin"])
def test_those_at_the_table_are_at_the_worlds_numbers_all_others_in_the_middle(
    field: str, middle: Worlds, truth: Worlds
) -> None:
    seen = getattr(mandate(middle, truth, 1, {US, CN}), field)[0]
    np.testing.assert_array_equal(getattr(truth, field)[1, [US, CN]], seen[[US, CN]])
    np.testing.assert_array_equal(getattr(middle, field)[0, SENATE], seen[SENATE])


def test_a_ratifier_is_at_its_true_numbers_once_they_are_known(
    middle: Worlds, truth: Worlds
) -> None:
    seen = mandate(middle, truth, 1, {US, CN, SENATE})
    np.testing.assert_array_equal(truth.reservation[1], seen.reservation[0])


def test_what_a_move_does_to_a_side_is_known_as_the_side_is(middle: Worlds, truth: Worlds) -> None:
    seen = mandate(middle, truth, 1, {US}).shift[0]
    np.testing.assert_array_equal(truth.shift[1, :, US], seen[:, US])
    np.testing.assert_array_equal(middle.shift[0, :, CN], seen[:, CN])


def test_the_middle_numbers_stay_as_they_were(middle: Worlds, truth: Worlds) -> None:
    before = middle.reservation.copy()
    mandate(middle, truth, 1, {US, CN, SENATE})
    np.testing.assert_array_equal(before, middle.reservation)


def test_a_house_that_has_not_voted_passes_what_is_likelier_to_pass() -> None:
    luck = np.array([0.1, 0.9])
    assert [0.5, 0.9] == mandate_luck(luck, {1}).tolist()


def test_moves_change_the_reservation_and_add_up(middle: Worlds) -> None:
    before, after = middle.reservation[0], after_moves(middle, [0, 1]).reservation[0]
    assert [4 * UNITS, -2 * UNITS, 0] == (after - before).tolist()


def test_no_move_changes_nothing(middle: Worlds) -> None:
    np.testing.assert_array_equal(middle.reservation, after_moves(middle, []).reservation)


def test_a_party_must_have_the_consent_of_its_own_who_sign() -> None:
    rules = with_signatures((Consent(US), Consent(CN)), (0, 1, 0), {SENATE})
    assert (Count(2, (Consent(US), Consent(SENATE))), Consent(CN)) == rules


def test_the_houses_of_a_rule_are_found_wherever_they_stand() -> None:
    first, second = House(0, (), (1.0,)), House(1, (), (1.0,))
    rule: Rule = Count(1, (Consent(0), first, Count(1, (second,))))
    assert frozenset({0, 1}) == houses(rule)


def test_what_is_known_grows() -> None:
    one, other = Known(frozenset({1})), Known(frozenset({2}), frozenset({0}))
    assert Known(frozenset({1, 2}), frozenset({0})) == one | other
