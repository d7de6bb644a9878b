"""The two views of a deadline in words."""

from __future__ import annotations

from datetime import date as Date

import pytest

from calendars import with_deadlines
from records import a_row
from winset.process.deadlines.difference import difference, owner_basis, percent, record_basis
from winset.process.deadlines.odds import Odds, odds
from winset.process.deadlines.owner import OwnerView
from winset.process.deadlines.standing import Standing


def chances(agreed: float, extended: float, lapsed: float) -> Odds:
    return odds((agreed, extended, lapsed), [(0, 1)] * 3, "model")


def a_view(agreed: float, extended: float, lapsed: float) -> OwnerView:
    return OwnerView(
        odds=chances(agreed, extended, lapsed),
        real_before=0.5,
        real=0.1,
        real_interval=(0, 1),
        deal=0.8,
        after=(),
        effective=60.4,
    )


def standing(
    extensions: int = 0, *, hard: bool = False, dated: bool = True, kind: str | None = None
) -> Standing:
    (deadline,) = with_deadlines(truce={"hard": hard, "kind": kind}).calendar.deadlines.values()
    return Standing(
        id="truce",
        deadline=deadline,
        as_of=Date(2025, 10, 11),
        date=Date(2025, 11, 10),
        set_on=Date(2025, 9, 11) if dated else None,
        lengths=(90,) * extensions,
    )


def test_views_that_are_close_are_said_to_agree() -> None:
    found = difference(chances(0.2, 0.5, 0.3), a_view(0.22, 0.5, 0.28), 167, standing())
    assert found == "No chance differs by more than 5 % between the two views."


def test_a_difference_about_moves_is_one_of_belief_in_the_threat() -> None:
    found = difference(chances(0.2, 0.5, 0.3), a_view(0.1, 0.88, 0.02), 167, standing(3))
    assert found == (
        "The record gives an extension 50 %, the owner's view 88 %. The record knows 167 other "
        "deadlines, but not what is at stake in this one; by the owner's numbers the threat was "
        "real in 50 % of worlds, and 3 extensions brought that to 10 %."
    )


def test_before_any_extension_it_is_one_of_what_enforcing_is_worth() -> None:
    found = difference(chances(0.2, 0.5, 0.3), a_view(0.1, 0.2, 0.7), 1, standing())
    assert found == (
        "The record gives a lapse 30 %, the owner's view 70 %. The record knows 1 other deadline, "
        "but not what is at stake in this one; by the owner's numbers to enforce it is worth more "
        "than to extend it in 10 % of worlds."
    )


@pytest.mark.parametrize(
    ("dated", "left"), [(True, "30 of 60 days are left"), (False, "30 days are left")]
)
def test_a_difference_about_agreement_is_one_of_time_and_of_a_deal(
    dated: bool,  # noqa: FBT001
    left: str,
) -> None:
    found = difference(chances(0.4, 0.4, 0.2), a_view(0.1, 0.6, 0.3), 9, standing(dated=dated))
    assert found == (
        "The record gives agreement by the date 40 %, the owner's view 10 %. The record knows 9 "
        "other deadlines, but not what is at stake in this one; the owner's view spreads the hope "
        f"of settlement evenly over time, of which {left}, and finds a deal to be had in 80 % of "
        "worlds."
    )


def test_the_owner_s_view_says_in_how_many_worlds_the_threat_is_real() -> None:
    assert owner_basis(a_view(0.1, 0.6, 0.3), 100, standing(1)) == (
        "The threat is real in 50 % of 100 worlds, 10 % (0 to 100 %) after 1 extension; there is "
        "a deal to be had in 80 %. Intervals tell the error of drawing worlds (60 that count "
        "alike), not that of the case's numbers."
    )


def test_before_any_extension_it_says_so_once() -> None:
    found = owner_basis(a_view(0.1, 0.6, 0.3), 100, standing())
    assert found.startswith("The threat is real in 10 % (0 to 100 %) of 100 worlds; there is")


def test_the_record_says_how_much_it_has_seen_and_how_it_is_read() -> None:
    rows = (a_row(), a_row(index=2), a_row("Others"))
    found = record_basis(rows, standing(), "The base rate is used.")
    assert found == ("3 deadlines of 2 negotiations decided by 2025-10-11. The base rate is used.")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("self-impsed", " (did you mean self-imposed?), so its type counts for nothing."),
        ("oath", "None of them is of the type oath, so its type counts for nothing."),
        ("self-imposed", "The base rate is used."),
    ],
)
def test_a_type_that_the_record_does_not_know_is_said_to_count_for_nothing(
    kind: str, said: str
) -> None:
    found = record_basis((a_row(),), standing(kind=kind), "The base rate is used.")
    assert found.endswith(said)


def test_for_a_hard_deadline_it_says_what_becomes_of_the_chance_of_a_move() -> None:
    found = record_basis((a_row(),), standing(hard=True), "The base rate is used.")
    assert found.endswith(
        "Nobody can move it: what the record gives to an extension goes to agreement and lapse."
    )


@pytest.mark.parametrize(
    ("share", "expected"), [(0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %")]
)
def test_a_share_is_never_0_or_100_percent_unless_it_is(share: float, expected: str) -> None:
    assert percent(share) == expected
