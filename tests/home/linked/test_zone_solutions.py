"""Bargaining solutions inside the zone: what enumeration finds, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.diagram import solutions
from winset.space.diagram.solutions import CAPS, solve
from winset.space.frontier import efficient
from winset.space.packages import blocks
from winset.space.solutions import RULES
from winset.space.solutions import solve as enumerated
from winset.space.worlds import mid

Rows = list[tuple[int, ...]]


def by_enumeration(case: Case) -> dict[str, tuple[Rows, Rows]]:
    """Return packages and gains that each rule picks, by enumeration."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], tuple(case.actors))
    everyone = tuple(range(len(space.actors)))
    slices = surveyed(space, rules, mid(space), 0, mid_luck(rules)[0], blocks(space), everyone)
    parts = [
        (s.block.digits[:, s.zone], s.gains[list(space.principals)][:, s.zone]) for s in slices
    ]
    digits, gains = (np.concatenate(each, axis=1) for each in zip(*parts, strict=True))
    kept = efficient(gains)
    digits, gains = digits[:, kept], gains[:, kept]
    found = enumerated(gains, np.arange(gains.shape[1]))
    return {
        each.rule: (rows(digits[:, each.positions].T), rows(gains[:, each.positions].T))
        for each in found
    }


def rows(of: np.ndarray) -> Rows:
    return [tuple(row) for row in of.tolist()]


@settings(max_examples=100)
@given(cases(certain=True), st.sampled_from([CAPS, (1, 2, 120_000)]))
def test_every_solution_with_all_its_ties_is_that_of_enumeration(
    case: Case, caps: tuple[int, ...]
) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], tuple(case.actors))
    home = at_home(space, rules, mid(space), 0, zone_diagram(space))
    regions = zone_regions(space, rules, mid_luck(rules)[0], home)
    expected = by_enumeration(case)
    for rule in RULES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(solutions, "CAPS", caps)  # attempts that fail must leave nothing behind
            actual = solve(regions, rule, all_ties=True)
        assert expected[rule] == (rows(actual.packages), rows(actual.gains))
        assert actual.status == ("exact" if expected[rule][0] else "infeasible")
        assert actual.gap == 0.0
