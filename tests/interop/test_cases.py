"""Scenarios as cases and back: exact, checked, and the same after a round trip."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from scenarios import ALL, BOXES, FORMATS, GENIUS, NEGMAS, REAL, put, shared
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


@pytest.mark.parametrize("name", FORMATS)
def test_import_export_import_gives_the_same_case(tmp_path: Path, name: Target) -> None:
    case = case_in(put(tmp_path / "in", FORMATS[name]))
    folder, lost = exported(case, name, tmp_path / "out")
    again = case_in(folder)
    said = {"left_out": ()}  # where a function inside had the reserve, both have it now
    assert ([], case.model_copy(update=said)) == (lost, again.model_copy(update=said))


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


def test_notes_of_a_grid_are_named_as_lost(tmp_path: Path) -> None:
    _, lost = exported(case_in(put(tmp_path / "in", REAL)), "genius", tmp_path / "out")
    assert ["notes: `note` of issue Price"] == lost


def test_a_range_goes_out_as_the_numbers_tried_and_is_named_as_lost() -> None:
    case = load("river-toll")
    scenario, names = from_case(case)
    lost = losses(case, scenario, names)
    assert "ranges of values; the values tried go: the range of issue toll" in lost
    assert [option.label for option in case.issues["toll"].options.values()] == list(
        scenario.issues[0].options
    )
    values = dict(zip(scenario.issues[0].options, scenario.profiles[0].values[0], strict=True))
    assert values["24 crowns"] == Fraction(60, 100)  # on the line from 0 to 75 at 30 crowns
