"""The test case: what settling one issue first tells, is worth, and costs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from agenda_twin import Twin, two_issues
from strategies import cases
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.process.agenda import trust as module
from winset.process.agenda.trust import Beliefs, Stakes, beliefs, stakes
from winset.space.compile import compile_case
from winset.space.worlds import mid

TWO_SIDES = cases(parties=(2,))


def one_side(
    trust: float,
    pretence: float,
    loss: float,
    *,
    whole: float,
    test: float,
    rest: float,
    alone: bool = True,
) -> module.TestFirst:
    """One party, one world."""
    held = Beliefs((0,), *map(np.array, ([[float(trust)]], [float(pretence)], [[float(loss)]])))
    yes = np.array([True])
    at_stake = Stakes(
        whole=np.array([[float(whole)]]),
        test=np.array([[float(test)]]),
        rest=np.array([[float(rest)]]),
        deal=yes,
        alone=np.array([alone]),
        more=yes,
    )
    return module.test_first(held, at_stake)


def test_a_test_that_was_kept_raises_belief_by_the_rule_of_bayes() -> None:
    found = one_side(0.5, 0.6, 1, whole=10, test=2, rest=8)
    assert 0.8 == pytest.approx(found.kept[0, 0])
    assert 0.5 / 0.8 == pytest.approx(found.belief[0, 0])


def test_what_everybody_keeps_teaches_nothing() -> None:
    found = one_side(0.3, 1, 20, whole=10, test=2, rest=8)
    assert (1.0, 0.3, 0.0) == (found.kept[0, 0], found.belief[0, 0], found.information[0, 0])


def test_what_only_the_reliable_keep_tells_all() -> None:
    found = one_side(0.25, 0, 4, whole=20, test=0, rest=20)
    assert (0.25, 1.0) == (found.kept[0, 0], found.belief[0, 0])
    # signs either way; the look spares it the loss it would have met three times of four
    assert 0.75 * 4 == pytest.approx(found.information[0, 0])


def test_who_trusts_nobody_expects_no_kept_test() -> None:
    found = one_side(0, 0, 5, whole=10, test=2, rest=8)
    assert (0.0, 0.0, 0.0) == (found.kept[0, 0], found.belief[0, 0], found.first[0, 0])
    assert not found.signs_rest[0, 0]


def test_belief_after_the_test_can_carry_what_belief_before_it_could_not() -> None:
    found = one_side(0.4, 0.1, 10, whole=10, test=1, rest=9)
    assert (False, True) == (found.signs_at_once[0, 0], found.signs_rest[0, 0])
    assert 0.0 == found.at_once[0, 0]
    assert 0.4 * 9 - 0.6 * 0.1 * 10 == pytest.approx(found.information[0, 0])


def test_who_is_just_indifferent_signs() -> None:
    assert one_side(0.5, 0.5, 8, whole=8, test=1, rest=7).signs_at_once[0, 0]


def test_what_cannot_be_settled_alone_teaches_and_costs_nothing() -> None:
    found = one_side(0.9, 0.1, 1, whole=10, test=0, rest=0, alone=False)
    assert found.at_once[0, 0] == found.first[0, 0] == pytest.approx(0.9 * 10 - 0.1)
    assert (0.0, 0.0, 0.0) == (found.information[0, 0], found.spent[0, 0], found.net[0, 0])
    assert not found.signs_rest[0, 0]


chance = st.fractions(0, 1, max_denominator=20)
points = st.fractions(0, 60, max_denominator=4)


def expected_by_tree(
    t: Fraction, q: Fraction, loss: Fraction, test: Fraction, rest: Fraction
) -> Fraction:
    """What test first may expect: every type and every answer to the test, one after the other."""
    total, branches = Fraction(0), {True: Fraction(0), False: Fraction(0)}
    for reliable, kept in product((True, False), repeat=2):
        keeps = Fraction(1) if reliable else q
        chance_of = (t if reliable else 1 - t) * (keeps if kept else 1 - keeps)
        total += chance_of * (test if kept else 0)
        branches[kept] += chance_of * (rest if reliable else -loss)
    # after each answer the side signs the rest if that is worth it; a broken test ends the talks
    return total + max(branches[True], Fraction(0))


@given(chance, chance, points, points, points)
def test_what_test_first_may_expect_is_that_of_its_decision_tree(
    t: Fraction, q: Fraction, loss: Fraction, test: Fraction, rest: Fraction
) -> None:
    found = one_side(*map(float, (t, q, loss)), whole=9, test=float(test), rest=float(rest))
    assert float(expected_by_tree(t, q, loss, test, rest)) == pytest.approx(found.first[0, 0])


@given(chance, chance, points, points, points, points)
def test_a_look_is_never_worth_less_than_nothing(
    t: Fraction, q: Fraction, loss: Fraction, whole: Fraction, test: Fraction, rest: Fraction
) -> None:
    found = one_side(
        *map(float, (t, q, loss)), whole=float(whole), test=float(test), rest=float(rest)
    )
    assert found.information[0, 0] >= 0
    assert found.first[0, 0] - found.at_once[0, 0] == pytest.approx(found.net[0, 0], abs=1e-9)


@given(chance, chance, points, points)
def test_a_test_that_costs_nothing_never_hurts(
    t: Fraction, q: Fraction, loss: Fraction, whole: Fraction
) -> None:
    found = one_side(*map(float, (t, q, loss)), whole=float(whole), test=0, rest=float(whole))
    assert [0.0] == pytest.approx(found.spent[0].tolist())
    assert found.net[0, 0] >= 0


def at_mid(case: Case, issue: int) -> Stakes:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    parties = range(len(case.parties))
    return stakes(space, rules, mid(space), mid_luck(rules), issue, parties, workers=1)


@given(TWO_SIDES)
def test_stakes_are_the_gains_of_the_deals_that_can_be_made(case: Case) -> None:
    twin, issues = Twin(case), list(case.issues)
    found = at_mid(case, 0)

    def gains(package: oracle.Package | None, spent: dict[str, Fraction]) -> list[float]:
        """The principals' gains over no agreement less what is spent; nothing without a deal."""
        if package is None:
            return [0.0] * len(twin.principals)
        here = twin.gain(twin.number(package))
        return [float(here[a] - spent[a]) for a in twin.principals]

    nothing = twin.spent(twin.rest)
    whole, test = twin.opening(twin.rest, issues), twin.step(twin.rest, issues[:1])
    assert gains(whole, nothing) == pytest.approx(found.whole[0].tolist())
    assert (whole is not None) == found.deal[0]
    assert (test != twin.rest) == found.alone[0]
    if found.alone[0]:
        spent = twin.spent(test)
        rest = twin.opening(test, issues[1:])
        assert [float(spent[a]) for a in twin.principals] == pytest.approx(found.test[0].tolist())
        assert gains(rest, spent) == pytest.approx(found.rest[0].tolist())
        assert (rest is not None) == found.more[0]
    else:
        assert not found.test.any()
        assert not found.rest.any()


def test_what_is_spent_is_the_leverage_that_the_issue_had_in_the_package() -> None:
    # one pays A for the other; settled first it pays for nothing
    case = two_issues((5, 2), (-3, 6))
    found = at_mid(case, 0)
    assert ([[2.0, 8.0]], [[5.0, 2.0]], [[0.0, 0.0]]) == (
        found.whole.tolist(),
        found.test.tolist(),
        found.rest.tolist(),
    )


def with_test(**parts: Any) -> Case:
    test = {
        "issue": "one",
        "trust": {"B": [0.2, 0.4, 0.8], "A": 0.5},
        "pretence": [0.1, 0.5, 0.9],
        "loss": {"A": [3, 8, 15], "B": 10},
    }
    return two_issues((5, 2), (-3, 6), test_case={**test, **parts})


def test_beliefs_are_drawn_within_what_the_case_says_party_by_party() -> None:
    found = beliefs(with_test(), 500, 3)
    assert (0, 1) == found.parties
    assert (found.trust[:, 0] == 0.5).all()
    assert (found.loss[:, 1] == 10).all()
    for column, low, high in (
        (found.trust[:, 1], 0.2, 0.8),
        (found.pretence, 0.1, 0.9),
        (found.loss[:, 0], 3, 15),
    ):
        assert low <= column.min() < column.max() <= high
        assert (low + high) / 2 == pytest.approx(column.mean(), rel=0.1)


def test_the_same_seed_gives_the_same_beliefs_however_many_worlds() -> None:
    few, many = beliefs(with_test(), 3, 5), beliefs(with_test(), 9, 5)
    assert few.trust.tolist() == many.trust[:3].tolist()
    assert few.pretence.tolist() == many.pretence[:3].tolist()
    assert few.trust.tolist() != beliefs(with_test(), 3, 6).trust.tolist()


def test_who_says_not_what_it_would_lose_is_left_out() -> None:
    assert (1,) == beliefs(with_test(loss={"B": 10}), 2, 1).parties


def test_without_a_test_case_there_are_no_beliefs() -> None:
    with pytest.raises(ValueError, match="no test case"):
        beliefs(two_issues((5, 2), (-3, 6)), 2, 1)
