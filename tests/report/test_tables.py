"""The tables of a study: shown, as CSV, as data frames."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable

import pytest

from studies import bare, empty_zone, madrid, priced
from winset.report.tables import tables
from winset.report.tables.table import Column, Range, Table, shown
from winset.study.document import Study

STUDIES = [madrid, lambda: madrid(third=True), empty_zone, bare, priced]


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("make", STUDIES)
def test_every_row_of_every_table_has_a_cell_for_every_column(make: Callable[[], Study]) -> None:
    for table in tables(make()).values():
        assert {len(table.columns)} >= {len(row) for row in table.rows}


def test_a_third_party_has_columns_of_its_own() -> None:
    headings = [column.name for column in tables(madrid(third=True))["ratification"].columns]
    assert {"Value to EU", "EU ratifies"} <= set(headings)


def test_the_sampling_error_of_shapley_shares_is_shown_where_orders_were_drawn() -> None:
    study = madrid()
    heading = "Shapley sampling error, points"
    assert heading not in [column.name for column in tables(study)["linchpin"].columns]
    lines = [line.model_copy(update={"shapley_error": 0.5}) for line in study.linchpin.issues]
    drawn = study.linchpin.model_copy(update={"issues": tuple(lines)})
    table = tables(study.model_copy(update={"linchpin": drawn}))["linchpin"]
    assert table.columns[-1].name == heading
    assert {row[-1] for row in table.rows} == {0.5}


def test_csv_holds_unrounded_numbers_and_both_ends_of_an_interval() -> None:
    table = Table("t", (Column("Chance", "chance"),), ((Range(0.4642, 0.44, 0.48),),))
    assert [["Chance", "Chance, low", "Chance, high"], ["0.4642", "0.44", "0.48"]] == rows_of(
        table.to_csv()
    )


def test_csv_disarms_text_that_a_spreadsheet_would_run() -> None:
    table = Table("t", (Column("Who"),), (("=HYPERLINK(1)",),))
    assert "'=HYPERLINK(1)" == rows_of(table.to_csv())[1][0]


def test_csv_quotes_separators_and_line_ends() -> None:
    table = Table("t", (Column("Who"),), (('a,"b"\nc',),))
    assert 'a,"b"\nc' == rows_of(table.to_csv())[1][0]


def test_the_notebook_view_is_rounded_and_escaped() -> None:
    table = Table("<b>", (Column("Who"), Column("Value", "points")), (("<i>", 1.26),))
    html = table._repr_html_()
    assert "<b>" not in html
    assert "&lt;i&gt;" in html
    assert ">1.3<" in html


def test_a_table_becomes_a_data_frame_with_numbers_in_it() -> None:
    frame = tables(madrid())["ratification"].to_frame()
    assert 0.46 == frame.loc[0, "All ratify"]
    assert 0.44 == pytest.approx(frame.loc[0, "All ratify, low"])


def test_without_pandas_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"winset\[frames\]"):
        tables(madrid())["agenda"].to_frame()


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        ("text", None, "—"),
        ("yes", True, "yes"),
        ("list", ("a", "b"), "a; b"),
        ("points", Range(3.0, 3.0, 3.0), "3.0"),
        ("points", Range(3.0, 2.0, 4.0), "3.0 (2.0 to 4.0)"),
        ("chance", Range(0.0, 0.001, 0.02), "0\u00a0% (0 to 2)"),
        ("weight", Range(14.25, 8, 22), "14.2 (8 to 22)"),
    ],
)
def test_cells_are_shown_in_words(kind: str, cell: object, text: str) -> None:
    assert text == shown(Column("x", kind), cell)  # type: ignore[arg-type]


def test_the_agenda_says_how_an_issue_moved_over_the_rounds() -> None:
    row = tables(madrid())["agenda"].rows[0]
    assert "–, 4, 1 (rose)" in row  # noqa: RUF001


def test_a_deadline_without_an_owner_s_view_has_rows_for_the_others() -> None:
    rows = tables(madrid())["deadline_odds"].rows
    assert ["The record", "Together"] == [row[2] for row in rows if str(row[0]).startswith("U.S.")]


def test_deadlines_stand_with_the_dates_to_which_they_may_go() -> None:
    row = tables(madrid())["deadlines"].rows[0]
    assert tuple(madrid().course.deadlines[0].new_date.quantiles) == row[5:10]


def test_the_worst_order_keeps_its_place_among_all() -> None:
    assert [1, 2, 3, 6] == [row[1] for row in tables(madrid())["agenda_orders"].rows]


def test_stages_are_columns_of_the_packages_that_pass_them() -> None:
    table = tables(madrid())["stage_packages"]
    assert "Leaders sign off (34\u00a0% of passes)" == table.columns[-1].name
    assert ("Tariff truce", *("Another 90 days",) * 3) == table.rows[1]


def test_an_issue_without_a_working_group_has_a_dash_for_what_it_leaves() -> None:
    table = tables(madrid())["issue_holds"]
    assert ("Leaders' meeting", "—") == (
        table.rows[-1][0],
        shown(table.columns[1], table.rows[-1][1]),
    )


def test_moves_and_deadlines_of_the_worlds_go_by_their_names() -> None:
    every = tables(madrid())
    assert "China widens rare-earth controls beyond its borders" == every["moves_made"].rows[0][0]
    assert "Act against TikTok is to be enforced" == every["extensions_ahead"].rows[0][0]


def test_an_empty_course_has_tables_without_rows() -> None:
    every = tables(bare())
    for name in ("deadline_odds", "ladder", "signature", "stages", "agenda_orders", "readiness"):
        assert () == every[name].rows


def test_packages_known_only_later_say_so() -> None:
    assert "Busan arrangement (known only later)" in [
        row[0] for row in tables(madrid())["ratification"].rows
    ]
