"""Opening a room: what all see of a case, whose case it is, and who sits where."""

from __future__ import annotations

from pathlib import Path

import pytest

from room.house import CASE, House
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.case.writing import written
from winset.room.acts.act import Refused
from winset.room.acts.drafting import Initial
from winset.room.acts.signing import PutText, Sign
from winset.room.opening import Owner, frame, open_room, seat
from winset.room.perform import Rooms
from winset.room.state.state import Delegation, Seat
from winset.room.store.opened import open_store
from winset.study.analyse import analyse

OWNER = Owner("p_1", "The owner")


def opened(
    tmp_path: Path, text: str, *places: Delegation, case_of: str = "north"
) -> tuple[Rooms, str]:
    """Return a room opened with a case."""
    store = open_store(tmp_path / "room.db")
    rooms = Rooms(store, store.now)
    return rooms, open_room(rooms, OWNER, text, places, case_of=case_of)


NORTH, SOUTH = Delegation("north", "The North", "north"), Delegation("south", "The South", "south")


def test_all_see_the_frame_and_one_side_the_case(tmp_path: Path) -> None:
    rooms, room = opened(tmp_path, CASE, NORTH, SOUTH)
    state = rooms.state(room, "south")
    assert ["port", "fish", "patrol"] == list(state.issues)
    assert {"north": "North", "south": "South"} == state.parties
    assert (None, "heads") == (state.case, state.stage)
    assert rooms.state(room, "north").case is not None


def test_the_frame_tells_no_value_line_linkage_or_fact(tmp_path: Path) -> None:
    rooms, room = opened(tmp_path, CASE, NORTH, SOUTH)
    told = [event for event in rooms.store.events(room) if event.act.audience == "table"]
    assert "SECRET" not in repr(told)
    assert "weight" not in repr(told)


@pytest.mark.parametrize(
    ("places", "whose"),
    [
        ((NORTH, Delegation("north", "Another", "south")), "north"),
        ((NORTH, Delegation("table", "The Table", "south")), "north"),
        ((NORTH,), "south"),
    ],
)
def test_delegations_that_could_see_each_others_papers_open_no_room(
    tmp_path: Path, places: tuple[Delegation, ...], whose: str
) -> None:
    with pytest.raises(Refused, match="delegation"):
        opened(tmp_path, CASE, *places, case_of=whose)
    assert [] == open_store(tmp_path / "room.db").rooms()


def test_a_case_with_mistakes_opens_no_room(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the case file:"):
        opened(tmp_path, "winset: 1\n", NORTH)
    assert [] == open_store(tmp_path / "room.db").rooms()


def test_a_settled_issue_is_signed_as_it_is_at_rest(tmp_path: Path) -> None:
    settled = CASE.replace("    track: trade_team\n", "    track: trade_team\n    state: settled\n")
    rooms, room = opened(tmp_path, settled, NORTH)
    port = rooms.state(room, None).issues["port"]
    assert ("shared", "Shared as now") == (port.signed, port.options["shared"])


def test_what_is_not_on_offer_is_not_on_the_agenda(tmp_path: Path) -> None:
    closed = CASE.replace("{label: Nobody fishes}", "{label: Nobody fishes, offered: false}")
    rooms, room = opened(tmp_path, closed, NORTH)
    assert ["open", "quota"] == list(rooms.state(room, None).issues["fish"].options)


def test_a_deadline_not_yet_known_is_not_told() -> None:
    text = CASE.replace("owner: [North]}", "owner: [North], known_by: 2025-03-09}")
    case = case_of(read(checked("case", text)))
    assert [] == frame(case)["deadlines"]


def test_a_room_just_opened_gives_its_case_back_and_the_same_study(tmp_path: Path) -> None:
    rooms, room = opened(tmp_path, CASE, NORTH, SOUTH)
    found = rooms.case(rooms.state(room, "north"), "north")
    brought = case_of(read(checked("case", CASE)))
    assert found is not None
    assert brought == found
    taken_out = case_of(read(checked("case", written(found))))
    assert (
        analyse(brought, worlds=5, workers=1).to_json()
        == analyse(taken_out, worlds=5, workers=1).to_json()
    )


def test_who_moves_to_another_delegation_is_gone_from_the_first(here: House) -> None:
    person = here.people["n-analyst"]
    seat(
        here.rooms,
        here.room,
        OWNER,
        Seat(person.id, person.name, "south", "analyst"),
    )
    assert person.id not in here.state("north").seats
    assert person.id in here.state("south").seats
    with pytest.raises(Refused, match="no seat in your delegation"):
        here.do("n-principal", "seat", person=person.id, role="observer")
    assert "south" == here.rooms.seat(here.room, person.id).delegation


def test_a_side_alone_reports_what_the_absent_party_agreed_and_signed(tmp_path: Path) -> None:
    rooms, room = opened(tmp_path, CASE, NORTH)
    seat(rooms, room, OWNER, Seat("p", "A principal", "north", "principal"))
    seat(rooms, room, OWNER, Seat("l", "A leader", "north", "leader"))
    for party in ("north", "south"):
        rooms.perform(room, "p", Initial(issue="port", option="lease", party=party))
    initials = rooms.state(room, None).issues["port"].initials
    assert {"north": False, "south": True} == {p: one.reported for p, one in initials.items()}
    rooms.perform(room, "p", PutText(id="t", name="A text", issues=("port",)))
    for actor in ("n_lead", "s_lead"):
        rooms.perform(room, "l", Sign(text="t", stage="leaders", actor=actor))
    assert "lease" == rooms.state(room, None).issues["port"].signed
    reported = [
        event.act.data["reported"]
        for event in rooms.store.events(room)
        if event.act.kind == "signature.given"
    ]
    assert [False, True] == reported
