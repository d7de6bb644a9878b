"""Numbers, dates and names in words."""

from __future__ import annotations

from datetime import date

import pytest

from studies import madrid
from winset.report.wording import (
    DASH,
    MINUS,
    NBSP,
    count,
    day,
    decimal,
    estimate,
    listed,
    names,
    percent,
    percent_change,
    proved,
    signed,
    span,
    trimmed,
)
from winset.study.course import Talks


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0"),
        (0.004, "under 1"),
        (0.005, "under 1"),
        (0.464, "46"),
        (0.995, "over 99"),
        (1, "100"),
        (-0.05, "−5"),  # noqa: RUF001
    ],
)
def test_a_share_is_whole_percent_and_never_rounds_to_a_certainty(share: float, text: str) -> None:
    assert f"{text}{NBSP}%" == percent(share)


@pytest.mark.parametrize(
    ("gap", "text"), [(2.6e-6, "0.0003"), (0.0123, "2"), (0.5, "50"), (1.0, "not known")]
)
def test_a_gap_is_rounded_up_to_one_digit_so_that_it_holds(gap: float, text: str) -> None:
    study = madrid()
    solutions = study.solutions.model_copy(update={"gaps": {"nash": gap}})
    said = proved(study.model_copy(update={"solutions": solutions}))
    assert f"may have: nash {text}" in said


def test_negative_numbers_wear_a_true_minus() -> None:
    assert f"{MINUS}1.5" == decimal(-1.5)


def test_what_rounds_to_nought_has_no_sign() -> None:
    assert ("0.0", "0.0") == (decimal(-0.04), signed(-0.04))


def test_a_gain_wears_a_plus() -> None:
    assert "+3.2" == signed(3.21)


def test_thousands_are_marked() -> None:
    assert "104,976" == count(104976)


def test_trailing_noughts_go() -> None:
    assert ("18", "18.5") == (trimmed(18.0, 1), trimmed(18.5, 1))


def test_a_chance_stands_beside_its_interval() -> None:
    assert f"46{NBSP}% (44 to 48)" == estimate(0.46, (0.44, 0.48))


def test_a_change_of_chance_is_in_percentage_points() -> None:
    assert f"+2{NBSP}pp" == percent_change(0.02)


def test_a_date_is_written_out() -> None:
    assert "15 September 2025" == day(date(2025, 9, 15)).replace(NBSP, " ")


def test_lists_end_with_and() -> None:
    assert ["", "a", "a and b", "a, b and c"] == [listed(list("abc"[:n])) for n in range(4)]


def test_an_unknown_id_is_its_own_name() -> None:
    called = names(madrid())
    assert ("TikTok", "ghost") == (called.issue("tiktok"), called.issue("ghost"))


def test_talks_by_themselves_have_names_too() -> None:
    study = madrid()
    called = names(
        Talks(
            title=study.title,
            provenance=study.provenance,
            parties={"US": "United States"},
            actors={},
            issues={"tiktok": "TikTok"},
            options={"tiktok": {"clean_sale": "Full divestiture"}},
            course=study.course,
        )
    )
    assert ("TikTok", "Full divestiture", "United States") == (
        called.issue("tiktok"),
        called.option("tiktok", "clean_sale"),
        called.short("US"),
    )


def test_the_dash_for_nothing_is_one_letter() -> None:
    assert 1 == len(DASH)


def test_an_interval_is_never_shown_without_its_width() -> None:
    assert span((0.188, 0.194)) == "18.8 to 19.4"
    assert span((0.25, 0.25)) == "25 to 25"
