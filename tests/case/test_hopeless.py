"""Actors and parties that no package can satisfy."""

from __future__ import annotations

from casefile import doubts, spoiled

SENATE = "    reservation: {value: [30, 40, 50], why: Judgement.}\n"


def test_a_ratifier_whose_best_is_below_its_least_demand_can_never_be_satisfied() -> None:
    text = spoiled(SENATE, SENATE.replace("[30, 40, 50]", "[65.1, 70, 80]"))
    assert doubts(text) == [
        "party us can ratify no package: too few of its actors can be satisfied",
        "no package can satisfy us_senate: at best 65.0 points of 65.1 needed",
    ]


def test_a_ratifier_whose_best_meets_its_least_demand_may_be_satisfied() -> None:
    assert doubts(spoiled(SENATE, SENATE.replace("[30, 40, 50]", "[65, 70, 80]"))) == []


def test_a_margin_adds_to_the_demand() -> None:
    text = spoiled(SENATE, SENATE + "    margin: {value: [36, 40, 50], why: Judgement.}\n")
    assert "no package can satisfy us_senate: at best 65.0 points of 66.0 needed" in doubts(text)


def test_a_bonus_counts_at_its_highest() -> None:
    bonus = (
        "  b: {kind: bonus, if: {tiktok: licence_jv}, says: a, why: Judgement.,\n"
        "      points: {us_senate: [0, 1, 2]}}\n  jv_for_time:"
    )
    text = spoiled("  jv_for_time:", bonus)
    assert doubts(text.replace(SENATE, SENATE.replace("[30, 40, 50]", "[67, 70, 80]"))) == []


def test_gains_are_measured_against_the_reversion_without_a_reservation() -> None:
    text = spoiled(
        "    level: principal\n    views:\n      tiktok:\n        weight: {value: 100,",
        "    level: principal\n    margin: {value: 30, why: Judgement.}\n"
        "    views:\n      tiktok:\n        weight: {value: 100,",
    )
    assert doubts(text) == [
        "party cn can ratify no package: too few of its actors can be satisfied",
        "no package can satisfy cn_principal: at best 0.0 points of 30.0 needed",
    ]


def test_red_lines_that_rule_out_every_package_are_named() -> None:
    lines = (
        "    red_lines:\n"
        "      no_sale: {never: {tiktok: licence_jv}, says: a}\n"
        "      no_drift: {never: {tiktok: sq}, says: a}\n"
        "  cn:\n"
    )
    assert doubts(spoiled("  cn:\n", lines)) == [
        "party us can ratify no package: red line no_sale, red line no_drift rule out every one"
    ]


def test_a_rule_that_needs_more_than_can_be_satisfied_never_holds() -> None:
    text = spoiled(SENATE, SENATE.replace("[30, 40, 50]", "[66, 70, 80]")).replace(
        "{all: [us_principal, us_senate]}",
        "{legislature: {groups: [{members: 9, p: 0.9, actor: us_senate}, {members: 5, p: 0.5}], "
        "needs: 6}}",
    )
    assert "party us can ratify no package: too few of its actors can be satisfied" in doubts(text)
    assert len(doubts(text.replace("needs: 6", "needs: 5"))) == 1
