"""Every answer carries the security headers: pages, errors, files, feeds, the API, a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from room.house import House, house
from room.web.untouched import SENDERS, signed_in
from winset.room.people import feeds
from winset.room.web.app import application
from winset.room.web.security.headers import HEADERS, POLICY
from winset.room.web.security.limits import BODY
from winset.room.web.services import Config, Services
from winset.room.web.static_files import address


def routes_of(router: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and path of every route, those of included routers too."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes_of(inner, prefix + route.include_context.prefix)
        elif getattr(route, "methods", None):
            yield from ((method, prefix + route.path) for method in sorted(route.methods))


def guarded(answer: Any) -> None:
    """Hold that an answer carries every header, and a policy without inline script."""
    for name, value in HEADERS.items():
        assert value == answer.headers[name], (name, answer.request.url)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "server" not in answer.headers


def test_every_address_of_the_application_answers_with_them(full: House) -> None:
    clients = (full.visitor(), signed_in(full, SENDERS[0]), full.program("n-principal"))
    asked = 0
    for method, path in routes_of(full.app):
        filled = path.format_map(
            {
                **dict.fromkeys(
                    ("issue", "key", "name", "document", "job", "seq", "secret", "token"), "port"
                ),
                **dict.fromkeys(("proposal", "invitation", "actor", "step"), "port"),
                "room": full.room,
            }
        )
        for client in clients:
            answer = client.request(method, filled)
            assert answer.status_code < 500, (method, filled)
            guarded(answer)
            asked += 1
    assert asked > 250


def test_refusals_before_any_address_is_looked_at_carry_them(full: House) -> None:
    client = full.visitor()
    for place in ("/rooms", "/api/v1/rooms"):
        for answer, status in (
            (client.get(place, headers={"Host": "evil.example"}), 400),
            (client.post(place, content=b"x" * (BODY + 1)), 413),
            (client.get(f"{place}?{'a' * 5000}"), 414),
            (client.get(place, headers={"X-Much": "a" * 70_000}), 431),
            (client.request("FOO", place), 405),
            (client.get(f"{place}/%00"), 400),
        ):
            assert status == answer.status_code
            guarded(answer)
            kind = "application/problem+json" if place.startswith("/api") else "text/html"
            assert answer.headers["Content-Type"].startswith(kind)


def test_files_feeds_and_the_description_carry_them(full: House) -> None:
    client = full.visitor()
    secret = feeds.make(full.store, full.people["n-principal"], full.room)
    places = (address("room.css"), address("room.js"), address("icon.svg"), f"/feeds/{secret}.ics")
    for place in (*places, "/api/v1/openapi.json"):
        answer = client.get(place)
        assert 200 == answer.status_code
        guarded(answer)


def test_pages_hold_no_inline_script_style_or_handler(full: House) -> None:
    browser = signed_in(full, "n-principal")
    places = ("board", "path", "table", "what-if", "clock", "reports", "record", "agenda")
    for place in places:
        text = browser.get(f"/rooms/{full.room}/{place}").text
        assert "<script>" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
    assert "unsafe" not in POLICY


@pytest.mark.parametrize("place", ["/account", "/api/v1/rooms"])
def test_a_fault_of_ours_is_a_clean_500_that_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    here = house(tmp_path)
    client = here.browser("n-principal")
    client.headers["Authorization"] = f"Bearer {here.token('n-principal')}"

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("SECRET-inside")

    monkeypatch.setattr("winset.room.people.sessions.others", broken)
    monkeypatch.setattr("winset.room.store.store.Store.seats_of", broken)
    answer = client.get(place)
    assert 500 == answer.status_code
    assert "SECRET-inside" not in answer.text
    assert "nothing was recorded" in answer.text
    guarded(answer)
    assert "SECRET-inside" in caplog.text  # the one who runs the server learns what it was


def behind_https(here: House) -> TestClient:
    """Return a browser at a server of the same house that is reached over https."""
    old: Services = here.app.state.services
    config = replace(old.config, secure=True)
    services = Services(old.store, old.rooms, old.passwords, old.now, config)
    return TestClient(application(services), base_url="https://testserver", follow_redirects=False)


def test_the_cookie_is_out_of_reach_of_script_and_of_other_sites(here: House) -> None:
    form = {"handle": "n-leader", "password": "a password of the tests"}
    plain = here.visitor().post("/sign-in", data=form).headers["Set-Cookie"]
    assert plain.startswith("winset=")
    secure = behind_https(here).post("/sign-in", data=form).headers["Set-Cookie"]
    assert secure.startswith("__Host-winset=")
    for cookie in (plain, secure):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert "Secure" not in plain
    assert "Secure" in secure


def test_over_https_browsers_are_told_to_stay_there(here: House) -> None:
    answer = behind_https(here).get("/sign-in")
    assert "max-age=31536000" == answer.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in here.visitor().get("/sign-in").headers


def test_behind_a_proxy_forms_come_from_the_https_origin_alone(here: House) -> None:
    client = behind_https(here)
    client.base_url = client.base_url.copy_with(scheme="http")  # as a proxy hands it on
    form = {"handle": "n-leader", "password": "a password of the tests"}
    own, plain = {"Origin": "https://testserver"}, {"Origin": "http://testserver"}
    assert 303 == client.post("/sign-in", data=form, headers=own).status_code
    assert 403 == client.post("/sign-in", data=form, headers=plain).status_code


def test_a_405_names_every_method_that_the_address_takes(full: House) -> None:
    answer = full.visitor().request("PUT", f"/api/v1/rooms/{full.room}/feed")
    assert "DELETE, GET, POST" == answer.headers["Allow"]


def test_the_default_names_of_a_server_are_of_this_machine_alone() -> None:
    assert ("localhost", "127.0.0.1", "[::1]") == Config().hosts
