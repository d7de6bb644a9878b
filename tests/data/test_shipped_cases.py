"""The cases that come with the package load, are honest and carry what they were made from."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from winset.case.document import Case
from winset.case.loading import load, shipped
from winset.case.numbers import Judged

ROOT = Path(__file__).parents[2]
CASES = ROOT / "src" / "winset" / "data" / "cases"
SHARED = Path(os.environ.get("WINSET_SHARED", ROOT.parent / "shared")) / "madrid"

every = pytest.mark.parametrize(
    "name", ["madrid-2025", "harbour-ferry", "river-toll", "three-coasts"]
)


@pytest.fixture(scope="module")
def madrid() -> Case:
    return load("madrid-2025")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table that the Madrid case was made from."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not there; set WINSET_SHARED to the folder that holds madrid/")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(part: Any, path: str = "") -> Iterator[tuple[str, Judged]]:
    """Yield every judged number below `part` with its place."""
    if isinstance(part, Judged):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from numbers(value, f"{path}.{key}")
    elif isinstance(part, tuple):
        for key, value in enumerate(part):
            yield from numbers(value, f"{path}.{key}")
    elif hasattr(part, "model_fields_set"):
        for key in type(part).model_fields:
            yield from numbers(getattr(part, key), f"{path}.{key}")


def citations(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every fact that `part` cites with its place; where facts may be later, nothing.

    They may be in the outcome of a question, and in a calendar entry that says itself that it was
    known later only.
    """
    if isinstance(part, dict):
        later = isinstance(part.get("known_by"), date) and part["known_by"] > date(2025, 9, 15)
        if not later:
            for fact in [*part.get("facts", ()), *part.get("done", ())]:
                yield path, fact
            for key, value in part.items():
                if key != "outcome":
                    yield from citations(value, f"{path}.{key}")
    elif isinstance(part, (list, tuple)):
        for key, value in enumerate(part):
            yield from citations(value, f"{path}.{key}")


def late(case: Case) -> set[str]:
    return {name for name, fact in case.facts.items() if fact.known_by > case.as_of}


def test_four_cases_are_shipped() -> None:
    assert set(shipped()) == {"madrid-2025", "harbour-ferry", "river-toll", "three-coasts"}


@every
def test_each_case_loads_under_its_own_id(name: str) -> None:
    assert load(name).id == name


@every
def test_each_case_names_the_schema_on_its_first_line(name: str) -> None:
    first = (CASES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../case.schema.json"


@every
def test_each_case_fits_a_page_of_110_columns(name: str) -> None:
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > 110] == []


@every
def test_each_actors_weights_sum_to_100_exactly(name: str) -> None:
    sums = {
        actor_name: sum(view.weight.mid for view in actor.views.values())
        for actor_name, actor in load(name).actors.items()
    }
    assert sums == dict.fromkeys(sums, Decimal(100))


@every
def test_each_weight_and_view_has_a_reason(name: str) -> None:
    silent = [
        f"{actor_name} on {issue}"
        for actor_name, actor in load(name).actors.items()
        for issue, view in actor.views.items()
        if not (view.weight.why and view.why)
    ]
    assert silent == []


@every
def test_each_number_of_its_own_has_a_reason(name: str) -> None:
    case = load(name)
    parts = {
        "actors": {
            actor_name: (actor.reservation, actor.margin, actor.influence)
            for actor_name, actor in case.actors.items()
        },
        "linkages": case.linkages,
        "moves": case.moves,
        "stages": case.stages,
        "questions": case.questions,
    }
    assert [place for place, number in numbers(parts) if not number.why] == []


@every
def test_each_case_cites_only_facts_that_it_holds(name: str) -> None:
    case = load(name)
    cited = {fact for _, fact in citations(case.model_dump(exclude={"facts"}))}
    assert cited - case.facts.keys() == set()


def test_the_small_case_is_small() -> None:
    case = load("harbour-ferry")
    assert (len(case.parties), len(case.issues), len(case.actors)) == (2, 4, 4)


def test_the_small_case_uses_every_fact_it_holds() -> None:
    case = load("harbour-ferry")
    assert {fact for _, fact in citations(case.model_dump(exclude={"facts"}))} == set(case.facts)


def test_the_third_case_shows_three_parties_and_every_form_of_rule() -> None:
    case = load("three-coasts")
    text = str(
        [party.ratification.model_dump(exclude_none=True) for party in case.parties.values()]
    )
    assert len(case.parties) == 3
    for form in ("all", "any", "at_least", "weight_over", "legislature", "groups"):
        assert f"'{form}'" in text


def test_the_third_case_shows_excludes_together_bonus_offer_and_a_move() -> None:
    case = load("three-coasts")
    assert {link.kind for link in case.linkages.values()} == {
        "excludes",
        "together",
        "bonus",
        "offer",
    }
    assert case.moves


def test_madrid_has_ten_issues_fifteen_actors_and_eighteen_questions(madrid: Case) -> None:
    assert (len(madrid.issues), len(madrid.actors), len(madrid.questions)) == (10, 15, 18)


def test_madrid_has_104_976_packages_and_no_hard_linkage(madrid: Case) -> None:
    offered = [
        sum(option.offered for option in issue.options.values()) for issue in madrid.issues.values()
    ]
    assert math.prod(offered) == 104_976
    assert {link.kind for link in madrid.linkages.values()} == {"offer", "bonus"}


def test_madrid_is_a_hindcast_of_the_fifteenth_of_september(madrid: Case) -> None:
    assert madrid.as_of == date(2025, 9, 15)


def test_madrid_no_number_cites_a_fact_known_only_later(madrid: Case) -> None:
    leaks = [
        (place, fact)
        for place, number in numbers(madrid)
        for fact in number.facts
        if fact in late(madrid)
    ]
    assert leaks == []


def test_madrid_later_facts_stand_only_where_no_number_does(madrid: Case) -> None:
    document = madrid.model_dump(exclude={"facts"})
    places = {place for place, fact in citations(document) if fact in late(madrid)}
    assert places == {".linchpin_claim", ".packages.busan_outcome", ".rounds.3"}


def test_madrid_every_weight_and_score_of_the_sides_is_called_judgement(madrid: Case) -> None:
    unlabelled = [
        (actor_name, issue)
        for actor_name, actor in madrid.actors.items()
        for issue, view in actor.views.items()
        if "Analyst's judgement" not in str(view.why) and actor_name != "us_courts"
    ]
    assert unlabelled == []


def test_madrid_the_hawks_attributes_add_up_to_one_score_an_option(madrid: Case) -> None:
    view = madrid.actors["us_congress_hawks"].views["tiktok"]
    scores = {
        option: sum(
            Fraction(view.attributes[attribute].weight.mid)
            * Fraction(view.attributes[attribute].scores[level].mid)
            for attribute, level in madrid.issues["tiktok"].options[option].has.items()
        )
        / 100
        for option in madrid.issues["tiktok"].options
    }
    assert scores == {"sq_extend": 10, "licence_jv": 45, "clean_sale": 100, "enforcement": 75}


def test_madrid_every_question_has_a_rule_and_an_outcome_after_the_as_of_date(madrid: Case) -> None:
    for question in madrid.questions.values():
        assert question.outcome is not None
        assert question.outcome.on is None or question.outcome.on > madrid.as_of
        assert question.by > madrid.as_of


def test_madrid_sources_that_disagree_are_kept_apart(madrid: Case) -> None:
    disputed = {name for name, fact in madrid.facts.items() if len(fact.claims) > 1}
    assert {"N04", "N13", "N17", "T08", "T11", "X09", "Z01"} <= disputed


def test_madrid_carries_every_fact_of_the_timeline_on_its_dates(madrid: Case) -> None:
    expected = {row["id"]: (row["date"], row["known_by"]) for row in rows("timeline.csv")}
    actual = {name: (str(fact.date), str(fact.known_by)) for name, fact in madrid.facts.items()}
    assert len(expected) == 101
    assert {name: actual.get(name) for name in expected} == expected


def test_every_sentence_of_the_article_has_its_element(madrid: Case) -> None:
    last = madrid.rounds[-1]
    tiktok = madrid.issues["tiktok"]
    strength = {name: track.strength for name, track in madrid.tracks.items()}
    elements = {
        "S0": {"L1", "L2", "L12"} <= madrid.linkages.keys(),
        "S1": last.agenda[0] == "tiktok"
        and all("tiktok" not in r.agenda for r in madrid.rounds[:-1]),
        "S2": {"settled", "parked", "open"} <= {s for r in madrid.rounds for s in r.after.values()}
        and "test case" in tiktok.tags
        and len(madrid.facts["Z01"].claims) == 2,
        "S3": not madrid.actors["us_principal"].views["tiktok"].weight.certain,
        "S4": madrid.linkages["L1"].kind == "offer" and "summit" in madrid.issues,
        "S5": madrid.linkages["L2"].kind == "offer",
        "S6": bool(madrid.calendar.windows and madrid.calendar.note),
        "S7": {"M01", "M03"} <= {f for release in madrid.calendar.releases for f in release.facts},
        "S8": {"sp500", "vix"} <= madrid.market.series.keys() and bool(madrid.market.confounders),
        "S9": any(window.busy and "K04" in window.facts for window in madrid.calendar.windows),
        "S10": len(madrid.calendar.deadlines["tiktok_enforcement"].history) == 3
        and madrid.questions["tiktok_put_off"].about is not None,
        "S11": strength["defence"] == strength["foreign"] == "soft",
        "S12": [s.id for s in madrid.stages][:3] == ["principals", "technical", "leaders"]
        and madrid.stages[2].signs == ("us_principal", "cn_principal"),
        "S13": "next round" in madrid.issues["rare_earth"].tags,
        "S14": madrid.moves["extraterritorial"].cost is not None,
        "S15": madrid.linkages["L3"].kind == "offer"
        and "K07" in {f for window in madrid.calendar.windows for f in window.facts},
        "S16": tiktok.attributes.keys() == {"ownership", "algorithm", "data", "price"},
        "S17": {"technology rivalry", "trade tension", "security"} <= set(tiktok.tags)
        and madrid.linkages["L12"].kind == "bonus",
        "S18": {"status_quo", "madrid_outcome", "busan_outcome"} <= madrid.packages.keys()
        and any(actor.influence for actor in madrid.actors.values()),
    }
    sentences = [row["sentence"] for row in rows("article_to_feature.csv")]
    assert {sentence: elements.get(sentence) for sentence in sentences} == dict.fromkeys(
        sentences, True
    )
