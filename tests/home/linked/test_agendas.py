"""Deals with only some issues on the table: what the whole deal finds when the rest is held."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_twin import asked, rows
from strategies import cases
from winset.case.document import Case
from winset.home.linked.agendas import deal_on
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.space.conditions import Chosen
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.restricted import restricted
from winset.space.diagram.solutions import solve
from winset.space.diagram.weighed import weigh
from winset.space.solutions import RULES


def others(offered: int, option: int) -> tuple[bool, ...]:
    return tuple(o != option for o in range(offered))


@settings(max_examples=40)
@given(case=cases(certain=True), chance=st.randoms(use_true_random=True), warm=st.booleans())
def test_an_agenda_has_the_deal_of_a_space_in_which_the_rest_is_forbidden(
    *, case: Case, chance: Random, warm: bool
) -> None:
    space, rules, worlds, world, luck = asked(case)
    on = [k for k in range(len(space.issues)) if chance.random() < 0.5]
    held = [
        Chosen(k, others(len(space.options[k]), space.rest[k]))
        for k in range(len(space.issues))
        if k not in on
    ]
    home = at_home(space, rules, worlds, world, zone_diagram(space))
    narrow = replace(space, forbidden=(*space.forbidden, *held))
    expected_home = at_home(narrow, rules, worlds, world, zone_diagram(narrow))
    regions = zone_regions(narrow, rules, luck, expected_home)
    for rule in RULES:
        known = solve(zone_regions(space, rules, luck, home), rule).met if warm else None
        expected = solve(regions, rule, all_ties=True)
        actual = deal_on(space, rules, luck, home, on, rule, known, all_ties=True)
        assert (expected.status, expected.merit) == (actual.status, actual.merit)
        assert rows(expected.packages) == rows(actual.packages)


@settings(max_examples=40)
@given(cases(certain=True), st.randoms(use_true_random=True))
def test_a_restricted_diagram_holds_the_packages_of_allowed_options(
    case: Case, chance: Random
) -> None:
    space, _, worlds, world, _ = asked(case)
    weighed = weigh(space, worlds, world, compile_diagram(space), space.principals)
    allowed = [np.array([chance.random() < 0.7 for _ in range(n)]) for n in space.offered]
    expected = [
        package
        for package in weighed.diagram
        if all(allowed[k][option] for k, option in enumerate(package))
    ]
    found = restricted(weighed, allowed)
    assert sorted(expected) == sorted(found.diagram)
    if expected:
        packages = np.array(expected, dtype=np.int32)
        assert weighed.gains(packages).tolist() == found.gains(packages).tolist()
