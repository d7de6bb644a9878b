"""Scenarios as cases and back: exact, checked, and the same after a round trip."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest

from scenarios import (
    ALL,
    BOXES,
    FORMATS,
    GENIUS,
    GENIUSWEB_NUMBERS,
    NEGMAS,
    RANGES,
    REAL,
    REAL_CUT,
    put,
    shared,
)
from winset.case.document import Case
from winset.case.loading import load
from winset.case.reading import read, warnings
from winset.case.source import checked
from winset.case.writing import written
from winset.interop.files import files_of
from winset.interop.folder import scenario_in
from winset.interop.from_case import from_case
from winset.interop.losses import losses
from winset.interop.targets import TARGETS, Target, held
from winset.interop.to_case import to_case

DAY = date(2026, 3, 1)


def case_in(folder: Path) -> Case:
    return to_case(scenario_in(folder).scenario, DAY)


def exported(case: Case, target: Target, folder: Path) -> tuple[Path, list[str]]:
    scenario, names = from_case(case)
    kept = held(scenario, target)
    return put(folder, files_of(kept, target).texts), losses(case, kept, names)


@pytest.mark.parametrize("name", ALL)
def test_a_case_that_was_imported_passes_check_and_reads_back_equal(
    tmp_path: Path, name: str
) -> None:
    case = case_in(put(tmp_path, ALL[name]))
    reading = read(checked("case.yaml", written(case)))
    assert ((), ()) == (reading.problems, warnings(reading))
    assert case == reading.case


def test_numbers_that_no_decimal_holds_stand_as_fractions(tmp_path: Path) -> None:
    case = case_in(put(tmp_path, GENIUS))
    assert Fraction(200, 3) == case.actors["tenant"].views["Rent"].scores["mid"].mid
    assert "mid: 200/3" in written(case)


def test_a_profile_out_of_bounds_is_moved_on_a_scale_that_gives_its_utilities_back(
    tmp_path: Path,
) -> None:
    scenario, _ = from_case(case_in(put(tmp_path, NEGMAS)))
    b = scenario.profiles[1]
    utilities = [
        b.base + b.weights[0] * b.values[0][o] + b.weights[1] * b.values[1][0] for o in (0, 1)
    ]
    assert [Fraction(5, 2), Fraction(-1, 2)] == utilities
    assert Fraction(-1, 2) == b.reservation


def test_boxes_become_bonus_linkages(tmp_path: Path) -> None:
    case = case_in(put(tmp_path, BOXES))
    assert ["box_one_1", "box_one_2", "box_two_1", "box_two_2"] == list(case.linkages)


ROUND: list[tuple[Target, dict[str, str]]] = [
    *((cast("Target", name), files) for name, files in FORMATS.items()),
    *((cast("Target", name), files) for name, files in RANGES.values()),
    ("geniusweb", GENIUSWEB_NUMBERS),
]


@pytest.mark.parametrize(("target", "files"), ROUND)
def test_import_export_import_gives_the_same_case(
    tmp_path: Path, target: Target, files: dict[str, str]
) -> None:
    case = case_in(put(tmp_path / "in", files))
    folder, lost = exported(case, target, tmp_path / "out")
    again = case_in(folder)
    said = {"left_out": ()}  # where a function inside had the reserve, both have it now
    assert ([], case.model_copy(update=said)) == (lost, again.model_copy(update=said))


@pytest.mark.parametrize("line", ['offset="0.2" slope="0.1"', 'offset="-0.3" slope="0.3"'])
def test_an_integer_issue_that_never_reaches_1_comes_back_as_one(tmp_path: Path, line: str) -> None:
    tenant = GENIUS["tenant.xml"].replace('offset="0.5" slope="0.4"', line)
    case = case_in(put(tmp_path / "in", {**GENIUS, "tenant.xml": tenant}))
    folder, lost = exported(case, "genius", tmp_path / "out")
    assert f'ftype="linear" {line}' in (folder / "tenant.xml").read_text(encoding="utf-8")
    assert ([], case) == (lost, case_in(folder))


def test_a_list_that_counts_for_nothing_keeps_its_values(tmp_path: Path) -> None:
    tenant = GENIUS["tenant.xml"].replace('value="0.75"', 'value="0"')
    idle = tenant.replace('<reservation value="0.3"', '<reservation value="0.2"')
    case = case_in(put(tmp_path / "in", {**GENIUS, "tenant.xml": idle}))
    folder, lost = exported(case, "genius", tmp_path / "out")
    assert ([], case) == (lost, case_in(folder))


def test_a_profile_on_a_scale_of_its_own_stays_on_it(tmp_path: Path) -> None:
    small = NEGMAS["b.yml"].replace("weights: [1.0, 0.5]", "weights: [0.2, 0.1]")
    thirds = small.replace("'30': 0.25", "'30': 0.0")  # two thirds of the way from -2 to 1
    case = case_in(put(tmp_path / "in", {**NEGMAS, "b.yml": thirds}))
    folder, lost = exported(case, "negmas", tmp_path / "out")
    assert ([], case.actors["b"]) == (lost, case_in(folder).actors["b"])


def test_boxes_come_back_too(tmp_path: Path) -> None:
    case = case_in(put(tmp_path / "in", BOXES))
    folder, lost = exported(case, "genius", tmp_path / "out")
    assert ([], case) == (lost, case_in(folder))


def test_the_fields_own_scenarios_come_back_the_same(tmp_path: Path) -> None:
    for folder in sorted(shared().glob("*/*")):
        scenario = scenario_in(folder).scenario
        if scenario.format in TARGETS:
            case = to_case(scenario, DAY)
            again, lost = exported(case, scenario.format, tmp_path / folder.name)
            assert ([], case) == (lost, case_in(again))


def test_what_a_format_cannot_hold_is_named(tmp_path: Path) -> None:
    case = load("harbour-ferry")
    _, lost = exported(case, "genius", tmp_path)
    kinds = {line.partition(":")[0] for line in lost}
    assert {"linkages", "moves", "actors", "reasons", "parties"} < kinds
    assert "linkages: linkage new_boat_needs_traffic, linkage more_for_more" in lost


def test_a_discount_of_time_is_lost_where_rounds_are_counted(tmp_path: Path) -> None:
    _, lost = exported(case_in(put(tmp_path / "in", GENIUS)), "negmas", tmp_path / "out")
    assert ["discount: `discount` of actor tenant"] == lost


def test_csv_gives_two_tables(tmp_path: Path) -> None:
    folder, _ = exported(case_in(put(tmp_path / "in", GENIUS)), "csv", tmp_path / "out")
    with (folder / "values.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert 12 == len(rows)
    assert {
        "party": "tenant",
        "issue": "Rent",
        "option": "low",
        "weight": "0.75",
        "value": "1",
    } in rows


def test_genius_evaluations_are_shares_of_the_best_or_whole_numbers_on_one_scale(
    tmp_path: Path,
) -> None:
    scenario, _ = from_case(case_in(put(tmp_path / "in", GENIUS)))
    made = files_of(held(scenario, "genius"), "genius")
    assert ("landlord", "tenant") == made.stretched
    assert 'value="low" evaluation="30"' in made.texts["tenant.xml"]  # 1, of 30 that all have
    assert 'value="4" evaluation="27"' in made.texts["tenant.xml"]  # 9/10
    decimal, _ = from_case(case_in(put(tmp_path / "web", FORMATS["geniusweb"])))
    shares = files_of(held(decimal, "genius"), "genius")
    assert () == shares.stretched
    assert 'value="blue" evaluation="0.25"' in shares.texts["p.xml"]


def test_a_real_issue_becomes_a_range_scored_where_it_bends(tmp_path: Path) -> None:
    case = case_in(put(tmp_path, REAL_CUT))
    of = case.issues["Rent"].range
    assert of is not None
    assert [400, 1000, 21] == [of.low, of.high, of.points]
    scores = case.actors["lodger"].views["Rent"].scores
    assert {"v400": 100, "v500": 100, "v1000": 0} == {o: score.mid for o, score in scores.items()}


def test_a_case_says_which_numbers_of_a_range_are_tried(tmp_path: Path) -> None:
    (said,) = [line for line in case_in(put(tmp_path, REAL)).left_out if "Price" in line]
    assert "any from 0 to 10 settles it; tried are 21 evenly spaced ones" in said


def test_a_list_that_could_be_no_range_says_so_in_the_case_and_is_named_as_lost(
    tmp_path: Path,
) -> None:
    heavy = {name: text.replace('value="1"', 'value="1.5"') for name, text in REAL.items()}
    case = case_in(put(tmp_path / "in", heavy))
    assert any("no range: some utilities are above 1" in line for line in case.left_out)
    _, lost = exported(case, "genius", tmp_path / "out")
    assert ["notes: `note` of issue Price"] == lost


@pytest.mark.parametrize("target", ["negmas", "geniusweb"])
def test_a_range_of_genius_goes_elsewhere_with_its_curves(tmp_path: Path, target: Target) -> None:
    case = case_in(put(tmp_path / "in", REAL))
    folder, lost = exported(case, target, tmp_path / "out")
    again = from_case(case_in(folder))[0]
    assert (target == "negmas") == (again.issues[0].range is not None)
    (lost_there,) = lost if target == "geniusweb" else [""]
    assert (target == "geniusweb") == lost_there.startswith("ranges of values")


def test_the_lines_of_a_range_go_to_geniusweb_as_a_set_of_numbers(tmp_path: Path) -> None:
    lines = {name: text.replace("triangular", "linear") for name, text in REAL.items()}
    lines["seller.xml"] = REAL["buyer.xml"].replace('"1" parameter1="-0.1"', '"0" parameter1="0.1"')
    case = case_in(put(tmp_path / "in", lines))
    folder, lost = exported(case, "geniusweb", tmp_path / "out")
    assert '"step": 0.5' in (folder / "price.json").read_text(encoding="utf-8")
    assert ["ranges of values; the values tried go: the range of issue Price"] == lost
    assert 21 == len(case_in(folder).issues["Price"].options)


def test_how_many_numbers_are_tried_is_lost_where_the_program_settles_it(tmp_path: Path) -> None:
    case = to_case(scenario_in(put(tmp_path / "in", REAL), points=5).scenario, DAY)
    _, lost = exported(case, "genius", tmp_path / "out")
    assert ["how many numbers are tried: `points` of the range of issue Price"] == lost
    assert [] == exported(case, "negmas", tmp_path / "other")[1]


LOST = "ranges of values; the values tried go: the range of issue toll"


@pytest.mark.parametrize(
    ("target", "expected"), [("genius", 1), ("negmas", 0), ("geniusweb", 1), ("csv", 1)]
)
def test_a_range_with_any_bends_goes_to_negmas_and_elsewhere_as_the_numbers_tried(
    tmp_path: Path, target: Target, expected: int
) -> None:
    _, lost = exported(load("river-toll"), target, tmp_path)
    assert expected == lost.count(LOST)


def test_what_negmas_has_of_a_range_gives_the_same_scores_back(tmp_path: Path) -> None:
    folder, lost = exported(load("river-toll"), "negmas", tmp_path)
    assert "units: `unit` of the range of issue toll" in lost
    again = case_in(folder)
    assert {"v0": 0, "v30": 75, "v60": 100} == {
        o: s.mid for o, s in again.actors["Mayor_of_Upstream"].views["Toll"].scores.items()
    }


def test_a_range_that_goes_as_a_list_has_the_labels_and_values_of_the_numbers_tried() -> None:
    case = load("river-toll")
    toll, profile = (made := held(from_case(case)[0], "genius")).issues[0], made.profiles[0]
    assert [option.label for option in case.issues["toll"].options.values()] == list(toll.options)
    values = dict(zip(toll.options, profile.values[0], strict=True))
    assert Fraction(60, 100) == values["24 crowns"]  # on the line from 0 to 75 at 30 crowns
