"""One survey, two routes: a diagram says of all packages what looking at all of them says."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from strategies import cases
from winset.case.document import Case
from winset.study.ground import Ground, Route, lay
from winset.study.survey.enumeration import by_enumeration
from winset.study.survey.found import Amount, Survey
from winset.study.survey.structure import by_structure

DAY = date(2026, 1, 1)


def ground(case: Case, route: Route) -> Ground:
    """Return the ground of a case, few worlds drawn."""
    return lay(case, as_of=DAY, worlds=2, seed=1, route=route)


def counts(found: Survey) -> list[Amount]:
    """Return everything that a survey counts."""
    return [found.both_gain, found.zone, *found.won]


@given(cases())
def test_both_routes_count_the_same_packages(case: Case) -> None:
    whole, linked = (
        by_enumeration(ground(case, "enumeration")),
        by_structure(ground(case, "structure")),
    )
    assert linked.possible == whole.possible
    assert counts(linked) == counts(whole)


@given(cases())
def test_both_routes_pick_the_same_packages_with_all_their_ties(case: Case) -> None:
    whole, linked = (
        by_enumeration(ground(case, "enumeration")),
        by_structure(ground(case, "structure")),
    )
    for rule, picks in whole.picks.items():
        assert linked.picks[rule].numbers.tolist() == picks.numbers.tolist(), rule
        assert linked.picks[rule].gains.tolist() == picks.gains.tolist()
        assert linked.picks[rule].gap == 0


@given(cases())
def test_both_routes_find_the_same_frontier(case: Case) -> None:
    whole, linked = (
        by_enumeration(ground(case, "enumeration")),
        by_structure(ground(case, "structure")),
    )
    assert {tuple(g) for g in linked.gains.T.tolist()} == {tuple(g) for g in whole.gains.T.tolist()}
    assert set(linked.frontier.tolist()) <= set(whole.frontier.tolist())


@given(cases())
def test_both_routes_know_which_issues_can_pass(case: Case) -> None:
    whole, linked = (
        by_enumeration(ground(case, "enumeration")),
        by_structure(ground(case, "structure")),
    )
    assert (linked.passable, linked.alone) == (whole.passable, whole.alone)
