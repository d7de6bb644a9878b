"""What a case says of its parties, laid out for a study."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from winset.case.loading import load
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.space.compile import compile_case
from winset.space.worlds import drawn, mid
from winset.study.describe import calendar, market_notes, party_lines
from winset.study.setting import PartyLine


def lines(leave: str) -> tuple[PartyLine, ...]:
    """Return the parties of the starter; its shop leaves without agreement, scored `leave`."""
    text = (files("winset.data") / "starter.yaml").read_text(encoding="utf-8")
    case = case_of(read(checked("case.yaml", text.replace("leave: 0}", f"leave: {leave}}}", 1))))
    space = compile_case(case)
    return party_lines(case, space, mid(space), drawn(space, 4000, 1))


def test_a_stated_reservation_has_the_range_it_was_given() -> None:
    assert lines("0")[1].reservation_range == (30.0, 38.0, 46.0)


def test_a_reservation_worked_out_from_exact_numbers_has_no_width() -> None:
    assert lines("0")[0].reservation_range == (0.0, 0.0, 0.0)


def test_a_reservation_worked_out_from_uncertain_numbers_has_the_range_of_the_draws() -> None:
    low, middle, high = lines("[0, 50, 100]")[0].reservation_range
    assert middle == 45 * 50 / 100
    assert 5 < low < middle - 5
    assert middle + 5 < high < 55


def test_the_closes_that_a_case_cites_tell_how_prices_moved() -> None:
    (note,) = market_notes(load("madrid-2025"), date(2025, 9, 15))
    changes = {move.series: move.change for move in note.moves}
    assert pytest.approx({"S&P 500": 0.0047, "Cboe VIX": 0.0630}, abs=5e-5) == changes
    assert (date(2025, 9, 12), date(2025, 9, 15)) == (note.moves[0].since, note.moves[0].day)
    assert "Nvidia slips on the SAMR notice" in note.confounders


def test_a_close_not_known_yet_is_not_used() -> None:
    assert () == market_notes(load("madrid-2025"), date(2025, 9, 14))


def test_news_after_the_close_shows_on_the_next_day() -> None:
    case = load("madrid-2025")
    event = case.market.events["madrid_framework"].model_copy(
        update={"date": date(2025, 9, 12), "time": "after_close"}
    )
    market = case.market.model_copy(update={"events": {"framework": event}})
    (note,) = market_notes(case.model_copy(update={"market": market}), date(2025, 9, 15))
    assert {date(2025, 9, 15)} == {move.day for move in note.moves}


def test_of_a_release_to_come_only_the_name_is_told() -> None:
    told = dict(calendar(load("madrid-2025"), date(2025, 9, 4)).releases)
    assert "U.S. jobs, August" == told[date(2025, 9, 5)]
