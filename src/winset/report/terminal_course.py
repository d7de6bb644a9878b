"""The course of the talks on a terminal: what `simulate` and `forecast` print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from winset.report import course_wording as say
from winset.report.tables.table import Column, Range, shown
from winset.report.wording import DASH, Names, count, day, decimal, estimate, percent, short_day
from winset.study.course import AgendaOrders, Course, DeadlineOutlook, Odds, Readiness, Staged

DATES = 9
"""Rows of the curve."""


def course_summary(
    title: str, as_of: Date, called: Names, course: Course, console: Console
) -> None:
    """Print where each issue stands, the curve of signature, what holds it up, agenda orders."""
    _head(title, as_of, console)
    _section(console, "The ladder to signature")
    if course.ladder:
        console.print(_ladder(course, called))
    else:
        _print(console, say.note_on(course, "stages"))
    staged = course.staged
    _section(console, "When will it be signed?")
    if staged is None:
        _print(console, say.note_on(course, "stages"))
    else:
        _print(console, say.signing(staged))
        _print(console, f"How the worlds end: {say.endings(staged)}")
        console.print(_curve(staged, as_of))
        _section(console, "What holds it up")
        for text in say.holdups(staged, called):
            _print(console, text)
        console.print(_stages(staged))
        console.print(_issues(staged, called))
    _section(console, "The order of the agenda")
    left = None if staged is None else say.left_on_table(staged)
    if left is not None:
        _print(console, left)
    if course.agenda_orders is None:
        _print(console, say.note_on(course, "orders"))
    else:
        _print(console, course.agenda_orders.text)
        console.print(_orders(course.agenda_orders))
    empty = {
        "stages": staged is None or not course.ladder,
        "orders": course.agenda_orders is None,
    }
    _foot(course, staged, console, [part for part, nothing in empty.items() if nothing])


def deadline_outlook(
    title: str, as_of: Date, called: Names, course: Course, console: Console
) -> None:
    """Print the odds of each deadline in both views, how ready events are, and the next round."""
    _head(title, as_of, console)
    _section(console, "Deadlines")
    for verdict in say.beaten(course.backtests):
        console.print(Text(verdict, style="bold"))
    for line in course.deadlines:
        console.print()
        console.print(Text(line.what, style="bold"))
        _print(console, f"{say.deadline(line)} {say.new_date(line.new_date)}")
        console.print(_odds(line))
        console.print(_reasons(line))
    if not course.deadlines:
        _print(console, say.note_on(course, "deadlines"))
    _section(console, "Coming events")
    for event in course.readiness:
        _print(console, f"{say.readiness(event)} {event.next}")
        console.print(_checks(event))
    if not course.readiness:
        _print(console, say.note_on(course, "events"))
    _section(console, "The next round")
    following = course.next_round
    if following is None:
        _print(console, say.note_on(course, "round"))
    else:
        _print(console, " ".join(filter(None, (say.next_round(following), following.basis))))
        if following.agenda:
            console.print(
                _table(
                    ("On its agenda", "Chance", "Why"),
                    (
                        (called.issue(one.issue), estimate(one.chance, one.interval), one.why)
                        for one in following.agenda
                    ),
                )
            )
    empty = {
        "deadlines": not course.deadlines,
        "events": not course.readiness,
        "round": following is None,
    }
    _foot(course, None, console, [part for part, nothing in empty.items() if nothing])


def _head(title: str, as_of: Date, console: Console) -> None:
    console.print(Text(title, style="bold", no_wrap=True, overflow="ellipsis"))
    console.print(Text(f"as known on {day(as_of)}", style="dim"))


def _print(console: Console, text: str) -> None:
    console.print(Text(text))


def _section(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold cyan"))


def _foot(course: Course, staged: Staged | None, console: Console, empty: Iterable[str]) -> None:
    """Print how it was made, and what was not computed beside the parts that are `empty`."""
    made = () if staged is None else (say.run(staged),)
    for text in (*made, *say.other_notes(course, empty)):
        console.print(Text(text, style="dim"))
    console.print(Text("The whole: --json (every number).", style="dim"))


def _ladder(course: Course, called: Names) -> Table:
    return _table(
        ("Issue", "Stands at", "Missing signatures", "Signed"),
        (
            (
                called.issue(rung.issue),
                say.STATES[rung.state] + (f", {rung.since}" if rung.since else ""),
                ", ".join(rung.missing) or DASH,
                estimate(rung.signed, rung.interval),
            )
            for rung in course.ladder
        ),
        wide=2,
    )


def _curve(staged: Staged, as_of: Date) -> Table:
    """Return dates of the curve, evenly spaced, with the chance of a signature by each."""
    curve = staged.curve
    last = len(curve) - 1
    places = dict.fromkeys(round(last * n / (DATES - 1)) for n in range(DATES)) if curve else {}
    exact = {at.date: at.chance for at in staged.exact}
    return _table(
        ("By", "Days", "Signed", *(("Computed exactly",) if exact else ())),
        (
            (
                short_day(curve[place].date),
                count((curve[place].date - as_of).days),
                estimate(curve[place].chance, curve[place].interval),
                *((percent(exact[curve[place].date]),) if exact else ()),
            )
            for place in places
        ),
        expand=False,
    )


def _stages(staged: Staged) -> Table:
    return _table(
        ("Stage", "Reached", "Passed", "Days", "Visits", "Ends there", "Longest"),
        (
            (
                line.name,
                percent(line.reached),
                DASH if line.passed is None else percent(line.passed),
                DASH
                if line.days is None
                else shown(
                    Column("Days", "days"),
                    Range.of(line.days, line.days_interval or (line.days,) * 2),
                ),
                DASH if line.visits is None else decimal(line.visits, 2),
                estimate(line.stopped, line.stopped_interval),
                estimate(line.longest, line.longest_interval),
            )
            for line in staged.stages
        ),
    )


def _issues(staged: Staged, called: Names) -> Table:
    return _table(
        ("Issue", "Left unresolved", "Never signed"),
        (
            (
                called.issue(line.issue),
                DASH
                if line.unresolved is None or line.unresolved_interval is None
                else estimate(line.unresolved, line.unresolved_interval),
                estimate(line.unsigned, line.unsigned_interval),
            )
            for line in sorted(staged.issues, key=lambda line: -line.unsigned)
        ),
    )


def _orders(found: AgendaOrders) -> Table:
    """Return the package deal, the best orders, the test case first, the worst, parallel tracks."""
    points = Column("Joint value", "points")
    rows = [
        (
            "The whole as one package",
            shown(points, Range.of(found.package_value, found.package_interval)),
            DASH,
        )
    ]
    rows += [
        (
            label,
            shown(points, Range.of(line.value, line.interval)),
            shown(points, Range.of(line.left_on_table, line.left_interval)),
        )
        for label, line in say.orders_to_show(found)
    ]
    rows.append(
        (
            "All groups in parallel",
            shown(points, Range.of(found.parallel_value, found.parallel_interval)),
            shown(points, found.package_value - found.parallel_value),
        )
    )
    return _table(("Order", "Joint value, points", "Left on the table"), rows)


def _odds(line: DeadlineOutlook) -> Table:
    return _table(
        ("View", *(way.capitalize() for way in say.OUTCOMES)),
        (
            (
                name,
                *(estimate(*say.chance_and_interval(view, way)) for way in say.OUTCOMES),
            )
            for field, name in say.VIEWS.items()
            if isinstance(view := getattr(line, field), Odds)
        ),
    )


def _reasons(line: DeadlineOutlook) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(width=16, style="dim")
    grid.add_column(ratio=1)
    for label, text in (
        ("The record", line.record_basis),
        ("Its owner's view", line.structure_basis),
        ("Why they differ", line.difference),
        ("Together", line.combination),
    ):
        grid.add_row(label, Text(text))
    return grid


def _checks(event: Readiness) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(width=6)
    grid.add_column(ratio=2)
    grid.add_column(ratio=3)
    grid.add_column(justify="right", no_wrap=True)
    for one in event.prerequisites:
        odds = DASH if one.chance is None else percent(one.chance)
        if one.chance is not None and one.interval is not None:
            odds = estimate(one.chance, one.interval)
        grid.add_row(
            Text("met", style="bold green") if one.met else Text("open", style="bold"),
            Text(f"{one.name} ({one.strength})"),
            Text(one.why),
            "" if one.met else odds,
        )
    return grid


def _table(
    heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, wide: int = 0, expand: bool = True
) -> Table:
    """Return a table: the first column (and that of place `wide`) take the room, numbers right."""
    table = Table(box=SIMPLE_HEAD, expand=expand, pad_edge=False, show_edge=False)
    for place, head in enumerate(heads):
        words = place in (0, wide) or head in ("Stands at", "Why")
        table.add_column(
            head,
            ratio=1 if expand and words and head != "Stands at" else None,
            justify="left" if words else "right",
            no_wrap=not words,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
