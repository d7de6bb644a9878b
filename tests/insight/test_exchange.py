"""The exchange table, against every pair of changes looked at one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

import oracle
from strategies import cases
from toys import POINTS, linchpin_toy
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.insight import exchange
from winset.insight.exchange import Swap, swaps
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.worlds import mid

Change = tuple[str, str]


def traded(case: Case) -> list[Swap]:
    """Return the best trades from the package at rest."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    start = np.array(space.rest, dtype=np.int16)
    return swaps(space, rules, mid(space), 0, mid_luck(rules)[0], start)


def rest(case: Case) -> oracle.Package:
    return {name: issue.at_rest for name, issue in case.issues.items()}


def shifts(case: Case, package: oracle.Package) -> dict[str, Fraction]:
    """Return what a package adds for each principal over the package at rest."""
    return {
        party: oracle.value(case, case.principal(party), package)
        - oracle.value(case, case.principal(party), rest(case))
        for party in case.parties
    }


def by_hand(case: Case) -> list[tuple[Fraction, oracle.Package]]:
    """Return (product of both net gains, package) of the best payment for each concession."""
    start = rest(case)
    changes = [
        (issue, option)
        for issue in case.issues
        for option in oracle.offered(case, issue)
        if option != start[issue]
    ]
    alone = {change: shifts(case, {**start, change[0]: change[1]}) for change in changes}
    best: dict[tuple[str, str, Change, str], tuple[Fraction, Fraction, oracle.Package]] = {}
    for gift, payment in product(changes, changes):
        package = {**start, gift[0]: gift[1], payment[0]: payment[1]}
        net = shifts(case, package)
        if gift[0] == payment[0] or not oracle.possible(case, package) or min(net.values()) < 0:
            continue
        for giver, payer in product(case.parties, case.parties):
            fair = (
                alone[gift][giver] < 0 < alone[gift][payer]
                and alone[payment][payer] < 0 < alone[payment][giver]
                and max(net[giver], net[payer]) > 0
            )
            key = (giver, payer, gift, payment[0])
            if fair and (key not in best or (net[giver], net[payer]) > best[key][:2]):
                best[key] = (net[giver], net[payer], package)
    return [(first * second, package) for first, second, package in best.values()]


@settings(max_examples=40)
@given(cases(certain=True))
def test_each_concession_is_paid_by_the_change_that_gives_its_giver_most(case: Case) -> None:
    assume(len(oracle.packages(case)) <= 64)
    space = compile_case(case)
    found = [
        (
            Fraction(swap.net[0] * swap.net[1], UNITS**2),
            {issue: space.options[k][swap.digits[k]] for k, issue in enumerate(case.issues)},
        )
        for swap in traded(case)
    ]
    expected = by_hand(case)
    assert [worth for worth, _ in found] == sorted((w for w, _ in found), reverse=True)
    assert all(trade in expected for trade in found)
    assert {tuple(p.values()) for _, p in found} == {tuple(p.values()) for _, p in expected}
    assert len(found) == len({tuple(package.values()) for _, package in found})


def test_the_best_trade_of_the_toy_is_tiktok_for_export() -> None:
    best = traded(linchpin_toy())[0]
    # China gives TikTok (-2, worth 3) and is paid with Export (4, at a cost of 2)
    assert (best.giver, best.concession, best.payment) == (1, (0, 1), (2, 1))
    assert best.net == (2 * POINTS * UNITS, 1 * POINTS * UNITS)


def test_a_trade_says_what_the_concession_alone_does() -> None:
    assert traded(linchpin_toy())[0].alone == (-2 * POINTS * UNITS, 3 * POINTS * UNITS)


def test_whether_a_trade_would_pass_at_home_is_told() -> None:
    case = linchpin_toy()
    space = compile_case(case)
    for swap in traded(case):
        package = {i: space.options[k][swap.digits[k]] for k, i in enumerate(case.issues)}
        assert swap.passes == oracle.in_zone(case, package)


def test_only_the_best_trades_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    every = traded(linchpin_toy())
    assert len(every) > 1
    monkeypatch.setattr(exchange, "SHOWN", 1)
    assert traded(linchpin_toy()) == every[:1]


def test_pairs_looked_at_a_few_at_a_time_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    every = traded(linchpin_toy())
    monkeypatch.setattr(exchange, "AT_ONCE", 1)
    assert traded(linchpin_toy()) == every
