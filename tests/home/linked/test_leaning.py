"""Packages that lean towards those at home."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from large import large
from linked_twin import asked
from strategies import cases
from structure_twin import dominates
from winset.case.document import Case
from winset.home.linked.leaning import leaning
from winset.home.linked.regions import at_home, zone_diagram
from winset.space.diagram.diagram import Packages
from winset.space.diagram.weighed import Weighed


def home_of(case: Case) -> Weighed:
    space, rules, worlds, world, _ = asked(case)
    return at_home(space, rules, worlds, world, zone_diagram(space)).weighed


def rows(packages: Packages) -> list[tuple[int, ...]]:
    return [tuple(row) for row in packages.tolist()]


@given(cases())
def test_they_are_possible_each_once_and_there_are_some_if_anybody_is_asked(case: Case) -> None:
    weighed, parties = home_of(case), len(case.parties)
    found = rows(leaning(weighed, parties))
    assert sorted(set(found)) == found
    assert set(found) <= set(weighed.diagram)
    anybody = weighed.start.size > parties and bool(weighed.diagram.layers)
    assert anybody == bool(found)


@given(cases())
def test_none_is_better_for_every_party_and_everybody_at_home(case: Case) -> None:
    weighed, parties = home_of(case), len(case.parties)
    found = leaning(weighed, parties)
    every = weighed.gains(np.array(list(weighed.diagram))) if len(found) else ()
    gains = [tuple(each) for each in np.array(every).tolist()]
    for own in weighed.gains(found).tolist() if len(found) else ():
        assert not any(dominates(other, tuple(own)) for other in gains)


def test_a_large_case_has_some() -> None:
    assert len(leaning(home_of(large()), 2)) > 0
