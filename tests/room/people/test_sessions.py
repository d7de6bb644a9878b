"""Sessions: kept by the server as hashes, new at each sign-in, over when they should be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from room.house import PASSWORD, House
from room.web.untouched import signed_in
from winset.room.people import attempts, sessions, tables
from winset.room.people.secret import kept

NEW = "another sentence that does"


def cookie(browser: TestClient) -> str:
    return browser.cookies["winset"]


def change(browser: TestClient, old: str = PASSWORD, new: str = NEW) -> int:
    return browser.post("/account/password", data={"old": old, "new": new}).status_code


def test_the_database_holds_the_hash_of_a_session_alone(here: House) -> None:
    secret = cookie(here.browser("n-leader"))
    with here.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM session").all()
    assert kept(secret) in str(rows)
    assert secret not in str(rows)


def test_signing_in_anew_gives_a_new_session_and_ends_the_one_before(here: House) -> None:
    browser = here.browser("n-leader")
    before = cookie(browser)
    browser.post("/sign-in", data={"handle": "n-leader", "password": PASSWORD})
    assert before != cookie(browser)
    assert sessions.session_of(here.store, before) is None
    assert sessions.session_of(here.store, cookie(browser)) is not None


def test_a_session_that_somebody_planted_is_not_taken_over(here: House) -> None:
    browser = here.visitor()
    browser.cookies["winset"] = "planted"
    answer = browser.post("/sign-in", data={"handle": "n-leader", "password": PASSWORD})
    assert "winset=planted" not in answer.headers["Set-Cookie"]
    assert sessions.session_of(here.store, "planted") is None


def test_signing_out_ends_the_session_on_the_server(here: House) -> None:
    browser = signed_in(here, "n-leader")
    secret = cookie(browser)
    assert 303 == browser.post("/sign-out").status_code
    assert sessions.session_of(here.store, secret) is None


def test_a_session_not_used_is_over_and_one_that_is_used_goes_on(here: House) -> None:
    secret = cookie(here.browser("n-leader"))
    for _ in range(3):
        here.clock.at += sessions.IDLE - timedelta(minutes=1)
        assert sessions.session_of(here.store, secret) is not None
    here.clock.at += sessions.IDLE + timedelta(minutes=1)
    assert sessions.session_of(here.store, secret) is None


def test_a_session_is_over_at_its_age_however_much_it_is_used(here: House) -> None:
    secret = cookie(here.browser("n-leader"))
    end = here.clock.at + sessions.LIFE
    while here.clock.at + timedelta(hours=6) < end:
        here.clock.at += timedelta(hours=6)
        assert sessions.session_of(here.store, secret) is not None
    here.clock.at = end + timedelta(seconds=1)
    assert sessions.session_of(here.store, secret) is None


def test_a_new_password_ends_every_session_and_begins_one(here: House) -> None:
    browser, other = signed_in(here, "n-leader"), here.browser("n-leader")
    before = cookie(browser)
    assert 303 == change(browser)
    for secret in (before, cookie(other)):
        assert sessions.session_of(here.store, secret) is None
    assert sessions.session_of(here.store, cookie(browser)) is not None


def test_the_new_password_opens_and_the_old_one_does_not(here: House) -> None:
    change(signed_in(here, "n-leader"))
    for password, status in ((PASSWORD, 403), (NEW, 303)):
        form = {"handle": "n-leader", "password": password}
        assert status == here.visitor().post("/sign-in", data=form).status_code


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW), (PASSWORD, "short"), ("", "")])
def test_a_password_is_not_changed_without_the_present_one_or_to_a_weak_one(
    here: House, old: str, new: str
) -> None:
    browser = signed_in(here, "n-leader")
    assert 422 == change(browser, old, new)
    form = {"handle": "n-leader", "password": PASSWORD}
    assert 303 == here.visitor().post("/sign-in", data=form).status_code


def test_an_open_session_is_no_place_to_guess_the_password(here: House) -> None:
    browser = signed_in(here, "n-leader")
    for _ in range(attempts.MOST["pair"]):
        assert 422 == change(browser, "wrong")
    assert 429 == change(browser)
    here.clock.at += attempts.WINDOW
    assert 303 == change(browser)


def test_all_other_sessions_can_be_ended(here: House) -> None:
    browser, other = signed_in(here, "n-leader"), here.browser("n-leader")
    browser.post("/account/sessions")
    assert sessions.session_of(here.store, cookie(other)) is None
    assert sessions.session_of(here.store, cookie(browser)) is not None


def test_somebody_disabled_is_out_at_once_with_session_and_token(here: House) -> None:
    browser, program = here.browser("n-leader"), here.program("n-leader")
    with here.store.changing() as connection:
        person = tables.person
        connection.execute(
            person.update().where(person.c.handle == "n-leader").values(disabled=True)
        )
    assert 303 == browser.get("/account").status_code
    assert 401 == program.get("/api/v1/me").status_code
    form = {"handle": "n-leader", "password": PASSWORD}
    assert 403 == here.visitor().post("/sign-in", data=form).status_code


def test_a_browser_that_calls_itself_strange_things_is_kept_in_plain_text(here: House) -> None:
    browser = here.visitor()
    browser.headers["User-Agent"] = "A\x07B" + "x" * 500
    browser.post("/sign-in", data={"handle": "n-leader", "password": PASSWORD})
    mine = sessions.session_of(here.store, cookie(here.browser("n-leader")))
    assert mine is not None
    assert ["AB" + "x" * 197] == [agent for agent, _ in sessions.others(here.store, mine)]
