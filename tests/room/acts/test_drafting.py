"""Drafting: proposals, brackets, agreement ad referendum, remarks; tracks, mandate, lines."""

from __future__ import annotations

from typing import Any

import pytest

from room.acts.refusals import agenda, agree, bound, put, refused, sign
from room.house import House


def test_a_draft_is_revised_tabled_and_withdrawn(here: House) -> None:
    here.do("n-technical", "draft", id="p", name="First", options={"port": "lease"})
    here.do("n-principal", "draft", id="p", name="Second", options={"port": "shared"})
    here.do("n-technical", "table", id="p")
    here.do("n-principal", "withdraw", why="Overtaken", id="p")
    proposal = here.state("south").proposals["north.p"]
    assert ("Second", {"port": "shared"}, "withdrawn", True) == (
        proposal.name,
        proposal.options,
        proposal.status,
        proposal.crossed,
    )
    assert "Person n-technical" == here.state("north").proposals["north.p"].drafted.name


def test_what_was_tabled_is_not_revised(here: House) -> None:
    here.do("n-technical", "draft", id="p", name="x", options={"port": "lease"})
    here.do("n-technical", "table", id="p")
    with refused(here, "is tabled; draft a new proposal"):
        here.do("n-technical", "draft", id="p", name="x", options={"port": "shared"})
    with refused(here, "is tabled already"):
        here.do("n-technical", "table", id="p")


def test_nobody_tables_or_withdraws_the_proposal_of_another_delegation(here: House) -> None:
    here.do("n-technical", "draft", id="p", name="x", options={"port": "lease"})
    here.do("n-technical", "table", id="p")
    for name in ("table", "withdraw"):
        with refused(here, "your delegation has no proposal `p`"):
            here.do("s-principal", name, why="x", id="p")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("draft", {"id": "q", "name": "x", "options": {"port": "lease"}}),
        ("draft", {"id": "theirs", "name": "x", "options": {"fish": "quota"}}),
        ("table", {"id": "theirs"}),
        ("withdraw", {"id": "theirs"}),
        ("bracket", {"issue": "port", "options": ["lease"], "text": "x"}),
        ("lift-bracket", {"issue": "port"}),
        ("initial", {"issue": "port", "option": "shared"}),
        ("take-back", {"issue": "port"}),
        ("escalate", {"issue": "port"}),
    ],
)
def test_a_technical_seat_reaches_nowhere_outside_its_track(
    here: House, name: str, fields: dict[str, object]
) -> None:
    bound(here, "n-technical", "sea_team")
    here.do("n-principal", "draft", id="theirs", name="x", options={"port": "lease"})
    here.do("n-principal", "bracket", issue="port", options=["lease"], text="x")
    here.do("n-principal", "initial", issue="port", option="lease")
    with refused(here, "is outside your track (Sea team)"):
        here.do("n-technical", name, why="A reason", **fields)


def test_a_technical_seat_acts_inside_its_track(here: House) -> None:
    bound(here, "n-technical", "sea_team")
    here.do("n-technical", "initial", issue="fish", option="quota")
    assert "quota" == here.state("south").issues["fish"].initials["north"].option


def test_the_mandate_bounds_drafts_tabling_and_agreement(here: House) -> None:
    here.do("n-technical", "draft", id="p", name="x", options={"fish": "quota"})
    here.do("n-principal", "mandate", allowed={"fish": {"open": "free"}})
    with refused(here, "“Quotas” on “Fishing” is outside the mandate"):
        here.do("n-technical", "table", id="p")
    with refused(here, "is outside the mandate"):
        here.do("n-technical", "draft", id="q", name="x", options={"fish": "ban"})
    with refused(here, "is outside the mandate"):
        here.do("n-principal", "initial", issue="fish", option="quota")


def test_the_edge_of_the_mandate_is_for_principals(here: House) -> None:
    here.do("n-principal", "mandate", allowed={"fish": {"quota": "edge"}})
    with refused(here, "is at the edge of the mandate"):
        here.do("n-technical", "initial", issue="fish", option="quota")
    here.do("n-principal", "initial", issue="fish", option="quota")


def test_a_waiver_lasts_as_long_as_the_mandate_that_it_waives(here: House) -> None:
    here.do("n-principal", "mandate", allowed={"fish": {"open": "free"}})
    here.do("n-principal", "waive", why="For once", of="mandate:fish=quota")
    here.do("n-technical", "initial", issue="fish", option="quota")
    here.do("n-technical", "take-back", why="Second thoughts", issue="fish")
    here.do("n-principal", "mandate", allowed={"fish": {"ban": "free"}})
    with refused(here, "is outside the mandate"):
        here.do("n-technical", "initial", issue="fish", option="quota")


def test_only_what_stands_in_the_way_is_waived(here: House) -> None:
    with refused(here, "nothing to waive"):
        here.do("n-principal", "waive", why="x", of="mandate:fish=quota")
    with refused(here, "no red line `x`; red lines: no_sale"):
        here.do("n-principal", "waive", why="x", of="red_line:x")


def test_a_red_line_of_the_case_stands_until_it_is_waived(here: House) -> None:
    with refused(here, "crosses the red line `no_sale`"):
        here.do("n-technical", "initial", issue="port", option="sale")
    here.do("n-principal", "waive", why="At this price", of="red_line:no_sale")
    here.do("n-technical", "initial", issue="port", option="sale")


def test_a_red_line_drawn_in_the_room_holds_without_a_case(here: House) -> None:
    assert here.state("south").case is None
    here.do("s-principal", "red-line", why="x", id="r", never={"fish": "ban"}, says_who="No ban")
    with refused(here, "crosses the red line `r` (No ban)"):
        here.do("s-technical", "initial", issue="fish", option="ban")
    here.do("s-principal", "waive", why="For once", of="red_line:r")
    here.do("s-technical", "initial", issue="fish", option="ban")


def test_a_waiver_is_of_the_line_as_it_was_drawn(here: House) -> None:
    line = {"why": "x", "id": "r", "says_who": "x"}
    here.do("n-principal", "red-line", **line, never={"fish": "ban"})
    here.do("n-principal", "waive", why="x", of="red_line:r")
    here.do("n-principal", "red-line", **line, never={"patrol": "joint"})
    with refused(here, "crosses the red line `r`"):
        here.do("n-technical", "initial", issue="patrol", option="joint")


def test_a_red_line_across_issues_counts_what_the_own_side_has_agreed_to(here: House) -> None:
    never = {"fish": "quota", "patrol": "joint"}
    here.do("n-principal", "red-line", why="x", id="r", never=never, says_who="Not both")
    here.do("n-technical", "initial", issue="fish", option="quota")
    with refused(here, "crosses the red line `r`"):
        here.do("n-technical", "initial", issue="patrol", option="joint")


def test_a_hard_linkage_is_broken_only_with_a_leaders_waiver(here: House) -> None:
    here.do("n-technical", "initial", issue="port", option="lease")
    with refused(here, "breaks the linkage `L1`"):
        here.do("n-technical", "initial", issue="fish", option="ban")
    here.do("n-leader", "waive-linkage", why="For once", linkage="L1")
    here.do("n-technical", "initial", issue="fish", option="ban")


def test_what_is_signed_counts_against_what_comes_after(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    for side in "ns":
        sign(here, side)
    with refused(here, "breaks the linkage `L1`"):
        here.do("n-technical", "initial", issue="fish", option="ban")


def test_an_issue_is_agreed_when_every_party_agrees_to_the_same_option(here: House) -> None:
    here.do("n-technical", "initial", issue="fish", option="quota")
    here.do("s-technical", "initial", issue="fish", option="open")
    parties = here.state(None).parties
    assert "bracketed" == here.state(None).issues["fish"].state(parties)
    here.do("s-technical", "initial", issue="fish", option="quota")
    assert "ad_referendum" == here.state(None).issues["fish"].state(parties)


def test_what_is_agreed_is_taken_back_with_a_reason_before_anything_else(here: House) -> None:
    agree(here, fish="quota")
    for name, fields in (
        ("initial", {"option": "open"}),
        ("escalate", {}),
        ("bracket", {"options": ["open"], "text": "x"}),
    ):
        with refused(here, "is agreed ad referendum; take that back first"):
            here.do("n-principal", name, why="x", issue="fish", **fields)
    with refused(here, "give a reason"):
        here.do("n-principal", "take-back", issue="fish")
    here.do("n-principal", "take-back", why="New orders", issue="fish")
    assert ["south"] == list(here.state(None).issues["fish"].initials)


def test_agreeing_twice_to_the_same_is_refused(here: House) -> None:
    here.do("n-technical", "initial", issue="fish", option="quota")
    with refused(here, "North has agreed to this already, by Person n-technical"):
        here.do("n-principal", "initial", issue="fish", option="quota")


def test_nobody_agrees_for_a_party_that_sits_in_the_room(here: House) -> None:
    with refused(here, "South has a delegation in this room, and speaks for itself"):
        here.do("n-principal", "initial", issue="fish", option="quota", party="south")
    with refused(here, "a mediator's delegation speaks for no party"):
        here.do("m-principal", "initial", issue="fish", option="quota")


def test_what_was_escalated_is_settled_by_principals_alone(here: House) -> None:
    here.do("s-technical", "escalate", why="Beyond us", issue="fish")
    here.do("n-principal", "initial", issue="fish", option="quota")
    for name, fields in (("initial", {"option": "open"}), ("take-back", {})):
        with refused(here, "was escalated: a principal settles it"):
            here.do("n-technical", name, why="x", issue="fish", **fields)
    with refused(here, "was escalated already, by Person s-technical"):
        here.do("n-technical", "escalate", why="x", issue="fish")
    here.do("s-principal", "initial", issue="fish", option="quota")
    issue = here.state(None).issues["fish"]
    assert (None, {}) == (issue.escalated, issue.brackets)


def test_each_side_has_its_bracket_and_lifts_its_own(here: House) -> None:
    for side in "ns":
        here.do(f"{side}-technical", "bracket", issue="fish", options=["open"], text=f"By {side}")
    here.do("n-technical", "lift-bracket", issue="fish")
    assert ["south"] == list(here.state(None).issues["fish"].brackets)
    with refused(here, "your delegation has no bracket"):
        here.do("n-technical", "lift-bracket", issue="fish")


def test_what_is_parked_does_not_move(here: House) -> None:
    here.do("n-principal", "agenda", issues=agenda(here, fish={"parked": True}))
    for name, fields in (
        ("initial", {"option": "quota"}),
        ("escalate", {}),
        ("bracket", {"options": ["open"], "text": "x"}),
    ):
        with refused(here, "is parked"):
            here.do("n-principal", name, why="x", issue="fish", **fields)


def test_an_option_that_the_own_case_lacks_is_not_agreed_to(here: House) -> None:
    port = {"options": {**here.state(None).issues["port"].options, "swap": "Swapped"}}
    here.do("s-principal", "agenda", issues=agenda(here, port=port))
    with refused(here, "your case has no option `swap`"):
        here.do("n-principal", "initial", issue="port", option="swap")
    here.do("s-principal", "initial", issue="port", option="swap")


def test_a_remark_is_on_something_that_is_there(here: House) -> None:
    with refused(here, "there is no `issue:air` to remark on"):
        here.do("n-analyst", "comment", on="issue:air", text="x")
    with refused(here, "there is no `proposal:south.p`"):
        here.do("n-analyst", "comment", on="proposal:south.p", text="x")
    here.do("n-analyst", "comment", on="issue:port", text="Among us")
    here.do("n-analyst", "comment", on="issue:port", text="To all", tabled=True)
    assert ["To all"] == [remark.text for remark in here.state("south").comments]


@pytest.mark.parametrize("on", ["proposal:north.p", "deadline:north.d", "what_if:w", "mandate"])
def test_a_remark_to_all_is_not_on_what_only_the_own_delegation_sees(here: House, on: str) -> None:
    here.do("n-technical", "draft", id="p", name="x", options={"port": "lease"})
    here.do("n-principal", "withdraw", why="Never tabled", id="p")
    day: dict[str, Any] = {"date": "2025-04-01", "owner": ["us"]}
    here.do("n-principal", "deadline", id="d", what="x", private=True, **day)
    here.do("n-analyst", "keep", id="w", name="x", options={"port": "sale"})
    here.do("n-analyst", "comment", on=on, text="Among us")
    with refused(here, "only your delegation sees this"):
        here.do("n-analyst", "comment", on=on, text="x", tabled=True)
