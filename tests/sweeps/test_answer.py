"""A point of a sweep has the numbers of the study of its case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import winset
from casefile import spoiled
from sweepfile import plan, put
from winset.case.document import Case
from winset.sweeps import answer
from winset.sweeps.answer import Answer, Findings, answered, key
from winset.sweeps.edition import edition
from winset.sweeps.reading import read_sweep

WORLDS, SEED = 30, 4


def found(text: str) -> Findings:
    """Return the findings of a point."""
    done = Answer.model_validate_json(answered(text, WORLDS, SEED))
    assert done.found, done.error
    return done.found


@pytest.mark.parametrize("case", ["harbour-ferry", "river-toll", "three-coasts"])
def test_it_finds_what_an_analysis_finds(case: str, tmp_path: Path) -> None:
    path = put(tmp_path, f"sweep: 1\ncases: [{case}]\n")
    point = found(read_sweep(path).variants[0].text)
    study = winset.analyse(winset.load(case), worlds=WORLDS, seed=SEED, workers=1)
    assert (study.zone, study.space, study.linchpin) == (point.zone, point.space, point.linchpin)
    assert {
        rule: (points[0].package, points[0].values, points[0].gains, len(points))
        for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
        if (points := getattr(study.solutions, rule))
    } == {deal.rule: (deal.package, deal.values, deal.gains, deal.ties) for deal in point.deals}
    assert [
        (line.id, line.in_zone, line.both, line.interval, line.chance, line.chance_interval)
        for line in study.ratification
    ] == [
        (line.id, line.in_zone, line.chance, line.interval, line.by_party, line.intervals)
        for line in point.packages
    ]
    assert study.provenance.case_hash == point.provenance.case_hash


def test_an_assumption_is_analysed_as_the_case_that_says_so(tmp_path: Path) -> None:
    variant = next(v for v in plan(tmp_path).variants if v.assumption == "wary")
    written = put(
        tmp_path,
        case=spoiled(
            "reservation: {value: [30, 40, 50], why: Judgement.}", "reservation: [50, 55, 60]"
        ),
    ).with_name("case.yaml")
    study = winset.analyse(winset.load(written), worlds=WORLDS, seed=SEED, workers=1)
    point = found(variant.text)
    assert (study.zone, study.linchpin) == (point.zone, point.linchpin)
    assert study.provenance.case_hash == variant.case_hash == point.provenance.case_hash


def test_the_key_is_of_all_that_the_numbers_depend_on() -> None:
    keys = [key("a", 10, 1), key("b", 10, 1), key("a", 11, 1), key("a", 10, 2), key("a", 10, 1)]
    assert (4, keys[0]) == (len(set(keys)), keys[-1])


def test_another_winset_gives_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key("a", 10, 1)
    monkeypatch.setattr(answer, "edition", lambda: "another")
    assert before != key("a", 10, 1)


def test_the_order_of_a_case_is_part_of_its_key(tmp_path: Path) -> None:
    lines = "      sq: {label: As today}\n", "      licence_jv: {label: Joint venture}\n"
    texts = []
    for order in (lines, lines[::-1]):
        path = put(tmp_path, case=spoiled("".join(lines), "".join(order)))
        texts.append(read_sweep(path).variants[0])
    assert texts[0].case_hash == texts[1].case_hash
    assert texts[0].text != texts[1].text


def test_the_edition_names_the_version_and_the_libraries() -> None:
    assert edition().startswith(f"winset {winset.__version__} (sources ")
    assert "numpy " in edition()


def test_a_case_that_cannot_be_analysed_is_an_answer_too(tmp_path: Path) -> None:
    case = Case.model_validate_json(plan(tmp_path).variants[0].text)
    early = case.model_copy(update={"as_of": date(2025, 9, 1)})
    done = Answer.model_validate_json(
        answered(early.model_dump_json(by_alias=True, exclude_defaults=True), WORLDS, SEED)
    )
    assert (None, True) == (done.found, done.lasting)
    assert "as of 2025-09-01, 2 citations behind the numbers are not yet known" in str(done.error)


def test_a_mistake_of_ours_is_told_with_its_place_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(answer, "lay", broken)
    done = Answer.model_validate_json(answered(plan(tmp_path).variants[0].text, WORLDS, SEED))
    assert (None, False) == (done.found, done.lasting)
    assert str(done.error).startswith("unexpected ZeroDivisionError: by nought (at ")
