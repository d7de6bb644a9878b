"""An event study on a terminal: what `winset market` prints."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from winset.report.tables import market as tables
from winset.report.tables.table import FORMATS, Table, shown
from winset.report.wording import day
from winset.study.market import MarketStudy

READINGS, LISTED = 12, 8
"""Events, and other rows of each part, that are shown; all are in the JSON."""


def market_summary(study: MarketStudy, console: Console) -> None:
    """Print the answer, then the events, their tests, other news, and kinds of events together."""
    console.print(Text(study.title, style="bold", no_wrap=True, overflow="ellipsis"))
    if study.as_of is not None:
        console.print(Text(f"as known on {day(study.as_of)}", style="dim"))
    console.print(Text(f"\n{study.answer}\n", style="bold"))
    console.print(Text(tables.basis(study), style="dim"))
    _show(console, tables.readings(study), READINGS)
    if len(study.readings) == 1:
        _show(console, tables.tests(study))
    elif any(line.of != "event" for line in study.across):
        _show(console, tables.across(study), READINGS)
    _show(console, tables.confounders(study), LISTED)
    _show(console, tables.pools(study), LISTED)
    for line in study.contrasts:
        console.print(Text(line.text))
    if study.selection:
        console.print(Text(study.selection))
    _listed(console, "After the as-of date, and not used:", study.kept_back)
    _listed(console, "To know:", study.notes)


def _show(console: Console, table: Table, most: int | None = None) -> None:
    """Print a table, or nothing if it is empty; say how many rows are left out."""
    if not table.rows:
        return
    grid = Grid(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    for column in table.columns:
        grid.add_column(column.name, justify="right" if column.kind in FORMATS else "left")
    for row in table.rows[:most]:
        grid.add_row(*(Text(shown(column, cell)) for column, cell in table.cells(row)))
    console.print(Text(f"\n{table.title}", style="bold cyan"))
    console.print(grid)
    left = len(table.rows) - len(table.rows[:most])
    if left:
        console.print(Text(f"{left} more: --json", style="dim"))


def _listed(console: Console, heading: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    console.print(Text(f"\n{heading}"))
    for line in lines[:LISTED]:
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    if len(lines) > LISTED:
        console.print(Padding(Text(f"{len(lines) - LISTED} more: --json", "dim"), (0, 0, 0, 2)))
