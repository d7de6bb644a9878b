"""The frontier by mixed-integer programs, against enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from linked_twin import asked, rows, zone_of
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.linked import edge, milp
from winset.home.linked.edge import frontier_by_milp
from winset.home.linked.milp import zone_asked
from winset.space.diagram.frontier import Frontier


def frontier(case: Case) -> Frontier:
    none = np.zeros((0, len(case.issues)), dtype=np.int32)
    return frontier_by_milp(zone_asked(*asked(case)), none).frontier


@settings(max_examples=8)  # up to twenty programmes each
@given(cases(certain=True))
def test_points_lie_in_the_zone_and_every_package_of_it_within_epsilon_of_one(case: Case) -> None:
    digits, gains = zone_of(case)
    found = frontier(case)
    known = dict(zip(rows(digits.T), rows(gains.T), strict=True))
    assert [known[package] for package in rows(found.packages)] == rows(found.gains)
    for point in gains.T if len(found.gains) else ():
        assert (found.gains >= point - found.epsilon).all(axis=1).any()


def test_looks_beyond_the_corners_close_the_frontier(monkeypatch: pytest.MonkeyPatch) -> None:
    case = linchpin_toy()
    close = frontier(case).epsilon
    monkeypatch.setattr(edge, "LOOKS", 0)
    assert close < frontier(case).epsilon


def test_what_is_known_before_is_on_it_where_nothing_is_better() -> None:
    case = linchpin_toy()
    digits, gains = zone_of(case)
    best = int(gains.sum(axis=0).argmax())
    known = digits[:, [best]].T.astype(np.int32)
    found = frontier_by_milp(zone_asked(*asked(case)), known).frontier
    assert rows(gains[:, [best]].T)[0] in rows(found.gains)


@pytest.mark.parametrize(("seconds", "cut"), [(60.0, False), (0.0, True)])
def test_cut_off_by_the_clock_it_says_so(
    monkeypatch: pytest.MonkeyPatch, seconds: float, *, cut: bool
) -> None:
    monkeypatch.setattr(milp, "SECONDS", seconds)
    none = np.zeros((0, 5), dtype=np.int32)
    assert cut == frontier_by_milp(zone_asked(*asked(linchpin_toy())), none).timed
