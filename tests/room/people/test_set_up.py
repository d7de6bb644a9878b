"""The first run: whoever holds the code of the terminal becomes the owner, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from room.house import CHEAP, Clock
from winset.room.people import set_up
from winset.room.people.passwords import Passwords
from winset.room.perform import Rooms
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.web.app import application
from winset.room.web.services import Config, Services

FORM = {"handle": "ada", "name": "Ada", "password": "a sentence of my own"}


def fresh(folder: Path) -> tuple[TestClient, str, Store]:
    """Return a browser at a server that nobody owns, the code of its terminal, and its store."""
    clock = Clock()
    store = open_store(folder / "new.db", clock)
    code, held = set_up.new_code()
    config = Config(hosts=("testserver",), code=held)
    services = Services(store, Rooms(store, clock), Passwords(CHEAP), clock, config)
    return TestClient(application(services), follow_redirects=False), code, store


def test_every_page_leads_to_the_set_up_until_there_is_an_owner(tmp_path: Path) -> None:
    browser, _, _ = fresh(tmp_path)
    for place in ("/sign-in", "/rooms", "/account"):
        assert "/set-up" == browser.get(place).headers["Location"]


def test_the_code_makes_the_owner_and_signs_in(tmp_path: Path) -> None:
    browser, code, store = fresh(tmp_path)
    assert 303 == browser.post("/set-up", data={**FORM, "code": f" {code} "}).status_code
    assert 200 == browser.get("/rooms/new").status_code
    assert not set_up.needed(store)


@pytest.mark.parametrize("code", ["", "wrong", "x" * 5000, "\x00", "é"])
def test_another_code_does_not(tmp_path: Path, code: str) -> None:
    browser, _, store = fresh(tmp_path)
    assert 422 == browser.post("/set-up", data={**FORM, "code": code}).status_code
    assert set_up.needed(store)


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"handle": "a b"}, {"name": ""}])
def test_a_weak_password_or_a_bad_name_makes_no_owner(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    browser, code, store = fresh(tmp_path)
    assert 422 == browser.post("/set-up", data={**FORM, "code": code, **wrong}).status_code
    assert set_up.needed(store)


def test_the_code_does_not_work_twice(tmp_path: Path) -> None:
    browser, code, _ = fresh(tmp_path)
    browser.post("/set-up", data={**FORM, "code": code})
    browser.cookies.clear()
    second = {**FORM, "handle": "eve", "code": code}
    assert 422 == browser.post("/set-up", data=second).status_code
    assert "/sign-in" == browser.get("/set-up").headers["Location"]


def test_a_server_with_an_owner_takes_no_code_at_all(tmp_path: Path) -> None:
    browser, code, store = fresh(tmp_path)
    browser.post("/set-up", data={**FORM, "code": code})
    clock = Clock()
    services = Services(
        store, Rooms(store, clock), Passwords(CHEAP), clock, Config(hosts=("testserver",))
    )
    again = TestClient(application(services), follow_redirects=False)
    assert 422 == again.post("/set-up", data={**FORM, "handle": "eve", "code": ""}).status_code


def test_no_password_is_in_what_the_database_holds(tmp_path: Path) -> None:
    browser, code, store = fresh(tmp_path)
    browser.post("/set-up", data={**FORM, "code": code})
    with store.reading() as connection:
        held = str(connection.exec_driver_sql("SELECT * FROM person").all())
    assert FORM["password"] not in held
    assert "$argon2id$" in held
    assert code not in held
