"""An issue with a range: read, its numbers laid out, its mistakes named, written back."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile import TEXT, errors, messages
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.grid import as_written, conditions, edges, label, laid_out
from winset.case.linkages import Requires
from winset.case.loading import content_hash
from winset.case.numbers import Judged
from winset.case.proposal import read_proposal
from winset.case.reading import case_of, read, warnings
from winset.case.source import checked
from winset.case.values import id_of, number_in, spelled, value_of
from winset.case.writing import written

F = Fraction

RANGED = (
    TEXT.replace(
        """    status_quo: sq
    expires: 2025-11-10
    then: snapback
    options:
      sq: {label: Until November}
      ext90: {label: 90 days more}
      snapback: {label: Snap-back, offered: false}
""",
        """    range: {from: 0, to: 60, unit: days, points: 4}
    status_quo: 5
    reversion: 2.5
""",
    )
    .replace("{sq: 50, ext90: 65, snapback: 0}", "{0: 0, 30: [70, 80, 90], 60: 100}")
    .replace("{sq: 50, ext90: 65}", "{0: 0, 100/3: 65, 60: 10}")
    .replace("then: {truce: ext90}", "then: {truce: {at_least: 10, at_most: 50}}")
    .replace("truce: ext90}\n", "truce: 33.0}\n")
    .replace(
        "{all: [us_principal, us_senate]}",
        "{all: [us_principal, us_senate]}\n    red_lines:\n"
        "      no: {never: {truce: [55, 60]}, says: analyst}",
    )
)
"""The small file with days of truce as a range."""


def ranged(old: str, new: str) -> str:
    assert RANGED.count(old) == 1, f"{RANGED.count(old)} times in the file: {old}"
    return RANGED.replace(old, new)


def case() -> Case:
    return case_of(read(checked("case.yaml", RANGED)))


def test_every_number_that_the_case_names_is_tried_beside_even_steps() -> None:
    labels = {name: option.label for name, option in case().issues["truce"].options.items()}
    assert {
        "v0": "0 days",
        "v2_5": "2.5 days",
        "v5": "5 days",
        "v10": "10 days",
        "v20": "20 days",
        "v30": "30 days",
        "v33": "33 days",
        "v100_over_3": "33.3333 days",
        "v40": "40 days",
        "v50": "50 days",
        "v52_5": "52.5 days",
        "v55": "55 days",
        "v57_5": "57.5 days",
        "v60": "60 days",
    } == labels
    assert list(labels) == sorted(labels, key=lambda name: value_of(name) or F(0))


def test_numbers_that_only_their_neighbours_forbid_have_one_half_way() -> None:
    # 55 and 60 are forbidden, 50 is the last that the linkage allows: between them all differs
    found = edges("truce", conditions(case()))
    assert ((), ()) == (found.alike(F(50), F(55)), found.alike(F(55), F(60)))
    assert (F(50) + F(55)) / 2 == value_of("v52_5")
    assert (F(0), F(5, 2)) == found.alike(F(0), F(5, 2))


def test_bounds_hold_the_numbers_within_them() -> None:
    link = case().linkages["jv_for_time"]
    assert isinstance(link, Requires)
    then = link.then
    assert ("v10", "v20", "v30", "v33", "v100_over_3", "v40", "v50") == then.options["truce"]


def test_a_written_case_reads_back_and_says_numbers() -> None:
    text = written(case())
    assert case() == case_of(read(checked("case.yaml", text)))
    for piece in ("at_least: 10", "status_quo: 5", "truce: 33", '"100/3"', "range:", "- 55"):
        assert piece in text
    assert "v33" not in text


def test_what_is_filled_in_changes_no_hash() -> None:
    more = laid_out(case(), {"truce": [F(41)]})
    assert "v41" in more.issues["truce"].options
    assert content_hash(case()) == content_hash(more)
    assert as_written(more) == as_written(case())


def test_a_case_without_ranges_is_laid_out_as_it_is() -> None:
    plain = case_of(read(checked("case.yaml", TEXT)))
    assert laid_out(plain) is plain
    assert as_written(plain) is plain


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("from: 0, to: 60", "from: 60, to: 0", "a range goes from a smaller number to a larger one, but this goes from 60 to 0"),
        ("from: 0, to: 60", "from: 60, to: 60", "a range goes from a smaller number to a larger one, but this goes from 60 to 60"),
        ("points: 4", "points: 1", "`points` of the range of issue truce should be 2 or more; this is 1"),
        ("points: 4", "points: 102", "`points` of the range of issue truce should be 101 or less; this is 102"),
        ("from: 0, to: 60", "from: .nan, to: 60", "`.nan` is not a finite number"),
        ("from: 0, to: 60", "from: 0", "the range of issue truce has no `to`"),
        ("unit: days, points", "unit: days, point", "unknown key `point` in the range of issue truce; did you mean `points`?"),
        ("    range:", "    options: {a: {label: A}}\n    range:", "an issue has `options` or a `range`, not both"),
        ("    range: {from: 0, to: 60, unit: days, points: 4}\n", "", "an issue has `options`, at least one, or a `range`"),
        ("status_quo: 5\n", "status_quo: 61\n", "`61` is not in the range of issue `truce`"),
        ("status_quo: 5\n", "status_quo: soon\n", "`soon` is not in the range of issue `truce`"),
        ("reversion: 2.5", "reversion: -2.5", "`-2.5` is not in the range of issue `truce`"),
        ("    status_quo: 5\n", "", "issue truce has no `status_quo`"),
        ("{0: 0, 30: [70", "{1: 0, 30: [70", "us_principal gives no score to 0, the lowest number of issue truce"),
        (" 100/3: 65, 60: 10", " 100/3: 65", "us_senate gives no score to 60, the highest number of issue truce"),
        ("{0: 0, 30: [70", "{0: 0, 60.5: 3, 30: [70", "`60.5` is not in the range of issue `truce`"),
        ("{0: 0, 30: [70", "{0: 0, 0.0: 3, 30: [70", "`0.0` is the same number as `0`, which has a score"),
        ("{0: 0, 30: [70", "{0: 0, sq: 3, 30: [70", "`sq` is not in the range of issue `truce`"),
        ("{0: 0, 30: [70", "{0: 101, 30: [70", "the score of us_principal for option 0 of issue truce is 101"),
        ("truce: 33.0}", "truce: 100}", "`100` is not in the range of issue `truce`"),
        ("truce: [55, 60]", "truce: [55, 61]", "`61` is not in the range of issue `truce`"),
        ("at_least: 10, at_most: 50", "at_least: 70", "`70` is not in the range of issue `truce`"),
        ("at_least: 10, at_most: 50", "at_least: 50, at_most: 10", "no number is at least 50 and at most 10"),
        ("at_least: 10, at_most: 50", "at_lest: 10", "unknown key `at_lest` in `truce` of `then` of linkage jv_for_time; did you mean `at_least`?"),
        ("truce: {at_least: 10, at_most: 50}", "truce: {}", "bounds on a range are `at_least`, `at_most`, or both"),
        ("if: {tiktok: licence_jv}", "if: {tiktok: {at_most: 3}}", "issue `tiktok` has options, not a range that `at_most` could bound"),
        ("if: {tiktok: licence_jv}", "if: {tiktok: 3}", "unknown option `3` of issue `tiktok`"),
        ("{sq: 60, licence_jv: 40}", "{0: 60, licence_jv: 40}", "unknown option `0` of issue `tiktok`"),
        ("    status_quo: 5\n", "    status_quo: 5\n    attributes: {p: {name: P, levels: {a: A, b: B}}}\n", "issue truce has a range, whose numbers differ in nothing but size"),
        ("scores: {0: 0, 30: [70, 80, 90], 60: 100}", "attributes: {}", "us_principal gives no score to 0, the lowest number of issue truce"),
    ],
)  # fmt: skip
def test_mistakes_are_named(old: str, new: str, expected: str) -> None:
    assert any(message.endswith(expected) for message in messages(ranged(old, new)))


def test_a_mistake_stands_at_its_place() -> None:
    (problem,) = errors(ranged("truce: [55, 60]", "truce: [55, 61]"))
    line = ranged("truce: [55, 60]", "truce: [55, 61]").splitlines()[problem.line - 1]
    assert "61" == line[problem.column - 1 : problem.end_column - 1]
    assert "in `truce` of `never` of red line no of us; expected a number from 0 to 60" == (
        problem.hint
    )


def test_more_numbers_than_a_range_can_hold_leave_its_even_steps() -> None:
    many = ", ".join(f"{n / 100}: 1" for n in range(1, 1101))
    found = messages(ranged("{0: 0, 30: [70, 80, 90], 60: 100}", f"{{0: 0, {many}, 60: 100}}"))
    assert ["issue truce: more than 1000 numbers are named, too many to try"] == found


@pytest.mark.parametrize(
    ("chosen", "expected"), [("33", "v33"), ("100/3", "v100_over_3"), ("v40", "v40")]
)
def test_a_proposal_names_a_number(tmp_path: Path, chosen: str, expected: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"truce: {chosen}\n", encoding="utf-8")
    assert {"truce": expected} == read_proposal(path, case())


@pytest.mark.parametrize(
    ("chosen", "message", "hint"),
    [
        ("34", "34 days is not among the values of issue `truce` that are tried", "nearest: 33.3333 days and 40 days"),
        ("61", "expected a number of the range of issue `truce`", "from 0 to 60 days"),
        ("sq", "expected a number of the range of issue `truce`", "from 0 to 60 days"),
        ("[1]", "expected a number of the range of issue `truce`", "from 0 to 60 days"),
    ],
)  # fmt: skip
def test_a_proposal_off_the_numbers_tried_is_refused(
    tmp_path: Path, chosen: str, message: str, hint: str
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"truce: {chosen}\n", encoding="utf-8")
    with pytest.raises(CaseError) as refusal:
        read_proposal(path, case())
    (problem,) = refusal.value.problems
    assert message == problem.message
    assert (problem.hint or "").startswith(hint)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_a_number_and_its_id_are_one(number: Fraction) -> None:
    assert number == value_of(id_of(number)) == number_in(spelled(id_of(number)))


@pytest.mark.parametrize("name", ["v", "v1x", "quota", "v1_over_0", "v1_2_3"])
def test_names_of_options_are_no_numbers(name: str) -> None:
    assert value_of(name) is None


@pytest.mark.parametrize("written_as", [True, None, "1e3", ".5", "soon", [1], float("inf")])
def test_what_is_no_number_names_none(written_as: object) -> None:
    assert number_in(written_as) is None


@given(
    st.lists(st.integers(0, 20), min_size=2, max_size=5, unique=True),
    st.fractions(min_value=0, max_value=20, max_denominator=50),
)
def test_a_mixture_is_the_straight_line_between_two_points(points: list[int], at: F) -> None:
    scored = {id_of(F(p)): Judged(low=p * p, mid=p * p, high=p * p) for p in points}
    parts = mixture(scored, id_of(at))
    if not min(points) <= at <= max(points):
        assert () == parts
        return
    assert 1 == sum(share for _, share in parts)
    assert all(0 < share <= 1 for _, share in parts)
    assert at == sum((share * (value_of(point) or 0) for point, share in parts), F(0))
    between = [
        p
        for p in points
        if min(p2 for p2 in points if p2 >= at) >= p >= max(p2 for p2 in points if p2 <= at)
    ]
    assert {point for point, _ in parts} <= {id_of(F(p)) for p in between}


def test_labels_round_what_is_long() -> None:
    assert "23.5 %" == label(F(47, 2), "%")
    assert "-2" == label(F(-2), None)
    assert "0.333333 %" == label(F(1, 3), "%")
    assert "27.2727 %" == label(F("27.272727272727"), "%")


def test_numbers_alike_to_their_last_digits_have_labels_of_their_own() -> None:
    near = laid_out(case(), {"truce": [F("41.1234567891"), F("41.1234567892")]})
    labels = [option.label for option in near.issues["truce"].options.values()]
    assert len(labels) == len(set(labels))


def test_an_actor_out_of_reach_is_measured_along_its_curve() -> None:
    reservation = "    reservation: {value: [30, 40, 50], why: Judgement.}\n"
    text = ranged(reservation, reservation.replace("[30, 40, 50]", "[66, 70, 80]"))
    found = [problem.message for problem in warnings(read(checked("case.yaml", text)))]
    assert "no package can satisfy us_senate: at best 65.0 points of 66.0 needed" in found


def test_linkages_whose_bounds_leave_nothing_are_named() -> None:
    link = """linkages:
  late:
    kind: requires
    if: {truce: {at_most: 60}}
    then: {truce: {at_least: 20}}
    says: analyst
  early: {kind: excludes, between: [{truce: {at_least: 20}}, {tiktok: [sq, licence_jv]}], says: x}
"""
    assert ["linkages late, early together leave no package"] == messages(
        ranged("linkages:\n", link)
    )


def test_bounds_that_leave_only_numbers_between_two_named_ones_leave_a_package() -> None:
    link = """linkages:
  apart:
    kind: excludes
    between: [{any: [{truce: {at_most: 40}}, {truce: {at_least: 40.5}}]}, {truce: {at_least: 0}}]
    says: analyst
"""
    text = ranged("linkages:\n", link).replace("truce: {at_least: 10, at_most: 50}", "truce: 40.2")
    assert [] == messages(text)


def test_a_score_known_too_late_is_named_at_its_number() -> None:
    late = "30: {value: [70, 80, 90], facts: [F2]}"
    fact = "  F2: {date: 2026-01-01, known_by: 2026-01-01, statement: s, source: s, confidence: memory}\n"
    text = ranged("30: [70, 80, 90]", late).replace("parties:\n", fact + "parties:\n")
    found = warnings(read(checked("case.yaml", text)))
    (leak,) = [problem for problem in found if "known only by" in problem.message]
    assert leak.message.startswith("the score of us_principal for option 30 of issue truce")
    assert "F2" == leak.source[leak.column - 1 : leak.end_column - 1]
