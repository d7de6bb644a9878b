"""`winset selfcheck`: published scenarios recomputed, beside what others found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.case.errors import WinsetError

if TYPE_CHECKING:
    from rich.table import Table

    from winset.selfcheck.check import Checked
    from winset.selfcheck.comparison import Row

VERDICTS = {
    "same": "same",
    "same_on_grid": "same on a grid of 1e-9",
    "surpassed": "theirs are met or beaten",
    "within": "between our bounds",
    "differs": "DIFFERS",
    "not_given": "",
    "unsaid": "",
}


@click.command()
@click.argument("place", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as one JSON object.")
@click.option("--all", "every", is_flag=True, help="Print every measure, not the headline ones.")
@click.pass_context
def command(context: click.Context, place: Path, *, as_json: bool, every: bool) -> None:
    """Recompute each scenario at or below DIR from its files, and compare.

    Reference answers stand in `reference_answers.json` in DIR or above: the block `genius_runtime`
    for Genius XML, `as_stored` for the others. What a scenario's own authors published beside it
    (specials.json, specs.json, pareto.xml) is compared by their definitions. Without either, our
    numbers are printed. Counts and ties are exact for the numbers stated in the files. Where a
    search was given up, the best that was found is told, and how far from the truth it can be.

    Exit codes: 0 nothing differs; 1 a number differs, or a scenario could not be read; 2 no
    scenario in DIR.
    """
    from winset.selfcheck.check import check, folders  # noqa: PLC0415  costs start-up time
    from winset.selfcheck.comparison import reference  # noqa: PLC0415

    known = reference(place)
    done: list[Checked] = []
    unread: dict[str, str] = {}
    for folder in folders(place):
        try:
            done.append(check(folder, known))
        except WinsetError as error:
            unread[str(folder)] = str(error)
    if as_json:
        click.echo(json.dumps(_data(done, unread), indent=2, ensure_ascii=False))
    else:
        _print(done, unread, every=every)
    context.exit(1 if unread or any(each.differs for each in done) else 0)


def _data(done: Sequence[Checked], unread: dict[str, str]) -> dict[str, object]:
    return {
        "selfcheck": 1,
        "scenarios": [{**asdict(each), "differs": each.differs} for each in done],
        "not_read": [{"folder": folder, "why": why} for folder, why in unread.items()],
    }


HEADLINES = (
    "outcomes",
    "individually_rational",
    "pareto_outcomes",
    "pareto_points",
    "disagreement",
    "nash",
    "kalai",
    "ks",
    "welfare",
    "opposition",
)
"""Measures printed without --all; the others are computed and compared all the same."""


def _print(done: Sequence[Checked], unread: dict[str, str], *, every: bool) -> None:
    from rich.text import Text  # noqa: PLC0415

    from winset.report.terminal import console  # noqa: PLC0415

    screen = console()
    for each in done:
        screen.print(Text(f"{each.name} ({each.format})", style="bold"))
        if each.cannot_say:
            screen.print(Text(f"  {each.cannot_say}\n"))
            continue
        rows = [
            row
            for row in each.rows
            if every or row.measure in HEADLINES or row.verdict == "differs"
        ]
        if rows:
            screen.print(_table(rows, "Reference"))
        if each.authors:
            screen.print(_table(each.authors, "Its authors"))
    screen.print(Text(_definitions(done)))
    for folder, why in unread.items():
        screen.print(Text(f"NOT READ {folder}: {why}\n"))
    screen.print(Text(_count(done, unread), style="bold"))


def _table(rows: Sequence[Row], theirs: str) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("Measure", "winset", theirs, ""):
        table.add_column(heading, overflow="fold")
    for row in rows:
        style = "red" if row.verdict == "differs" else ""
        table.add_row(
            Text(f"{row.measure}\n  {row.definition}"),
            Text(row.ours),
            Text(row.theirs),
            Text(VERDICTS[row.verdict], style=style),
        )
    return table


def _definitions(done: Sequence[Checked]) -> str:
    kinds = {each.format: each.definition for each in done}
    return "".join(f"{name}: {definition}\n" for name, definition in kinds.items())


def _count(done: Sequence[Checked], unread: dict[str, str]) -> str:
    rows = [row for each in done for row in (*each.rows, *each.authors)]
    found = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
    silent = sum(each.cannot_say is not None for each in done)
    return (
        f"{len(done)} scenarios: {found['same']} numbers the same, "
        f"{found['same_on_grid']} the same on a grid of 1e-9, {found['surpassed']} of theirs met "
        f"or beaten, {found['differs']} different, "
        f"{found['not_given']} of ours alone; {silent} cannot say, {len(unread)} not read"
    )
