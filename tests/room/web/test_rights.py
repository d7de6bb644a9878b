"""Every cell of the table of rights, asked for over HTTP: each act, as each role."""

from __future__ import annotations

import re
from typing import Any

import pytest

from room.house import House
from winset.room.acts.registry import ACTS
from winset.room.acts.rights import RIGHTS
from winset.room.state.state import ROLES

FORMS: dict[str, dict[str, Any]] = {
    "agenda": {"issues": [{"id": "port", "name": "x", "options": {"a": "A"}}]},
    "mandate": {"allowed": {"port": {"lease": "free"}}},
    "red-line": {"id": "x", "never": {"port": "sale"}, "says_who": "x"},
    "lift-red-line": {"id": "no_sale"},
    "stage": {"stage": "teams"},
    "clock": {"day": "2025-03-04"},
    "seat": {"person": "p_1", "role": "observer"},
    "unseat": {"person": "p_1"},
    "draft": {"id": "d", "name": "x", "options": {"port": "lease"}},
    "table": {"id": "d"},
    "withdraw": {"id": "d"},
    "bracket": {"issue": "port", "options": ["lease"], "text": "x"},
    "lift-bracket": {"issue": "port"},
    "initial": {"issue": "port", "option": "lease"},
    "take-back": {"issue": "port"},
    "escalate": {"issue": "port"},
    "comment": {"on": "issue:port", "text": "x"},
    "waive": {"of": "mandate:port=sale"},
    "put": {"id": "t", "name": "x", "issues": ["port"]},
    "sign": {"text": "t", "stage": "leaders", "actor": "n_lead"},
    "refuse": {"text": "t", "stage": "leaders", "actor": "n_lead"},
    "waive-linkage": {"linkage": "L1"},
    "deadline": {"id": "x", "what": "x", "date": "2025-04-01", "owner": ["x"]},
    "extend": {"deadline": "lease_ends", "date": "2025-04-30"},
    "lapse": {"deadline": "lease_ends"},
    "meet": {"deadline": "lease_ends"},
    "case": {"text": "winset: 1"},
    "answer": {
        "actor": "n_lead",
        "answer": {
            "step": "score",
            "issue": "patrol",
            "scores": {"apart": {"mid": 0}, "joint": {"mid": 100}},
        },
    },
    "values": {"actor": "n_lead", "numbers": [{"issue": "port", "low": 1, "mid": 2, "high": 3}]},
    "keep": {"id": "w", "name": "x", "options": {"port": "lease"}},
}
"""A form that fits, for each act; whether the rules take it is not asked here."""


def test_every_act_has_a_form_here() -> None:
    assert FORMS.keys() == ACTS.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_forbidden_to_exactly_the_roles_without_its_right(
    full: House, name: str, role: str
) -> None:
    body = {"act": FORMS[name], "why": "a reason"}
    answer = full.program(f"n-{role}").post(f"/api/v1/rooms/{full.room}/acts/{name}", json=body)
    assert answer.status_code in (201, 403, 409, 422), answer.text
    forbidden = f"a seat as {role} does not carry the right" in answer.text
    assert (role not in RIGHTS[ACTS[name].right]) == forbidden
    assert forbidden == (answer.status_code == 403)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads(full: House, role: str) -> None:
    for place in ("board", "path", "record", "issues/port", "agenda"):
        assert full.browser(f"n-{role}").get(f"/rooms/{full.room}/{place}").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_the_case_goes_out_to_exactly_the_roles_that_may_take_it(full: House, role: str) -> None:
    answer = full.program(f"n-{role}").get(f"/api/v1/rooms/{full.room}/case")
    expected = 200 if role in RIGHTS["take the case out"] else 403
    assert expected == answer.status_code


def test_pages_offer_only_the_forms_of_acts_that_the_role_may_do(full: House) -> None:
    for role in ROLES:
        browser = full.browser(f"n-{role}")
        for place in ("issues/port", "agenda", "path"):
            text = browser.get(f"/rooms/{full.room}/{place}").text
            for name in re.findall(rf'action="/rooms/{full.room}/acts/([\w-]+)"', text):
                assert role in RIGHTS[ACTS[name].right], (role, place, name)
