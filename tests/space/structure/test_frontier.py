"""The frontier by Pareto sums: that of the definition, with its packages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import structure_twin as twin
from structure_twin import made, small_tables
from winset.space.structure.frontier import frontier
from winset.space.structure.tables import Tables


@given(small_tables(parties=(2, 6), issues=3))
def test_the_points_are_the_efficient_worths_each_once(tables: Tables) -> None:
    found = frontier(tables)
    expected = list(twin.frontier(tables))
    assert expected == list(map(tuple, found.points.tolist()))
    assert found.exact


@given(small_tables())
def test_every_point_gives_back_its_earliest_package(tables: Tables) -> None:
    found = frontier(tables)
    rows = found.packages(np.arange(len(found.points)))
    expected = [packages[0] for packages in twin.frontier(tables).values()]
    assert expected == list(map(tuple, rows.tolist()))


@given(small_tables())
def test_every_point_gives_back_all_its_packages_on_request(tables: Tables) -> None:
    found = frontier(tables)
    for position, packages in enumerate(twin.frontier(tables).values()):
        rows, whole = found.all_packages(position, limit=256)
        assert whole
        assert packages == list(map(tuple, rows.tolist()))


@given(small_tables(parties=(2, 6), issues=3))
def test_every_point_counts_its_packages(tables: Tables) -> None:
    expected = [len(packages) for packages in twin.frontier(tables).values()]
    assert expected == frontier(tables).counts().tolist()


def test_packages_are_counted_beyond_64_bits() -> None:
    found = frontier(made([[(1, 1)] * 100] * 15))
    assert [100**15] == found.counts().tolist()


def test_more_packages_than_asked_for_are_not_called_all() -> None:
    found = frontier(made([[(1, 1)] * 3] * 3))
    rows, whole = found.all_packages(0, limit=4)
    assert not whole
    assert rows.tolist() == [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]]


@given(small_tables(largest=50), st.integers(1, 6))
def test_a_thinned_frontier_keeps_its_promise(tables: Tables, cap: int) -> None:
    found = frontier(tables, cap=cap)
    assert len(found.points) <= cap
    points = found.points.tolist()
    for package in twin.packages(tables):
        worth = twin.worth(tables, package)
        assert any(
            all(w <= x + e for w, x, e in zip(worth, point, found.epsilon, strict=True))
            for point in points
        )
    rows = found.packages(np.arange(len(points)))
    assert points == tables.values(rows).tolist()


def test_a_thinned_frontier_does_not_pretend_to_know_all_packages() -> None:
    found = frontier(made([[(0, 9), (5, 5), (9, 0)]] * 3), cap=2)
    assert not found.exact
    with pytest.raises(ValueError, match="thinned frontier"):
        found.all_packages(0, limit=9)


@settings(max_examples=5)
@given(st.integers(0, 10**6))
def test_values_a_unit_apart_at_the_edge_of_64_bits_are_apart(seed: int) -> None:
    dice = np.random.default_rng(seed)
    near = 2**59 + dice.integers(0, 3, (3, 3, 3))
    tables = made(near.tolist())
    assert list(twin.frontier(tables)) == list(map(tuple, frontier(tables).points.tolist()))


def test_sixty_issues_of_ten_options_are_no_burden() -> None:
    """10**60 packages; where one party's loss is the other's gain, every level is efficient."""
    found = frontier(made([[(n, 9 - n) for n in range(10)]] * 60))
    assert found.points[:, 0].tolist() == list(range(540, -1, -1))
    assert found.packages(np.array([0]))[0].tolist() == [9] * 60
