"""Many searches of one union of regions give what trying every package gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.home.linked.regions import at_home, zone_diagram
from winset.home.linked.union import Zone, zone_union
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck
from winset.space.compile import compile_case
from winset.space.diagram.batch import Answers, answers
from winset.space.diagram.dominance import falling, needless
from winset.space.diagram.merits import Merit
from winset.space.diagram.outlook import Asked, Field, outlook
from winset.space.diagram.union import bounds
from winset.space.grid import Ints
from winset.space.worlds import drawn

CAP = 10_000


def zone(case: Case) -> Zone | None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    luck = drawn_luck(rules, 1, 1)[0]
    home = at_home(space, rules, drawn(space, 1, 1), 0, zone_diagram(space))
    return zone_union(space, rules, luck, home)


def by_trying(found: Zone, asked: Asked, search: int) -> tuple[int, ...]:
    """Return the first of the best packages of one search, -1 on all issues if there is none."""
    union = found.union
    shift = asked.start[search] - union.weighed.start
    best = None
    for package in union.weighed.diagram:
        if not all(
            options[search, option] for options, option in zip(asked.allowed, package, strict=True)
        ):
            continue
        gains = union.weighed.gains(np.array([package], dtype=np.int32))[0] + shift
        if ((gains >= union.floor) | ~union.asked).all(axis=1).any():
            own = [int(gain) for gain in gains[: union.parties]]
            product = 1
            for gain in own:
                product *= gain
            rank = -product, -sum(own), -min(own), package
            best = rank if best is None else min(best, rank)
    return (-1,) * len(asked.allowed) if best is None else best[3]


def asked_of(found: Zone, dice: np.random.Generator, searches: int = 4) -> Asked:
    """Return searches with some options barred and gains that start elsewhere."""
    weighed = found.union.weighed
    allowed = tuple(dice.random((searches, n)) < 0.8 for n in weighed.diagram.offered)
    actors = max(found.actors) + 1
    spent = dice.integers(-5, 5, (searches, actors)) * 10**9
    return Asked(allowed, found.start(spent))


def told_of(found: Zone, asked: Asked, cap: int) -> Answers:
    """Return what searches of a zone come to for Nash's rule."""
    merit = Merit("nash", (1,) * found.union.parties)
    priced = bounds(found.union, merit)
    assert priced is not None
    return answers(Field(found.union, priced), merit, asked, 0.1, cap)


@settings(max_examples=60)
@given(cases(), st.integers(0, 99))
def test_every_search_finds_the_first_of_the_best_packages(case: Case, seed: int) -> None:
    found = zone(case)
    if found is None:
        return
    asked = asked_of(found, np.random.default_rng(seed))
    told = told_of(found, asked, CAP)
    assert told.known.all()
    expected = [by_trying(found, asked, search) for search in range(len(asked.start))]
    assert [tuple(row) for row in told.packages.tolist()] == expected


@settings(max_examples=20)
@given(cases(), st.integers(0, 99))
def test_what_meets_the_cap_is_said_to_be_open(case: Case, seed: int) -> None:
    found = zone(case)
    if found is None:
        return
    asked = asked_of(found, np.random.default_rng(seed))
    told = told_of(found, asked, 1)
    for search in np.flatnonzero(told.known).tolist():
        assert tuple(told.packages[search].tolist()) == by_trying(found, asked, search)


@settings(max_examples=20)
@given(cases(), st.integers(0, 99))
def test_what_may_still_come_is_the_longest_path_of_each_search(case: Case, seed: int) -> None:
    found = zone(case)
    if found is None:
        return
    asked = asked_of(found, np.random.default_rng(seed))
    union = found.union
    priced = bounds(union, Merit("nash", (1,) * union.parties))
    assert priced is not None
    view = outlook(Field(union, priced), asked)
    for search in range(len(asked.start)):
        packages = [
            package
            for package in union.weighed.diagram
            if all(on[search, option] for on, option in zip(asked.allowed, package, strict=True))
        ]
        if packages:
            gains = union.weighed.gains(np.array(packages, dtype=np.int32)) - union.weighed.start
            assert view.most[0][search, 0].tolist() == gains.max(axis=0).tolist()
            assert view.least[0][search, 0].tolist() == gains.min(axis=0).tolist()
        else:
            assert view.ahead[0][search, 0, 0] == -np.inf


@pytest.mark.parametrize(
    ("gains", "digits", "dropped"),
    [
        ([[3, 3], [2, 3]], [[1], [0]], [False, True]),
        ([[3, 2], [2, 3]], [[0], [1]], [False, False]),
        ([[3, 3], [3, 3]], [[1], [0]], [True, False]),
        ([[3, 3], [3, 3]], [[0], [1]], [False, True]),
    ],
)
def test_a_label_goes_that_is_worse_or_equal_and_later(
    gains: list[list[int]], digits: list[list[int]], dropped: list[bool]
) -> None:
    group: Ints = np.zeros(2, dtype=np.int64)
    rows, options = np.array(gains), np.array(digits, dtype=np.int16)
    order = falling(group, rows)
    assert order.tolist() == [0, 1]
    assert needless(group, rows, 2, options).tolist() == dropped


def test_as_good_for_the_parties_and_later_in_file_order_stays_if_it_is_better_elsewhere() -> None:
    gains, digits = np.array([[3, 9], [3, 5]]), np.array([[1], [0]], dtype=np.int16)
    assert needless(np.zeros(2, dtype=np.int64), gains, 1, digits).tolist() == [False, False]
