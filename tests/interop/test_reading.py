"""Other programs' scenarios, read by the rules of those programs."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from scenarios import ALL, BOXES, GENIUS, GENIUSWEB, NEGMAS, NEGOLOG, REAL, put
from winset.case.errors import NotUnderstood, WinsetError
from winset.interop.folder import scenario_in
from winset.interop.scenario import Scenario


def read(folder: Path, files: dict[str, str]) -> Scenario:
    return scenario_in(put(folder, files)).scenario


def test_a_genius_evaluation_is_its_share_of_the_largest_of_its_issue(tmp_path: Path) -> None:
    landlord, tenant = read(tmp_path, GENIUS).profiles
    assert (Fraction(1), Fraction(2, 3), Fraction(0)) == tenant.values[0]
    assert (Fraction(1, 3), Fraction(2, 3), Fraction(1)) == landlord.values[0]


def test_genius_weights_are_matched_on_index_with_gaps(tmp_path: Path) -> None:
    assert (Fraction(3, 4), Fraction(1, 4)) == read(tmp_path, GENIUS).profiles[1].weights


def test_a_genius_integer_counts_from_its_lower_bound_between_0_and_1(tmp_path: Path) -> None:
    landlord, tenant = read(tmp_path, GENIUS).profiles
    assert (Fraction(1, 2), Fraction(9, 10), Fraction(1)) == tenant.values[1]
    assert (Fraction(1), Fraction(1, 2), Fraction(0)) == landlord.values[1]


def test_genius_takes_0_for_a_missing_reservation_and_none_for_a_discount_of_0(
    tmp_path: Path,
) -> None:
    landlord, tenant = read(tmp_path, GENIUS).profiles
    assert (Fraction(0), False, None) == (landlord.reservation, landlord.stated, landlord.discount)
    assert tenant.discount is not None
    assert (Fraction(3, 10), Fraction(9, 10), "relative_time") == (
        tenant.reservation,
        tenant.discount.factor,
        tenant.discount.per,
    )


def test_labels_keep_their_blanks_and_count_once(tmp_path: Path) -> None:
    assert ("low", "mid ", "high") == read(tmp_path, GENIUS).issues[0].options


def test_the_bounds_of_a_hyper_rectangle_are_inclusive(tmp_path: Path) -> None:
    one = read(tmp_path, BOXES).profiles[0]
    assert [((0, (7, 8, 9)),), ((0, (9,)), (1, (0, 1, 2, 3, 4)))] == [b.bounds for b in one.boxes]
    assert [Fraction(3, 5), Fraction(2, 5)] == [box.utility for box in one.boxes]


def test_boxes_above_the_greatest_utility_are_told_with_a_ceiling(tmp_path: Path) -> None:
    files = {**BOXES, "one.xml": BOXES["one.xml"].replace('maxutility="100"', 'maxutility="80"')}
    one = read(tmp_path, files).profiles[0]
    assert one.ceiling == 1
    assert "worth up to 1.25" in one.notes[0]


def test_a_range_of_real_numbers_becomes_a_grid_with_every_corner_and_a_bound(
    tmp_path: Path,
) -> None:
    found = scenario_in(put(tmp_path, REAL), points=3).scenario
    assert ("0", "5", "7", "10") == found.issues[0].options
    assert (Fraction(0), Fraction(5, 7), Fraction(1), Fraction(0)) == found.profiles[1].values[0]
    assert found.issues[0].note is not None
    assert "buyer 0.25, seller 0.834" in found.issues[0].note


def test_a_discounted_negmas_profile_keeps_the_reserve_of_the_function_inside(
    tmp_path: Path,
) -> None:
    a, b = read(tmp_path, NEGMAS).profiles
    assert (Fraction(1, 4), None) == (a.reservation, b.reservation)
    assert a.discount is not None
    assert a.discount.per == "round"


def test_negmas_functions_of_numbers_are_not_clamped(tmp_path: Path) -> None:
    a, b = read(tmp_path, NEGMAS).profiles
    assert (Fraction(0), Fraction(1, 2), Fraction(1)) == a.values[1]
    assert (Fraction(2), Fraction(3), Fraction(4)) == b.values[1]
    assert ("No", "sea", "30") == read(tmp_path, NEGMAS).issues[0].options


def test_a_geniusweb_reservation_is_a_bid_in_either_spelling(tmp_path: Path) -> None:
    p, q = read(tmp_path, GENIUSWEB).profiles
    assert (Fraction(7, 16), None) == (p.reservation, q.reservation)


def test_negolog_takes_the_order_of_the_weights(tmp_path: Path) -> None:
    found = read(tmp_path / "duel", NEGOLOG)
    assert ("duel", ["x", "y"]) == (found.name, [issue.name for issue in found.issues])


def changed(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (changed(GENIUS, "tenant.xml", "offset=", "intercept="), r"tenant.xml:10:5: <evaluator>"),
        (changed(GENIUS, "tenant.xml", "<discount_factor", "<discounts"), r"<discounts> has no kn"),
        (changed(GENIUS, "tenant.xml", 'evaluation="20"', 'evaluation="x"'), "not a number"),
        (changed(GENIUS, "tenant.xml", '"mid "', '"mid"'), "gives no evaluation to “mid ”"),
        (changed(GENIUS, "lease.xml", "<utility_space", "<!DOCTYPE a><utility_space"), "not XML"),
        ({**GENIUS, "lease.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}, "document type"),
        ({**GENIUS, "lease.xml": "<a>" * 100}, "more than 40 levels"),
        (changed(BOXES, "one.xml", "INCLUDES", "EXCEPTS"), "<EXCEPTS> has no known meaning"),
        (changed(BOXES, "one.xml", '"sum"', '"max"'), 'aggregates by "max"'),
        (changed(REAL, "seller.xml", "triangular", "faratin"), 'ftype="faratin"'),
        (changed(NEGMAS, "b.yml", "IdentityFun", "QuadraticFun"), r"b.yml:6:3: .*`QuadraticFun`"),
        (changed(NEGMAS, "b.yml", "bias", "biais"), "a key `biais` of unknown meaning"),
        (changed(NEGMAS, "b.yml", "sea: -2.0", "sea: two"), "should be a number; this is `two`"),
        ({**NEGMAS, "b.yml": "[" * 100}, "more than 60 levels"),
        (changed(GENIUSWEB, "p.json", '"discreteutils"', '"utils"'), "`utils` of unknown meaning"),
        (changed(NEGOLOG, "profileB.json", '"two"', '"three"'), "`three` of unknown meaning"),
        ({**NEGOLOG, "other.json": '{"a": 1}'}, "no known part of a scenario"),
    ],
)
def test_what_is_not_understood_stops_the_import_at_its_place(
    tmp_path: Path, files: dict[str, str], says: str
) -> None:
    with pytest.raises(WinsetError) as stopped:
        scenario_in(put(tmp_path, files))
    assert re.search(says, str(stopped.value))
    assert str(tmp_path) in str(stopped.value)


@pytest.mark.parametrize("name", ["tenant.xml", "a.yml", "p.json"])
def test_a_huge_file_is_refused_by_its_size(tmp_path: Path, name: str) -> None:
    files = next(files for files in ALL.values() if name in files)
    put(tmp_path, files)
    with (tmp_path / name).open("ab") as file:
        file.truncate(100_000_000)
    with pytest.raises(WinsetError, match="larger than 1 MB"):
        scenario_in(tmp_path)


def test_only_the_named_profiles_are_parties(tmp_path: Path) -> None:
    put(tmp_path, {**GENIUS, "third.xml": GENIUS["tenant.xml"]})
    found = scenario_in(tmp_path, ("third.xml", "landlord.xml")).scenario
    assert ["landlord", "third"] == [profile.name for profile in found.profiles]


def test_files_that_are_no_part_of_the_scenario_are_named(tmp_path: Path) -> None:
    put(tmp_path, {**NEGMAS, "_stats.yaml": "a: 1", "readme.txt": "x"})
    assert ("_stats.yaml", "readme.txt") == scenario_in(tmp_path).left_aside


def test_a_mistake_is_not_understood_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood):
        scenario_in(put(tmp_path, {**NEGOLOG, "other.json": '{"a": 1}'}))
