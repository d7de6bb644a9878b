"""The HTML page: its parts, its words, and that nothing in it can run or be loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from studies import bare, empty_zone, madrid, priced
from winset.report.charts import drawings
from winset.report.page import as_json, render, rungs
from winset.report.tables import tables
from winset.report.tables.table import shown
from winset.study.document import Study

STUDIES = [madrid, lambda: madrid(third=True), empty_zone, bare, priced]

SECTIONS = [
    "answer",
    "agenda",
    "map",
    "linchpin",
    "home",
    "trades",
    "leverage",
    "hangs",
    "will",
    "deadlines",
    "ladder",
    "signing",
    "bottlenecks",
    "orders",
    "coming",
    "record",
    "market",
    "numbers",
    "method",
]

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """The elements of a page, and the text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or style."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep text apart from script."""
        if self._inside == "script":
            self.scripts.append(data)
        elif not self._inside:
            self.text += data

    def ids(self) -> list[str]:
        """Return every id in the page, in order."""
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


@pytest.mark.parametrize("make", STUDIES)
def test_every_section_is_there_in_order(make: Callable[[], Study]) -> None:
    study = make()
    page = Page(render(study))
    there = [name for name in SECTIONS if name != "market" or study.market]
    assert there == [a["id"] for tag, a in page.elements if tag == "section"]


@pytest.mark.parametrize("make", STUDIES)
def test_no_id_is_used_twice(make: Callable[[], Study]) -> None:
    ids = Page(render(make())).ids()
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("make", STUDIES)
def test_every_inner_link_leads_somewhere(make: Callable[[], Study]) -> None:
    page = Page(render(make()))
    links = {a["href"] or "" for tag, a in page.elements if tag == "a"}
    assert links <= {f"#{name}" for name in page.ids()}


def test_nothing_is_loaded_from_anywhere() -> None:
    page = Page(render(madrid()))
    sources = [a for _, a in page.elements if a.keys() & {"src", "srcset", "action", "data"}]
    assert [] == sources
    assert [] == [tag for tag, _ in page.elements if tag in ("link", "iframe", "object", "img")]


def test_the_policy_forbids_all_but_what_is_in_the_page() -> None:
    page = Page(render(madrid()))
    policy = next(a["content"] for _, a in page.elements if "http-equiv" in a)
    assert (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        == policy
    )


def test_the_page_is_small_enough_to_send() -> None:
    assert len(render(madrid()).encode()) < 2_200_000


def test_the_same_study_gives_the_same_bytes() -> None:
    assert render(madrid()) == render(madrid())


def test_the_mark_of_an_earlier_report_stands_near_its_start() -> None:
    assert 'content="winset"' in render(madrid())[:4096]


def test_script_in_any_text_stays_text() -> None:
    study = madrid(title=NASTY, about=NASTY, answer=NASTY, actors=dict.fromkeys(["cn_cac"], NASTY))
    study = study.model_copy(
        update={
            "issues": tuple(i.model_copy(update={"name": NASTY}) for i in study.issues),
            "numbers": (),
        }
    )
    html = render(study)
    page = Page(html)
    assert "<script>alert" not in html
    assert [] == [tag for tag, _ in page.elements if tag == "img"]
    assert len(Page(render(madrid())).scripts) == len(page.scripts)


def test_json_in_the_page_cannot_end_its_script_element() -> None:
    text = as_json({"a": "</script>\u2028&"})
    assert not re.search(r"[<>&\u2028]", text)
    assert {"a": "</script>\u2028&"} == json.loads(text)


def test_every_chart_has_a_text_alternative_and_buttons_to_save_it() -> None:
    study = madrid()
    page = Page(render(study))
    names = set(drawings(study))
    plots = [a for _, a in page.elements if "data-chart" in a]
    assert names == {a["data-chart"] for a in plots}
    assert {f"chart-text-{name}" for name in names} == {a["aria-describedby"] for a in plots}
    for kind in ("svg", "png"):
        assert names == {a["data-of"] for _, a in page.elements if a.get("data-image") == kind}


def test_every_table_with_rows_has_a_csv_button() -> None:
    study = madrid()
    buttons = {a["data-csv"] for _, a in Page(render(study)).elements if "data-csv" in a}
    assert {name for name, table in tables(study).items() if table.rows} <= buttons | {"trades"}


def test_text_and_table_show_the_same_chance() -> None:
    study = madrid()
    column = tables(study)["ratification"].columns[5]
    chance = shown(column, tables(study)["ratification"].rows[0][5])
    assert "All ratify" == column.name
    assert Page(render(study)).text.count(chance.split(" (")[0]) > 1


def test_judgement_is_marked_as_judgement() -> None:
    assert "1 on judgement alone" in Page(render(madrid())).text


def test_a_fact_behind_a_number_can_be_followed_to_its_source() -> None:
    page = Page(render(madrid()))
    assert {"class": "chip", "href": "#fact-T15"} in [a for tag, a in page.elements if tag == "a"]
    assert "fact-T15" in page.ids()


def test_an_empty_zone_is_said_plainly() -> None:
    assert "No package of the case has a name, and no solution exists." in render(empty_zone())


def test_an_empty_course_says_why_and_shows_no_empty_chart() -> None:
    page = Page(render(bare()))
    for sentence in (
        "The case names no deadline that lies ahead.",
        "The case has no stages, so the way to a signature is not simulated.",
        "The agenda has 7 groups of issues",
    ):
        assert sentence in page.text
    assert 0 == sum(
        a["data-chart"] in ("deadlines", "deadline_odds", "signature", "next_agenda")
        for _, a in page.elements
        if "data-chart" in a
    )


def test_a_record_that_does_not_beat_the_base_rate_says_so_above_the_deadlines() -> None:
    text = Page(render(madrid())).text
    assert text.index("does not beat the base rate") < text.index("Will it be met, moved, or lapse")


def test_a_rung_of_settled_issues_is_shown_only_where_an_issue_stands_there() -> None:
    study = madrid()
    others = tuple(rung for rung in study.course.ladder if rung.state != "settled")
    course = study.course.model_copy(update={"ladder": others})
    shown = [rungs(s) for s in (study, study.model_copy(update={"course": course}))]
    assert [6, 5] == [len(states) for states in shown]


def test_each_issue_stands_on_one_rung() -> None:
    study = madrid()
    stands = [
        a
        for tag, a in Page(render(study)).elements
        if tag == "td" and a.get("class") == "rung here"
    ]
    assert len(study.course.ladder) == len(stands)


def test_what_was_not_computed_is_said_under_method() -> None:
    assert "The exact curve leaves out the moves" in Page(render(madrid())).text.split("Method")[-1]


def test_three_sides_are_not_called_both() -> None:
    assert "both sides" not in Page(render(madrid(third=True, answer=""))).text.split("Method")[0]
