"""Shapley values from drawn orders."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.insight.agendas import shapley
from winset.insight.structured.orders import drawn_orders, sampled_shapley

games = st.integers(1, 4).flatmap(
    lambda m: st.lists(st.integers(0, 9), min_size=2**m, max_size=2**m)
)


@given(games)
def test_all_orders_together_give_the_value_itself(values: list[int]) -> None:
    issues = len(values).bit_length() - 1
    half = [list(order) for order in permutations(range(issues))]
    orders = [order for one in half for order in (one, one[::-1])]
    if len(half) > 1:
        found, _ = sampled_shapley(issues, lambda s: float(values[s]), orders)
        assert found.tolist() == pytest.approx(shapley(np.array(values, dtype=float)).tolist())


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=6))
def test_a_game_whose_worths_add_up_has_no_sampling_error(worths: list[int]) -> None:
    issues = len(worths)

    def value(agenda: int) -> float:
        return float(sum(w for k, w in enumerate(worths) if agenda >> k & 1))

    found, error = sampled_shapley(issues, value, drawn_orders(issues, 2, [1]))
    assert found.tolist() == worths
    assert error.tolist() == [0.0] * issues


def test_every_order_is_followed_by_its_reverse() -> None:
    orders = drawn_orders(5, 3, [1, 2])
    assert [order[::-1] for order in orders[0::2]] == orders[1::2]
    assert all(sorted(order) == list(range(5)) for order in orders)
    assert drawn_orders(5, 3, [1, 2]) == orders


def test_the_error_covers_the_truth_about_as_often_as_it_says() -> None:
    issues = 5
    values = np.random.default_rng(3).random(2**issues)
    truth = shapley(values)
    hits = []
    for seed in range(200):
        found, error = sampled_shapley(
            issues, lambda s: float(values[s]), drawn_orders(issues, 30, [seed])
        )
        hits.append(np.abs(found - truth) <= 1.96 * error)
    assert 0.90 <= float(np.mean(hits)) <= 0.99
