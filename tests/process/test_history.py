"""The history of deadlines: the shipped one, a user's own, and every mistake at its place."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date as Date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import HEADER, LINE, a_file, a_row
from winset.case.errors import WinsetError
from winset.process.deadlines.cells import HistoryError
from winset.process.deadlines.history import COLUMNS, decided_by, joined, read, shipped


def headings(path: Path) -> list[str]:
    """Return the headings of the problems that reading `path` finds, without the folder."""
    with pytest.raises(HistoryError) as raised:
        read(path)
    return [problem.heading.removeprefix(f"{path.parent}/") for problem in raised.value.problems]


def changed(old: str, new: str) -> str:
    assert old in LINE
    return LINE.replace(old, new, 1)


def test_the_shipped_history_holds_every_deadline() -> None:
    rows = shipped()
    assert (167, 58) == (len(rows), len({row.case for row in rows}))
    assert {"agreed": 46, "extended": 86, "lapsed": 35} == Counter(row.outcome for row in rows)


def test_the_shipped_history_keeps_the_marks_of_what_is_memory() -> None:
    rows = shipped()
    assert (46, 121) == (sum(row.checked for row in rows), sum(not row.checked for row in rows))
    assert {"high": 152, "medium": 15} == Counter(row.confidence for row in rows)


def test_the_shipped_history_says_who_can_move_a_deadline_alone() -> None:
    assert {True: 32, False: 135} == Counter(row.alone for row in shipped())


def test_a_row_is_read_with_its_place(tmp_path: Path) -> None:
    path = a_file(tmp_path, LINE)
    (row,) = read(path)
    assert (Date(2020, 6, 1), Date(2020, 1, 1), "extended", 30) == (
        row.date,
        row.set_on,
        row.outcome,
        row.days,
    )
    assert (str(path), 2) == (row.file, row.line)


def test_who_can_move_it_alone_is_unknown_without_the_column(tmp_path: Path) -> None:
    assert [None] == [row.alone for row in read(a_file(tmp_path, LINE))]


@pytest.mark.parametrize(("word", "alone"), [("yes", True), ("no", False), ("", None)])
def test_who_can_move_it_alone_may_be_stated(
    tmp_path: Path, word: str, *, alone: bool | None
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER},alone\n{LINE},{word}\n", encoding="utf-8")
    assert [alone] == [row.alone for row in read(path)]


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{HEADER}\n{LINE}\n",
        f"{HEADER}\r\n{LINE}\r\n",
        f"{HEADER}\n\n{LINE}",
        f"{HEADER}\n{LINE.replace(',', ' , ')}\n,,,\n",
    ],
    ids=["byte order mark", "CRLF", "blank lines", "spaces"],
)
def test_spellings_of_one_file_are_read_alike(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content.encode())
    assert [("Talks", 30)] == [(row.case, row.days) for row in read(path)]


def test_a_note_may_run_over_lines(tmp_path: Path) -> None:
    path = a_file(tmp_path, changed(",,high", ',"one,\ntwo",high'), LINE.replace("Talks", "Others"))
    assert [("one,\ntwo", 2), (None, 4)] == [(row.note, row.line) for row in read(path)]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (changed("extended", "extnded"), "2:31: outcome: `extnded` is not one of"),
        (changed("2020-06-01", "01.06.2020"), "2:9: deadline_date: `01.06.2020` is not a date"),
        (changed("2020-06-01", "2020-06-31"), "2:9: deadline_date: `2020-06-31` is not a date"),
        (changed("2020-06-01", "20200601"), "2:9: deadline_date: `20200601` is not a date"),
        (changed("2020-06-01", "2020-W23-1"), "2:9: deadline_date: `2020-W23-1` is not a date"),
        (changed("2020-06-01", "0001-01-02"), "2:9: deadline_date: `0001-01-02` is not a date"),
        (changed("2020-06-01", ""), "2:9: deadline_date: this cell is empty"),
        (changed("2020-05-31", ""), "2:51: decided_on: this cell is empty"),
        (changed("Talks", ""), "2:1: case: this cell is empty"),
        (changed(",1,", ",first,"), "2:7: deadline_index: `first` is not a count"),
        (changed(",1,", ",99999,"), "2:7: deadline_index: `99999` is not a count"),
        (changed(",1,", ",0,"), "2:7: deadline_index: `0` is not a count"),
        (
            changed("2020-01-01", "2020-06-02").replace("2020-05-31", "2020-06-03"),
            "2:20: set_on: 2020-06-02 is after the deadline, 2020-06-01",
        ),
        (
            changed("2020-05-31", "2019-12-31"),
            "2:51: decided_on: 2019-12-31 is before the deadline was set, 2020-01-01",
        ),
        (
            changed("extended", "lapsed"),
            "2:38: new_deadline: only an extended deadline has a new date",
        ),
        (
            changed("2020-07-01", "2020-06-01"),
            "2:40: new_deadline: 2020-06-01 is not after the old date, 2020-06-01",
        ),
        (LINE + ",more", "2:99: 12 cells are expected, here are 13"),
    ],
)
def test_a_mistake_is_shown_at_its_place(tmp_path: Path, line: str, heading: str) -> None:
    (found,) = headings(a_file(tmp_path, line))
    assert found.startswith(f"rows.csv:{heading}")


def test_the_caret_stands_under_the_cell(tmp_path: Path) -> None:
    line = changed("extended", "agreed")
    with pytest.raises(HistoryError) as raised:
        read(a_file(tmp_path, line))
    assert [
        f"    {line}",
        "                                  ^^^^^^",
        "    did you mean `agreement`?",
    ] == str(raised.value).splitlines()[1:]


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    lines = [changed("extended", "met"), changed("2020-06-01", "soon"), changed("Talks", "")]
    assert 3 == len(headings(a_file(tmp_path, *lines)))


def test_a_deadline_that_is_there_twice_names_both_lines(tmp_path: Path) -> None:
    assert ["rows.csv:3:7: deadline_index: deadline 1 of `Talks` is on line 2 already"] == headings(
        a_file(tmp_path, LINE, LINE)
    )


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(HEADER.replace(column, "").replace(",,", ",").strip(","), encoding="utf-8")
    assert any(f"lacks the column {column}" in heading for heading in headings(path))


def test_an_unknown_column_suggests_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER},alnoe\n{LINE},no\n", encoding="utf-8")
    with pytest.raises(HistoryError, match="did you mean `alone`"):
        read(path)


@pytest.mark.parametrize("between", [";", "\t"])
def test_other_signs_between_the_cells_are_named(tmp_path: Path, between: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(HEADER.replace(",", between), encoding="utf-8")
    with pytest.raises(HistoryError, match="save the file with commas between the cells"):
        read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (HEADER.encode(), "this history holds no deadline"),
        (HEADER.encode() + b"\nTalks\xff,1", "this byte is not UTF-8 text"),
        (HEADER.encode() + b'\n"Talks,1', "not CSV"),
        (HEADER.encode("utf-16"), "the file is UTF-16"),
        (b"\x00", "cannot stand in a text file"),
    ],
)
def test_a_file_that_is_no_history_says_so(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(WinsetError, match=message) as raised:
        read(path)
    assert 2 == raised.value.exit_code


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(WinsetError, match="this file cannot be read"):
        read(tmp_path / name)


def test_histories_are_joined_in_order() -> None:
    one, two = a_row("One"), a_row("Two")
    assert (one, two) == joined([one], [two])


def test_a_deadline_of_two_histories_is_refused() -> None:
    with pytest.raises(HistoryError, match=r"deadline 1 of `Talks` is in rows\.csv:2"):
        joined([a_row()], [a_row()])


def test_a_forecast_may_learn_only_from_what_was_decided() -> None:
    early, late = a_row("Early", decided_on=Date(2020, 5, 1)), a_row("Late")
    assert (early,) == decided_by([early, late], Date(2020, 5, 31))


@given(st.text(max_size=200), st.integers(0, 250), st.integers(0, 20))
def test_whatever_is_in_a_file_is_read_or_explained(text: str, place: int, cut: int) -> None:
    good = f"{HEADER}\n{LINE}\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_bytes((good[:place] + text + good[place + cut :]).encode("utf-8", "replace"))
        with suppress(WinsetError):
            assert read(path)
