"""The four bargaining solutions, with all their ties, in the declared order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from winset.space.grid import UNITS
from winset.space.solutions import RULES, solve


def chosen(
    points: Sequence[tuple[int, ...]], numbers: Sequence[int] | None = None
) -> dict[str, list[int]]:
    gains = np.array(points, dtype=np.int64).T
    order = np.array(numbers or range(len(points)), dtype=np.int64)
    return {found.rule: found.positions.tolist() for found in solve(gains, order)}


@st.composite
def frontiers(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], list[int]]:
    """Gains of efficient packages, several equal, and the packages' numbers in any order."""
    parties = draw(st.integers(2, 4))
    gains = st.tuples(*[st.integers(0, 6)] * parties)
    points = draw(st.lists(gains, min_size=1, max_size=25))
    best = [p for p, keep in zip(points, oracle.efficient(points), strict=True) if keep]
    return best, draw(st.permutations(range(len(best))))


@given(frontiers())
def test_the_solutions_are_those_of_the_definitions(
    drawn: tuple[list[tuple[int, ...]], list[int]],
) -> None:
    points, numbers = drawn
    expected = oracle.solutions(points, numbers)
    assert chosen(points, numbers) == {rule: list(best) for rule, best in expected.items()}


@given(frontiers())
def test_the_scale_of_values_changes_nothing(
    drawn: tuple[list[tuple[int, ...]], list[int]],
) -> None:
    points, numbers = drawn
    large = [tuple(100 * UNITS * x for x in point) for point in points]
    assert chosen(large, numbers) == chosen(points, numbers)


def test_the_rules_part_ways_where_they_should() -> None:
    points = [(1, 20), (3, 12), (5, 8), (6, 4), (8, 1)]
    assert chosen(points) == {
        "nash": [2],
        "kalai_smorodinsky": [2],
        "egalitarian": [2],
        "utilitarian": [0],
    }


def test_kalai_smorodinsky_shares_the_best_each_could_have() -> None:
    points = [(0, 100), (2, 60), (4, 10)]
    assert chosen(points)["kalai_smorodinsky"] == [1]
    assert chosen(points)["egalitarian"] == [2]


def test_equal_packages_are_all_reported_earliest_in_file_first() -> None:
    assert chosen([(2, 2), (2, 2), (2, 2)], [7, 3, 5]) == {rule: [1, 2, 0] for rule in RULES}


def test_mirrored_packages_tie_and_the_earlier_in_file_stands_first() -> None:
    """Neither the sum nor the smallest gain tells (5, 3) from (3, 5)."""
    assert chosen([(5, 3), (3, 5)])["nash"] == [0, 1]
    assert chosen([(3, 5), (5, 3)], [9, 4])["nash"] == [1, 0]


def test_among_equal_products_the_larger_sum_stands_first() -> None:
    assert chosen([(4, 3), (2, 6), (1, 12)])["nash"] == [2, 1, 0]


def test_a_side_that_can_gain_nothing_leaves_the_others_to_decide() -> None:
    points = [(0, 3, 1), (0, 1, 2)]
    assert chosen(points)["nash"] == [0, 1]
    assert chosen(points)["kalai_smorodinsky"] == [0]  # shares (3/3, 1/2) against (1/3, 2/2)


def test_products_beyond_64_bits_are_told_apart() -> None:
    hundred = 100 * UNITS
    points = [(hundred, hundred, hundred - 1), (hundred, hundred - 1, hundred + 1)]
    exact = [Fraction(a) * b * c for a, b, c in points]
    assert chosen(points)["nash"] == [exact.index(max(exact))]


@pytest.mark.parametrize("parties", [2, 3])
def test_an_empty_zone_has_no_solution(parties: int) -> None:
    none = np.zeros((parties, 0), dtype=np.int64)
    found = solve(none, np.zeros(0, dtype=np.int64))
    assert [solution.positions.tolist() for solution in found] == [[]] * 4
