"""One survey, three routes: what a diagram, and programmes, say of what looking at all says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings

from large import large
from strategies import cases
from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.space.conditions import Test
from winset.space.diagram.compilation import TooWide, compile_diagram
from winset.space.diagram.diagram import Diagram
from winset.space.space import Space
from winset.study.ground import Ground, Route, lay
from winset.study.survey import drawn
from winset.study.survey.enumeration import by_enumeration
from winset.study.survey.found import Amount, Survey
from winset.study.survey.judged import SAMPLE
from winset.study.survey.programme import by_programme
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


@settings(max_examples=6)  # some twenty programmes each
@given(cases())
def test_programmes_say_nothing_that_looking_at_all_packages_contradicts(case: Case) -> None:
    whole, sought = (
        by_enumeration(ground(case, "enumeration")),
        by_programme(ground(case, "programme")),
    )
    assert sought.possible == whole.possible
    for some, every in zip(counts(sought), counts(whole), strict=True):
        assert some.low <= every.low <= every.high <= some.high
    for rule, picks in sought.picks.items():
        best = whole.picks[rule]
        assert picks.gap == 1 or set(picks.numbers.tolist()) <= set(best.numbers.tolist())
        assert bool(best.numbers.size) or not picks.numbers.size
    for issue, passes in enumerate(sought.passable):
        assert passes is None or passes == whole.passable[issue]
    assert sought.alone == whole.alone
    for gains in whole.gains.T if sought.efficient else ():
        assert (sought.gains.T >= gains - sought.epsilon).all(axis=1).any()


def test_where_hard_linkages_are_too_wide_to_count_packages_are_drawn_until_they_are_possible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid = ground(large(), "programme")
    counted = by_programme(laid)
    monkeypatch.setattr(drawn, "compile_diagram", of_at_most(1))
    sampled = by_programme(laid)
    assert (counted.counted, sampled.counted) == (True, False)
    assert counted.possible < sampled.possible < laid.space.combinations
    low, high = sampled.zone.interval or (0.0, 1.0)
    assert low < counted.zone.share < high
    left = next(
        found for note in sampled.notes if (found := re.search("about ([0-9.]+) are", note))
    )
    assert float(left[1]) == pytest.approx(counted.possible / sampled.possible, abs=0.02)


def test_where_hard_linkages_leave_too_little_to_draw_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn, "compile_diagram", of_at_most(1))
    monkeypatch.setattr(drawn, "TRIED", SAMPLE)
    monkeypatch.setattr(drawn, "FEWEST", 2 * SAMPLE)
    with pytest.raises(CannotRun, match="too few to say what share"):
        by_programme(ground(large(), "programme"))


def of_at_most(tests: int) -> Callable[..., Diagram]:
    """Return a compiler for which more hard linkages than so many are too wide."""

    def narrow(space: Space, forbidden: Sequence[Test] = (), part: int = 1) -> Diagram:
        if len(space.forbidden) > tests:
            raise TooWide(1, 1, 1, 1)
        return compile_diagram(space, forbidden, part)

    return narrow
