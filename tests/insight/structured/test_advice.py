"""Answers to a proposal by structure, against the search of all packages."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.rules import Rule, compile_rules
from winset.home.zone import mid_luck, surveyed
from winset.insight.advice import Answers, answers
from winset.insight.structured.advice import Searched, answers_by_structure
from winset.insight.structured.deals import judged
from winset.space.compile import compile_case
from winset.space.grid import Digits, Floats
from winset.space.packages import blocks
from winset.space.space import Space
from winset.space.worlds import Worlds, mid

World = tuple[Space, tuple[Rule, ...], Worlds, int, Floats]


def laid(case: Case) -> World:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return space, rules, mid(space), 0, mid_luck(rules)[0]


def enumerated(world: World, us: int, proposal: Digits, top: int) -> Answers:
    space, rules, worlds, number, luck = world
    nothing = np.zeros(len(space.actors), dtype=np.int64)
    gains, _ = judged(*world, proposal[:, None], nothing)
    everyone = tuple(range(len(space.actors)))
    slices = surveyed(space, rules, worlds, number, luck, blocks(space), everyone)
    return answers(space, slices, us, proposal, gains[list(space.principals), 0], top)


@settings(max_examples=60)
@given(cases(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_answers_are_those_of_enumeration(case: Case, chance: Random, top: int) -> None:
    world = laid(case)
    proposal = np.array([chance.randrange(n) for n in world[0].offered], dtype=np.int16)
    us = chance.randrange(len(case.parties))
    found = answers_by_structure(*world, us, proposal, top)
    assert found == Searched(enumerated(world, us, proposal, top), (None, None, None))
    assert found.sentence is None


def test_where_too_many_packages_are_near_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    world = laid(linchpin_toy())
    proposal = np.zeros(5, dtype=np.int16)
    whole = enumerated(world, 0, proposal, 5)
    monkeypatch.setattr("winset.insight.structured.nearest.MOST", 3)
    found = answers_by_structure(*world, 0, proposal, 5)
    assert found.within[0] is not None
    assert found.sentence is not None
    assert whole.for_them[: len(found.answers.for_them)] == found.answers.for_them
