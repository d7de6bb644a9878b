"""Bargaining solutions inside the zone: what enumeration finds, to the last digit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_twin import regions_of, rows, solutions_of
from strategies import cases
from winset.case.document import Case
from winset.space.diagram import solutions
from winset.space.diagram.solutions import CAPS, solve
from winset.space.solutions import RULES


@settings(max_examples=100)
@given(cases(certain=True), st.sampled_from([CAPS, (1, 2, 120_000)]))
def test_every_solution_with_all_its_ties_is_that_of_enumeration(
    case: Case, caps: tuple[int, ...]
) -> None:
    regions, expected = regions_of(case), solutions_of(case)
    for rule in RULES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(solutions, "CAPS", caps)  # attempts that fail must leave nothing behind
            actual = solve(regions, rule, all_ties=True)
        assert expected[rule] == (rows(actual.packages), rows(actual.gains))
        assert actual.status == ("exact" if expected[rule][0] else "infeasible")
        assert actual.gap == 0.0
