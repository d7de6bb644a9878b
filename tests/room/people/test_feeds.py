"""Feeds: a secret address, which can be made anew and revoked."""

from __future__ import annotations

from typing import Any

from room.house import House


def address(here: House, handle: str = "n-principal") -> str:
    made = here.program(handle).post(f"/api/v1/rooms/{here.room}/feed")
    assert 201 == made.status_code
    found: str = made.json()["address"]
    return found


def status(here: House, feed: str) -> int:
    return here.visitor().get(feed).status_code


def test_a_feed_opens_without_a_sign_in_and_holds_the_deadlines(here: House) -> None:
    answer = here.visitor().get(address(here))
    assert "text/calendar; charset=utf-8" == answer.headers["Content-Type"]
    assert "The lease ends" in answer.text


def test_a_new_address_makes_the_one_before_void(here: House) -> None:
    first, second = address(here), address(here)
    assert (404, 200) == (status(here, first), status(here, second))


def test_a_revoked_address_opens_nothing(here: House) -> None:
    feed = address(here)
    program = here.program("n-principal")
    assert program.get(f"/api/v1/rooms/{here.room}/feed").json()["since"] is not None
    assert 204 == program.delete(f"/api/v1/rooms/{here.room}/feed").status_code
    assert 404 == status(here, feed)
    assert program.get(f"/api/v1/rooms/{here.room}/feed").json()["since"] is None


def test_a_feed_is_void_once_its_person_has_no_seat(here: House) -> None:
    feed = address(here, "n-observer")
    here.do("n-principal", "unseat", person=here.people["n-observer"].id)
    assert 404 == status(here, feed)


def test_a_feed_shows_what_its_delegation_may_see(here: House) -> None:
    fields: dict[str, Any] = {"id": "x", "what": "SECRET-day", "date": "2025-04-01", "owner": ["x"]}
    here.do("n-principal", "deadline", private=True, **fields)
    assert "SECRET-day" in here.visitor().get(address(here)).text
    assert "SECRET-day" not in here.visitor().get(address(here, "s-principal")).text


def test_no_text_breaks_out_of_its_line_of_a_feed(here: House) -> None:
    what = "x;BEGIN:VALARM,\\nSUMMARY:y"
    fields: dict[str, Any] = {"id": "x", "what": what, "date": "2025-04-01", "owner": ["x"]}
    here.do("n-principal", "deadline", **fields)
    lines = here.visitor().get(address(here)).text.splitlines()
    assert "SUMMARY:y" not in lines
    assert "BEGIN:VALARM" in lines  # the reminder's own


def test_the_database_holds_the_hash_of_an_address_alone(here: House) -> None:
    secret = address(here).removeprefix("/feeds/").removesuffix(".ics")
    with here.store.reading() as connection:
        assert secret not in str(connection.exec_driver_sql("SELECT * FROM feed").all())
