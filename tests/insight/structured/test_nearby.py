"""Answers within two changes, against the search of all packages so near."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_twin import asked
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.zone import Slice, judge
from winset.insight.advice import Answers, answers
from winset.insight.structured.deals import judged
from winset.insight.structured.nearby import answers_nearby
from winset.space.grid import Digits
from winset.space.packages import describe
from winset.space.values import package_values


def enumerated(case: Case, us: int, proposal: Digits, top: int, reach: int) -> Answers:
    """Return the answers among all packages that change at most `reach` issues, one by one."""
    space, rules, worlds, world, luck = asked(case)

    def slices() -> Iterator[Slice]:
        for package in product(*map(range, space.offered)):
            digits = np.array(package, dtype=np.int16)[:, None]
            if (digits[:, 0] != proposal).sum() <= reach:
                block = describe(space, digits)
                values = package_values(space, worlds, world, block)
                yield judge(space, rules, worlds, world, luck, block, values)

    nothing = np.zeros(len(space.actors), dtype=np.int64)
    gains, _ = judged(space, rules, worlds, world, luck, proposal[:, None], nothing)
    return answers(space, slices(), us, proposal, gains[list(space.principals), 0], top)


@settings(max_examples=40)
@given(cases(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_answers_are_the_best_of_all_within_two_changes(
    case: Case, chance: Random, top: int
) -> None:
    space = asked(case)[0]
    proposal = np.array([chance.randrange(n) for n in space.offered], dtype=np.int16)
    us = chance.randrange(len(case.parties))
    found = answers_nearby(*asked(case), us, proposal, top)
    assert found.answers == enumerated(case, us, proposal, top, 2)
    assert "more than 2 issues were not all looked at" in (found.sentence or "")


def test_where_two_changes_are_too_many_packages_one_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, proposal = linchpin_toy(), np.zeros(5, dtype=np.int16)
    monkeypatch.setattr("winset.insight.structured.nearby.MOST", 9)
    found = answers_nearby(*asked(case), 0, proposal, 5)
    assert found.answers == enumerated(case, 0, proposal, 5, 1)
    assert "more than 1 issue were not all looked at" in (found.sentence or "")
