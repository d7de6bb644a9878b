"""Supported points along a diagram: real, efficient, and near to every package there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from strategies import cases
from structure_twin import dominates, small_tables
from toys import linchpin_toy
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.diagram import supported as along
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.diagram import Diagram, Layer
from winset.space.diagram.supported import supported
from winset.space.diagram.weighed import Weighed, weigh
from winset.space.structure.supported import supported as by_tables
from winset.space.structure.tables import Tables
from winset.space.worlds import mid


def weighed_of(case: Case) -> Weighed:
    space = compile_case(case)
    return weigh(space, mid(space), 0, compile_diagram(space), space.principals)


def every(weighed: Weighed) -> list[tuple[int, ...]]:
    """Return what each package of a diagram gives, one by one."""
    packages = np.array(list(weighed.diagram), dtype=np.int32)
    return list(map(tuple, weighed.gains(packages).tolist())) if len(packages) else []


def without_linkages(tables: Tables) -> Weighed:
    """Return tables as a diagram of one node a layer."""
    layers = []
    for k, size in enumerate(tables.sizes):
        nothing = np.zeros(size, dtype=np.int64)
        layers.append(Layer(k, 1, nothing, nothing, np.arange(size), nothing))
    diagram = Diagram(tables.sizes, tuple(layers), np.zeros((1, 0), dtype=np.bool_))
    values = tuple(tables.issue(k) for k in range(tables.issues))
    return Weighed(diagram, values, np.zeros(tables.parties, dtype=np.int64))


@given(cases(certain=True))
def test_its_points_are_efficient_and_those_of_its_packages(case: Case) -> None:
    weighed = weighed_of(case)
    found, there = supported(weighed), every(weighed)
    points = list(map(tuple, found.points.tolist()))
    assert (
        points == list(map(tuple, weighed.gains(found.packages).tolist())) if there else not points
    )
    assert sorted(set(points), reverse=True) == points
    assert not any(dominates(other, point) for point in points for other in there)


@given(cases(certain=True))
def test_every_package_has_a_point_that_gives_each_as_much_less_the_certificate(case: Case) -> None:
    weighed = weighed_of(case)
    found = supported(weighed)
    for gains in every(weighed):
        short = (np.array(gains) - found.points).max(axis=1).min()
        assert short <= found.epsilon


@given(cases(certain=True))
def test_what_is_best_for_each_party_is_among_them(case: Case) -> None:
    weighed = weighed_of(case)
    if weighed.diagram.layers:
        best = np.array(every(weighed)).max(axis=0)
        assert best.tolist() == supported(weighed).points.max(axis=0).tolist()


@given(small_tables(parties=(2, 2), largest=50))
def test_without_linkages_they_are_corners_of_the_supported_frontier(tables: Tables) -> None:
    found, frontier = supported(without_linkages(tables)), by_tables(tables)
    assert set(map(tuple, found.points.tolist())) <= set(map(tuple, frontier.points.tolist()))
    assert found.epsilon >= int(frontier.epsilon)


@pytest.mark.parametrize("most", ["MOST", "CORNERS"])
@given(case=cases(certain=True))
def test_in_a_hurry_the_certificate_still_holds(most: str, case: Case) -> None:
    weighed = weighed_of(case)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(along, most, 2)
        found = supported(weighed)
    for gains in every(weighed):
        assert (np.array(gains) - found.points).max(axis=1).min() <= found.epsilon


def test_where_nothing_is_possible_there_are_none() -> None:
    whole = weighed_of(linchpin_toy())
    empty = Weighed(Diagram(whole.diagram.offered, (), whole.diagram.patterns), (), whole.start)
    found = supported(empty)
    assert [] == found.points.tolist() == found.packages.tolist()
    assert 0 == found.epsilon
