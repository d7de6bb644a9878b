"""Other programs' scenarios, read by the rules of those programs."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from scenarios import (
    ALL,
    BOXES,
    GENIUS,
    GENIUSWEB,
    GENIUSWEB_NUMBERS,
    NEGMAS,
    NEGMAS_REAL,
    NEGOLOG,
    REAL,
    REAL_CUT,
    put,
)
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


def test_a_range_of_real_numbers_stays_one_with_the_corners_of_the_profiles(tmp_path: Path) -> None:
    found = scenario_in(put(tmp_path, REAL), points=3).scenario
    assert ("0", "5", "7", "10") == found.issues[0].options
    assert (Fraction(0), Fraction(5, 7), Fraction(1), Fraction(0)) == found.profiles[1].values[0]
    assert (None, True) == (found.issues[0].note, found.issues[0].range is not None)


@pytest.mark.parametrize(("files", "expected"), [(REAL, 21), (NEGMAS_REAL, 12)])
def test_as_many_numbers_are_tried_as_the_program_or_its_file_says(
    tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    first = read(tmp_path, files).issues[0].range
    assert first is not None
    assert expected == first.points


def test_negmas_tries_ten_numbers_where_its_file_does_not_say(tmp_path: Path) -> None:
    years = read(tmp_path, NEGMAS_REAL).issues[1].range
    assert years is not None
    assert 10 == years.points


def value(found: Scenario, party: int, issue: int, number: str) -> Fraction:
    place = found.issues[issue].options.index(number)
    return found.profiles[party].values[issue][place]


def test_negmas_functions_along_a_range_are_read_as_they_run(tmp_path: Path) -> None:
    found = read(tmp_path, NEGMAS_REAL)
    assert Fraction("0.7") == value(found, 0, 0, "4")
    assert Fraction("0.7") == value(found, 0, 0, "6")  # 1.1 of the line, less 0.4
    assert Fraction("0.2") == value(found, 0, 1, "1")
    assert [3, 3, 2] == [value(found, 1, 1, n) for n in ("3", "6", "9")]


def test_a_line_of_genius_is_cut_off_at_1(tmp_path: Path) -> None:
    found = read(tmp_path, REAL_CUT)
    values = [value(found, 0, 0, number) for number in ("400", "500", "700", "1000")]
    assert [1, 1, Fraction("0.6"), 0] == values


def heavy(files: dict[str, str]) -> dict[str, str]:
    """Files of one real issue whose weight brings utilities to 1.5."""
    return {
        name: text.replace('index="1" value="1"', 'index="1" value="1.5"')
        for name, text in files.items()
    }


def test_a_real_issue_with_utilities_above_1_is_a_list_and_says_why(tmp_path: Path) -> None:
    found = scenario_in(put(tmp_path, heavy(REAL)), points=5).scenario
    assert ("0", "2.5", "5", "7.5", "10") == found.issues[0].options
    note = found.issues[0].note or ""
    assert "a list of 5 evenly spaced ones and no range: some utilities are above 1" in note
    assert "buyer 0.188, seller 0.625" in note  # half a step of 2.5, times the steepest slope


def test_a_real_issue_of_more_digits_than_a_range_holds_is_a_list_and_says_why(
    tmp_path: Path,
) -> None:
    tiny = f"0.{'0' * 70}1"
    files = {name: text.replace('"0"/></is', f'"{tiny}"/></is') for name, text in REAL.items()}
    files = {
        name: text.replace('lowerbound="0"', f'lowerbound="{tiny}"') for name, text in files.items()
    }
    issue = read(tmp_path, files).issues[0]
    assert issue.range is None
    assert "have more digits than a range holds" in (issue.note or "")


def test_a_real_issue_of_a_single_number_is_that_option(tmp_path: Path) -> None:
    files = {name: text.replace('lowerbound="0"', 'lowerbound="10"') for name, text in REAL.items()}
    issue = read(tmp_path, files).issues[0]
    assert (("10",), None, None) == (issue.options, issue.note, issue.numbers)


def test_a_set_of_numbers_of_geniusweb_is_a_list_and_says_why(tmp_path: Path) -> None:
    issue = read(tmp_path, GENIUSWEB_NUMBERS).issues[1]
    assert ("12.2", "12.45", "12.7", "12.95", "13.2") == issue.options
    assert "GeniusWeb has none between two of them" in (issue.note or "")
    assert issue.range is None


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
        (changed(REAL, "seller.xml", 'parameter2="7"', 'parameter2="10"'), "a triangle that"),
        (
            changed(NEGMAS, "b.yml", "bias:", "reserved_outcome: [No, 2]\nbias:"),
            "is not understood",
        ),
        (changed(NEGMAS, "a.yml", "ufun:", "factor: relative_time\nufun:"), "is `relative_time`"),
        (changed(NEGMAS_REAL, "loan.yml", "n_levels: 12", "n_levels: 1"), "number from 2 to 101"),
        (
            changed(NEGMAS_REAL, "bank.yml", "end: 10.0", "end: 5.0"),
            "a value that jumps",
        ),
        (
            changed(NEGMAS_REAL, "bank.yml", "  funs:", "  normalize: true\n  funs:"),
            "be false",
        ),
        (
            changed(NEGMAS_REAL, "bank.yml", "  funs:", "  weights: [1.0]\n  funs:"),
            "1 weights",
        ),
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
