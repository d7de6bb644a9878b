"""The frontier inside the zone: what enumeration finds, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from linked_twin import regions_of, zone_of
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.diagram import frontier as module
from winset.space.diagram import nearly
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.frontier import frontier
from winset.space.diagram.labels import TooManyLabels
from winset.space.diagram.region import whole
from winset.space.diagram.ties import listing
from winset.space.diagram.weighed import weigh
from winset.space.frontier import efficient
from winset.space.packages import blocks
from winset.space.values import package_values
from winset.space.worlds import mid

Pairs = set[tuple[tuple[int, ...], tuple[int, ...]]]
"""Packages and what the principals gain at each."""


def by_enumeration(case: Case) -> Pairs:
    """Return the zone's frontier, with all packages of each point."""
    digits, gains = zone_of(case)
    return _pairs(digits, gains, efficient(gains))


def in_the_zone(case: Case) -> Pairs:
    digits, gains = zone_of(case)
    return _pairs(digits, gains, np.arange(gains.shape[1]))


def _pairs(digits: np.ndarray, gains: np.ndarray, kept: np.ndarray) -> Pairs:
    rows = zip(digits[:, kept].T.tolist(), gains[:, kept].T.tolist(), strict=True)
    return {(tuple(package), tuple(point)) for package, point in rows}


@settings(max_examples=60)
@given(cases(certain=True))
def test_the_frontier_has_the_points_of_enumeration_and_a_package_for_each(case: Case) -> None:
    expected, found = by_enumeration(case), frontier(regions_of(case))
    points = [tuple(point) for point in found.gains.tolist()]
    assert {point for _, point in expected} == set(points)
    assert len(set(points)) == len(points)
    for package, point in zip(found.packages.tolist(), points, strict=True):
        assert (tuple(package), point) in expected


@settings(max_examples=60)
@given(cases(certain=True))
def test_all_packages_of_the_frontier_are_listed_on_request(case: Case) -> None:
    regions = regions_of(case)
    points = [tuple(point) for point in frontier(regions).gains.tolist()]
    listed = listing(regions, [None] * len(regions), points)
    assert listed is not None
    rows = zip(listed.packages.tolist(), listed.gains.tolist(), strict=True)
    assert by_enumeration(case) == {(tuple(package), tuple(point)) for package, point in rows}


@settings(max_examples=60)
@given(cases(certain=True))
def test_without_floors_the_frontier_is_that_of_all_possible_packages(case: Case) -> None:
    space = compile_case(case)
    weighed = weigh(space, mid(space), 0, compile_diagram(space), space.principals)
    found = frontier([whole(weighed, rational=False)])
    (block,) = blocks(space)
    values = package_values(space, mid(space), 0, block)[list(space.principals)]
    gains = (values - mid(space).reservation[0][list(space.principals), None])[:, block.possible]
    expected = {
        point for _, point in _pairs(block.digits[:, block.possible], gains, efficient(gains))
    }
    assert expected == {tuple(point) for point in found.gains.tolist()}


@settings(max_examples=60)
@given(cases(certain=True), st.sampled_from([0, 1, 24]), st.sampled_from([1, 200]))
def test_above_the_cap_every_package_is_within_epsilon_of_a_real_one(
    case: Case, looks: int, beam: int
) -> None:
    regions = regions_of(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CAP", 1)
        patch.setattr(nearly, "LOOKS", looks)
        patch.setattr(nearly, "BEAM", beam)
        try:
            found = frontier(regions)
        except TooManyLabels:  # with a label a layer it may meet no package at all
            reject()
    whole_zone = {point for _, point in in_the_zone(case)}
    assert {tuple(point) for point in found.gains.tolist()} <= whole_zone
    for package, point in zip(found.packages.tolist(), found.gains.tolist(), strict=True):
        assert (tuple(package), tuple(point)) in in_the_zone(case)
    for point in whole_zone:
        short = np.array(point) - found.gains
        assert short.max(axis=1).min() <= found.epsilon


def test_a_frontier_of_which_nothing_is_met_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    space = compile_case(linchpin_toy())
    weighed = weigh(space, mid(space), 0, compile_diagram(space), space.principals)
    monkeypatch.setattr(module, "CAP", 2)
    monkeypatch.setattr(module, "nearly", lambda _: None)
    with pytest.raises(TooManyLabels, match="more than 2 partial packages"):
        frontier([whole(weighed, rational=False)])
