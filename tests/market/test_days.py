"""News on trading days: nothing moves or drops without a word."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prices import START, wandering, weekdays
from winset.market.days import Frame, disturbed, fits, gaps, overlaps, placed
from winset.market.events import Event
from winset.market.sheet import MarketError

DAYS = np.delete(weekdays(40, Date(2024, 3, 4)), [19])  # without Friday 29 March


def event(date: Date, **more: Any) -> Event:
    return Event(id="e", date=date, label="News", place="events.csv:2", **more)


@pytest.mark.parametrize(
    ("date", "time", "day"),
    [
        (Date(2024, 3, 6), None, Date(2024, 3, 6)),
        (Date(2024, 3, 6), "before_open", Date(2024, 3, 6)),
        (Date(2024, 3, 6), "during", Date(2024, 3, 6)),
        (Date(2024, 3, 6), "after_close", Date(2024, 3, 7)),
        (Date(2024, 3, 8), "after_close", Date(2024, 3, 11)),
        (Date(2024, 3, 9), "during", Date(2024, 3, 11)),
        (Date(2024, 3, 9), "after_close", Date(2024, 3, 11)),
        (Date(2024, 3, 29), None, Date(2024, 4, 1)),
        (Date(2024, 3, 28), "after_close", Date(2024, 4, 1)),
    ],
)
def test_an_event_counts_on_the_first_close_that_can_show_it(
    date: Date, time: Any, day: Date
) -> None:
    assert day == placed(event(date, time=time), DAYS).day


def test_an_event_that_moves_says_so() -> None:
    weekend = placed(event(Date(2024, 3, 9)), DAYS)
    assert (
        "e of 2024-03-09 counts on 2024-03-11, since 2024-03-09 has no price, as on a closed day"
        == weekend.moved
    )
    late = placed(event(Date(2024, 3, 6), time="after_close"), DAYS)
    assert "e of 2024-03-06 counts on 2024-03-07, since it came after the close" == late.moved
    assert placed(event(Date(2024, 3, 6)), DAYS).moved is None


def test_a_trading_day_before_the_news_is_refused_unless_clocks_differ() -> None:
    early = event(Date(2024, 3, 6), trading_day=Date(2024, 3, 4))
    with pytest.raises(MarketError, match=r"events\.csv:2: .* trading day 2024-03-04 comes before"):
        placed(early, DAYS)
    shanghai = event(Date(2024, 3, 6), trading_day=Date(2024, 3, 5))
    assert Date(2024, 3, 5) == placed(shanghai, DAYS).day


def test_prices_that_an_as_of_date_cuts_off_are_told_so() -> None:
    last = DAYS[-1].item()
    with pytest.raises(MarketError, match=f"since nothing after {last} is used"):
        placed(event(last, time="after_close"), DAYS, last)


def test_a_trading_day_that_is_given_stands() -> None:
    found = placed(event(Date(2024, 3, 6), trading_day=Date(2024, 3, 8), time="after_close"), DAYS)
    assert Date(2024, 3, 8) == found.day


@pytest.mark.parametrize(
    ("date", "time"),
    [(Date(2024, 3, 1), None), (Date(2024, 6, 1), None), (Date(2024, 4, 26), "after_close")],
)
def test_an_event_outside_the_prices_is_refused_by_name(date: Date, time: Any) -> None:
    with pytest.raises(MarketError, match=r"events\.csv:2: event e on .*: there is no price for"):
        placed(event(date, time=time), DAYS)


def test_an_event_in_a_gap_is_refused_by_name() -> None:
    broken = np.delete(DAYS, range(5, 12))
    with pytest.raises(MarketError, match="gap from 2024-03-08 to 2024-03-20; its trading day is"):
        placed(event(Date(2024, 3, 12)), broken)


def test_gaps_longer_than_any_holiday_are_found() -> None:
    assert ((Date(2024, 3, 8), Date(2024, 3, 20)),) == gaps(np.delete(DAYS, range(5, 12)))
    assert () == gaps(DAYS)


def test_the_estimation_window_ends_before_the_gap() -> None:
    frame = Frame(estimation=120, gap=10, first=-1, last=1)
    assert (slice(19, 139), slice(149, 152)) == (frame.estimation_at(150), frame.window_at(150))
    assert slice(20, 140) == Frame().estimation_at(150)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"estimation": 5}, "5 days is too short: at least 20"),
        ({"gap": -1}, "the gap is -1 days"),
        ({"first": 2, "last": 1}, "the window ends on day 1, before day 2"),
    ],
)
def test_a_frame_that_makes_no_sense_is_refused(settings: dict[str, int], said: str) -> None:
    with pytest.raises(MarketError, match=said):
        Frame(**settings)


def test_too_short_an_estimation_window_names_event_and_series() -> None:
    series = wandering(60)
    with pytest.raises(
        MarketError, match=r"event e on .*: made has only 30 of the 131 trading days"
    ):
        fits(event(START), 30, series, Frame(), None)


def test_the_first_event_that_has_its_days_fits() -> None:
    series, frame = wandering(60), Frame(estimation=20, gap=2, first=-3)
    fits(event(START), frame.before, series, frame, None)
    with pytest.raises(MarketError, match="3 of the window"):
        fits(event(START), frame.before - 1, series, frame, None)


def test_a_window_beyond_the_last_price_is_refused_by_name() -> None:
    series = wandering(60)
    with pytest.raises(MarketError, match=r"ends 5 trading days after it, .* nothing after 2024"):
        fits(event(START), 57, series, Frame(estimation=20, last=5), Date(2024, 3, 22))


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(0, 3))
def test_overlaps_are_the_pairs_that_share_a_day(at: list[int], width: int) -> None:
    frame = Frame(first=0, last=width)
    held = [set(range(place, place + width + 1)) for place in at]
    expected = tuple(
        (one, other)
        for one in range(len(at))
        for other in range(one + 1, len(at))
        if held[one] & held[other]
    )
    assert expected == overlaps(at, frame)


def test_days_in_any_window_are_disturbed() -> None:
    found = disturbed([4, 9], Frame(first=-1, last=1), 12)
    assert [3, 4, 5, 8, 9, 10] == np.flatnonzero(found).tolist()
