"""A CSV file as text, with the place of every mistake in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from winset.case.problems import Problem
from winset.case.source import Source, Span

_CELL = re.compile(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)')


@dataclass(frozen=True)
class Sheet:
    """The text of a CSV file, and what was found wrong with it so far."""

    source: Source
    problems: list[Problem] = field(default_factory=list, kw_only=True)

    def wrong(self, line: int, place: int, message: str, hint: str | None = None) -> None:
        """Note a mistake in the cell at `place` (from 0) of `line` (from 1)."""
        self.problems.append(self.source.problem(self._span(line, place), message, hint))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each record that is not blank with its first line; cells without outer spaces."""
        reader = csv.reader(io.StringIO(self.source.text, newline=""), strict=True)
        start = 1
        try:
            for cells in reader:
                trimmed = [cell.strip() for cell in cells]
                if any(trimmed):
                    yield start, trimmed
                start = reader.line_num + 1
        except csv.Error as error:
            self.wrong(start, 0, f"not CSV: {error}", 'close each quote; write "" for a quote')

    def _span(self, line: int, place: int) -> Span:
        text = self.source.lines[line - 1] if line <= len(self.source.lines) else ""
        cells = list(_CELL.finditer(text))
        if place >= len(cells):
            return Span(line, len(text) + 1, line, len(text) + 2)
        start, end = cells[place].span(1)
        return Span(line, start + 1, line, max(end, start + 1) + 1)
