"""Tables of the staged process: the ladder, the curve of signature, stages and what holds up."""

from __future__ import annotations

from winset.report.course_wording import STATES, ending, opened
from winset.report.tables.table import Cell, Column, Range, Table
from winset.report.wording import Names, day, percent
from winset.study.document import Study
from winset.study.part import Interval


def ladder(study: Study, called: Names) -> Table:
    """Return where each issue stands, lowest rung first in the columns of the page."""
    staged = study.course.staged
    by = "the horizon" if staged is None else day(staged.horizon)
    return Table(
        "Where each issue stands",
        (
            Column("Issue"),
            Column("Stands at", "word"),
            Column("Since", "word"),
            Column("Whose turn"),
            Column("Missing signatures", "list"),
            Column(f"Signed by {by}", "chance"),
        ),
        tuple(
            (
                called.issue(rung.issue),
                STATES[rung.state],
                rung.since,
                rung.stage,
                rung.missing,
                Range.of(rung.signed, rung.interval),
            )
            for rung in study.course.ladder
        ),
    )


def curve(study: Study, _called: Names) -> Table:
    """Return the chance of a signature by each date."""
    staged = study.course.staged
    exact = {} if staged is None else {at.date: at.chance for at in staged.exact}
    return Table(
        "Chance that the leaders have signed by a date",
        (
            Column("By", "date"),
            Column("Signed", "chance"),
            *((Column("Computed exactly", "chance"),) if exact else ()),
        ),
        tuple(
            (
                at.date,
                Range.of(at.chance, at.interval),
                *((exact.get(at.date),) if exact else ()),
            )
            for at in (() if staged is None else staged.curve)
        ),
        "The 95 % interval holds for each date by itself.",
    )


def endings(study: Study, _called: Names) -> Table:
    """Return the ways in which the worlds end."""
    staged = study.course.staged
    return Table(
        "How the talks end",
        (Column("Way"), Column("Share of worlds", "chance")),
        tuple(
            (opened(ending(line.way)), Range.of(line.share, line.interval))
            for line in (() if staged is None else staged.endings)
        ),
    )


def stages(study: Study, called: Names) -> Table:
    """Return what the worlds say of each stage, and what it is worth to stand before it."""
    staged = study.course.staged
    parties = [p for p in called.parties if staged and any(p in s.worth for s in staged.stages)]
    return Table(
        "Stage by stage",
        (
            Column("Stage"),
            Column("Reached", "chance"),
            Column("Passed, of those", "chance"),
            Column("Days in it", "days"),
            Column("Visits", "fraction"),
            Column("Talks end in it", "chance"),
            Column("Takes the most days", "chance"),
            *(Column(f"Worth to {called.short(party)}", "points") for party in parties),
        ),
        tuple(
            (
                line.name,
                Range.of(line.reached, line.reached_interval),
                _ranged(line.passed, line.passed_interval),
                _ranged(line.days, line.days_interval),
                line.visits,
                Range.of(line.stopped, line.stopped_interval),
                Range.of(line.longest, line.longest_interval),
                *(line.worth.get(party) for party in parties),
            )
            for line in (() if staged is None else staged.stages)
        ),
        "Shares of worlds; days and visits are means over the worlds that come to the stage."
        + (" Worth: of standing before it, in points over no agreement, exact." if parties else ""),
    )


def stage_packages(study: Study, called: Names) -> Table:
    """Return the package most often on the table when each stage was passed, issue by issue."""
    staged = study.course.staged
    found = [] if staged is None else [line for line in staged.stages if line.package]
    issues = [
        issue.id for issue in study.issues if any(issue.id in (s.package or {}) for s in found)
    ]
    return Table(
        "The package at each stage",
        (
            Column("Issue"),
            *(
                Column(
                    line.name
                    if line.package_share is None
                    else f"{line.name} ({percent(line.package_share)} of passes)"
                )
                for line in found
            ),
        ),
        tuple(
            (
                called.issue(issue),
                *(
                    called.option(issue, line.package[issue])
                    if line.package and issue in line.package
                    else None
                    for line in found
                ),
            )
            for issue in issues
        ),
        "The package most often on the table when the stage was passed, and in what share of the "
        "passes it was that one.",
    )


def issue_holds(study: Study, called: Names) -> Table:
    """Return how often each issue holds the talks up."""
    staged = study.course.staged
    return Table(
        "Issue by issue",
        (
            Column("Issue"),
            Column("Left unresolved by its working group", "chance"),
            Column("Never signed", "chance"),
        ),
        tuple(
            (
                called.issue(line.issue),
                _ranged(line.unresolved, line.unresolved_interval),
                Range.of(line.unsigned, line.unsigned_interval),
            )
            for line in (() if staged is None else staged.issues)
        ),
        "Shares of worlds; a dash: no working group has it.",
    )


def extensions_ahead(study: Study, _called: Names) -> Table:
    """Return how often each deadline is moved again before the worlds end."""
    staged = study.course.staged
    what = {line.id: line.what for line in study.calendar.deadlines}
    what |= {line.id: line.what for line in study.course.deadlines}
    return Table(
        "Further extensions in the worlds",
        (Column("Deadline"), Column("Mean further extensions", "fraction")),
        tuple(
            (what.get(id_, id_), _ranged(mean, staged.extensions_interval.get(id_)))
            for id_, mean in staged.extensions.items()
        )
        if staged is not None
        else (),
    )


def moves_made(study: Study, _called: Names) -> Table:
    """Return how often each move away from the table is made."""
    staged = study.course.staged
    name = {line.move: line.name for line in study.leverage}
    return Table(
        "Moves made between the rounds",
        (Column("Move"), Column("Share of worlds", "chance")),
        tuple(
            (name.get(id_, id_), _ranged(share, staged.moves_interval.get(id_)))
            for id_, share in staged.moves.items()
        )
        if staged is not None
        else (),
    )


def _ranged(value: float | None, interval: Interval | None) -> Cell:
    return value if value is None or interval is None else Range.of(value, interval)
