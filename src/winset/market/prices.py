"""Daily prices, from files and frames as people have them.

A file has a column of dates and either one closing price a day (FRED; Stooq and Yahoo with their
open, high, low and volume; a plain date and close) or one column for each of many series.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.case.document import Case
from winset.market.sheet import MarketError, Sheet, column, fold, read_sheet, sheet_of

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

DATES = ("date", "observation_date", "day", "datetime", "timestamp", "time")
"""Names of the column of dates."""

CLOSES = ("adj close", "adjusted close", "close", "price", "value")
"""Names of a closing price, the one to be preferred first."""

_BESIDE = ("open", "high", "low", "volume", "dividends", "stocksplits", "capitalgains")
_BLANK = frozenset({"", ".", "null", "nan", "na", "n/a", "none"})


@dataclass(frozen=True, kw_only=True)
class Prices:
    """The closing prices of one series: `closes` [T], above 0, on `days` [T], rising.

    `blanks` are days that the file lists without a price, as FRED does holidays; `source` is the
    file's name, `column` the heading that the prices stood under.
    """

    name: str
    days: Days
    closes: Floats
    blanks: tuple[Date, ...] = ()
    source: str = ""
    column: str = ""

    def until(self, day: Date) -> Prices:
        """Return the series without anything later than `day`."""
        kept = self.only(self.days <= np.datetime64(day, "D"))
        return replace(kept, blanks=tuple(blank for blank in self.blanks if blank <= day))

    def only(self, kept: NDArray[np.bool_]) -> Prices:
        """Return the series on some of its days [T]."""
        return replace(self, days=self.days[kept], closes=self.closes[kept])


def read_prices(path: str | Path) -> tuple[Prices, ...]:
    """Return the series of a CSV file, one or many.

    A series is called by its column, or by the file where the column says no more than `close`.
    Raises MarketError, with every mistake at its line and column: no date, unsorted or repeated
    dates, prices that are no number or not above 0.
    """
    return _series(read_sheet(Path(path)), Path(path).stem)


def from_frame(frame: Any, *, name: str = "frame") -> tuple[Prices, ...]:
    """Return the series of a pandas or polars frame (or a pandas series), as `read_prices` does.

    Dates are those of a column named like one, else of the index. In an error the first row of the
    frame is line 2, as in a file.
    """
    if not hasattr(frame, "columns"):
        frame = frame.to_frame()
    heads = list(frame.columns)
    if any(isinstance(head, tuple) for head in heads):
        raise MarketError(
            f"{name}: its columns have several levels; choose one price first, as frame['Close']"
        )
    columns = {str(head): list(frame[head]) for head in heads}
    if not any(fold(head) in map(fold, DATES) for head in columns):
        if not hasattr(frame, "index"):
            raise MarketError(f"{name}: no column of dates; call one `date`")
        columns = {"date": list(frame.index), **columns}
    quoted = ['"' + head.replace('"', '""') + '"' for head in columns]
    lines = [
        ",".join(_written(value) for value in row) for row in zip(*columns.values(), strict=True)
    ]
    return _series(sheet_of(name, "\n".join([",".join(quoted), *lines])), name)


def of_case(case: Case) -> tuple[Prices, ...]:
    """Return the closes that the case itself carries; raises MarketError as `read_prices` does."""
    found: list[Prices] = []
    for key, entry in case.market.series.items():
        lines = [f"{close.date},{close.value}" for close in entry.closes]
        sheet = sheet_of(f"case {case.id}, market.series.{key}", "\n".join(["date,close", *lines]))
        found += _series(sheet, entry.name)
    return tuple(found)


def chosen(found: Sequence[Prices], names: Sequence[str]) -> tuple[Prices, ...]:
    """Return the series called `names` (by name or column, whatever the case), all if none is.

    Raises MarketError if there is no such series, or if two of those left share a name.
    """
    picked = []
    for name in names:
        same = [each for each in found if fold(name) in {fold(each.name), fold(each.column)}]
        if not same:
            there = ", ".join(each.name for each in found)
            raise MarketError(f"there is no series `{name}`; there are: {there}")
        picked += same
    kept = tuple(picked) if names else tuple(found)
    twice = {each.name for each in kept if [other.name for other in kept].count(each.name) > 1}
    if twice:
        raise MarketError(f"two series are called {', '.join(sorted(twice))}: rename a file")
    return kept


def _series(sheet: Sheet, name: str) -> tuple[Prices, ...]:
    at = column(sheet, *DATES)
    if at is None:
        sheet.wrong(1, 0, "no column of dates", f"call it one of {', '.join(DATES)}")
        sheet.refuse()
        return ()
    close = column(sheet, *CLOSES)
    others = [
        place
        for place, head in enumerate(sheet.header)
        if place != at and fold(head) not in _BESIDE
    ]
    same = set(map(fold, CLOSES))  # of several closes of one series, the first of CLOSES is read
    places = [p for p in others if p == close or fold(sheet.header[p]) not in same]
    if not places:
        sheet.wrong(1, at, "no column of prices", f"call it one of {', '.join(CLOSES)}")
    days = _days(sheet, at)
    found = [_one(sheet, place, days, name) for place in places]
    sheet.refuse()
    return tuple(found)


def _days(sheet: Sheet, at: int) -> list[Date | None]:
    """Return the day of each row; notes those that do not come after the row before."""
    days = [sheet.day(line, at, cells[at]) for line, cells in sheet.rows]
    before: tuple[int, Date] | None = None
    for (line, _), day in zip(sheet.rows, days, strict=True):
        if before is not None and day is not None and day <= before[1]:
            said = (
                f"{day} is there twice, on line {before[0]} too"
                if day == before[1]
                else f"{day} comes after {before[1]} of line {before[0]}"
            )
            hint = "keep one of them" if day == before[1] else "sort the rows, oldest first"
            sheet.wrong(line, at, f"{sheet.header[at]}: {said}", hint)
        if day is not None:
            before = (line, day)
    return days


def _one(sheet: Sheet, place: int, days: Sequence[Date | None], name: str) -> Prices:
    head = sheet.header[place]
    blanks: list[Date] = []
    kept: list[Date] = []
    values: list[float] = []
    for (line, cells), day in zip(sheet.rows, days, strict=True):
        text = cells[place]
        if day is None:
            continue
        if text.casefold() in _BLANK:
            blanks.append(day)
            continue
        value = _number(text)
        if value is None or value <= 0:
            said = (
                f"`{text}` is not a number" if value is None else f"a price of {text}, not above 0"
            )
            hint = "write 6615.28" if value is None else "log returns need prices above 0"
            sheet.wrong(line, place, f"{head}: {said}", hint)
            continue
        kept.append(day)
        values.append(value)
    if not kept and not sheet.problems:
        sheet.wrong(1, place, f"{head}: there is no price in this column")
    plain = fold(head) in map(fold, CLOSES)
    return Prices(
        name=name if plain else head,
        days=np.array(kept, dtype="datetime64[D]"),
        closes=np.array(values, dtype=np.float64),
        blanks=tuple(blanks),
        source=sheet.source.name,
        column=head,
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def _written(value: Any) -> str:
    """Return a cell of a frame as text that reads back exactly."""
    if value is None or value != value:  # noqa: PLR0124  not a number, in any library
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, np.datetime64):
        return str(value)
    return repr(float(value))
