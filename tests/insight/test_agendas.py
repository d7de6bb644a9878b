"""Every agenda at once, against the definitions written out in plain Python."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.insight.agendas import Deals, game, shapley
from winset.space.grid import UNITS
from winset.space.nash import NO_DEAL


def subsets(agenda: int) -> list[int]:
    return [s for s in range(agenda + 1) if s & agenda == s]


def deals_of(joint: list[float], total: list[int] | None = None) -> Deals:
    """Deals of given joint gain and sum; the package of a set is the set's own number."""
    sets = len(joint)
    return Deals(
        joint=np.array(joint) * UNITS**2,
        total=np.array(total or [0] * sets),
        least=np.zeros(sets, dtype=np.int64),
        package=np.arange(sets),
        zone=sets,
    )


bests = st.integers(1, 4).flatmap(
    lambda m: st.lists(
        st.one_of(st.just(NO_DEAL), st.integers(0, 9).map(float)), min_size=2**m, max_size=2**m
    )
)


@given(bests)
def test_the_value_of_an_agenda_is_that_of_the_best_set_inside_it(best: list[float]) -> None:
    found = game(deals_of(best), parties=2)
    for agenda in range(len(best)):
        expected = max(0.0, *(best[s] for s in subsets(agenda)))
        assert found.value[agenda] == pytest.approx(math.sqrt(expected))


@given(bests, st.data())
def test_equal_sets_are_told_apart_by_sum_then_by_file_order(
    best: list[float], data: st.DataObject
) -> None:
    total = data.draw(st.lists(st.integers(0, 2), min_size=len(best), max_size=len(best)))
    found = game(deals_of(best, total), parties=2)
    for agenda in range(len(best)):
        winner = max(subsets(agenda), key=lambda s: (best[s], total[s], -s))
        assert int(found.settled[agenda]) == (winner if best[winner] >= 0 else 0)


@given(bests)
def test_a_deal_exists_if_some_package_moves_an_issue_of_the_agenda(best: list[float]) -> None:
    found = game(deals_of(best), parties=2)
    for agenda in range(len(best)):
        assert found.exists[agenda] == any(best[s] >= 0 for s in subsets(agenda) if s)


@given(bests)
def test_shapley_is_the_mean_marginal_worth_over_all_orders(values: list[float]) -> None:
    issues = len(values).bit_length() - 1
    orders = list(permutations(range(issues)))
    expected = [0.0] * issues
    for order in orders:
        before = 0
        for issue in order:
            expected[issue] += (values[before | 1 << issue] - values[before]) / len(orders)
            before |= 1 << issue
    assert shapley(np.array(values)) == pytest.approx(expected)


def test_shapley_shares_add_up_to_the_whole() -> None:
    values = np.arange(32.0) ** 1.5
    assert shapley(values).sum() == pytest.approx(values[-1] - values[0])


def test_equal_issues_get_equal_shares() -> None:
    values = np.array([s.bit_count() ** 2 for s in range(8)], dtype=float)
    assert shapley(values) == pytest.approx([3.0, 3.0, 3.0])


def test_one_issue_gets_all() -> None:
    assert shapley(np.array([0.0, 5.0])) == pytest.approx([5.0])


def test_no_package_in_the_zone_settles_nothing() -> None:
    found = game(deals_of([NO_DEAL] * 8), parties=2)
    assert (found.settled.tolist(), found.value.tolist()) == ([0] * 8, [0.0] * 8)
    assert not found.exists.any()


def test_pairs_of_agendas_of_one_size_are_all_there() -> None:
    best = [NO_DEAL] * 16
    for pair in combinations(range(4), 2):
        best[sum(1 << issue for issue in pair)] = 4.0
    found = game(deals_of(best), parties=2)
    assert [found.exists[1 << k] for k in range(4)] == [False] * 4
    assert found.value[0b0011] == pytest.approx(2.0)
