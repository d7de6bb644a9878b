"""Tables of dated rows: every mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.market.sheet import MarketError, column, fold, read_sheet, sheet_of


def test_rows_carry_their_lines_and_blank_lines_do_not_count() -> None:
    sheet = sheet_of("p.csv", "date, close\n\n2025-01-02 ,1\n")
    assert (("date", "close"), ((3, ["2025-01-02", "1"]),)) == (sheet.header, sheet.rows)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("a,b\n1\n", "p.csv:2:2: 2 cells are expected, here are 1"),
        ("a,b\n1,2,3\n", "p.csv:2:5: 2 cells are expected, here are 3"),
        ("a,a\n1,2\n", "p.csv:1:3: column `a` is there twice"),
        ('a,b\n1,"2\n', "p.csv:2:1: not CSV: unexpected end of data"),
    ],
)
def test_a_table_that_is_none_is_refused_at_its_row(text: str, heading: str) -> None:
    with pytest.raises(MarketError) as raised:
        sheet_of("p.csv", text)
    assert heading == raised.value.problems[0].heading


def test_an_empty_file_says_so() -> None:
    with pytest.raises(MarketError, match="this table is empty"):
        sheet_of("p.csv", "\n")


@pytest.mark.parametrize("spelt", ["2025-09-15 00:00:00", "2025-09-15 00:00:00-04:00"])
def test_a_time_of_day_is_left_out(spelt: str) -> None:
    sheet = sheet_of("p.csv", f"date\n{spelt}\n")
    day = sheet.day(2, 0, spelt)
    assert "2025-09-15" == str(day)
    assert [] == sheet.problems


@pytest.mark.parametrize("spelt", ["2025-09-14T20:00:00-04:00", "2025-09-15T00:00:00+08:00"])
def test_a_time_zone_that_moves_the_day_is_a_mistake(spelt: str) -> None:
    sheet = sheet_of("p.csv", f"date\n{spelt}\n")
    assert sheet.day(2, 0, spelt) is None
    assert "p.csv:2:1: date: the time zone moves the day" in sheet.problems[0].heading


@pytest.mark.parametrize("spelt", ["15/09/2025", "20250915", "2025-W38-1", "2025-02-30", "soon"])
def test_other_spellings_of_a_day_are_mistakes(spelt: str) -> None:
    sheet = sheet_of("p.csv", f"date\n{spelt}\n")
    assert sheet.day(2, 0, spelt) is None
    assert f"p.csv:2:1: date: `{spelt}` is not a date" == sheet.problems[0].heading


def test_columns_are_found_whatever_their_case_and_spaces() -> None:
    sheet = sheet_of("p.csv", "Date,Adj Close\n2025-01-02,1\n")
    assert (1, None) == (column(sheet, "adj_close"), column(sheet, "volume"))
    assert fold("S&P 500") == fold("sp_500")


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes(b"date,close\n2025-01-02,\xff\n")
    with pytest.raises(MarketError, match="No such file"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(MarketError, match="not UTF-8"):
        read_sheet(tmp_path / "p.csv")


@pytest.mark.parametrize("sign", [";", "\t"])
def test_cells_with_other_signs_between_them_are_told_at_the_header(sign: str) -> None:
    with pytest.raises(MarketError, match="save the file with commas between the cells"):
        sheet_of("prices.csv", f"date{sign}close\n2025-01-02{sign}1.5\n")
