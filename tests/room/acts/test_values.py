"""A delegation's own picture: its case, its numbers, its what-ifs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from room.acts.refusals import agenda, refused
from room.house import CASE, House
from winset.case.document import Case


def test_a_delegation_brings_a_case_of_its_own(here: House) -> None:
    here.do("s-analyst", "case", text=CASE.replace("title: A harbour", "title: Our harbour"))
    assert here.state("south").case != here.state("north").case
    assert "Our harbour shared" == case_of(here, "south").title
    assert here.state("mediator").case is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("winset: 1", "winset: one", "the case file"),
        ("  south: {name: South, ratification: s_lead}", "", "south"),
        ("harbour shared", "harbour shared\nextra: 1", "extra"),
    ],
)
def test_a_case_with_mistakes_is_refused(here: House, old: str, new: str, words: str) -> None:
    with refused(here, words):
        here.do("s-analyst", "case", text=CASE.replace(old, new), name="the case file")


def test_a_case_has_all_that_is_on_the_agenda(here: House) -> None:
    here.do("n-principal", "agenda", issues=with_swap(here))
    with refused(here, "this case lacks the option `swap` of “The port”"):
        here.do("s-analyst", "case", text=CASE)


def test_numbers_set_in_the_room_are_written_into_the_own_case(here: House) -> None:
    numbers = [
        {"issue": "port", "low": "40", "mid": "50.5", "high": "61"},
        {"issue": "fish", "low": 20, "mid": "29.5", "high": 40},
        {"issue": "port", "option": "lease", "low": 60, "mid": 70, "high": 80},
    ]
    here.do("n-analyst", "values", why="Asked him", actor="n_lead", numbers=numbers)
    view = case_of(here).actors["n_lead"].views["port"]
    assert (Decimal(40), Decimal("50.5"), Decimal(61), "Asked him") == (
        view.weight.low,
        view.weight.mid,
        view.weight.high,
        view.weight.why,
    )
    assert Decimal(70) == view.scores["lease"].mid


def test_a_case_brought_anew_takes_the_place_of_numbers_set_in_the_room(here: House) -> None:
    number = {"issue": "port", "option": "lease", "low": 1, "mid": 2, "high": 3}
    here.do("n-analyst", "values", why="x", actor="n_lead", numbers=[number])
    here.do("n-analyst", "case", text=CASE)
    assert Decimal(80) == case_of(here).actors["n_lead"].views["port"].scores["lease"].mid


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ({"issue": "air", "low": 1, "mid": 2, "high": 3}, "your case has no air"),
        ({"issue": "port", "option": "x", "low": 1, "mid": 2, "high": 3}, "no port x"),
        ({"issue": "port", "low": 3, "mid": 2, "high": 1}, "in rising order"),
    ],
)
def test_numbers_are_of_the_own_case_and_in_order(
    here: House, number: dict[str, Any], words: str
) -> None:
    with refused(here, words):
        here.do("n-analyst", "values", why="x", actor="n_lead", numbers=[number])


def test_a_score_where_there_is_no_view_yet_needs_the_weight_with_it(here: House) -> None:
    seaman = CASE.replace("linkages:", SEAMAN + "linkages:")
    here.do("n-principal", "case", text=seaman)
    scores = [
        {"issue": "port", "option": option, "low": 1, "mid": 2, "high": 3}
        for option in ("shared", "lease", "sale")
    ]
    with refused(here, "Seamen has no view on “The port” yet; set its weight too"):
        here.do("n-analyst", "values", why="x", actor="seamen", numbers=scores)
    weights = [
        {"issue": issue, "low": mid, "mid": mid, "high": mid}
        for issue, mid in (("port", 20), ("fish", 80))
    ]
    here.do("n-analyst", "values", why="x", actor="seamen", numbers=[*scores, *weights])
    view = case_of(here).actors["seamen"].views["port"]
    assert (Decimal(20), Decimal(2)) == (view.weight.mid, view.scores["sale"].mid)


def test_numbers_of_nobody_and_without_a_case_are_refused(here: House) -> None:
    number = {"issue": "port", "low": 1, "mid": 2, "high": 3}
    with refused(here, "your case has no actor `x`"):
        here.do("n-analyst", "values", why="x", actor="x", numbers=[number])
    with refused(here, "your delegation has no case yet"):
        here.do("s-analyst", "values", why="x", actor="s_lead", numbers=[number])


def test_an_analyst_cannot_get_rid_of_a_red_line_by_bringing_a_case(here: House) -> None:
    never = "      no_sale: {never: {port: sale}, says: SECRET-line}\n"
    assert never in CASE
    without = CASE.replace("    red_lines:\n" + never, "")
    with refused(here, "lacks the red line `no_sale`"):
        here.do("n-analyst", "case", text=without)
    with refused(here, "or has it otherwise"):
        here.do("n-analyst", "case", text=CASE.replace("{port: sale},", "{port: [sale, lease]},"))
    here.do("n-principal", "case", text=without)
    assert {} == case_of(here).parties["north"].red_lines


def test_a_line_that_was_lifted_comes_back_only_with_a_principals_case(here: House) -> None:
    here.do("n-principal", "lift-red-line", why="x", id="no_sale")
    here.do("n-analyst", "case", text=CASE)
    assert [] == list(case_of(here).parties["north"].red_lines)
    here.do("n-principal", "case", text=CASE)
    assert ["no_sale"] == list(case_of(here).parties["north"].red_lines)


def test_a_what_if_is_kept_by_name_and_changes_nothing(here: House) -> None:
    before = case_of(here)
    weights = [{"actor": "n_lead", "issue": "port", "points": 70}]
    scores = [{"actor": "n_lead", "issue": "port", "option": "sale", "points": 30}]
    here.do(
        "n-leader",
        "keep",
        id="w",
        name="Dearer",
        options={"port": "sale"},
        weights=weights,
        scores=scores,
    )
    kept = here.state("north").what_ifs["w"]
    assert ((("n_lead", "port", 70.0),), (("n_lead", "port", "sale", 30.0),)) == (
        kept.weights,
        kept.scores,
    )
    assert before == case_of(here)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"options": {}}, "choose an option"),
        ({"options": {"port": "x"}}, "no option `x`"),
        ({"weights": [{"actor": "x", "issue": "port", "points": 1}]}, "no actor `x`"),
        ({"weights": [{"actor": "n_lead", "issue": "x", "points": 1}]}, "no view on `x`"),
        (
            {"scores": [{"actor": "n_lead", "issue": "port", "option": "x", "points": 1}]},
            "no option `x` of `port`",
        ),
    ],
)
def test_a_what_if_that_could_not_be_answered_is_not_kept(
    here: House, fields: dict[str, Any], words: str
) -> None:
    with refused(here, words):
        here.do(
            "n-analyst", "keep", **{"id": "w", "name": "x", "options": {"port": "sale"}, **fields}
        )


SEAMAN = """  seamen:
    name: Seamen
    party: north
    level: influencer
    why: SECRET-why
    views:
      fish: {weight: 100, scores: {open: 20, quota: 80, ban: 0}}
"""


def with_swap(here: House) -> list[dict[str, Any]]:
    """Return the agenda with an option more for the port."""
    options = {**here.state(None).issues["port"].options, "swap": "Swapped"}
    return agenda(here, port={"options": options})


def case_of(here: House, delegation: str = "north") -> Case:
    """Return a delegation's case as it stands."""
    case = here.rooms.case(here.state(delegation), delegation)
    assert case is not None
    return case
