"""A table of a study: shown as HTML, written as CSV, turned into a data frame."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from html import escape
from types import MappingProxyType
from typing import Any

from winset.report.wording import (
    DASH,
    count,
    decimal,
    percent,
    percent_change,
    short_day,
    signed,
    span,
    trimmed,
)


@dataclass(frozen=True)
class Range:
    """A number with the two ends of its interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, interval: tuple[float, float]) -> Range:
        """Return a number with its interval."""
        return cls(value, *interval)

    @classmethod
    def known(
        cls, value: float | None, interval: tuple[float, float] | None
    ) -> Range | float | None:
        """Return a number with its interval, alone without one; None if it is not known."""
        return value if value is None or interval is None else cls(value, *interval)


Cell = str | int | float | bool | Date | Range | tuple[str, ...] | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, and the kind of its cells, a key of FORMATS or `text`."""

    name: str
    kind: str = "text"


TEN = 10
"""Days from which a tenth of one is of no interest."""

FORMATS: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "count": lambda value: count(int(value)),
        "rank": lambda value: str(int(value)),
        "chance": percent,
        "chance change": percent_change,
        "points": decimal,
        "change": signed,
        "count change": lambda value: signed(value, 0),
        "lambda": lambda value: signed(value, 2),
        "fraction": lambda value: decimal(value, 2),
        "weight": lambda value: trimmed(value, 1),
        "days": lambda value: decimal(value, 1 if value < TEN else 0),
        "score": lambda value: decimal(value, 3),
        "score change": lambda value: signed(value, 3),
        "plain": lambda value: trimmed(value, 3),
    }
)
"""How the numbers of each kind of column are written."""


@dataclass(frozen=True)
class Table:
    """Rows under columns; cells are raw numbers, rounded only when they are shown."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def _repr_html_(self) -> str:
        """Return the table as HTML without script, for a notebook."""
        head = "".join(f'<th scope="col">{escape(c.name)}</th>' for c in self.columns)
        body = "".join(
            "<tr>" + "".join(_html_cell(c, cell) for c, cell in self.cells(row)) + "</tr>"
            for row in self.rows
        )
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return (
            f"<table><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"
        )

    def cells(self, row: tuple[Cell, ...]) -> list[tuple[Column, Cell]]:
        """Return the cells of a row with their columns."""
        return list(zip(self.columns, row, strict=True))

    def to_csv(self) -> str:
        """Return the table as CSV with unrounded numbers; an interval takes two more columns."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        wide = self._wide()
        writer.writerow([_inert(name) for name in wide])
        columns = ([_inert(cell) for cell in column] for column in wide.values())
        writer.writerows(zip(*columns, strict=True))
        return out.getvalue()

    def to_frame(self) -> Any:
        """Return the table as a pandas DataFrame; raises ImportError if pandas is not installed."""
        try:
            import pandas as pd  # noqa: PLC0415  an extra
        except ImportError as missing:
            raise ImportError(
                "a data frame needs pandas: install it with `pip install winset[frames]`"
            ) from missing
        return pd.DataFrame(self._wide())

    def _wide(self) -> dict[str, list[Any]]:
        """Return the columns with intervals spread over three of them and lists joined."""
        wide: dict[str, list[Any]] = {}
        for place, column in enumerate(self.columns):
            cells = [row[place] for row in self.rows]
            spread = any(isinstance(cell, Range) for cell in cells)
            wide[column.name] = [_flat(cell) for cell in cells]
            if spread:
                for end in ("low", "high"):
                    wide[f"{column.name}, {end}"] = [
                        getattr(cell, end) if isinstance(cell, Range) else None for cell in cells
                    ]
        return wide


def shown(column: Column, cell: Cell) -> str:
    """Return a cell as text for a reader."""
    match cell:
        case None:
            text = DASH
        case bool():
            text = "yes" if cell else "no"
        case str():
            text = cell
        case tuple():
            text = "; ".join(cell)
        case Date():
            text = short_day(cell)
        case Range(value=value, low=low, high=high):
            form = FORMATS[column.kind]
            text = form(value)
            if not low == value == high:
                text += f" ({_ends(column.kind, low, high)})"
        case _:
            text = FORMATS[column.kind](cell)
    return text


def _ends(kind: str, low: float, high: float) -> str:
    """Return the ends of an interval without the unit, which stands by the number itself."""
    if kind in ("chance", "chance change"):
        return span((low, high))
    return f"{FORMATS[kind](low)} to {FORMATS[kind](high)}"


def _html_cell(column: Column, cell: Cell) -> str:
    align = ' style="text-align:right"' if column.kind in FORMATS else ""
    return f"<td{align}>{escape(shown(column, cell))}</td>"


def _flat(cell: Cell) -> Any:
    if isinstance(cell, Range):
        return cell.value
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return cell


def _inert(cell: Any) -> Any:
    """Return text that a spreadsheet could take for a formula with a quote before it."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell
