"""Every agenda at once, against the definitions written out in plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.insight.agendas import Deals, game, no_deals, shapley, with_packages
from winset.space.grid import UNITS
from winset.space.nash import NO_DEAL, best_of, joint_gain, rising

Gains = tuple[int, int]


def subsets(agenda: int) -> list[int]:
    return [s for s in range(agenda + 1) if s & agenda == s]


def deals_of(gains: Sequence[Gains | None]) -> Deals:
    """Deals of given gains, in points; the package of a set is the set's own number."""
    units = np.array([each or (0, 0) for each in gains]).T * UNITS
    none = np.array([each is None for each in gains])
    return Deals(
        joint=np.where(none, NO_DEAL, joint_gain(units)),
        gains=units,
        package=np.arange(len(gains)),
        zone=len(gains),
    )


bests = st.integers(1, 4).flatmap(
    lambda m: st.lists(
        st.one_of(st.none(), st.tuples(st.integers(0, 4), st.integers(0, 4))),
        min_size=2**m,
        max_size=2**m,
    )
)


@given(bests)
def test_the_value_of_an_agenda_is_that_of_the_best_set_inside_it(
    best: list[Gains | None],
) -> None:
    found = game(deals_of(best), parties=2)
    for agenda in range(len(best)):
        expected = max(0, *(math.prod(best[s] or (0,)) for s in subsets(agenda)))
        assert found.value[agenda] == pytest.approx(math.sqrt(expected))


@given(bests)
def test_equal_sets_are_told_apart_by_sum_then_least_then_by_file_order(
    best: list[Gains | None],
) -> None:
    found = game(deals_of(best), parties=2)
    for agenda in range(len(best)):
        inside = [(g, s) for s in subsets(agenda) if (g := best[s]) is not None]
        ranked = sorted(inside, key=lambda x: (-math.prod(x[0]), -sum(x[0]), -min(x[0]), x[1]))
        assert int(found.settled[agenda]) == (ranked[0][1] if ranked else 0)


def test_products_that_floats_cannot_tell_apart_are_told_apart() -> None:
    more, less = 3_000_000_001, 3_000_000_000
    first, second = (more * less, 1), (more * more - less, 1)
    for pair in permutations([first, second]):
        gains = np.array(pair).T
        found = with_packages(
            no_deals(1, 2, np.arange(2)), np.zeros(2, dtype=np.int64), gains, np.arange(2)
        )
        better = max(range(2), key=lambda n: math.prod(pair[n]))
        assert found.package.tolist() == [better]
        assert best_of(joint_gain(gains), gains, np.arange(2))[3] == -better
        assert rising(joint_gain(gains), gains, np.arange(2)).tolist()[-1] == better


@given(bests)
def test_a_deal_exists_if_some_package_moves_an_issue_of_the_agenda(
    best: list[Gains | None],
) -> None:
    found = game(deals_of(best), parties=2)
    for agenda in range(len(best)):
        assert found.exists[agenda] == any(best[s] is not None for s in subsets(agenda) if s)


@given(
    st.integers(1, 4).flatmap(lambda m: st.lists(st.integers(0, 9), min_size=2**m, max_size=2**m))
)
def test_shapley_is_the_mean_marginal_worth_over_all_orders(values: list[int]) -> None:
    issues = len(values).bit_length() - 1
    orders = list(permutations(range(issues)))
    expected = [0.0] * issues
    for order in orders:
        before = 0
        for issue in order:
            expected[issue] += (values[before | 1 << issue] - values[before]) / len(orders)
            before |= 1 << issue
    assert shapley(np.array(values, dtype=float)) == pytest.approx(expected)


def test_shapley_shares_add_up_to_the_whole() -> None:
    values = np.arange(32.0) ** 1.5
    assert shapley(values).sum() == pytest.approx(values[-1] - values[0])


def test_equal_issues_get_equal_shares() -> None:
    values = np.array([s.bit_count() ** 2 for s in range(8)], dtype=float)
    assert shapley(values) == pytest.approx([3.0, 3.0, 3.0])


def test_one_issue_gets_all() -> None:
    assert shapley(np.array([0.0, 5.0])) == pytest.approx([5.0])


def test_no_package_in_the_zone_settles_nothing() -> None:
    found = game(deals_of([None] * 8), parties=2)
    assert (found.settled.tolist(), found.value.tolist()) == ([0] * 8, [0.0] * 8)
    assert not found.exists.any()


def test_pairs_of_agendas_of_one_size_are_all_there() -> None:
    best: list[Gains | None] = [None] * 16
    for pair in combinations(range(4), 2):
        best[sum(1 << issue for issue in pair)] = (2, 2)
    found = game(deals_of(best), parties=2)
    assert [found.exists[1 << k] for k in range(4)] == [False] * 4
    assert found.value[0b0011] == pytest.approx(2.0)
