"""What moves do, by structure, against the search of all packages."""

from __future__ import annotations

from hypothesis import given, settings

from strategies import cases
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck
from winset.insight.leverage import leverage
from winset.insight.structured.leverage import leverage_by_structure
from winset.space.compile import compile_case
from winset.space.packages import Walk
from winset.space.worlds import drawn


@settings(max_examples=60)
@given(cases())
def test_zones_and_deals_after_each_move_are_those_of_enumeration(case: Case) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    worlds, luck = drawn(space, 2, 1), drawn_luck(rules, 2, 1)
    expected = leverage(space, rules, worlds, luck, Walk(space))
    found = leverage_by_structure(space, rules, worlds, luck)
    assert (found.zone > 0).tolist() == (expected.zone > 0).tolist()
    inside = expected.zone > 0
    assert found.value[inside].tolist() == expected.value[inside].tolist()
