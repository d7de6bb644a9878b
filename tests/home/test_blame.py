"""Who or what keeps a package from passing, against every set tried in plain Python."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
from strategies import cases
from toys import linchpin_toy, settled
from winset.case.document import Case
from winset.case.rules import Rule
from winset.home import blame
from winset.home.blame import (
    Need,
    blocking_sets,
    conjuncts,
    minimal_conflicts,
    needs_of,
    package_conflicts,
)
from winset.home.rules import Consent, Count, compile_rules, voters
from winset.home.zone import Slice, mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.packages import blocks
from winset.space.worlds import mid

tables = st.integers(1, 5).flatmap(
    lambda rows: st.lists(
        st.lists(st.booleans(), min_size=rows, max_size=rows), min_size=1, max_size=6
    )
)


def smallest(sets: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the sets with no other of them inside, smallest first."""
    kept = [s for s in sets if not any(set(t) < set(s) for t in sets)]
    return sorted(kept, key=lambda members: (len(members), members))


def subsets(members: list[int]) -> list[tuple[int, ...]]:
    return [s for size in range(len(members) + 1) for s in combinations(members, size)]


def slices_of(case: Case) -> list[Slice]:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    everyone = tuple(range(len(space.actors)))
    return list(surveyed(space, rules, mid(space), 0, mid_luck(rules)[0], blocks(space), everyone))


@given(tables)
def test_a_conflict_is_a_minimal_set_that_no_column_satisfies(packages: list[list[bool]]) -> None:
    count = len(packages[0])
    unmet = [
        s
        for s in subsets(list(range(count)))
        if not any(all(package[row] for row in s) for package in packages)
    ]
    satisfied = [np.array(packages).T]
    assert minimal_conflicts(satisfied, count) == smallest(unmet)


@given(tables)
def test_packages_may_come_in_blocks(packages: list[list[bool]]) -> None:
    count = len(packages[0])
    whole = [np.array(packages).T]
    single = [np.array([package]).T for package in packages]
    assert minimal_conflicts(single, count) == minimal_conflicts(whole, count)


@given(tables)
def test_too_many_constraints_give_one_of_the_minimal_conflicts(packages: list[list[bool]]) -> None:
    count = len(packages[0])
    satisfied = [np.array(packages).T]
    every = minimal_conflicts(satisfied, count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blame, "MOST", 0)
        one = minimal_conflicts(satisfied, count)
    assert len(one) == min(1, len(every))
    assert set(one) <= set(every)


@given(cases(certain=True), st.randoms(use_true_random=False))
def test_a_blocking_set_is_a_minimal_set_of_refusers_that_sinks_the_rule(
    case: Case, chance: Random
) -> None:
    space = compile_case(case)
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, space.actors)
    luck = mid_luck(rules)[0]
    accepted = np.array([chance.random() < 0.5 for _ in space.actors])
    for rule, words in zip(rules, written, strict=True):
        refusers = [a for a in voters(rule) if not accepted[a]]
        sinking = [
            s
            for s in subsets(refusers)
            if not oracle.holds(words, {n for a, n in enumerate(space.actors) if a not in s})
        ]
        if not oracle.holds(words, {n for a, n in enumerate(space.actors) if a not in refusers}):
            assert blocking_sets(rule, accepted, luck) == smallest(sinking)
        else:
            assert blocking_sets(rule, accepted, luck) == []


def test_each_refuser_with_a_veto_blocks_alone() -> None:
    rule = Count(2, (Consent(0), Consent(1)))
    assert blocking_sets(rule, np.array([False, False]), np.ones(0)) == [(0,), (1,)]


def test_two_of_three_refusals_together_block_a_majority() -> None:
    rule = Count(2, (Consent(0), Consent(1), Consent(2)))
    refused = np.array([False, False, False])
    assert blocking_sets(rule, refused, np.ones(0)) == [(0, 1), (0, 2), (1, 2)]


def test_more_refusers_than_can_be_tried_give_one_blocking_set() -> None:
    rule = Count(13, tuple(Consent(a) for a in range(25)))
    refused = np.zeros(25, dtype=np.bool_)
    assert [len(found) for found in blocking_sets(rule, refused, np.ones(0))] == [13]


def test_conflicts_and_blocks_of_more_members_than_an_integer_has_bits() -> None:
    free = np.ones((70, 3), dtype=np.bool_)
    free[[5, 69], [0, 1]] = False
    free[68, 2] = False
    assert minimal_conflicts([free[:, :2], free[:, 2:]], 70) == [(5, 68, 69)]
    rule = Count(70, tuple(Consent(a) for a in range(70)))
    assert blocking_sets(rule, np.zeros(70, dtype=np.bool_), np.ones(0)) == [(69,)]


def test_nested_parts_that_must_all_hold_are_told_apart() -> None:
    either = Count(1, (Consent(2), Consent(3)))
    rule = Count(2, (Consent(0), Count(2, (Consent(1), either))))
    assert conjuncts(rule) == (Consent(0), Consent(1), either)


def test_the_toy_without_tiktok_cannot_give_export_rare_earths_and_tariffs() -> None:
    case = linchpin_toy()
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    at_rest = [
        replace(part, block=replace(part.block, possible=part.block.digits[0] == 0))
        for part in slices_of(case)
    ]
    package = [space.options[k].index(o) for k, o in enumerate(demanded().values())]
    needs = needs_of(space, rules, package)
    found = package_conflicts(space, rules, mid_luck(rules)[0], at_rest, needs)
    congress, sec = Need("consent", 0, 1), Need("consent", 1, 1)
    assert found == [
        (Need("demand", 2, 1), congress),
        (Need("demand", 3, 1), congress, sec),
    ]


def demanded() -> dict[str, str]:
    return settled("Export", "RareEarth", "Tariffs")


@settings(max_examples=40)
@given(cases(certain=True, parties=(2,)), st.randoms(use_true_random=False))
def test_the_conflicts_of_a_package_are_those_of_the_oracle(case: Case, chance: Random) -> None:
    space = compile_case(case)
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, space.actors)
    offer = chance.choice(oracle.packages(case))
    assume(len(oracle.packages(case)) <= 64)
    digits = [options.index(o) for options, o in zip(space.options, offer.values(), strict=True)]
    needs = needs_of(space, rules, digits)
    assume(len(needs) <= 8)
    met_together = {
        frozenset(n for n, need in enumerate(needs) if meets(case, need, offer, package))
        for package in oracle.packages(case)
        if oracle.possible(case, package)
    }
    unmet = [
        s
        for s in subsets(list(range(len(needs))))
        if not any(met.issuperset(s) for met in met_together)
    ]
    found = package_conflicts(space, rules, mid_luck(rules)[0], slices_of(case), needs)
    assert found == [tuple(needs[n] for n in members) for members in smallest(unmet)]


def meets(case: Case, need: Need, offer: oracle.Package, package: oracle.Package) -> bool:
    """Whether a package meets one need of an offer, by the oracle."""
    if need.kind == "demand":
        issue = list(case.issues)[need.where]
        return package[issue] == offer[issue]
    party = list(case.parties)[need.where]
    principal = case.principal(party)
    content = oracle.gain(case, principal, package) >= 0
    if need.kind == "red line":
        lines = list(case.parties[party].red_lines.values())
        return not oracle.meets(lines[need.what].never, package)
    if need.kind == "reservation":
        return content
    yes = oracle.accepting(case, package)
    part = apart(case.parties[party].ratification)[need.what]
    return oracle.holds(part, yes) and (part.actor != principal or content)


def apart(rule: Rule) -> list[Rule]:
    """The parts of a rule that must all hold."""
    parts = rule.all or (rule.any if rule.any and len(rule.any) == 1 else None)
    if rule.at_least and rule.at_least.n == len(rule.at_least.of):
        parts = rule.at_least.of
    return [part for whole in parts for part in apart(whole)] if parts else [rule]
