"""Event studies as plain data, and the sentences about them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from prices import csv_of, from_returns, on, shared, wandering
from winset.case.document import Case
from winset.case.loading import load
from winset.market.events import Event
from winset.market.prices import Prices
from winset.market.sheet import MarketError
from winset.study import market_words as words
from winset.study.event_study import event_study
from winset.study.market import MarketStudy

MADRID = Date(2025, 9, 15)


@pytest.fixture(scope="module")
def case() -> Case:
    return load("madrid-2025")


def index(last: float = 0.0047, name: str = "SP500") -> Prices:
    """Return made-up prices that end on the day of Madrid, with its return on that day."""
    returns = np.random.default_rng(2).normal(0, 0.01, 179)
    returns[-1] = last
    found = from_returns(returns.tolist(), name, Date(2025, 1, 7))
    assert found.days[-1].item() == MADRID
    return found


def news(series: Prices, *places: int) -> list[Event]:
    kinds = ("escalation", "de-escalation")
    return [on(series, place, group=kinds[n % 2]) for n, place in enumerate(places)]


def test_the_answer_tells_what_it_did_and_how_often_it_does_so_anyway(case: Case) -> None:
    study = event_study(case, index())
    (line,) = study.readings
    low, high = (round(100 * end) for end in line.ordinary_interval)
    assert (
        f"S&P 500 rose 0.47 %; it moved as much on {low} to {high} % of ordinary days."
        == study.answer
    )
    assert low > 40
    assert line.p > 0.5


def test_the_day_beside_real_prices_was_an_ordinary_one(case: Case) -> None:
    study = event_study(case, shared("sp500_daily_fred_2016-2026.csv"))
    assert "S&P 500 rose 0.47 %; it moved as much on 54 to 71 % of ordinary days." == study.answer
    assert () == study.notes


def test_a_jump_is_told_as_one(case: Case) -> None:
    study = event_study(case, index(last=-0.06))
    assert "S&P 500 fell 5.82 %; it moved as much on 0 to 3 % of ordinary days." == study.answer


def test_the_other_news_of_the_day_stands_beside_it(case: Case) -> None:
    (line,) = event_study(case, index()).readings
    assert 5 == len(line.confounders)
    assert "Empire State index at -8.7" in line.confounders


def test_the_cases_own_closes_are_too_few_and_it_says_what_is_missing(case: Case) -> None:
    with pytest.raises(MarketError) as raised:
        event_study(case)
    said = str(raised.value)
    assert "carries only the closes that it cites (2 of S&P 500, 2 of Cboe VIX)" in said
    assert "needs daily closes from about 2025-03-02 on" in said
    assert "has only 1 of the 131 trading days before it" in said


def test_nothing_after_the_cases_date_is_used(case: Case) -> None:
    early = index()
    later = from_returns([*np.diff(np.log(early.closes)), 0.05, -0.04], "SP500", Date(2025, 1, 7))
    assert event_study(case, early) == event_study(case, later)


def test_events_after_the_as_of_date_are_named_and_kept_back(case: Case) -> None:
    series = index()
    events = [*news(series, 150), Event(id="busan", date=Date(2025, 10, 30), label="Busan")]
    study = event_study(case, series, events=events)
    assert ("2025-10-30: Busan",) == study.kept_back
    assert 1 == len(study.readings)


def test_without_a_case_all_prices_are_used() -> None:
    series = wandering()
    study = event_study(None, series, events=news(series, 150, 160))
    assert (None, "Event study", 2) == (study.as_of, study.title, len(study.readings))
    with pytest.raises(MarketError, match="neither a case nor a list of events"):
        event_study(None, series)


def test_prices_may_be_files_frames_or_several(case: Case, tmp_path: Path) -> None:
    class Frame:
        columns = ("date", "SP500")

        def __getitem__(self, name: str) -> list[object]:
            return list(index().days if name == "date" else index().closes)

    path = tmp_path / "SP500.csv"
    path.write_text(csv_of(index()), encoding="utf-8")
    expected = event_study(case, index()).readings
    assert expected == event_study(case, path).readings
    assert expected == event_study(case, Frame()).readings
    both = event_study(case, [path, index(name="VIX")])
    assert ["S&P 500", "Cboe VIX"] == [line.name for line in both.series]
    one = event_study(case, [path, index(name="VIX")], series=["vix"])
    assert ["Cboe VIX"] == [line.name for line in one.series]


def test_the_index_is_not_studied_itself(case: Case) -> None:
    other = wandering(180, name="other")
    shifted = from_returns(np.diff(np.log(other.closes)).tolist(), "other", Date(2025, 1, 7))
    study = event_study(case, [index(), shifted], index="SP500", model="market")
    assert ("S&P 500", ["other"]) == (study.index, [line.name for line in study.series])
    assert "of ordinary days" in study.answer


def test_many_events_are_counted_and_set_beside_chance() -> None:
    series = wandering(300)
    study = event_study(None, series, events=news(series, 150, 160, 170, 180))
    far = sum(line.ordinary is not None and line.ordinary <= 0.05 for line in study.readings)
    assert (
        f"made moved on {far} of 4 events as it does on at most 5 % of ordinary days; without any "
        "news that would be about 0.2."
    ) == study.answer


def test_kinds_of_events_come_with_intervals_and_a_word_on_selection() -> None:
    series = wandering(300)
    study = event_study(None, series, events=news(series, *range(150, 210, 6)))
    assert {"escalation": 5, "de-escalation": 5} == {p.kind: p.events for p in study.pools}
    (difference,) = study.contrasts
    assert difference.interval is not None
    assert "percentage points" in difference.text
    assert study.selection is not None
    assert "picked after the fact" in study.selection


def test_periods_are_told_apart() -> None:
    series = wandering(300)
    events = [
        on(series, place, group="escalation", period="2018" if place < 170 else "2025")
        for place in range(150, 190, 5)
    ]
    study = event_study(None, series, events=events)
    assert [None, "2018", "2025"] == [line.period for line in study.pools]


def test_what_was_moved_or_overlaps_is_noted() -> None:
    series = wandering(300)
    late = on(series, 150, time="after_close")
    study = event_study(
        None, series, events=[late, on(series, 152), on(series, 170)], window=(0, 1)
    )
    assert "1 of 3 events count on another day than their own" in study.notes[0]
    assert "share a trading day, so that each holds the other: e150 and e152." in study.notes[1]
    assert "estimation windows of 120 days hold days of listed events" in study.notes[2]
    assert "2 events have no time of day" in study.notes[3]


def test_a_close_that_differs_from_the_cases_is_noted(case: Case) -> None:
    note = "S&P 500 on 2025-09-12: 6584.29 in the case, "
    assert any(line.startswith(note) for line in event_study(case, index()).notes)


def test_a_histogram_counts_every_ordinary_stretch_on_its_side(case: Case) -> None:
    for window in ((0, 0), (-2, 0)):
        (line,) = event_study(case, index(), window=window).readings
        assert line.stretches == sum(one.count for one in line.placebo)
        size = abs(line.abnormal) - 1e-8
        assert line.hits == sum(one.count for one in line.placebo if max(one.low, -one.high) > size)


def test_the_path_holds_the_window(case: Case) -> None:
    (line,) = event_study(case, index(), window=(-2, 0)).readings
    assert {day.date for day in line.days} <= {date for date, _ in line.path}
    assert (-2, 0) == (line.days[0].day, line.days[-1].day)
    assert 33 == len(line.path)


def test_releases_are_told_and_make_other_news(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "releases.csv"
    path.write_text(
        "date,what,actual,expected\n2025-09-15,Retail sales,0.6,0.2\n2025-09-16,Rates,4.1,4.1\n",
        encoding="utf-8",
    )
    study = event_study(case, index(), releases=path)
    assert "Retail sales: 0.6 (expected 0.2)" in study.readings[0].confounders
    told = {line.what: line for line in study.releases}
    assert (0.4, None) == (told["Retail sales"].surprise, told["Rates"].actual)


def test_a_study_goes_through_json_and_gives_the_same_bytes(case: Case) -> None:
    study = event_study(case, index())
    assert study == MarketStudy.model_validate_json(study.to_json())
    assert study.to_json() == event_study(case, index()).to_json()


def test_a_case_without_events_says_what_to_do(case: Case) -> None:
    with pytest.raises(MarketError, match="no event to test by 2025-09-14: all 1 came later"):
        event_study(case, index(), as_of=MADRID - timedelta(days=1))
    with pytest.raises(MarketError, match="has no market events: add them under `market"):
        event_study(load("harbour-ferry"), index())


def test_a_case_without_prices_says_so() -> None:
    with pytest.raises(MarketError, match="there are no prices"):
        event_study(load("harbour-ferry"), events=news(index(), 150))


def test_a_move_too_small_to_see_is_none() -> None:
    assert "did not move" == words.moved(0.00001)


def test_an_interval_keeps_its_width() -> None:
    assert "12.1 to 12.2 %" == words.span((0.121, 0.122))


def test_without_ordinary_days_the_sentence_says_so() -> None:
    said = words.reading_sentence("X", -0.01, (0.0, 1.0), 0, 1)
    assert "X fell 1.00 %; no ordinary day is left to compare it with." == said


@pytest.mark.parametrize(
    ("mean", "interval", "end"),
    [
        (0.01, (-0.001, 0.02), "above that on de-escalation (95 % interval -0.10 to 2.00)."),
        (-0.01, (-0.03, 0.002), "below that on de-escalation (95 % interval -0.20 to 3.00)."),
        (-0.01, None, "below that on de-escalation; too few days for an interval."),
    ],
)
def test_a_contrast_in_words(mean: float, interval: tuple[float, float] | None, end: str) -> None:
    said = words.contrast_text("X", "2025", mean, interval)
    start = "X in 2025: the mean move beyond the ordinary on escalation was 1.00 percentage points "
    assert start + end == said.replace("\N{MINUS SIGN}", "-")


def without(series: Prices, *places: int) -> Prices:
    kept = np.ones(len(series.days), dtype=np.bool_)
    kept[list(places)] = False
    return series.only(kept)


def test_an_event_day_that_only_one_series_lacks_is_noted() -> None:
    series, other = wandering(200), wandering(200, name="other", seed=5)
    notes = event_study(
        None, [series, without(other, 140, 160)], events=[on(series, 160, time="during")]
    ).notes
    assert notes[0].startswith("1 of 1 events count on another day than their own: e160 of ")
    assert notes[0].endswith("has no price, as on a closed day (in other).")
    assert any(note.startswith("The series have different trading days") for note in notes)


def test_a_gap_in_the_prices_is_noted() -> None:
    series = without(wandering(200), *range(100, 110))
    (note,) = event_study(None, series, events=[on(series, 180, time="during")]).notes
    assert note.startswith("Gaps of more than 5 days in made: 1, the longest between 2024-")


def test_a_window_that_is_long_beside_its_estimation_is_noted() -> None:
    series = wandering(200)
    event = on(series, 180, time="during")
    assert () == event_study(None, series, events=[event], window=(0, 9), estimation=100).notes
    (note,) = event_study(None, series, events=[event], window=(0, 10), estimation=100).notes
    assert "A window of 11 days is long beside the 100 that the model is fitted to" in note


def test_a_move_is_over_the_days_that_the_series_shares_with_the_market() -> None:
    series, market = wandering(200), without(wandering(200, name="market", seed=5), 179)
    (line,) = event_study(
        None, [series, market], events=[on(series, 180)], index="market", model="adjusted"
    ).readings
    assert line.close_before == pytest.approx(series.closes[178])
    assert line.change == pytest.approx(series.closes[180] / series.closes[178] - 1)


def test_closes_of_the_case_after_the_as_of_date_are_not_compared(case: Case) -> None:
    series = index()
    study = event_study(case, series, events=news(series, 170), as_of=Date(2025, 9, 10))
    assert not any("in the case" in note for note in study.notes)


def test_few_stretches_side_by_side_make_a_far_move_likelier_by_chance() -> None:
    series = wandering(300)
    study = event_study(None, series, events=news(series, 120, 280), window=(0, 19), estimation=60)
    assert {3} == {line.apart for line in study.readings}
    assert study.answer.endswith("without any news that would be about 0.5.")


def test_days_that_no_event_needs_are_no_matter_of_notes() -> None:
    series = wandering(300)
    longer = without(wandering(300, name="longer", seed=5), 0, *range(20, 30))
    events = [on(series, 250, time="during")]
    assert () == event_study(None, [series, longer], events=events).notes
