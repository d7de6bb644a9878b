"""`winset schedule`: when the steps still to come can take place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from winset.process.calendar.schedule import Planned, Schedule

DAY = click.DateTime(["%Y-%m-%d"])
MOST_RUNS = 4
"""Stretches of days that are listed in a table; all are in the JSON."""

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("case", metavar="CASE")
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Plan with what was known on this day (default: the case's own as_of).",
)
@click.option(
    "--until",
    type=DAY,
    metavar="DATE",
    help="Last day to plan (default: 30 days after the last date that the calendar names).",
)
@click.option("--ics", type=FILE, metavar="FILE", help="Write the dates as an iCalendar file.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole schedule as JSON.")
@click.option("--output", type=FILE, metavar="FILE", help="Write the schedule as JSON to a file.")
@click.option("--quiet", is_flag=True, help="Print no summary.")
@click.pass_context
def command(
    context: click.Context,
    case: str,
    as_of: datetime | None,
    until: datetime | None,
    *,
    ics: Path | None,
    as_json: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Find dates for the steps of CASE, a negotiation file or the name of a shipped case.

    Prints the best dates, every start that fits, which deadlines would have to be moved and by
    how much; where nothing fits, the smallest sets of bounds to blame. Needs the extra `calendar`.

    Exit codes: 0 done; 1 nothing fits; 2 a mistake in the file or in the call; 3 the extra is
    missing, or the solver gave up.
    """
    if output is not None and ics is not None and output.absolute() == ics.absolute():
        msg = "--output and --ics name the same file."
        raise click.UsageError(msg)
    for target, mark in ((output, '"schedule": 1'), (ics, "PRODID:-//winset//")):
        if target is not None:
            refuse_unwritable(target, case, mark=mark)
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.process.calendar.schedule import schedule  # noqa: PLC0415

    found = schedule(load(case), as_of and as_of.date(), until and until.date())
    if output is not None:
        write_output(output, _json(found) + "\n")
    if as_json:
        click.echo(_json(found))
    elif not quiet:
        _print(found)
    if ics is not None and not found.fits:
        click.echo(f"Nothing fits, so no calendar is written to {ics}.", err=True)
    elif ics is not None:
        from winset.process.calendar.ics import to_ics  # noqa: PLC0415

        write_output(ics, to_ics(found))
        click.echo(f"Calendar: {ics}", err=as_json)
    context.exit(0 if found.fits else 1)


def _json(found: Schedule) -> str:
    """Return a schedule as JSON: dates as 2025-09-14, prices as numbers of points."""

    def plain(value: Any) -> str | float:
        return value.isoformat() if hasattr(value, "isoformat") else float(value)

    data = {"schedule": 1, **asdict(found)}
    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)


def _print(found: Schedule) -> None:
    """Print the answer, the dates, and what stands against them."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from winset.report.terminal import console  # noqa: PLC0415
    from winset.report.wording import day  # noqa: PLC0415

    screen = console()
    screen.print(Text(found.title, style="bold", no_wrap=True, overflow="ellipsis"))
    screen.print(Text(f"as known on {day(found.as_of)}, planned up to {day(found.until)}", "dim"))
    screen.print(Text(f"\n{_answer(found)}\n"))
    if found.steps:
        screen.print(_table(found))
    for heading, lines in _against(found):
        screen.print(Text(f"\n{heading}"))
        for line in lines:
            screen.print(Padding(Text(line), (0, 0, 0, 2)))


def _answer(found: Schedule) -> str:
    """Return what came out: a sentence for the steps to come, and one for each that was held."""
    from winset.report.wording import day, trimmed  # noqa: PLC0415

    ends = [step.end for step in found.steps if not step.held]
    if found.price is None:
        first = "Nothing fits: no dates meet all that binds the steps to come."
    elif not ends:
        first = "No step is left to plan."
    else:
        steps = "1 step fits" if len(ends) == 1 else f"{len(ends)} steps fit"
        cost = (
            f"at a price of {trimmed(float(found.price), 2)} points"
            if found.price
            else "nothing moved"
        )
        first = f"{steps}, {cost}; the last ends on {day(max(ends))}."
    return " ".join([first, *(_hindsight(step) for step in found.steps if step.held)])


def _hindsight(step: Planned) -> str:
    """Return whether a step that was held could have started on another day, as known then."""
    from winset.report.wording import day  # noqa: PLC0415

    if step.start not in step.fits:
        verdict = "was not a start that fitted"
    elif step.fits[1:]:
        verdict = f"was one of {len(step.fits)} starts that fitted"
    else:
        verdict = "was the only start that fitted"
    return f"{step.name}: {day(step.start)} {verdict}, as known on {day(step.known_on)}."


def _table(found: Schedule) -> RenderableType:
    """Return the steps with their dates and all their starts that fit."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("Step", ratio=3)
    table.add_column("Who", ratio=3)
    table.add_column("Dates", ratio=2)
    table.add_column("Starts that fit", ratio=3)
    for step in found.steps:
        starts = _starts(step.fits)
        if step.at_a_price:
            starts += f"; at a price {_starts(step.at_a_price)}"
        table.add_row(
            Text(step.name),
            Text(", ".join(step.who)),
            Text(_span(step.start, step.end) + (" (held)" if step.held else "")),
            Text(starts),
        )
    return table


def _starts(days: Sequence[Date]) -> str:
    """Return how many starts there are, and which: 4: 12 Sep 2025, 20 Sep 2025 to 22 Sep 2025."""
    runs: list[list[Date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    shown = [_span(run[0], run[-1]) for run in runs[:MOST_RUNS]]
    if runs[MOST_RUNS:]:
        shown.append(f"and {sum(map(len, runs[MOST_RUNS:]))} more (all: --json)")
    return f"{len(days)}: {', '.join(shown)}" if days else "none"


def _span(start: Date, end: Date) -> str:
    from winset.report.wording import short_day  # noqa: PLC0415

    return short_day(start) if start == end else f"{short_day(start)} to {short_day(end)}"


def _against(found: Schedule) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield, each under its heading, what is moved, what clashes, and what is left out."""
    from winset.report.wording import day, trimmed  # noqa: PLC0415

    bought = [
        f"deadline {move.deadline} ({move.what}), by {move.days} day{'s' * (move.days > 1)}, from "
        f"{day(move.date)} to {day(move.to)}: {trimmed(float(move.points), 2)} points"
        for move in found.moved
    ] + [
        f"{wish.before} before {wish.after}, not kept to: {trimmed(float(wish.points), 2)} points"
        for wish in found.broken
    ]
    if bought:
        yield "To be moved or given up:", bought
    for number, causes in enumerate(found.blame, start=1):
        yield f"Clash {number}, no dates meet all of these:", causes
    if not found.blame_complete:
        yield "There are more clashes than these.", ()
    if found.left_out:
        yield "Left out, as not known yet:", found.left_out
