"""The Pareto frontier: what no other package dominates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from winset.space.frontier import efficient


def kept(points: Sequence[tuple[int, ...]]) -> list[bool]:
    found: list[bool] = efficient(np.array(points, dtype=np.int64).T).tolist()
    return found


def clouds(parties: int, largest: int) -> st.SearchStrategy[list[tuple[int, ...]]]:
    numbers = st.integers(-largest, largest)
    return st.lists(st.tuples(*[numbers] * parties), min_size=1, max_size=40)


@pytest.mark.parametrize("parties", [2, 3, 4])
@given(data=st.data())
def test_the_frontier_is_that_of_the_definition(parties: int, data: st.DataObject) -> None:
    points = data.draw(clouds(parties, 4))
    assert kept(points) == oracle.efficient(points)


@pytest.mark.parametrize("parties", [2, 3, 4])
@given(data=st.data())
def test_one_unit_apart_is_apart(parties: int, data: st.DataObject) -> None:
    million_points = 10**15
    near = [tuple(million_points + x for x in point) for point in data.draw(clouds(parties, 2))]
    assert kept(near) == oracle.efficient(near)


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_equal_packages_stay_together(parties: int) -> None:
    best, worse = (3,) * parties, (2,) * parties
    assert kept([best, worse, best, worse]) == [True, False, True, False]


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_better_for_one_and_equal_for_the_rest_dominates(parties: int) -> None:
    assert kept([(1,) * parties, (*(1,) * (parties - 1), 2)]) == [False, True]


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_everything_tied_is_all_on_the_frontier(parties: int) -> None:
    assert kept([(0,) * parties] * 7) == [True] * 7


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_an_empty_zone_has_an_empty_frontier(parties: int) -> None:
    assert efficient(np.zeros((parties, 0), dtype=np.int64)).tolist() == []
