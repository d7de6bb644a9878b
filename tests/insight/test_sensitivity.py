"""Which uncertain numbers an answer hangs on."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.case.loading import load
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck
from winset.insight.chances import chances
from winset.insight.sensitivity import swings, that_matter
from winset.space import worlds
from winset.space.compile import compile_case

WORLDS = 1000


def draws(columns: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.random.default_rng(3).random((WORLDS, columns))


def test_an_answer_that_is_the_number_itself_swings_by_four_fifths() -> None:
    theta = np.arange(WORLDS, dtype=np.float64)[:, None] / WORLDS
    found = swings(theta, np.array([True]), theta[:, 0])[0]
    assert (found.low, found.high) == pytest.approx((0.0995, 0.8995))


def test_the_number_that_decides_comes_first_and_is_clear() -> None:
    theta = draws(5)
    answer = (theta[:, 2] > 0.5).astype(np.float64)
    found = swings(theta, np.ones(5, dtype=np.bool_), answer)
    assert (found[0].number, found[0].low, found[0].high, found[0].clear) == (2, 0.0, 1.0, True)


def test_numbers_that_do_not_matter_are_not_clear() -> None:
    theta = draws(20)
    answer = (theta[:, 0] > 0.5).astype(np.float64)
    found = swings(theta, np.ones(20, dtype=np.bool_), answer)
    assert [swing.number for swing in found if swing.clear] == [0]


def test_a_number_that_works_the_other_way_swings_below_zero() -> None:
    theta = draws(1)
    found = swings(theta, np.array([True]), -theta[:, 0])[0]
    assert found.high - found.low == pytest.approx(-0.8, abs=0.05)
    assert found.interval[1] < 0


def test_only_numbers_with_a_range_are_looked_at() -> None:
    found = swings(draws(3), np.array([False, True, False]), np.arange(WORLDS, dtype=np.float64))
    assert [swing.number for swing in found] == [1]


def test_ten_worlds_that_happen_to_agree_prove_nothing() -> None:
    theta = np.arange(10, dtype=np.float64)[:, None]
    answer = (theta[:, 0] >= 5).astype(np.float64)
    found = swings(theta, np.array([True]), answer)[0]
    assert (found.low, found.high, found.interval[0] < 0.5) == (0.0, 1.0, True)


def test_fewer_than_ten_worlds_give_no_answer() -> None:
    assert swings(draws(1)[:9], np.array([True]), np.ones(9)) == []


def test_an_answer_that_never_changes_swings_by_nothing() -> None:
    found = swings(draws(2), np.ones(2, dtype=np.bool_), np.ones(WORLDS))
    assert [(s.number, s.low, s.high, s.clear) for s in found] == [
        (0, 1.0, 1.0, False),
        (1, 1.0, 1.0, False),
    ]


@given(st.lists(st.floats(0, 1), min_size=10, max_size=40), st.randoms(use_true_random=False))
def test_fifths_are_means_over_the_worlds_in_order_of_the_number(
    answer: list[float], chance: Random
) -> None:
    theta = list(range(len(answer)))
    chance.shuffle(theta)
    by_number = [a for _, a in sorted(zip(theta, answer, strict=True))]
    size = len(answer) // 5
    column = np.array(theta, dtype=np.float64)[:, None]
    found = swings(column, np.array([True]), np.array(answer))[0]
    assert found.low == pytest.approx(sum(by_number[:size]) / size)
    assert found.high == pytest.approx(sum(by_number[-size:]) / size)


def test_numbers_without_a_part_in_ratification_are_left_out() -> None:
    case = load("madrid-2025")
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    kept = [n for n, used in zip(space.numbers, that_matter(space, rules), strict=True) if used]
    assert {number.actor for number in kept} == {
        "us_principal",
        "cn_principal",
        "cn_cac",
        "cn_bytedance",
    }
    assert {"shift", "cost", "influence"}.isdisjoint(number.kind for number in kept)
    assert not any(number.certain for number in kept)


@settings(max_examples=30)
@given(cases())
def test_a_number_that_is_left_out_changes_nobody_s_mind(case: Case) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    left_out = ~that_matter(space, rules)
    free = worlds.drawn(space, 5, 1)
    theta = free.theta.copy()
    theta[:, left_out] = worlds.mid(space).theta[:, left_out]
    held = worlds._fill(space, lambda p: theta[:, p], np.zeros(5), theta)
    number, luck = np.array([space.combinations - 1]), drawn_luck(rules, 5, 1)
    expected = chances(space, rules, free, luck, number).zone.tolist()
    assert chances(space, rules, held, luck, number).zone.tolist() == expected
