"""What is said of a case before it is analysed: true of every package, beside an oracle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

import oracle
from large import ISSUES, large
from strategies import cases
from winset.case.document import Case
from winset.case.loading import load
from winset.home.linked.regions import zone_diagram
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Diagram
from winset.space.grid import to_points, to_units
from winset.space.space import Space
from winset.study import preview as previews
from winset.study.leaks import LeakError
from winset.study.preview import Deal, Preview, preview, takes_long

Gains = tuple[Fraction, ...]


def possible(case: Case) -> list[oracle.Package]:
    """Return the packages that no hard linkage forbids and no red line."""
    return [
        package
        for package in oracle.packages(case)
        if oracle.possible(case, package)
        and not any(oracle.crossed(case, party, package) for party in case.parties)
    ]


def gains_of(case: Case, package: oracle.Package) -> Gains:
    return tuple(oracle.gain(case, case.principal(party), package) for party in case.parties)


def dominated(gains: Gains, others: list[Gains]) -> bool:
    return any(
        other != gains and all(a >= b for a, b in zip(other, gains, strict=True))
        for other in others
    )


@settings(max_examples=60)  # the oracle takes its time
@given(cases())
def test_each_deal_is_possible_and_none_is_better_for_everybody(case: Case) -> None:
    found, there = preview(case), possible(case)
    every = [gains_of(case, package) for package in there]
    for deal in found.supported:
        assert deal.package in there
        assert not dominated(gains_of(case, dict(deal.package)), every)
    assert bool(there) == bool(found.supported)


@settings(max_examples=60)
@given(cases())
def test_each_deal_is_told_with_what_it_is_worth_and_whether_it_would_pass(case: Case) -> None:
    found = preview(case)
    for deal in (*found.supported, *found.ratified):
        package = dict(deal.package)
        worth = {p: oracle.value(case, case.principal(p), package) for p in case.parties}
        rest = sum(option != case.issues[k].at_rest for k, option in package.items())
        assert {p: to_points(to_units(v)) for p, v in worth.items()} == deal.values
        assert (rest, oracle.in_zone(case, package)) == (deal.moved, deal.ratified)


@settings(max_examples=60)
@given(cases())
def test_every_package_has_a_deal_that_gives_each_as_much_less_epsilon(case: Case) -> None:
    found = preview(case)
    assert found.epsilon is not None
    listed = [gains_of(case, dict(deal.package)) for deal in found.supported]
    for package in possible(case):
        gains = gains_of(case, package)
        short = min(max(a - b for a, b in zip(gains, deal, strict=True)) for deal in listed)
        assert short <= Fraction(found.epsilon) + Fraction(1, 10**9)


@settings(max_examples=60)
@given(cases())
def test_an_efficient_deal_that_would_pass_is_on_the_frontier_of_the_zone(case: Case) -> None:
    zone = [p for p in oracle.packages(case) if oracle.in_zone(case, p)]
    every = [gains_of(case, package) for package in zone]
    for deal in preview(case).ratified:
        assert deal.ratified
        assert not (deal.efficient and dominated(gains_of(case, dict(deal.package)), every))


@settings(max_examples=60)
@given(cases())
def test_of_deals_that_would_pass_none_is_as_good_for_everybody_as_another(case: Case) -> None:
    found = preview(case)
    gains = [gains_of(case, dict(deal.package)) for deal in found.ratified]
    assert len(set(gains)) == len(gains)
    assert not any(dominated(each, gains) for each in gains)
    passing = [deal for deal in found.supported if deal.ratified]
    assert all(deal in found.ratified for deal in passing)


def test_deals_that_pass_are_found_beside_the_supported_ones() -> None:
    found = preview(load("harbour-ferry"))
    assert 2 == sum(deal.ratified for deal in found.supported)
    assert 2 < len(found.ratified)
    assert {True, False} == {deal.efficient for deal in found.ratified}


@settings(max_examples=60)
@given(cases())
def test_linkages_too_wide_for_a_glance_leave_what_is_possible_of_the_tables_best(
    case: Case,
) -> None:
    linked = bool(case.linkages) or any(party.red_lines for party in case.parties.values())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(previews, "zone_diagram", _too_wide)
        found = preview(case)
    there = possible(case)
    assert all(deal.package in there for deal in found.supported)
    assert all(
        deal.ratified == oracle.in_zone(case, dict(deal.package)) for deal in found.supported
    )
    assert len(found.supported) <= found.seen
    if found.epsilon is None:
        assert all(deal in found.supported for deal in found.ratified)
        assert not any(deal.efficient for deal in found.supported)
    assert linked or found.epsilon is not None


def _too_wide(space: Space, part: int = 1) -> Diagram:
    if space.forbidden or space.soft or any(space.red_lines):
        raise TooWide(10, 10, 1, 2, part)
    return zone_diagram(space, part)


def test_a_case_that_nobody_can_enumerate_has_one() -> None:
    found = preview(large())
    assert found.epsilon is not None
    assert 0 < len(found.supported) == found.seen
    assert (ISSUES, 2, 0) == (found.issues, found.linkages, found.red_lines)
    assert {"l": "l", "r": "r"} == found.parties
    first = [deal.values["l"] for deal in found.supported]
    assert sorted(first, reverse=True) == first


def test_three_parties_have_one_too() -> None:
    found = preview(load("three-coasts"))
    assert 3 == len(found.parties)
    assert len(found.ratified) > 0


def test_a_case_takes_long_where_packages_cannot_all_be_tried() -> None:
    assert (True, False) == (takes_long(large()), takes_long(load("harbour-ferry")))


def test_a_case_with_facts_of_later_has_no_preview() -> None:
    with pytest.raises(LeakError):
        preview(load("madrid-2025"), as_of=date(2025, 9, 13))


def test_a_preview_is_plain_data() -> None:
    found = preview(load("harbour-ferry"))
    assert isinstance(found, Preview)
    assert all(isinstance(deal, Deal) for deal in (*found.supported, *found.ratified))
    assert found == preview(load("harbour-ferry"))
