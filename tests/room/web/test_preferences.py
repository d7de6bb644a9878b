"""Preferences elicited over HTTP, by forms without script and by the API; who sees what."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from room.house import CASE, House

SCORES = {"shared": 40, "lease": 100, "sale": 0}
SWINGS = {"port": (100, 100, 100), "fish": (40, 60, 70), "patrol": (10, 20, 30)}


class Analyst:
    """The North's analyst, asked about its own leader in a browser without script."""

    def __init__(self, here: House) -> None:
        self.browser: TestClient = here.browser("n-analyst")
        self.room = f"/rooms/{here.room}"
        self.place = f"{self.room}/preferences/n_lead"

    def page(self, step: str = "") -> str:
        """Return the text of a page."""
        answer = self.browser.get(f"{self.place}{step}")
        assert 200 == answer.status_code, answer.text
        return answer.text

    def send(self, page: str, to: str, fields: dict[str, Any], number: int = 0) -> Any:
        """Send a form of a page with some fields changed, as a browser would."""
        forms = re.findall(r'<form method="post" action="([^"]+)".*?</form>', page, re.DOTALL)
        bodies = re.findall(r'<form method="post" action="[^"]+".*?</form>', page, re.DOTALL)
        body = [b for a, b in zip(forms, bodies, strict=True) if a == f"{self.room}/acts/{to}"][
            number
        ]
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
        known = {name: html.unescape(value) for name, value in hidden}
        return self.browser.post(f"{self.room}/acts/{to}", data={**known, **fields})

    def score(self) -> None:
        """Rate the options of the port."""
        fields = {f"answer.scores.{o}.mid": s for o, s in SCORES.items()}
        page = self.page("/scores?issue=port")
        assert 303 == self.send(page, "answer", fields).status_code

    def swing(self) -> None:
        """Rate the swings."""
        fields: dict[str, Any] = {}
        for rank, (issue, (low, mid, high)) in enumerate(SWINGS.items(), 1):
            fields |= {f"answer.swings.{issue}.rank": rank, f"answer.swings.{issue}.mid": mid}
            fields |= {f"answer.swings.{issue}.low": low, f"answer.swings.{issue}.high": high}
        assert 303 == self.send(self.page("/swings"), "answer", fields).status_code


@pytest.fixture
def analyst(here: House) -> Analyst:
    return Analyst(here)


def elicited(here: House, handle: str = "n-analyst") -> dict[str, Any]:
    """Return what the API says of the North's leader."""
    answer = here.program(handle).get(f"/api/v1/rooms/{here.room}/preferences/n_lead")
    assert 200 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_swings_and_scores_sent_by_forms_become_weights(here: House, analyst: Analyst) -> None:
    analyst.score()
    analyst.swing()
    found = elicited(here)
    # fish runs from 0 to 70 points in the case, patrols from 10 to 60, the port now from 0 to 100
    per_point = {"port": 100 / 100, "fish": 60 / 70, "patrol": 20 / 50}
    total = sum(per_point.values())
    mids = {issue: weight["mid"] for issue, weight in found["weights"].items()}
    assert {issue: pytest.approx(one / total) for issue, one in per_point.items()} == mids
    assert "rated" == found["scores"][0]["basis"]


def test_a_question_is_asked_answered_and_narrows_what_it_was_about(
    here: House, analyst: Analyst
) -> None:
    analyst.score()
    analyst.swing()
    asked = elicited(here)["next"]
    assert asked["firm"]
    page = analyst.page("/trade-offs")
    assert 303 == analyst.send(page, "answer", {"answer.says": "first"}).status_code
    weight = elicited(here)["weights"][asked["about"]]
    assert weight["high"] - weight["low"] <= asked["then"] + 1e-9


def test_an_answer_against_the_swings_is_shown_with_its_points(
    here: House, analyst: Analyst
) -> None:
    analyst.swing()
    worse = {
        "step": "trade_off",
        "first": {"port": "lease", "patrol": "apart"},
        "second": {"port": "sale", "patrol": "joint"},
        "says": "second",
    }
    here.do("n-analyst", "answer", actor="n_lead", answer=worse)
    page = analyst.page()
    assert "Trade-off answers that cannot hold" in page
    assert re.search(r"contradicts</span> the swings by \d+\.\d points, and by at least", page)
    found = elicited(here)
    assert [[0]] == found["contradictions"]["sets"]
    assert found["trade_offs"][0]["least"] > 0


def test_words_that_go_round_are_shown_with_the_fewest_to_change(
    here: House, analyst: Analyst
) -> None:
    fields: dict[str, str] = {}
    for a, b, better in (
        ("lease", "shared", "first"),
        ("lease", "sale", "second"),
        ("shared", "sale", "first"),
    ):
        fields |= {f"answer.words.{a}.{b}.better": better, f"answer.words.{a}.{b}.word": "weak"}
    page = analyst.page("/scores?issue=port&by=words")
    assert 303 == analyst.send(page, "answer", fields).status_code
    told = analyst.page()
    assert "words that contradict each other" in told
    assert "“Leased for thirty years” over “Shared as now”: weak" in html.unescape(told)
    assert 1 == len(elicited(here)["scores"][0]["contradictions"]["change"])


def test_the_closing_check_takes_a_yes_and_shows_what_is_said_otherwise(
    here: House, analyst: Analyst
) -> None:
    analyst.score()
    analyst.swing()
    page = analyst.page("/check")
    assert "Does this ranking of 5 packages look right?" in page
    assert 303 == analyst.send(page, "answer", {}).status_code
    assert "packages looked right" in analyst.page("/check")
    turned = {f"answer.ranks.{label}": 5 - n for n, label in enumerate("ABCDE")}
    assert 303 == analyst.send(page, "answer", {**turned, "seen": ""}, 1).status_code
    assert "Ranking: you put E above A" in analyst.page("/check")
    assert elicited(here)["reversals"]


def test_the_result_is_written_into_the_own_case_with_a_reason(
    here: House, analyst: Analyst
) -> None:
    analyst.score()
    analyst.swing()
    page = analyst.page()
    assert 422 == analyst.send(page, "values", {"why": ""}).status_code
    assert 303 == analyst.send(page, "values", {"why": "Asked on Monday"}).status_code
    case = here.rooms.case(here.state("north"), "north")
    assert case is not None
    views = case.actors["n_lead"].views
    assert 100 == sum(view.weight.mid for view in views.values())
    assert views["port"].weight.low < views["port"].weight.mid < views["port"].weight.high
    assert 40 == views["port"].scores["shared"].mid
    assert "Asked on Monday" == views["port"].weight.why


def test_direct_points_take_the_place_of_swings(here: House, analyst: Analyst) -> None:
    fields = {"answer.weights.port.mid": 60, "answer.weights.fish.mid": 30}
    fields |= {"answer.weights.patrol.mid": 10}
    assert 303 == analyst.send(analyst.page("/points"), "answer", fields).status_code
    found = elicited(here)
    assert found["direct"]
    assert {"port": 0.6, "fish": 0.3, "patrol": 0.1} == {
        issue: pytest.approx(weight["mid"]) for issue, weight in found["weights"].items()
    }


def test_figures_follow_what_is_typed_and_record_nothing(here: House, analyst: Analyst) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', analyst.page("/points"))
    assert token is not None
    fields = {"csrf": token[1], "actor": "n_lead", "answer.step": "points"}
    before = here.state("north").seq
    half = analyst.browser.post(f"{analyst.place}/figures", data=fields)
    assert "Not yet: fill in weights" in half.text
    fields |= {"answer.weights.port.mid": "60", "answer.weights.fish.mid": "30"}
    fields |= {"answer.weights.patrol.mid": "10"}
    whole = analyst.browser.post(f"{analyst.place}/figures", data=fields)
    assert "60.0 %" in whole.text
    assert before == here.state("north").seq


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"step": "swing", "swings": {"port": {"rank": 1, "mid": 100}}}, "every issue"),
        (
            {"step": "score", "issue": "sea", "scores": {"a": {"mid": 0}, "b": {"mid": 100}}},
            "an issue",
        ),
        (
            {"step": "score", "issue": "fish", "scores": {"a": {"mid": 0}, "b": {"mid": 100}}},
            "options",
        ),
        (
            {
                "step": "trade_off",
                "first": {"port": "lease", "sea": "a"},
                "second": {"port": "sale", "sea": "b"},
                "says": "first",
            },
            "issues",
        ),
        ({"step": "ranking", "packages": {}, "ranks": {}}, "packages"),
        (
            {
                "step": "score",
                "issue": "patrol",
                "scores": {"apart": {"mid": 1}, "joint": {"mid": 100}},
            },
            "worst",
        ),
        (
            {
                "step": "score",
                "issue": "patrol",
                "scores": {"apart": {"mid": "NaN"}, "joint": {"mid": 100}},
            },
            "mid",
        ),
        ({"step": "guess"}, "guess"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words_and_not_kept(
    here: House, answer: dict[str, Any], said: str
) -> None:
    body = {"act": {"actor": "n_lead", "answer": answer}}
    told = here.program("n-analyst").post(f"/api/v1/rooms/{here.room}/acts/answer", json=body)
    assert 422 == told.status_code
    assert said in told.json()["detail"]
    assert () == here.state("north").answers


def test_answers_about_what_a_new_case_no_longer_has_are_left_out_and_counted(
    here: House, analyst: Analyst
) -> None:
    analyst.score()
    text = CASE.replace("sale: {label: Sold}", "sale: {label: Sold}\n      gift: {label: Given}")
    text = text.replace("sale: 0}", "sale: 0, gift: 0}").replace("sale: 90}", "sale: 90, gift: 95}")
    here.do("n-analyst", "case", text=text)
    assert 1 == elicited(here)["unfit"]
    assert "1 earlier answer is about issues or options" in analyst.page()


@pytest.mark.parametrize("role", ["principal", "technical", "leader"])
def test_colleagues_who_may_ask_what_if_read_it_and_are_asked_nothing(
    here: House, analyst: Analyst, role: str
) -> None:
    analyst.swing()
    browser = here.browser(f"n-{role}")
    page = browser.get(analyst.place)
    assert 200 == page.status_code
    assert "With trade-offs" not in page.text
    assert "/acts/" not in page.text
    assert 403 == browser.get(f"{analyst.place}/swings").status_code
    assert elicited(here, f"n-{role}")["weights"]


def test_observers_see_neither_the_tab_nor_the_page(here: House, analyst: Analyst) -> None:
    browser = here.browser("n-observer")
    assert "/preferences" not in browser.get(f"{analyst.room}/board").text
    assert 403 == browser.get(f"{analyst.room}/preferences").status_code
    api = here.program("n-observer").get(f"/api/v1/rooms/{here.room}/preferences/n_lead")
    assert 403 == api.status_code


@pytest.mark.parametrize("other", ["s-analyst", "s-principal", "m-analyst"])
def test_no_other_delegation_sees_an_answer_or_a_result(
    here: House, analyst: Analyst, other: str
) -> None:
    analyst.score()
    analyst.swing()
    analyst.send(analyst.page(), "values", {"why": "SECRET-reason"})
    browser, program = here.browser(other), here.program(other)
    for place in ("", "/n_lead", "/n_lead/swings", "/n_lead/check", "/n_lead/trade-offs"):
        answer = browser.get(f"{analyst.room}/preferences{place}")
        assert answer.status_code in {403, 422}
        assert "SECRET" not in answer.text
        assert "Lead of North" not in answer.text
    told = program.get(f"/api/v1/rooms/{here.room}/preferences/n_lead")
    assert 422 == told.status_code
    assert "weights" not in told.text
    state = program.get(f"/api/v1/rooms/{here.room}").json()
    assert [] == state["answers"]
    assert "SECRET" not in program.get(f"/api/v1/rooms/{here.room}/record").text


def test_two_sides_with_a_case_each_keep_their_own_answers(here: House, analyst: Analyst) -> None:
    analyst.swing()
    here.do("s-analyst", "case", text=CASE)
    told = here.program("s-analyst").get(f"/api/v1/rooms/{here.room}/preferences/n_lead").json()
    assert told["weights"] is None


def test_a_room_or_an_actor_that_is_not_there_is_said_to_be_missing(here: House) -> None:
    program = here.program("n-analyst")
    assert 404 == program.get("/api/v1/rooms/r_000000000000/preferences/n_lead").status_code
    nobody = program.get(f"/api/v1/rooms/{here.room}/preferences/nobody")
    assert 422 == nobody.status_code
    assert "no actor `nobody`" in nobody.json()["detail"]
