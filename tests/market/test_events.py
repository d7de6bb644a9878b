"""Dated news from files and cases, and what was not yet known."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import pytest

from prices import shared
from winset.case.loading import load
from winset.market.events import Event, confounders_of, events_of, known_by, read_events
from winset.market.sheet import MarketError


def a_file(folder: Path, text: str) -> Path:
    path = folder / "events.csv"
    path.write_text(text, encoding="utf-8")
    return path


def heading(folder: Path, text: str) -> str:
    with pytest.raises(MarketError) as raised:
        read_events(a_file(folder, text))
    return raised.value.problems[0].heading.removeprefix(f"{folder}/")


def test_a_date_and_a_label_are_enough(tmp_path: Path) -> None:
    (event,) = read_events(a_file(tmp_path, "date,label\n2025-09-15,Framework\n"))
    assert ("event_2", Date(2025, 9, 15), "Framework", None) == (
        event.id,
        event.date,
        event.label,
        event.time,
    )


def test_all_that_a_row_says_is_kept(tmp_path: Path) -> None:
    (event,) = read_events(
        a_file(
            tmp_path,
            "id,date,label,time,trading_day,group,period,confounders,z\n"
            "f10,2025-09-13,Framework,after_close,2025-09-15,talks,2025,rates; oil,0.25\n",
        )
    )
    assert ("f10", "after_close", Date(2025, 9, 15)) == (event.id, event.time, event.trading_day)
    assert ("talks", "2025", ("rates", "oil")) == (event.group, event.period, event.confounders)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,label\n15.9.2025,x\n", "events.csv:2:1: date: `15.9.2025` is not a date"),
        ("date,label\n2025-09-15,\n", "events.csv:2:12: label: this cell is empty"),
        ("day,label\n2025-09-15,x\n", "events.csv:1:1: no column `date`"),
        ("date,label\n", "events.csv:1:1: there is no event in this file"),
        (
            "date,label,time\n2025-09-15,x,noon\n",
            "events.csv:2:14: time: `noon` is not one of before_open, during, after_close",
        ),
    ],
)
def test_a_mistake_is_told_at_its_row(tmp_path: Path, text: str, said: str) -> None:
    assert said == heading(tmp_path, text)


def test_an_id_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    text = "date,id,label\n2025-09-15,a,x\n2025-09-16,a,y\n"
    assert "events.csv:3:12: event `a` is there twice, on line 2 too" == heading(tmp_path, text)


def test_the_madrid_case_has_its_event_and_its_confounders() -> None:
    case = load("madrid-2025")
    (event,) = events_of(case)
    assert ("madrid_framework", "during") == (event.id, event.time)
    assert 5 == len(confounders_of(case, case.as_of))


def test_the_day_before_neither_was_known() -> None:
    case = load("madrid-2025")
    day = Date(2025, 9, 14)
    assert ((), ()) == (known_by(events_of(case), day), confounders_of(case, day))


def test_events_after_a_day_are_not_known_by_it(tmp_path: Path) -> None:
    events = read_events(a_file(tmp_path, "date,label\n2025-09-15,x\n2025-09-16,y\n"))
    assert ["x"] == [event.label for event in known_by(events, Date(2025, 9, 15))]


def test_news_that_leaked_out_late_counts_as_known_late() -> None:
    late = Event(id="e", date=Date(2025, 9, 15), label="x", known_by=Date(2025, 9, 17))
    assert () == known_by([late], Date(2025, 9, 16))
    assert (late,) == known_by([late], Date(2025, 9, 17))


def test_the_shared_list_of_events_is_read() -> None:
    events = read_events(shared("trade_talk_events.csv"))
    assert (42, {"2018-20", "2025"}) == (len(events), {event.period for event in events})
