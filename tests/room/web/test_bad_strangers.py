"""Who has no business here: bad tokens, sessions run out, forms and hosts of others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from room.house import House
from room.web.test_rights import FORMS
from room.web.untouched import nothing_stored, refused, signed_in
from winset.room.acts.registry import ACTS
from winset.room.people import sessions, tokens


@pytest.mark.parametrize(
    "header",
    [
        *("", "Bearer", "Bearer ", "Bearer x", "Basic dXNlcjpwYXNz", "bearer winset_x"),
        *("Bearer " + "x" * 5000, "Bearer winset_" + "A" * 43, "Bearer \u00e9", "Token winset_x"),
    ],
)
def test_a_bad_token_opens_nothing(full: House, header: str) -> None:
    client = full.visitor()
    headers = {b"Authorization": header.encode("latin-1")}
    with nothing_stored(full):
        for path in ("/rooms", f"/rooms/{full.room}", f"/rooms/{full.room}/record", "/me"):
            answer = client.get(f"/api/v1{path}", headers=headers)
            refused(answer, 401)
            assert "Bearer" == answer.headers["WWW-Authenticate"]
        place = f"/api/v1/rooms/{full.room}/acts/comment"
        body = {"act": {"on": "issue:port", "text": "x"}}
        refused(client.post(place, json=body, headers=headers), 401)


def test_a_token_expired_or_revoked_opens_nothing(here: House) -> None:
    program = here.program("n-principal")
    assert 200 == program.get("/api/v1/me").status_code
    here.clock.at += timedelta(days=2)
    refused(program.get("/api/v1/me"), 401)
    program = here.program("n-principal")
    tokens.revoke(
        here.store, here.people["n-principal"], program.get("/api/v1/me").json()["token"]["id"]
    )
    with nothing_stored(here):
        body = {"act": {"on": "issue:port", "text": "x"}}
        refused(program.post(f"/api/v1/rooms/{here.room}/acts/comment", json=body), 401)


@pytest.mark.parametrize("passed", [sessions.IDLE, sessions.LIFE], ids=["idle", "absolute"])
def test_a_session_that_has_run_out_does_nothing(here: House, passed: timedelta) -> None:
    browser = signed_in(here, "n-principal")
    step = timedelta(hours=7)
    if passed == sessions.LIFE:  # used all the time, and over all the same
        for _ in range(passed // step - 1):
            here.clock.at += step
            assert 200 == browser.get("/account").status_code
    here.clock.at += step + timedelta(hours=2)
    head = here.store.head(here.room)
    form = {"on": "issue:port", "text": "x"}
    refused(browser.post(f"/rooms/{here.room}/acts/comment", data=form), 401)
    answer = browser.get(f"/rooms/{here.room}/board")
    assert (303, f"/sign-in?next=/rooms/{here.room}/board") == (
        answer.status_code,
        answer.headers["Location"],
    )
    assert head == here.store.head(here.room)


@pytest.mark.parametrize("cookie", ["", "x", "a" * 4000, "é", '"', "winset", "None", "\x7f", "%00"])
def test_a_mangled_cookie_is_nobody(full: House, cookie: str) -> None:
    headers = {b"Cookie": f"winset={cookie}".encode()}
    with nothing_stored(full):
        form = {"on": "issue:port", "text": "x"}
        place = f"/rooms/{full.room}/acts/comment"
        refused(full.visitor().post(place, data=form, headers=headers), 401)
        assert full.visitor().get("/account", headers=headers).status_code == 303


@pytest.mark.parametrize("name", ACTS)
def test_no_act_is_done_without_the_proof_that_the_form_is_ours(full: House, name: str) -> None:
    browser = full.browser("n-principal")
    other = signed_in(full, "n-analyst").headers["X-CSRF-Token"]
    with nothing_stored(full):
        for given_ in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": other}, {"csrf": "é"}):
            form = {**FORMS[name], **given_}
            flat = {key: value for key, value in form.items() if isinstance(value, str)}
            refused(browser.post(f"/rooms/{full.room}/acts/{name}", data=flat), 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_does_nothing(
    full: House, browsers: dict[str, TestClient], headers: dict[str, str]
) -> None:
    form = {"on": "issue:port", "text": "x"}
    with nothing_stored(full):
        place = f"/rooms/{full.room}/acts/comment"
        refused(browsers["n-principal"].post(place, data=form, headers=headers), 403)
        for public in ("/sign-in", "/set-up"):
            refused(full.visitor().post(public, data=form, headers=headers), 403)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "testserver.evil.example", "testserver@evil.example", "", "testserver:x"),
        *("testserver:80:80", "testserver/evil", "[::1", " testserver", "testserver\t", "127.1"),
    ],
)
def test_another_name_of_the_host_is_refused(full: House, host: str) -> None:
    with nothing_stored(full):
        refused(full.visitor().get("/sign-in", headers={"Host": host}), 400)


def test_two_hosts_in_one_request_are_refused(full: House) -> None:
    headers = [("Host", "testserver"), ("Host", "evil.example")]
    refused(full.visitor().get("/sign-in", headers=headers), 400)


@pytest.mark.parametrize("host", ["testserver", "TestServer", "testserver:8765", "localhost"])
def test_the_names_of_the_server_are_taken_with_any_port(full: House, host: str) -> None:
    assert 200 == full.visitor().get("/sign-in", headers={"Host": host}).status_code


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "FOO", "OPTIONS"])
def test_methods_that_an_address_does_not_take_do_nothing(
    full: House, browsers: dict[str, TestClient], method: str
) -> None:
    browser = browsers["n-principal"]
    with nothing_stored(full):
        for path in (f"/rooms/{full.room}/acts/comment", "/account/password", "/sign-in"):
            override = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST"}
            refused(browser.request(method, path, headers=override), 405)


def test_a_get_does_nothing_where_a_post_would(
    full: House, browsers: dict[str, TestClient]
) -> None:
    browser = browsers["n-principal"]
    with nothing_stored(full):
        refused(browser.get(f"/rooms/{full.room}/acts/comment?on=issue:port&text=x"), 405)
        refused(browser.get("/sign-out"), 405)
        refused(browser.get("/account/sessions"), 405)


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_no_address_of_another_site_is_led_to(
    full: House, browsers: dict[str, TestClient], target: str
) -> None:
    form = {"handle": "n-leader", "password": "a password of the tests", "next": target}
    assert "/rooms" == full.visitor().post("/sign-in", data=form).headers["Location"]
    form = {"on": "issue:port", "text": "x", "back": target}
    answer = browsers["n-principal"].post(f"/rooms/{full.room}/acts/comment", data=form)
    assert answer.headers["Location"].startswith(f"/rooms/{full.room}/board")
