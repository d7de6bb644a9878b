"""Legal files that are easily misread: read right, or refused with file, place and element."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest

from scenarios import ALL, BOXES, GENIUS, GENIUSWEB, NEGMAS, NEGOLOG, put
from winset.case.errors import WinsetError
from winset.case.loading import load
from winset.interop.files import files_of
from winset.interop.folder import scenario_in
from winset.interop.from_case import from_case
from winset.interop.scenario import Scenario
from winset.interop.targets import TARGETS, Target, held
from winset.interop.to_case import to_case

Files = dict[str, str]


def read(folder: Path, files: Files) -> Scenario:
    return scenario_in(put(folder, files)).scenario


def changed(files: Files, name: str, *pairs: tuple[str, str]) -> Files:
    """Return files with pieces of one of them replaced; each must be there."""
    text = files[name]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return {**files, name: text}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("how", ["byte order mark", "carriage returns"])
def test_how_a_text_is_stored_changes_nothing(tmp_path: Path, name: str, how: str) -> None:
    plain = read(tmp_path / "plain" / "s", ALL[name])
    folder = put(tmp_path / "stored" / "s", ALL[name])
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        if how == "byte order mark":
            path.write_bytes(b"\xef\xbb\xbf" + text.lstrip().encode())
        else:
            path.write_bytes(text.replace("\n", "\r\n").encode())
    assert plain == scenario_in(folder).scenario


@pytest.mark.parametrize(
    "label", ["中 ü", "No", "null", "1e3", "a: {b} # c", "R&D <x>", "say 'it' \"so\"", " x "]
)
@pytest.mark.parametrize("target", ["genius", "negmas", "geniusweb"])
def test_a_label_of_any_letters_goes_out_and_comes_back(
    tmp_path: Path, label: str, target: Target
) -> None:
    plain = to_case(read(tmp_path / "in", GENIUSWEB))
    issue = plain.issues["colour"]
    options = {**issue.options, "red": issue.options["red"].model_copy(update={"label": label})}
    issues = {**plain.issues, "colour": issue.model_copy(update={"options": options})}
    scenario, _ = from_case(plain.model_copy(update={"issues": issues}))
    again = read(tmp_path / "out", files_of(held(scenario, target), target).texts)
    assert (label, "blue") == again.issues[0].options


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            changed(GENIUS, "tenant.xml", ('name="Rent"', 'name="rent"')),
            r"tenant\.xml:5:3: <issue>",
        ),
        (
            changed(GENIUS, "tenant.xml", ('value="high"', 'value="High"')),
            "no evaluation to “high”",
        ),
        (changed(GENIUS, "tenant.xml", ('"0.25"', '"-0.25"')), r"tenant\.xml:3:3: <weight>"),
        (changed(GENIUS, "tenant.xml", ('"30"', '"1e300"')), r"tenant\.xml:6:49: <item>.*over 100"),
        (
            changed(GENIUS, "tenant.xml", ('"30"', '"3,5"')),
            r"tenant\.xml:6:49: <item>.*not a number",
        ),
        (changed(GENIUS, "tenant.xml", ('"30"', '"NaN"')), "not a number"),
        (changed(GENIUS, "lease.xml", ('index="4"', 'index="2"')), "second issue with index 2"),
        ({**GENIUS, "tenant.xml": "<utility_space/>"}, r"tenant\.xml:1:1: .*holds no issue"),
        ({**GENIUS, "tenant.xml": ""}, r"tenant\.xml:1:1: this is not XML"),
        (
            changed(GENIUS, "landlord.xml", ('upperbound="5"', 'upperbound="9999"')),
            "runs from 3 to 9999",
        ),
        (changed(BOXES, "two.xml", ('maxutility="100"', 'maxutility="0"')), "must be above 0"),
        (
            changed(BOXES, "two.xml", ('utility="70"', 'utility="170"')),
            "<hyperRectangle> pays more",
        ),
        (changed(NEGMAS, "b.yml", ("bias: 0.5", "bias: 010")), r"b\.yml:3:7: `bias` starts with 0"),
        (changed(NEGMAS, "b.yml", ("bias: 0.5", "bias: 1e200")), "`bias` is a number of over 100"),
        (changed(NEGMAS, "b.yml", ("bias: 0.5", "bias: 1_000")), "should be a number"),
        (changed(NEGMAS, "b.yml", ("-.inf", ".nan")), "`reserved_value` should be a number"),
        (changed(NEGMAS, "b.yml", ("[1.0, 0.5]", "[1.0]")), "1 entries for 2 issues"),
        (changed(NEGMAS, "trip.yml", ("name: days", "name: where")), "second issue called “where”"),
        (changed(NEGMAS, "trip.yml", ("sea, '30'", "sea, sea")), "a second “sea”"),
        ({**NEGMAS, "b.yml": ""}, r"b\.yml:1:1: the file is empty"),
        (changed(GENIUSWEB, "q.json", ('"red": 1', '"red": NaN')), "`red` should be a number"),
        (changed(GENIUSWEB, "q.json", ('"red": 1', '"red": 1, "red": 0')), "`red` is given twice"),
        (changed(GENIUSWEB, "q.json", ('"red": 1, ', "")), "`valueUtilities` has no `red`"),
        (changed(GENIUSWEB, "q.json", ('hts": {"colour"', 'hts": {"Colour"')), "a key `Colour`"),
        (changed(GENIUSWEB, "q.json", ('"blue"', '"green"')), "`domain` differs"),
        (
            changed(NEGOLOG, "profileA.json", ('"reservationValue": 0.2, ', "")),
            "`reservationValue`",
        ),
        (changed(NEGOLOG, "profileB.json", ('"two": 0.9', '"Two": 0.9')), "mean `two`"),
        (changed(NEGOLOG, "profileA.json", ('"one": 0.3', '"one": 1e250')), "over 100 digits"),
        ({**NEGOLOG, "profileC.json": NEGOLOG["profileA.json"]}, "two profiles; here are 3"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_place(
    tmp_path: Path, files: Files, says: str
) -> None:
    with pytest.raises(WinsetError) as stopped:
        to_case(read(tmp_path, files))
    assert re.search(says, str(stopped.value))


@pytest.mark.parametrize("value", ["0.0", "1.0", "1.5", "-1"])
def test_genius_takes_a_discount_outside_0_to_1_for_none(tmp_path: Path, value: str) -> None:
    files = changed(GENIUS, "tenant.xml", ('"0.9"', f'"{value}"'))
    assert read(tmp_path, files).profiles[1].discount is None


def test_genius_issues_of_one_name_are_told_apart_by_their_index(tmp_path: Path) -> None:
    files = {name: text.replace("Years", "Rent") for name, text in GENIUS.items()}
    found = to_case(read(tmp_path, files))
    assert ["Rent", "Rent_2"] == list(found.issues)


def test_genius_evaluations_below_a_hundred_thousandth_are_worth_0(tmp_path: Path) -> None:
    tiny = (('"30"', '"0.000001"'), ('"20"', '"0.0000005"'))
    found = read(tmp_path, changed(GENIUS, "tenant.xml", *tiny))
    assert {Fraction(0)} == set(found.profiles[1].values[0])


def test_genius_weights_that_sum_to_less_or_to_nothing_are_left_as_they_are(
    tmp_path: Path,
) -> None:
    pairs = (('"0.25"', '"0"'), ('"0.75"', '"0"'))
    found = read(tmp_path, changed(GENIUS, "tenant.xml", *pairs))
    assert (Fraction(0), Fraction(0)) == found.profiles[1].weights
    assert Fraction(3, 10) == from_case(to_case(found))[0].profiles[1].reservation


@pytest.mark.parametrize(("value", "expected"), [("2", 2), ("-1", -1)])
def test_a_reservation_out_of_reach_of_any_package_is_kept(
    tmp_path: Path, value: str, expected: int
) -> None:
    found = read(tmp_path, changed(GENIUS, "tenant.xml", ('"0.3"', f'"{value}"')))
    assert expected == from_case(to_case(found))[0].profiles[1].reservation


def test_bounds_of_a_hyper_rectangle_may_lie_between_and_beyond_whole_numbers(
    tmp_path: Path,
) -> None:
    files = changed(BOXES, "two.xml", ('min="3" max="9"', 'min="2.5" max="99"'))
    assert ((1, (3, 4, 5, 6, 7, 8, 9)),) == read(tmp_path, files).profiles[1].boxes[1].bounds


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_a_negmas_reserve_of_nothing_is_none(tmp_path: Path, nothing: str) -> None:
    files = changed(NEGMAS, "b.yml", ("-.inf", nothing))
    assert read(tmp_path, files).profiles[1].reservation is None


def test_a_negmas_discount_above_1_is_kept_as_it_stands(tmp_path: Path) -> None:
    a = read(tmp_path, changed(NEGMAS, "a.yml", ("0.9", "1.2"))).profiles[0]
    assert a.discount is not None
    assert Fraction(6, 5) == a.discount.factor


def test_keys_of_a_geniusweb_domain_in_another_order_change_nothing(tmp_path: Path) -> None:
    domain = json.loads(GENIUSWEB["shirt.json"])
    turned = {**domain, "issuesValues": dict(reversed(domain["issuesValues"].items()))}
    found = read(tmp_path, {**GENIUSWEB, "shirt.json": json.dumps(turned)})
    assert ["size", "colour"] == [issue.name for issue in found.issues]
    assert (Fraction(1, 4), Fraction(3, 4)) == found.profiles[0].weights


def test_negolog_labels_in_another_order_change_nothing(tmp_path: Path) -> None:
    pair = ('{"one": 0.1, "two": 0.9}', '{"two": 0.9, "one": 0.1}')
    found = read(tmp_path / "turned" / "s", changed(NEGOLOG, "profileB.json", pair))
    assert read(tmp_path / "plain" / "s", NEGOLOG) == found


@pytest.mark.parametrize("target", TARGETS)
def test_two_options_of_one_label_are_not_written_as_one(target: str) -> None:
    case = load("harbour-ferry")
    name, issue = next(iter(case.issues.items()))
    first, second, *_ = issue.options
    twin = issue.options[second].model_copy(update={"label": issue.options[first].label})
    options = {**issue.options, second: twin}
    issues = {**case.issues, name: issue.model_copy(update={"options": options})}
    scenario, _ = from_case(case.model_copy(update={"issues": issues}))
    with pytest.raises(WinsetError, match="are called “Four”"):
        files_of(held(scenario, cast("Target", target)), cast("Target", target))


@pytest.mark.parametrize("target", ["negmas", "geniusweb", "csv"])
def test_two_issues_of_one_name_are_not_written_as_one(tmp_path: Path, target: Target) -> None:
    files = {name: text.replace("Years", "Rent") for name, text in GENIUS.items()}
    scenario = held(read(tmp_path, files), target)
    with pytest.raises(WinsetError, match="two issues are called “Rent”"):
        files_of(scenario, target)


def test_a_control_character_is_not_written_to_xml(tmp_path: Path) -> None:
    files = {name: text.replace("sea", '"s\\x07ea"') for name, text in NEGMAS.items()}
    scenario = held(read(tmp_path, files), "genius")
    with pytest.raises(WinsetError, match="control character"):
        files_of(scenario, "genius")
