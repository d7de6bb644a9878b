"""Advice on one proposal: what is answered, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

import oracle
from toys import ISSUES, linchpin_toy, settled
from winset.case.document import Case
from winset.study.advise import Advice, advise


def told(package: str | dict[str, str], case: Case | None = None, **more: Any) -> Advice:
    """Return the advice to China in the toy."""
    return advise(case or linchpin_toy(), "CN", package, worlds=10, **more)


def test_a_proposal_that_would_fail_is_answered_with_what_would_pass() -> None:
    found = told(settled("TikTok"))
    assert not found.proposal.in_zone
    assert all(answer.ratification.in_zone for answer in found.answers[:1])
    assert found.verdict == (
        "The proposal would not be ratified by every side at the middle numbers; "
        "some that would be are better for one side and no worse for any other."
    )


def test_a_proposal_that_would_pass_is_answered_only_with_better_ones() -> None:
    found = told(settled("Tariffs"))
    assert found.proposal.in_zone
    assert {answer.kind for answer in found.answers} <= {"for_them", "for_us"}
    assert not found.efficient


def test_the_best_package_has_no_better_answer_and_that_is_said() -> None:
    found = told(settled(*ISSUES))
    assert (found.efficient, found.answers) == (True, ())
    assert found.verdict == (
        "The proposal would be ratified by every side at the middle numbers, and no package is "
        "better for one side and no worse for any other."
    )


def test_differences_are_those_of_the_values_of_principals() -> None:
    case = linchpin_toy()
    for answer in told(settled("TikTok")).answers:
        for party, difference in answer.difference.items():
            actor = case.principal(party)
            expected = oracle.gain(case, actor, answer.ratification.package) - oracle.gain(
                case, actor, settled("TikTok")
            )
            assert difference == pytest.approx(float(expected))


def test_a_solution_is_a_proposal_too() -> None:
    found = told("nash")
    assert (found.proposal.id, found.proposal.package) == ("nash", settled(*ISSUES))


def test_a_package_of_the_case_is_known_by_its_name() -> None:
    document = linchpin_toy().model_dump(by_alias=True, exclude_unset=True)
    offer = {"name": "An offer", "options": {"TikTok": "settled"}}
    case = Case.model_validate({**document, "packages": {"offer": offer}})
    found = told("offer", case)
    assert (found.proposal.label, found.proposal.package) == ("An offer", settled("TikTok"))


def test_a_proposal_that_a_linkage_forbids_is_called_so() -> None:
    document = linchpin_toy().model_dump(by_alias=True, exclude_unset=True)
    forbidden = {
        "kind": "excludes",
        "between": [{"TikTok": "settled"}, {"Chips": "settled"}],
        "says": "analyst",
    }
    case = Case.model_validate({**document, "linkages": {"L1": forbidden}})
    found = told(settled("TikTok", "Chips"), case)
    assert found.verdict.startswith("No package can be like the proposal: a linkage forbids it")
    assert not found.efficient


@pytest.mark.parametrize(
    ("party", "package", "message"),
    [
        ("XX", "nash", "unknown party 'XX'"),
        ("CN", "none", "unknown package 'none'"),
        ("CN", {"TikTok": "sold"}, "'sold' is not an option on offer"),
    ],
)
def test_unknown_names_are_refused(party: str, package: str | dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        advise(linchpin_toy(), party, package, worlds=10)
