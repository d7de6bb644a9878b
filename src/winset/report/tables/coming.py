"""Tables of what comes: how ready events are, the next round, when people can meet."""

from __future__ import annotations

from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names
from winset.study.document import Study


def readiness(study: Study, _called: Names) -> Table:
    """Return the prerequisites of the coming events."""
    return Table(
        "What the coming events need",
        (
            Column("Prerequisite"),
            Column("Event"),
            Column("By", "date"),
            Column("Kind", "word"),
            Column("Strength", "word"),
            Column("Met", "yes"),
            Column("Met by then", "chance"),
            Column("Why"),
        ),
        tuple(
            (
                one.name,
                event.name,
                event.date,
                one.kind,
                one.strength,
                one.met,
                one.chance
                if one.chance is None or one.interval is None
                else Range.of(one.chance, one.interval),
                one.why,
            )
            for event in study.course.readiness
            for one in event.prerequisites
        ),
    )


def next_round(study: Study, _called: Names) -> Table:
    """Return the dates before which the next round begins with each chance."""
    line = study.course.next_round
    quantiles = () if line is None or line.quantiles is None else line.quantiles
    return Table(
        "First day of the next round",
        (Column("Chance that it is by then", "chance"), Column("Date", "date")),
        tuple(zip((0.05, 0.25, 0.5, 0.75, 0.95), quantiles, strict=False)),
    )


def next_agenda(study: Study, called: Names) -> Table:
    """Return the chance that each issue is on the agenda of the next round."""
    line = study.course.next_round
    return Table(
        "On the agenda of the next round",
        (Column("Issue"), Column("Chance", "chance"), Column("Why")),
        tuple(
            (called.issue(one.issue), Range.of(one.chance, one.interval), one.why)
            for one in (() if line is None else line.agenda)
        ),
    )


def windows(study: Study, called: Names) -> Table:
    """Return when people can and cannot meet."""
    return Table(
        "When people can meet",
        (
            Column("Who", "list"),
            Column("From", "date"),
            Column("To", "date"),
            Column("Taken", "yes"),
            Column("What"),
        ),
        tuple(
            (
                tuple(called.party(called.actor(who)) for who in line.who),
                line.start,
                line.end,
                line.busy,
                line.what,
            )
            for line in study.calendar.windows
        ),
    )
