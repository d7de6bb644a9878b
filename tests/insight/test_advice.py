"""Answers to a proposal, against every package looked at one by one."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
from strategies import cases
from toys import ISSUES, linchpin_toy, settled
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck, surveyed
from winset.insight.advice import Answers, answers
from winset.space import packages
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.packages import blocks, digits_of
from winset.space.worlds import mid

TOP = 3


def answered(case: Case, us: int, proposal: oracle.Package, top: int = TOP) -> Answers:
    """Return the answers of party `us` at the middle numbers."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    digits = digits_of(space, np.array([space.index(proposal)]))[:, 0]
    everyone = tuple(range(len(space.actors)))
    slices = surveyed(space, rules, mid(space), 0, mid_luck(rules)[0], blocks(space), everyone)
    worth = [oracle.gain(case, case.principal(p), proposal) * UNITS for p in case.parties]
    return answers(space, slices, us, digits, np.array([int(w) for w in worth]), top)


def ranked(case: Case, us: int, proposal: oracle.Package) -> list[list[int]]:
    """Return all answers of each kind in order; a package is under each heading that it fits."""
    kinds: list[list[tuple[bool, int, Fraction, Fraction, int]]] = [[], [], []]
    for number, package in enumerate(oracle.packages(case)):
        change = [
            oracle.value(case, case.principal(p), package)
            - oracle.value(case, case.principal(p), proposal)
            for p in case.parties
        ]
        ours, joint = change[us], sum(change, Fraction(0))
        if package == proposal or not oracle.possible(case, package):
            continue
        zone = oracle.in_zone(case, package)
        distance = sum(package[issue] != proposal[issue] for issue in package)
        no_loss = min(change) >= 0
        for kind, fits, merit in (
            (0, no_loss and joint - ours > 0, joint - ours),
            (1, no_loss and ours > 0, ours),
            (2, zone and not no_loss, joint),
        ):
            if fits:
                kinds[kind].append((not zone, distance, -merit, -joint, number))
    return [[entry[-1] for entry in sorted(kind)] for kind in kinds]


@settings(max_examples=40)
@given(cases(certain=True), st.randoms(use_true_random=False))
def test_answers_are_the_nearest_of_their_kind(case: Case, chance: Random) -> None:
    assume(len(oracle.packages(case)) <= 64)
    proposal = chance.choice(oracle.packages(case))
    us = chance.randrange(len(case.parties))
    for_them, for_us, passing = ranked(case, us, proposal)
    first = tuple(for_them[:TOP])
    assert answered(case, us, proposal) == Answers(
        first, tuple([n for n in for_us if n not in first][:TOP]), tuple(passing[:TOP])
    )


def test_nothing_is_better_for_both_than_the_best_package_of_the_toy() -> None:
    found = answered(linchpin_toy(), 0, settled(*ISSUES))
    assert (found.for_them, found.for_us) == ((), ())


def test_answers_are_the_same_in_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answered(linchpin_toy(), 1, settled("TikTok"))
    monkeypatch.setattr(packages, "BLOCK", 4)
    assert answered(linchpin_toy(), 1, settled("TikTok")) == whole


def test_a_package_stands_under_one_heading() -> None:
    found = answered(linchpin_toy(), 0, settled("Chips"), top=10)
    every = [*found.for_them, *found.for_us, *found.passing]
    assert len(every) == len(set(every))
