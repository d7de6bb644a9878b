"""Win-sets and the zone of agreement, against the model in plain Python; and what widens them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from strategies import cases
from toys import ISSUES, POINTS, linchpin_toy, settled
from winset.case.document import Case
from winset.case.numbers import Judged
from winset.case.rules import Rule
from winset.home.rules import Consent, Count, Weight, compile_rules
from winset.home.rules import Rule as Compiled
from winset.home.zone import Slice, deciders, drawn_luck, mid_luck, surveyed
from winset.space import packages as module
from winset.space.compile import compile_case
from winset.space.frontier import efficient
from winset.space.grid import UNITS, Bools
from winset.space.packages import blocks
from winset.space.solutions import solve
from winset.space.space import Space, only
from winset.space.worlds import Worlds, drawn, mid


def rules_of(case: Case) -> tuple[Compiled, ...]:
    return compile_rules([p.ratification for p in case.parties.values()], tuple(case.actors))


def survey(case: Case, size: int = 1000) -> list[Slice]:
    """Return the Slices of all packages at the middle numbers, in blocks of `size`."""
    space, rules = compile_case(case), rules_of(case)
    everyone = tuple(range(len(space.actors)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        luck = mid_luck(rules)[0]
        return list(surveyed(space, rules, mid(space), 0, luck, blocks(space), everyone))


def joined(slices: list[Slice], field: str) -> list[Any]:
    found: list[Any] = np.concatenate([getattr(s, field) for s in slices], axis=-1).tolist()
    return found


@settings(max_examples=40)  # the oracle takes its time
@given(cases(), st.sampled_from((1, 4, 1000)))
def test_gains_and_acceptance_are_those_of_the_oracle(case: Case, size: int) -> None:
    slices, packages = survey(case, size), oracle.packages(case)
    gains = [[Fraction(g, UNITS) for g in row] for row in joined(slices, "gains")]
    assert gains == [[oracle.gain(case, a, p) for p in packages] for a in case.actors]
    assert joined(slices, "accepted") == [
        [oracle.accepts(case, a, p) for p in packages] for a in case.actors
    ]


@settings(max_examples=40)  # the oracle takes its time
@given(cases(), st.sampled_from((1, 4, 1000)))
def test_win_sets_are_those_of_the_oracle(case: Case, size: int) -> None:
    packages = oracle.packages(case)
    assert joined(survey(case, size), "won") == [
        [oracle.ratified(case, party, p) for p in packages] for party in case.parties
    ]


@settings(max_examples=40)  # the oracle takes its time
@given(cases(), st.sampled_from((1, 4, 1000)))
def test_the_zone_is_that_of_the_oracle(case: Case, size: int) -> None:
    expected = [oracle.in_zone(case, package) for package in oracle.packages(case)]
    assert joined(survey(case, size), "zone") == expected


@settings(max_examples=40)  # the oracle takes its time
@given(cases())
def test_frontier_and_solutions_of_the_zone_are_those_of_the_oracle(case: Case) -> None:
    space, slices = compile_case(case), survey(case)
    inside = np.flatnonzero(joined(slices, "zone"))
    gains = np.array(joined(slices, "gains"), dtype=np.int64)[list(space.principals)][:, inside]
    numbers = inside[efficient(gains)]
    found = {s.rule: numbers[s.positions].tolist() for s in _solved(gains, inside)}

    packages = oracle.packages(case)
    zone = [n for n, package in enumerate(packages) if oracle.in_zone(case, package)]
    principals = [case.principal(party) for party in case.parties]
    rows = {n: tuple(oracle.gain(case, a, packages[n]) for a in principals) for n in zone}
    kept = oracle.efficient(list(rows.values()))
    frontier = [n for n, keep in zip(zone, kept, strict=True) if keep]
    best = oracle.solutions([rows[n] for n in frontier], frontier) if frontier else {}
    assert numbers.tolist() == frontier
    assert found == {rule: [frontier[n] for n in best.get(rule, ())] for rule in found}


def _solved(gains: Any, inside: Any) -> Any:
    kept = efficient(gains)
    return solve(gains[:, kept], inside[kept])


@given(cases(), st.integers(0, 1000))
def test_deciders_alone_give_the_same_zone_in_any_world(case: Case, seed: int) -> None:
    space, rules = compile_case(case), rules_of(case)
    worlds, luck = drawn(space, 2, seed), drawn_luck(rules, 2, seed)
    everyone = tuple(range(len(space.actors)))

    def zone(actors: tuple[int, ...]) -> list[bool]:
        slices = surveyed(space, rules, worlds, 1, luck[1], blocks(space), actors)
        return joined(list(slices), "zone")

    assert zone(deciders(space, rules)) == zone(everyone)


@given(cases(), st.integers(0, 1000))
def test_a_space_of_deciders_alone_has_the_same_zone(case: Case, seed: int) -> None:
    space, rules = compile_case(case), rules_of(case)
    kept = deciders(space, rules)
    small = only(space, kept)
    fewer = compile_rules([p.ratification for p in case.parties.values()], small.actors)
    luck = drawn_luck(rules, 1, seed)[0]

    def zone(of: Space, by: tuple[Compiled, ...], worlds: Worlds) -> list[bool]:
        everyone = tuple(range(len(of.actors)))
        return joined(list(surveyed(of, by, worlds, 0, luck, blocks(of), everyone)), "zone")

    worlds = drawn(space, 1, seed)
    assert zone(small, fewer, worlds.only(kept)) == zone(space, rules, worlds)


@given(cases())
def test_luck_has_a_number_for_each_legislature_and_a_stream_of_its_own(case: Case) -> None:
    rules = rules_of(case)
    few, many = drawn_luck(rules, 2, seed=1), drawn_luck(rules, 5, seed=1)
    assert many[:2].tolist() == few.tolist()
    assert mid_luck(rules).shape[1] == many.shape[1]


def won(case: Case, rules: tuple[Compiled, ...], worlds: Worlds | None = None) -> Bools:
    """Return the win-sets [parties, packages] under other rules or in another world."""
    space = compile_case(case)
    luck = np.full(mid_luck(rules_of(case)).shape[1], 0.5)
    everyone = tuple(range(len(space.actors)))
    slices = surveyed(space, rules, worlds or mid(space), 0, luck, blocks(space), everyone)
    found: Bools = np.concatenate([s.won for s in slices], axis=1)
    return found


@given(cases(), st.integers(0, 3))
def test_a_larger_quota_gives_a_smaller_win_set(case: Case, needs: int) -> None:
    everyone = tuple(Consent(actor) for actor in range(len(case.actors)))
    one, more = Count(needs, everyone), Count(needs + 1, everyone)
    assert (won(case, (more,) * len(case.parties)) <= won(case, (one,) * len(case.parties))).all()


@given(cases(), st.integers(0, 60), st.integers(0, 60))
def test_a_larger_weight_to_exceed_gives_a_smaller_win_set(
    case: Case, over: int, further: int
) -> None:
    votes = tuple((actor, 10 + actor) for actor in range(len(case.actors)))
    low, high = Weight(over, votes), Weight(over + further, votes)
    assert (won(case, (high,) * len(case.parties)) <= won(case, (low,) * len(case.parties))).all()


@given(cases(), st.data())
def test_an_added_veto_gives_a_smaller_win_set(case: Case, data: st.DataObject) -> None:
    veto = Consent(data.draw(st.integers(0, len(case.actors) - 1)))
    rules = rules_of(case)
    with_veto = tuple(Count(2, (rule, veto)) for rule in rules)
    assert (won(case, with_veto) <= won(case, rules)).all()


@given(cases(), st.data(), st.integers(0, 30 * UNITS))
def test_a_lower_reversion_value_gives_a_larger_win_set(
    case: Case, data: st.DataObject, lower: int
) -> None:
    actor = data.draw(st.integers(0, len(case.actors) - 1))
    rule = Count(1, tuple(Consent(a) for a in range(len(case.actors))))
    rules = (rule,) * len(case.parties)
    worlds = mid(compile_case(case))
    reservation = worlds.reservation.copy()
    reservation[0, actor] -= lower
    worse_off = replace(worlds, reservation=reservation)
    assert (won(case, rules, worse_off) >= won(case, rules, worlds)).all()


@given(cases())
def test_a_red_line_gives_a_smaller_win_set_to_its_party_and_none_other(case: Case) -> None:
    bare = case.model_copy(
        update={
            "parties": {
                name: party.model_copy(update={"red_lines": {}})
                for name, party in case.parties.items()
            }
        }
    )
    with_lines, without = won(case, rules_of(case)), won(bare, rules_of(bare))
    assert (with_lines <= without).all()
    for row, party in enumerate(case.parties.values()):
        if not party.red_lines:
            assert with_lines[row].tolist() == without[row].tolist()


def test_a_rule_that_passes_does_not_bind_a_principal_below_its_reservation() -> None:
    """A negative margin lets the President accept a loss of 2; the zone does not ask it of him."""
    toy = linchpin_toy()
    lenient = toy.actors["US_Exec"].model_copy(
        update={"margin": Judged.model_validate(-3 * POINTS)}
    )
    us = toy.parties["US"].model_copy(update={"ratification": Rule.model_validate("US_Exec")})
    case = toy.model_copy(
        update={
            "actors": {**toy.actors, "US_Exec": lenient},
            "parties": {**toy.parties, "US": us},
        }
    )
    slices, number = survey(case), compile_case(case).index(settled("Export"))
    ratified = [row[number] for row in joined(slices, "won")]
    assert (ratified, joined(slices, "zone")[number]) == ([True, True], False)


def agenda(package: dict[str, str]) -> frozenset[str]:
    return frozenset(issue for issue in ISSUES if package[issue] == "settled")


def toy_zone() -> dict[frozenset[str], tuple[int, int]]:
    """Return what is settled in each package of the toy's zone, with both principals' gains."""
    case = linchpin_toy()
    space, slices = compile_case(case), survey(case)
    gains = np.array(joined(slices, "gains"))[list(space.principals)] // (POINTS * UNITS)
    return {
        agenda(space.package(int(n))): (int(gains[0, n]), int(gains[1, n]))
        for n in np.flatnonzero(joined(slices, "zone"))
    }


def test_the_toy_has_twelve_packages_in_its_zone_reversion_among_them() -> None:
    zone = toy_zone()
    assert (len(zone), zone[frozenset()]) == (12, (0, 0))


def test_the_toy_is_best_settled_whole_by_nash() -> None:
    zone = toy_zone()
    gains = np.array(list(zone.values()), dtype=np.int64).T
    nash = solve(gains, np.arange(len(zone)))[0]
    assert [list(zone.items())[n] for n in nash.positions] == [(frozenset(ISSUES), (8, 7))]


def test_only_tariffs_can_be_settled_alone_in_the_toy() -> None:
    alone = {issues: gains for issues, gains in toy_zone().items() if len(issues) == 1}
    assert alone == {frozenset({"Tariffs"}): (2, 5)}


def test_the_toys_minimal_winning_agendas() -> None:
    winning = {issues for issues in toy_zone() if issues}
    minimal = {issues for issues in winning if not any(other < issues for other in winning)}
    assert minimal == {
        frozenset({"Tariffs"}),
        frozenset({"TikTok", "Export"}),
        frozenset({"TikTok", "Chips"}),
    }
