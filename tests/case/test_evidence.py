"""Reasons, sources and leaks: what stands behind each number."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

from datetime import date

import pytest

from casefile import TEXT, doubts, messages, spoiled
from winset.case.evidence import Leak, leaks
from winset.case.reading import case_of, read
from winset.case.source import checked

LATE = """\
  F2:
    date: 2025-10-30
    known_by: 2025-10-30
    statement: The leaders met.
    source: A gazette
    confidence: primary
parties:
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{value: 100, why: Judgement.}", "100", "the weight of cn_principal on issue tiktok has no reason or source"),
        ("licence_jv: 40}\n        why: Judgement.\n", "licence_jv: 40}\n", "scores of cn_principal on issue tiktok have no reason or source"),
        ("{value: [30, 40, 50], why: Judgement.}\n  cn", "[30, 40, 50]\n  cn", "the reservation of us_senate has no reason or source"),
        ("    level: ratifier\n", "    level: ratifier\n    influence: 0.3\n", "the influence of us_senate has no reason or source"),
        ("packages:", "moves:\n  m: {name: M, by: us, kind: threat, cost: 2}\npackages:", "the cost of move m has no reason or source"),
        ("parties:\n", LATE, "fact F2 is used nowhere"),
    ],
)  # fmt: skip
def test_what_lacks_support_is_a_warning(old: str, new: str, expected: str) -> None:
    assert [expected] == doubts(spoiled(old, new))


def test_the_reason_of_an_actor_stands_for_its_influence() -> None:
    text = spoiled(
        "    level: ratifier\n", "    level: ratifier\n    why: Seen.\n    influence: 0.3\n"
    )
    assert doubts(text) == []


def leaky(text: str) -> str:
    assert messages(text) == []
    return text


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("why: Judgement., facts: [F1]", "why: Judgement., facts: [F1, F2]", "the weight of us_principal on issue truce"),
        ("        facts: [F1]\n", "        facts: [F1, F2]\n", "the view of us_principal on issue truce"),
        ("    says: analyst\n", "    says: analyst\n    facts: [F1, F2]\n", "linkage jv_for_time"),
        ("    name: Senate\n", "    name: Senate\n    facts: [F1, F2]\n", "actor us_senate"),
    ],
)  # fmt: skip
def test_a_fact_known_too_late_behind_a_number_is_a_leak(old: str, new: str, number: str) -> None:
    text = leaky(spoiled("parties:\n", LATE).replace(old, new))
    assert doubts(text) == [f"{number} cites fact F2, known only by 2025-10-30, after 2025-09-15"]


def test_the_outcome_of_a_question_may_cite_a_late_fact() -> None:
    question = (
        "questions:\n  q: {ask: Met?, by: 2025-12-01, resolves: They met., "
        "outcome: {answer: yes, facts: [F2]}}\npackages:"
    )
    assert doubts(spoiled("parties:\n", LATE).replace("packages:", question)) == []


def test_leaks_are_those_of_the_date_asked_for() -> None:
    case = case_of(read(checked("case.yaml", TEXT)))
    assert leaks(case, date(2025, 9, 2)) == ()
    assert leaks(case, date(2025, 9, 1)) == (
        Leak(
            ("actors", "us_principal", "views", "truce", "weight", "facts", 0),
            "the weight of us_principal on issue truce",
            "F1",
            date(2025, 9, 2),
        ),
        Leak(
            ("actors", "us_principal", "views", "truce", "facts", 0),
            "the view of us_principal on issue truce",
            "F1",
            date(2025, 9, 2),
        ),
    )
