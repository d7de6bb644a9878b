"""One mistake in a file, where it stands, and how it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]

_SHOWN = 100
"""Columns of a source line that are shown; a longer line is cut to a window around the mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at one place of a file.

    `line` and `column` count from 1; `end_column` is the first column after the token, on the same
    line. `source` is that line; empty if there is none to show.
    """

    path: str
    line: int
    column: int
    end_column: int
    message: str
    source: str = ""
    hint: str | None = None
    severity: Severity = "error"

    @property
    def heading(self) -> str:
        """`path:line:column: what is wrong`; a warning says that it is one."""
        kind = "warning: " if self.severity == "warning" else ""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {kind}{self.message}"

    def text(self) -> str:
        """Return the heading, the line, a caret under the token, and the hint."""
        lines = [self.heading]
        if self.source.strip():
            lines += [f"    {line}" for line in _pointed(self.source, self.column, self.end_column)]
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)

    def data(self) -> dict[str, Any]:
        """Return the problem as plain data, for `--json`."""
        return asdict(self)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return errors before warnings, each file by file and in its order, without repeats."""
    once = dict.fromkeys(problems)
    return tuple(sorted(once, key=lambda p: (p.severity == "warning", p.path, p.line, p.column)))


def _pointed(source: str, column: int, end_column: int) -> tuple[str, str]:
    """Return the line and its carets; wide characters take two columns, as on a terminal."""
    start = max(0, min(column - 1 - _SHOWN // 3, len(source) - _SHOWN))
    shown = source[start : start + _SHOWN]
    before = shown[: column - 1 - start]
    token = shown[column - 1 - start : max(end_column, column + 1) - 1 - start]
    pad = "".join("\t" if c == "\t" else " " * _width(c) for c in before)
    carets = "^" * max(1, sum(map(_width, token)))
    return "".join(
        c if c == "\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown
    ), (pad + carets)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
