"""What a move does to the zone and the Nash deal, against a search of the changed case."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

import oracle
from strategies import cases
from toys import POINTS, linchpin_toy
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.insight.leverage import Shifted, leverage
from winset.space import packages
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.packages import blocks
from winset.space.worlds import mid


def moved(case: Case) -> Shifted:
    """Return what the moves of a case do at the middle numbers."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return leverage(space, rules, mid(space), mid_luck(rules), list(blocks(space)))


def with_move(**move: object) -> Case:
    """Return the toy with one American threat."""
    toy = linchpin_toy()
    threat = {"name": "A threat", "by": "US", "kind": "threat", **move}
    return Case.model_validate(
        {**toy.model_dump(by_alias=True, exclude_unset=True), "moves": {"threat": threat}}
    )


def reservation_after(case: Case, move: str, actor: str) -> Fraction:
    """Return the actor's value of no agreement once the move is made."""
    written = case.moves[move]
    before = oracle.without_agreement(case)
    after = {**before, **written.reversion}
    change = oracle.value(case, actor, after) - oracle.value(case, actor, before)
    if actor in written.shifts:
        change += oracle.on_grid(Fraction(written.shifts[actor].mid))
    return oracle.reservation(case, actor) + change


def zone_after(case: Case, move: str) -> list[oracle.Package]:
    """Return the zone once the move is made, package by package."""
    limits = {actor: reservation_after(case, move, actor) for actor in case.actors}
    found = []
    for package in oracle.packages(case):
        gains = {a: oracle.value(case, a, package) - limit for a, limit in limits.items()}
        yes = {
            a
            for a, gain in gains.items()
            if gain >= (oracle.on_grid(Fraction(m.mid)) if (m := case.actors[a].margin) else 0)
        }
        if oracle.possible(case, package) and all(
            oracle.holds(side.ratification, yes)
            and not oracle.crossed(case, party, package)
            and gains[case.principal(party)] >= 0
            for party, side in case.parties.items()
        ):
            found.append(package)
    return found


@settings(max_examples=60)
@given(cases(certain=True))
def test_the_zone_and_the_nash_deal_are_those_of_the_changed_case(case: Case) -> None:
    assume(len(oracle.packages(case)) <= 64)
    found = moved(case)
    assert found.zone[0, 0] == sum(oracle.in_zone(case, p) for p in oracle.packages(case))
    for m, move in enumerate(case.moves, start=1):
        zone = zone_after(case, move)
        assert found.zone[0, m] == len(zone)
        if not zone:
            continue
        principals = [case.principal(party) for party in case.parties]
        limits = [reservation_after(case, move, actor) for actor in principals]

        def merit(values: list[Fraction], limits: list[Fraction] = limits) -> Fraction:
            return math.prod(
                (v - limit for v, limit in zip(values, limits, strict=True)), start=Fraction(1)
            )

        best = max(merit([oracle.value(case, a, p) for a in principals]) for p in zone)
        deal = [Fraction(int(value), UNITS) for value in found.value[0, m]]
        assert float(merit(deal)) == pytest.approx(float(best))


def test_a_threat_that_costs_the_other_side_widens_the_zone() -> None:
    found = moved(with_move(shifts={"CN_Lead": -4 * POINTS, "CN_Sec": -4 * POINTS}))
    assert found.zone[0, 0] == 12
    assert found.zone[0, 1] > 12


def test_a_threat_that_costs_its_owner_as_much_as_it_would_take_leaves_no_zone() -> None:
    found = moved(with_move(shifts={"US_Exec": 100}))
    assert found.zone[0].tolist() == [12, 0]


def test_a_move_that_changes_nothing_leaves_the_deal_as_it_is() -> None:
    found = moved(with_move(reversion={"TikTok": "rest"}))
    assert found.value[0, 0].tolist() == found.value[0, 1].tolist()


def test_the_deal_is_the_same_in_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_move(shifts={"CN_Lead": -POINTS})
    whole = moved(case)
    monkeypatch.setattr(packages, "BLOCK", 4)
    pieces = moved(case)
    assert pieces.zone.tolist() == whole.zone.tolist()
    assert pieces.value.tolist() == whole.value.tolist()
