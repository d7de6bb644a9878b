"""A preview in words and on a terminal."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from winset.report.preview_wording import BETWEEN, rows, sentences
from winset.report.terminal_preview import preview_summary
from winset.study.preview import Deal, Preview


def deal(us: float, them: float, *, ratified: bool = False, efficient: bool = True) -> Deal:
    return Deal({"ports": "open"}, {"us": us, "them": them}, 3, ratified, efficient)


def of(*deals: Deal) -> Preview:
    return Preview(
        supported=deals,
        ratified=tuple(deal for deal in deals if deal.ratified),
        epsilon=1.231,
        seen=len(deals),
        parties={"us": "Us", "them": "Them"},
        combinations=10**20,
        issues=20,
        linkages=0,
        red_lines=0,
        ranges=0,
    )


MANY = of(*(deal(100 - n, n, ratified=20 <= n < 60) for n in range(101)))


def test_it_says_how_many_deals_how_near_others_are_and_who_would_ratify() -> None:
    deals, near, ratified, left_out = sentences(MANY)
    assert deals == (
        "101 deals at which no side can have more unless another has less, of all "
        "1.00 \N{MULTIPLICATION SIGN} 10²⁰ packages."
    )
    assert near == (
        "Whatever other deal there is, one of these gives each side as much, less 1.24 points at "
        "most."
    )
    assert ratified == (
        "40 of them would be ratified by both sides at the middle numbers and so are on the "
        "frontier of the zone."
    )
    assert left_out.startswith("Left out: what lies between these deals")


def test_linkages_and_red_lines_that_are_counted_in_are_told() -> None:
    first, *_ = sentences(replace(MANY, linkages=30, red_lines=1))
    assert "with the 30 linkages and 1 red line counted in." in first


def test_others_that_would_pass_are_counted_and_not_called_the_best() -> None:
    other = deal(50, 40, ratified=True, efficient=False)
    *_, ratified, _ = sentences(replace(MANY, ratified=(*MANY.ratified, other)))
    assert ratified.endswith("1 more that would be ratified was met; better ones may exist.")


def test_deals_that_pass_are_told_where_none_of_the_best_does() -> None:
    two = tuple(deal(50 - n, 40 + n, ratified=True, efficient=False) for n in range(2))
    found = replace(of(deal(100, 0), deal(0, 100)), ratified=two)
    *_, ratified, _ = sentences(found)
    assert ratified.startswith("None of them would be ratified by both sides")
    assert ratified.endswith("2 more that would be ratified were met; better ones may exist.")
    assert [100, 50, 49, 0] == [row.deal.values["us"] for row in rows(found)]


def test_that_nobody_would_ratify_is_said() -> None:
    *_, ratified, _ = sentences(of(deal(100, 0), deal(0, 100)))
    assert "None of them would be ratified by both sides" in ratified


def test_a_deal_that_is_best_for_everybody_is_told_as_one() -> None:
    first, second, _ = sentences(replace(of(deal(100, 100, ratified=True)), epsilon=0.0))
    assert first.startswith("One deal is the best of all for every side")
    assert second.startswith("All of them would be ratified")


def test_values_in_between_are_said_to_be_left_out() -> None:
    assert "only the values tried" in sentences(replace(MANY, ranges=1))[-1]


def test_linkages_that_are_too_wide_are_said_not_to_be_counted_in() -> None:
    deals = deal(60, 60, ratified=True, efficient=False), deal(0, 100, efficient=False)
    wide = replace(of(*deals), epsilon=None, seen=9, linkages=40)
    first, second, _ = sentences(wide)
    assert "too closely to be counted in" in first
    assert "Of the 9 deals that would be best without linkages and red lines, 2 keep them" in first
    assert "better deals may exist" in first
    assert "1 of them would be ratified by both sides at the middle numbers." == second
    assert [("", 60)] == [(row.label, row.deal.values["us"]) for row in rows(wide)]


def test_where_none_keeps_them_there_is_nothing_to_show() -> None:
    (only,) = sentences(replace(of(), epsilon=None, seen=9, linkages=40))
    assert "nothing to show before the search" in only
    assert () == rows(replace(of(), epsilon=None, seen=9))


def test_where_nothing_is_possible_that_is_all_that_is_said() -> None:
    assert ("There is no package that keeps every hard linkage and every red line.",) == sentences(
        of()
    )


def test_the_best_for_each_side_and_some_that_would_be_ratified_are_shown() -> None:
    shown = rows(MANY)
    assert ["Best for Us", *[""] * BETWEEN, "Best for Them"] == [row.label for row in shown]
    assert [100, 80, 74, 67, 61, 54, 48, 41, 0] == [row.deal.values["us"] for row in shown]
    assert {True} == {row.deal.ratified for row in shown[1:-1]}


def test_where_none_would_be_ratified_some_of_all_are_shown() -> None:
    shown = rows(of(*(deal(100 - n, n) for n in range(101))))
    assert BETWEEN == len(shown)
    assert [100, 0] == [shown[0].deal.values["us"], shown[-1].deal.values["us"]]


def test_a_terminal_shows_the_sentences_and_the_deals() -> None:
    screen = Console(record=True, width=100, highlight=False)
    preview_summary(MANY, screen)
    text = screen.export_text()
    assert text.startswith("Preview, before the search\n")
    assert "Best for Them" in text
    assert max(map(len, text.splitlines())) <= 100
    assert BETWEEN == text.count(" yes      yes ")
