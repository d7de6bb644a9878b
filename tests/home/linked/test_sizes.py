"""Sizes of win-sets and zones, against the model in plain Python."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import oracle
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.linked import sizes
from winset.home.linked.sizes import Size, win_set_size, zone_size
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.space.compile import compile_case
from winset.space.worlds import mid


def measured(case: Case) -> tuple[list[Size], Size]:
    """Return the sizes of all win-sets, and of the zone."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], tuple(case.actors))
    asked = (space, rules, mid(space), 0, mid_luck(rules)[0])
    return [win_set_size(*asked, p) for p in range(len(space.parties))], zone_size(*asked)


def counted(case: Case) -> tuple[list[int], int]:
    packages = oracle.packages(case)
    return (
        [sum(oracle.ratified(case, party, p) for p in packages) for party in case.parties],
        sum(oracle.in_zone(case, p) for p in packages),
    )


@settings(max_examples=60)  # the oracle takes its time
@given(cases(certain=True))
def test_sizes_are_those_of_counting_one_by_one(case: Case) -> None:
    win_sets, zone = measured(case)
    assert counted(case) == ([size.low for size in win_sets], zone.low)
    assert all(size.exact for size in (*win_sets, zone))


@settings(max_examples=60)  # the oracle takes its time
@given(cases(certain=True))
def test_where_too_many_stay_apart_the_truth_is_between_the_bounds(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "CAP", 2)
        win_sets, zone = measured(case)
    expected, in_zone = counted(case)
    for size, truth in zip((*win_sets, zone), (*expected, in_zone), strict=True):
        assert size.low <= truth <= size.high <= size.possible


def test_a_way_that_is_lost_is_not_won_later_by_what_comes_after() -> None:
    toy = linchpin_toy()
    either = {"name": "United States", "ratification": {"any": ["US_Exec", "US_Congress"]}}
    us = type(toy.parties["US"]).model_validate(either)
    win_sets, zone = measured(toy.model_copy(update={"parties": {**toy.parties, "US": us}}))
    assert win_sets == [Size(30, 30, 32), Size(22, 22, 32)]
    assert zone == Size(20, 20, 32)
