"""How much the future must count for a deal to keep itself."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import oracle
from agenda_twin import two_issues
from strategies import cases
from winset.case.document import Case
from winset.process.agenda.enforcement import enforcement, threshold
from winset.process.agenda.orders import Group, groups_of
from winset.space.compile import compile_case
from winset.space.packages import digits_of
from winset.space.worlds import drawn, mid


def test_two_games_keep_themselves_together_where_one_alone_would_not() -> None:
    benefit, saving = np.array([5.0, 1.5]), np.array([1.0, 1.2])
    assert [0.2, 0.8] == pytest.approx(threshold(benefit, saving).tolist())
    assert 0.338462 == pytest.approx(float(threshold(benefit.sum(), saving.sum())), abs=5e-7)


def test_what_nothing_is_gained_by_never_keeps_itself_and_what_costs_nothing_does() -> None:
    found = threshold(np.array([0.0, 0.0, 3.0]), np.array([2.0, 0.0, 0.0]))
    assert [inf, 0.0, 0.0] == found.tolist()


@given(arrays.arrays(float, (2, 4), elements=st.sampled_from(range(41))))
def test_linked_lies_between_the_easiest_and_the_hardest_alone(games: np.ndarray) -> None:
    benefit, saving = games
    alone = threshold(benefit, saving)[(benefit > 0) | (saving > 0)]
    linked = float(threshold(benefit.sum(), saving.sum()))
    if alone.size:
        assert alone.min() * (1 - 1e-9) <= linked <= alone.max() * (1 + 1e-9)


def test_a_side_keeps_what_it_gave_for_what_it_got() -> None:
    case = two_issues((5, -2), (-3, 6))
    space = compile_case(case)
    settled = np.array([1, 1], dtype=np.int16)
    found = enforcement(space, mid(space), settled, groups_of(case))
    assert [[5.0, 0.0], [0.0, 6.0]] == found.benefit[0].tolist()
    assert [[0.0, 3.0], [2.0, 0.0]] == found.saving[0].tolist()
    assert [[0.0, inf], [inf, 0.0]] == found.alone[0].tolist()
    assert [3 / 5, 2 / 6] == pytest.approx(found.linked[0].tolist())


def test_nothing_settled_keeps_itself() -> None:
    case = two_issues((5, -2), (-3, 6))
    space = compile_case(case)
    found = enforcement(space, mid(space), np.zeros(2, dtype=np.int16), groups_of(case))
    assert [[0.0, 0.0]] == found.linked.tolist()


@given(cases(certain=True))
def test_benefits_and_savings_are_weight_times_score_over_rest(case: Case) -> None:
    space = compile_case(case)
    issues = list(case.issues)
    groups = [Group("even", tuple(range(0, len(issues), 2)))]
    number = space.combinations - 1
    digits = digits_of(space, np.array([number]))[:, 0]
    found = enforcement(space, mid(space), digits, groups)
    for p, party in enumerate(case.parties):
        actor = case.principal(party)
        changes = [
            oracle.term(case, actor, issue, option)
            - oracle.term(case, actor, issue, case.issues[issue].at_rest)
            for issue, option in list(space.package(number).items())[::2]
        ]
        assert sum(c for c in changes if c > 0) == pytest.approx(found.benefit[0, p, 0])
        assert -sum(c for c in changes if c < 0) == pytest.approx(found.saving[0, p, 0])


@given(cases())
def test_every_world_has_thresholds_of_its_own(case: Case) -> None:
    space = compile_case(case)
    worlds, groups = drawn(space, 4, 3), groups_of(case)
    digits = digits_of(space, np.array([space.combinations - 1]))[:, 0]
    together = enforcement(space, worlds, digits, groups)
    last = enforcement(space, worlds.part(3, 4), digits, groups)
    assert (4, len(case.parties), len(groups)) == together.alone.shape
    assert last.linked[0].tolist() == together.linked[3].tolist()
