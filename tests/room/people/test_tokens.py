"""Tokens: hashes with an end, a scope and perhaps a room; never more than their person."""

from __future__ import annotations

import pytest

from room.house import House
from winset.room.people import tokens
from winset.room.people.accounts import BadAccount
from winset.room.people.secret import kept
from winset.room.people.tokens import SCOPES


def make(here: House, **changed: object) -> str:
    fields = {"label": "t", "scopes": ["read"], "room": None, "days": 1, **changed}
    return tokens.make(here.store, here.people["n-principal"], **fields)  # type: ignore[arg-type]


def test_the_database_holds_the_hash_of_a_token_alone(here: House) -> None:
    secret = make(here)
    with here.store.reading() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM token").all())
    assert kept(secret) in rows
    assert secret not in rows


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"days": 0},
        {"days": 367},
        {"label": ""},
        {"label": "a\x07"},
        {"label": "x" * 201},
        {"room": "r_000000000000"},
    ],
)
def test_a_token_that_makes_no_sense_is_refused(here: House, wrong: dict[str, object]) -> None:
    with pytest.raises(BadAccount):
        make(here, **wrong)
    assert [] == tokens.of(here.store, here.people["n-principal"])


NEEDS = {
    ("GET", "/rooms"): "read",
    ("GET", "/rooms/{room}"): "read",
    ("GET", "/rooms/{room}/board"): "read",
    ("GET", "/rooms/{room}/record"): "read",
    ("POST", "/rooms/{room}/feed"): "act",
    ("POST", "/rooms/{room}/what-if"): "analyse",
    ("GET", "/rooms/{room}/clock/odds"): "analyse",
    ("GET", "/rooms/{room}/case"): "export",
    ("GET", "/rooms/{room}/extract"): "export",
    ("GET", "/rooms/{room}/invitations"): "host",
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_what_it_says_and_nothing_else(here: House, scope: str) -> None:
    program = here.program("n-principal", scope)
    for (method, path), needed in NEEDS.items():
        address = f"/api/v1{path.format(room=here.room)}"
        answer = program.request(method, address, json={} if method == "POST" else None)
        lacks = answer.status_code == 403 and "lacks the scope" in answer.text
        assert (scope != needed) == lacks, (method, path, answer.text)


def test_a_token_for_one_room_does_not_open_another(here: House) -> None:
    other = here.program("owner").post("/api/v1/rooms", json={"text": _case()}).json()["id"]
    program = here.program("n-principal")
    program.headers["Authorization"] = f"Bearer {make(here, room=here.room)}"
    assert 200 == program.get(f"/api/v1/rooms/{here.room}").status_code
    answer = program.get(f"/api/v1/rooms/{other}")
    assert (403, True) == (answer.status_code, "another room" in answer.text)


def test_a_token_makes_no_token(here: House) -> None:
    answer = here.program("n-principal").post("/api/v1/tokens", json={"label": "x"})
    assert 405 == answer.status_code


def test_a_token_can_list_tokens_and_make_them_void_its_own_too(here: House) -> None:
    program = here.program("n-principal")
    listed = program.get("/api/v1/tokens").json()
    assert ["test"] == [one["label"] for one in listed]
    assert "secret" not in listed[0]
    assert 204 == program.delete(f"/api/v1/tokens/{listed[0]['id']}").status_code
    assert 401 == program.get("/api/v1/tokens").status_code


def test_nobody_makes_somebody_elses_token_void(here: House) -> None:
    mine = here.program("n-principal")
    token = mine.get("/api/v1/me").json()["token"]["id"]
    assert 404 == here.program("s-principal").delete(f"/api/v1/tokens/{token}").status_code
    assert 200 == mine.get("/api/v1/me").status_code


def test_a_token_loses_what_its_person_loses(here: House) -> None:
    program = here.program("n-observer")
    here.do("n-principal", "unseat", person=here.people["n-observer"].id)
    assert 404 == program.get(f"/api/v1/rooms/{here.room}").status_code


def _case() -> str:
    from room.house import CASE  # noqa: PLC0415  a long text, named where it is used

    return CASE
