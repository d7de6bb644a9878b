"""Script in every text field: it comes back as text, on every page and in every answer."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import winset
from room.house import CASE, PASSWORD, House
from room.web.hostile import MARK, RAW, SCRIPTS, steps
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.report.page import render
from winset.room.people import invitations
from winset.room.verdict import verified
from winset.room.web.views.studies import policy

PLACES = (
    *("board", "path", "table", "what-if", "what-if/kept/w", "clock", "clock/odds", "reports"),
    *(
        "record",
        "agenda",
        "issues/port",
        "issues/fish",
        "issues/patrol",
        "issues/more",
        "since/0",
        "delegation",
    ),
    *("table/north.d/answers", "what-if?from=north.d"),
)


def pages_of(here: House, handle: str) -> Iterator[tuple[str, str]]:
    """Yield every page that somebody can open, by its address."""
    browser = here.browser(handle)
    for place in PLACES:
        address = f"/rooms/{here.room}/{place}"
        yield address, browser.get(address).text
    for address in ("/rooms", "/account"):
        yield address, browser.get(address).text


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_page_takes_what_somebody_wrote_for_markup(here: House, text: str) -> None:
    for handle, act, fields, why in steps(text):
        here.do(handle, act, why, **fields)
    said = 0
    for handle in ("n-principal", "n-analyst", "n-leader", "s-technical", "m-observer"):
        for address, page in pages_of(here, handle):
            assert [] == [raw for raw in RAW if raw in page], address
            said += MARK in page
    assert said > 30  # it is shown all over, so that the test says something
    assert [] == verified(here.store, here.room)


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_somebody_wrote_comes_back_as_it_was_written(here: House, text: str) -> None:
    here.do("n-technical", "comment", on="issue:port", text=text, tabled=True)
    page = here.browser("s-observer").get(f"/rooms/{here.room}/issues/port").text
    assert text in html.unescape(page)
    answer = here.program("s-observer").get(f"/api/v1/rooms/{here.room}/issues/port")
    assert text == answer.json()["comments"][0]["text"]


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_an_address_says_comes_back_escaped_or_not_at_all(here: House, text: str) -> None:
    browser, nobody = here.browser("n-analyst"), here.visitor()
    room = f"/rooms/{here.room}"
    answers = [
        nobody.get("/sign-in", params={"next": text}),
        nobody.get(f"/{text}"),
        nobody.get(f"/invitation/{text}"),
        nobody.get(f"/feeds/{text}.ics"),
        nobody.post("/sign-in", data={"handle": text, "password": text, "next": text}),
        browser.get(f"/rooms/{text}/board"),
        browser.get(f"{room}/issues/{text}"),
        browser.get(f"{room}/table/{text}/answers"),
        browser.get(f"{room}/reports/{text}"),
        browser.get(f"{room}/record", params={"before": text}),
        browser.get(f"{room}/board", params={"saved": text}),
        browser.get("/account", params={"saved": text}),
        browser.get(f"{room}/what-if", params={"from": text, "actor": text}),
        browser.get(f"{room}/what-if", params={"o.port": text}),
        browser.get(f"{room}/what-if", params={f"o.{text}": "lease"}),
        browser.get(f"{room}/what-if", params={"w.n_lead.port": text}),
        browser.get(f"{room}/board", headers={"Referer": f"http://testserver/{text}"}),
        browser.get("/nothing", headers={"Referer": f"http://testserver/{text}"}),
    ]
    for answer in answers:
        assert [] == [raw for raw in RAW if raw in answer.text], answer.request.url
        assert answer.status_code < 500, answer.request.url


@pytest.mark.parametrize("text", SCRIPTS)
def test_names_of_people_tokens_browsers_and_invitations_are_text(here: House, text: str) -> None:
    here.program("owner").post(
        f"/api/v1/rooms/{here.room}/invitations",
        json={"name": text, "delegation": "north", "role": "observer"},
    ).raise_for_status()
    secret = invitations.invite(
        here.store,
        room=here.room,
        delegation="north",
        role="observer",
        tracks=(),
        name=text,
        by=here.people["owner"].id,
    )
    asked = here.visitor().get(f"/invitation/{secret}")
    new = here.visitor()
    new.headers["User-Agent"] = text
    form = {"name": text, "handle": "newcomer", "password": "a sentence of my own"}
    assert new.post(f"/invitation/{secret}", data=form).status_code == 303
    csrf = token_of(new)
    named = new.post(
        "/account/tokens",
        data={"csrf": csrf, "label": text, "scopes": "read", "days": "2"},
    )
    other = here.visitor()
    other.post("/sign-in", data={"handle": "newcomer", "password": form["password"]})
    pages = [
        asked.text,
        named.text,
        other.get("/account").text,
        here.browser("owner").get(f"/rooms/{here.room}/seats").text,
        here.browser("n-principal").get(f"/rooms/{here.room}/agenda").text,
        here.browser("n-principal").get(f"/rooms/{here.room}/record").text,
    ]
    for page in pages:
        assert [] == [raw for raw in RAW if raw in page]
    assert sum(MARK in page for page in pages) >= 4


def test_a_hostile_case_file_gives_a_room_and_a_report_without_its_script(here: House) -> None:
    text = SCRIPTS[0]
    hostile = CASE.replace("Leased for thirty years", text).replace("A harbour shared", text)
    for word in ("SECRET-why", "SECRET-fact", "SECRET-source", "SECRET-line", "SECRET-linkage"):
        hostile = hostile.replace(word, text)
    hostile = hostile.replace("Lead of North", text).replace("Trade team", text)
    opened = here.program("owner").post("/api/v1/rooms", json={"text": hostile})
    assert 201 == opened.status_code, opened.text
    seats = here.browser("owner").get(f"/rooms/{opened.json()['id']}/seats").text
    assert MARK in seats
    assert f"<script>window.{MARK}" not in seats
    report = render(winset.analyse(case_of(read(checked("case", hostile))), worlds=5))
    assert MARK in report
    assert f"<script>window.{MARK}" not in report
    assert 2 == policy(report).count("'sha256-")  # the bundle's and the page's own, no third


def token_of(client: TestClient) -> str:
    """Return the proof that forms of this browser's session carry."""
    page = client.get("/account").text
    return page.split('name="csrf" value="')[1].split('"')[0]


def test_the_password_of_these_tests_is_shown_nowhere(here: House) -> None:
    for _, page in pages_of(here, "n-analyst"):
        assert PASSWORD not in page
