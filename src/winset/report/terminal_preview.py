"""A preview on a terminal: what is said before a long search starts."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from winset.report.preview_wording import TITLE, rows, sentences
from winset.report.wording import decimal
from winset.study.preview import Preview


def preview_summary(preview: Preview, console: Console) -> None:
    """Print the sentences of a preview, and some of its deals with what each side has of them."""
    console.print(Text(TITLE, style="bold"))
    for sentence in sentences(preview):
        console.print(Text(sentence))
    shown = rows(preview)
    if not shown:
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("")
    for short in preview.parties.values():
        table.add_column(f"Value\n{short}", justify="right")
    table.add_column(f"Moves, of\n{preview.issues} issues", justify="right")
    table.add_column("All\nratify")
    table.add_column("\nEfficient")
    for row in shown:
        table.add_row(
            Text(row.label),
            *(decimal(row.deal.values[party]) for party in preview.parties),
            decimal(row.deal.moved, 0),
            Text("yes", style="bold green") if row.deal.ratified else Text("no", style="dim"),
            Text("yes") if row.deal.efficient else Text("open", style="dim"),
        )
    console.print(table)
    console.print()
