"""A table of dated rows as text, with the place of every mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Date
from pathlib import Path
from typing import ClassVar

from winset.case import sheet
from winset.case.errors import WinsetError
from winset.case.problems import Problem, in_file_order
from winset.case.source import Source

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class MarketError(WinsetError):
    """Prices, events or releases that cannot be used; `problems` names their rows, if it has any.

    A study that lacks days, as too short an estimation window, is one without `problems`.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, *messages: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n\n".join([*messages, *(problem.text() for problem in self.problems)]))


@dataclass(frozen=True)
class Sheet(sheet.Sheet):
    """A header and rows of trimmed cells, each row with its line; and the mistakes so far."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def refuse(self) -> None:
        """Raise MarketError with all mistakes noted so far, if there are any."""
        if self.problems:
            raise MarketError(problems=self.problems)

    def day(self, line: int, place: int, text: str) -> Date | None:
        """Return the day in a cell; None, with the mistake noted, if it holds none.

        A time of day is left out. A time zone is allowed where the day is the same in UTC; where
        it is another, nobody can tell which trading day is meant.
        """
        column = self.header[place]
        hint = "write year-month-day, as 2025-09-15"
        try:
            if _DAY.fullmatch(text):
                return Date.fromisoformat(text)
            if _DAY.match(text) and len(text) > len("2025-09-15"):
                return self._day_of_time(line, place, datetime.fromisoformat(text))
        except ValueError:
            pass
        said = f"`{text}` is not a date" if text else "this cell is empty"
        self.wrong(line, place, f"{column}: {said}", hint)
        return None

    def _day_of_time(self, line: int, place: int, moment: datetime) -> Date | None:
        if moment.tzinfo is None or moment.astimezone(UTC).date() == moment.date():
            return moment.date()
        self.wrong(
            line,
            place,
            f"{self.header[place]}: the time zone moves the day: {moment.date()} where it was "
            f"written, {moment.astimezone(UTC).date()} in UTC",
            "write the trading day without a time: 2025-09-15",
        )
        return None


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file. Raises MarketError if it is missing, not UTF-8 text, or not a table."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MarketError(f"{path}: this file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise MarketError(f"{path}: this is not UTF-8 text; save the file again as UTF-8") from None
    return sheet_of(str(path), text)


def sheet_of(name: str, text: str) -> Sheet:
    """Return CSV text as a sheet. Raises MarketError unless all rows have the header's columns."""
    read = sheet.Sheet(Source(name, text))
    rows = tuple(read.records())
    if not rows:
        raise MarketError(f"{name}: this table is empty; the first line names the columns")
    found = Sheet(read.source, tuple(rows[0][1]), rows[1:], problems=read.problems)
    _check_shape(found, rows[0][0])
    found.refuse()
    return found


def _check_shape(table: Sheet, first: int) -> None:
    """Note rows unlike the header, which stands on line `first`, and columns of one name."""
    if len(table.header) == 1 and any(sign in table.header[0] for sign in ";\t"):
        hint = "save the file with commas between the cells"
        table.wrong(first, 0, "these cells are not separated by commas", hint)
    for line, cells in table.rows:
        if len(cells) != len(table.header):
            said = f"{len(table.header)} cells are expected, here are {len(cells)}"
            table.wrong(line, min(len(cells), len(table.header)), said)
    for place, column in enumerate(table.header):
        if column and column in table.header[:place]:
            table.wrong(first, place, f"column `{column}` is there twice", "rename one")


def column(table: Sheet, *names: str) -> int | None:
    """Return the place of the first of `names` that the header has; None if it has none.

    Case, spaces and underscores do not matter.
    """
    folded = [fold(head) for head in table.header]
    return next((folded.index(fold(name)) for name in names if fold(name) in folded), None)


def fold(name: str) -> str:
    """Return a name without case, spaces, underscores and signs: S&P 500 and sp_500 are alike."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
