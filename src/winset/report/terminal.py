"""A study on one screen of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from winset.report.charts.marks import Mark, marks
from winset.report.course_wording import shares
from winset.report.tables.moves import trade_sides
from winset.report.wording import (
    day,
    decimal,
    estimate,
    names,
    percent,
    proved,
    short_day,
    signed,
)
from winset.study.document import Study
from winset.study.sentences import BETWEEN, of_all

WIDTH = 100
"""Columns at most: longer lines are hard to read."""

PACKAGES, ISSUES, LINES = 7, 12, 2
"""Rows of each part, so that all of it fits on one screen."""


def console() -> Console:
    """Return the console of the standard output: colour on a terminal only, NO_COLOR honoured."""
    found = Console(highlight=False, markup=False, emoji=False)
    found.width = min(WIDTH, found.width) if sys.stdout.isatty() else WIDTH
    return found


def summary(study: Study, console: Console) -> None:
    """Print the answer: zone, linchpin, packages, blocks, trades, what it hangs on, the course."""
    shown = marks(study)
    console.print(Text(study.title, style="bold", no_wrap=True, overflow="ellipsis"))
    console.print(Text(f"as known on {day(study.provenance.as_of)}", style="dim"))
    console.print(
        _labelled(
            ("Zone", Text(_zone(study))),
            *([("Search", Text(proved(study)))] if study.provenance.route != "enumeration" else []),
            ("Linchpin", Text(study.linchpin.verdict)),
        )
    )
    if shown:
        console.print(_packages(study, shown))
        console.print(_options(study, [mark for mark in shown if mark.solution]))
    console.print(
        _labelled(
            ("Blocks", _lines(_blocks(study, shown))),
            ("Trades", _lines(_trades(study))),
            ("Hangs on", _lines(_hangs(study))),
            *_course(study),
            *(("Between", Text(f.text)) for f in study.findings if f.topic == BETWEEN),
            *([("Market", Text(study.market.answer))] if study.market else []),
        )
    )
    console.print(
        Text(
            "The whole: --report FILE (page with the deal map), --json (every number).", style="dim"
        )
    )


def _labelled(*rows: tuple[str, Text]) -> Table:
    parts = Table.grid(padding=(0, 2), expand=True)
    parts.add_column(width=9, no_wrap=True)
    parts.add_column(ratio=1)
    for label, body in rows:
        parts.add_row(Text(label, style="bold cyan"), body)
    return parts


def _zone(study: Study) -> str:
    every = "both sides" if len(study.parties) == 2 else "every side"  # noqa: PLR2004
    return (
        f"{of_all(study.space, study.zone)} would be ratified by {every} at the middle numbers; "
        f"some deal exists with a chance of {'at least ' if study.zone.unsettled else ''}"
        f"{estimate(study.zone.deal_chance, study.zone.deal_interval)}."
    )


def _packages(study: Study, shown: tuple[Mark, ...]) -> Table:
    """Return the solutions and named packages with their values and chances."""
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("", width=2)
    table.add_column("Package", ratio=1, no_wrap=True, overflow="ellipsis")
    for party in study.parties:
        table.add_column(f"Value\n{party.short}", justify="right")
    for party in study.parties:
        table.add_column(f"Ratifies\n{party.short}", justify="right")
    table.add_column("All\nratify", justify="right")
    for mark in shown[:PACKAGES]:
        line = mark.known
        table.add_row(
            Text(mark.sign, style="bold green" if mark.solution else "bold"),
            Text(mark.label + (" (known only later)" if mark.hindsight else "")),
            *(decimal(mark.values[party.id]) for party in study.parties),
            *("–" if line is None else percent(line.chance[p.id]) for p in study.parties),  # noqa: RUF001
            "–" if line is None else estimate(line.both, line.interval),  # noqa: RUF001
        )
    return table


def _options(study: Study, solutions: list[Mark]) -> RenderableType:
    """Return what the solutions settle, issue by issue, where one moves an issue or they differ."""
    if not solutions:
        return Text("No package would be ratified on every side, so there is no solution to show.")
    called = names(study)
    solutions = solutions[:2]
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("Issue", no_wrap=True, overflow="ellipsis", max_width=26)
    for mark in solutions:
        table.add_column(f"{mark.sign} settles", ratio=1, no_wrap=True, overflow="ellipsis")
    moved = [
        issue
        for issue in study.issues
        if any(mark.package[issue.id] != issue.at_rest for mark in solutions)
    ]
    for issue in moved[:ISSUES]:
        chosen = [mark.package[issue.id] for mark in solutions]
        table.add_row(
            Text(issue.name),
            *(
                Text(
                    "the same"
                    if place and option == chosen[0]
                    else called.option(issue.id, option),
                    style="dim"
                    if option == issue.at_rest or (place and option == chosen[0])
                    else "",
                )
                for place, option in enumerate(chosen)
            ),
        )
    left = len(study.issues) - len(moved[:ISSUES])
    if left:
        table.caption = f"{left} more: in the report, or left as they are"
    return table


def _blocks(study: Study, shown: tuple[Mark, ...]) -> list[str]:
    """Return who most often refuses the recommended deal, and who blocks named packages."""
    called = names(study)
    found = []
    best = shown[0].known if shown else None
    if best is not None:
        # whoever refuses without ever deciding for its side blocks nothing
        weight = {a: min(share, best.pivotal.get(a, 0.0)) for a, share in best.refusers.items()}
        often = sorted(best.refusers.items(), key=lambda item: (-weight[item[0]], -item[1]))
        found += [
            f"{shown[0].sign}: in {percent(share)} of worlds {called.actor(actor)} refuses"
            for actor, share in often[:LINES]
            if weight[actor] > 0
        ]
    found += [
        f"{line.label}: {line.blockers[0].text}" for line in study.ratification if line.blockers
    ][:LINES]
    return found or ["nobody, as far as was asked"]


def _trades(study: Study) -> list[str]:
    called = names(study)
    found = []
    for trade in study.trades[:LINES]:
        gives, pays = trade_sides(trade, called)
        giver, payer = called.short(trade.giver), called.short(trade.payer)
        found.append(f"{giver} {signed(trade.net_giver)} gives {gives}")
        found.append(
            f"  {payer} {signed(trade.net_payer)} pays, {percent(trade.chance)} pass: {pays}"
        )
    return found or ["no concession on one issue is worth paying for on another"]


def _hangs(study: Study) -> list[str]:
    asked = [s for s in study.sensitivity if s.target == "ratification"]
    if not asked:
        return ["no package was put to the ratifiers, or no number is uncertain"]
    package = next(line.label for line in study.ratification if line.id == asked[0].of)
    clear = sorted((s for s in asked if s.clear), key=lambda s: -abs(s.swing))[:LINES]
    if not clear:
        return [f"no single uncertain number clearly moves the chance of “{package}”"]
    return [
        f"The chance of “{package}”, as a number goes from low to high:",
        *(f"  {percent(s.low_value)} to {percent(s.high_value)}: {s.label}" for s in clear),
    ]


def _course(study: Study) -> list[tuple[str, Text]]:
    """Return the odds of the next deadlines, when the leaders sign, and what takes the longest."""
    rows = []
    deadlines = [
        f"{short_day(line.date)}: {shares(line.combined)}: {line.what}"
        for line in study.course.deadlines[:LINES]
    ]
    if deadlines:
        rows.append(("Deadlines", _lines(deadlines)))
    staged = study.course.staged
    if staged is not None:
        days = "" if staged.days is None else f", half within {decimal(staged.days[1], 0)} days"
        signed_by = f"by {short_day(staged.horizon)}: {estimate(staged.signed, staged.interval)}"
        slowest = max(staged.stages, key=lambda line: line.longest, default=None)
        held = [] if slowest is None else [f"longest, {percent(slowest.longest)}: {slowest.name}"]
        barring = ", barring what is not in the file"  # near 100 % is not a forecast
        rows.append(("Signed", _lines([signed_by + days + barring, *held])))
    return rows


def _lines(texts: Iterable[str]) -> Text:
    """Return lines that are cut rather than wrapped."""
    return Text("\n".join(texts), no_wrap=True, overflow="ellipsis")
