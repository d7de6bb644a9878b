"""The cells of a CSV file with their places, so that a mistake can be shown where it stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

from winset.case.errors import WinsetError
from winset.case.problems import Problem, in_file_order
from winset.case.source import Source, Span, decoded

_CELL = re.compile(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)')
_DATE = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


class HistoryError(WinsetError):
    """A deadline history with mistakes: `problems`, all of them, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n\n".join(problem.text() for problem in self.problems))


@dataclass(frozen=True)
class Sheet:
    """The text of a CSV file, and what was found wrong with it so far."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, message: str, *, hint: str | None = None, place: int = 0) -> None:
        """Note a mistake in the cell at `place` (from 0) of `line` (from 1)."""
        self.problems.append(self.source.problem(self._span(line, place), message, hint))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each record that is not blank with its first line; cells without outer spaces."""
        reader = csv.reader(io.StringIO(self.source.text, newline=""), strict=True)
        start = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield start, [cell.strip() for cell in cells]
                start = reader.line_num + 1
        except csv.Error as error:
            self.wrong(start, f"not CSV: {error}", hint='close each quote; write "" for a quote')

    def _span(self, line: int, place: int) -> Span:
        text = self.source.lines[line - 1] if line <= len(self.source.lines) else ""
        cells = list(_CELL.finditer(text))
        if place >= len(cells):
            return Span(line, len(text) + 1, line, len(text) + 2)
        start, end = cells[place].span(1)
        return Span(line, start + 1, line, max(end, start + 1) + 1)


@dataclass(frozen=True)
class Cells:
    """The cells of one record, by the name of their column, and the place of each column."""

    sheet: Sheet
    line: int
    texts: dict[str, str]
    places: dict[str, int]

    def wrong(self, column: str, message: str, hint: str | None = None) -> None:
        """Note a mistake in `column`."""
        self.sheet.wrong(self.line, f"{column}: {message}", hint=hint, place=self.places[column])

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


def sheet_of(path: Path) -> Sheet:
    """Read a file as text. Raises WinsetError if it is missing, too large or not UTF-8."""
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        msg = f"{path}: this file cannot be read: {reason}"
        raise WinsetError(msg) from None
    return Sheet(decoded(str(path), content))
