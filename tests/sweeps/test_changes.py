"""A case under assumptions is the case that somebody would have written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casefile import spoiled as spoiled_case
from sweepfile import plan, put, spoiled
from winset.case.document import Case
from winset.case.grid import as_written
from winset.case.loading import load, shipped
from winset.sweeps.changes import Change
from winset.sweeps.reading import Variant, read_sweep


def under(folder: Path, text: str | None = None) -> dict[str, Variant]:
    """Return the variants by the name of their assumption."""
    found = plan(folder) if text is None else plan(folder, text)
    return {variant.assumption: variant for variant in found.variants}


def case(variant: Variant) -> Case:
    """Return the case that a variant holds."""
    return Case.model_validate_json(variant.text)


def test_a_number_is_set_and_nothing_else_changes(tmp_path: Path) -> None:
    found = under(tmp_path)
    base, wary = case(found["base"]), case(found["wary"])
    reservation = wary.actors["us_senate"].reservation
    assert reservation
    assert [50, 55, 60] == [reservation.low, reservation.mid, reservation.high]
    senate = wary.actors["us_senate"].model_copy(
        update={"reservation": base.actors["us_senate"].reservation}
    )
    assert base == wary.model_copy(update={"actors": {**wary.actors, "us_senate": senate}})


@pytest.mark.parametrize(
    "written", ["{low: 50, mid: 55, high: 60}", "{value: [50, 55, 60]}", "[50, 55, 60]"]
)
def test_a_range_may_be_written_in_every_way_that_a_case_may(written: str, tmp_path: Path) -> None:
    found = under(tmp_path, spoiled("[50, 55, 60]", written))
    reservation = case(found["wary"]).actors["us_senate"].reservation
    assert reservation
    assert [50, 55, 60] == [reservation.low, reservation.mid, reservation.high]


def test_a_new_entry_may_be_set(tmp_path: Path) -> None:
    found = under(tmp_path)
    party = case(found["senate=as_it_is, line=app"]).parties["us"]
    assert ["app"] == list(party.red_lines)


def test_an_entry_of_a_list_may_be_set(tmp_path: Path) -> None:
    text = spoiled(
        "actors.us_senate.reservation: [50, 55, 60]", "parties.us.ratification.all.1: us_principal"
    )
    rule = case(under(tmp_path, text)["wary"]).parties["us"].ratification
    assert rule.all
    assert ["us_principal", "us_principal"] == [part.actor for part in rule.all]


def test_the_date_may_be_set(tmp_path: Path) -> None:
    text = spoiled("actors.us_senate.reservation: [50, 55, 60]", "as_of: 2025-09-20")
    variant = under(tmp_path, text)["wary"]
    assert date(2025, 9, 20) == variant.as_of == case(variant).as_of


def test_a_linkage_is_dropped(tmp_path: Path) -> None:
    assert {} == case(under(tmp_path)["free"]).linkages


def test_a_settled_issue_is_off_the_table_deal_or_no_deal(tmp_path: Path) -> None:
    found = case(under(tmp_path)["longer"])
    truce = found.issues["truce"]
    assert ("ext90", "ext90", "ext90") == (
        truce.status_quo,
        truce.without_agreement,
        truce.at_rest,
    )
    assert ["ext90"] == [name for name, option in truce.options.items() if option.offered]
    assert {"tiktok": "licence_jv"} == found.packages["offer"].options


def test_a_weight_moves_and_the_others_in_proportion(tmp_path: Path) -> None:
    views = case(under(tmp_path)["keener"]).actors["us_principal"].views
    assert (Decimal(70), Decimal(30)) == (views["tiktok"].weight.mid, views["truce"].weight.mid)


def test_a_combination_makes_the_changes_of_all_its_levels(tmp_path: Path) -> None:
    found = case(under(tmp_path)["senate=firm, line=app"])
    margin = found.actors["us_senate"].margin
    assert margin
    assert margin.mid == 5
    assert ["app"] == list(found.parties["us"].red_lines)


def test_what_is_changed_is_told_as_it_was_and_as_it_is_taken(tmp_path: Path) -> None:
    found = under(tmp_path)
    assert found["base"].changes == ()
    assert found["wary"].changes == (
        Change("actors.us_senate.reservation", "[30, 40, 50]", "[50, 55, 60]"),
    )
    assert found["free"].changes == (
        Change(
            "linkages.jv_for_time",
            "{kind: requires, if: {tiktok: licence_jv}, then: {truce: ext90}}",
            "",
        ),
    )
    assert found["longer"].changes == (Change("issues.truce", "sq", "ext90"),)
    assert found["keener"].changes == (
        Change("actors.us_principal.views.tiktok.weight", "40 %", "70 %"),
    )


@pytest.mark.parametrize("name", shipped())
def test_the_base_is_the_case_itself(name: str, tmp_path: Path) -> None:
    (base,) = plan(tmp_path, f"sweep: 1\ncases: [{name}]\n").variants
    assert as_written(load(name)) == case(base)


def test_exact_numbers_come_through(tmp_path: Path) -> None:
    path = put(tmp_path, case=spoiled_case("licence_jv: [70, 85, 95]", "licence_jv: 200/3"))
    assert load(tmp_path / "case.yaml") == case(read_sweep(path).variants[0])
