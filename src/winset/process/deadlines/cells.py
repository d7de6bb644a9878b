"""The cells of one row of a deadline history, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date

from winset.case.errors import WinsetError
from winset.case.problems import Problem, in_file_order
from winset.case.sheet import Sheet

_DATE = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


class HistoryError(WinsetError):
    """A deadline history with mistakes: `problems`, all of them, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n\n".join(problem.text() for problem in self.problems))


@dataclass(frozen=True)
class Cells:
    """The cells of one record, by the name of their column, and the place of each column."""

    sheet: Sheet
    line: int
    texts: dict[str, str]
    places: dict[str, int]

    def wrong(self, column: str, message: str, hint: str | None = None) -> None:
        """Note a mistake in `column`."""
        self.sheet.wrong(self.line, self.places[column], f"{column}: {message}", hint)

    def text(self, column: str) -> str | None:
        """Return the text in an optional column; None if it is empty or not there."""
        return self.texts.get(column) or None

    def needed(self, column: str) -> str:
        """Return the text in a column that must not be empty."""
        if not self.texts[column]:
            self.wrong(column, "this cell is empty", "every row needs it")
        return self.texts[column]

    def date(self, column: str, *, needed: bool = False) -> Date | None:
        """Return the date in `column`; None if it is empty or no date."""
        text = self.needed(column) if needed else self.texts[column]
        if not text:
            return None
        try:
            if _DATE.fullmatch(text):
                return Date.fromisoformat(text)
        except ValueError:
            pass
        self.wrong(column, f"`{text}` is not a date", "write year-month-day, as 2025-09-17")
        return None
