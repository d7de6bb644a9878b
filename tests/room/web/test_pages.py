"""The pages of a room by HTTP: what they offer to whom, and what their forms do."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from room.house import CASE, House


def csrf(client: TestClient) -> str:
    """Return the token that forms of this session carry."""
    found = re.search('name="csrf" value="([^"]+)"', client.get("/account").text)
    assert found
    return found.group(1)


def send(client: TestClient, here: House, place: str, **fields: object) -> str:
    """Send a form of the room and return the page that it leads to."""
    data = {"csrf": csrf(client), **fields}
    answer = client.post(f"/rooms/{here.room}/{place}", data=data, follow_redirects=True)
    return answer.text


def test_a_principal_puts_a_new_issue_on_the_agenda(here: House) -> None:
    options = "As today\nSold in five years"
    send(
        here.browser("n-principal"),
        here,
        "agenda/issues",
        name="The lighthouse",
        options=options,
        track="sea_team",
    )
    issue = here.state("south").issues["the_lighthouse"]
    assert {"as_today": "As today", "sold_in_five_years": "Sold in five years"} == issue.options
    assert "sea_team" == issue.track


def test_a_second_issue_of_the_same_name_gets_an_id_of_its_own(here: House) -> None:
    browser = here.browser("n-principal")
    for _ in range(2):
        send(browser, here, "agenda/issues", name="Port", options="a\na")
    assert ["port", "fish", "patrol", "port_2", "port_3"] == list(here.state("north").issues)
    assert ["a", "a_2"] == list(here.state("north").issues["port_3"].options)


def test_pages_hold_an_issue_that_the_own_case_does_not_know(here: House) -> None:
    browser = here.browser("n-principal")
    send(browser, here, "agenda/issues", name="The lighthouse", options="As today\nSold")
    here.do(
        "n-principal",
        "draft",
        id="both",
        name="Both",
        options={"port": "lease", "the_lighthouse": "sold"},
    )
    for place in ("board", "issues/the_lighthouse", "agenda", "path", "table", "what-if", "clock"):
        assert 200 == browser.get(f"/rooms/{here.room}/{place}").status_code, place


def test_the_agenda_sets_order_and_track(here: House) -> None:
    send(
        here.browser("n-principal"),
        here,
        "agenda",
        **{"place.port": "3", "place.fish": "1", "place.patrol": "2", "track.fish": "trade_team"},
    )
    state = here.state("north")
    assert ["fish", "patrol", "port"] == list(state.issues)
    assert "trade_team" == state.issues["fish"].track


def test_a_principal_invites_somebody_into_the_own_delegation(here: House) -> None:
    text = send(
        here.browser("n-principal"), here, "delegation/invitations", name="Ann", role="analyst"
    )
    address = re.search(r"/invitation/[\w-]+", text)
    assert address
    newcomer = here.visitor()
    fields = {"handle": "ann", "name": "Ann", "password": "a long enough password"}
    assert 303 == newcomer.post(address.group(), data=fields).status_code
    seats = {seat.name: seat.role for seat in here.state("north").seats.values()}
    assert "analyst" == seats["Ann"]


@pytest.mark.parametrize("role", ["technical", "leader", "analyst", "observer"])
def test_nobody_else_invites(here: House, role: str) -> None:
    text = send(
        here.browser(f"n-{role}"), here, "delegation/invitations", name="Ann", role="leader"
    )
    assert "does not carry the right to seat people" in text


def test_an_invitation_withdrawn_is_void(here: House) -> None:
    browser = here.browser("n-principal")
    text = send(browser, here, "delegation/invitations", name="Ann", role="analyst")
    address = re.search(r"/invitation/[\w-]+", text)
    place = re.search(r"invitations/(\w+)/withdraw", text)
    assert address
    assert place
    send(here.browser("s-principal"), here, f"delegation/{place.group()}")
    assert 200 == here.visitor().get(address.group()).status_code
    send(browser, here, f"delegation/{place.group()}")
    assert 404 == here.visitor().get(address.group()).status_code


def test_a_case_file_is_brought_and_taken_out_again(here: House) -> None:
    browser = here.browser("s-principal")
    data = {"csrf": csrf(browser)}
    files = {"file": ("harbour.yaml", CASE.replace("SECRET", "OURS").encode())}
    place = f"/rooms/{here.room}/delegation"
    assert 303 == browser.post(f"{place}/case", data=data, files=files).status_code
    out = browser.get(f"{place}/case.yaml")
    assert 'attachment; filename="harbour.yaml"' == out.headers["content-disposition"]
    assert "OURS-why" in out.text
    assert "SECRET" not in out.text


def test_a_broken_case_file_is_refused_line_by_line(here: House) -> None:
    browser = here.browser("s-principal")
    files = {"file": ("mine.yaml", CASE.replace("status_quo: open", "status_quo: opne").encode())}
    answer = browser.post(
        f"/rooms/{here.room}/delegation/case", data={"csrf": csrf(browser)}, files=files
    )
    assert 422 == answer.status_code
    assert "mine.yaml:" in answer.text
    assert here.state("south").case is None


def test_the_room_taken_out_has_the_secrets_of_others_sealed(here: House) -> None:
    here.do("n-principal", "mandate", allowed={"port": {"lease": "free"}}, note="SECRET-note")
    theirs = here.browser("s-analyst").get(f"/rooms/{here.room}/delegation/room.jsonl").text
    assert '"sealed"' in theirs
    assert "SECRET" not in theirs
    ours = here.browser("n-analyst").get(f"/rooms/{here.room}/delegation/room.jsonl").text
    assert "SECRET-note" in ours


def test_the_record_tells_acts_by_the_names_that_people_know(here: House) -> None:
    here.do("n-technical", "initial", issue="port", option="lease")
    here.do("n-principal", "extend", why="More time", deadline="lease_ends", date="2025-04-30")
    here.do("n-technical", "comment", on="issue:fish", text="Not yet")
    text = here.browser("n-observer").get(f"/rooms/{here.room}/record").text
    assert "The port: Leased for thirty years" in text
    assert "The lease ends: 30 April 2025" in text
    assert "Reason: “More time”" in text
    assert "on Fishing: “Not yet”" in text
