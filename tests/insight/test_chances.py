"""A few packages in many worlds, against one world at a time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

import oracle
from strategies import cases
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck, judge, mid_luck
from winset.insight.chances import chances, share
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.intervals import wilson
from winset.space.packages import describe, digits_of
from winset.space.values import package_values
from winset.space.worlds import drawn, mid


@settings(max_examples=50)
@given(cases())
def test_every_world_is_judged_as_if_it_were_the_only_one(case: Case) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    worlds, luck = drawn(space, 4, 7), drawn_luck(rules, 4, 7)
    numbers = np.array([0, space.combinations - 1, 0])
    found = chances(space, rules, worlds, luck, numbers)
    block = describe(space, digits_of(space, numbers))
    for w in range(4):
        values = package_values(space, worlds, w, block)
        alone = judge(space, rules, worlds, w, luck[w], block, values)
        assert found.gains[w].tolist() == alone.gains.tolist()
        assert found.accepted[w].tolist() == alone.accepted.tolist()
        assert found.won[w].tolist() == alone.won.tolist()
        assert found.zone[w].tolist() == alone.zone.tolist()


@settings(max_examples=30)
@given(cases(certain=True))
def test_at_the_middle_numbers_a_package_is_worth_what_the_oracle_says(case: Case) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    package = oracle.packages(case)[-1]
    number = np.array([space.index(package)])
    found = chances(space, rules, mid(space), mid_luck(rules), number)
    gains = [Fraction(int(gain), UNITS) for gain in found.gains[0, :, 0]]
    assert gains == [oracle.gain(case, actor, package) for actor in case.actors]
    assert found.zone[0, 0] == oracle.in_zone(case, package)


def test_a_share_comes_with_its_interval() -> None:
    happened = np.array([True, True, False, False])
    assert share(happened) == (0.5, wilson(2, 4))


@pytest.mark.parametrize(
    ("successes", "trials", "expected"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_intervals_are_those_of_newcombe(
    successes: int, trials: int, expected: tuple[float, float]
) -> None:
    assert wilson(successes, trials) == pytest.approx(expected, abs=5e-5)


def test_what_always_happened_may_still_be_in_doubt() -> None:
    low, high = wilson(20, 20)
    assert (round(low, 4), high) == (0.8389, 1.0)


def test_without_trials_anything_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
