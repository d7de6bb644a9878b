"""Every chart draws, says what it shows, and holds all that it must."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import vl_convert

from studies import bare, empty_zone, madrid, priced
from winset.report.charts import charts, drawings
from winset.report.charts.chart import wrapped
from winset.report.charts.marks import marks
from winset.report.charts.theme import DARK, LIGHT
from winset.report.tables import tables
from winset.study.document import Study

STUDIES = [madrid, lambda: madrid(third=True), empty_zone, bare, priced]


def lists_of_values(spec: Any) -> Iterator[list[Any]]:
    if isinstance(spec, dict):
        if isinstance(spec.get("values"), list):
            yield spec["values"]
        for part in spec.values():
            yield from lists_of_values(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from lists_of_values(part)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("make", STUDIES)
def test_every_chart_draws(make: Callable[[], Study]) -> None:
    for spec in charts(make()).values():
        assert "<svg" in vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


@pytest.mark.parametrize("make", STUDIES)
def test_every_chart_has_a_text_and_a_table_that_exists(make: Callable[[], Study]) -> None:
    study = make()
    for chart in drawings(study).values():
        assert chart.text
        assert chart.table in tables(study)


def test_no_chart_names_data_to_be_loaded() -> None:
    assert '"url"' not in json.dumps(charts(madrid()))


def test_the_deal_map_draws_at_most_5000_marks() -> None:
    assert 5000 >= sum(map(len, lists_of_values(charts(madrid())["deal_map"])))


def test_the_deal_map_counts_every_package_once() -> None:
    study = madrid()
    drawn = [v for v in lists_of_values(charts(study)["deal_map"]) if v and "n" in v[0]]
    assert sum(n for _, _, n, _ in study.deal_map.counts) == sum(c["n"] for v in drawn for c in v)


def test_the_frontier_is_drawn_whole() -> None:
    study = madrid()
    layers = charts(study)["deal_map"]["layer"]
    frontier = next(x for x in layers if x.get("data", {}).get("name") == "frontier")
    assert len(study.frontier) == len(frontier["data"]["values"])


def test_no_line_joins_the_frontier_of_three_sides() -> None:
    layers = charts(madrid(third=True))["deal_map"]["layer"]
    assert "line" not in [layer["mark"].get("type") for layer in layers]


def test_solutions_that_coincide_share_a_mark() -> None:
    assert ["N", "K", "1", "2", "3"] == [mark.sign for mark in marks(madrid())]


def test_unclear_swings_are_drawn_grey() -> None:
    layers = charts(madrid())["tornado_ratification"]["layer"]
    grey = [layer for layer in layers if layer["mark"]["style"] == "unclear"]
    assert ["weight of China hawks in Congress on TikTok"] == [
        row["row"] for row in grey[0]["data"]["values"]
    ]


def test_the_timeline_shows_where_each_deadline_and_the_next_round_may_go() -> None:
    fans = [
        layer["data"]["values"]
        for layer in charts(madrid())["deadlines"]["layer"]
        if layer["mark"].get("style") == "ahead"
    ]
    assert [["Act against TikTok is to be enforced", "Tariff truce ends", "Rounds"]] * 2 == [
        [row["row"] for row in rows] for rows in fans
    ]


def test_the_three_parts_of_every_view_of_a_deadline_fill_its_bar() -> None:
    layers = charts(madrid())["deadline_odds"]["layer"]
    parts = [
        row for layer in layers if layer["mark"]["type"] == "bar" for row in layer["data"]["values"]
    ]
    assert 8 == len({part["row"] for part in parts})  # three deadlines, one without owner's view
    assert pytest.approx(8.0) == sum(part["share"] for part in parts)


def test_the_exact_curve_is_drawn_where_there_is_one() -> None:
    study = madrid()
    assert study.course.staged is not None
    without = study.course.model_copy(
        update={"staged": study.course.staged.model_copy(update={"exact": ()})}
    )
    dashed = [
        "exact" in json.dumps(charts(s)["signature"]["layer"])
        for s in (study, study.model_copy(update={"course": without}))
    ]
    assert [True, False] == dashed


def test_the_curve_is_drawn_for_as_long_as_it_rises() -> None:
    study = madrid()
    staged = study.course.staged
    assert staged is not None
    highest = staged.curve[19]
    flat = tuple(
        at if at.date < highest.date else at.model_copy(update={"chance": highest.chance})
        for at in staged.curve
    )
    course = study.course.model_copy(
        update={"staged": staged.model_copy(update={"curve": flat, "exact": ()})}
    )
    drawn = charts(study.model_copy(update={"course": course}))["signature"]["layer"][0]
    assert highest.date.isoformat() == drawn["data"]["values"][-1]["date"]


def test_deadlines_close_together_share_a_label_on_the_curve() -> None:
    study = madrid()
    first = study.course.deadlines[0]
    near = first.model_copy(update={"date": first.date.replace(day=19), "what": "Another"})
    course = study.course.model_copy(update={"deadlines": (first, near)})
    spec = charts(study.model_copy(update={"course": course}))["signature"]
    labels = [v["what"] for vs in lists_of_values(spec) for v in vs if "what" in v]
    assert {f"{first.what}; Another", ""} == set(labels)


def test_a_backtest_has_a_panel_an_outcome() -> None:
    assert [
        f"reliability_{days}_{way}" for days in (14, 3) for way in ("agreed", "extended", "lapsed")
    ] == [name for name in charts(madrid()) if name.startswith("reliability")]


def test_an_empty_course_draws_nothing() -> None:
    assert {"deadlines", "deadline_odds", "signature", "agenda_orders"}.isdisjoint(charts(bare()))


def test_three_parties_have_three_pairs_of_will_maps() -> None:
    assert 6 == sum(name.startswith("will_") for name in charts(madrid(third=True)))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_lettering_is_legible_in_both_themes(palette: Any) -> None:
    for colour in (palette.ink, palette.muted, *palette.parties, palette.accent):
        assert contrast(colour, palette.ground) >= 4.5


def test_lines_are_broken_between_words() -> None:
    assert ["one two", "three"] == wrapped("one two three", 9)
