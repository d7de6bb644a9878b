"""Prices in the shapes that people have, and every mistake by its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from prices import shared
from winset.case.loading import load
from winset.market.prices import Prices, chosen, from_frame, of_case, read_prices
from winset.market.sheet import MarketError

SHAPES = {
    "FRED": "observation_date,SP500\n2025-01-01,\n2025-01-02,10.5\n2025-01-03,11\n",
    "FRED of old": "DATE,SP500\n2025-01-01,.\n2025-01-02,10.5\n2025-01-03,11\n",
    "Stooq": "Date,Open,High,Low,Close,Volume\n2025-01-02,1,1,1,10.5,9\n2025-01-03,1,1,1,11,9\n",
    "Yahoo": "Date,Open,High,Low,Close,Adj Close,Volume\n"
    "2025-01-02,1,1,1,99,10.5,9\n2025-01-03,1,1,1,99,11,9\n2025-01-06,null,null,null,null,null,0\n",
    "plain": "date,close\n2025-01-02,10.5\n2025-01-03,11\n",
    "Windows": "\ufeffDate,Price\r\n2025-01-02,10.5\r\n2025-01-03,11\r\n",
    "with times": "Date,Close\n2025-01-02 00:00:00-05:00,10.5\n2025-01-03 00:00:00-05:00,11\n",
}


def a_file(folder: Path, text: str, name: str = "index.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def heading(folder: Path, text: str) -> str:
    """Return the heading of the first mistake in a file."""
    with pytest.raises(MarketError) as raised:
        read_prices(a_file(folder, text))
    return raised.value.problems[0].heading.removeprefix(f"{folder}/")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_prices(tmp_path: Path, shape: str) -> None:
    (found,) = read_prices(a_file(tmp_path, SHAPES[shape]))
    assert ["2025-01-02", "2025-01-03"] == list(map(str, found.days))
    assert [10.5, 11.0] == found.closes.tolist()


def test_days_without_a_price_are_kept_in_mind(tmp_path: Path) -> None:
    (found,) = read_prices(a_file(tmp_path, SHAPES["FRED"]))
    assert ["2025-01-01"] == list(map(str, found.blanks))


def test_a_series_is_called_by_its_column_or_else_by_its_file(tmp_path: Path) -> None:
    assert "SP500" == read_prices(a_file(tmp_path, SHAPES["FRED"]))[0].name
    assert "index" == read_prices(a_file(tmp_path, SHAPES["Stooq"]))[0].name


def test_a_column_beside_the_close_is_a_series_of_its_own(tmp_path: Path) -> None:
    path = a_file(tmp_path, "date,close,VIX\n2025-01-02,10,15\n2025-01-03,11,16\n")
    assert {"index": 11.0, "VIX": 16.0} == {s.name: s.closes[-1] for s in read_prices(path)}


def test_what_is_no_price_beside_the_close_is_told_at_its_row(tmp_path: Path) -> None:
    text = "date,close,symbol\n2025-01-02,10,SPX\n"
    assert "index.csv:2:15: symbol: `SPX` is not a number" == heading(tmp_path, text)


def test_a_file_may_hold_many_series(tmp_path: Path) -> None:
    text = "date,AMZN,ZM\n2025-01-02,1,\n2025-01-03,2,5\n"
    found = read_prices(a_file(tmp_path, text))
    assert [("AMZN", 2), ("ZM", 1)] == [(each.name, len(each.days)) for each in found]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025-01-02,11", "index.csv:3:1: date: 2025-01-02 is there twice, on line 2 too"),
        ("2025-01-01,11", "index.csv:3:1: date: 2025-01-01 comes after 2025-01-02 of line 2"),
        ("2025-01-03,0", "index.csv:3:12: close: a price of 0, not above 0"),
        ("2025-01-03,-36.98", "index.csv:3:12: close: a price of -36.98, not above 0"),
        ("2025-01-03,ten", "index.csv:3:12: close: `ten` is not a number"),
        ("2025-01-03,inf", "index.csv:3:12: close: `inf` is not a number"),
        ("2025-01-03,1_0", "index.csv:3:12: close: `1_0` is not a number"),
        (",11", "index.csv:3:1: date: this cell is empty"),
        (
            "2025-01-03T00:00+09:00,11",
            "index.csv:3:1: date: the time zone moves the day: 2025-01-03 where it was written, 2025-01-02 in UTC",  # noqa: E501
        ),
    ],
)
def test_a_mistake_is_told_at_its_row(tmp_path: Path, row: str, said: str) -> None:
    assert said == heading(tmp_path, f"date,close\n2025-01-02,10\n{row}\n")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = a_file(tmp_path, "date,close\n2025-01-02,0\n2025-01-02,x\n")
    with pytest.raises(MarketError) as raised:
        read_prices(path)
    assert 3 == len(raised.value.problems)


def test_a_file_without_dates_or_prices_says_what_is_missing(tmp_path: Path) -> None:
    assert "no column of dates" in heading(tmp_path, "when,close\n2025-01-02,1\n")
    assert "no column of prices" in heading(tmp_path, "date,volume\n2025-01-02,1\n")
    assert "no price in this column" in heading(tmp_path, "date,close\n2025-01-02,\n")


class Polars:
    """A frame without an index, of columns that can be gone through: what polars gives."""

    def __init__(self, **columns: list[Any]) -> None:
        self.held = columns
        self.columns = list(columns)

    def __getitem__(self, name: str) -> list[Any]:
        return self.held[name]


INDEX = pd.to_datetime(["2025-01-02", "2025-01-03"])
FRAMES = {
    "pandas, index": pd.DataFrame({"SP500": [10.5, 11.0]}, index=INDEX),
    "pandas, column": pd.DataFrame({"Date": INDEX, "SP500": [10.5, 11.0]}),
    "pandas, series": pd.Series([10.5, 11.0], index=INDEX, name="SP500"),
    "pandas, time zone": pd.DataFrame(
        {"SP500": [10.5, 11.0]}, index=INDEX.tz_localize("America/New_York")
    ),
    "polars": Polars(date=[day.date() for day in INDEX], SP500=[10.5, 11.0]),
    "text": Polars(date=["2025-01-02", "2025-01-03"], SP500=[10.5, 11]),
    "numpy": Polars(date=list(INDEX.to_numpy().astype("datetime64[D]")), SP500=[10.5, 11.0]),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_are_read_like_files(kind: str) -> None:
    (found,) = from_frame(FRAMES[kind])
    assert ("SP500", ["2025-01-02", "2025-01-03"]) == (found.name, list(map(str, found.days)))
    assert [10.5, 11.0] == found.closes.tolist()


def test_a_frames_numbers_are_kept_to_the_last_bit() -> None:
    value = 0.1 + 0.2
    (found,) = from_frame(Polars(date=["2025-01-02"], close=[value]), name="index")
    assert ("index", value) == (found.name, found.closes[0])


def test_a_frames_missing_numbers_are_blanks() -> None:
    (found,) = from_frame(
        Polars(date=["2025-01-02", "2025-01-03", "2025-01-06"], close=[1, None, float("nan")])
    )
    assert (1, 2) == (len(found.days), len(found.blanks))


def test_a_frames_mistake_names_its_row() -> None:
    shifted = pd.DataFrame({"SP500": [1.0, 2.0]}, index=INDEX.tz_localize("Asia/Shanghai"))
    with pytest.raises(MarketError, match=r"frame:2:1: date: the time zone moves the day"):
        from_frame(shifted)
    with pytest.raises(MarketError, match="no column of dates"):
        from_frame(Polars(close=[1.0]))


def test_nothing_later_than_a_day_is_kept() -> None:
    (whole,) = from_frame(FRAMES["polars"])
    assert ["2025-01-02"] == list(map(str, whole.until(INDEX[0].date()).days))


def test_the_madrid_case_carries_the_closes_it_cites() -> None:
    found = of_case(load("madrid-2025"))
    assert [("S&P 500", [6584.29, 6615.28]), ("Cboe VIX", [14.76, 15.69])] == [
        (each.name, each.closes.tolist()) for each in found
    ]


def a_series(name: str, column: str = "close") -> Prices:
    days = np.array(["2025-01-02"], dtype="datetime64[D]")
    return Prices(name=name, days=days, closes=np.array([1.0]), column=column)


def test_series_are_chosen_by_name_or_column() -> None:
    found = [a_series("S&P 500", "SP500"), a_series("VIX")]
    assert ["VIX"] == [each.name for each in chosen(found, ["vix"])]
    assert ["S&P 500"] == [each.name for each in chosen(found, ["sp500"])]
    assert 2 == len(chosen(found, []))


def test_an_unknown_series_or_two_of_one_name_are_refused() -> None:
    with pytest.raises(MarketError, match="no series `dax`; there are: VIX"):
        chosen([a_series("VIX")], ["dax"])
    with pytest.raises(MarketError, match="two series are called VIX"):
        chosen([a_series("VIX"), a_series("VIX")], [])


@pytest.mark.parametrize(
    ("name", "days"),
    [("sp500_daily_fred_2016-2026.csv", 2514), ("vix_daily_cboe_1990-2026.csv", 9235)],
)
def test_files_as_their_makers_publish_them_are_read(name: str, days: int) -> None:
    (found,) = read_prices(shared(name))
    assert days == len(found.days)


def test_the_day_oil_was_below_nought_is_named() -> None:
    with pytest.raises(MarketError, match=r"2020-04-20,-36\.98"):
        read_prices(shared("wti_daily_eia.csv"))


def test_columns_of_several_levels_are_refused() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame([[1.0, 2.0]], columns=[["Close", "Volume"], ["SPY", "SPY"]])
    with pytest.raises(MarketError, match="its columns have several levels"):
        from_frame(frame)
