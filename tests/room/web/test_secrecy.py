"""What one delegation keeps to itself is nowhere in what the other can get, by any address."""

from __future__ import annotations

import pytest

from room.house import House
from winset.room.perform import NoSeat
from winset.room.store.store import Store
from winset.room.web.api.description import description

PAGES = ("board", "path", "record", "issues/port", "issues/fish", "agenda", "since/0")


def secrets_of_north(here: House) -> None:
    """Let the North write SECRET into everything that only its own delegation may see."""
    here.do(
        "n-principal",
        "mandate",
        why="SECRET-reason",
        allowed={"port": {"lease": "free"}},
        note="SECRET-note",
    )
    here.do(
        "n-principal",
        "red-line",
        why="SECRET-reason",
        id="SECRET-id",
        never={"fish": "ban"},
        says_who="SECRET-who",
    )
    here.do("n-technical", "draft", id="SECRET-d", name="SECRET-draft", options={"port": "lease"})
    here.do("n-technical", "comment", on="issue:port", text="SECRET-remark")
    here.do("n-principal", "waive", why="SECRET-waiver", of="mandate:port=sale")
    here.do("n-leader", "waive-linkage", why="SECRET-waiver", linkage="L1")
    here.do(
        "n-principal",
        "deadline",
        id="SECRET-dl",
        what="SECRET-deadline",
        date="2025-04-01",
        owner=["SECRET"],
        private=True,
    )
    rated = {"apart": {"mid": 0}, "joint": {"mid": 100}}
    answer = {"step": "score", "issue": "patrol", "scores": rated}
    here.do("n-analyst", "answer", why="SECRET-answer", actor="n_lead", answer=answer)
    here.do("n-analyst", "keep", id="SECRET-w", name="SECRET-if", options={"port": "sale"})


@pytest.mark.parametrize("other", ["s-principal", "s-analyst", "m-principal", "m-observer"])
def test_no_page_and_no_answer_of_the_api_tells_what_the_other_side_keeps(
    here: House, other: str
) -> None:
    secrets_of_north(here)
    browser, program = here.browser(other), here.program(other)
    for place in PAGES:
        assert "SECRET" not in browser.get(f"/rooms/{here.room}/{place}").text
    for place in ("", "/record", "/verdict", "/case"):
        assert "SECRET" not in program.get(f"/api/v1/rooms/{here.room}{place}").text


@pytest.mark.parametrize("other", ["s-principal", "s-analyst", "m-principal", "owner"])
def test_no_address_of_the_api_tells_it_whatever_id_is_asked_for(here: House, other: str) -> None:
    secrets_of_north(here)
    program = here.program(other)
    case = here.state("north").case or ""
    seat = here.people["n-principal"].id
    for path, operations in description()["paths"].items():
        for ids in (
            {"issue": "port", "proposal": "north.SECRET-d", "name": "SECRET-w", "document": case},
            {"issue": "fish", "proposal": "SECRET-d", "name": seat, "document": "0" * 64},
        ):
            known = {"room": here.room, "job": "j_000000000000", **ids}
            others = {"actor": "n_lead", "token": "t_000000000000", "invitation": "i_000000000000"}
            if "get" in operations:
                answer = program.get(path.format_map({**known, **others}))
                assert "SECRET" not in answer.text, path


def test_the_own_delegation_sees_it(here: House) -> None:
    secrets_of_north(here)
    answer = here.program("n-observer").get(f"/api/v1/rooms/{here.room}").text
    for word in ("note", "id", "who", "draft", "remark", "waiver", "deadline", "answer", "if"):
        assert f"SECRET-{word}" in answer


def test_the_owner_of_the_server_sees_nothing_of_a_delegation(here: House) -> None:
    secrets_of_north(here)
    browser = here.browser("owner")
    assert browser.get(f"/rooms/{here.room}/board").status_code == 404
    assert "SECRET" not in browser.get(f"/rooms/{here.room}/seats").text
    assert "SECRET" not in browser.get("/rooms").text


def test_a_refusal_does_not_tell_the_other_side_that_a_draft_is_there(here: House) -> None:
    secrets_of_north(here)
    program = here.program("s-principal")
    answers = {
        name: program.post(
            f"/api/v1/rooms/{here.room}/acts/{act}", json={"act": {"id": name}, "why": "x"}
        ).json()["detail"]
        for act in ("table", "withdraw")
        for name in ("SECRET-d", "nothing")
    }
    assert answers["SECRET-d"].replace("SECRET-d", "nothing") == answers["nothing"]


def test_a_draft_of_the_other_side_does_not_stand_in_the_way_of_ones_own(here: House) -> None:
    here.do("n-technical", "draft", id="p1", name="Ours", options={"port": "lease"})
    here.do("s-technical", "draft", id="p1", name="Theirs", options={"port": "sale"})
    assert "Ours" == here.state("north").proposals["north.p1"].name
    assert "Theirs" == here.state("south").proposals["south.p1"].name


def test_two_tabled_proposals_of_one_name_are_two(here: House) -> None:
    here.do("n-technical", "draft", id="p1", name="Ours", options={"port": "lease"})
    here.do("s-technical", "draft", id="p1", name="Theirs", options={"port": "sale"})
    here.do("n-principal", "table", id="p1")
    names = {proposal.name for proposal in here.state("south").proposals.values()}
    assert {"Ours", "Theirs"} == names


def test_a_room_in_which_one_does_not_sit_looks_like_none(here: House) -> None:
    with here.store.opening("Another room") as pen:
        stranger = pen.room
    browser = here.browser("n-principal")
    there = browser.get(f"/rooms/{stranger}/board")
    nowhere = browser.get("/rooms/r_000000000000/board")
    assert (404, 404) == (there.status_code, nowhere.status_code)
    with pytest.raises(NoSeat):
        here.rooms.seat(stranger, here.people["n-principal"].id)


def test_a_document_is_found_only_by_those_who_may_see_it(here: House) -> None:
    store: Store = here.store
    document = here.state("north").case
    assert document is not None
    assert store.document(here.room, document, frozenset(("north",))) is not None
    assert store.document(here.room, document, frozenset(("south", "table"))) is None
