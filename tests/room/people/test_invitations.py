"""Invitations: one seat, one taker, for two weeks."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from room.house import House
from room.web.untouched import signed_in
from winset.room.people.invitations import LIFE

NEW = {"handle": "newcomer", "name": "New Comer", "password": "a sentence of my own"}


def invited(here: House, **changed: object) -> str:
    body = {"name": "New Comer", "delegation": "north", "role": "analyst", **changed}
    place = f"/api/v1/rooms/{here.room}/invitations"
    answer = here.program("owner").post(place, json=body)
    assert 201 == answer.status_code, answer.text
    address: str = answer.json()["address"]
    return address


def take(client: TestClient, address: str, **changed: str) -> int:
    csrf = client.headers.get("X-CSRF-Token", "")
    return client.post(address, data={**NEW, "csrf": csrf, **changed}).status_code


def test_who_takes_it_up_has_an_account_a_session_and_the_seat(here: House) -> None:
    browser = here.visitor()
    assert 303 == take(browser, invited(here))
    assert 200 == browser.get(f"/rooms/{here.room}/board").status_code
    seats = here.state("north").seats.values()
    assert ["analyst"] == [seat.role for seat in seats if seat.name == "New Comer"]


def test_it_is_taken_up_once(here: House) -> None:
    address = invited(here)
    assert 303 == take(here.visitor(), address)
    assert 404 == take(here.visitor(), address, handle="second")
    assert 404 == here.visitor().get(address).status_code


def test_it_runs_out(here: House) -> None:
    address = invited(here)
    assert 200 == here.visitor().get(address).status_code
    here.clock.at += LIFE
    assert 404 == here.visitor().get(address).status_code
    assert 404 == take(here.visitor(), address)


def test_it_can_be_withdrawn_through_the_api_and_on_the_page(here: House) -> None:
    place = f"/api/v1/rooms/{here.room}/invitations"
    address, other = invited(here), invited(here)
    program = here.program("owner")
    first, second = (one["id"] for one in program.get(place).json())
    assert 204 == program.delete(f"{place}/{first}").status_code
    assert 404 == program.delete(f"{place}/{first}").status_code
    owner = signed_in(here, "owner")
    assert 303 == owner.post(f"/rooms/{here.room}/seats/{second}/withdraw").status_code
    assert [] == program.get(place).json()
    assert [404, 404] == [here.visitor().get(one).status_code for one in (address, other)]


def test_a_weak_password_or_a_taken_name_leaves_it_open(here: House) -> None:
    address = invited(here)
    assert 422 == take(here.visitor(), address, password="short")  # noqa: S106  not one
    assert 422 == take(here.visitor(), address, handle="n-leader")
    assert 303 == take(here.visitor(), address)


def test_somebody_signed_in_takes_it_up_as_themselves(here: House) -> None:
    owner = signed_in(here, "owner")
    address = invited(here)
    assert 303 == take(owner, address)
    assert 200 == owner.get(f"/rooms/{here.room}/board").status_code


def test_who_sits_in_the_room_cannot_change_sides_with_one(here: House) -> None:
    browser, address = signed_in(here, "s-principal"), invited(here)
    assert 422 == take(browser, address)
    assert "s-principal" not in str(here.state("north").seats)
    assert "south" == here.rooms.seat(here.room, here.people["s-principal"].id).delegation
    assert 303 == take(here.visitor(), address)  # it still waits for its own


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "owner"},
        {"role": ""},
        {"delegation": "east"},
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "x" * 201},
        {"tracks": ["nowhere"]},
        {"tracks": "trade_team"},
        {"more": 1},
    ],
)
def test_one_to_a_seat_that_is_none_is_refused(here: House, wrong: dict[str, object]) -> None:
    body = {"name": "New Comer", "delegation": "north", "role": "analyst", **wrong}
    place = f"/api/v1/rooms/{here.room}/invitations"
    assert 422 == here.program("owner").post(place, json=body).status_code
    assert [] == here.program("owner").get(place).json()


@pytest.mark.parametrize("who", ["n-principal", "m-principal"])
def test_nobody_but_the_owner_invites_or_sees_invitations(here: House, who: str) -> None:
    program = here.program(who)
    place = f"/api/v1/rooms/{here.room}/invitations"
    body = {"name": "x", "delegation": "north", "role": "observer"}
    assert 404 == program.get(place).status_code
    assert 404 == program.post(place, json=body).status_code
    assert 404 == here.browser(who).get(f"/rooms/{here.room}/seats").status_code


def test_the_database_holds_the_hash_of_an_address_alone(here: House) -> None:
    secret = invited(here).removeprefix("/invitation/")
    with here.store.reading() as connection:
        assert secret not in str(connection.exec_driver_sql("SELECT * FROM invitation").all())
