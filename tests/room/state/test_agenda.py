"""How far an issue has come, and where an option stands against a mandate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from winset.room.state.agenda import Bracket, Initial, Issue, IssueState, Mark
from winset.room.state.state import Mandate

MARK = Mark(1, "2025-03-03T09:00:00.000000Z", "p_1", "A person", "north", "principal")
ISSUE = Issue("port", "The port", "", None, {"lease": "Lease", "sale": "Sale"})
BRACKET = {"north": Bracket(("lease",), "x", MARK)}


def agreed(**options: str) -> dict[str, Initial]:
    """Return agreements ad referendum by party."""
    return {party: Initial(option, reported=False, mark=MARK) for party, option in options.items()}


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        (ISSUE, "open"),
        (replace(ISSUE, initials=agreed(north="lease")), "open"),
        (replace(ISSUE, initials=agreed(north="lease", south="sale")), "bracketed"),
        (replace(ISSUE, brackets=BRACKET), "bracketed"),
        (replace(ISSUE, escalated=MARK), "bracketed"),
        (replace(ISSUE, initials=agreed(north="lease", south="lease")), "ad_referendum"),
        (replace(ISSUE, initials=agreed(north="lease", south="lease"), parked=True), "parked"),
        (replace(ISSUE, signed="lease", parked=True), "signed"),
    ],
)
def test_an_issue_has_come_so_far(issue: Issue, expected: IssueState) -> None:
    assert expected == issue.state(("north", "south"))


def test_it_is_agreed_only_when_every_party_of_the_room_agrees() -> None:
    issue = replace(ISSUE, initials=agreed(north="lease", south="lease"))
    assert ["lease", None] == [
        issue.agreed(parties) for parties in (("north", "south"), ("north", "south", "east"))
    ]


@pytest.mark.parametrize(
    ("issue", "option", "expected"),
    [
        ("port", "lease", "inside"),
        ("port", "sale", "edge"),
        ("port", "shared", "outside"),
        ("fish", "ban", "inside"),
    ],
)
def test_an_option_stands_against_a_mandate(issue: str, option: str, expected: str) -> None:
    mandate = Mandate({"port": {"lease": "free", "sale": "edge"}}, "", MARK)
    assert expected == mandate.place(issue, option)
