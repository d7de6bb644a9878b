"""Five packages for the closing check."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest

from room.corners import corners
from winset.room.elicitation.frame import Frame, Topic
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.ranking import Ranked, five
from winset.room.elicitation.region import simplex
from winset.room.elicitation.swings import rows

ISSUES = ("a", "b", "c", "d", "e")
SCORES = {"x": Range(0, 10, 20), "y": Range(50, 60, 70), "z": Range.exact(100.0)}
FRAME = Frame("lead", tuple(Topic(i, ("x", "y", "z"), ("x", "y"), "y", SCORES) for i in ISSUES))
SCORED = dict.fromkeys(ISSUES, SCORES)
MID = dict(zip(ISSUES, (0.3, 0.25, 0.2, 0.15, 0.1), strict=True))
REGION = simplex(5).within(rows([Range(m * 90, m * 100, m * 110) for m in MID.values()]))


def picked(*never: Mapping[str, str]) -> tuple[Ranked, ...]:
    """Return the five packages, without those that hold a forbidden combination."""

    def allowed(package: Mapping[str, str]) -> bool:
        return not any(bad.items() <= package.items() for bad in never)

    return five(FRAME, SCORED, MID, REGION, allowed)


def test_five_packages_come_best_first_and_differ_on_the_four_weightiest_issues() -> None:
    found = picked()
    values = [one.value.mid for one in found]
    assert 5 == len({tuple(one.package.items()) for one in found})
    assert sorted(values, reverse=True) == values
    assert {"y"} == {one.package["e"] for one in found}


def test_only_options_on_offer_and_packages_that_are_allowed_are_shown() -> None:
    found = picked({"a": "x", "b": "y"})
    assert {"x", "y"} >= {option for one in found for option in one.package.values()}
    assert not any(one.package["a"] == "x" and one.package["b"] == "y" for one in found)


def test_most_neighbours_are_each_better_on_something() -> None:
    torn = [
        any(SCORES[one.package[i]].mid > SCORES[other.package[i]].mid for i in ISSUES)
        and any(SCORES[one.package[i]].mid < SCORES[other.package[i]].mid for i in ISSUES)
        for one, other in combinations(picked(), 2)
    ]
    assert sum(torn) >= 5


def test_a_value_has_the_range_of_every_corner_of_weights_and_scores() -> None:
    points = np.array(corners(REGION))
    for one in picked():
        scores = [SCORES[option] for option in one.package.values()]
        assert one.value.low == pytest.approx((points @ [s.low for s in scores]).min(), abs=1e-5)
        assert one.value.high == pytest.approx((points @ [s.high for s in scores]).max(), abs=1e-5)


def test_fewer_packages_than_five_are_all_shown() -> None:
    frame = Frame("lead", FRAME.topics[:1])
    found = five(frame, SCORED, {"a": 1.0}, simplex(1), bool)
    assert ["y", "x"] == [one.package["a"] for one in found]
