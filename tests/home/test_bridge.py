"""The least compensation that carries a package home, against every set of payments tried."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

import oracle
from strategies import cases
from toys import POINTS, linchpin_toy, settled
from winset.case.document import Case
from winset.home.bridge import Bridge, TooManyRefusers, bridge, total
from winset.home.rules import Consent, Count, Rule, Weight, compile_rules
from winset.home.zone import judge, mid_luck
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.packages import describe, digits_of
from winset.space.values import package_values
from winset.space.worlds import mid


def bridges(case: Case, package: dict[str, str]) -> list[Bridge]:
    """Return the Bridge of each side for a package at the middle numbers."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    world, luck = mid(space), mid_luck(rules)[0]
    block = describe(space, digits_of(space, np.array([space.index(package)])))
    at = judge(space, rules, world, 0, luck, block, package_values(space, world, 0, block))
    return [
        bridge(
            space,
            rule,
            p,
            at.gains[:, 0],
            world.margin[0],
            luck,
            allowed=bool(block.allowed[p, 0]),
        )
        for p, rule in enumerate(rules)
    ]


def test_settling_tiktok_alone_takes_three_on_the_chinese_side() -> None:
    american, chinese = bridges(linchpin_toy(), settled("TikTok"))
    assert american.payments == {}
    assert chinese.payments == {2: 2 * POINTS * UNITS, 3: 1 * POINTS * UNITS}


def test_the_total_is_the_sum_of_the_sides() -> None:
    assert total(bridges(linchpin_toy(), settled("TikTok"))) == 3 * POINTS * UNITS


def test_there_is_no_total_if_one_side_cannot_be_paid() -> None:
    assert total([Bridge({0: 5}), Bridge(None)]) is None


@settings(max_examples=60)
@given(cases(certain=True))
def test_the_payments_are_the_cheapest_that_pass(case: Case) -> None:
    for package in (oracle.packages(case)[0], oracle.packages(case)[-1]):
        for party, found in zip(case.parties, bridges(case, package), strict=True):
            paid = None if found.total is None else Fraction(found.total, UNITS)
            assert paid == cheapest(case, party, package)


def cheapest(case: Case, party: str, package: dict[str, str]) -> Fraction | None:
    """Return the least sum of payments with which the side ratifies, by trying all sets."""
    if not oracle.possible(case, package) or oracle.crossed(case, party, package):
        return None
    principal = case.principal(party)
    lacks = {}
    yes = set()
    for name, actor in case.actors.items():
        gain = oracle.gain(case, name, package)
        level = max(gain, Fraction(0)) if name == principal else gain
        margin = oracle.on_grid(Fraction(actor.margin.mid)) if actor.margin else Fraction(0)
        if level >= margin:
            yes.add(name)
        else:
            lacks[name] = margin - level
    start = max(-oracle.gain(case, principal, package), Fraction(0))
    rule = case.parties[party].ratification
    costs = [
        start + sum(lacks[name] for name in chosen)
        for size in range(len(lacks) + 1)
        for chosen in combinations(lacks, size)
        if oracle.holds(rule, yes | set(chosen))
    ]
    return min(costs, default=None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Count(2, (Consent(0), Consent(1), Consent(2))), {1: 2, 2: 3}),
        (Count(1, (Consent(0), Count(2, (Consent(1), Consent(2))))), {0: 4}),
        (Weight(3, ((0, 4), (1, 2), (2, 2))), {0: 4}),
        (Weight(4, ((0, 3), (1, 2), (2, 3))), {1: 2, 2: 3}),
    ],
)
def test_the_cheapest_of_several_ways_to_carry_a_rule_is_paid(
    rule: Rule, expected: dict[int, int]
) -> None:
    space = compile_case(linchpin_toy())
    gains = np.array([-4, -2, -3, 0]) + np.array([9, 9, 9, 9])
    margin = np.full(4, 9)
    found = bridge(space, rule, 1, gains, margin, np.ones(0), allowed=True)
    assert found.payments == expected


def test_a_rule_with_more_voters_than_sets_can_be_tried_is_paid_exactly() -> None:
    votes = {actor: 30 + 7 * actor % 11 for actor in range(27)}
    prices = {actor: 1 + actor * actor % 13 for actor in votes}
    prices[2] = 0  # the principal accepts
    least = {0: 0}
    for actor, weight in votes.items():
        for carried, cost in list(least.items()):
            reached = cost + prices[actor]
            least[carried + weight] = min(least.get(carried + weight, reached), reached)
    found = bridge(
        compile_case(linchpin_toy()),
        Weight(500, tuple(votes.items())),
        1,
        -np.array(list(prices.values())),
        np.zeros(27, dtype=np.int64),
        np.ones(0),
        allowed=True,
    )
    assert found.total == min(cost for carried, cost in least.items() if carried > 500)


def test_parts_that_share_more_refusers_than_can_be_tried_are_refused_by_name() -> None:
    pairs = tuple(Count(2, (Consent(a), Consent((a + 1) % 23))) for a in range(23))
    with pytest.raises(TooManyRefusers, match=r"party `CN` .* 22 of them refuse"):
        bridge(
            compile_case(linchpin_toy()),
            Count(5, pairs),
            1,
            np.full(23, -1),
            np.zeros(23, dtype=np.int64),
            np.ones(0),
            allowed=True,
        )
