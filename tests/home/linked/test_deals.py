"""The deal of a zone by the ladder, and its last rung against enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from linked_twin import asked, rows, solutions_of, zone_of
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.linked import coalitions, milp
from winset.home.linked.deals import zone_deal
from winset.home.linked.milp import deal_by_milp, zone_asked
from winset.space.diagram import compilation, solutions
from winset.space.diagram.merits import Merit
from winset.space.diagram.solutions import Solved
from winset.space.solutions import RULES


def deal(case: Case, rule: str) -> Solved:
    return zone_deal(*asked(case), rule)


def in_the_zone(case: Case, packages: np.ndarray) -> bool:
    digits, _ = zone_of(case)
    return set(rows(packages)) <= set(rows(digits.T))


@settings(max_examples=10)  # three programmes each
@given(cases(certain=True))
def test_a_programme_finds_packages_of_the_zone_and_a_bound_that_none_exceeds(case: Case) -> None:
    for rule in ("nash", "egalitarian", "utilitarian"):
        _, best = solutions_of(case)[rule]
        found = deal_by_milp(zone_asked(*asked(case)), rule)
        assert (found.status, found.route) == ("gap", "milp")
        assert in_the_zone(case, found.packages)
        if best:
            worth = float(Merit(rule, (1,) * len(best[0])).near(np.array(best))[0])
            assert found.value <= worth * (1 + 1e-12) <= found.bound * (1 + 1e-9)
        else:
            assert found.merit is None


@pytest.mark.parametrize("rule", RULES)
def test_where_the_diagram_serves_it_answers(rule: str) -> None:
    found = deal(linchpin_toy(), rule)
    assert (found.route, found.status) == ("diagram", "exact")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("module", "limit"), [(compilation, "MOST_NODES"), (coalitions, "MOST"), (solutions, "CAPS")]
)
def test_where_the_diagram_gives_up_a_programme_answers_with_its_gap(
    monkeypatch: pytest.MonkeyPatch, rule: str, module: object, limit: str
) -> None:
    exact = deal(linchpin_toy(), rule)
    monkeypatch.setattr(module, limit, () if limit == "CAPS" else 0)
    found = deal(linchpin_toy(), rule)
    assert found.status == "gap"
    assert found.gap < 1e-3
    assert exact.gains.tolist() == found.gains.tolist()


def test_cut_off_by_the_clock_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "MOST_NODES", 0)
    monkeypatch.setattr(milp, "SECONDS", 0.0)
    found = zone_deal(*asked(linchpin_toy()), "nash")
    assert (found.status, found.timed) == ("gap", True)
    assert found.gap > 0
