"""Whose own answer decides, against the rule asked twice."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from strategies import cases
from winset.case.document import Case
from winset.home.pivots import pivotal
from winset.home.rules import Consent, Count, Rule, compile_rules
from winset.home.zone import mid_luck

YES, NO = True, False


@given(cases(certain=True), st.randoms(use_true_random=False))
def test_an_actor_decides_if_its_answer_alone_turns_the_rule(case: Case, chance: Random) -> None:
    actors = list(case.actors)
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, actors)
    answers = np.array([[chance.random() < 0.5 for _ in range(4)] for _ in actors])
    for rule, words in zip(rules, written, strict=True):
        for n, actor in enumerate(actors):
            expected = []
            for column in answers.T:
                others = {name for name, yes in zip(actors, column, strict=True) if yes} - {actor}
                with_it, without = (
                    oracle.holds(words, others | {actor}),
                    oracle.holds(words, others),
                )
                expected.append(with_it != without)
            assert pivotal(rule, answers, mid_luck(rules)[0], n).tolist() == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Count(2, (Consent(0), Consent(1))), [YES, NO]),
        (Count(1, (Consent(0), Consent(1))), [NO, YES]),
        (Consent(1), [NO, NO]),
    ],
)
def test_a_veto_decides_where_the_others_consent(rule: Rule, expected: list[bool]) -> None:
    answers = np.array([[NO, NO], [YES, NO]])
    assert pivotal(rule, answers, np.ones(0), 0).tolist() == expected


def test_the_answers_given_stay_as_they_are() -> None:
    answers = np.array([[NO], [YES]])
    pivotal(Consent(0), answers, np.ones(0), 0)
    assert answers.tolist() == [[NO], [YES]]
