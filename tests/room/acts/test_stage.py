"""Setting the stage: agenda, mandate, red lines, the path, the day, seats."""

from __future__ import annotations

from datetime import date as Date

import pytest

from room.acts.refusals import agenda, agree, put, refused
from room.house import House
from winset.room.acts.act import Refused


def test_the_agenda_sets_the_order_and_what_is_parked(here: House) -> None:
    here.do("n-principal", "agenda", issues=agenda(here, fish={"parked": True})[::-1])
    state = here.state("south")
    assert ["patrol", "fish", "port"] == list(state.issues)
    assert ["open", "parked", "open"] == [i.state(state.parties) for i in state.issues.values()]


def test_the_agenda_takes_new_issues_and_new_options(here: House) -> None:
    new = {"name": "Salvage", "options": {"none": "None", "half": "Half each"}}
    port = {"options": {**here.state(None).issues["port"].options, "swap": "Swapped"}}
    here.do("n-principal", "agenda", issues=agenda(here, salvage=new, port=port))
    issues = here.state("south").issues
    assert {"none": "None", "half": "Half each"} == issues["salvage"].options
    assert ["shared", "lease", "sale", "swap"] == list(issues["port"].options)


def test_an_issue_cannot_be_forgotten_nor_stand_twice(here: House) -> None:
    whole = agenda(here)
    with refused(here, "is left out; an issue can be parked"):
        here.do("n-principal", "agenda", issues=whole[1:])
    with refused(here, "stands twice"):
        here.do("n-principal", "agenda", issues=[*whole, whole[0]])


def test_an_option_cannot_be_taken_away(here: House) -> None:
    with refused(here, "options can only be added"):
        here.do("n-principal", "agenda", issues=agenda(here, port={"options": {"lease": "x"}}))


def test_the_words_of_an_option_to_which_others_may_have_agreed_cannot_be_changed(
    here: House,
) -> None:
    agree(here, port="lease")
    options = {**here.state(None).issues["port"].options, "lease": "Leased for ever"}
    with refused(here, "cannot be changed; add another option"):
        here.do("s-principal", "agenda", issues=agenda(here, port={"options": options}))
    assert "Leased for thirty years" == here.state("north").issues["port"].options["lease"]


def test_an_issue_cannot_be_renamed(here: House) -> None:
    with refused(here, "has another name or question"):
        here.do("n-principal", "agenda", issues=agenda(here, port={"name": "The harbour"}))


def test_what_is_up_for_signature_or_signed_cannot_be_parked(here: House) -> None:
    agree(here, patrol="joint")
    put(here, "patrol")
    parked = agenda(here, patrol={"parked": True})
    with refused(here, "which is up for signature"):
        here.do("s-principal", "agenda", issues=parked)
    for side in "ns":
        here.do(f"{side}-leader", "sign", text="text1", stage="leaders", actor=f"{side}_lead")
    with refused(here, "is signed"):
        here.do("s-principal", "agenda", issues=parked)


def test_a_track_must_be_there(here: House) -> None:
    with refused(here, "no track `air`"):
        here.do("n-principal", "agenda", issues=agenda(here, port={"track": "air"}))


def test_a_mandate_is_seen_by_its_own_delegation_alone(here: House) -> None:
    here.do("n-principal", "mandate", allowed={"port": {"lease": "free", "sale": "edge"}})
    mandate = here.state("north").mandate
    assert mandate is not None
    assert ["inside", "edge", "outside", "inside"] == [
        mandate.place(*place)
        for place in (("port", "lease"), ("port", "sale"), ("port", "shared"), ("fish", "ban"))
    ]
    assert [None, None] == [here.state(side).mandate for side in ("south", "mediator")]


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        ({"air": {"x": "free"}}, "no issue `air`"),
        ({"port": {"x": "free"}}, "no option `x`"),
        ({"port": {}}, "allows nothing on “The port”"),
    ],
)
def test_a_mandate_names_what_is_on_the_agenda(
    here: House, allowed: dict[str, dict[str, str]], words: str
) -> None:
    with refused(here, words):
        here.do("n-principal", "mandate", allowed=allowed)


def test_a_red_line_joins_the_own_case_and_its_lifting_takes_it_out(here: House) -> None:
    here.do("n-principal", "red-line", why="Ours", id="r", never={"fish": "ban"}, says_who="No ban")
    found = here.rooms.case(here.state("north"), "north")
    assert found is not None
    assert ["no_sale", "r"] == list(found.parties["north"].red_lines)
    for name in ("r", "no_sale"):
        here.do("n-principal", "lift-red-line", why="No more", id=name)
    found = here.rooms.case(here.state("north"), "north")
    assert found is not None
    assert {} == found.parties["north"].red_lines
    with refused(here, "no red line `r` to lift"):
        here.do("n-principal", "lift-red-line", why="Again", id="r")


def test_a_red_line_names_what_is_on_the_agenda_and_has_a_reason(here: House) -> None:
    with refused(here, "no option `x`"):
        here.do("n-principal", "red-line", why="x", id="r", never={"fish": "x"}, says_who="x")
    with refused(here, "a red line names options of issues"):
        here.do("n-principal", "red-line", why="x", id="r", never={}, says_who="x")
    with refused(here, "give a reason"):
        here.do("n-principal", "red-line", id="r", never={"fish": "ban"}, says_who="x")


def test_a_stage_is_opened_once_and_not_while_a_text_is_up(here: House) -> None:
    here.do("n-principal", "stage", stage="teams")
    assert "teams" == here.state("mediator").stage
    with refused(here, "is open already"):
        here.do("s-principal", "stage", stage="teams")
    with refused(here, "no stage `x`"):
        here.do("s-principal", "stage", stage="x")
    agree(here, patrol="joint")
    put(here, "patrol")
    with refused(here, "the signatures move the stage"):
        here.do("s-principal", "stage", stage="heads")


def test_the_day_is_that_which_was_set_and_else_the_real_one(here: House) -> None:
    here.do("n-principal", "clock", day="2025-04-02")
    assert Date(2025, 4, 2) == here.rooms.today(here.state("south"))
    here.do("s-principal", "clock", day=None)
    assert Date(2025, 3, 3) == here.rooms.today(here.state("south"))


def test_a_principal_changes_the_seats_of_the_own_delegation_alone(here: House) -> None:
    person = here.people["n-observer"].id
    here.do("n-principal", "seat", person=person, role="technical", tracks=["sea_team"])
    assert ("technical", ("sea_team",)) == (
        here.rooms.seat(here.room, person).role,
        here.rooms.seat(here.room, person).tracks,
    )
    with refused(here, "no seat in your delegation"):
        here.do("s-principal", "seat", person=person, role="observer")
    with refused(here, "no seat in your delegation"):
        here.do("s-principal", "unseat", person=person)
    with refused(here, "no track `x`"):
        here.do("n-principal", "seat", person=person, role="technical", tracks=["x"])


def test_a_delegation_keeps_a_principal(here: House) -> None:
    own = here.people["n-principal"].id
    with refused(here, "at least one principal"):
        here.do("n-principal", "seat", person=own, role="observer")
    with refused(here, "at least one principal"):
        here.do("n-principal", "unseat", person=own)
    here.do("n-principal", "seat", person=here.people["n-analyst"].id, role="principal")
    here.do("n-principal", "unseat", person=own)
    with pytest.raises(Refused, match="no seat in it"):
        here.do("n-principal", "comment", on="room", text="Still here")
