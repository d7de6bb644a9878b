"""The supported frontier of two parties: an instant preview that says what it may miss."""

from __future__ import annotations

import pytest
from hypothesis import given

import structure_twin as twin
from structure_twin import made, small_tables
from winset.space.structure.supported import supported
from winset.space.structure.tables import Tables


@given(small_tables(parties=(2, 2)))
def test_its_points_are_efficient_and_those_of_its_packages(tables: Tables) -> None:
    found = supported(tables)
    assert set(map(tuple, found.points.tolist())) <= set(twin.frontier(tables))
    assert found.points.tolist() == tables.values(found.packages).tolist()


@given(small_tables(parties=(2, 2), largest=50))
def test_every_package_has_a_point_that_gives_both_as_much_less_the_certificate(
    tables: Tables,
) -> None:
    found = supported(tables)
    points = found.points.tolist()
    for package in twin.packages(tables):
        worth = twin.worth(tables, package)
        assert any(
            max(w - x for w, x in zip(worth, point, strict=True)) <= found.epsilon
            for point in points
        )


def test_a_straight_line_misses_what_lies_between() -> None:
    found = supported(made([[(0, 10), (4, 4), (10, 0)]]))
    assert [[10, 0], [0, 10]] == found.points.tolist()
    assert 5 == found.epsilon


def test_three_parties_have_none() -> None:
    with pytest.raises(ValueError, match="two parties, not 3"):
        supported(made([[(1, 2, 3)]]))
