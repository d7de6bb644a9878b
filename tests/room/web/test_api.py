"""The API does what the pages do, by the same rights and from the same figures."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from room.house import CASE, House
from room.live import listening
from winset.room.acts.rights import Right, may
from winset.room.record.file import read
from winset.room.state.state import ROLES, Role
from winset.room.web.api.description import description
from winset.room.web.app import application
from winset.room.web.services import Config, Services
from winset.study.document import Study


def at(here: House, place: str = "") -> str:
    return f"/api/v1/rooms/{here.room}{place}"


@pytest.fixture
def analyst(here: House) -> TestClient:
    """Return a program of the North's analyst; a proposal is on the table."""
    here.do("n-technical", "draft", id="p", name="Lease", options={"port": "lease"})
    here.do("n-principal", "table", id="p")
    return here.program("n-analyst")


def test_the_board_holds_cards_in_agenda_order_with_what_they_wait_for(
    here: House, analyst: TestClient
) -> None:
    board = analyst.get(at(here, "/board")).json()
    assert ["port", "fish", "patrol"] == [card["issue"]["id"] for card in board["cards"]]
    port = board["cards"][0]
    assert "agreement of North and South" == port["waits"]
    assert ["L1"] == [tie["id"] for tie in port["ties"]]
    assert ["lease"] == port["positions"]["north"]["options"]
    assert port["positions"]["south"] is None


def test_linkages_of_one_side_are_not_on_the_board_of_the_other(
    here: House, analyst: TestClient
) -> None:
    assert 200 == analyst.get(at(here, "/board")).status_code
    board = here.program("s-analyst").get(at(here, "/board")).json()
    assert [[], [], []] == [card["ties"] for card in board["cards"]]


def test_the_table_has_the_figures_of_the_page(here: House, analyst: TestClient) -> None:
    shown = analyst.get(at(here, "/table")).json()
    assert shown["doubt"] is None
    (column,) = shown["columns"]
    assert ("north", "p") == (column["proposal"]["delegation"], column["proposal"]["id"])
    page = here.browser("n-analyst").get(f"/rooms/{here.room}/table").text
    assert f"{column['line']['both'] * 100:.0f}" in page
    assert [["port", False]] == shown["differing"]


def test_answers_to_a_proposal_and_a_what_if_come_from_the_own_case(
    here: House, analyst: TestClient
) -> None:
    answers = analyst.get(at(here, "/table/north.p/answers")).json()
    assert "north" == answers["party"]
    body = {"options": {"port": "sale"}, "weights": [], "scores": []}
    sold = analyst.post(at(here, "/what-if"), json=body).json()
    assert sold["line"] == sold["base"]
    moved = {"actor": "n_lead", "issue": "port", "option": "sale", "points": 100.0}
    loved = analyst.post(at(here, "/what-if"), json={**body, "scores": [moved]}).json()
    assert loved["line"]["values"]["north"] > sold["line"]["values"]["north"]
    assert [{**moved, "was": 0.0, "now": 100.0}] == [
        {**one, "points": one["now"]} for one in loved["assumptions"]
    ]


def test_a_what_if_leaves_no_trace_and_a_kept_one_answers_again(
    here: House, analyst: TestClient
) -> None:
    head = here.store.head(here.room)
    asked = analyst.post(at(here, "/what-if"), json={"options": {"port": "lease"}})
    assert head == here.store.head(here.room)
    here.do("n-analyst", "keep", id="w", name="If", options={"port": "lease"})
    assert asked.json() == analyst.get(at(here, "/what-if/w")).json()
    assert 404 == analyst.get(at(here, "/what-if/v")).status_code


def test_the_clock_has_odds_that_sum_to_one(here: House, analyst: TestClient) -> None:
    odds = analyst.get(at(here, "/clock/odds")).json()
    assert odds["doubt"] is None
    (lease,) = odds["outlooks"]
    combined = lease["combined"]
    assert pytest.approx(1) == sum(combined[way] for way in ("agreed", "extended", "lapsed"))


def test_an_analysis_is_asked_for_watched_frozen_and_taken_out(
    here: House, analyst: TestClient
) -> None:
    job = analyst.post(at(here, "/analyses"), json={"worlds": 20, "seed": 3}).json()
    assert job["state"] in ("queued", "running")
    until = time.monotonic() + 120
    while job["state"] in ("queued", "running") and time.monotonic() < until:
        time.sleep(0.1)
        job = analyst.get(at(here, f"/analyses/{job['id']}")).json()
    assert "done" == job["state"], job["message"]
    (frozen,) = analyst.get(at(here, "/studies")).json()
    assert job["document"] == frozen["document"]
    kept = analyst.get(at(here, f"/studies/{frozen['document']}"))
    assert 20 == Study.model_validate_json(kept.content).provenance.worlds
    report = analyst.get(at(here, f"/studies/{frozen['document']}/report"))
    assert report.headers["Content-Type"].startswith("text/html")
    assert "unsafe" not in report.headers["Content-Security-Policy"].split("style-src")[0]
    assert [] == here.program("s-analyst").get(at(here, "/studies")).json()
    other = here.program("s-analyst").get(at(here, f"/studies/{frozen['document']}"))
    assert 404 == other.status_code


def test_an_analysis_that_is_cancelled_stays_so(here: House, analyst: TestClient) -> None:
    job = analyst.post(at(here, "/analyses"), json={"worlds": 20_000}).json()
    gone = analyst.delete(at(here, f"/analyses/{job['id']}")).json()
    assert "cancelled" == gone["state"]
    assert "cancelled" == analyst.delete(at(here, f"/analyses/{job['id']}")).json()["state"]
    assert 404 == analyst.delete(at(here, "/analyses/j_000000000000")).status_code


def test_the_own_case_goes_out_and_comes_in_again(here: House, analyst: TestClient) -> None:
    text = analyst.get(at(here, "/case")).text
    body = {"act": {"text": text, "name": "ours.yaml"}}
    assert 201 == analyst.post(at(here, "/acts/case"), json=body).status_code
    assert text == analyst.get(at(here, "/case")).text


def test_the_extract_verifies_and_seals_what_is_of_others(here: House, analyst: TestClient) -> None:
    here.do("s-technical", "comment", on="issue:port", text="SOUTH-ONLY")
    body = analyst.get(at(here, "/extract")).content
    assert b"SOUTH-ONLY" not in body
    assert here.store.head(here.room) == read(BytesIO(body)).head


def test_the_owner_opens_a_room_for_both_sides_and_sees_nothing_inside(here: House) -> None:
    owner = here.program("owner")
    body = {"text": CASE, "whose": "south", "mediator": True, "day": "2025-03-04"}
    opened = owner.post("/api/v1/rooms", json=body).json()
    assert ["north", "south", "mediator"] == [one["id"] for one in opened["delegations"]]
    assert 404 == owner.get(f"/api/v1/rooms/{opened['id']}").status_code


@pytest.mark.parametrize("who", ["n-principal", "m-principal"])
def test_nobody_else_opens_a_room(here: House, who: str) -> None:
    rooms = here.store.rooms()
    assert 404 == here.program(who).post("/api/v1/rooms", json={"text": CASE}).status_code
    assert rooms == here.store.rooms()


def test_a_case_file_with_mistakes_opens_no_room_and_says_where(here: House) -> None:
    rooms = here.store.rooms()
    broken = CASE.replace("status_quo: shared", "status_quo: nothing")
    answer = here.program("owner").post("/api/v1/rooms", json={"text": broken})
    assert (422, True) == (answer.status_code, "nothing" in answer.json()["detail"])
    assert rooms == here.store.rooms()


def test_a_principal_holds_seats_in_the_own_delegation_alone(here: House) -> None:
    place = at(here, "/delegation/invitations")
    program = here.program("s-principal")
    assert 201 == program.post(place, json={"name": "Ada", "role": "leader"}).status_code
    (held,) = program.get(place).json()
    assert ("south", "Ada") == (held["delegation"], held["name"])
    north = here.program("n-principal")
    assert [] == north.get(place).json()
    assert 404 == north.delete(f"{place}/{held['id']}").status_code
    assert 204 == program.delete(f"{place}/{held['id']}").status_code


RIGHT_OF: dict[tuple[str, str], Right] = {
    ("POST", "/what-if"): "ask what if",
    ("GET", "/table/north.p/answers"): "ask what if",
    ("DELETE", "/analyses/j_000000000000"): "analyse",
    ("GET", "/case"): "take the case out",
    ("GET", "/extract"): "take the case out",
    ("GET", "/delegation/invitations"): "seat people",
}


@pytest.mark.parametrize("role", ROLES)
def test_what_is_no_act_asks_the_same_table_of_rights(here: House, role: Role) -> None:
    here.do("n-technical", "draft", id="p", name="Lease", options={"port": "lease"})
    program = here.program(f"n-{role}")
    for (method, place), right in RIGHT_OF.items():
        answer = program.request(method, at(here, place), json={} if method == "POST" else None)
        assert may(role, right) == (answer.status_code != 403), (place, answer.text)


def test_an_act_done_twice_by_mistake_is_refused_when_it_says_what_it_saw(here: House) -> None:
    program = here.program("n-principal")
    seen = here.store.head(here.room).seq
    body = {"act": {"stage": "teams"}, "seen": seen}
    assert 201 == program.post(at(here, "/acts/stage"), json=body).status_code
    assert 409 == program.post(at(here, "/acts/stage"), json=body).status_code


def test_every_operation_is_described_with_its_scope_its_problems_and_no_loose_end(
    here: House,
) -> None:
    described = here.visitor().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    names = _refs(described)
    assert names <= {f"#/components/schemas/{name}" for name in schemas}
    assert "HTTPValidationError" not in schemas
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["security"], (method, path)
            assert operation["summary"], (method, path)
            assert {"401", "403", "422"} <= operation["responses"].keys(), (method, path)
            problem = operation["responses"]["401"]["content"]
            assert ["application/problem+json"] == list(problem), (method, path)


def _refs(data: object) -> set[str]:
    if isinstance(data, dict):
        own = {data["$ref"]} if isinstance(data.get("$ref"), str) else set()
        return own.union(*(_refs(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(_refs(value) for value in data))
    return set()


def test_every_command_of_the_guide_works(here: House) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl on this machine")
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "use-the-api.md"
    commands = re.findall(r"^\$ (curl .*)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    assert 8 == len(commands)
    services: Services = here.app.state.services
    local = Services(here.store, here.rooms, here.passwords, services.now, Config())
    with listening(application(local)) as address:
        known = {
            "API": f"{address}/api/v1",
            "TOKEN": here.token("n-principal"),
            "ROOM": here.room,
        }
        for command in commands:
            said = command.replace("curl ", f"{curl} --fail ", 1)
            ran = subprocess.run(
                ["/bin/sh", "-c", said], env=known, capture_output=True, check=False, timeout=60
            )
            assert (0, b"") == (ran.returncode, ran.stderr), command


def test_the_page_of_the_api_lists_every_address_without_a_script_of_others(here: House) -> None:
    page = here.visitor().get("/api").text
    for path in description()["paths"]:
        assert path in page
    assert "http" not in re.sub(r'href="[^"]*"', "", page).split("<main")[1]
